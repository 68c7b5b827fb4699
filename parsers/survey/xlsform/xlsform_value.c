/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of single cells.
 */
#include <stdio.h>
#include <string.h>

#include "parsers/config/text_check.h"
#include "parsers/survey/xlsform/xlsform_private.h"

enum { NAME_MAX_BYTES = 64 };

bool
xlsform_read_truth(const char *text, bool *out)
{
  static const struct {
    const char *text;
    bool is;
  } rows[] = {
      {"yes", true},    {"true", true},     {"true()", true}, {"ja", true},
      {"wahr", true},   {"x", true},        {"1", true},      {"no", false},
      {"false", false}, {"false()", false}, {"nein", false},  {"falsch", false},
      {"0", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (g_ascii_strcasecmp(rows[i].text, text) != 0)
      continue;
    *out = rows[i].is;
    return true;
  }
  return false;
}

bool
xlsform_read_count(const char *text, unsigned max, unsigned *out)
{
  char *end = NULL;
  if (!g_ascii_isdigit(*text))
    return false;
  guint64 value = g_ascii_strtoull(text, &end, 10);
  if (value > max || (*end != '\0' && strcmp(end, ".0") != 0))
    return false;
  *out = (unsigned)value;
  return true;
}

bool
xlsform_is_name(const char *text)
{
  if (!g_ascii_isalpha(*text) && *text != '_')
    return false;
  const char *at = text;
  while (*at != '\0' && (g_ascii_isalnum(*at) || strchr("-_.", *at) != NULL))
    at++;
  return *at == '\0' && at - text <= NAME_MAX_BYTES;
}

/* What begins with a day; the rest behind it, NULL: it does not. */
static const char *
read_day(const char *text, int *year, int *month, int *day)
{
  int used = 0;
  if (sscanf(text, "%4d-%2d-%2d%n", year, month, day, &used) == 3)
    return text + used;
  if (sscanf(text, "%2d.%2d.%4d%n", day, month, year, &used) == 3)
    return text + used;
  return NULL;
}

char *
xlsform_read_moment(const char *text, const char *clock)
{
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, used = 0;
  const char *rest = read_day(text, &year, &month, &day);
  g_autofree char *moment = NULL;
  if (rest == NULL)
    return NULL;
  if (*rest == '\0') {
    moment = g_strdup_printf("%04d-%02d-%02d %s", year, month, day, clock);
  } else {
    if ((*rest != ' ' && *rest != 'T') ||
        sscanf(rest + 1, "%2d:%2d%n", &hour, &minute, &used) != 2)
      return NULL;
    rest += 1 + used;
    moment = g_strdup_printf("%04d-%02d-%02d %02d:%02d", year, month, day, hour,
                             minute);
  }
  bool fine = (*rest == '\0' || strcmp(rest, ":00") == 0) &&
              text_check_moment(moment) == NULL;
  return fine ? g_steal_pointer(&moment) : NULL;
}
