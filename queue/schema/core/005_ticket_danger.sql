-- SPDX-License-Identifier: Apache-2.0
-- The rule of danger.yaml by which somebody on call was alarmed.
ALTER TABLE ticket ADD COLUMN danger @text;
