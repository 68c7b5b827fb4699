/* SPDX-License-Identifier: Apache-2.0
 *
 * CMS by bytes, and S/MIME mails as openssl writes them
 * (tests/fixtures/smime).
 */
#include "parsers/mime/cms.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"
#include "tests/support/golden.h"

/* Object identifiers with tag and length. */
#define OID_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define OID_SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define OID_ENVELOPED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"
#define OID_AUTH "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"
#define OID_COMPRESSED "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09"
#define VERSION "\x02\x01\x01"
#define NO_DIGESTS "\x31\x00"
/* All around the content with indefinite length. */
#define OPEN                                                                   \
  "\x30\x80" OID_SIGNED "\xa0\x80\x30\x80" VERSION NO_DIGESTS                  \
  "\x30\x80" OID_DATA

#define BYTES(text) (text), sizeof(text) - 1

static const struct {
  const char *bytes;
  size_t size;
  CmsKind kind;
  const char *content;
} rows[] = {
    {BYTES(""), CMS_KIND_NONE, NULL},
    {BYTES("Guten Tag"), CMS_KIND_NONE, NULL},
    {BYTES("\x30\x80" OID_ENVELOPED), CMS_KIND_ENCRYPTED, NULL},
    {BYTES("\x30\x80" OID_AUTH), CMS_KIND_ENCRYPTED, NULL},
    {BYTES("\x30\x80" OID_COMPRESSED), CMS_KIND_COMPRESSED, NULL},
    {BYTES("\x30\x80" OID_DATA), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x04\x02Hi"), CMS_KIND_SIGNED, "Hi"},
    {BYTES(OPEN "\xa0\x04\x04\x02Hi"), CMS_KIND_SIGNED, "Hi"},
    {BYTES(OPEN "\xa0\x80\x24\x80\x04\x02Hi\x04\x01!\x00\x00"), CMS_KIND_SIGNED,
     "Hi!"},
    {BYTES(OPEN "\xa0\x80\x24\x07\x04\x02Hi\x04\x01!"), CMS_KIND_SIGNED, "Hi!"},
    {BYTES(OPEN "\xa0\x80\x24\x80\x24\x04\x04\x02Hi\x04\x01!\x00\x00"),
     CMS_KIND_SIGNED, "Hi!"},
    {BYTES(OPEN "\xa0\x80\x04\x81\x02Hi"), CMS_KIND_SIGNED, "Hi"},
    {BYTES(OPEN "\xa0\x80\x24\x80\x00\x00"), CMS_KIND_SIGNED, ""},
    {BYTES(OPEN "\x00\x00"), CMS_KIND_SIGNATURE, NULL},
    {BYTES("\x30\x80" OID_SIGNED "\xa0\x80\x30\x80" VERSION
           "\x31\x80\x30\x80\x06\x01\x2a\x00\x00\x00\x00\x30\x80" OID_DATA
           "\xa0\x80\x04\x02Hi"),
     CMS_KIND_SIGNED, "Hi"},
    /* Broken ones. */
    {BYTES(OPEN "\xa0\x80\x04\x05Hi"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x04\x80Hi"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x04\x85\x01\x01\x01\x01\x01Hi"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x04\x84\xff\xff\xff\xffHi"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x24\x80\x04\x02Hi"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x24\x80\x02\x01\x01\x00\x00"), CMS_KIND_NONE, NULL},
    {BYTES(OPEN "\xa0\x80\x1f\x81\x02Hi"), CMS_KIND_NONE, NULL},
};

static void
test_cms_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GByteArray) content = NULL;
    g_test_message("row %zu", i);
    CmsKind kind = cms_read(rows[i].bytes, rows[i].size, &content);
    g_assert_cmpint(kind, ==, rows[i].kind);
    g_assert_cmpint(content == NULL, ==, rows[i].content == NULL);
    if (content != NULL && rows[i].content != NULL)
      g_assert_cmpmem(content->data, content->len, rows[i].content,
                      strlen(rows[i].content));
  }
}

/* Strings within strings, deeper than anybody writes. */
static void
test_cms_is_not_too_deep(void)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(GByteArray) content = NULL;
  g_byte_array_append(bytes, (const guint8 *)BYTES(OPEN "\xa0\x80"));
  for (int i = 0; i < 100000; i++)
    g_byte_array_append(bytes, (const guint8 *)"\x24\x80", 2);
  g_assert_cmpint(cms_read(bytes->data, bytes->len, &content), ==,
                  CMS_KIND_NONE);
}

#define SIGNED "The mail is signed (S/MIME); the signature was not checked."
#define ENCRYPTED "The mail is encrypted (S/MIME); it was not read."

static const struct Mail {
  const char *name, *problem; /* NULL: none about S/MIME */
  bool is_read;
  guint attachments;
} mails[] = {
    {"signed", SIGNED, true, 1},
    {"signed-stream", SIGNED, true, 1},
    {"signed-twice", SIGNED, true, 1},
    {"signed-without-type", SIGNED, true, 1},
    {"detached", NULL, true, 2},
    {"encrypted", ENCRYPTED, false, 1},
    {"encrypted-gcm", ENCRYPTED, false, 1},
};

static void
test_cms_mail(gconstpointer data)
{
  static const MimeOptions options = {0};
  const struct Mail *row = data;
  g_autofree char *path =
      g_strconcat("tests/fixtures/smime/", row->name, ".eml", NULL);
  g_autoptr(GBytes) raw = golden_read(path);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  if (row->is_read)
    g_assert_cmpstr(message->text, ==,
                    "Das Loch in der Gartenstraße ist tief.");
  g_assert_cmpuint(message->attachments->len, ==, row->attachments);
  if (row->problem != NULL)
    g_assert_true(g_ptr_array_find_with_equal_func(
        message->problems, row->problem, g_str_equal, NULL));
}

/* What a person is told of the other kinds. */
static void
test_cms_problems(void)
{
  static const MimeOptions options = {0};
  static const struct {
    const char *bytes;
    size_t size;
    const char *problem;
  } parts[] = {
      {BYTES("\x30\x80" OID_COMPRESSED),
       "The mail is compressed (S/MIME); it was not read."},
      {BYTES("Guten Tag"), "A part in S/MIME could not be read."},
      {BYTES(OPEN "\xa0\x80\x24\x80\x00\x00"),
       "A signed part (S/MIME) is empty."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *body =
        g_base64_encode((const guchar *)parts[i].bytes, parts[i].size);
    g_autofree char *mail =
        g_strconcat("From: a@example.com\nContent-Type: application/"
                    "pkcs7-mime\nContent-Transfer-Encoding: base64\n\n",
                    body, "\n", NULL);
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
    g_assert_true(g_ptr_array_find_with_equal_func(
        message->problems, parts[i].problem, g_str_equal, NULL));
  }
}

static void
test_cms_signature_names(void)
{
  g_assert_true(attachment_name_is_signature("smime.p7s"));
  g_assert_true(attachment_name_is_signature("OpenPGP_signature.asc"));
  g_assert_true(attachment_name_is_signature("signature.asc"));
  g_assert_false(attachment_name_is_signature("signature.jpg"));
  g_assert_false(attachment_name_is_signature("plan.asc"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/cms/rows", test_cms_rows);
  g_test_add_func("/parsers/cms/signature-names", test_cms_signature_names);
  g_test_add_func("/parsers/cms/deep", test_cms_is_not_too_deep);
  g_test_add_func("/parsers/cms/problems", test_cms_problems);
  CASES_ADD_ROWS("/parsers/cms", mails, test_cms_mail);
  return g_test_run();
}
