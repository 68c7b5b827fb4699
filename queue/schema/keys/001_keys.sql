-- SPDX-License-Identifier: Apache-2.0
-- The keys of persons and of files, each wrapped by a key derived from the
-- town's.  Deleting a row makes unreadable what was sealed under its key.
CREATE TABLE owner_key(
  id            @text  PRIMARY KEY NOT NULL,  -- becomes the owner's id
  owner         @text  NOT NULL CHECK(owner IN('person', 'file')),
  wrapped       @bytes NOT NULL,              -- bound to id
  created_at_ms @int64 NOT NULL,
  in_use        @bool  NOT NULL DEFAULT 0     -- 1: the sweep found its owner
) @strict;

-- Keys are made ahead; the daily sweep looks at those nobody was found for.
CREATE INDEX owner_key_unproven ON owner_key(created_at_ms) WHERE in_use = 0;
