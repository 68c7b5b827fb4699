/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that begin with what is no header, or whose lines end as on old Macs.
 */
#include "parsers/mime/mend.h"

#include <string.h>

#include "parsers/mime/mime.h"
#include "parsers/parse_message.h"

static void
test_mend_rows(void)
{
  static const struct {
    const char *raw, *mended;
  } rows[] = {
      {"", ""},
      {"From: a@example.org\r\n\r\nx\r", "From: a@example.org\r\n\r\nx\r"},
      {"\xef\xbb\xbf"
       "From: a@example.org\n\nx",
       "From: a@example.org\n\nx"},
      {"\r\n\nFrom: a@example.org\n\nx", "From: a@example.org\n\nx"},
      {"\xef\xbb\xbf\nFrom: a@example.org\n\nx", "From: a@example.org\n\nx"},
      {"\rFrom: a@example.org\r\rx\r", "From: a@example.org\n\nx\n"},
      {"\n\r\n", ""},
      {"\r", ""},
      {"\xef\xbb", "\xef\xbb"},
      {" \nFrom: a@example.org\n\nx", " \nFrom: a@example.org\n\nx"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) raw =
        g_bytes_new_static(rows[i].raw, strlen(rows[i].raw));
    g_autoptr(GBytes) mended = mime_mend(raw);
    gsize size = 0;
    const char *text = g_bytes_get_data(mended, &size);
    g_assert_nonnull(text);
    g_assert_cmpmem(text, size, rows[i].mended, strlen(rows[i].mended));
  }
}

static void
test_mend_message(void)
{
  static const char *const mails[] = {
      "\357\273\277From: a@example.org\nSubject: Loch\n\nIm Weg.\n",
      "\n\nFrom: a@example.org\nSubject: Loch\n\nIm Weg.\n",
      "From: a@example.org\rSubject: Loch\r\rIm Weg.\r",
  };
  MimeOptions options = {.hash = NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
    g_autoptr(GBytes) raw = g_bytes_new_static(mails[i], strlen(mails[i]));
    g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
    g_assert_nonnull(message);
    g_assert_cmpstr(message->from->address, ==, "a@example.org");
    g_assert_cmpstr(message->subject, ==, "Loch");
    g_assert_cmpstr(message->text, ==, "Im Weg.");
    g_assert_cmpuint(message->problems->len, ==, 0);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/mend/rows", test_mend_rows);
  g_test_add_func("/parsers/mend/message", test_mend_message);
  return g_test_run();
}
