/* SPDX-License-Identifier: Apache-2.0
 *
 * A whole reader, started as in service, with handlers that do what a parser
 * must not do.  This binary is the reader itself when called as "zygote".
 */
#include "daemon/parse/parse_zygote.h"

#include <stdlib.h>
#include <string.h>

#include "daemon/parse/parse_client.h"
#include "tests/support/bad_parsers.h"
#include "tests/support/json_text.h"

enum {
  MEMORY_MIB = 256,
  WALL_MS = 10 * 1000, /* a busy machine must not look like a hang */
  SHORT_WALL_MS = 300,
};

typedef struct Seen {
  json_t *result;
  size_t attachments, bytes, ends;
} Seen;

static bool
see_result(const json_t *result, GBytes *texts, void *user)
{
  g_assert_cmpuint(g_bytes_get_size(texts), ==, 0);
  Seen *seen = user;
  seen->result = json_deep_copy(result);
  return true;
}

static bool
see_begin(size_t index, void *user)
{
  Seen *seen = user;
  g_assert_cmpint((int)index, ==, seen->attachments == 0 ? 0 : 7);
  seen->attachments++;
  return true;
}

static bool
see_data(const void *bytes, size_t size, void *user)
{
  Seen *seen = user;
  g_assert_nonnull(bytes);
  seen->bytes += size;
  return true;
}

static bool
see_end(void *user)
{
  Seen *seen = user;
  seen->ends++;
  return true;
}

static const ParseHandlers see_all = {see_result, see_begin, see_data, see_end};

static ParseClient *
start(unsigned keep, unsigned wall_ms)
{
  static const char *const arguments[] = {"test", "zygote", NULL};
  ParseClientOptions options = {.keep = keep,
                                .memory_mib = MEMORY_MIB,
                                .cpu_s = 1,
                                .wall_ms = wall_ms,
                                .arguments = arguments};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  return client;
}

static void
tell(ParseClient *client, const char *kind, GBytes *body)
{
  json_t *head = json_pack("{s:s}", "kind", kind);
  g_assert_true(parse_client_send_begin(client, head, NULL));
  json_decref(head);
  size_t size = 0;
  const char *bytes = body == NULL ? NULL : g_bytes_get_data(body, &size);
  for (size_t done = 0; done < size; done += MIN(size - done, 100000))
    parse_client_send_append(client, bytes + done, MIN(size - done, 100000));
  parse_client_send_end(client);
}

static ParseOutcome
ask(ParseClient *client, const char *kind, GBytes *body, Seen *seen)
{
  *seen = (Seen){0};
  tell(client, kind, body);
  return parse_client_receive(client, &see_all, seen);
}

static int
echo_pid(ParseClient *client)
{
  Seen seen;
  g_assert_cmpint(ask(client, "echo", NULL, &seen), ==, PARSE_OUTCOME_OK);
  int pid = (int)json_integer_value(json_object_get(seen.result, "pid"));
  json_decref(seen.result);
  return pid;
}

static void
test_zygote_echoes_any_size(void)
{
  static const size_t sizes[] = {0,     1,     65535,
                                 65536, 65537, BAD_PARSERS_BODY_MAX};
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autofree char *text = g_strnfill(sizes[i], 'a' + (char)i);
    g_autoptr(GBytes) body = g_bytes_new(text, sizes[i]);
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_MD5, body);
    Seen seen;
    g_assert_cmpint(ask(client, "echo", body, &seen), ==, PARSE_OUTCOME_OK);
    g_assert_cmpstr(json_text(seen.result, "hash"), ==, hash);
    g_assert_cmpint((int)seen.attachments, ==, 2);
    g_assert_cmpint((int)seen.ends, ==, 2);
    g_assert_cmpuint(seen.bytes, ==, 2 * sizes[i]);
    json_decref(seen.result);
  }
  g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
}

typedef struct DeathRow {
  const char *kind;
  ParseOutcome outcome;
  const char *reason; /* NULL: it depends on machine or build */
} DeathRow;

static const DeathRow deaths[] = {
    {"loop", PARSE_OUTCOME_HUNG, "wall limit"},
    {"wait", PARSE_OUTCOME_HUNG, "wall limit"},
    {"allocate", PARSE_OUTCOME_DIED, NULL},
    {"descend", PARSE_OUTCOME_DIED, NULL},
    {"abort", PARSE_OUTCOME_DIED, NULL},
    {"exit", PARSE_OUTCOME_DIED, "exit 7"},
    {"forge", PARSE_OUTCOME_DIED, "bad answer: frame"},
    {"unreadable", PARSE_OUTCOME_UNREADABLE, "no??mail?[31m"},
    {"long-result", PARSE_OUTCOME_UNREADABLE, "the result is too long"},
    {"unheard-of", PARSE_OUTCOME_UNREADABLE, "unknown kind of request"},
#ifndef BOTE_SANITIZED
    {"open", PARSE_OUTCOME_DIED, "signal 31"},
    {"sleep", PARSE_OUTCOME_DIED, "signal 31"},
#endif
};

