/* SPDX-License-Identifier: Apache-2.0
 *
 * The pre-scan: what is harmless passes untouched, what harms a library comes
 * out small, with a sentence, and whole mails of that kind are parsed.
 */
#include "parsers/mime/prescan.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"
#include "tests/support/cpu_time.h"

/* Generous: the machine may be busy; without the pre-scan these take minutes
   or end the process. */
enum { HOSTILE_SECONDS_MAX = 5 };

static GBytes *
take(GString *text)
{
  return g_string_free_to_bytes(text);
}

static GString *
repeat(GString *out, const char *piece, size_t count)
{
  for (size_t i = 0; i < count; i++)
    g_string_append(out, piece);
  return out;
}

static Prescan *
scan(GString *text)
{
  g_autoptr(GBytes) raw = take(text);
  return prescan_mail(raw);
}

static void
test_prescan_usual_mail_is_untouched(void)
{
  g_autoptr(GBytes) raw =
      take(g_string_new("From: a@example.org\nContent-Type: multipart/mixed;\n"
                        " boundary=\"b\"\n\n--b\n\nText\n--b--\n"));
  g_autoptr(Prescan) result = prescan_mail(raw);
  g_assert_true(result->bytes == raw);
  g_assert_false(result->clipped);
  g_assert_cmpuint(result->problems->len, ==, 0);
}

static void
test_prescan_long_field_is_cut(void)
{
  GString *mail = g_string_new("Subject: ");
  repeat(mail, "x", 20000);
  g_string_append(mail, "\nFrom: a@example.org\n\nBody\n");
  g_autoptr(Prescan) result = scan(mail);
  g_assert_cmpuint(g_bytes_get_size(result->bytes), <, PRESCAN_FIELD_MAX + 100);
  g_autofree char *copy = g_strndup(g_bytes_get_data(result->bytes, NULL),
                                    g_bytes_get_size(result->bytes));
  g_assert_nonnull(strstr(copy, "\nFrom: a@example.org\n\nBody\n"));
  g_assert_cmpuint(result->problems->len, ==, 1);
  g_assert_false(result->clipped);
}

static void
test_prescan_nul_in_header_is_cut(void)
{
  g_autoptr(GBytes) raw =
      g_bytes_new("Subject: a\0b\nFrom: a@example.org\n\nBody\n", 38);
  g_autoptr(Prescan) result = prescan_mail(raw);
  g_assert_cmpmem(g_bytes_get_data(result->bytes, NULL), 11, "Subject: a\n",
                  11);
}

static void
test_prescan_fields_are_counted(void)
{
  GString *mail = g_string_new("From: a@example.org\n");
  repeat(mail, "X-A: b\n", 2 * PRESCAN_FIELDS_MAX);
  g_string_append(mail, "\nBody\n");
  g_autoptr(Prescan) result = scan(mail);
  g_assert_cmpuint(g_bytes_get_size(result->bytes), <,
                   7 * PRESCAN_FIELDS_MAX + 100);
}

static void
test_prescan_header_within_a_part_is_cut(void)
{
  GString *mail = g_string_new("From: a@example.org\nContent-Type: "
                               "multipart/mixed; boundary=b\n\n--b\n"
                               "Content-Type: message/rfc822\n\nTo: ");
  repeat(mail, "g:", 20000);
  g_string_append(mail, "\n\nText\n--b--\n");
  g_autoptr(Prescan) result = scan(mail);
  g_assert_cmpuint(g_bytes_get_size(result->bytes), <, 1000);
}

/* A boundary read in an unusual way makes every "--" line one. */
static void
test_prescan_strange_boundary_hides_nothing(void)
{
  static const char *const types[] = {
      "multipart/mixed; boundary*=us-ascii''%62",
      "multipart/mixed; boundary*0=\"b\"",
      "multipart/mixed; boundary=\"\\b\"",
      "multipart/mixed; boundary=\"=?us-ascii?q?b?=\"",
      "multipart/mixed; boundary=a; boundary=b",
      "multipart/mixed; (boundary=a) boundary=b",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
    GString *mail = g_string_new("From: a@example.org\nContent-Type: ");
    g_string_append_printf(mail, "%s\n\n--b\nTo: ", types[i]);
    repeat(mail, "g:", 20000);
    g_string_append(mail, "\n\nText\n--b--\n");
    g_autoptr(Prescan) result = scan(mail);
    g_test_message("%s", types[i]);
    g_assert_cmpuint(g_bytes_get_size(result->bytes), <, 1000);
  }
}

