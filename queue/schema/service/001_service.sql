-- SPDX-License-Identifier: Apache-2.0
-- Which state each service was in since when; append-only.  The file says what
-- was planned, this what happened: a file is edited, a machine may be down.
CREATE TABLE service_state (
  service @text NOT NULL,
  at_ms @int64 NOT NULL,
  state @text NOT NULL,
  phase @text, -- its name in town.yaml; NULL: none
  PRIMARY KEY (service, at_ms)
) @clustered;
