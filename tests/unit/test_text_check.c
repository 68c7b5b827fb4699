/* SPDX-License-Identifier: Apache-2.0
 *
 * The shapes of values: what is accepted and what is not.
 */
#include "parsers/config/text_check.h"

#include <stdbool.h>

#include <glib.h>

typedef const char *(*Check)(const char *text);

typedef struct Row {
  Check check;
  const char *text;
  bool fine;
} Row;

static const Row rows[] = {
    {text_check_line, "Stadt Füssen – Bürgerbüro", true},
    {text_check_line, "a\r\nBcc: b@example.org", false},
    {text_check_line, "a\nb", false},
    {text_check_line, "a\x7f", false},
    {text_check_line, "a\xc2\x85", false},
    {text_check_id, "wilder-muell", true},
    {text_check_id, "a1", true},
    {text_check_id, "Amt", false},
    {text_check_id, "-a", false},
    {text_check_id, "a--b", false},
    {text_check_id, "a/b", false},
    {text_check_id, "a\n", false},
    {text_check_id, "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx", false},
    {text_check_email, "amt@example.org", true},
    {text_check_email, "a.b+c@mail.example.org", true},
    {text_check_email, "amt@example", false},
    {text_check_email, "amt", false},
    {text_check_email, "a@b@example.org", false},
    {text_check_email, ".a@example.org", false},
    {text_check_email, "a..b@example.org", false},
    {text_check_email, "a@example.org\r\nx", false},
    {text_check_email, "a@example.org\n", false},
    {text_check_email, "Amt <a@example.org>", false},
    {text_check_domain, "example.org", true},
    {text_check_domain, "localhost", true},
    {text_check_email_or_domain, "rat.example.org", true},
    {text_check_email_or_domain, "k.vogt@example.org", true},
    {text_check_email_or_domain, "@example.org", false},
    {text_check_email_or_domain, "Karin Vogt", false},
    {text_check_domain, "example", false},
    {text_check_domain, "-a.example", false},
    {text_check_domain, "exam ple.org", false},
    {text_check_host, "mail.example.org", true},
    {text_check_host, "127.0.0.1", true},
    {text_check_host, "::1", true},
    {text_check_host, "mail.example.org:993", false},
    {text_check_listen, "127.0.0.1:8312", true},
    {text_check_listen, "[::1]:8312", true},
    {text_check_listen, "unix:/run/bote/x.sock", true},
    {text_check_listen, "unix:x.sock", false},
    {text_check_listen, "localhost:80", false},
    {text_check_listen, "8312", false},
    {text_check_url, "https://www.example.org/a?b=c", true},
    {text_check_url, "http://127.0.0.1:8311/", true},
    {text_check_url, "http://www.example.org/", false},
    {text_check_url, "http://localhost.example.org/", false},
    {text_check_url, "https://www.example.org/ x", false},
    {text_check_url, "javascript:alert(1)", false},
    {text_check_file_name, "imap-rathaus", true},
    {text_check_file_name, "../x", false},
    {text_check_file_name, "..", false},
    {text_check_file_name, ".x", false},
    {text_check_file_name, "a/b", false},
    {text_check_date, "2026-05-21", true},
    {text_check_date, "2024-02-29", true},
    {text_check_date, "2026-02-29", false},
    {text_check_date, "21.05.2026", false},
    {text_check_date, "2026-5-1", false},
    {text_check_phone, "+49 30 23125 112", true},
    {text_check_phone, "(030) 23125-000", true},
    {text_check_phone, "112", true},
    {text_check_phone, "Rathaus", false},
    {text_check_sms_number, "+4915228817386", true},
    {text_check_sms_number, "22000", true},
    {text_check_sms_number, "4915228817386", false},
    {text_check_sms_number, "015228817386", false},
    {text_check_sms_number, "+49 152 28817386", false},
    {text_check_sms_number, "+015228817386", false},
    {text_check_sms_number, "110", false},
    {text_check_sms_number, "Musterhagen", false},
    {text_check_country, "49", true},
    {text_check_country, "+49", false},
    {text_check_country, "049", false},
    {text_check_language, "de-simple", true},
    {text_check_language, "deutsch", false},
    {text_check_language, "DE", false},
    {text_check_ags, "13999001", true},
    {text_check_ags, "1399900", false},
    {text_check_timezone, "Europe/Berlin", true},
    {text_check_timezone, "America/Argentina/Ushuaia", true},
    {text_check_timezone, "UTC", true},
    {text_check_timezone, "Berlin", false},
    {text_check_timezone, "../../etc/passwd", false},
    {text_check_command, "/usr/local/bin/token rathaus", true},
    {text_check_command, "token", false},
};

static void
test_text_check_row(const void *data)
{
  const Row *row = data;
  const char *wanted = row->check(row->text);
  g_assert_cmpint(wanted == NULL, ==, row->fine);
  g_assert_true(wanted == NULL || *wanted != '\0');
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/parsers/text-check/%u", i);
    g_test_add_data_func(path, &rows[i], test_text_check_row);
  }
  return g_test_run();
}
