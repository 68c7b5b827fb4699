-- SPDX-License-Identifier: Apache-2.0
-- Surveys that everybody may know of; what they ask stands in the town's file.
CREATE TABLE survey (
  id @text PRIMARY KEY NOT NULL, -- 'waldpark/1'
  state @text NOT NULL           -- open, paused, closed or published
) @strict;
