/* SPDX-License-Identifier: Apache-2.0
 *
 * winmail.dat: read right, and broken in every way.
 */
#include "parsers/mime/tnef.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "parsers/mime/rtf_text.h"
#include "parsers/mime/tnef_private.h"
#include "tests/support/cases.h"
#include "tests/support/tnef_maker.h"

/* MS-OXRTFCP 4.1 */
static const uint8_t packed_rtf[] = {
    0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a,
    0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00,
    0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
    0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77,
    0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0};
/* MS-OXRTFCP 4.2 */
static const uint8_t repeated_rtf[] = {
    0x1a, 0x00, 0x00, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x4c, 0x5a,
    0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0x00, 0x04, 0x20,
    0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0};

static void
test_tnef_rtf_is_unpacked(void)
{
  static const struct {
    const uint8_t *bytes;
    size_t size;
    const char *rtf;
  } rows[] = {
      {packed_rtf, sizeof packed_rtf,
       "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"},
      {repeated_rtf, sizeof repeated_rtf, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GByteArray) rtf =
        tnef_unpack_rtf(rows[i].bytes, rows[i].size, 1000);
    g_assert_cmpmem(rtf->data, rtf->len, rows[i].rtf, strlen(rows[i].rtf));
    for (size_t size = 0; size < rows[i].size; size++) {
      g_autofree uint8_t *cut = g_memdup2(rows[i].bytes, size);
      g_autoptr(GByteArray) less = tnef_unpack_rtf(cut, size, 1000);
      g_assert_true(less == NULL || less->len <= rtf->len);
    }
  }
}

static void
test_tnef_rtf_is_bounded(void)
{
  g_autoptr(GByteArray) rtf =
      tnef_unpack_rtf(repeated_rtf, sizeof repeated_rtf, 10);
  g_assert_cmpuint(rtf->len, ==, 10);
}

static const struct {
  const char *rtf, *text;
  bool is_html;
} texts[] = {
    {"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}Stra\\'dfe\\par "
     "T\\'fcr}",
     "Straße\nTür", false},
    {"{\\rtf1\\uc1 \\u223?x\\u8364\\'80}", "ßx€", false},
    {"{\\rtf1 \\u-10179?\\u-8703?}", "\360\237\230\201", false},
    {"{\\rtf1{\\*\\generator Riched}{\\info{\\author A}}a\\{b\\}\\~c}",
     "a{b} c", false},
    {"{\\rtf1\\ansi\\ansicpg1251 \\'cb\\'e0\\'ec\\'ef\\'e0}", "Лампа", false},
    {"{\\rtf1\\fromhtml1 {\\*\\htmltag19 <html>}{\\*\\htmltag64 <p>}\\htmlrtf "
     "\\par \\htmlrtf0 1 < 2{\\*\\htmltag72 </p>}}",
     "<html><p>1 &lt; 2</p>", true},
    {"{\\rtf1 {{{{", "", false},
    {"{\\rtf1 a}}}}b\\", "ab", false},
    {"", "", false},
};

static void
test_rtf_text(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    bool is_html = !texts[i].is_html;
    g_autofree char *text =
        rtf_text(texts[i].rtf, strlen(texts[i].rtf), 1000, &is_html);
    g_assert_cmpstr(text, ==, texts[i].text);
    g_assert_cmpint(is_html, ==, texts[i].is_html);
  }
}

