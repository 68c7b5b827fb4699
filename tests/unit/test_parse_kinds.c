/* SPDX-License-Identifier: Apache-2.0
 *
 * The role `parse` as it runs in service, behind its walls: mails in every
 * preloaded charset, attachments, webhooks, photos, and what is hostile in
 * them.  This binary is the role itself when called as "role".
 */
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "daemon/parse/parse_image.h"
#include "parsers/photo/photo.h"
#include "tests/support/parse_ask.h"

static GBytes *
make_jpeg(int width, int height)
{
  g_autoptr(GdkPixbuf) pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, false, 8, width, height);
  gdk_pixbuf_fill(pixbuf, 0x336699ff);
  char *bytes = NULL;
  size_t size = 0;
  g_assert_true(
      gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, "jpeg", NULL, NULL));
  return g_bytes_new_take(bytes, size);
}

/* A mail with a text in this charset and, if not NULL, a photo. */
static GBytes *
make_mail(const char *charset, const char *text, GBytes *photo)
{
  g_autoptr(GString) mail = g_string_new(
      "From: Ayse <ayse@example.org>\r\nTo: stadt@example.com\r\n"
      "Subject: Schlagloch\r\nMessage-ID: <1@example.org>\r\n"
      "Date: Thu, 21 May 2026 08:14:00 +0200\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n");
  g_string_append_printf(mail,
                         "Content-Type: text/plain; charset=%s\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n",
                         charset);
  gsize size = 0;
  g_autofree char *encoded =
      g_convert(text, -1, charset, "utf-8", NULL, &size, NULL);
  g_assert_nonnull(encoded);
  g_autofree char *base64 = g_base64_encode((const guchar *)encoded, size);
  g_string_append_printf(mail, "%s\r\n", base64);
  if (photo != NULL) {
    g_autofree char *image =
        g_base64_encode(g_bytes_get_data(photo, NULL), g_bytes_get_size(photo));
    g_string_append_printf(mail,
                           "--b\r\nContent-Type: image/jpeg; name=loch.jpg\r\n"
                           "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n",
                           image);
  }
  g_string_append(mail, "--b--\r\n");
  return g_bytes_new(mail->str, mail->len);
}

static void
test_kinds_mail_with_photo(void)
{
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  g_autoptr(GBytes) photo = make_jpeg(1200, 900);
  g_autoptr(GBytes) mail = make_mail("utf-8", "Mühlstraße 3\n", photo);
  ParseSeen seen;
  g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                  PARSE_OUTCOME_OK);
  g_assert_cmpstr(parse_client_reason(client), ==, "");
  g_assert_nonnull(seen.message);
  g_assert_cmpstr(seen.message->from->address, ==, "ayse@example.org");
  g_assert_nonnull(strstr(seen.message->text, "Mühlstraße 3"));
  g_assert_cmpint(seen.message->attachments->len, ==, 1);
  const Attachment *attachment = seen.message->attachments->pdata[0];
  g_assert_cmpstr(attachment->media_type, ==, "image/jpeg");
  g_autoptr(GBytes) got =
      g_byte_array_free_to_bytes(g_byte_array_ref(seen.attachment));
  g_assert_true(g_bytes_equal(got, photo));
  seen.attachment = g_byte_array_new();
  parse_seen_clear(&seen);
}

/* Each charset with a text that it can write. */
static const struct {
  const char *charset, *text;
} charsets[] = {
    {"us-ascii", "Schlagloch"},
    {"utf-8", "Grüße 😀 Straße"},
    {"iso-8859-1", "Grüße, Straße"},
    {"iso-8859-15", "Grüße für 3 €"},
    {"iso-8859-2", "Żółć ulica"},
    {"iso-8859-9", "Ağaç devrildi"},
    {"windows-1250", "Żółć ulica"},
    {"windows-1251", "Яма на дороге"},
    {"windows-1252", "Grüße für 3 €"},
    {"windows-1254", "Ağaç devrildi"},
    {"koi8-r", "Яма на дороге"},
    {"utf-16", "Grüße, Straße"},
    {"gb18030", "路上有坑"},
    {"iso-2022-jp", "道路に穴"},
    {"macintosh", "Grüße, Straße"},
    {"utf-7", "Grüße + 😀 Straße"},
    {"koi8-u", "Яма на дорозі"},
    {"windows-1253", "Καλημέρα"},
    {"windows-1255", "שלום"},
    {"windows-1256", "حفرة في الطريق"},
    {"windows-1257", "Duobė kelyje"},
    {"iso-8859-5", "Яма на дороге"},
    {"cp850", "Grüße, Straße"},
    {"cp437", "Grüße, Straße"},
    {"big5", "路上有坑"},
    {"gbk", "路上有坑"},
    {"euc-kr", "길에 구멍"},
    {"iso-2022-kr", "길에 구멍"},
    {"shift_jis", "道路に穴"},
    {"euc-jp", "道路に穴"},
};

static void
test_kinds_every_charset_decodes(void)
{
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
    g_autoptr(GBytes) mail =
        make_mail(charsets[i].charset, charsets[i].text, NULL);
    ParseSeen seen;
    g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                    PARSE_OUTCOME_OK);
    g_assert_nonnull(seen.message);
    if (strstr(seen.message->full_text, charsets[i].text) == NULL)
      g_test_message("%s", charsets[i].charset);
    g_assert_nonnull(strstr(seen.message->full_text, charsets[i].text));
    parse_seen_clear(&seen);
  }
}

/* The fingerprints were loaded before the walls closed, and are asked behind
 * them. */
