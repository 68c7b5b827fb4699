-- SPDX-License-Identifier: Apache-2.0
-- Where a ticket is, for maps and districts: WGS 84 degrees, and what told it
-- ('photo', 'text', 'link', 'coordinates').  NULL: only words are known.
ALTER TABLE ticket ADD COLUMN latitude @real;
ALTER TABLE ticket ADD COLUMN longitude @real;
ALTER TABLE ticket ADD COLUMN point_source @text;
