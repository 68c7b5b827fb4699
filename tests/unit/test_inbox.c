/* SPDX-License-Identifier: Apache-2.0
 *
 * The inbox: repeats, attempts, the states a person brings back, order.
 */
#include "queue/inbox.h"

#include <string.h>

#include "tests/support/queue_fixture.h"

#define DAY_MS INT64_C(86400000)

/* Import a mail with this natural key and these bytes; its id is empty when
 * the key was known. */
static Id
import(QueueFixture *fix, const char *key, const char *raw, int64_t now_ms)
{
  g_autoptr(GError) error = NULL;
  json_auto_t *head = json_pack("{s:s}", "kind", "mail");
  g_autoptr(GBytes) natural_key = g_bytes_new(key, strlen(key));
  g_autoptr(GBytes) hash = NULL;
  InboxNew row = {.id = queue_new_id(&fix->queue, now_ms),
                  .natural_key = natural_key,
                  .channel = "mail",
                  .source = "rathaus",
                  .received_at_ms = now_ms,
                  .head = head};
  g_autofree char *place = inbox_raw_place(row.id.text);
  g_autoptr(ContentWriter) writer = content_writer_new(&fix->queue, place);
  (void)(content_writer_append(writer, raw, strlen(raw), &error) &&
         content_writer_finish(writer, NULL, &row.raw, &hash, &error));
  g_assert_no_error(error);
  row.raw_hash = hash;
  bool added = false;
  (void)inbox_add(queue_fixture_at(fix, now_ms), &row, &added, &error);
  g_assert_no_error(error);
  content_clear(&row.raw);
  return added ? row.id : (Id){.text = ""};
}

static InboxItem *
load(QueueFixture *fix, const Id *id)
{
  g_autoptr(GError) error = NULL;
  InboxItem *item = inbox_load(&fix->queue, id->text, &error);
  g_assert_no_error(error);
  return item;
}

static void
begin(QueueFixture *fix, const Id *id)
{
  g_autoptr(InboxItem) item = load(fix, id);
  g_assert_true(inbox_begin(&fix->queue, item, NULL));
}

static void
finish(QueueFixture *fix, const Id *id, const InboxOutcome *outcome)
{
  g_autoptr(InboxItem) item = load(fix, id);
  g_autoptr(GError) error = NULL;
  (void)inbox_finish(&fix->queue, item, outcome, &error);
  g_assert_no_error(error);
}

static void
assert_state(QueueFixture *fix, const Id *id, InboxState state, int attempts)
{
  g_autoptr(InboxItem) item = load(fix, id);
  g_assert_cmpint(item->state, ==, state);
  g_assert_cmpint(item->attempts, ==, attempts);
}

static void
test_inbox_natural_key_absorbs(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id first = import(fix, "key", "raw", FIXTURE_NOW_MS);
  Id second = import(fix, "key", "other", FIXTURE_NOW_MS);
  g_assert_cmpstr(first.text, !=, "");
  g_assert_cmpstr(second.text, ==, "");
  g_autoptr(InboxItem) item = load(fix, &first);
  g_autofree char *place = inbox_raw_place(first.text);
  g_autoptr(GBytes) raw = content_read(&fix->queue, &item->raw,
                                       (ContentPlace){NULL, place}, 100, NULL);
  g_assert_cmpmem(g_bytes_get_data(raw, NULL), 3, "raw", 3);
}

static void
test_inbox_attempts_and_states(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = import(fix, "key", "raw", FIXTURE_NOW_MS);
  assert_state(fix, &id, INBOX_STATE_INCOMING, 0);
  begin(fix, &id);
  begin(fix, &id); /* after a crash */
  assert_state(fix, &id, INBOX_STATE_ACTIVE, 2);
  finish(fix, &id, &(InboxOutcome){.state = INBOX_STATE_HOLD});
  g_assert_true(inbox_retry(&fix->queue, id.text, NULL));
  assert_state(fix, &id, INBOX_STATE_INCOMING, 0);
  g_assert_false(inbox_retry(&fix->queue, id.text, NULL));
  begin(fix, &id);
  finish(fix, &id, &(InboxOutcome){.state = INBOX_STATE_DONE});
  g_assert_false(inbox_retry(&fix->queue, id.text, NULL));
  g_assert_cmpuint(queue_fixture_changes(fix, "inbox incoming active"), ==, 2);
}

