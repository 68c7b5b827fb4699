/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail of ours as its reader's program shows it.
 */
#include "parsers/mail_view.h"

#include <glib.h>
#include <string.h>

#include "parsers/mail_writer.h"
#include "parsers/mime/mime.h"
#include "parsers/parse_error.h"

static GBytes *
write_mail(const MailPart *parts, size_t part_count)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  MailDraft draft = {
      .from = {(char *)"Stadt", (char *)"stadt@example.org"},
      .to = {NULL, (char *)"a@example.org"},
      .reply_to = "stadt+token@example.org",
      .subject = "Grüße",
      .zone = zone,
      .message_id = "1@example.org",
      .text = "Schöne\nGrüße\n",
      .html = "<p>Schöne <img src=\"cid:photo-1\"> Grüße</p>",
      .parts = parts,
      .part_count = part_count,
  };
  return mail_write(&draft, NULL);
}

static void
test_mail_view_parts(void)
{
  g_autoptr(GBytes) picture = g_bytes_new_static("\xFF\xD8\0\1", 4);
  g_autoptr(GBytes) file = g_bytes_new_static("text", 4);
  const MailPart parts[] = {
      {"photo-1", "photo-1.jpg", "image/jpeg", picture},
      {NULL, "notes.txt", "text/plain", file},
  };
  g_autoptr(GBytes) raw = write_mail(parts, G_N_ELEMENTS(parts));
  g_autoptr(GError) error = NULL;
  g_autoptr(MailView) view = mail_view(raw, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(view->reply_to, ==, "stadt+token@example.org");
  g_assert_nonnull(strstr(view->text, "Schöne\r\nGrüße"));
  g_assert_nonnull(strstr(view->html, "cid:photo-1"));
  g_assert_cmpuint(view->images->len, ==, 2);
  const MailViewImage *image = view->images->pdata[0];
  g_assert_cmpstr(image->content_id, ==, "photo-1");
  g_assert_cmpstr(image->media_type, ==, "image/jpeg");
  g_assert_true(g_bytes_equal(image->bytes, picture));
  const MailViewImage *notes = view->images->pdata[1];
  g_assert_null(notes->content_id);
  g_assert_cmpstr(notes->filename, ==, "notes.txt");
}

static void
test_mail_view_plain(void)
{
  static const char mail[] = "From: A <a@example.org>\nSubject: x\n\nHello\n";
  g_autoptr(GBytes) raw = g_bytes_new_static(mail, strlen(mail));
  g_autoptr(MailView) view = mail_view(raw, NULL);
  g_assert_nonnull(view);
  g_assert_cmpstr(view->reply_to, ==, "a@example.org");
  g_assert_cmpstr(view->text, ==, "Hello\n");
  g_assert_null(view->html);
  g_assert_cmpuint(view->images->len, ==, 0);
}

/* Deeper than we ever write: what lies below is left out, nothing breaks. */
static void
test_mail_view_deep(void)
{
  GString *mail = g_string_new("From: a@example.org\n");
  for (int i = 0; i < 50; i++)
    g_string_append_printf(
        mail, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
  g_string_append(mail, "Content-Type: text/plain\n\ndeep\n");
  g_autoptr(GBytes) raw = g_string_free_to_bytes(mail);
  g_autoptr(MailView) view = mail_view(raw, NULL);
  g_assert_nonnull(view);
  g_assert_cmpstr(view->text, ==, "");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  g_test_add_func("/parsers/mail-view/parts-of-our-mails",
                  test_mail_view_parts);
  g_test_add_func("/parsers/mail-view/plain-mail", test_mail_view_plain);
  g_test_add_func("/parsers/mail-view/depth-is-bounded", test_mail_view_deep);
  return g_test_run();
}
