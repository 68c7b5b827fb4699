/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests of people: what they change is kept with who did it, a trial
 * changes nothing, and no line can hurt digest.
 */
#include "daemon/admin/request.h"

#include <string.h>
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/learn/town_learner.h"
#include "queue/migrate.h"
#include "parsers/letter/letter.h"
#include "tests/support/scratch.h"

enum { ASKER = 1000 };

typedef struct Fixture {
  Scratch *scratch;
  Digest digest;
  Settings settings;
  Town town; /* where nobody works */
  Config config;
  unsigned changes; /* of states, as the log hears of them */
} Fixture;

static void
count_change(void *user, const char *table, const char *id, const char *from,
             const char *to)
{
  (void)table;
  (void)id;
  (void)from;
  (void)to;
  ++*(unsigned *)user;
}

static Store *
open_store(const Scratch *scratch, const char *name, SchemaSet set)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(scratch, name);
  g_autofree char *lock = g_strconcat(path, ".lock", NULL);
  Store *store = store_open(path, lock, STORE_MODE_WRITE, &error);
  g_assert_no_error(error);
  g_assert_true(migrate_store(store, set, NULL, &error));
  return store;
}

static void
set_up(Fixture *fixture, const void *data)
{
  (void)data;
  SecretKey master = {{7}};
  secret_init();
  *fixture = (Fixture){.scratch = scratch_new()};
  Digest *digest = &fixture->digest;
  fixture->town.departments = g_ptr_array_new();
  fixture->town.surveys = g_ptr_array_new();
  g_autoptr(Problems) problems = problems_new();
  fixture->town.letters = letter_table_new(NULL, problems);
  fixture->config =
      (Config){.settings = &fixture->settings, .town = &fixture->town};
  digest->config = &fixture->config;
  digest->clock = clock_new_system();
  digest->store = open_store(fixture->scratch, "bote.db", SCHEMA_SET_MAIN);
  digest->keys = open_store(fixture->scratch, "keys.db", SCHEMA_SET_KEYS);
  digest->ring = keyring_new(digest->keys, &master);
  digest->queue = (Queue){.store = digest->store,
                          .ring = digest->ring,
                          .blobs = fixture->scratch->folder,
                          .on_state = count_change,
                          .user = &fixture->changes};
  g_autoptr(GError) error = NULL;
  (void)digest_learn_open(digest, &error);
  g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, const void *data)
{
  (void)data;
  g_ptr_array_unref(fixture->town.departments);
  g_ptr_array_unref(fixture->town.surveys);
  letter_table_free(fixture->town.letters);
  town_learner_free(fixture->digest.learner);
  keyring_free(fixture->digest.ring);
  store_close(fixture->digest.keys);
  store_close(fixture->digest.store);
  clock_free(fixture->digest.clock);
  scratch_free(fixture->scratch);
}

/* The code of the last line; the lines are in *out_text. */
static int
ask(Fixture *fixture, const char *line, char **out_text)
{
  GString *out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(request_answer(&fixture->digest, line, ASKER, out, &error));
  g_assert_no_error(error);
  g_assert_false(store_in_transaction(fixture->digest.store));
  g_assert_true(g_str_has_suffix(out->str, "\n"));
  g_string_truncate(out, out->len - 1);
  const char *last = strrchr(out->str, '\n');
  json_auto_t *end = json_loads(last == NULL ? out->str : last + 1, 0, NULL);
  const json_t *ok = json_object_get(end, "ok");
  g_assert_true(json_is_boolean(ok));
  int code = json_is_true(ok)
                 ? EX_OK
                 : (int)json_integer_value(json_object_get(end, "code"));
  if (out_text != NULL)
    *out_text = g_strdup(out->str);
  g_string_free(out, TRUE);
  return code;
}

static int
ask_about(Fixture *fixture, const char *verb, const char *id, bool dry,
          char **out_text)
{
  json_auto_t *question = json_pack("{s:s,s:{s:s,s:b}}", "verb", verb,
                                    "arguments", "id", id, "dry_run", (int)dry);
  g_autofree char *line = json_dumps(question, JSON_COMPACT);
  return ask(fixture, line, out_text);
}

/* A held message. */
static Id
put_held(Fixture *fixture, int64_t now_ms)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &fixture->digest.queue;
  InboxNew message = {.id = id_new(now_ms),
                      .channel = "mail",
                      .source = "rathaus",
                      .received_at_ms = now_ms};
  json_auto_t *head = json_object();
  g_autofree char *place = inbox_raw_place(message.id.text);
  g_autoptr(ContentWriter) writer = content_writer_new(queue, place);
  g_autoptr(GBytes) key = g_bytes_new(message.id.text, ID_LENGTH);
  g_autoptr(GBytes) hash = NULL;
  bool added;
  queue->now_ms = now_ms;
  g_assert_true(store_begin(queue->store, &error));
  g_assert_true(content_writer_append(writer, "x", 1, &error));
  g_assert_true(
      content_writer_finish(writer, NULL, &message.raw, &hash, &error));
  message.natural_key = key;
  message.raw_hash = hash;
  message.head = head;
  g_assert_true(inbox_add(queue, &message, &added, &error));
  content_clear(&message.raw);
  g_autoptr(InboxItem) item = inbox_load(queue, message.id.text, &error);
  InboxOutcome outcome = {.state = INBOX_STATE_HOLD};
  g_assert_true(inbox_begin(queue, item, &error));
  g_assert_true(inbox_finish(queue, item, &outcome, &error));
  g_assert_true(store_commit(queue->store, &error));
  fixture->changes = 0;
  return message.id;
}

