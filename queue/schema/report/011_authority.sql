-- SPDX-License-Identifier: Apache-2.0
-- Who writes commands for a department without being listed, or unproved: a
-- listed address is asked, once for each such sender, whether he may.  Before,
-- each command was asked about; of those that wait at the change nobody knows
-- the sender any more, so that he has to write them once more.
DROP TABLE report_authority;
CREATE TABLE report_authority (
  id @text PRIMARY KEY,
  ticket_id @text NOT NULL, -- about which it was asked
  serial @int64 NOT NULL, -- counts the ticket's questions; stands in the token
  inbox_id @text NOT NULL, -- the mail that the question shows
  department @text NOT NULL,
  sender @bytes NOT NULL, -- keyed hash of the address that wants to command
  proved @bool NOT NULL, -- the mail surely came from there
  asked @bytes NOT NULL, -- keyed hash of the address that was asked
  state @text NOT NULL, -- 'open', 'granted', 'refused', 'expired'
  expires_at_ms @int64 NOT NULL, -- of the question, and of its answer
  UNIQUE (ticket_id, serial)
) @strict;
CREATE INDEX report_authority_sender ON report_authority (sender, department);

-- The mails that wait for it, held.
CREATE TABLE report_authority_mail (
  inbox_id @text PRIMARY KEY,
  question_id @text NOT NULL
) @strict;
CREATE INDEX report_authority_mail_question
  ON report_authority_mail (question_id, inbox_id);