static void
test_inbox_waits_in_order(void)
{
  enum { MAILS = 20 };
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id ids[MAILS];
  for (int i = 0; i < MAILS; i++) {
    g_autofree char *key = g_strdup_printf("%d", i);
    ids[i] = import(fix, key, key, FIXTURE_NOW_MS);
  }
  g_autoptr(GPtrArray) items =
      inbox_waiting(&fix->queue, INBOX_STATE_INCOMING, MAILS, NULL);
  g_assert_cmpuint(items->len, ==, MAILS);
  for (guint i = 0; i < items->len; i++) {
    const InboxItem *item = items->pdata[i];
    g_assert_cmpstr(item->id.text, ==, ids[i].text);
  }
}

/* Each lot asks who waits, whatever lies done in the table. */
static void
test_inbox_finds_waiting_by_an_index(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(StoreRows) rows =
      store_query(fix->store, NULL,
                  "EXPLAIN QUERY PLAN SELECT id FROM inbox WHERE state = $1"
                  " AND state NOT IN ('done', 'discarded') ORDER BY id LIMIT 1",
                  "t", "incoming");
  g_assert_true(store_rows_next(rows, NULL));
  g_assert_nonnull(strstr(store_rows_text(rows, 3), "inbox_waiting (state=?)"));
  g_assert_false(store_rows_next(rows, NULL)); /* nothing is sorted */
}

static void
test_inbox_belongs_to_its_writer(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id person = queue_fixture_person(fix);
  Id id = import(fix, "key", "raw", FIXTURE_NOW_MS);
  begin(fix, &id);
  finish(fix, &id,
         &(InboxOutcome){.state = INBOX_STATE_HOLD, .person_id = person.text});
  g_autoptr(InboxItem) item = load(fix, &id);
  g_assert_cmpstr(item->person_id, ==, person.text);
  g_autofree char *place = inbox_raw_place(id.text);
  g_autoptr(GBytes) raw =
      content_read(&fix->queue, &item->raw,
                   (ContentPlace){item->person_id, place}, 100, NULL);
  g_assert_cmpmem(g_bytes_get_data(raw, NULL), 3, "raw", 3);
  /* A second decision keeps it his. */
  g_assert_true(inbox_retry(&fix->queue, id.text, NULL));
  begin(fix, &id);
  finish(fix, &id, &(InboxOutcome){.state = INBOX_STATE_DONE});
  g_autoptr(InboxItem) again = load(fix, &id);
  g_assert_cmpstr(again->person_id, ==, person.text);
}

