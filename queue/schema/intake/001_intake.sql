-- SPDX-License-Identifier: Apache-2.0
-- Who wrote how much lately.  Keyed hashes and times only; a row goes within a
-- day.

CREATE TABLE intake (
  lookup @bytes NOT NULL, -- keyed hash of the sender
  inbox_id @text NOT NULL,
  at_ms @int64 NOT NULL,      -- when it was received
  text_hash @bytes NOT NULL,  -- keyed hash of what was written
  PRIMARY KEY (lookup, inbox_id)
) @clustered;

-- Senders that get no automatic answer for a while.
CREATE TABLE answers_off (
  lookup @bytes PRIMARY KEY,
  until_ms @int64 NOT NULL
) @clustered;
