-- SPDX-License-Identifier: Apache-2.0
-- What a department decides about a ticket besides its end: nothing of it may
-- become public; it is the same as another one, whose news its contact hears.
ALTER TABLE ticket ADD COLUMN confidential @bool NOT NULL DEFAULT FALSE;
ALTER TABLE ticket ADD COLUMN duplicate_of @text;
CREATE INDEX ticket_duplicates ON ticket (duplicate_of)
  WHERE duplicate_of IS NOT NULL;
