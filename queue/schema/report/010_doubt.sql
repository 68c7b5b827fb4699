-- SPDX-License-Identifier: Apache-2.0
-- Between which two kinds its words left the letter that the desk decided
-- about: so that the next such doubt begins with what was said then.
ALTER TABLE report_decision ADD COLUMN doubt @text; -- "defect question", "staff
  -- -"; none where its kind was sure, or no word told of any
CREATE INDEX report_decision_doubt ON report_decision (doubt);