static void
test_prescan_too_many_parts_leave_the_first_text(void)
{
  GString *mail = g_string_new("From: a@example.org\nSubject: Loch\n"
                               "Content-Type: multipart/mixed; boundary=b\n\n"
                               "--b\nContent-Type: text/plain\n\nHier\n");
  repeat(mail, "--b\n\nx\n", PRESCAN_PARTS_MAX + 1);
  g_autoptr(GBytes) raw = take(mail);
  MimeOptions options = {0};
  g_autoptr(Prescan) result = prescan_mail(raw);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_true(result->clipped);
  g_assert_cmpstr(message->subject, ==, "Loch");
  g_assert_cmpstr(message->text, ==, "Hier");
  g_assert_cmpuint(message->problems->len, >=, 1);
}

static bool
names_problem(const Message *message, const char *problem)
{
  return g_ptr_array_find_with_equal_func(message->problems, problem,
                                          g_str_equal, NULL);
}

/* Some programs write boundaries longer than the standard allows; the person
 * who uses them is not to blame. */
static void
test_prescan_long_boundary(void)
{
  for (int size = 60; size <= 300; size += 60) {
    g_autofree char *b = g_strnfill((gsize)size, 'b');
    g_autofree char *mail = g_strdup_printf(
        "From: a@example.org\nContent-Type: multipart/mixed; "
        "boundary=\"%s\"\n\n--%s\n\nDie Bank ist kaputt.\n--%s--\n",
        b, b, b);
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    MimeOptions options = {0};
    g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
    bool read = size <= PRESCAN_BOUNDARY_READ;
    g_assert_cmpstr(message->text, ==, read ? "Die Bank ist kaputt." : "");
    g_assert_true(
        names_problem(message,
                      "A boundary between parts is longer than allowed.") ==
        (size > PRESCAN_BOUNDARY_MAX));
    g_assert_true(
        names_problem(message,
                      "A boundary between parts is too long to be read.") !=
        read);
  }
}

/* A mail in base64, as some gateways pass it on, is no endless header. */
static void
test_prescan_base64_mail(void)
{
  GString *text = g_string_new("From: erika@example.org\nSubject: Loch\n\n");
  for (int i = 0; i < 3000; i++)
    g_string_append(text, "Hier ist ein Loch in der Straße.\n");
  g_autofree char *inner = g_string_free(text, FALSE);
  g_autofree char *packed =
      g_base64_encode((const guchar *)inner, strlen(inner));
  GString *mail = g_string_new("From: a@example.org\nContent-Type: "
                               "message/rfc822\nContent-Transfer-Encoding: "
                               "base64\n\n");
  enum { LINE = 76 };
  for (const char *at = packed; *at != '\0'; at += strnlen(at, LINE))
    g_string_append_printf(mail, "%.*s\n", LINE, at);
  g_autoptr(GBytes) raw = g_string_free_to_bytes(mail);
  MimeOptions options = {0};
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_cmpstr(message->forwarded_subject, ==, "Loch");
  g_assert_cmpuint(strlen(message->forwarded_text), >, 90 * 1000);
  g_assert_cmpuint(message->problems->len, ==, 0);
}

/* One kind of attack: begin, repeated piece, end. */
static const struct Hostile {
  const char *name, *begin, *piece, *end;
  size_t count;
} hostile_table[] = {
    {"groups", "From: a@example.org\nTo: ", "g:", "\n\nText\n", 150000},
    {"folded-groups", "From: a@example.org\nTo: ", "g:\n ", "\n\nText\n",
     100000},
    {"from-groups", "From: ", "g:", "\n\nText\n", 50000},
    {"parts",
     "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n",
     "--b\n\nx\n", "--b--\n", 500000},
    {"nested-messages", "From: a@example.org\n",
     "Content-Type: message/rfc822\n\n", "\nText\n", 1000},
    {"attributes", "From: a@example.org\nContent-Type: text/html\n\n<p ",
     "a1=b ", ">Text</p>\n", 100000},
    {"less-than", "From: a@example.org\nContent-Type: text/html\n\n", "<",
     "Text", 5000000},
    {"open-tags", "From: a@example.org\nContent-Type: text/html\n\n", "<div>",
     "Text", 200000},
    {"comments", "From: a@example.org\nContent-Type: text/html\n\n", "<!--",
     "Text", 200000},
    {"encoded-words", "From: a@example.org\nSubject: ", "=?utf-8?q?=C3=A4?= ",
     "\n\nText\n", 16000},
    {"parentheses", "From: a@example.org\nTo: ", "(", "\n\nText\n", 200000},
    {"dashes",
     "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n",
     "--bb\n", "", 1000000},
    {"dashes-in-text", "From: a@example.org\n\n", "-- \n", "Text\n", 200000},
    {"references", "From: a@example.org\nReferences: ", "<a@b> ", "\n\nText\n",
     16000},
    {"attribution", "From: a@example.org\n\n", "Am 1. 1. 10:00 <a@b\n",
     "Text\n", 100000},
    {"header-lines", "From: a@example.org\n\n", "Von: a\n", "Text\n", 100000},
    {"quotes", "From: a@example.org\n\n", ">", "Text\n", 200000},
    {"parameters", "From: a@example.org\nContent-Type: text/plain",
     "; a*1*=utf-8''b", "\n\nText\n", 20000},
};

