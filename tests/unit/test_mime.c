/* SPDX-License-Identifier: Apache-2.0
 *
 * Whole mails: each fixture against the JSON it must become, the sink, the
 * hash of the content, and the reading for staff.
 */
#include "parsers/mime/mime.h"

#include <string.h>

#include "parsers/message_json.h"
#include "parsers/parse_message.h"
#include "tests/support/golden.h"

static const MimeOptions no_options = {.staff = true};

static Message *
parse_text(const char *mail)
{
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &no_options, NULL, NULL, NULL);
}

static void
test_mime_domain_as_it_travels(void)
{
  static const char *const froms[] = {"Jo <jo@xn--mller-kva.example.org>",
                                      "Jo <jo@müller.example.org>"};
  for (size_t i = 0; i < G_N_ELEMENTS(froms); i++) {
    g_autofree char *mail = g_strdup_printf("From: %s\n\nText\n", froms[i]);
    g_autoptr(Message) message = parse_text(mail);
    g_assert_cmpstr(message->from->address, ==, "jo@xn--mller-kva.example.org");
  }
}

/* FOLDER/NAME.eml against FOLDER/NAME.json: the wire form, which is all. */
static void
test_mime_fixture(gconstpointer data)
{
  const char *path = data;
  g_autoptr(GBytes) raw = golden_read(path);
  g_autoptr(GError) error = NULL;
  g_autoptr(Message) message =
      parse_message(raw, &no_options, NULL, NULL, &error);
  g_assert_no_error(error);
  json_t *object = message_to_wire(message, NULL);
  char *text = json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
  g_autofree char *line = g_strdup_printf("%s\n", text);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".eml"));
  g_autofree char *expected = g_strdup_printf("%s.json", stem);
  golden_check(expected, line);
  free(text);
  json_decref(object);
}

typedef struct Taken {
  GByteArray *bytes[4];
  bool ended[4];
  size_t most;
} Taken;

static bool
take(size_t index, const void *bytes, size_t size, void *user)
{
  Taken *taken = user;
  g_assert_cmpuint(index, <, G_N_ELEMENTS(taken->bytes));
  g_assert_false(taken->ended[index]);
  if (taken->bytes[index] == NULL)
    taken->bytes[index] = g_byte_array_new();
  g_byte_array_append(taken->bytes[index], bytes, (guint)size);
  taken->ended[index] = size == 0;
  taken->most = MAX(taken->most, size);
  return true;
}

static void
test_mime_sink_gets_all_bytes(void)
{
  g_autoptr(GString) mail =
      g_string_new("From: a@example.org\nContent-Type: multipart/mixed; "
                   "boundary=b\n\n--b\n\nText\n--b\nContent-Type: "
                   "application/pdf\nContent-Transfer-Encoding: base64\n\n");
  g_autoptr(GByteArray) file = g_byte_array_new();
  g_byte_array_append(file, (const guint8 *)"%PDF-1.4\n", 9);
  for (unsigned i = 0; i < 200000; i++)
    g_byte_array_append(file, (const guint8 *)&i, 1);
  g_autofree char *encoded = g_base64_encode(file->data, file->len);
  for (const char *at = encoded; *at != '\0'; at += MIN(76, strlen(at)))
    g_string_append_printf(mail, "%.76s\n", at);
  g_string_append(mail, "--b\nContent-Type: image/png\n\n\n--b--\n");
  g_autoptr(GBytes) raw = g_bytes_new(mail->str, mail->len);
  Taken taken = {0};
  g_autoptr(Message) message =
      parse_message(raw, &no_options, take, &taken, NULL);
  g_assert_cmpuint(message->attachments->len, ==, 2);
  const Attachment *pdf = g_ptr_array_index(message->attachments, 0);
  g_autofree char *hash =
      g_compute_checksum_for_data(G_CHECKSUM_SHA256, file->data, file->len);
  g_assert_cmpmem(taken.bytes[0]->data, taken.bytes[0]->len, file->data,
                  file->len);
  g_assert_cmpstr(pdf->sha256, ==, hash);
  g_assert_cmpuint(pdf->size_bytes, ==, file->len);
  g_assert_cmpstr(pdf->media_type, ==, "application/pdf");
  g_assert_cmpstr(pdf->filename, ==, "file.pdf");
  g_assert_cmpuint(taken.most, <=, MIME_PIECE_MAX);
  g_assert_true(taken.ended[0] && taken.ended[1]);
  for (size_t i = 0; i < 2; i++)
    g_byte_array_unref(taken.bytes[i]);
}

