-- SPDX-License-Identifier: Apache-2.0
-- What the town's own tickets taught: one model at most, sealed with the town's
-- key.  It holds keyed hashes and weights, no text.
CREATE TABLE learn_model (
  id @text PRIMARY KEY,
  trained_at_ms @int64 NOT NULL,
  body @bytes, -- small ones; else the blob
  blob @text,
  key @bytes NOT NULL -- the content's key, sealed
) @strict;

-- Each time it was tried: what came of it, in numbers and ids alone.
CREATE TABLE learn_run (
  id @text PRIMARY KEY,
  at_ms @int64 NOT NULL,
  newest_event @text NOT NULL, -- id in ticket_event: what came later is news
  report @text NOT NULL -- JSON
) @clustered;

-- Somebody who was erased may have taught the model.
CREATE INDEX learn_erased ON person (erased_at_ms)
  WHERE erased_at_ms IS NOT NULL;
