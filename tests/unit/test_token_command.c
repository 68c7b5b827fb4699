/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands that print tokens, and commands that do not.
 */
#include <glib.h>

#include "daemon/clock.h"
#include "daemon/token_command.h"
#include "tests/support/cases.h"

typedef struct Row {
  const char *name, *command, *token; /* token NULL: an error */
} Row;

static const Row rows[] = {
    {"token", "/bin/echo 'ya29.a b'", "ya29.a b"},
    {"first-line-only", "/bin/printf ' tok \\nnoise\\n'", "tok"},
    {"nothing-is-expanded", "/bin/echo '$HOME'", "$HOME"},
    {"silent", "/bin/true", NULL},
    {"fails", "/bin/sh -c 'echo token; exit 3'", NULL},
    {"missing", "/nonexistent/program", NULL},
    {"relative", "echo token", NULL},
    {"unbalanced", "/bin/echo 'token", NULL},
    {"too-much", "/usr/bin/yes", NULL},
};

static void
test_token_command_rows(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *token = token_command_run(row->command, 5000, &error);

  g_assert_cmpstr(token, ==, row->token);
  if (row->token == NULL)
    g_assert_nonnull(error);
  else
    g_assert_no_error(error);
}

/* What the command has started dies with it; the wait ends in time. */
static void
test_token_command_too_slow(void)
{
  g_autoptr(GError) error = NULL;
  int64_t before_ms = clock_monotonic_ms();

  g_assert_null(
      token_command_run("/bin/sh -c 'sleep 60 & sleep 60'", 100, &error));
  g_assert_nonnull(error);
  g_assert_cmpint(clock_monotonic_ms() - before_ms, <, 5000);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/token-command", rows, test_token_command_rows);
  g_test_add_func("/daemon/token-command/too-slow",
                  test_token_command_too_slow);
  return g_test_run();
}
