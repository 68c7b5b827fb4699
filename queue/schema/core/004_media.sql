-- SPDX-License-Identifier: Apache-2.0
-- Pictures of an MMS that the provider keeps for us to fetch.
CREATE TABLE media (
  id @text PRIMARY KEY,
  inbox_id @text NOT NULL, -- the SMS it came with
  position @int64 NOT NULL,
  channel @text NOT NULL,
  url @bytes,           -- NULL once it is over: it may hold a key of its own
  state @text NOT NULL, -- 'waiting', 'leased', 'fetched', 'failed'
  attempts @int64 NOT NULL DEFAULT 0,
  created_at_ms @int64 NOT NULL,
  due_at_ms @int64 NOT NULL, -- leased: when the attempt counts as lost
  UNIQUE (inbox_id, position)
) @clustered;
CREATE INDEX media_due ON media (due_at_ms) WHERE state IN ('waiting', 'leased');
