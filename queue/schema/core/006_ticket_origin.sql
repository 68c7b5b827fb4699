-- SPDX-License-Identifier: Apache-2.0
-- How a matter that somebody recorded for another reached the town: 'phone',
-- 'visit', 'letter', 'fax'.  NULL: by the ticket's channel.
ALTER TABLE ticket ADD COLUMN origin @text;
