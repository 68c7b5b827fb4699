/* SPDX-License-Identifier: Apache-2.0
 *
 * A queue for tests.
 */
#include "tests/support/queue_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "queue/migrate.h"

static void
note_state(void *user, const char *table, const char *id, const char *from,
           const char *to)
{
  QueueFixture *fixture = user;
  (void)id;
  g_ptr_array_add(fixture->states, g_strjoin(" ", table, from, to, NULL));
}

static Store *
open_store(QueueFixture *fixture, const char *name, SchemaSet set)
{
  g_autofree char *path = scratch_path(fixture->scratch, name);
  g_autofree char *lock = g_strconcat(path, ".lock", NULL);
  g_autoptr(GError) error = NULL;
  Store *store = store_open(path, lock, STORE_MODE_WRITE, &error);
  g_assert_no_error(error);
  (void)migrate_store(store, set, NULL, &error);
  g_assert_no_error(error);
  return store;
}

QueueFixture *
queue_fixture_new(void)
{
  QueueFixture *fixture = g_new0(QueueFixture, 1);
  SecretKey master;
  secret_init();
  memset(master.bytes, 7, sizeof master.bytes);
  fixture->scratch = scratch_new();
  fixture->blobs = scratch_path(fixture->scratch, "blobs");
  g_assert_cmpint(g_mkdir(fixture->blobs, 0700), ==, 0);
  fixture->store = open_store(fixture, "bote.db", SCHEMA_SET_MAIN);
  fixture->keys = open_store(fixture, "keys.db", SCHEMA_SET_KEYS);
  fixture->ring = keyring_new(fixture->keys, &master);
  fixture->states = g_ptr_array_new_with_free_func(g_free);
  fixture->queue = (Queue){.store = fixture->store,
                           .ring = fixture->ring,
                           .blobs = fixture->blobs,
                           .on_state = note_state,
                           .user = fixture};
  g_assert_true(store_begin(fixture->store, NULL));
  return fixture;
}

void
queue_fixture_free(QueueFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  if (store_in_transaction(fixture->store))
    (void)store_commit(fixture->store, &error);
  g_assert_no_error(error);
  (void)store_verify(fixture->store, &error);
  g_assert_no_error(error);
  keyring_free(fixture->ring);
  store_close(fixture->keys);
  store_close(fixture->store);
  g_ptr_array_unref(fixture->states);
  g_free(fixture->blobs);
  scratch_free(fixture->scratch);
  g_free(fixture);
}

Queue *
queue_fixture_at(QueueFixture *fixture, int64_t now_ms)
{
  fixture->queue.now_ms = now_ms;
  return &fixture->queue;
}

unsigned
queue_fixture_changes(const QueueFixture *fixture, const char *change)
{
  unsigned count = 0;
  for (guint i = 0; i < fixture->states->len; i++)
    count += strcmp(fixture->states->pdata[i], change) == 0;
  return count;
}

char *
queue_fixture_text(QueueFixture *fixture, const char *sql, const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows =
      store_query(fixture->store, &error, sql, id == NULL ? "" : "t", id);
  g_assert_no_error(error);
  char *text = NULL;
  if (store_rows_next(rows, &error))
    text = store_rows_dup_text(rows, 0);
  g_assert_no_error(error);
  return text == NULL ? g_strdup("") : text;
}

int64_t
queue_fixture_int64(QueueFixture *fixture, const char *sql, const char *id)
{
  int64_t number = -1;
  g_autoptr(GError) error = NULL;
  (void)store_get_int64(fixture->store, &number, &error, sql,
                        id == NULL ? "" : "t", id);
  g_assert_no_error(error);
  return number;
}

Id
queue_fixture_person(QueueFixture *fixture)
{
  Id id = {.text = ""};
  g_autoptr(GError) error = NULL;
  (void)keyring_take(fixture->ring, KEY_OWNER_PERSON, FIXTURE_NOW_MS, &id,
                     &error);
  g_assert_no_error(error);
  return id;
}
