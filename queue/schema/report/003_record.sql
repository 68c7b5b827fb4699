-- SPDX-License-Identifier: Apache-2.0
-- Mails to be recorded that wait until a listed address says who may write
-- them.
CREATE TABLE report_record (
  serial @int64 PRIMARY KEY, -- stands in the token
  inbox_id @text NOT NULL UNIQUE, -- the mail that waits, held
  asked @bytes NOT NULL, -- keyed hash of the address that was asked
  state @text NOT NULL,  -- 'open', 'granted', 'refused', 'expired'
  expires_at_ms @int64 NOT NULL
) @clustered;
