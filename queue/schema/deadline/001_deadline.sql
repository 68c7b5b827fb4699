-- SPDX-License-Identifier: Apache-2.0
-- What became of a ticket's deadline.  Most tickets are done in time and have
-- no row: then their citizen knows the date in the ticket, and nothing was
-- escalated.
CREATE TABLE deadline (
  ticket_id @text PRIMARY KEY,
  told_ms @int64 NOT NULL,    -- the date its citizen knows; 0: none
  told_before_ms @int64 NOT NULL DEFAULT 0, -- and before the mail of commands
  told_by @text,                            -- (inbox) that told it
  missed_ms @int64 NOT NULL DEFAULT 0, -- the date he was told to have passed
  waits_since_ms @int64 NOT NULL DEFAULT 0, -- for its citizen; 0: it does not
  acted_at_ms @int64 NOT NULL DEFAULT 0, -- by its department, last
  step @int64 NOT NULL DEFAULT 0 -- of the escalation since then
) @clustered;

-- One mail a day: the last morning on which what is overdue was looked at.
CREATE TABLE deadline_day (
  name @text PRIMARY KEY,
  day @text NOT NULL -- '2026-05-21', in the town's zone
) @clustered;
