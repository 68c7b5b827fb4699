-- SPDX-License-Identifier: Apache-2.0
-- Participation codes: only what is needed to know whether a code may be used.
-- The hash is not the link of a response, no row has a time, and rows lie in
-- the order of their hashes: nothing here tells which response a code began.

CREATE TABLE survey_code (
  survey_id @text NOT NULL,
  hash @bytes NOT NULL,  -- keyed, of the survey and the code
  batch @text NOT NULL,  -- 'letters-may'
  state @text NOT NULL,  -- 'fresh', 'used', 'void'
  PRIMARY KEY (survey_id, hash)
) @clustered;

CREATE TABLE survey_code_batch (
  survey_id @text NOT NULL,
  batch @text NOT NULL,
  made_at_ms @int64 NOT NULL, -- the last time that codes were added
  made @int64 NOT NULL,       -- numbers, kept with each change
  used @int64 NOT NULL,
  void @int64 NOT NULL,
  PRIMARY KEY (survey_id, batch)
) @clustered;
