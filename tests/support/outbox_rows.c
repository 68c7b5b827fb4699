/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the outbox for tests.
 */
#include "tests/support/outbox_rows.h"

#include <string.h>

OutboxNew
outbox_usual(const OutboxNew *row, QueueFixture *fixture)
{
  static const char body[] = "body";
  OutboxNew full = *row;
  full.id = queue_new_id(&fixture->queue, FIXTURE_NOW_MS);
  if (full.channel == NULL)
    full.channel = "mail";
  if (full.transport == NULL)
    full.transport = "mail";
  if (full.kind == NULL)
    full.kind = "status";
  if (full.envelope_from == NULL)
    full.envelope_from = "";
  if (full.address == NULL)
    full.address = "ayse@example.net";
  if (full.life_s == 0)
    full.life_s = 3600;
  full.body = g_bytes_new_static(body, sizeof body);
  return full;
}

Id
outbox_put(QueueFixture *fixture, const OutboxNew *row)
{
  OutboxNew full = outbox_usual(row, fixture);
  g_autoptr(GError) error = NULL;
  (void)outbox_add(queue_fixture_at(fixture, FIXTURE_NOW_MS), &full, NULL,
                   &error);
  g_assert_no_error(error);
  g_bytes_unref(full.body);
  return full.id;
}

GPtrArray *
outbox_take(QueueFixture *fixture, const char *transport, int64_t now_ms,
            unsigned limit)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *jobs =
      outbox_lease(queue_fixture_at(fixture, now_ms), transport, limit, &error);
  g_assert_no_error(error);
  return jobs;
}

int
outbox_lease_one(QueueFixture *fixture, const char *transport, int64_t now_ms)
{
  g_autoptr(GPtrArray) jobs = outbox_take(fixture, transport, now_ms, 10);
  g_assert_cmpuint(jobs->len, ==, 1);
  const OutboxJob *job = jobs->pdata[0];
  return job->attempt;
}

void
outbox_tell(QueueFixture *fixture, const Id *id, int attempt,
            DeliveryAction action, int64_t now_ms)
{
  OutboxResult result = {.id = *id, .attempt = attempt, .action = action};
  g_autoptr(GError) error = NULL;
  (void)outbox_result(queue_fixture_at(fixture, now_ms), &result, NULL, &error);
  g_assert_no_error(error);
}

void
outbox_assert_state(QueueFixture *fixture, const Id *id, const char *state)
{
  g_autofree char *is = queue_fixture_text(
      fixture, "SELECT state FROM outbox WHERE id = $1", id->text);
  g_assert_cmpstr(is, ==, state);
}

int64_t
outbox_number(QueueFixture *fixture, const char *column, const Id *id)
{
  static const struct {
    const char *column, *sql;
  } rows[] = {
      {"attempts", "SELECT attempts FROM outbox WHERE id = $1"},
      {"unknown_count", "SELECT unknown_count FROM outbox WHERE id = $1"},
      {"due_at_ms", "SELECT due_at_ms FROM outbox WHERE id = $1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strcmp(rows[i].column, column) == 0)
      return queue_fixture_int64(fixture, rows[i].sql, id->text);
  g_assert_not_reached();
}
