/* SPDX-License-Identifier: Apache-2.0
 *
 * From a text to units, in one pass over its lines.
 */
#include "parsers/matters/matters_private.h"

#include <string.h>

#include "parsers/fold.h"
#include "parsers/reply/reply_words.h"

enum {
  GREETING_BYTES_MAX = 60, /* a longer line says something besides */
  CLOSING_BYTES_MAX = 60,
  SIGN_BYTES_MAX = 80, /* that are folded to see how a line begins */
};

/* What has been read so far. */
typedef struct Cutter {
  GArray *units;     /* MattersUnit */
  MattersUnit unit;  /* the open one; begin NULL: none */
  bool after_blank;  /* the line before was empty */
  unsigned expected; /* the next number of the list */
} Cutter;

static void
trim(MattersUnit *unit)
{
  while (unit->begin < unit->end && g_ascii_isspace(*unit->begin))
    unit->begin++;
  while (unit->end > unit->begin && g_ascii_isspace(unit->end[-1]))
    unit->end--;
}

static void
close_unit(Cutter *cutter, const char *end)
{
  if (cutter->unit.begin == NULL)
    return;
  cutter->unit.end = end;
  trim(&cutter->unit);
  if (cutter->unit.begin < cutter->unit.end &&
      cutter->units->len <= MATTERS_UNITS_MAX)
    g_array_append_val(cutter->units, cutter->unit);
  cutter->unit = (MattersUnit){0};
}

static void
open_unit(Cutter *cutter, const char *begin, MattersSign sign, unsigned number)
{
  close_unit(cutter, begin);
  cutter->unit = (MattersUnit){.begin = begin, .sign = sign, .number = number};
}

/* The first bytes at `at` in small letters; owned. */
static char *
folded_at(const char *at, const char *end)
{
  size_t size = MIN((size_t)(end - at), (size_t)SIGN_BYTES_MAX);
  while (size > 0 && at + size < end &&
         ((unsigned char)at[size] & 0xc0) == 0x80)
    size--;
  return fold_case(at, size);
}

/* "1", "12", "b": the number at `at`, and where it ends; 0: none. */
static unsigned
read_count(const char *at, const char *end, const char **out_after)
{
  *out_after = at + 1;
  if (g_ascii_isalpha(*at))
    return (unsigned)(g_ascii_tolower(*at) - 'a') + 1;
  unsigned number = 0;
  const char *after = at;
  while (after < end && after < at + 2 && g_ascii_isdigit(*after))
    number = number * 10 + (unsigned)(*after++ - '0');
  *out_after = after;
  return number;
}

/* What may stand behind a number; a letter needs its bracket. */
static bool
closes_count(const char *after, const char *end, bool letter)
{
  return after < end && strchr(letter ? ")" : ").:", *after) != NULL;
}

/* "1. ", "2) ", "b) ", "(3) ": the bytes of the mark when it is the next of its
 * list; else 0. */
static size_t
numbered_size(const Cutter *cutter, const char *at, const char *end,
              unsigned *out_number)
{
  const char *mark = at + (*at == '(' ? 1 : 0);
  const char *after;
  unsigned number = read_count(mark, end, &after);
  if (number != cutter->expected ||
      !closes_count(after, end, g_ascii_isalpha(*mark)))
    return 0;
  const char *words = after + 1;
  while (words < end && (*words == ' ' || *words == '\t'))
    words++;
  g_autofree char *folded = folded_at(words, end);
  if (words == after + 1 || *folded == '\0' ||
      (*after == '.' && matters_is_date(folded)))
    return 0;
  *out_number = number;
  return (size_t)(words - at);
}

/* "Punkt 1: ", "erstens ": the bytes before what it says. */
static size_t
worded_size(const Cutter *cutter, const char *at, const char *end,
            unsigned *out_number)
{
  static const char *const heads[] = {
      "punkt ", "thema ", "anliegen ", "meldung ", "point ", "issue ", "nr. "};
  g_autofree char *folded = folded_at(at, end);
  unsigned number = matters_ordinal(folded);
  if (number != 0 && number == cutter->expected) {
    *out_number = number;
    return strcspn(folded, " ,:\n");
  }
  for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
    if (g_str_has_prefix(folded, heads[i])) {
      size_t head = strlen(heads[i]);
      size_t rest = numbered_size(cutter, at + head, end, out_number);
      return rest == 0 ? 0 : head + rest;
    }
  return 0;
}

