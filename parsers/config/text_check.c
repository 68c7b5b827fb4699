/* SPDX-License-Identifier: Apache-2.0
 *
 * Shapes, most of them a regular expression.  All expressions are anchored and
 * without nested repetition, so their time is linear in the text.
 */
#include "parsers/config/text_check.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#define LABEL "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#define DOMAIN_NAME LABEL "(\\." LABEL ")+"
#define IPV4 "[0-9]{1,3}(\\.[0-9]{1,3}){3}"
#define IPV6 "[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"
#define ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"

static bool
matches(const char *pattern, const char *text)
{
  g_autofree char *anchored = g_strdup_printf("\\A(?:%s)\\z", pattern);
  return g_regex_match_simple(anchored, text, 0, 0);
}

const char *
text_check_line(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_iscntrl(g_utf8_get_char(p)))
      return "one line";
  return NULL;
}

const char *
text_check_id(const char *text)
{
  bool fine = strlen(text) <= 40 && matches("[a-z0-9]+([-_][a-z0-9]+)*", text);
  return fine ? NULL : "lower-case letters a-z, digits, - and _, at most 40";
}

const char *
text_check_email(const char *text)
{
  const char *at = strrchr(text, '@');
  bool fine = strlen(text) <= 254 && at != NULL && at - text <= 64 &&
              matches(ATOM "(\\." ATOM ")*@" DOMAIN_NAME, text);
  return fine ? NULL : "a mail address like amt@example.org";
}

const char *
text_check_domain(const char *text)
{
  bool fine = strlen(text) <= 253 &&
              (strcmp(text, "localhost") == 0 || matches(DOMAIN_NAME, text));
  return fine ? NULL : "a domain like example.org";
}

const char *
text_check_email_or_domain(const char *text)
{
  bool fine = text_check_email(text) == NULL || text_check_domain(text) == NULL;
  return fine ? NULL : "an address like a@example.org or a domain";
}

const char *
text_check_host(const char *text)
{
  if (text_check_domain(text) == NULL || matches(IPV4 "|" IPV6, text))
    return NULL;
  return "a host name like mail.example.org or an IP address";
}

const char *
text_check_listen(const char *text)
{
  if (g_str_has_prefix(text, "unix:/")) /* sun_path holds 108 bytes */
    return strlen(text) - strlen("unix:") < 108
               ? NULL
               : "a socket path shorter than 108 bytes";
  bool fine = matches("(" IPV4 "|\\[" IPV6 "\\]):[0-9]{1,5}", text);
  return fine ? NULL : "like 127.0.0.1:8312, [::1]:8312 or unix:/path";
}

const char *
text_check_url(const char *text)
{
  static const char rest[] = "(:[0-9]{1,5})?(/[!-~]*)?";
  g_autofree char *secure =
      g_strconcat("https://(" DOMAIN_NAME "|localhost|" IPV4 ")", rest, NULL);
  g_autofree char *loopback =
      g_strconcat("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])", rest, NULL);
  if (matches(secure, text) || matches(loopback, text))
    return NULL;
  return "an address that begins with https:// (http:// only to this machine)";
}

const char *
text_check_file_name(const char *text)
{
  bool fine =
      strlen(text) <= 100 && matches("[A-Za-z0-9_-][A-Za-z0-9._-]*", text);
  return fine ? NULL
              : "the name of a file in the credentials directory, without path";
}

const char *
text_check_date(const char *text)
{
  int year = 0, month = 0, day = 0;
  if (matches("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) {
    year = (int)g_ascii_strtoll(text, NULL, 10);
    month = (int)g_ascii_strtoll(text + 5, NULL, 10);
    day = (int)g_ascii_strtoll(text + 8, NULL, 10);
  }
  bool fine =
      year > 0 && month > 0 && day > 0 &&
      g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return fine ? NULL : "a date like 2026-05-21";
}

const char *
text_check_moment(const char *text)
{
  g_autofree char *day = g_strndup(text, strcspn(text, " "));
  const char *clock = text + strlen(day);
  bool fine =
      text_check_date(day) == NULL &&
      (clock[0] == '\0' || matches(" ([01][0-9]|2[0-3]):[0-5][0-9]", clock));
  return fine ? NULL : "a date like 2026-05-21, or 2026-05-21 08:00";
}

const char *
text_check_color(const char *text)
{
  return matches("#[0-9A-Fa-f]{6}", text) ? NULL : "a colour like '#00664f'";
}

const char *
text_check_price(const char *text)
{
  bool fine = matches("[0-9]{1,4}(\\.[0-9]{1,6})?", text);
  return fine ? NULL : "a number of euros like 0.075";
}

const char *
text_check_phone(const char *text)
{
  bool fine = matches("[0-9+(][0-9 /()-]{1,28}[0-9]", text);
  return fine ? NULL : "a phone number";
}

const char *
text_check_sms_number(const char *text)
{
  bool fine = matches("\\+[1-9][0-9]{6,14}|[1-9][0-9]{3,5}", text);
  return fine ? NULL
              : "a number like +4915228817386, without blanks, or a short "
                "code like 22000";
}

const char *
text_check_country(const char *text)
{
  return matches("[1-9][0-9]{0,2}", text) ? NULL
                                          : "a country code without +, like 49";
}

const char *
text_check_language(const char *text)
{
  return matches("[a-z]{2,3}(-[a-z0-9]{2,8})*", text)
             ? NULL
             : "a language like de, en or de-simple";
}

const char *
text_check_ags(const char *text)
{
  return matches("[0-9]{8}", text) ? NULL : "8 digits";
}

const char *
text_check_timezone(const char *text)
{
  return matches("UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+){1,2}", text)
             ? NULL
             : "a time zone like Europe/Berlin";
}

const char *
text_check_command(const char *text)
{
  bool fine = text[0] == '/' && strpbrk(text, "\r\n") == NULL;
  return fine ? NULL : "a command that begins with the full path of a program";
}
