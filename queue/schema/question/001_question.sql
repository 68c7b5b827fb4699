-- SPDX-License-Identifier: Apache-2.0
-- What we asked somebody and he has not answered yet; a number, a word or the
-- end of its time closes it.  Only the keyed hash of the address stands here.
CREATE TABLE question (
  id @text PRIMARY KEY,
  kind @text NOT NULL, -- 'which', 'stop', 'invitation'
  state @text NOT NULL,
  channel @text NOT NULL,
  lookup @bytes NOT NULL, -- keyed hash of the address, not sealed
  subject @text,          -- what an invitation is to; NULL: nothing
  choices @text NOT NULL, -- ids of what 1, 2 … stand for, a blank between
  answer @text,           -- NULL: none yet
  asked_at_ms @int64 NOT NULL,
  expires_at_ms @int64 NOT NULL
) @clustered;
CREATE INDEX question_of ON question (channel, lookup, id);

-- Messages that wait in `hold` until it is known what they are.
CREATE TABLE question_message (
  inbox_id @text PRIMARY KEY,
  question_id @text NOT NULL
) @clustered;
CREATE INDEX question_message_of ON question_message (question_id);