static void
test_prescan_hostile(gconstpointer data)
{
  const struct Hostile *row = data;
  GString *mail = repeat(g_string_new(row->begin), row->piece, row->count);
  g_string_append(mail, row->end);
  g_autoptr(GBytes) raw = take(mail);
  MimeOptions options = {.staff = true};
  gint64 begin_us = cpu_time_us();
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  gint64 took_us = cpu_time_us() - begin_us;
  g_assert_nonnull(message);
  g_assert_nonnull(message->full_text);
  g_test_message("%s: %ld ms", row->name, (long)(took_us / 1000));
  g_assert_cmpint(took_us, <, HOSTILE_SECONDS_MAX * G_USEC_PER_SEC);
}

/* 1,000 multiparts, each within the one before. */
static void
test_prescan_nested_multiparts(void)
{
  GString *mail = g_string_new("From: a@example.org\n");
  for (unsigned i = 0; i < 1000; i++)
    g_string_append_printf(
        mail, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
  g_string_append(mail, "\nText\n");
  g_autoptr(GBytes) raw = take(mail);
  MimeOptions options = {0};
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  g_assert_cmpuint(message->problems->len, >=, 1);
}

static void
test_prescan_huge_mail_is_clipped(void)
{
  GString *mail = g_string_sized_new(PRESCAN_MAIL_MAX + 4096);
  g_string_append(mail, "From: a@example.org\nSubject: groß\n\nAnfang\n");
  repeat(mail, "0123456789012345678901234567890123456789012345678901234567\n",
         PRESCAN_MAIL_MAX / 59 + 10);
  g_autoptr(Prescan) result = scan(mail);
  g_assert_true(result->clipped);
  g_assert_cmpuint(g_bytes_get_size(result->bytes), <, 2 * 1024 * 1024);
}

/* Whatever is cut off a mail, the rest is read without a crash. */
static void
test_prescan_every_prefix_is_read(void)
{
  static const char mail[] =
      "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
      "--b\nContent-Type: message/rfc822\n\nTo: c:d@example.org;\n\nText\n"
      "--b\nContent-Type: text/html\n\n<p>x<a href=\"y\">z</a>\n--b--\n";
  MimeOptions options = {.staff = true};
  for (size_t size = 0; size < sizeof mail; size++) {
    g_autoptr(GBytes) raw = g_bytes_new(mail, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Message) message =
        parse_message(raw, &options, NULL, NULL, &error);
    g_assert_true((message == NULL) == (error != NULL));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/prescan/usual-mail-is-untouched",
                  test_prescan_usual_mail_is_untouched);
  g_test_add_func("/parsers/prescan/long-field-is-cut",
                  test_prescan_long_field_is_cut);
  g_test_add_func("/parsers/prescan/nul-in-header-is-cut",
                  test_prescan_nul_in_header_is_cut);
  g_test_add_func("/parsers/prescan/fields-are-counted",
                  test_prescan_fields_are_counted);
  g_test_add_func("/parsers/prescan/header-within-a-part-is-cut",
                  test_prescan_header_within_a_part_is_cut);
  g_test_add_func("/parsers/prescan/base64-mail", test_prescan_base64_mail);
  g_test_add_func("/parsers/prescan/long-boundary", test_prescan_long_boundary);
  g_test_add_func("/parsers/prescan/strange-boundary-hides-nothing",
                  test_prescan_strange_boundary_hides_nothing);
  g_test_add_func("/parsers/prescan/too-many-parts-leave-the-first-text",
                  test_prescan_too_many_parts_leave_the_first_text);
  g_test_add_func("/parsers/prescan/nested-multiparts",
                  test_prescan_nested_multiparts);
  g_test_add_func("/parsers/prescan/huge-mail-is-clipped",
                  test_prescan_huge_mail_is_clipped);
  g_test_add_func("/parsers/prescan/every-prefix-is-read",
                  test_prescan_every_prefix_is_read);
  CASES_ADD_ROWS("/parsers/prescan/hostile", hostile_table,
                 test_prescan_hostile);
  return g_test_run();
}