static void
test_mime_same_letter_same_hash(void)
{
  static const char letter[] =
      "From: a@example.org\nSubject: x\nMessage-ID: <1@a>\n\nText\n";
  g_autofree char *other = g_strdup_printf(
      "Received: from x by y; z\nDelivered-To: c@d\n%s", letter);
  g_autoptr(Message) one = parse_text(letter);
  g_autoptr(Message) two = parse_text(other);
  g_autoptr(Message) three = parse_text(
      "From: a@example.org\nSubject: x\nMessage-ID: <1@a>\n\nAnderer Text\n");
  g_assert_cmpstr(one->content_hash, ==, two->content_hash);
  g_assert_cmpstr(one->content_hash, !=, three->content_hash);
}

static void
test_mime_references_first_and_last(void)
{
  g_autoptr(GString) mail = g_string_new("From: a@example.org\nReferences:");
  for (int i = 0; i < 60; i++)
    g_string_append_printf(mail, " <%d@a>", i);
  g_string_append(mail, "\n\nText\n");
  g_autoptr(Message) message = parse_text(mail->str);
  g_assert_cmpuint(message->references->len, ==, 40);
  g_assert_cmpstr(g_ptr_array_index(message->references, 19), ==, "19@a");
  g_assert_cmpstr(g_ptr_array_index(message->references, 20), ==, "40@a");
}

/* Words with padding of their own, split characters, folds: in the subject, in
 * names, and in the header of a mail within the mail.
 */
static void
test_mime_adjacent_encoded_words(void)
{
  g_autoptr(Message) message =
      parse_text("From: =?UTF-8?B?w6Q=?=\n =?UTF-8?B?w7Z4?= <a@example.org>\n"
                 "To: =?UTF-8?Q?Stra=C3?= =?UTF-8?Q?=9Fe?= <b@example.org>,\n"
                 " =?iso-8859-1?Q?=E4?= =?UTF-8?B?w7Y=?= <c@example.org>\n"
                 "Cc: Amt: =?UTF-8?B?w6Q=?= =?UTF-8?B?w7Z4?= <d@example.org>;\n"
                 "Subject: =?UTF-8?B?w6Q=?= =?UTF-8?B?w7Z4?=\n"
                 "Content-Type: message/rfc822\n\n"
                 "From: =?UTF-8?B?w6Q=?= =?UTF-8?B?w7Z4?= <e@example.org>\n"
                 "Subject: =?UTF-8?B?w7Y=?= =?UTF-8?B?w7Z4?=\n\nText\n");
  g_assert_cmpstr(message->subject, ==, "äöx");
  g_assert_cmpstr(message->from->name, ==, "äöx");
  g_assert_cmpstr(message->from->address, ==, "a@example.org");
  const char *const names[] = {"Straße", "äö"};
  g_assert_cmpuint(message->to->len, ==, G_N_ELEMENTS(names));
  for (guint i = 0; i < message->to->len; i++) {
    const Address *to = message->to->pdata[i];
    g_assert_cmpstr(to->name, ==, names[i]);
  }
  g_assert_cmpuint(message->cc->len, ==, 1);
  const Address *cc = message->cc->pdata[0];
  g_assert_cmpstr(cc->name, ==, "äöx");
  g_assert_cmpstr(message->forwarded_from->name, ==, "äöx");
  g_assert_nonnull(strstr(message->full_text, "Subject: ööx"));
}

static void
test_mime_subject_is_one_short_line(void)
{
  g_autoptr(GString) mail = g_string_new("From: a@example.org\nSubject: a");
  for (int i = 0; i < 300; i++)
    g_string_append(mail, "ä");
  g_string_append(mail, "\n b\n\nText\n");
  g_autoptr(Message) message = parse_text(mail->str);
  g_assert_cmpint(g_utf8_strlen(message->subject, -1), ==, 255);
  g_assert_null(strchr(message->subject, '\n'));
}