/* A stream with a subject, a sender, a text and two files. */
static GByteArray *
sample(void)
{
  g_autoptr(GBytes) photo = g_bytes_new("\377\330\377\340....JFIF", 12);
  g_autoptr(GBytes) note = g_bytes_new("Notiz", 5);
  const TnefProperty properties[] = {
      {TNEF_MAKER_UNICODE, 0x0037, "L\0o\0c\0h\0\0\0", 10},
      {TNEF_MAKER_STRING, 0x0c1a, "Erika Muster", 13},
      {TNEF_MAKER_STRING, 0x5d01, "erika@example.org", 18},
      {TNEF_MAKER_STRING, 0x1000, "Stra\337e kaputt.", 15},
  };
  GByteArray *stream = tnef_maker_new();
  tnef_maker_add_properties(stream, 1, properties, G_N_ELEMENTS(properties));
  tnef_maker_add_file(stream, "LOCHVO~1.JPG", "Loch vor T\374r.jpg",
                      "image/jpeg", photo);
  tnef_maker_add_file(stream, "notiz.txt", NULL, NULL, note);
  return stream;
}

static void
test_tnef_is_read(void)
{
  g_autoptr(GByteArray) stream = sample();
  g_autoptr(TnefMail) mail = tnef_read(stream->data, stream->len);
  g_assert_nonnull(mail);
  g_assert_cmpstr(mail->subject, ==, "Loch");
  g_assert_cmpstr(mail->sender_name, ==, "Erika Muster");
  g_assert_cmpstr(mail->sender_address, ==, "erika@example.org");
  g_assert_cmpstr(mail->body, ==, "Straße kaputt.");
  g_assert_false(mail->incomplete);
  g_assert_cmpuint(mail->files->len, ==, 2);
  const TnefFile *photo = mail->files->pdata[0], *note = mail->files->pdata[1];
  g_assert_cmpstr(photo->name, ==, "Loch vor Tür.jpg");
  g_assert_cmpstr(photo->media_type, ==, "image/jpeg");
  g_assert_cmpuint(g_bytes_get_size(photo->bytes), ==, 12);
  g_assert_cmpstr(note->name, ==, "notiz.txt");
}

/* Cut anywhere, and each byte changed: no crash, and no more than there is. */
static void
test_tnef_broken(void)
{
  g_autoptr(GByteArray) stream = sample();
  for (guint i = 0; i < stream->len; i++) {
    g_autofree guint8 *cut = g_memdup2(stream->data, i);
    g_autoptr(TnefMail) less = tnef_read(cut, i);
    g_assert_true(less == NULL || less->files->len <= 2);
    stream->data[i] ^= 0xff;
    g_autoptr(TnefMail) changed = tnef_read(stream->data, stream->len);
    g_assert_true(changed == NULL || changed->files->len <= 2);
    stream->data[i] ^= 0xff;
  }
}

static void
test_tnef_many_files(void)
{
  g_autoptr(GByteArray) stream = tnef_maker_new();
  g_autoptr(GBytes) note = g_bytes_new("x", 1);
  for (int i = 0; i < TNEF_FILES_MAX + 10; i++)
    tnef_maker_add_file(stream, "a.txt", NULL, NULL, note);
  g_autoptr(TnefMail) mail = tnef_read(stream->data, stream->len);
  g_assert_true(mail->incomplete);
  g_assert_cmpuint(mail->files->len, ==, TNEF_FILES_MAX);
}

/* The first of two counts, and nothing is forgotten in memory. */
static void
test_tnef_repeated(void)
{
  g_autoptr(GByteArray) stream = tnef_maker_new();
  tnef_maker_add(stream, 1, 0x00018004, "Eins", 5);
  tnef_maker_add(stream, 1, 0x00018004, "Zwei", 5);
  g_autoptr(TnefMail) mail = tnef_read(stream->data, stream->len);
  g_assert_cmpstr(mail->subject, ==, "Eins");
  g_assert_true(mail->incomplete);
}

/* A mail whose only part, or whose second, is the stream. */
static Message *
parse_stream(const GByteArray *stream, const char *text)
{
  g_autofree char *base64 = g_base64_encode(stream->data, stream->len);
  g_autofree char *mail = g_strdup_printf(
      "From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; "
      "boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n%s\n--b\n"
      "Content-Type: application/octet-stream; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n"
      "Content-Disposition: attachment; filename=winmail.dat\n\n%s\n--b--\n",
      text, base64);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  MimeOptions options = {0};
  return parse_message(raw, &options, NULL, NULL, NULL);
}

