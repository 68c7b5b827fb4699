/* SPDX-License-Identifier: Apache-2.0
 *
 * What a person is told of a mail that could not be read whole: the sentences
 * about limits, each produced by a mail that is over one.  Those about kinds of
 * mails stand with the tests of these kinds.
 */
#include <string.h>

#include <glib.h>

#include "parsers/message_json.h"
#include "parsers/parse_message.h"

#define FROM "From: a@example.org\n"
#define MIXED FROM "Content-Type: multipart/mixed; boundary=b\n\n"
#define INNER "Content-Type: message/rfc822\n\n"

/* A mail made of a beginning, a piece that is repeated, and an end. */
static const struct Excess {
  const char *problem, *begin, *piece, *end;
  size_t count;
} excess_table[] = {
    {"The originator cannot be read.", "Subject: x\n\n", "x", "\n", 1},
    {"The date of the mail cannot be read.", FROM "Date: ", "nie", "\n\nx\n",
     1},
    {"A header field is too long; its end was left out.",
     FROM "Subject: ", "abcdefgh", "\n\nx\n", 3000},
    {"The header has too many fields; the last were left out.", FROM, "X: y\n",
     "\nx\n", 600},
    {"The header is too long; its end was left out.", FROM,
     "X: 0123456789012345678901234567890123456789012345678901234567890123456789"
     "0123456789012345678901234567890123456789012345678901234567890123456789\n"
     " 0123456789012345678901234567890123456789012345678901234567890123456789"
     "\n",
     "\nx\n", 490},
    {"A list of addresses holds too many groups; its end was left out.",
     FROM "To: ", "g:", "\n\nx\n", 3000},
    {"A text is too long; its end is left out.", FROM "\n", "Wort ", "\n",
     100 * 1000},
    {"A text names a charset that is wrong or unknown; read as utf-8.",
     FROM "Content-Type: text/plain; charset=x-none\n\n", "ä", "\n", 1},
    {"Only the first 20 attachments are taken.", MIXED,
     "--b\nContent-Type: application/pdf\n\n%PDF\n", "--b--\n", 21},
    {"The mail has too many parts.", MIXED, "--b\n\nx\n", "--b--\n", 2100},
    {"Parts are nested too deeply.", FROM,
     "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "\nx\n", 30},
    {"Too many lines look like boundaries between parts.", MIXED, "--bb\n", "",
     1000 * 1000},
    {"The mail that was passed on does not tell its writer's address.",
     FROM "Subject: WG: Loch\n\n", "-----Original Message-----\n",
     "From: Müller, Petra\nSent: Thursday, May 21, 2026 8:14 AM\nTo: a\n"
     "Subject: Loch\n\nHier ist ein Loch.\n",
     1},
    {"The mail is larger than 25 MiB.", FROM "\n",
     "0123456789012345678901234567890123456789012345678901234567890123456789\n",
     "", 380 * 1000},
};

static GBytes *
write_excess(const struct Excess *row)
{
  GString *mail = g_string_new(row->begin);
  for (size_t i = 0; i < row->count; i++)
    g_string_append(mail, row->piece);
  g_string_append(mail, row->end);
  return g_string_free_to_bytes(mail);
}

static void
assert_named(const Message *message, const char *problem)
{
  for (guint i = 0; i < message->problems->len; i++)
    g_test_message("%s", (char *)message->problems->pdata[i]);
  g_assert_true(g_ptr_array_find_with_equal_func(message->problems, problem,
                                                 g_str_equal, NULL));
}

static void
test_problem_words_excess(gconstpointer data)
{
  static const MimeOptions options = {0};
  const struct Excess *row = data;
  g_autoptr(GBytes) raw = write_excess(row);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  assert_named(message, row->problem);
}

static void
test_problem_words_nul(void)
{
  static const MimeOptions options = {0};
  static const char mail[] = FROM "Subject: a\0b\n\nx\n";
  g_autoptr(GBytes) raw = g_bytes_new_static(mail, sizeof mail - 1);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  assert_named(message,
               "A header field holds a NUL byte; what follows was left out.");
}

/* Put a mail into another one, as base64, so that only unpacking shows how deep
 * and how large it is. */
static GBytes *
wrap(GBytes *mail)
{
  gsize size = 0;
  const guchar *bytes = g_bytes_get_data(mail, &size);
  g_autofree char *packed = g_base64_encode(bytes, size);
  GString *outer = g_string_new(FROM "Content-Type: message/rfc822\n"
                                     "Content-Transfer-Encoding: base64\n\n");
  enum { LINE = 76 };
  for (const char *at = packed; *at != '\0'; at += strnlen(at, LINE))
    g_string_append_printf(outer, "%.*s\n", LINE, at);
  return g_string_free_to_bytes(outer);
}

static Message *
read_wrapped(GBytes *mail, int levels)
{
  static const MimeOptions options = {0};
  g_autoptr(GBytes) outer = g_bytes_ref(mail);
  for (int i = 0; i < levels; i++) {
    GBytes *next = wrap(outer);
    g_bytes_unref(outer);
    outer = next;
  }
  return parse_message(outer, &options, NULL, NULL, NULL);
}

static void
test_problem_words_wrapped_deeply(void)
{
  g_autoptr(GBytes) mail = g_bytes_new_static(FROM "\nx\n", 22);
  g_autoptr(Message) message = read_wrapped(mail, 25);
  assert_named(message, "The mail is too complex to be read.");
}

static void
test_problem_words_wrapped_large(void)
{
  static const char head[] = FROM "Content-Type: application/pdf\n\n%PDF-";
  enum { BYTES = 5 * 1024 * 1024 };
  g_autofree char *bytes = g_malloc(BYTES);
  memset(bytes, 'x', BYTES);
  memcpy(bytes, head, sizeof head - 1);
  g_autoptr(GBytes) mail = g_bytes_new_static(bytes, BYTES);
  g_autoptr(Message) message = read_wrapped(mail, 5);
  assert_named(message,
               "The mail unpacks to more than 50 MiB; the rest is left out.");
}

/* What goes to digest is bounded, however much was read. */
static void
test_problem_words_long_answer(void)
{
  enum { BYTES = 512 * 1024 };
  g_autoptr(Message) message = message_new();
  message->text = g_strnfill(BYTES, 'x');
  message->full_text = g_strnfill(BYTES, 'y');
  json_t *wire = message_to_wire(message, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) again = message_from_wire(wire, NULL, &error);
  json_decref(wire);
  g_assert_no_error(error);
  assert_named(again, "The text is too long and was shortened.");
  g_assert_cmpuint(strlen(again->text), ==, BYTES);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  for (size_t i = 0; i < G_N_ELEMENTS(excess_table); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/problem-words/%zu", i + 1);
    g_test_add_data_func(path, &excess_table[i], test_problem_words_excess);
  }
  g_test_add_func("/parsers/problem-words/nul", test_problem_words_nul);
  g_test_add_func("/parsers/problem-words/wrapped-deeply",
                  test_problem_words_wrapped_deeply);
  g_test_add_func("/parsers/problem-words/wrapped-large",
                  test_problem_words_wrapped_large);
  g_test_add_func("/parsers/problem-words/long-answer",
                  test_problem_words_long_answer);
  return g_test_run();
}
