-- SPDX-License-Identifier: Apache-2.0
-- Reports of the same thing by several people.

-- How many contacts besides its own a ticket has: kept with each change.
ALTER TABLE ticket ADD COLUMN supporters @int64 NOT NULL DEFAULT 0;
-- The ticket it was joined to.  That one may since be the same as a third one,
-- which duplicate_of names; taken apart, it gets back what was joined to it.
ALTER TABLE ticket ADD COLUMN joined_to @text;
CREATE INDEX support_joined ON ticket (joined_to) WHERE joined_to IS NOT NULL;
UPDATE ticket SET joined_to = duplicate_of WHERE duplicate_of IS NOT NULL;
UPDATE ticket SET supporters = (SELECT count(DISTINCT d.contact_id)
  FROM ticket d WHERE d.duplicate_of = ticket.id
  AND d.contact_id <> ticket.contact_id)
  WHERE id IN (SELECT duplicate_of FROM ticket WHERE duplicate_of IS NOT NULL);

-- Which open tickets are near a point.
CREATE INDEX support_near ON ticket (category, latitude, longitude)
  WHERE closed_at_ms IS NULL AND latitude IS NOT NULL;

-- In which street tickets are, folded as texts are compared: where nobody told
-- a point, or the town's list knows only the middle of the street.
CREATE TABLE support_street (
  ticket_id @text PRIMARY KEY,
  category @text NOT NULL,
  street @text NOT NULL
) @clustered;
CREATE INDEX support_street_of ON support_street (street, category, ticket_id);

-- A new ticket that seems to be the same as an older one.
CREATE TABLE support_pair (
  ticket_id @text PRIMARY KEY, -- the new one; nobody is asked about two
  other_id @text NOT NULL,
  state @text NOT NULL, -- 'suspected', 'asked', 'same', 'apart'
  at_ms @int64 NOT NULL
) @clustered;
