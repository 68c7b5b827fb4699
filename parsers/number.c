/* SPDX-License-Identifier: Apache-2.0
 *
 * Ticket numbers: printing, the Damm check digit, and reading what people make
 * of them.
 */
#include "parsers/number.h"

#include <string.h>

#include <glib.h>

#define YEAR_DIGITS 2
#define SERIAL_DIGITS_MIN 5
#define SERIAL_DIGITS_MAX 9
/* Year, serial and check digit written together. */
#define JOINED_MIN (YEAR_DIGITS + SERIAL_DIGITS_MIN + 1)
#define JOINED_MAX (YEAR_DIGITS + SERIAL_DIGITS_MAX + 1)
#define GROUPS_MAX 6

/* The digits of a text and where its groups end. */
typedef struct Groups {
  char digits[JOINED_MAX + 3]; /* room for a year of four digits and NUL */
  size_t total;
  size_t size[GROUPS_MAX];
  size_t count;
} Groups;

/* Quasigroup of order 10 from Damm's thesis; its diagonal is zero. */
static const uint8_t damm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

unsigned
number_check_digit(unsigned year, uint32_t serial)
{
  char digits[NUMBER_TEXT_SIZE];
  unsigned interim = 0;

  g_assert(year <= 99 && serial <= NUMBER_SERIAL_MAX);
  g_snprintf(digits, sizeof digits, "20%02u%05u", year, serial);
  for (const char *p = digits; *p; p++)
    interim = damm[interim][*p - '0'];
  return interim;
}

void
number_format(const Number *number, char out[static NUMBER_TEXT_SIZE])
{
  if (number->is_short && number->letter)
    g_snprintf(out, NUMBER_TEXT_SIZE, "%c%u", number->letter, number->serial);
  else if (number->is_short)
    g_snprintf(out, NUMBER_TEXT_SIZE, "%u", number->serial);
  else
    g_snprintf(out, NUMBER_TEXT_SIZE, "%02u-%05u-%u", number->year,
               number->serial,
               number_check_digit(number->year, number->serial));
}

void
number_format_digits(const Number *number, char out[static NUMBER_TEXT_SIZE])
{
  g_assert(!number->is_short && number->year <= 99 &&
           number->serial <= NUMBER_SERIAL_MAX);
  g_snprintf(out, NUMBER_TEXT_SIZE, "%02u%05u", number->year, number->serial);
}

/* At most SERIAL_DIGITS_MAX digits, so that the result always fits. */
static uint32_t
read_digits(const char *digits, size_t count)
{
  uint32_t value = 0;

  for (size_t i = 0; i < count; i++)
    value = value * 10 + (uint32_t)(digits[i] - '0');
  return value;
}

bool
number_parse_digits(const char *digits, Number *out)
{
  size_t count = strspn(digits, "0123456789");
  uint32_t serial = 0;

  if (digits[count] != '\0' || count < YEAR_DIGITS + SERIAL_DIGITS_MIN ||
      count > YEAR_DIGITS + SERIAL_DIGITS_MAX)
    return false;
  serial = read_digits(digits + YEAR_DIGITS, count - YEAR_DIGITS);
  if (serial == 0)
    return false;
  *out = (Number){.year = read_digits(digits, YEAR_DIGITS), .serial = serial};
  return true;
}

char *
number_text_of_digits(const char *digits)
{
  Number number;
  char text[NUMBER_TEXT_SIZE];
  if (digits == NULL || !number_parse_digits(digits, &number))
    return NULL;
  number_format(&number, text);
  return g_strdup(text);
}

static bool
is_dash(gunichar c)
{
  return c == '-' || c == 0x00AD || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool
is_separator(gunichar c)
{
  return is_dash(c) || g_unichar_isspace(c) || c == '/' || c == '.';
}

/* Digits in groups; false for any other character or too many digits. */
static bool
read_groups(const char *text, Groups *out)
{
  bool in_group = false;

  memset(out, 0, sizeof *out);
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= '0' && c <= '9') {
      if (!in_group && out->count++ == GROUPS_MAX)
        return false;
      if (out->total + 1 >= sizeof out->digits)
        return false;
      in_group = true;
      out->digits[out->total++] = (char)c;
      out->size[out->count - 1]++;
    } else if (is_separator(c)) {
      in_group = false;
    } else {
      return false;
    }
  }
  return out->total > 0;
}

/* Check and store a full number. */
static bool
accept_full(unsigned year, uint32_t serial, unsigned check, Number *out)
{
  if (serial == 0 || check != number_check_digit(year, serial))
    return false;
  *out = (Number){.year = year, .serial = serial};
  return true;
}

/* "26-417-6" or "2026-00417-6": the separators say what is what. */
static bool
is_structured(const Groups *groups)
{
  return groups->count == 3 && groups->size[2] == 1 &&
         groups->size[1] <= SERIAL_DIGITS_MAX &&
         (groups->size[0] == YEAR_DIGITS ||
          (groups->size[0] == 4 && strncmp(groups->digits, "20", 2) == 0));
}