static void
test_kinds_language(void)
{
  static const char text[] = "From: a@example.org\nSubject: x\n"
                             "Content-Type: text/plain; charset=utf-8\n\n"
                             "Lambalar kırık, kaldırımlar bozuk\n";
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  g_autoptr(GBytes) mail = g_bytes_new_static(text, sizeof text - 1);
  ParseSeen seen;
  json_t *german =
      json_pack("{s:s, s:[s, s]}", "kind", "mail", "languages", "de", "en");
  g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                  PARSE_OUTCOME_OK);
  g_assert_cmpstr(seen.message->language, ==, "tr");
  parse_seen_clear(&seen);
  g_assert_cmpint(parse_ask(client, german, mail, &seen), ==, PARSE_OUTCOME_OK);
  g_assert_cmpstr(seen.message->language, ==, NULL);
  parse_seen_clear(&seen);
}

/* A charset that is not preloaded cannot be opened behind the walls; the mail
 * stays readable. */
static void
test_kinds_unknown_charset_is_no_death(void)
{
  static const char *const names[] = {"ibm273", "hz-gb-2312", "utf-32",
                                      "x-nonsense", "cp737"};
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *text = g_strdup_printf(
        "From: a@example.org\nSubject: =?%s?Q?=81=82?=\n"
        "Content-Type: text/plain; charset=%s\n\nSchlagloch \x81\x82\n",
        names[i], names[i]);
    g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));
    ParseSeen seen;
    g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                    PARSE_OUTCOME_OK);
    g_assert_nonnull(strstr(seen.message->text, "Schlagloch"));
    const GPtrArray *problems = seen.message->problems;
    g_assert_cmpuint(problems->len, ==, 1);
    g_assert_nonnull(strstr(problems->pdata[0], "wrong or unknown"));
    parse_seen_clear(&seen);
  }
}

static void
test_kinds_no_header_is_unreadable(void)
{
  static const char *const mails[] = {"", "\n", "hello\n"};
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
    g_autoptr(GBytes) mail = g_bytes_new(mails[i], strlen(mails[i]));
    ParseSeen seen;
    g_assert_cmpint(parse_ask(client, parse_ask_mail_head(), mail, &seen), ==,
                    PARSE_OUTCOME_UNREADABLE);
    g_assert_cmpstr(parse_client_reason(client), !=, "");
    g_assert_null(seen.message);
    parse_seen_clear(&seen);
  }
}

static void
test_kinds_webhook(void)
{
  static const char text[] = "Schlagloch Mühlstraße";
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_TEXT, 0);
  g_autoptr(GBytes) body = g_bytes_new_static(text, sizeof text - 1);
  ParseSeen seen;
  json_t *head = json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:[[s, s]], s:{}}", "kind", "webhook",
      "provider", "kannel", "method", "POST", "content_type", "text/plain",
      "query", "from=%2B4915228817386&to=12345&id=x1&coding=0&charset=utf-8",
      "headers", "X-A", "1", "config");
  g_assert_cmpint(parse_ask(client, head, body, &seen), ==, PARSE_OUTCOME_OK);
  g_assert_cmpstr(parse_client_reason(client), ==, "");
  g_assert_true(seen.batch != NULL && seen.batch->messages->len == 1);
  if (seen.batch != NULL) {
    const SmsIn *sms = seen.batch->messages->pdata[0];
    g_assert_cmpstr(sms->text, ==, text);
    g_assert_cmpstr(sms->from, ==, "+4915228817386");
  }
  parse_seen_clear(&seen);
  head = json_pack("{s:s, s:s}", "kind", "webhook", "provider", "nobody");
  g_assert_cmpint(parse_ask(client, head, body, &seen), ==,
                  PARSE_OUTCOME_UNREADABLE);
  parse_seen_clear(&seen);
}

static void
test_kinds_image(void)
{
  g_autoptr(ParseClient) client = parse_ask_start(PARSE_KIND_IMAGE, 0);
  g_autoptr(GBytes) bytes = make_jpeg(3000, 2000);
  ParseSource source = {bytes, 0};
  ParsePhoto photo = {parse_source_read, &source, PHOTO_COPY_SIDE};
  ParsePicture picture = {0};
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(parse_client_image(client, &photo, &picture, &error), ==,
                  PARSE_OUTCOME_OK);
  g_assert_no_error(error);
  g_assert_cmpint(picture.width, ==, PHOTO_COPY_SIDE);
  g_assert_cmpint(picture.height, ==, 1067);
  g_assert_cmpuint(g_bytes_get_size(picture.jpeg), >, 1000);
  parse_picture_clear(&picture);

  g_autoptr(GBytes) none = g_bytes_new_static("GIF89a", 6);
  source = (ParseSource){none, 0};
  g_assert_cmpint(parse_client_image(client, &photo, &picture, &error), ==,
                  PARSE_OUTCOME_UNREADABLE);
  g_assert_no_error(error);
  g_assert_null(picture.jpeg);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "role") == 0)
    return parse_ask_role(argc - 1, argv + 1);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/parse-kinds/mail-with-photo",
                  test_kinds_mail_with_photo);
  g_test_add_func("/daemon/parse-kinds/every-charset-decodes",
                  test_kinds_every_charset_decodes);
  g_test_add_func("/daemon/parse-kinds/unknown-charset-is-no-death",
                  test_kinds_unknown_charset_is_no_death);
  g_test_add_func("/daemon/parse-kinds/language", test_kinds_language);
  g_test_add_func("/daemon/parse-kinds/no-header-is-unreadable",
                  test_kinds_no_header_is_unreadable);
  g_test_add_func("/daemon/parse-kinds/webhook", test_kinds_webhook);
  g_test_add_func("/daemon/parse-kinds/image", test_kinds_image);
  return g_test_run();
}