static void
test_tnef_in_a_mail(void)
{
  g_autoptr(GByteArray) stream = sample();
  g_autoptr(Message) silent = parse_stream(stream, "");
  g_assert_cmpstr(silent->text, ==, "Straße kaputt.");
  g_assert_cmpuint(silent->attachments->len, ==, 2);
  const Attachment *photo = silent->attachments->pdata[0];
  g_assert_cmpstr(photo->filename, ==, "Loch_vor_Tuer.jpg");
  g_assert_cmpstr(photo->media_type, ==, "image/jpeg");
  g_autoptr(Message) speaking = parse_stream(stream, "Hier steht alles.");
  g_assert_cmpstr(speaking->text, ==, "Hier steht alles.");
  g_assert_cmpuint(speaking->attachments->len, ==, 2);
}

/* A stream whose only file is the mail `inner`. */
static GByteArray *
within(const GByteArray *inner)
{
  static const char render[14] = {1};
  g_autoptr(GByteArray) object = g_byte_array_new();
  g_byte_array_append(object, (const guint8 *)"0123456789abcdef", 16);
  g_byte_array_append(object, inner->data, inner->len);
  const TnefProperty data = {TNEF_MAKER_OBJECT, 0x3701, object->data,
                             object->len};
  GByteArray *stream = tnef_maker_new();
  tnef_maker_add(stream, 2, 0x00069002, render, sizeof render);
  tnef_maker_add_properties(stream, 2, &data, 1);
  return stream;
}

static void
test_tnef_mail_within(void)
{
  g_autoptr(GByteArray) inner = sample();
  g_autoptr(GByteArray) stream = within(inner);
  g_autoptr(Message) message = parse_stream(stream, "Bitte übernehmen.");
  g_assert_cmpstr(message->text, ==, "Bitte übernehmen.");
  g_assert_nonnull(message->forwarded_from);
  g_assert_cmpstr(message->forwarded_from->address, ==, "erika@example.org");
  g_assert_cmpstr(message->forwarded_subject, ==, "Loch");
  g_assert_cmpstr(message->forwarded_text, ==, "Straße kaputt.");
  g_assert_cmpuint(message->attachments->len, ==, 2);
}

static void
test_tnef_too_deep_is_told(void)
{
  GByteArray *stream = sample();
  for (int depth = 0; depth < 12; depth++) {
    GByteArray *outer = within(stream);
    g_byte_array_unref(stream);
    stream = outer;
  }
  g_autoptr(Message) message = parse_stream(stream, "x");
  g_byte_array_unref(stream);
  g_assert_true(g_ptr_array_find_with_equal_func(
      message->problems, "A mail in a winmail.dat is not read.", g_str_equal,
      NULL));
}

static void
test_tnef_incomplete_is_told(void)
{
  g_autoptr(GByteArray) stream = sample();
  g_byte_array_set_size(stream, stream->len - 5);
  g_autoptr(Message) message = parse_stream(stream, "x");
  g_assert_true(g_ptr_array_find_with_equal_func(
      message->problems, "A winmail.dat could not be read completely.",
      g_str_equal, NULL));
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"rtf-is-unpacked", test_tnef_rtf_is_unpacked},
      {"rtf-is-bounded", test_tnef_rtf_is_bounded},
      {"rtf-text", test_rtf_text},
      {"is-read", test_tnef_is_read},
      {"broken", test_tnef_broken},
      {"many-files", test_tnef_many_files},
      {"repeated", test_tnef_repeated},
      {"in-a-mail", test_tnef_in_a_mail},
      {"mail-within", test_tnef_mail_within},
      {"too-deep-is-told", test_tnef_too_deep_is_told},
      {"incomplete-is-told", test_tnef_incomplete_is_told},
      {NULL, NULL}};
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  cases_add("/parsers/tnef", cases);
  return g_test_run();
}
