/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers in their order; what stands between them is not looked at.
 */
#include "parsers/photo/photo_time.h"

#include <stdbool.h>

#include <glib.h>

enum {
  YEAR_MIN = 1826, /* the first photo; scanned ones are dated by hand */
  YEAR_MAX = 9999,
  OFFSET_HOURS_MAX = 14, /* Kiribati */
};

/* The next number of at most `digits` digits, after at most one mark. */
static bool
take_number(const char **at, int digits, int *out)
{
  int value = 0, seen = 0;
  while (**at == ' ')
    (*at)++;
  for (; seen < digits && g_ascii_isdigit(**at); seen++)
    value = 10 * value + *(*at)++ - '0';
  *out = value;
  return seen > 0;
}

static void
skip_mark(const char **at)
{
  if (**at != '\0' && !g_ascii_isdigit(**at))
    (*at)++;
}

/* "+02:00", "+0200", "Z"; false for all else. */
static bool
offset_read(const char *text, int *out_minutes)
{
  const char *at = text;
  int hours, minutes;
  *out_minutes = 0;
  if (*at == 'Z')
    return true;
  char sign = *at;
  if (sign != '+' && sign != '-')
    return false;
  at++;
  if (!take_number(&at, 2, &hours))
    return false;
  skip_mark(&at);
  if (!take_number(&at, 2, &minutes) || hours > OFFSET_HOURS_MAX ||
      minutes > 59)
    return false;
  *out_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

char *
photo_time_read(const char *time, const char *offset)
{
  static const int digits[] = {4, 2, 2, 2, 2, 2};
  int n[G_N_ELEMENTS(digits)], minutes = 0;
  const char *at = time;
  for (size_t i = 0; i < G_N_ELEMENTS(digits); i++) {
    if (at == NULL || !take_number(&at, digits[i], &n[i]))
      return NULL;
    skip_mark(&at);
  }
  if (n[0] < YEAR_MIN || n[0] > YEAR_MAX || n[1] < 1 || n[1] > 12 ||
      !g_date_valid_dmy((GDateDay)n[2], (GDateMonth)n[1], (GDateYear)n[0]) ||
      n[3] > 23 || n[4] > 59 || n[5] > 59)
    return NULL;
  GString *out = g_string_new(NULL);
  g_string_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d", n[0], n[1], n[2], n[3],
                  n[4], n[5]);
  if (offset != NULL && offset_read(offset, &minutes))
    g_string_append_printf(out, "%c%02d:%02d", minutes < 0 ? '-' : '+',
                           ABS(minutes) / 60, ABS(minutes) % 60);
  return g_string_free(out, FALSE);
}
