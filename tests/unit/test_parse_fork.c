/* SPDX-License-Identifier: Apache-2.0
 *
 * A reader on a machine without a process to spare: fork() fails for a while,
 * and no message is blamed for it.  This binary is the reader itself when
 * called as "zygote FIRST COUNT", where that many calls of fork() fail, from
 * the first-th on.  (An injection by strace would be killed by the reader's
 * filter.)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/parse/parse_client.h"
#include "tests/support/bad_parsers.h"

enum { WALL_MS = 10 * 1000, SHORT_WALL_MS = 400 };

/* Read from the arguments once; counts on. */
static struct {
  unsigned first, count, calls;
} shortage;

/* Linked in place of the library's. */
pid_t
fork(void)
{
  shortage.calls++;
  if (shortage.calls >= shortage.first &&
      shortage.calls - shortage.first < shortage.count) {
    errno = EAGAIN;
    return -1;
  }
  return _Fork();
}

static int
zygote_main(int argc, char **argv)
{
  if (argc < 2)
    return EXIT_FAILURE;
  shortage.first = (unsigned)g_ascii_strtoull(argv[0], NULL, 10);
  shortage.count = (unsigned)g_ascii_strtoull(argv[1], NULL, 10);
  return bad_parsers_main(argc - 2, argv + 2);
}

static ParseClient *
start(const char *first, const char *count, unsigned wall_ms)
{
  const char *const arguments[] = {"test", "zygote", first, count, NULL};
  ParseClientOptions options = {
      .memory_mib = 256, .wall_ms = wall_ms, .arguments = arguments};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  return client;
}

static ParseOutcome
echo(ParseClient *client)
{
  json_auto_t *head = json_pack("{s:s}", "kind", "echo");
  g_autoptr(GError) error = NULL;
  g_assert_true(parse_client_send_begin(client, head, &error));
  g_assert_no_error(error);
  parse_client_send_append(client, "text", 4);
  parse_client_send_end(client);
  return parse_client_receive(client, NULL, NULL);
}

static void
test_fork_fails_for_a_while(void)
{
  static const struct {
    const char *what, *first, *count;
  } rows[] = {
      {"at the start", "1", "3"},
      {"ahead, and again when it is needed", "2", "4"},
      {"ahead only", "3", "1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    g_autoptr(ParseClient) client =
        start(rows[i].first, rows[i].count, WALL_MS);
    for (int n = 0; n < 4; n++)
      g_assert_cmpint(echo(client), ==, PARSE_OUTCOME_OK);
    g_assert_cmpuint(parse_client_restarts(client), ==, 0);
  }
}

/* Who waits longer than for any reader gives up, and says for what. */
static void
test_fork_fails_for_good(void)
{
  g_autoptr(ParseClient) client = start("2", "1000000", SHORT_WALL_MS);
  g_assert_cmpint(echo(client), ==, PARSE_OUTCOME_OK);
  g_assert_cmpint(echo(client), ==, PARSE_OUTCOME_HUNG);
  g_assert_cmpstr(parse_client_reason(client), ==, "no answer");
  /* The next reader has a child to begin with. */
  g_assert_cmpint(echo(client), ==, PARSE_OUTCOME_OK);
  g_assert_cmpuint(parse_client_restarts(client), ==, 1);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "zygote") == 0)
    return zygote_main(argc - 2, argv + 2);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/parse-fork/for-a-while",
                  test_fork_fails_for_a_while);
  g_test_add_func("/daemon/parse-fork/for-good", test_fork_fails_for_good);
  return g_test_run();
}
