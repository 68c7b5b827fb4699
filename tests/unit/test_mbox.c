/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of many mails.
 */
#include <glib.h>
#include <string.h>

#include "parsers/mime/mbox.h"

typedef struct Row {
  const char *name, *file;
  const char *mails; /* "|" between them */
} Row;

static const Row rows[] = {
    {"/mbox/one-mail", "Subject: a\n\nb\n", "Subject: a\n\nb\n"},
    {"/mbox/a-line-before", "From a@b Thu May 21\nSubject: a\n\nb\n",
     "Subject: a\n\nb\n"},
    {"/mbox/two", "From x\nSubject: a\n\nb\n\nFrom y\nSubject: c\n\nd\n",
     "Subject: a\n\nb\n\n|Subject: c\n\nd\n"},
    {"/mbox/crlf", "From x\r\nS: a\r\n\r\nb\r\n\r\nFrom y\r\nS: c\r\n",
     "S: a\r\n\r\nb\r\n\r\n|S: c\r\n"},
    {"/mbox/in-a-paragraph", "From x\nS: a\n\nb\nFrom here on it is dark.\n",
     "S: a\n\nb\nFrom here on it is dark.\n"},
    {"/mbox/quoted", "From x\nS: a\n\n>From here\n>>From there\n> no\n",
     "S: a\n\nFrom here\n>From there\n> no\n"},
    {"/mbox/no-last-line-end", "From x\nS: a\n\nb\n\nFrom y\nS: c",
     "S: a\n\nb\n\n|S: c"},
    {"/mbox/nothing-in-it", "From x", ""},
};

static void
check(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GBytes) file = g_bytes_new(row->file, strlen(row->file));
  g_autoptr(GPtrArray) mails = mbox_split(file);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < mails->len; i++) {
    gsize size;
    const char *mail = g_bytes_get_data(mails->pdata[i], &size);
    if (i > 0)
      g_string_append_c(all, '|');
    g_string_append_len(all, mail, (gssize)size);
  }
  g_assert_cmpstr(all->str, ==, row->mails);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_test_add_data_func(rows[i].name, &rows[i], check);
  return g_test_run();
}
