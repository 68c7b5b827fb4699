-- SPDX-License-Identifier: Apache-2.0
-- What every service shares.  Times are epoch milliseconds UTC (..._ms), ids
-- rise with time, states are words, columns of @bytes hold sealed values unless
-- the comment says otherwise.  Tables with long rows are @strict, the others
-- @clustered.  A query uses a partial index only if it repeats its condition
-- word by word; a list of more than two costs SQLite a tree for each row that
-- is written.

-- Facts about the whole store, e.g. 'answers' = 'paused'.
CREATE TABLE setting (
  name @text PRIMARY KEY,
  value @text NOT NULL
) @clustered;

-- Serials and counters, kept so that nothing has to be counted.
CREATE TABLE counter (
  name @text PRIMARY KEY,
  value @int64 NOT NULL
) @clustered;

CREATE TABLE person (
  id @text PRIMARY KEY,
  language @text,
  form @text,
  created_at_ms @int64 NOT NULL,
  erased_at_ms @int64
) @clustered;

CREATE TABLE contact (
  id @text PRIMARY KEY,
  person_id @text NOT NULL REFERENCES person(id),
  channel @text NOT NULL,
  lookup @bytes NOT NULL, -- keyed hash, not sealed
  address @bytes NOT NULL,
  name @bytes,
  verified @bool NOT NULL DEFAULT FALSE,
  muted_until_ms @int64 NOT NULL DEFAULT 0,
  created_at_ms @int64 NOT NULL,
  UNIQUE (channel, lookup)
) @clustered;

-- Survives the person: only the keyed hash of the address stands here.
CREATE TABLE opt_out (
  channel @text NOT NULL,
  lookup @bytes NOT NULL,
  topic @text NOT NULL, -- '' is everything we send unasked
  at_ms @int64 NOT NULL,
  PRIMARY KEY (channel, lookup, topic)
) @clustered;

-- Small contents of rows that change their state: a row is written anew with
-- each change, so what never changes stands apart.
CREATE TABLE content (
  id @text PRIMARY KEY, -- of the row in inbox or outbox
  body @bytes NOT NULL
) @strict;

CREATE TABLE inbox (
  id @text PRIMARY KEY,
  natural_key @bytes NOT NULL UNIQUE, -- hash, not sealed
  channel @text NOT NULL,
  source @text NOT NULL,
  state @text NOT NULL,
  attempts @int64 NOT NULL DEFAULT 0,
  adopted @bool NOT NULL DEFAULT FALSE,
  received_at_ms @int64 NOT NULL,
  imported_at_ms @int64 NOT NULL,
  done_at_ms @int64,
  size_bytes @int64 NOT NULL,
  head @bytes NOT NULL,
  raw_blob @text, -- NULL: the row of content
  raw_key @bytes NOT NULL,
  raw_hash @bytes NOT NULL, -- keyed hash, not sealed
  content_hash @bytes,      -- keyed hash, not sealed
  kind @text,
  service @text,
  person_id @text,
  contact_id @text,
  ticket_id @text,
  duplicate_of @text
) @clustered;
CREATE INDEX inbox_waiting ON inbox (state, id)
  WHERE state NOT IN ('done', 'discarded');
CREATE INDEX inbox_raw_hash ON inbox (raw_hash);
CREATE INDEX inbox_content_hash ON inbox (content_hash)
  WHERE content_hash IS NOT NULL;

-- Why each decision about a message was taken; append-only, without content.
CREATE TABLE inbox_event (
  inbox_id @text NOT NULL,
  id @text NOT NULL,
  at_ms @int64 NOT NULL,
  what @text NOT NULL,
  detail @text,
  PRIMARY KEY (inbox_id, id)
) @clustered;

CREATE TABLE ticket (
  id @text PRIMARY KEY,
  digits @text NOT NULL UNIQUE, -- year and serial, '2600417'
  serial @int64 NOT NULL,
  service @text NOT NULL,
  state @text NOT NULL,
  category @text,
  department @text NOT NULL,
  assignment @int64 NOT NULL DEFAULT 1,
  language @text NOT NULL,
  channel @text NOT NULL,
  mailbox @text NOT NULL,
  person_id @text NOT NULL,
  contact_id @text NOT NULL,
  inbox_id @text NOT NULL,
  subject @bytes,
  text @bytes,
  place @bytes,
  thread_id @bytes, -- Message-ID of the citizen's last mail
  created_at_ms @int64 NOT NULL,
  due_at_ms @int64,
  changed_at_ms @int64 NOT NULL,
  closed_at_ms @int64
) @strict;
CREATE INDEX ticket_serial ON ticket (serial);
CREATE INDEX ticket_of_contact ON ticket (contact_id, id);

