/* SPDX-License-Identifier: Apache-2.0
 *
 * Our own mails, read back by the reader we trust with everybody else's; and
 * what nobody may bring into a header field.
 */
#include "parsers/mail_writer.h"

#include <string.h>

#include "parsers/parse_message.h"

static MailDraft
usual_draft(GTimeZone *zone)
{
  return (MailDraft){
      .from = {(char *)"Musterhagen an der Wieke",
               (char *)"rathaus@example.org"},
      .to = {(char *)"Ayşe Kaya", (char *)"ayse@example.net"},
      .reply_to = "rathaus+c2600417a.k7f3q9mnpr2s4t5u@example.org",
      .subject = "[Musterhagen 26-00417-6] Schlagloch, Gartenstraße 12",
      .date_ms = INT64_C(1779350400000),
      .zone = zone,
      .message_id = "c2600417a.x@example.org",
      .in_reply_to = "1@example.net",
      .auto_submitted = "auto-replied",
      .text = "Guten Tag\n",
  };
}

static GBytes *
write_draft(const MailDraft *draft)
{
  g_autoptr(GError) error = NULL;
  GBytes *mail = mail_write(draft, &error);
  g_assert_no_error(error);
  return mail;
}

static bool
sink(size_t index, const void *bytes, size_t size, void *user)
{
  (void)index;
  g_byte_array_append(user, bytes, (guint)size);
  return true;
}

static Message *
read_back(GBytes *mail, GByteArray *attachments)
{
  g_autoptr(GError) error = NULL;
  MimeOptions options = {.staff = false};
  Message *message = parse_message(mail, &options, sink, attachments, &error);
  g_assert_no_error(error);
  return message;
}

/* No line longer than RFC 5322 2.1.1 allows, none without CR LF, ASCII only. */
static void
assert_wire(GBytes *mail)
{
  gsize size;
  const char *bytes = g_bytes_get_data(mail, &size);
  gsize length = 0;
  for (gsize i = 0; i < size; i++) {
    g_assert_cmpint((unsigned char)bytes[i], <, 0x80);
    g_assert_cmpint(bytes[i], !=, '\0');
    if (bytes[i] == '\n') {
      g_assert_true(i > 0 && bytes[i - 1] == '\r');
      g_assert_cmpuint(length, <=, 999);
      length = 0;
    } else {
      length++;
    }
  }
}

static void
test_writer_texts(void)
{
  g_autofree char *long_line = g_strnfill(5000, 'x');
  g_autofree char *umlauts = g_strdup("ä");
  for (int i = 0; i < 10; i++) {
    g_autofree char *twice = g_strconcat(umlauts, umlauts, NULL);
    g_free(umlauts);
    umlauts = g_steal_pointer(&twice);
  }
  const char *const texts[] = {
      "kurz",
      "Zwei\nZeilen mit Umlauten äöüß und 😀",
      "From here\n.\n..\nFrom there",
      "blank am Ende \nTab am Ende\t\nnoch eine",
      "=3D =? ?= gleich=\n= ende",
      "--=_a_boundary\n--\n",
      long_line,
      umlauts,
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("text %u", (unsigned)i);
    MailDraft draft = usual_draft(zone);
    draft.text = texts[i];
    draft.html = i % 2 == 0 ? NULL : "<p>Hallo</p>";
    g_autoptr(GBytes) mail = write_draft(&draft);
    assert_wire(mail);
    g_autoptr(GByteArray) none = g_byte_array_new();
    g_autoptr(Message) message = read_back(mail, none);
    g_auto(GStrv) pieces = g_strsplit(message->full_text, "\r", -1);
    g_autofree char *got = g_strchomp(g_strjoinv("", pieces));
    g_autofree char *wanted = g_strchomp(g_strdup(texts[i]));
    g_assert_cmpstr(got, ==, wanted);
  }
}

