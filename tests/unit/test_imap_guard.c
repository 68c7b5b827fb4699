/* SPDX-License-Identifier: Apache-2.0
 *
 * What may pass to libetpan, and what may not.
 */
#include <string.h>

#include <glib.h>

#include "daemon/imap/imap_guard.h"
#include "tests/support/cases.h"

typedef struct Row {
  const char *name, *bytes, *why; /* why NULL: passes */
} Row;

static const Row rows[] = {
    {"ordinary", "* OK hi\r\n* 1 FETCH (UID 4294967295 RFC822.SIZE 7)\r\n",
     NULL},
    {"largest-literal", "* 1 FETCH (BODY[] {100}\r\n", NULL},
    {"literal-too-large", "* 1 FETCH (BODY[] {101}\r\n", "literal"},
    {"literal-4-gb", "* 1 FETCH (BODY[] {4294967295}\r\n", "literal"},
    {"literal-wraps", "* 1 FETCH (BODY[] {18446744073709551617}\r\n", "number"},
    {"literal-plus", "* 1 FETCH (BODY[] {101+}\r\n", "literal"},
    {"uid-overflow", "* 1 FETCH (UID 99999999999999999999)\r\n", "number"},
    {"uid-one-too-many", "* 1 FETCH (UID 4294967296)\r\n", "number"},
    {"sequence-overflow", "* 4294967296 EXISTS\r\n", "number"},
    {"highestmodseq-is-64-bit", "* OK [HIGHESTMODSEQ 715194045007] x\r\n",
     NULL},
    {"keyword-of-digits", "* 1 FETCH (FLAGS (99999999999))\r\n", NULL},
    {"digits-in-a-string", "* 1 FETCH (X \"99999999999 (((\")\r\n", NULL},
    {"escaped-quote", "* 1 FETCH (X \"\\\" 99999999999\")\r\n", NULL},
    {"brace-in-a-string", "* 1 FETCH (X \"{101}\"\r\n)\r\n", NULL},
    {"quote-ends-with-the-line", "* OK it\"s\r\n* 1 FETCH (UID 4294967296)\r\n",
     "number"},
    {"number-after-literal", "* 1 FETCH (BODY[] {3}\r\nabc UID 4294967296)\r\n",
     "number"},
    {"literal-is-not-looked-at",
     "* 1 FETCH (BODY[] {30}\r\n((((((((((((((((((((((((((((((", NULL},
    {"depth-32", "((((((((((((((((((((((((((((((((\r\n", NULL},
    {"depth-33", "(((((((((((((((((((((((((((((((((\r\n", "parentheses"},
    {"depth-forgotten-at-the-line",
     "((((((((((((((((((((\r\n((((((((((((((((((((\r\n", NULL},
};

static const char *
feed(const char *bytes, size_t step)
{
  ImapGuard guard = {0};
  size_t size = strlen(bytes);
  const char *why = NULL;

  imap_guard_allow(&guard, 1000, 100);
  for (size_t i = 0; i < size && why == NULL; i += step)
    why = imap_guard_feed(&guard, bytes + i, MIN(step, size - i));
  return why;
}

/* However the network cuts the bytes, the judgement is the same. */
static void
test_imap_guard_rows(gconstpointer data)
{
  const Row *row = data;

  for (size_t step = 1; step < 40; step++) {
    const char *why = feed(row->bytes, step);
    if (row->why == NULL)
      g_assert_cmpstr(why, ==, NULL);
    else
      g_assert_true(why != NULL && g_str_has_prefix(why, row->why));
  }
}

static void
test_imap_guard_budget(void)
{
  ImapGuard guard = {0};
  char line[1001];

  memset(line, 'a', sizeof line);
  imap_guard_allow(&guard, 1000, 100);
  g_assert_nonnull(imap_guard_feed(&guard, line, 1001));
  imap_guard_allow(&guard, 1000, 100);
  g_assert_null(imap_guard_feed(&guard, line, 1000));
  g_assert_nonnull(imap_guard_feed(&guard, line, 1));
}

static void
test_imap_guard_line_and_nul(void)
{
  ImapGuard guard = {0}, other = {0};
  g_autofree char *line = g_malloc(IMAP_GUARD_LINE_BYTES + 1);

  memset(line, 'a', IMAP_GUARD_LINE_BYTES + 1);
  imap_guard_allow(&guard, 1 << 20, 0);
  g_assert_null(imap_guard_feed(&guard, line, IMAP_GUARD_LINE_BYTES));
  g_assert_nonnull(imap_guard_feed(&guard, line, 1));
  imap_guard_allow(&other, 100, 10);
  g_assert_nonnull(imap_guard_feed(&other, "a\0", 2));
  other = (ImapGuard){0};
  imap_guard_allow(&other, 100, 10);
  g_assert_null(imap_guard_feed(&other, "* 1 FETCH (X {1}\r\n\0)\r\n", 22));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/imap-guard", rows, test_imap_guard_rows);
  g_test_add_func("/daemon/imap-guard/budget", test_imap_guard_budget);
  g_test_add_func("/daemon/imap-guard/line-and-nul",
                  test_imap_guard_line_and_nul);
  return g_test_run();
}
