/* SPDX-License-Identifier: Apache-2.0
 *
 * Cutting files of cases.
 */
#include "tests/support/reply_cases.h"

#include <string.h>

#include "tests/support/golden.h"

static void
run_piece(const char *piece, void (*check)(const ReplyCase *))
{
  const char *split = strstr(piece, "\n---\n");
  g_assert_nonnull(split);
  g_autofree char *head = g_strndup(piece, (gsize)(split - piece));
  g_autofree char *name = g_strndup(head, strcspn(head, "\n"));
  const char *field = strstr(head, "\ntext:");
  g_autofree char *wanted =
      field == NULL ? NULL : g_strcompress(field + strlen("\ntext:"));
  if (wanted != NULL)
    g_strchug(wanted);
  g_autofree char *body = g_strconcat(split + strlen("\n---\n"), "\n", NULL);
  ReplyCase row = {name, wanted, body};
  check(&row);
}

void
reply_cases_run(const char *path, void (*check)(const ReplyCase *))
{
  g_autoptr(GBytes) bytes = golden_read(path);
  gsize size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_strndup(data, size);
  g_autofree char *whole = g_strconcat("\n", text, NULL);
  g_strchomp(whole);
  g_auto(GStrv) pieces = g_strsplit(whole, "\n=== ", -1);
  g_assert_cmpuint(g_strv_length(pieces), >, 1);
  for (guint i = 1; pieces[i] != NULL; i++)
    run_piece(pieces[i], check);
}

void
reply_cases_compare(const ReplyCase *row, const char *what, const char *actual,
                    const char *wanted)
{
  if (g_strcmp0(actual, wanted) == 0)
    return;
  g_test_message("%s: %s is '%s', wanted '%s'", row->name, what, actual,
                 wanted);
  g_test_fail();
}
