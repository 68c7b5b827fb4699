-- SPDX-License-Identifier: Apache-2.0
-- Surveys, who takes part, and what was answered.  Who and what stand apart:
-- only `link` leads from a person to his answers, a keyed hash that cannot be
-- turned round, and of an anonymous survey it goes when the survey closes.

-- One wave of a survey; what it asks stands in the town's file.
CREATE TABLE survey (
  id @text PRIMARY KEY,   -- 'waldpark/1': the questionnaire's id and the wave
  state @text NOT NULL,
  key_id @text NOT NULL,  -- of the file's key that seals what people wrote
  opened_at_ms @int64,    -- the last time
  closed_at_ms @int64,    -- the same
  begun @int64 NOT NULL DEFAULT 0,    -- responses, kept with each change
  complete @int64 NOT NULL DEFAULT 0  -- of them
) @clustered;

-- Who was invited, who declined, who takes part or did.
CREATE TABLE survey_participant (
  id @text PRIMARY KEY,
  survey_id @text NOT NULL,
  contact_id @text NOT NULL,
  state @text NOT NULL,
  invited_at_ms @int64,  -- NULL: he came by himself
  reminded_at_ms @int64, -- NULL: not yet
  UNIQUE (survey_id, contact_id)
) @clustered;
CREATE INDEX survey_participant_of ON survey_participant (contact_id);
CREATE INDEX survey_participant_silent
  ON survey_participant (survey_id, invited_at_ms)
  WHERE state = 'invited' AND reminded_at_ms IS NULL;

CREATE TABLE survey_response (
  id @text PRIMARY KEY,   -- by chance: it tells no time
  survey_id @text NOT NULL,
  link @bytes,            -- NULL: nobody can go on with it any more
  channel @text NOT NULL, -- 'sms', 'mail', 'web', 'paper'
  language @text NOT NULL,
  complete @int64 NOT NULL,
  asked @text,            -- name of the question that waits; NULL: none does
  tries @int64 NOT NULL,  -- answers to it that were not understood
  begun_at_ms @int64 NOT NULL,
  changed_at_ms @int64 NOT NULL
) @clustered;
CREATE UNIQUE INDEX survey_response_link ON survey_response (survey_id, link)
  WHERE link IS NOT NULL;
CREATE INDEX survey_response_idle ON survey_response (survey_id, changed_at_ms)
  WHERE complete = 0;

CREATE TABLE survey_answer (
  response_id @text NOT NULL,
  question @text NOT NULL, -- its name
  state @text NOT NULL,
  value @text,             -- of what can be counted
  words @bytes,            -- of what was written, sealed with the file's key
  PRIMARY KEY (response_id, question)
) @clustered;