static bool
accept_groups(const Groups *groups, Number *out)
{
  const char *digits = groups->digits;
  size_t total = groups->total;
  unsigned check = (unsigned)(digits[total - 1] - '0');

  if (is_structured(groups)) {
    size_t year_end = groups->size[0];
    return accept_full(read_digits(digits + year_end - YEAR_DIGITS, 2),
                       read_digits(digits + year_end, groups->size[1]), check,
                       out);
  }
  if (total >= JOINED_MIN && total <= JOINED_MAX)
    return accept_full(read_digits(digits, 2),
                       read_digits(digits + 2, total - 3), check, out);
  if (groups->count == 1 && total < JOINED_MIN && read_digits(digits, total)) {
    *out = (Number){.is_short = true, .serial = read_digits(digits, total)};
    return true;
  }
  return false;
}

/* Without what people put around a number. */
static char *
unwrap(const char *text)
{
  static const char *const words[] = {
      "nr.", "nr", "no.", "#", "ticket", "vorgang", "nummer", "vorgangsnummer"};
  g_autofree char *inner = g_strdup(text);
  const char *begin = NULL;
  size_t length = 0;

  for (char *p = inner; *p; p++) {
    if (strchr("[]():,;!?", *p))
      *p = ' ';
  }
  begin = g_strstrip(inner);
  for (size_t i = G_N_ELEMENTS(words); i-- > 0;) {
    length = strlen(words[i]);
    if (g_ascii_strncasecmp(begin, words[i], length) == 0) {
      begin += length;
      break;
    }
  }
  while (*begin == ' ' || *begin == '#')
    begin++;
  return g_strdup(begin);
}

bool
number_parse(const char *text, Number *out)
{
  g_autofree char *inner = NULL;
  const char *digits = NULL;
  Groups groups;

  if (!g_utf8_validate(text, -1, NULL))
    return false;
  inner = unwrap(text);
  digits = inner;
  if (!g_ascii_isalpha(inner[0]))
    return read_groups(inner, &groups) && accept_groups(&groups, out);
  digits++;
  if (!read_groups(digits, &groups) || groups.count != 1 ||
      groups.total > SERIAL_DIGITS_MAX ||
      read_digits(groups.digits, groups.total) == 0)
    return false;
  *out = (Number){.letter = g_ascii_toupper(inner[0]),
                  .is_short = true,
                  .serial = read_digits(groups.digits, groups.total)};
  return true;
}

/* One or more digits and the dash behind them; NULL when it is not so. */
static const char *
skip_group(const char *p, size_t min, size_t max, bool dash_follows)
{
  size_t count = strspn(p, "0123456789");

  if (count < min || count > max)
    return NULL;
  p += count;
  if (!dash_follows)
    return g_ascii_isalnum(*p) ? NULL : p;
  while (*p == ' ')
    p++;
  if (!is_dash(g_utf8_get_char(p)))
    return NULL;
  p = g_utf8_next_char(p);
  while (*p == ' ')
    p++;
  return p;
}

/* The end of "26-00417-6" at `p`, NULL when none stands there. */
static const char *
full_number_end(const char *p)
{
  size_t year_digits = strspn(p, "0123456789");

  if (year_digits == 3)
    return NULL;
  p = skip_group(p, YEAR_DIGITS, 4, true);
  if (p)
    p = skip_group(p, SERIAL_DIGITS_MIN, SERIAL_DIGITS_MAX, true);
  if (p)
    p = skip_group(p, 1, 1, false);
  return p;
}

bool
number_find(const char *text, Number *out)
{
  if (!g_utf8_validate(text, -1, NULL))
    return false;
  for (const char *p = text; *p; p++) {
    const char *end = NULL;
    g_autofree char *found = NULL;
    if (!g_ascii_isdigit(*p) || (p > text && g_ascii_isalnum(p[-1])))
      continue;
    end = full_number_end(p);
    if (!end)
      continue;
    found = g_strndup(p, (size_t)(end - p));
    if (number_parse(found, out) && !out->is_short)
      return true;
  }
  return false;
}

bool
number_is_mistyped(const char *text)
{
  Number number;
  g_autofree char *digits = g_strdup(text);
  char *last = digits;

  if (number_parse(text, &number))
    return false;
  for (char *p = digits; *p; p++)
    if (g_ascii_isdigit(*p))
      last = p;
  if (!g_ascii_isdigit(*last))
    return false;
  /* Another last digit makes any number right that is one but for that. */
  for (char digit = '0'; digit <= '9'; digit++) {
    *last = digit;
    if (number_parse(digits, &number) && !number.is_short && number.letter == 0)
      return true;
  }
  return false;
}
