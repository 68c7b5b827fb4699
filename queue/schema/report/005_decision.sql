-- SPDX-License-Identifier: Apache-2.0
-- What the desk decided about letters that came to it, one row for each of its
-- mails: so that a second clerk learns of the first one's decision, and to
-- learn from.
CREATE TABLE report_decision (
  inbox_id @text PRIMARY KEY, -- the clerk's mail
  ticket_id @text NOT NULL,
  assignment @int64 NOT NULL, -- of the ticket before it
  commands @text NOT NULL, -- row and value of each, a line for each
  sorts @bool NOT NULL,    -- it said what the letter is, or whose
  category @text,          -- of the ticket after it
  department @text NOT NULL,
  advertising @bool NOT NULL,
  words @bytes NOT NULL,  -- the letter's
  sender @bytes NOT NULL, -- keyed hash of the letter's, not sealed
  clerk @bytes NOT NULL,  -- keyed hash of his address, not sealed
  clerk_address @bytes NOT NULL,
  decided_at_ms @int64 NOT NULL,
  undone_at_ms @int64
) @strict;
CREATE INDEX report_decision_ticket ON report_decision (ticket_id);
CREATE INDEX report_decision_sender ON report_decision (sender, decided_at_ms);