static void
test_request_survives_any_line(Fixture *fixture, const void *data)
{
  (void)data;
  static const struct {
    const char *line;
    int code;
  } rows[] = {
      {"", EX_PROTOCOL},
      {"GET / HTTP/1.1", EX_PROTOCOL},
      {"[1]", EX_USAGE},
      {"{}", EX_USAGE},
      {"{\"verb\":7}", EX_USAGE},
      {"{\"verb\":\"drop\"}", EX_USAGE},
      {"{\"verb\":\"stats\",\"verb\":\"stats\"}", EX_PROTOCOL},
      {"{\"verb\":\"stats\",\"arguments\":[]}", EX_USAGE},
      {"{\"verb\":\"stats\"}", EX_OK},
      {"{\"verb\":\"inbox.list\",\"arguments\":{\"limit\":-9}}", EX_OK},
      {"{\"verb\":\"inbox.list\",\"arguments\":{\"state\":7}}", EX_OK},
      {"{\"verb\":\"inbox.show\"}", EX_USAGE},
      {"{\"verb\":\"inbox.show\",\"arguments\":{\"id\":\"' OR 1\"}}", EX_USAGE},
      {"{\"verb\":\"inbox.show\",\"arguments\":{\"id\":\"0\"}}", EX_DATAERR},
      {"{\"verb\":\"ticket.show\",\"arguments\":{\"id\":\"417\"}}", EX_DATAERR},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(ask(fixture, rows[i].line, NULL), ==, rows[i].code);
}

/* Every row of the table, asked for nothing and for something absent. */
static void
test_request_rows_answer(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned count = 0;
  for (const Request *const *row = request_registry; *row != NULL; row++) {
    g_autofree char *empty = g_strdup_printf("{\"verb\":\"%s\"}", (*row)->name);
    g_assert_cmpint(ask(fixture, empty, NULL), !=, EX_PROTOCOL);
    g_assert_cmpint(
        ask_about(fixture, (*row)->name, "0123456789abcdef", false, NULL), !=,
        EX_PROTOCOL);
    count++;
  }
  g_assert_cmpuint(count, >=, 14);
}

static void
test_request_keeps_who_did_it(Fixture *fixture, const void *data)
{
  (void)data;
  Id id = put_held(fixture, 1795282181000);
  g_autofree char *shown = NULL;
  g_assert_cmpint(ask_about(fixture, "inbox.retry", id.text, false, NULL), ==,
                  EX_OK);
  g_assert_cmpuint(fixture->changes, ==, 1);
  g_assert_cmpint(ask_about(fixture, "inbox.show", id.text, false, &shown), ==,
                  EX_OK);
  g_assert_nonnull(strstr(shown, "\"state\":\"incoming\""));
  g_assert_nonnull(strstr(shown, "\"retried\",\"detail\":\"uid 1000\""));
  /* At the time of the request, not of what digest did before. */
  g_assert_null(strstr(shown, "\"at_ms\":1795282181000"));
  g_assert_cmpint(ask_about(fixture, "inbox.discard", id.text, false, NULL), ==,
                  EX_DATAERR);
}

static void
test_request_trial_changes_nothing(Fixture *fixture, const void *data)
{
  (void)data;
  Id id = put_held(fixture, 1795282181000);
  g_autofree char *shown = NULL;
  g_assert_cmpint(ask_about(fixture, "inbox.discard", id.text, true, NULL), ==,
                  EX_OK);
  g_assert_cmpuint(fixture->changes, ==, 0);
  g_assert_cmpint(ask_about(fixture, "inbox.show", id.text, false, &shown), ==,
                  EX_OK);
  g_assert_nonnull(strstr(shown, "\"state\":\"hold\""));
  g_assert_nonnull(strstr(shown, "\"events\":[]"));
  /* It also says what would not work. */
  g_assert_cmpint(
      ask_about(fixture, "outbox.retry", "0123456789abcdef", true, NULL), ==,
      EX_DATAERR);
}

static void
test_request_wants_one_id(Fixture *fixture, const void *data)
{
  (void)data;
  Id first = put_held(fixture, 1795282181000);
  Id second = put_held(fixture, 1795282999999);
  first.text[3] = '\0';
  g_assert_cmpint(ask_about(fixture, "inbox.show", first.text, false, NULL), ==,
                  EX_DATAERR);
  second.text[ID_LENGTH - 2] = '\0';
  g_assert_cmpint(ask_about(fixture, "inbox.show", second.text, false, NULL),
                  ==, EX_OK);
}

static void
test_request_lets_answers_go(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  int64_t paused = -1;
  g_assert_true(store_run(fixture->digest.store, &error,
                          "INSERT INTO setting (name, value)"
                          " VALUES ('answers', 'paused')",
                          ""));
  g_assert_cmpint(ask(fixture, "{\"verb\":\"outbox.go\"}", NULL), ==, EX_OK);
  g_assert_true(store_get_int64(
      fixture->digest.store, &paused, &error,
      "SELECT count(*) FROM setting WHERE name = 'answers'", ""));
  g_assert_cmpint(paused, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(path, function)                                                    \
  g_test_add("/daemon/request/" path, Fixture, NULL, set_up, function,         \
             tear_down)
  ADD("survives-any-line", test_request_survives_any_line);
  ADD("rows-answer", test_request_rows_answer);
  ADD("keeps-who-did-it", test_request_keeps_who_did_it);
  ADD("trial-changes-nothing", test_request_trial_changes_nothing);
  ADD("wants-one-id", test_request_wants_one_id);
  ADD("lets-answers-go", test_request_lets_answers_go);
  return g_test_run();
}
