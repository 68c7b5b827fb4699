-- SPDX-License-Identifier: Apache-2.0
-- SPDX-License-Identifier: Apache-2.0
-- What everybody may read.  Nothing but the projection of released texts and
-- of counted rows writes here; the file can be removed and is made anew.

CREATE TABLE fact (
  name @text PRIMARY KEY,
  value @text NOT NULL
) @strict;

-- Tickets of the present year.  Fewer than five are not told: count is NULL.
-- No sums stand here, for a sum less its cells tells the hidden one.
CREATE TABLE figure (
  category @text NOT NULL, -- '' where none was found
  outcome @text NOT NULL,  -- open, solved, no-action
  count @int64,
  PRIMARY KEY (category, outcome)
) @strict;

CREATE TABLE published (
  kind @text NOT NULL,
  id @text NOT NULL,
  field @text NOT NULL,
  public_text @text NOT NULL,
  decided_at_ms @int64 NOT NULL,
  PRIMARY KEY (kind, id, field)
) @strict;