static void
test_writer_header(void)
{
  static const char *const phrases[] = {
      "Ayse Kaya",         "Ayşe Kaya",  "\"Anführung\" (Klammer) <spitz>",
      "=?UTF-8?B?boese?=", "Kaya, Ayse", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
      "\\ Rückstrich \\"};
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
    g_test_message("%s", phrases[i]);
    MailDraft draft = usual_draft(zone);
    draft.to.name = (char *)phrases[i];
    draft.subject = phrases[i];
    g_autoptr(GBytes) mail = write_draft(&draft);
    assert_wire(mail);
    g_autoptr(GByteArray) none = g_byte_array_new();
    g_autoptr(Message) message = read_back(mail, none);
    g_assert_cmpuint(message->to->len, ==, 1);
    const Address *to = message->to->pdata[0];
    g_assert_cmpstr(to->name, ==, phrases[i]);
    g_assert_cmpstr(to->address, ==, "ayse@example.net");
    g_assert_cmpstr(message->subject, ==, phrases[i]);
    g_assert_cmpstr(message->message_id, ==, draft.message_id);
    g_assert_cmpstr(message->in_reply_to->pdata[0], ==, draft.in_reply_to);
    g_assert_cmpstr(message->date, ==, "2026-05-21T08:00:00+00:00");
  }
}

static void
test_writer_long_names_are_folded(void)
{
  g_autofree char *name = g_strnfill(3000, 'n');
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  MailDraft draft = usual_draft(zone);
  draft.to.name = name;
  draft.subject = name;
  g_autoptr(GBytes) mail = write_draft(&draft);
  assert_wire(mail);
}

static void
test_writer_pictures_and_files(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autoptr(GBytes) photo = g_bytes_new_static("\xff\xd8\xff\x00\x01", 5);
  g_autoptr(GBytes) file = g_bytes_new_static("a;b\r\n\0c", 7);
  const MailPart parts[] = {
      {"photo-1", "photo-1.jpg", "image/jpeg", photo},
      {NULL, "liste.csv", "text/csv", file},
  };
  MailDraft draft = usual_draft(zone);
  draft.html = "<p><img src=\"cid:photo-1\"></p>";
  draft.parts = parts;
  draft.part_count = G_N_ELEMENTS(parts);
  g_autoptr(GBytes) mail = write_draft(&draft);
  assert_wire(mail);
  const char *text = g_bytes_get_data(mail, NULL);
  g_assert_nonnull(strstr(text, "multipart/mixed"));
  g_assert_nonnull(strstr(text, "multipart/related"));
  g_assert_nonnull(strstr(text, "Content-ID: <photo-1>"));
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(Message) message = read_back(mail, bytes);
  g_assert_cmpuint(message->attachments->len, ==, 2);
  const Attachment *first = message->attachments->pdata[0];
  const Attachment *second = message->attachments->pdata[1];
  g_assert_cmpstr(first->content_id, ==, "photo-1");
  g_assert_true(first->is_inline);
  g_assert_cmpstr(second->filename, ==, "liste.csv");
  g_assert_cmpuint(bytes->len, ==, 12);
  g_assert_cmpmem(bytes->data, 5, "\xff\xd8\xff\x00\x01", 5);
  g_assert_cmpmem(bytes->data + 5, 7, "a;b\r\n\0c", 7);
}

/* A mail within a mail is not encoded, and ends where the boundary begins. */
static void
test_writer_encloses_a_mail(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  static const char original[] = "From: a@example.org\r\n\r\nIch, nicht Du";
  g_autoptr(GBytes) bytes = g_bytes_new_static(original, strlen(original));
  const MailPart part = {NULL, "original.eml", "message/rfc822", bytes};
  MailDraft draft = usual_draft(zone);
  draft.parts = &part;
  draft.part_count = 1;
  g_autoptr(GBytes) mail = write_draft(&draft);
  assert_wire(mail);
  const char *text = g_bytes_get_data(mail, NULL);
  const char *found = strstr(text, original);
  g_assert_nonnull(strstr(text, "Content-Transfer-Encoding: 7bit\r\n"));
  g_assert_nonnull(found);
  g_assert_true(g_str_has_prefix(found + strlen(original), "\r\n--=_m_"));
}

