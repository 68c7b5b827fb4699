-- SPDX-License-Identifier: Apache-2.0
-- Letters that look like advertising: held, listed once a week for the desk,
-- which may say that one is a matter all the same.
CREATE TABLE report_listed (
  inbox_id @text PRIMARY KEY,
  sender @bytes NOT NULL,  -- keyed hash of the address, not sealed
  address @bytes NOT NULL, -- sealed with the town's key, like the next
  subject @bytes NOT NULL,
  received_at_ms @int64 NOT NULL,
  list @int64 NOT NULL, -- the list it stood in; 0: it waits for the next one
  place @int64 NOT NULL, -- its number there
  wanted_at_ms @int64    -- the desk said that it is a matter
) @strict;
CREATE INDEX report_listed_waiting ON report_listed (received_at_ms)
  WHERE list = 0;
CREATE INDEX report_listed_list ON report_listed (list, place);
CREATE INDEX report_listed_sender ON report_listed (sender);
