-- SPDX-License-Identifier: Apache-2.0
-- The list a department gets each working morning: the last one, and what the
-- next one tells besides what is open.
CREATE TABLE report_morning (
  department @text PRIMARY KEY,
  day @text NOT NULL, -- '2026-05-21', in the town's zone
  at_ms @int64 NOT NULL
) @clustered;

CREATE TABLE report_morning_item (
  department @text NOT NULL,
  ticket_id @text NOT NULL,
  what @text NOT NULL, -- 'again', 'reopened', 'new', 'added', 'gone'
  at_ms @int64 NOT NULL,
  PRIMARY KEY (department, ticket_id, what)
) @clustered;

CREATE INDEX report_morning_open ON ticket (department, due_at_ms)
  WHERE closed_at_ms IS NULL;
