-- SPDX-License-Identifier: Apache-2.0
-- Commands that wait until a listed address of the department says yes.
CREATE TABLE report_authority (
  id @text PRIMARY KEY,
  ticket_id @text NOT NULL,
  serial @int64 NOT NULL, -- counts the ticket's questions; stands in the token
  inbox_id @text NOT NULL, -- the mail that waits
  department @text NOT NULL,
  asked @bytes NOT NULL, -- keyed hash of the address that was asked
  staff_text @bytes NOT NULL,
  doubtful @bool NOT NULL, -- where its text ends was not certain
  state @text NOT NULL,
  expires_at_ms @int64 NOT NULL,
  UNIQUE (ticket_id, serial)
) @strict;