static void
test_inbox_duplicates(void)
{
  static const struct {
    const char *what, *raw, *content;
    int days;
    bool found;
  } rows[] = {
      {"same bytes", "raw", NULL, 0, true},
      {"other bytes", "other", NULL, 0, false},
      {"same content", "other", "content", 0, true},
      {"other content", "other", "else", 0, false},
      {"at the end", "raw", NULL, INBOX_DUPLICATE_DAYS, true},
      {"too long ago", "raw", "content", INBOX_DUPLICATE_DAYS + 1, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    g_autoptr(QueueFixture) fix = queue_fixture_new();
    g_autoptr(GBytes) content = g_bytes_new_static("content", 7);
    Id first = import(fix, "1", "raw", FIXTURE_NOW_MS);
    begin(fix, &first);
    finish(fix, &first,
           &(InboxOutcome){.state = INBOX_STATE_DONE, .content_hash = content});
    int64_t now_ms = FIXTURE_NOW_MS + rows[i].days * DAY_MS;
    Id second = import(fix, "2", rows[i].raw, now_ms);
    g_autoptr(InboxItem) item = load(fix, &second);
    g_autoptr(GBytes) hash =
        rows[i].content == NULL
            ? NULL
            : g_bytes_new(rows[i].content, strlen(rows[i].content));
    Id found;
    g_assert_true(inbox_find_duplicate(&fix->queue, second.text,
                                       (InboxHashes){item->raw_hash, hash},
                                       &found, NULL));
    g_assert_cmpstr(found.text, ==, rows[i].found ? first.text : "");
    /* The first one is never a repeat of the second. */
    g_autoptr(InboxItem) one = load(fix, &first);
    g_assert_true(inbox_find_duplicate(&fix->queue, first.text,
                                       (InboxHashes){one->raw_hash, content},
                                       &found, NULL));
    g_assert_cmpstr(found.text, ==, "");
  }
}

/* A row that cannot be opened is held, seen and discarded like any other. */
static void
test_inbox_damaged_head_blocks_nothing(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id bad = import(fix, "1", "one", FIXTURE_NOW_MS);
  Id good = import(fix, "2", "two", FIXTURE_NOW_MS);
  g_assert_true(store_run(fix->store, NULL,
                          "UPDATE inbox SET head = raw_hash WHERE id = $1", "t",
                          bad.text));
  g_autoptr(GError) error = NULL;
  for (int turn = 0; turn < 2; turn++) {
    g_autoptr(GPtrArray) items =
        inbox_waiting(&fix->queue, INBOX_STATE_INCOMING, 1 + turn, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(items->len, ==, 1);
    const InboxItem *item = items->pdata[0];
    g_assert_cmpstr(item->id.text, ==, good.text);
    assert_state(fix, &bad, INBOX_STATE_HOLD, 1);
    g_autofree char *why = queue_fixture_text(
        fix, "SELECT detail FROM inbox_event WHERE inbox_id = $1", bad.text);
    g_assert_nonnull(strstr(why, "damaged"));
    if (turn == 0) /* a person tries it again: no better */
      g_assert_true(inbox_retry(&fix->queue, bad.text, NULL));
  }
  finish(fix, &bad, &(InboxOutcome){.state = INBOX_STATE_DISCARDED});
}

/* The same of one that a crash left behind. */
static void
test_inbox_damaged_head_while_active(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id bad = import(fix, "1", "one", FIXTURE_NOW_MS);
  begin(fix, &bad);
  g_assert_true(store_run(fix->store, NULL,
                          "UPDATE inbox SET head = raw_hash WHERE id = $1", "t",
                          bad.text));
  g_autoptr(GPtrArray) items =
      inbox_waiting(&fix->queue, INBOX_STATE_ACTIVE, 10, NULL);
  g_assert_nonnull(items);
  g_assert_cmpuint(items->len, ==, 0);
  assert_state(fix, &bad, INBOX_STATE_HOLD, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/inbox/natural-key-absorbs",
                  test_inbox_natural_key_absorbs);
  g_test_add_func("/queue/inbox/attempts-and-states",
                  test_inbox_attempts_and_states);
  g_test_add_func("/queue/inbox/waits-in-order", test_inbox_waits_in_order);
  g_test_add_func("/queue/inbox/finds-waiting-by-an-index",
                  test_inbox_finds_waiting_by_an_index);
  g_test_add_func("/queue/inbox/belongs-to-its-writer",
                  test_inbox_belongs_to_its_writer);
  g_test_add_func("/queue/inbox/duplicates", test_inbox_duplicates);
  g_test_add_func("/queue/inbox/damaged-head-blocks-nothing",
                  test_inbox_damaged_head_blocks_nothing);
  g_test_add_func("/queue/inbox/damaged-head-while-active",
                  test_inbox_damaged_head_while_active);
  return g_test_run();
}
