/* SPDX-License-Identifier: Apache-2.0
 *
 * By the words in front of digits ("Durchwahl -417", "Zimmer 2.14"), and by
 * the form of the digits ("+49 381 …", "0381/123-456").
 */
#include "parsers/reply/direct_number.h"

#include <string.h>

#include <glib.h>

enum {
  /* "030 12345" is the shortest with an area code; a postcode has 5. */
  NUMBER_DIGITS_MIN = 7,
  LABEL_GAP_MAX = 14,  /* "Tel.: (dienstlich) 417" */
  ALONE_WORDS_MAX = 5, /* besides label and number */
};

/* Case folded; one of them, then digits. */
static const char *const label_table[] = {
    "tel",
    "telefon",
    "telefonnummer",
    "tel.-nr",
    "fon",
    "phone",
    "telephone",
    "mobil",
    "mobile",
    "mobiltelefon",
    "handy",
    "diensthandy",
    "handynummer",
    "fax",
    "telefax",
    "pc-fax",
    "durchwahl",
    "dw",
    "apparat",
    "app",
    "hausapparat",
    "hausruf",
    "nebenstelle",
    "nst",
    "zimmer",
    "zi",
    "raum",
    "büro",
    "room",
    "ext",
    "extension",
    "bürozimmer",
    "zimmernummer",
    "cell",
    "dienstl",
    "t",
    "m",
    "f",
    "tel.nr",
    "rufnummer",
    "whatsapp",
};

static bool
is_letter(char byte)
{
  return g_ascii_isalpha(byte) || (unsigned char)byte >= 0xc3;
}

/* Behind a label of the table at the beginning of a word; NULL: none. */
static const char *
skip_label(const char *at)
{
  const char *longest = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(label_table); i++) {
    size_t size = strlen(label_table[i]);
    if (strncmp(at, label_table[i], size) != 0)
      continue; /* nor may its end be looked at */
    const char *end = at + size;
    /* "t" and "app" are labels with ":" or "." only. */
    bool bounded = size == 1 || strcmp(label_table[i], "app") == 0
                       ? *end == ':' || *end == '.'
                       : !is_letter(*end);
    if (bounded && (longest == NULL || end > longest))
      longest = end;
  }
  return longest;
}

/* The numbers that are everybody's. */
static bool
is_public(const char *at, size_t digits)
{
  static const char *const numbers[] = {"110", "112", "115", "116117"};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (digits == strlen(numbers[i]) && strncmp(at, numbers[i], digits) == 0)
      return true;
  return g_str_has_prefix(at, "0800");
}

/* Are there digits, two and more, soon behind a label, no date among them? */
static bool
digits_follow(const char *end)
{
  const char *limit = end;
  while (*limit != '\0' && limit - end < LABEL_GAP_MAX &&
         !g_ascii_isdigit(*limit))
    limit++;
  /* No sentence lies between them. */
  for (const char *at = end; at < limit; at++)
    if (is_letter(*at) && strchr("(", *end) == NULL && at - end > 6)
      return false;
  if (*limit == '0' || *limit == '(')
    return false; /* a number in full is looked at as such */
  size_t digits = strspn(limit, "0123456789");
  return (digits >= 2 && !is_public(limit, digits)) ||
         (digits == 1 && strchr("./-", limit[1]) != NULL &&
          g_ascii_isdigit(limit[2]));
}

/* "21.05.2026", "1.5.26" at `at`: its bytes; else 0. */
static size_t
date_size(const char *at)
{
  size_t size = 0;
  for (int i = 0; i < 3; i++) {
    size_t digits = strspn(at + size, "0123456789");
    bool fits = i == 2 ? digits == 2 || digits == 4 : digits >= 1 && digits < 3;
    if (!fits || (i < 2 && at[size + digits] != '.'))
      return 0;
    size += digits + (i < 2 ? 1 : 0);
  }
  return size;
}

/* A telephone number in full at `at`; returns behind it, or NULL. */
static const char *
skip_number(const char *at)
{
  const char *begin = at + strspn(at, "(");
  if ((*begin != '+' && *begin != '0') || g_str_has_prefix(begin, "0800"))
    return NULL;
  unsigned digits = 0;
  const char *end = at;
  for (const char *i = at; *i != '\0'; i++) {
    if (g_ascii_isdigit(*i)) {
      digits++;
      end = i + 1;
    } else if (g_str_has_prefix(i, "–") || g_str_has_prefix(i, "‑")) {
      i += 2; /* three bytes */
    } else if (strchr(" -/().+", *i) == NULL) {
      break;
    }
  }
  /* "381-0" is the switchboard. */
  bool central = end - at > 2 && strncmp(end - 2, "-0", 2) == 0;
  return digits >= NUMBER_DIGITS_MIN && !central ? end : NULL;
}

/* "p.mueller@", "peter-mueller@", "mueller_p@": of a person. */
static bool
is_personal_address(const char *begin, const char *sign)
{
  for (const char *at = begin; at < sign; at++)
    if (strchr("._-", *at) != NULL)
      return true;
  return false;
}

static bool
is_word_start(const char *bare, const char *at)
{
  return at == bare || !(is_letter(at[-1]) || g_ascii_isdigit(at[-1]) ||
                         strchr("-/.,@_+", at[-1]) != NULL);
}

/* Behind what begins at `at`; NULL when it is none. */
static const char *
skip_direct(const char *at)
{
  const char *label = skip_label(at);
  if (label != NULL && digits_follow(label)) {
    const char *digits = strpbrk(label, "0123456789");
    const char *number = skip_number(digits);
    return number != NULL ? number : digits + strspn(digits, "0123456789.-/ ");
  }
  return date_size(at) > 0 ? NULL : skip_number(at);
}

static bool
holds_personal_address(const char *bare)
{
  for (const char *sign = strchr(bare, '@'); sign != NULL;
       sign = strchr(sign + 1, '@')) {
    const char *begin = sign;
    while (begin > bare &&
           (g_ascii_isalnum(begin[-1]) || strchr("._-+", begin[-1]) != NULL))
      begin--;
    if (is_personal_address(begin, sign) && g_ascii_isalnum(sign[1]))
      return true;
  }
  return false;
}

/* The first such number; NULL when there is none. */
static const char *
find_direct(const char *bare, const char **out_end)
{
  static const char *const signs[] = {"☎", "☏", "✆", "📞", "📱"};
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
    const char *at = strstr(bare, signs[i]);
    *out_end = at == NULL ? NULL : at + strlen(signs[i]);
    if (at != NULL)
      return at;
  }
  for (const char *at = bare; *at != '\0'; at++)
    if (is_word_start(bare, at) && (*out_end = skip_direct(at)) != NULL)
      return at;
  return NULL;
}

bool
direct_number_in(const char *bare)
{
  const char *end = NULL;
  return find_direct(bare, &end) != NULL || holds_personal_address(bare);
}

bool
direct_number_alone(const char *bare)
{
  const char *end = NULL;
  const char *begin = find_direct(bare, &end);
  unsigned words = 0;
  if (begin == NULL)
    return strchr(bare, '@') != NULL && strchr(bare, ' ') == NULL;
  /* Names and further numbers may stand around it, a sentence may not. */
  for (const char *at = bare; *at != '\0'; at++)
    words += is_letter(*at) && (at == bare || at[-1] == ' ') ? 1 : 0;
  size_t size = strlen(bare);
  return words <= ALONE_WORDS_MAX && strchr("!?", bare[size - 1]) == NULL;
}
