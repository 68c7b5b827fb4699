-- SPDX-License-Identifier: Apache-2.0
-- Copies of pictures that were released.  `published` has a row of kind
-- 'photo' for each, with the name as id and what it shows as text.  The name is
-- a keyed hash: it tells neither the ticket nor when the picture came.
CREATE TABLE photo (
  name @text PRIMARY KEY NOT NULL,
  jpeg @bytes NOT NULL
) @strict;
