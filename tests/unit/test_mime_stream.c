/* SPDX-License-Identifier: Apache-2.0
 *
 * What GMime is shown of a mail, and that it finds the same in it.
 */
#include <string.h>

#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_private.h"

static char *
read_all(GMimeStream *stream)
{
  GString *text = g_string_new(NULL);
  char piece[7]; /* small, so that reads meet every seam */
  ssize_t got;
  while ((got = g_mime_stream_read(stream, piece, sizeof piece)) > 0)
    g_string_append_len(text, piece, got);
  return g_string_free(text, FALSE);
}

static const struct Row {
  const char *name, *mail, *shown; /* shown NULL: all of it */
} rows[] = {
    {"unasked-fields-go",
     "Received: from a\r\n\tby b; date\r\nX-Spam: no\r\nFrom: a@example.org\r\n"
     "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nDate: now\r\n\r\nX: y\n",
     "Received: from a\r\n\tby b; date\r\nFrom: a@example.org\r\n"
     "Content-Type: text/plain\r\n\r\nX: y\n"},
    {"names-are-whole",
     "Date: x\nTo: a@example.org\nTo-Do: x\nTom: x\nCONTENT-MD5: x\n"
     "message-id: <1@example.org>\nSubject: x\n y\n\n",
     "Date: x\nTo: a@example.org\nCONTENT-MD5: x\n"
     "message-id: <1@example.org>\nSubject: x\n y\n\n"},
    {"mbox-line-stays", "From a@example.org\nX-A: b\nTo: c@example.org\n\n",
     NULL},
    {"line-without-colon-ends-it",
     "Date: x\nX-A: b\nnonsense\nX-C: d\nTo: c@example.org\n\nx",
     "Date: x\nnonsense\nX-C: d\nTo: c@example.org\n\nx"},
    {"blank-in-front-of-a-colon-ends-it", "Date: x\nX-A : b\nX-C: d\n\nx",
     NULL},
    {"folding-of-blanks-alone-ends-it", "Date: x\nX-A: b\n \nX-C: d\n\nx",
     NULL},
    {"only-fields", "Date: x\nX-A: b\n", "Date: x\n"},
    {"no-line-feed", "Date: x\nX-A: b", NULL},
    {"only-text", "\nX-A: b\n", NULL},
    {"nothing", "", NULL},
};

static void
test_mime_stream_shows(gconstpointer data)
{
  const struct Row *row = data;
  GByteArray bytes = {.data = (guint8 *)row->mail,
                      .len = (guint)strlen(row->mail)};
  g_autoptr(GMimeStream) stream = mime_stream_new_slim(&bytes);
  g_autofree char *shown = read_all(stream);
  g_assert_cmpstr(shown, ==, row->shown == NULL ? row->mail : row->shown);
  g_assert_cmpint(g_mime_stream_reset(stream), ==, 0);
  g_autofree char *again = read_all(stream);
  g_assert_cmpstr(again, ==, shown);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_mime_init();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/mime-stream/%s", rows[i].name);
    g_test_add_data_func(path, &rows[i], test_mime_stream_shows);
  }
  return g_test_run();
}