static size_t
bullet_size(const char *at, const char *end)
{
  static const char *const bullets[] = {"- ", "– ", "— ", "• ",
                                        "* ", "· ", "+ ", "-\t"};
  for (size_t i = 0; i < G_N_ELEMENTS(bullets); i++) {
    size_t size = strlen(bullets[i]);
    if ((size_t)(end - at) > size && strncmp(at, bullets[i], size) == 0)
      return size;
  }
  return 0;
}

/* Does something new begin here?  Then it is opened. */
static bool
begin_sign(Cutter *cutter, const char *at, const char *end, bool line)
{
  unsigned number = 0;
  size_t size = numbered_size(cutter, at, end, &number);
  if (size == 0)
    size = worded_size(cutter, at, end, &number);
  if (size > 0) {
    open_unit(cutter, at, MATTERS_SIGN_NUMBERED, number);
    cutter->unit.begin = at + size;
    cutter->expected = number + 1;
    return true;
  }
  size = line ? bullet_size(at, end) : 0;
  if (size > 0) {
    open_unit(cutter, at, MATTERS_SIGN_BULLET, 0);
    cutter->unit.begin = at + size;
    return true;
  }
  g_autofree char *folded = folded_at(at, end);
  if (matters_besides(folded) == 0)
    return false;
  open_unit(cutter, at, MATTERS_SIGN_BESIDES, 0);
  return true;
}

/* Sentences of a line that begin another matter: ". Außerdem", "aus 2) Müll".
 * A number in the middle of a line needs its bracket. */
static void
scan_line(Cutter *cutter, const char *from, const char *end)
{
  for (const char *at = from; at + 1 < end; at++) {
    bool bracket = *at == ' ' && end - at > 3 && g_ascii_isdigit(at[1]) &&
                   at[2] == ')' && at[3] == ' ';
    bool sentence = strchr(".!?;", *at) != NULL && at[1] == ' ';
    if (bracket || (sentence && !g_ascii_isdigit(at[2])))
      (void)begin_sign(cutter, at + (bracket ? 1 : 2), end, false);
  }
}

/* The line from which on the letter is another's or no letter any more. */
static bool
ends_letter(const char *at, const char *end, const char *folded)
{
  if (*at == '>' || g_str_has_prefix(at, "│") ||
      g_str_has_prefix(at, "-----") || strncmp(at, "-- \n", 4) == 0 ||
      g_str_has_prefix(folded, "von: ") || g_str_has_prefix(folded, "from: "))
    return true;
  return end - at <= CLOSING_BYTES_MAX && reply_words_close(folded, true);
}

/* "Guten Tag,"; a line that says something besides is none. */
static bool
greets(const char *at, const char *end, const char *folded)
{
  size_t size = (size_t)(end - at);
  bool alone = strchr(",!", end[-1]) != NULL || memchr(at, ' ', size) == NULL;
  return size <= GREETING_BYTES_MAX && alone && matters_is_greeting(folded);
}

/* false: nothing after this line counts. */
static bool
take_line(Cutter *cutter, const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  if (at == end || (end - at == 1 && *at == '\r')) {
    cutter->after_blank = true;
    return true;
  }
  g_autofree char *folded = folded_at(at, end);
  if (ends_letter(at, end, folded)) {
    close_unit(cutter, at);
    return false;
  }
  if (cutter->units->len == 0 && cutter->unit.begin == NULL &&
      greets(at, end, folded))
    return true;
  if (!begin_sign(cutter, at, end, true) &&
      (cutter->after_blank || cutter->unit.begin == NULL))
    open_unit(cutter, at, MATTERS_SIGN_NONE, 0);
  cutter->after_blank = false;
  scan_line(cutter, at, end);
  return true;
}

GArray *
matters_units(const char *text)
{
  Cutter cutter = {.units = g_array_new(FALSE, FALSE, sizeof(MattersUnit)),
                   .expected = 1};
  const char *at = text;
  bool goes_on = true;
  while (goes_on && *at != '\0') {
    const char *end = at + strcspn(at, "\n");
    goes_on = take_line(&cutter, at, end);
    at = *end == '\0' ? end : end + 1;
  }
  if (goes_on)
    close_unit(&cutter, at);
  return cutter.units;
}
