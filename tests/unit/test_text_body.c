/* SPDX-License-Identifier: Apache-2.0
 *
 * Which bodies are read without GMime, and that they say what GMime reads.
 */
#include <string.h>

#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/text_body.h"
#include "tests/support/cases.h"

#define QP "Content-Transfer-Encoding: Quoted-Printable\n"
#define ALTERNATIVE "Content-Type: multipart/alternative; boundary=\"=_a\"\n"

/* A body, and whether it is a usual one. */
static const struct Row {
  const char *name, *fields, *body;
  bool usual;
} rows[] = {
    {"text", "Content-Type: text/plain\n", "a\nb\n", true},
    {"parameters",
     "Content-Type: Text/Plain;\r\n\tCHARSET=\"utf-8\" ; format=flowed;delsp="
     "yes\r\n",
     "a =20 b", true},
    {"quoted-printable", "Content-Type: text/html; charset=utf-8\n" QP,
     "Stra=C3=9Fe =\nein=3d=0Aes =zz Tages=", true},
    {"as-it-is", "Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n",
     "=20\n", true},
    {"alternative", ALTERNATIVE,
     "a preamble --=_a\n--=_a\nContent-Type: text/plain\n" QP "\n=41b\n\n--=_a"
     "\nContent-Type: text/html\n\n<p>ab\n--\n--=_a--\nan epilogue\n--=_a\n",
     true},
    {"lines-end-in-crlf", ALTERNATIVE,
     "--=_a\r\nContent-Type: text/plain\r\n\r\nab\r\n--=_a--\r\n", true},
    {"no-type", "Content-Language: de\n", "x", false},
    {"no-content", "Content-Type: text/plain\n", "", false},
    {"no-text", "Content-Type: image/png\n", "x", false},
    {"type-twice", "Content-Type: text/plain\nContent-Type: text/html\n", "x",
     false},
    {"encoding-twice", "Content-Type: text/plain\n" QP QP, "x", false},
    {"base64", "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n",
     "eA==", false},
    {"comment", "Content-Type: text/plain (so)\n", "x", false},
    {"escape", "Content-Type: text/plain; charset=\"utf\\-8\"\n", "x", false},
    {"continued", "Content-Type: text/plain; charset*0=utf-8\n", "x", false},
    {"encoded", "Content-Type: text/plain; charset=\"=?utf-8?Q?a?=\"\n", "x",
     false},
    {"parameter-twice", "Content-Type: text/plain; charset=a; charset=b\n", "x",
     false},
    {"name", "Content-Type: text/plain; name=a.txt\n", "x", false},
    {"disposition",
     "Content-Type: text/plain\nContent-Disposition: attachment\n", "x", false},
    {"no-boundary", "Content-Type: multipart/alternative\n", "x", false},
    {"boundary-with-a-tail", ALTERNATIVE,
     "--=_a\nContent-Type: text/plain\n\nab\n--=_a \n--=_a--\n", false},
    {"never-closed", ALTERNATIVE, "--=_a\nContent-Type: text/plain\n\nab\n",
     false},
    {"empty-part", ALTERNATIVE, "--=_a\nContent-Type: text/plain\n\n--=_a--\n",
     false},
    {"file-in-it", ALTERNATIVE,
     "--=_a\nContent-Type: image/png\n\nab\n--=_a--\n", false},
    {"mixed", "Content-Type: multipart/mixed; boundary=a\n",
     "--a\nContent-Type: text/plain\n\nab\n--a--\n", false},
};

/* A leaf as GMime reads it. */
static char *
describe_part(GMimeObject *entity)
{
  GMimeContentType *type = g_mime_object_get_content_type(entity);
  g_autofree char *name = g_mime_content_type_get_mime_type(type);
  const char *charset = g_mime_content_type_get_parameter(type, "charset");
  const char *format = g_mime_content_type_get_parameter(type, "format");
  const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
  (void)g_mime_data_wrapper_write_to_stream(
      g_mime_part_get_content(GMIME_PART(entity)), stream);
  GByteArray *bytes =
      g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return g_strdup_printf("%s %s %s %s [%.*s];", name, charset, format, delsp,
                         (int)bytes->len, (const char *)bytes->data);
}

static char *
describe_leaf(const TextLeaf *leaf)
{
  const TextType *type = &leaf->type;
  g_autoptr(GByteArray) bytes = text_leaf_decode(leaf);
  return g_strdup_printf("%s %s %s %s [%.*s];", type->media_type, type->charset,
                         type->format, type->delsp, (int)bytes->len,
                         (const char *)bytes->data);
}

static char *
describe_message(GMimeMessage *message)
{
  GMimeObject *body = g_mime_message_get_mime_part(message);
  if (!GMIME_IS_MULTIPART(body))
    return describe_part(body);
  GString *text = g_string_new(NULL);
  int count = g_mime_multipart_get_count(GMIME_MULTIPART(body));
  for (int i = 0; i < count; i++) {
    g_autofree char *part =
        describe_part(g_mime_multipart_get_part(GMIME_MULTIPART(body), i));
    g_string_append(text, part);
  }
  return g_string_free(text, FALSE);
}

static void
test_text_body_new(gconstpointer data)
{
  const struct Row *row = data;
  bool crlf = strstr(row->body, "\r\n") != NULL;
  g_autofree char *mail =
      g_strconcat(row->fields, crlf ? "\r\n" : "\n", row->body, NULL);
  GByteArray fields = {.data = (guint8 *)mail,
                       .len = (guint)strlen(row->fields)};
  GByteArray bytes = {.data = (guint8 *)mail, .len = (guint)strlen(mail)};
  g_autoptr(TextBody) body =
      text_body_new(&fields, mail + fields.len, mail + bytes.len);
  g_assert_cmpint(body != NULL, ==, row->usual);
  if (body == NULL)
    return;
  g_autoptr(GString) said = g_string_new(NULL);
  for (unsigned i = 0; i < body->count; i++) {
    g_autofree char *leaf = describe_leaf(&body->leaves[i]);
    g_string_append(said, leaf);
  }
  g_autoptr(GMimeMessage) message = mime_construct(&bytes);
  g_autofree char *expected = describe_message(message);
  g_assert_cmpstr(said->str, ==, expected);
}

/* As many parts as are read, and one more. */
static void
test_text_body_parts_max(void)
{
  GByteArray fields = {.data = (guint8 *)ALTERNATIVE,
                       .len = sizeof ALTERNATIVE - 1};
  for (unsigned count = TEXT_BODY_LEAVES_MAX; count < 6; count++) {
    g_autoptr(GString) mail = g_string_new("\n");
    for (unsigned i = 0; i < count; i++)
      g_string_append(mail, "--=_a\nContent-Type: text/plain\n\nx\n");
    g_string_append(mail, "--=_a--\n");
    g_autoptr(TextBody) body =
        text_body_new(&fields, mail->str, mail->str + mail->len);
    g_assert_cmpint(body != NULL, ==, count == TEXT_BODY_LEAVES_MAX);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_mime_init();
  CASES_ADD_ROWS("/parsers/text-body", rows, test_text_body_new);
  g_test_add_func("/parsers/text-body/parts-max", test_text_body_parts_max);
  return g_test_run();
}
