/* SPDX-License-Identifier: Apache-2.0
 *
 * When the confirmation of a report asks for a photo.
 */
#include <string.h>

#include "tests/support/town_post.h"

/* A photo is asked for where nothing came that may show the matter; the logo
 * of a signature shows nothing. */
static void
test_report_photo_is_asked_for(void)
{
  static const struct {
    const char *part;
    bool asked;
  } rows[] = {
      {"Content-Type: image/gif; name=logo.gif\r\n"
       "Content-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n",
       true},
      {"Content-Type: text/vcard; name=kaya.vcf\r\n\r\nBEGIN:VCARD\r\n"
       "END:VCARD\r\n",
       true},
      {"Content-Type: application/pdf; name=auto.pdf\r\n\r\n%PDF-1.4\r\n",
       false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *raw = g_strdup_printf(
        "Return-Path: <ayse@example.net>\r\nFrom: ayse@example.net\r\n"
        "To: <" TOWN_MAILBOX ">\r\nSubject: Schrottauto Gartenstrasse 12\r\n"
        "Message-ID: <auto@example.net>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        "Ein Schrottauto in der Gartenstrasse 12.\r\n--b\r\n%s\r\n--b--\r\n",
        rows[i].part);
    town_post_raw(town, raw, &(TownMail){0});
    town_fixture_decide(town);
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    g_assert_nonnull(answer);
    bool asked = strstr(answer->mail->full_text, "Ein Foto hilft") != NULL;
    g_assert_cmpint(asked, ==, rows[i].asked);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/photo/is-asked-for",
                  test_report_photo_is_asked_for);
  return g_test_run();
}