static bool
is_impossible_here(const DeathRow *row)
{
#ifdef BOTE_SANITIZED
  return strcmp(row->kind, "allocate") == 0; /* no RLIMIT_AS */
#else
  (void)row;
  return false;
#endif
}

/* After each death the same zygote serves the next message. */
static void
test_zygote_survives(const void *user)
{
  const DeathRow *row = user;
  if (is_impossible_here(row)) {
    g_test_skip("a sanitized build has no such limit");
    return;
  }
  bool hangs = row->outcome == PARSE_OUTCOME_HUNG;
  g_autoptr(ParseClient) client = start(0, hangs ? SHORT_WALL_MS : WALL_MS);
  Seen seen;
  g_assert_cmpint(ask(client, row->kind, NULL, &seen), ==, row->outcome);
  if (row->reason != NULL)
    g_assert_cmpstr(parse_client_reason(client), ==, row->reason);
  g_assert_cmpint(echo_pid(client), >, 0);
  g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
}

static void
test_zygote_cpu_limit_is_told(void)
{
  static const char *const arguments[] = {"test", "zygote", NULL};
  ParseClientOptions options = {
      .cpu_s = 1, .wall_ms = 20000, .arguments = arguments};
  g_autoptr(ParseClient) client = parse_client_start(&options, NULL);
  g_assert_nonnull(client);
  Seen seen;
  g_assert_cmpint(ask(client, "loop", NULL, &seen), ==, PARSE_OUTCOME_DIED);
  g_assert_cmpstr(parse_client_reason(client), ==, "cpu limit");
}

static void
test_zygote_cannot_be_answered_for(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  Seen seen;
  g_assert_cmpint(ask(client, "babble", NULL, &seen), ==, PARSE_OUTCOME_OK);
  json_decref(seen.result);
  g_assert_cmpint(ask(client, "echo", NULL, &seen), ==, PARSE_OUTCOME_OK);
  g_assert_null(json_object_get(seen.result, "forged"));
  json_decref(seen.result);
}

static void
test_zygote_half_answer_is_a_death(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  ParseHandlers none = {0};
  json_t *head = json_pack("{s:s}", "kind", "half-attachment");
  g_assert_true(parse_client_send_begin(client, head, NULL));
  json_decref(head);
  parse_client_send_end(client);
  g_assert_cmpint(parse_client_receive(client, &none, NULL), ==,
                  PARSE_OUTCOME_DIED);
  g_assert_cmpint(echo_pid(client), >, 0);
  g_assert_cmpint((int)parse_client_restarts(client), ==, 1);
}

static void
test_zygote_too_long_message(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  g_autofree char *text = g_strnfill(BAD_PARSERS_BODY_MAX + 1, 'a');
  g_autoptr(GBytes) body = g_bytes_new(text, BAD_PARSERS_BODY_MAX + 1);
  Seen seen;
  g_assert_cmpint(ask(client, "echo", body, &seen), ==,
                  PARSE_OUTCOME_UNREADABLE);
  g_assert_cmpint(echo_pid(client), >, 0);
}

static void
test_zygote_keeps_as_asked(void)
{
  g_autoptr(ParseClient) fresh = start(0, WALL_MS);
  int first = echo_pid(fresh);
  g_assert_cmpint(echo_pid(fresh), !=, first);
  g_autoptr(ParseClient) kept = start(3, WALL_MS);
  first = echo_pid(kept);
  g_assert_cmpint(echo_pid(kept), ==, first);
  g_assert_cmpint(echo_pid(kept), ==, first);
  g_assert_cmpint(echo_pid(kept), !=, first);
}

/* What is sent ahead is answered in its order, by a child of its own or by one
 * that is kept, whatever becomes of those before. */
