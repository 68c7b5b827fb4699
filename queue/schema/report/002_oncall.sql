-- SPDX-License-Identifier: Apache-2.0
-- Alarms about dangers, one for each ticket, and who was told of which.
CREATE TABLE report_oncall (
  ticket_id @text PRIMARY KEY,
  state @text NOT NULL,    -- 'open', 'taken', 'ended'
  inbox_id @text NOT NULL, -- the message that tells of the danger
  received_at_ms @int64 NOT NULL,
  begun_at_ms @int64 NOT NULL,
  turn @int64 NOT NULL, -- how often the list was gone through
  told_at_ms @int64 NOT NULL, -- the last time; 0: nobody yet
  contact_id @text NOT NULL,
  taken_by @bytes, -- as report_oncall_told.lookup; NULL: the desk, or nobody
  taken_at_ms @int64
) @clustered;
CREATE INDEX report_oncall_open ON report_oncall (told_at_ms)
  WHERE state = 'open';

CREATE TABLE report_oncall_told (
  ticket_id @text NOT NULL,
  turn @int64 NOT NULL,
  lookup @bytes NOT NULL, -- keyed hash of a number of oncall.csv, not sealed
  told_at_ms @int64 NOT NULL,
  PRIMARY KEY (ticket_id, turn, lookup)
) @clustered;
CREATE INDEX report_oncall_told_to ON report_oncall_told (lookup, told_at_ms);
