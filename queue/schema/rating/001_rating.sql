-- SPDX-License-Identifier: Apache-2.0
-- How content a citizen was with his ticket; his last word counts.
CREATE TABLE report_rating (
  ticket_id @text PRIMARY KEY,
  stars @int64 NOT NULL, -- 1 to 5, 5 is best
  at_ms @int64 NOT NULL
) @clustered;