/* One field at a time gets what would begin another field. */
static void
test_writer_injection(void)
{
  static const char *const evil[] = {"x\r\nBcc: evil@example.com",
                                     "x\nBcc: evil@example.com",
                                     "x\rBcc: evil@example.com",
                                     "x\r\n\r\nBcc: evil@example.com",
                                     "x\x01y",
                                     "x\x0b\x0cy"};
  enum {
    FROM,
    TO,
    REPLY_TO,
    MESSAGE_ID,
    IN_REPLY_TO,
    AUTO,
    LIST,
    FILENAME,
    MEDIA_TYPE,
    CONTENT_ID,
    FIELDS
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  for (size_t i = 0; i < G_N_ELEMENTS(evil); i++)
    for (int field = 0; field < FIELDS; field++) {
      g_test_message("field %d, text %u", field, (unsigned)i);
      g_autofree char *address = g_strconcat(evil[i], "@example.org", NULL);
      MailPart part = {"cid", "name.txt", "text/plain", bytes};
      MailDraft draft = usual_draft(zone);
      draft.parts = &part;
      draft.part_count = 1;
      const char **const places[] = {
          [FROM] = (const char **)&draft.from.address,
          [TO] = (const char **)&draft.to.address,
          [REPLY_TO] = &draft.reply_to,
          [MESSAGE_ID] = &draft.message_id,
          [IN_REPLY_TO] = &draft.in_reply_to,
          [AUTO] = &draft.auto_submitted,
          [LIST] = &draft.list_unsubscribe,
          [FILENAME] = &part.filename,
          [MEDIA_TYPE] = &part.media_type,
          [CONTENT_ID] = &part.content_id,
      };
      *places[field] = field <= REPLY_TO ? address : evil[i];
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) mail = mail_write(&draft, &error);
      g_assert_null(mail);
      g_assert_nonnull(error);
    }
}

/* Names and subjects are people's words: made harmless, not refused. */
static void
test_writer_words_are_made_harmless(void)
{
  static const char *const evil[] = {"x\r\nBcc: evil@example.com",
                                     "x\nBcc: evil@example.com",
                                     "ä\r\n\r\nBcc: evil@example.com"};
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  for (size_t i = 0; i < G_N_ELEMENTS(evil); i++) {
    MailDraft draft = usual_draft(zone);
    draft.from.name = draft.to.name = (char *)evil[i];
    draft.subject = evil[i];
    g_autoptr(GBytes) mail = write_draft(&draft);
    assert_wire(mail);
    g_assert_null(strstr(g_bytes_get_data(mail, NULL), "\nBcc:"));
    g_assert_null(strstr(g_bytes_get_data(mail, NULL), "\rBcc:"));
  }
}

static void
test_writer_addresses(void)
{
  static const struct {
    const char *address;
    bool safe;
  } rows[] = {
      {"a@example.org", true},
      {"ä@example.org", true},
      {"a+b.c-d_e@example.org", true},
      {"", false},
      {"a", false},
      {"@example.org", false},
      {"a@", false},
      {"a b@example.org", false},
      {"a@b@example.org", true},
      {"<a@example.org>", false},
      {"a,b@example.org", false},
      {"a@exam\nple.org", false},
      {"\xff@example.org", false},
      {"a\x7f@example.org", false},
      {NULL, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].address);
    g_assert_cmpint(mail_address_is_safe(rows[i].address), ==, rows[i].safe);
  }
}

int
main(int argc, char **argv)
{
  mime_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/mail-writer/texts", test_writer_texts);
  g_test_add_func("/parsers/mail-writer/header", test_writer_header);
  g_test_add_func("/parsers/mail-writer/long-names-are-folded",
                  test_writer_long_names_are_folded);
  g_test_add_func("/parsers/mail-writer/pictures-and-files",
                  test_writer_pictures_and_files);
  g_test_add_func("/parsers/mail-writer/encloses-a-mail",
                  test_writer_encloses_a_mail);
  g_test_add_func("/parsers/mail-writer/injection", test_writer_injection);
  g_test_add_func("/parsers/mail-writer/words-are-made-harmless",
                  test_writer_words_are_made_harmless);
  g_test_add_func("/parsers/mail-writer/addresses", test_writer_addresses);
  return g_test_run();
}
