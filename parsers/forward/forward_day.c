/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates as a row of numbers and words; what stands between them tells little.
 */
#include "parsers/forward/forward_day.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "parsers/fold.h"

enum {
  DAY_PIECES_MAX = 24, /* a date, a time and a zone; the rest is a name */
  DAY_WORD_MAX = 12,   /* bytes; no month is longer, but for its end */
  DAY_YEAR_MIN = 1990,
  DAY_YEAR_MAX = 2199,
};

/* By their first letters, folded; index + 1 is the month. */
static const char *const month_table[][3] = {
    {"jan", "jän", NULL}, {"feb", NULL, NULL},  {"mar", "mär", "mrz"},
    {"apr", NULL, NULL},  {"mai", "may", NULL}, {"jun", NULL, NULL},
    {"jul", NULL, NULL},  {"aug", NULL, NULL},  {"sep", NULL, NULL},
    {"oct", "okt", NULL}, {"nov", NULL, NULL},  {"dec", "dez", NULL},
};

/* A number, or a word that names a month. */
typedef struct Piece {
  int number; /* of a month its number */
  bool is_month;
  char after; /* the byte behind it */
} Piece;

typedef struct Pieces {
  Piece pieces[DAY_PIECES_MAX];
  size_t count;
} Pieces;

/* 0: none. */
static int
month_of(const char *word)
{
  for (size_t i = 0; i < G_N_ELEMENTS(month_table); i++)
    for (size_t j = 0; j < G_N_ELEMENTS(month_table[i]); j++)
      if (month_table[i][j] != NULL &&
          g_str_has_prefix(word, month_table[i][j]))
        return (int)i + 1;
  return 0;
}

static const char *
letters_end(const char *at)
{
  while (*at != '\0' && g_unichar_isalpha(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at;
}

static void
cut(const char *text, Pieces *out)
{
  out->count = 0;
  for (const char *at = text; *at != '\0' && out->count < DAY_PIECES_MAX;) {
    size_t digits = strspn(at, "0123456789");
    const char *end = digits > 0 ? at + digits : letters_end(at);
    if (digits > 0 && digits <= 4)
      out->pieces[out->count++] =
          (Piece){(int)g_ascii_strtoll(at, NULL, 10), false, *end};
    size_t size = (size_t)(end - at);
    if (digits == 0 && size > 0 && size <= DAY_WORD_MAX) {
      g_autofree char *word = g_strndup(at, size);
      int month = month_of(word);
      if (month > 0)
        out->pieces[out->count++] = (Piece){month, true, *end};
    }
    at = end > at ? end : g_utf8_next_char(at);
  }
}

static bool
is_year(int number)
{
  return number >= DAY_YEAR_MIN && number <= DAY_YEAR_MAX;
}

static char *
day_of(int year, int month, int day)
{
  if (!is_year(year) || month < 1 || day < 1 ||
      !g_date_valid_dmy((GDateDay)MIN(day, 32), (GDateMonth)MIN(month, 13),
                        (GDateYear)year))
    return NULL;
  return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* "21. Mai 2026", "May 21st, 2026", "21 May 2026". */
static char *
with_month(const Pieces *read, size_t i)
{
  const Piece *pieces = read->pieces;
  size_t next = i + 1;
  bool before = i > 0 && !pieces[i - 1].is_month && pieces[i - 1].number <= 31;
  if (next >= read->count)
    return NULL;
  if (before && is_year(pieces[next].number))
    return day_of(pieces[next].number, pieces[i].number, pieces[i - 1].number);
  if (next + 1 < read->count && is_year(pieces[next + 1].number))
    return day_of(pieces[next + 1].number, pieces[i].number,
                  pieces[next].number);
  return NULL;
}

/* "2026-05-21", "21.05.2026", "21/5/2026", "5/21/2026". */
static char *
with_numbers(const Pieces *read, size_t i)
{
  const Piece *p = read->pieces + i;
  if (i + 2 >= read->count || p[0].is_month || p[1].is_month ||
      p[0].after != p[1].after || strchr("-./", p[0].after) == NULL)
    return NULL;
  if (is_year(p[0].number))
    return day_of(p[0].number, p[1].number, p[2].number);
  if (p[0].after == '.' || p[0].number > 12)
    return day_of(p[2].number, p[1].number, p[0].number);
  bool is_either = p[1].number <= 12 && p[0].number != p[1].number;
  return is_either ? NULL : day_of(p[2].number, p[0].number, p[1].number);
}

char *
forward_day_read(const char *value)
{
  if (value == NULL)
    return NULL;
  g_autofree char *folded = fold_case(value, strlen(value));
  Pieces read;
  cut(folded, &read);
  for (size_t i = 0; i < read.count; i++) {
    char *day =
        read.pieces[i].is_month ? with_month(&read, i) : with_numbers(&read, i);
    if (day != NULL)
      return day;
  }
  return NULL;
}
