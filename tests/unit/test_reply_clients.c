/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies as mail programs write them, and letters that only look so.  The
 * cases stand in tests/fixtures/reply/ and, as HTML, in reply-html/ beside it.
 */
#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/html/html_mark.h"
#include "parsers/html/html_text.h"
#include "parsers/reply/reply.h"
#include "tests/support/golden.h"
#include "tests/support/reply_cases.h"

/* Without a text that is wanted all of it must stay. */
static void
check_text(const ReplyCase *row)
{
  g_autofree char *all = g_strchomp(g_strdup(row->body));
  g_autoptr(ReplyLines) lines = reply_lines_new(row->body);
  g_autoptr(Reply) reply = reply_split(lines);
  reply_cases_compare(row, "text", reply->text,
                      row->wanted == NULL ? all : row->wanted);
}

static void
check_html(const ReplyCase *row)
{
  g_autofree char *text = html_text(row->body, strlen(row->body), 100000);
  g_autofree char *clean = charset_clean_text(text);
  g_autoptr(ReplyLines) lines = reply_lines_new(clean);
  g_autoptr(Reply) reply = reply_split(lines);
  reply_cases_compare(row, "text", reply->text, row->wanted);
  html_mark_drop(text);
  if (strstr(text, "\xef\xb7") != NULL || strstr(reply->quoted, "\xef\xb7"))
    reply_cases_compare(row, "mark", "leaks", "none");
  if (strstr(text, "repariert") == NULL)
    reply_cases_compare(row, "full text", "cut", "whole");
}

static void
test_reply_clients_text(gconstpointer path)
{
  reply_cases_run(path, check_text);
}

static void
test_reply_clients_html(gconstpointer path)
{
  reply_cases_run(path, check_html);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  golden_add("/parsers/reply/text", "tests/fixtures/reply", ".cases",
             test_reply_clients_text);
  golden_add("/parsers/reply/html", "tests/fixtures/reply-html", ".cases",
             test_reply_clients_html);
  return g_test_run();
}