-- Append-only.
CREATE TABLE ticket_event (
  id @text PRIMARY KEY,
  ticket_id @text NOT NULL,
  at_ms @int64 NOT NULL,
  what @text NOT NULL,
  actor @text NOT NULL, -- 'citizen', 'department ID', 'town'
  detail @text,
  note @bytes,
  inbox_id @text
) @clustered;
CREATE INDEX ticket_event_of ON ticket_event (ticket_id, id);

CREATE TABLE attachment (
  id @text PRIMARY KEY,
  inbox_id @text NOT NULL,
  ticket_id @text,
  owner_id @text, -- whose key opens it; NULL: the town's
  filename @bytes,
  media_type @text NOT NULL,
  size_bytes @int64 NOT NULL,
  content_hash @bytes NOT NULL, -- keyed hash, not sealed
  is_inline @bool NOT NULL,
  body @bytes, -- small contents; else the blob
  blob @text,
  blob_key @bytes,
  copy @bytes, -- re-encoded picture, at most 1600 pixels
  copy_blob @text,
  copy_key @bytes,
  width @int64,
  height @int64
) @strict;
CREATE INDEX attachment_of_inbox ON attachment (inbox_id);
CREATE INDEX attachment_of_ticket ON attachment (ticket_id)
  WHERE ticket_id IS NOT NULL;

CREATE TABLE outbox (
  id @text PRIMARY KEY,
  state @text NOT NULL,
  channel @text NOT NULL,
  transport @text NOT NULL,
  kind @text NOT NULL,
  priority @int64 NOT NULL,
  dedupe @text UNIQUE,
  owner_id @text, -- whose key seals it; NULL: the town's
  lookup @bytes NOT NULL, -- keyed hash of the recipient, not sealed
  envelope_from @text NOT NULL,
  address @bytes NOT NULL,
  body_blob @text, -- NULL: the row of content
  body_key @bytes,
  message_id @text,
  inbox_id @text,
  ticket_id @text,
  cancel_group @text,
  created_at_ms @int64 NOT NULL,
  due_at_ms @int64 NOT NULL,
  expires_at_ms @int64 NOT NULL,
  leased_until_ms @int64,
  attempts @int64 NOT NULL DEFAULT 0, -- tries that count
  lease @int64 NOT NULL DEFAULT 0,    -- rises with each lease, never falls
  unknown_count @int64 NOT NULL DEFAULT 0,
  provider_ref @text,
  status @text,
  diagnostic @bytes,
  finished_at_ms @int64
) @clustered;
CREATE INDEX outbox_due ON outbox (transport, priority, due_at_ms, id)
  WHERE state IN ('queued', 'deferred');
CREATE INDEX outbox_leased ON outbox (leased_until_ms)
  WHERE state = 'leased';
CREATE INDEX outbox_of_recipient ON outbox (lookup, created_at_ms);
CREATE INDEX outbox_of_ticket ON outbox (ticket_id)
  WHERE ticket_id IS NOT NULL;
CREATE INDEX outbox_of_group ON outbox (cancel_group)
  WHERE cancel_group IS NOT NULL;
CREATE INDEX outbox_provider_ref ON outbox (provider_ref)
  WHERE provider_ref IS NOT NULL;

-- Receipts that came before the result of sending; applied with it.
CREATE TABLE early_receipt (
  channel @text NOT NULL,
  provider_ref @text NOT NULL,
  state @text NOT NULL,
  code @text,
  at_ms @int64 NOT NULL,
  PRIMARY KEY (channel, provider_ref, state)
) @clustered;

-- Timers of all services.
CREATE TABLE agenda (
  id @text PRIMARY KEY,
  kind @text NOT NULL,
  subject @text NOT NULL,
  state @text NOT NULL,
  due_at_ms @int64 NOT NULL,
  UNIQUE (kind, subject)
) @clustered;
CREATE INDEX agenda_due ON agenda (due_at_ms) WHERE state = 'waiting';

-- The only source of public.db.
CREATE TABLE release (
  kind @text NOT NULL,
  id @text NOT NULL,
  field @text NOT NULL,
  state @text NOT NULL,
  public_text @text,
  decided_by @text NOT NULL,
  decided_at_ms @int64 NOT NULL,
  PRIMARY KEY (kind, id, field)
) @clustered;

-- Transports that are paused after repeated failures.
CREATE TABLE breaker (
  transport @text PRIMARY KEY,
  failures @int64 NOT NULL,
  paused_until_ms @int64 NOT NULL,
  reason @text
) @clustered;