static void
test_zygote_answers_in_order(gconstpointer keep)
{
  static const char *const kinds[] = {"echo", "abort", "echo", "unreadable",
                                      "echo"};
  enum { COUNT = G_N_ELEMENTS(kinds) };
  g_autoptr(ParseClient) client = start(GPOINTER_TO_UINT(keep), WALL_MS);
  GBytes *bodies[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    g_autofree char *text = g_strnfill(1000 * i + 1, 'a' + (char)i);
    bodies[i] = g_bytes_new(text, 1000 * i + 1);
    g_assert_true(
        parse_client_takes(client, (uint64_t)g_bytes_get_size(bodies[i])));
    tell(client, kinds[i], bodies[i]);
  }
  g_assert_cmpuint(parse_client_under_way(client), ==, COUNT);
  for (size_t i = 0; i < COUNT; i++) {
    Seen seen = {0};
    bool echoes = strcmp(kinds[i], "echo") == 0;
    ParseOutcome outcome = parse_client_receive(client, &see_all, &seen);
    g_assert_cmpint(outcome == PARSE_OUTCOME_OK, ==, echoes);
    g_autofree char *hash =
        g_compute_checksum_for_bytes(G_CHECKSUM_MD5, bodies[i]);
    if (echoes)
      g_assert_cmpstr(json_text(seen.result, "hash"), ==, hash);
    json_decref(seen.result);
    g_bytes_unref(bodies[i]);
  }
  g_assert_cmpuint(parse_client_under_way(client), ==, 0);
  g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
}

/* Only small messages go ahead, and nothing goes ahead of a large one. */
static void
test_zygote_takes_small_ones_ahead(void)
{
  enum { SMALL = 1000, LARGE = 100 * 1000 };
  g_autofree char *text = g_strnfill(LARGE, 'a');
  g_autoptr(GBytes) large = g_bytes_new(text, LARGE);
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  Seen seen = {0};
  g_assert_true(parse_client_takes(client, LARGE));
  tell(client, "echo", NULL);
  g_assert_true(parse_client_takes(client, SMALL));
  g_assert_false(parse_client_takes(client, LARGE));
  g_assert_cmpint(parse_client_receive(client, &see_all, &seen), ==,
                  PARSE_OUTCOME_OK);
  json_decref(seen.result);
  tell(client, "echo", large);
  g_assert_false(parse_client_takes(client, SMALL));
  seen = (Seen){0};
  g_assert_cmpint(parse_client_receive(client, &see_all, &seen), ==,
                  PARSE_OUTCOME_OK);
  json_decref(seen.result);
  g_assert_true(parse_client_takes(client, LARGE));
}

/* A reader that ends takes along what was sent ahead, and says so. */
static void
test_zygote_loses_what_was_ahead(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  ParseHandlers none = {0};
  tell(client, "half-attachment", NULL); /* after which we replace it */
  tell(client, "echo", NULL);
  g_assert_cmpint(parse_client_receive(client, &none, NULL), ==,
                  PARSE_OUTCOME_DIED);
  g_assert_cmpuint(parse_client_under_way(client), ==, 0);
  g_assert_cmpint(echo_pid(client), >, 0);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "zygote") == 0)
    return bad_parsers_main(argc - 2, argv + 2);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(deaths); i++) {
    g_autofree char *path =
        g_strdup_printf("/daemon/parse-zygote/survives/%s", deaths[i].kind);
    g_test_add_data_func(path, &deaths[i], test_zygote_survives);
  }
  g_test_add_func("/daemon/parse-zygote/echoes-any-size",
                  test_zygote_echoes_any_size);
  g_test_add_func("/daemon/parse-zygote/cpu-limit-is-told",
                  test_zygote_cpu_limit_is_told);
  g_test_add_func("/daemon/parse-zygote/cannot-be-answered-for",
                  test_zygote_cannot_be_answered_for);
  g_test_add_func("/daemon/parse-zygote/half-answer-is-a-death",
                  test_zygote_half_answer_is_a_death);
  g_test_add_func("/daemon/parse-zygote/too-long-message",
                  test_zygote_too_long_message);
  g_test_add_data_func("/daemon/parse-zygote/answers-in-order/each", NULL,
                       test_zygote_answers_in_order);
  g_test_add_data_func("/daemon/parse-zygote/answers-in-order/kept",
                       GUINT_TO_POINTER(2), test_zygote_answers_in_order);
  g_test_add_data_func("/daemon/parse-zygote/answers-in-order/long-kept",
                       GUINT_TO_POINTER(100), test_zygote_answers_in_order);
  g_test_add_func("/daemon/parse-zygote/takes-small-ones-ahead",
                  test_zygote_takes_small_ones_ahead);
  g_test_add_func("/daemon/parse-zygote/loses-what-was-ahead",
                  test_zygote_loses_what_was_ahead);
  g_test_add_func("/daemon/parse-zygote/keeps-as-asked",
                  test_zygote_keeps_as_asked);
  return g_test_run();
}