static void
test_mime_two_originators_are_not_trusted(void)
{
  static const char *const mails[] = {
      "From: a@example.com, b@example.net\n",
      "From: a@example.com\nFrom: b@example.net\n",
  };
  MimeOptions options = {.authserv_id = "mx.example.org"};
  for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
    g_autofree char *mail = g_strdup_printf(
        "Authentication-Results: mx.example.org; dmarc=pass\n%s\nText\n",
        mails[i]);
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
    g_assert_cmpint(message->auth, ==, AUTH_VERDICT_NONE);
  }
}

static void
test_mime_nothing_of_a_mail(void)
{
  static const char *const inputs[] = {"", "\n", "\n\nText\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
    g_autoptr(GBytes) raw = g_bytes_new(inputs[i], strlen(inputs[i]));
    g_autoptr(GError) error = NULL;
    g_assert_null(parse_message(raw, &no_options, NULL, NULL, &error));
    g_assert_nonnull(error);
  }
}

static void
test_mime_text_keeps_no_tricks(void)
{
  g_autoptr(Message) message =
      parse_text("From: a@example.org\nContent-Type: text/plain; "
                 "charset=utf-8\n\nLoch\342\200\256 x\342\200\213y\n");
  g_assert_cmpstr(message->text, ==, "Loch xy");
  g_assert_nonnull(strstr(message->full_text, "\342\200\256"));
}

/* However a domain is written, it is compared and written to as it travels;
 * what precedes the "@" is the other side's own. */
static void
test_mime_domains_travel(void)
{
  static const struct {
    const char *from, *address;
  } rows[] = {
      {"Anna <anna@xn--mller-kva.example>", "anna@xn--mller-kva.example"},
      {"Anna <anna@m\xc3\xbcller.example>", "anna@xn--mller-kva.example"},
      {"j\xc3\xbcrgen@m\xc3\xbcller.example",
       "j\xc3\xbcrgen@xn--mller-kva.example"},
      {"a@xn--strae-oqa.example", "a@xn--strae-oqa.example"},
      {"a@xn--b\xc3\xbc.example", "a@xn--b\xc3\xbc.example"}, /* is none */
      {"a@my_host.EXAMPLE", "a@my_host.EXAMPLE"},
      {"a@[192.0.2.1]", "a@[192.0.2.1]"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *mail = g_strdup_printf(
        "Return-Path: <%s>\nFrom: %s\n\nx\n",
        i == 1 ? "anna@m\xc3\xbcller.example" : "", rows[i].from);
    g_autoptr(Message) message = parse_text(mail);
    g_assert_cmpstr(message->from->address, ==, rows[i].address);
    g_assert_cmpstr(message->return_path, ==, i == 1 ? rows[i].address : "");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  golden_add("/parsers/mime/fixture", "tests/fixtures/mail", ".eml",
             test_mime_fixture);
  g_test_add_func("/parsers/mime/domain-as-it-travels",
                  test_mime_domain_as_it_travels);
  g_test_add_func("/parsers/mime/sink-gets-all-bytes",
                  test_mime_sink_gets_all_bytes);
  g_test_add_func("/parsers/mime/same-letter-same-hash",
                  test_mime_same_letter_same_hash);
  g_test_add_func("/parsers/mime/references-first-and-last",
                  test_mime_references_first_and_last);
  g_test_add_func("/parsers/mime/adjacent-encoded-words",
                  test_mime_adjacent_encoded_words);
  g_test_add_func("/parsers/mime/subject-is-one-short-line",
                  test_mime_subject_is_one_short_line);
  g_test_add_func("/parsers/mime/two-originators-are-not-trusted",
                  test_mime_two_originators_are_not_trusted);
  g_test_add_func("/parsers/mime/domains-travel", test_mime_domains_travel);
  g_test_add_func("/parsers/mime/nothing-of-a-mail",
                  test_mime_nothing_of_a_mail);
  g_test_add_func("/parsers/mime/text-keeps-no-tricks",
                  test_mime_text_keeps_no_tricks);
  return g_test_run();
}
