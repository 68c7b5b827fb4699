-- SPDX-License-Identifier: Apache-2.0
-- What a person asks for stays quick among a million tickets: numbers are kept
-- with each change (queue/tally.h), and what is rare has a small tree.
-- Everything beside them that is still on its way is counted when asked.

INSERT INTO counter (name, value)
  SELECT 'tally|inbox|' || state, count(*) FROM inbox
  WHERE state IN ('done', 'discarded') GROUP BY state;
INSERT INTO counter (name, value)
  SELECT 'tally|outbox|' || state, count(*) FROM outbox
  WHERE state NOT IN ('queued', 'leased', 'deferred') GROUP BY state;
INSERT INTO counter (name, value)
  SELECT 'tally|ticket|' || state, count(*) FROM ticket GROUP BY state;
INSERT INTO counter (name, value)
  SELECT 'tally|channel|' || COALESCE(origin, channel), count(*) FROM ticket
  GROUP BY COALESCE(origin, channel);
INSERT INTO counter (name, value)
  SELECT 'tally|department|' || department, count(*) FROM ticket
  GROUP BY department;
INSERT INTO counter (name, value)
  SELECT 'tally|stars|' || CAST(stars AS TEXT), count(*) FROM report_rating
  GROUP BY stars;

CREATE INDEX inbox_discarded ON inbox (id) WHERE state = 'discarded';
-- Neither under way nor simply sent, as nearly all are.
CREATE INDEX outbox_odd ON outbox (state, id)
  WHERE state <> 'sent' AND state <> 'queued' AND state <> 'leased'
  AND state <> 'deferred';
CREATE INDEX ticket_unclosed ON ticket (state, id) WHERE state <> 'closed';
CREATE INDEX ticket_unclosed_at ON ticket (department, state, id)
  WHERE state <> 'closed';
CREATE INDEX ticket_at ON ticket (department, id);
