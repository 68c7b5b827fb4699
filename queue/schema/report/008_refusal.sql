-- SPDX-License-Identifier: Apache-2.0
-- Strangers who answered a ticket's mail: when the desk was alarmed about each,
-- and how many more replies came since.
CREATE TABLE report_refusal (
  ticket_id @text NOT NULL,
  sender @bytes NOT NULL, -- keyed hash of the address
  alarmed_at_ms @int64 NOT NULL,
  more @int64 NOT NULL,
  PRIMARY KEY (ticket_id, sender)
) @clustered;
