/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that are not what their fields say: base64 that ends too early or was
 * never any, HTML that calls itself plain.
 */
#include "parsers/mime/mime.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"

#define AS_IT_STANDS                                                           \
  "A text is not encoded as it says; it was read as it stands."

static const struct Row {
  const char *name, *fields, *body, *text, *problem;
} rows[] = {
    {"unpadded-one", "Content-Transfer-Encoding: base64", "QmFuayBrYXB1dHQ",
     "Bank kaputt", NULL},
    {"unpadded-two", "Content-Transfer-Encoding: base64", "QmFuayBrYXB1dHRlcw",
     "Bank kaputtes", NULL},
    {"padded", "Content-Transfer-Encoding: base64",
     "QmFuayBrYXB1dHQ=", "Bank kaputt", NULL},
    {"whole-groups", "Content-Transfer-Encoding: base64", "QmFuayBrYXB1",
     "Bank kapu", NULL},
    {"prose", "Content-Transfer-Encoding: base64",
     "Die Bank am Teich ist kaputt, bitte schauen Sie!",
     "Die Bank am Teich ist kaputt, bitte schauen Sie!", AS_IT_STANDS},
    {"page", "Content-Type: text/plain",
     "<!DOCTYPE html><html><body><p>Die Bank</p><p>ist hin</p></body></html>",
     "Die Bank\n\nist hin", NULL},
    {"no-html", "Content-Type: text/html",
     "Die Bank\nist hin, 3 < 5.\nBote <bote@example.org> weiss es.",
     "Die Bank\nist hin, 3 < 5.\nBote <bote@example.org> weiss es.", NULL},
    {"little-html", "Content-Type: text/html", "Die Bank\nist<br>hin",
     "Die Bank ist\nhin", NULL},
    {"no-tag-but-entity", "Content-Type: text/html", "Die B&auml;nke\nauch",
     "Die Bänke auch", NULL},
    {"about-a-page", "Content-Type: text/plain", "Ihr <html> ist kaputt.",
     "Ihr <html> ist kaputt.", NULL},
};

static void
test_mime_mend(gconstpointer data)
{
  const struct Row *row = data;
  static const MimeOptions options = {0};
  g_autofree char *mail =
      g_strdup_printf("From: a@example.org\nMIME-Version: 1.0\n%s\n\n%s\n",
                      row->fields, row->body);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  g_assert_cmpstr(message->text, ==, row->text);
  g_assert_cmpuint(message->problems->len, ==, row->problem != NULL);
  if (message->problems->len == 1)
    g_assert_cmpstr(message->problems->pdata[0], ==, row->problem);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  CASES_ADD_ROWS("/parsers/mime_mend", rows, test_mime_mend)
  return g_test_run();
}
