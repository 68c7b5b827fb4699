-- SPDX-License-Identifier: Apache-2.0
-- Addresses of departments that are away or that mails came back from.
CREATE TABLE report_mailbox (
  department @text NOT NULL,
  lookup @bytes NOT NULL, -- keyed hash of an address in departments.yaml
  what @text NOT NULL,    -- 'away', 'lost'
  since_ms @int64 NOT NULL,
  until_ms @int64, -- when somebody is back; NULL: until one hears from there
  PRIMARY KEY (department, what, lookup)
) @clustered;

-- Numbers that ticket systems outside the administration gave our tickets.
CREATE TABLE report_receipt (
  department @text NOT NULL,
  number @text NOT NULL, -- as they write it
  ticket_id @text NOT NULL,
  at_ms @int64 NOT NULL,
  PRIMARY KEY (department, number, ticket_id)
) @clustered;
