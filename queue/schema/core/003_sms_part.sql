-- SPDX-License-Identifier: Apache-2.0
-- Parts of long SMS that wait for each other.  Ids, numbers and keyed hashes
-- only: the words stay in the contents of the inbox.  A set is forgotten some
-- days after its first part came; the messages it was made of stay.
CREATE TABLE sms_set (
  id @text PRIMARY KEY,
  series @bytes NOT NULL, -- keyed hash of channel, numbers, reference, total
  sender @bytes NOT NULL, -- keyed hash of channel and sender
  part_total @int64 NOT NULL,
  sent_at_ms @int64 NOT NULL,  -- the provider's time of the first; 0: untold
  first_at_ms @int64 NOT NULL, -- when its first part was decided about
  joined_id @text              -- the message in the inbox; NULL: waits
) @clustered;
CREATE INDEX sms_set_series ON sms_set (series, id);
CREATE INDEX sms_set_waiting ON sms_set (sender) WHERE joined_id IS NULL;

CREATE TABLE sms_part (
  set_id @text NOT NULL REFERENCES sms_set(id),
  part_number @int64 NOT NULL,
  inbox_id @text NOT NULL,
  text_hash @bytes NOT NULL, -- keyed hash of the words
  PRIMARY KEY (set_id, part_number)
) @clustered;
