/* SPDX-License-Identifier: Apache-2.0
 *
 * What is taken out of the bytes of a mail, usual or not.
 */
#include <string.h>

#include "parsers/gmime_auto.h"
#include "parsers/header.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/text_body.h"
#include "tests/support/cases.h"

/* "name=value;…", the values without their ends. */
static char *
describe_head(const GPtrArray *head)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < head->len; i++) {
    const HeaderField *field = head->pdata[i];
    g_autofree char *value = g_strstrip(g_strdup(field->value));
    g_string_append_printf(text, "%s=%s;", field->name, value);
  }
  return g_string_free(text, FALSE);
}

static char *
describe_body(GMimeObject *body)
{
  g_autofree char *type =
      g_mime_content_type_get_mime_type(g_mime_object_get_content_type(body));
  if (!GMIME_IS_TEXT_PART(body))
    return g_steal_pointer(&type);
  g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(body));
  return g_strdup_printf("%s:%s", type, text == NULL ? "" : text);
}

static char *
describe_texts(const TextBody *texts)
{
  GString *text = g_string_new(texts->leaves[0].type.media_type);
  for (unsigned i = 0; i < texts->count; i++) {
    g_autoptr(GByteArray) bytes = text_leaf_decode(&texts->leaves[i]);
    g_string_append_printf(text, ":%.*s", (int)bytes->len,
                           (const char *)bytes->data);
  }
  return g_string_free(text, FALSE);
}

static const struct Row {
  const char *name, *mail, *head, *body;
} rows[] = {
    {"wanted-fields",
     "Received: from a\r\n\tby b; date\r\nX-Spam: no\r\nFrom: a@example.org\r\n"
     "Content-Type: text/html\r\nSubject: x\r\n y\r\nDate: now\r\n\r\nX: y\n",
     "From=a@example.org;Subject=x\r\n y;", "text/html:X: y\n"},
    {"names-are-whole",
     "TO: a@example.org\nTo-Do: x\nTom: x\nCONTENT-TYPE: text/x\n"
     "message-id: <1@example.org>\nsender: b@example.org\ncc:\n\nx",
     "TO=a@example.org;message-id=<1@example.org>;sender=b@example.org;cc=;",
     "text/x:x"},
    {"no-type", "Subject: x\n\nx\n", "Subject=x;", "text/plain:x\n"},
    {"nothing-wanted", "X-A: b\n\nx", "", "text/plain:x"},
    {"parts",
     "X-A: b\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--\n",
     "", "multipart/mixed"},
    {"no-body", "To: a@example.org\n\n", "To=a@example.org;", "text/plain:"},
    {"unusual-mbox", "From a@example.org\nX-A: b\nTo: c@example.org\n\nx",
     "X-A=b;To=c@example.org;", "text/plain:x"},
    {"unusual-line-without-colon", "Date: x\nnonsense\nTo: c@example.org\n\nx",
     "Date=x;To=c@example.org;", "text/plain:x"},
    {"unusual-blank-in-front-of-a-colon", "X-A : b\nTo : c@example.org\n\nx",
     "X-A=b;To=c@example.org;", "text/plain:x"},
    {"unusual-no-empty-line", "Subject: x\nTo: c@example.org\n",
     "Subject=x;To=c@example.org;", "text/plain:"},
};

static void
test_mime_mail_open(gconstpointer data)
{
  const struct Row *row = data;
  GByteArray bytes = {.data = (guint8 *)row->mail,
                      .len = (guint)strlen(row->mail)};
  g_auto(MimeMail) mail = {.head = NULL};
  g_assert_true(mime_mail_open(&mail, &bytes));
  g_autofree char *head = describe_head(mail.head);
  g_assert_cmpstr(head, ==, row->head);
  g_assert_true((mail.body == NULL) != (mail.texts == NULL));
  g_autofree char *body = mail.texts == NULL ? describe_body(mail.body)
                                             : describe_texts(mail.texts);
  g_assert_cmpstr(body, ==, row->body);
}

/* A body that is not copied. */
static void
test_mime_mail_long_body(void)
{
  g_autofree char *text = g_strnfill(200000, 'x');
  g_autofree char *raw =
      g_strconcat("Date: now\nTo: a@example.org\n\n", text, NULL);
  GByteArray bytes = {.data = (guint8 *)raw, .len = (guint)strlen(raw)};
  g_auto(MimeMail) mail = {.head = NULL};
  g_assert_true(mime_mail_open(&mail, &bytes));
  g_autofree char *body = describe_body(mail.body);
  g_autofree char *expected = g_strconcat("text/plain:", text, NULL);
  g_assert_cmpstr(body, ==, expected);
}

/* A list that breaks off is read as far as it goes, as in a mail that GMime
 * reads as a whole. */
static void
test_mime_mail_broken_list(void)
{
  static const char bytes[] = "From: <a@example.org> (never closed\n"
                              "To: Group\n :b@example.org,\n c@example.org\n"
                              "To: d@example.org\n\n";
  GByteArray borrowed = {.data = (guint8 *)bytes, .len = sizeof bytes - 1};
  g_auto(MimeMail) mail = {.head = NULL};
  g_assert_true(mime_mail_open(&mail, &borrowed));
  g_autoptr(Message) message = message_new();
  g_autoptr(GPtrArray) fields = header_list_new();
  mime_headers_read(message, &mail, fields);
  g_assert_nonnull(message->from);
  g_assert_cmpstr(message->from->address, ==, "a@example.org");
  g_assert_cmpuint(message->to->len, ==, 3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_mime_init();
  CASES_ADD_ROWS("/parsers/mime-mail", rows, test_mime_mail_open);
  g_test_add_func("/parsers/mime-mail/long-body", test_mime_mail_long_body);
  g_test_add_func("/parsers/mime-mail/broken-list", test_mime_mail_broken_list);
  return g_test_run();
}
