-- SPDX-License-Identifier: Apache-2.0
-- What kind of letter the desk said it is: where the kind belongs to the sender
-- it tells of his next letters, too, until it is taken back or forgotten.
ALTER TABLE report_decision ADD COLUMN kind @text; -- id in letters.yaml
ALTER TABLE report_decision ADD COLUMN domain @bytes; -- keyed hash of the
  -- domain of the sender's address, not sealed; none where everybody gets one
UPDATE report_decision SET kind = 'advertising' WHERE advertising;
ALTER TABLE report_decision DROP COLUMN advertising;
CREATE INDEX report_decision_domain ON report_decision (domain, decided_at_ms);
