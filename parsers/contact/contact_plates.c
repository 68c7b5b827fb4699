/* SPDX-License-Identifier: Apache-2.0
 *
 * Plates of cars within a line.  A German one is a district of one to three
 * letters, one or two letters, one to four digits (FZV annex 1); others are
 * known by the word before them.
 */
#include "parsers/contact/contact_private.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/contact/contact_mask.h"

enum {
  DISTRICT_LETTERS_MAX = 3,
  SERIES_LETTERS_MAX = 2,
  DIGITS_MAX = 4,
  FOREIGN_BYTES_MAX = 12, /* "AA-123-BB", "BL 12 ABCD" with all separators */
};

static const char separators[] =
    " -:\xc2\xb7"; /* with the middle dot's bytes */

/* How many capital letters stand here, `max` at most; *out_bytes: their size.
 * One more than `max` is a word. */
static size_t
capitals(const char *at, size_t max, size_t *out_bytes)
{
  const char *end = at;
  size_t count = 0;
  while (count <= max && g_unichar_isupper(g_utf8_get_char(end))) {
    end = g_utf8_next_char(end);
    count++;
  }
  *out_bytes = (size_t)(end - at);
  return count;
}

/* "DIN A 4" is paper. */
static bool
is_paper(const char *at)
{
  return g_str_has_prefix(at, "DIN ");
}

static size_t
german_length(const char *at)
{
  size_t size, series;
  size_t letters = capitals(at, DISTRICT_LETTERS_MAX, &size);
  if (letters == 0 || letters > DISTRICT_LETTERS_MAX || is_paper(at))
    return 0;
  size_t between = strspn(at + size, separators);
  size += between;
  letters = capitals(at + size, SERIES_LETTERS_MAX, &series);
  if (between == 0 || between > 2 || letters == 0 ||
      letters > SERIES_LETTERS_MAX)
    return 0;
  size += series;
  size += strspn(at + size, " -") > 1 ? 0 : strspn(at + size, " -");
  size_t digits = strspn(at + size, "0123456789");
  if (digits == 0 || digits > DIGITS_MAX)
    return 0;
  size += digits;
  /* Electric and historic cars. */
  if ((at[size] == 'E' || at[size] == 'H') && !g_ascii_isalnum(at[size + 1]))
    size++;
  return g_unichar_isalnum(g_utf8_get_char(at + size)) ? 0 : size;
}

/* The word that tells of a plate, and what joins them. */
static size_t
label_length(const char *at)
{
  static const char *const labels[] = {"kfz-kennzeichen",
                                       "autokennzeichen",
                                       "kennzeichen",
                                       "nummernschild",
                                       "kfz",
                                       "license plate",
                                       "licence plate",
                                       "number plate",
                                       "registration"};
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    size_t size = strlen(labels[i]);
    if (g_ascii_strncasecmp(at, labels[i], size) != 0)
      continue;
    size += strspn(at + size, " :=-");
    static const char *const joins[] = {"ist ", "lautet ", "war ", "is ",
                                        "was "};
    for (size_t k = 0; k < G_N_ELEMENTS(joins); k++)
      if (g_str_has_prefix(at + size, joins[k]))
        size += strlen(joins[k]);
    return size;
  }
  return 0;
}

/* Letters and digits in groups, with at least a digit among them. */
static size_t
foreign_length(const char *at)
{
  size_t size = 0, end = 0;
  bool digit = false;
  while (size < FOREIGN_BYTES_MAX && g_ascii_isalnum(at[size])) {
    size_t group = 0;
    bool has_digit = false;
    while (g_ascii_isalnum(at[size + group]))
      has_digit = g_ascii_isdigit(at[size + group++]) || has_digit;
    /* A word of small letters goes on about the matter. */
    if (!has_digit && (group > 4 || (digit && g_ascii_islower(at[size]))))
      break;
    digit = digit || has_digit;
    size += group;
    end = size;
    size += at[size] == ' ' || at[size] == '-' || at[size] == ':' ? 1 : 0;
  }
  return digit ? end : 0;
}

static size_t
plate_length(const char *at, size_t *out_kept)
{
  *out_kept = 0;
  size_t length = german_length(at);
  if (length > 0)
    return length;
  *out_kept = label_length(at);
  if (*out_kept == 0)
    return 0;
  length = german_length(at + *out_kept);
  return length > 0 ? length : foreign_length(at + *out_kept);
}

char *
contact_mask_plates(const char *line)
{
  GString *kept = g_string_new(NULL);
  gunichar before = ' ';
  for (const char *at = line; *at != '\0';) {
    size_t label = 0;
    size_t length = g_unichar_isalnum(before) ? 0 : plate_length(at, &label);
    if (length > 0) {
      g_string_append_len(kept, at, (gssize)label);
      g_string_append(kept, CONTACT_MASK);
      at += label + length;
      before = ']';
      continue;
    }
    before = g_utf8_get_char(at);
    g_string_append_unichar(kept, before);
    at = g_utf8_next_char(at);
  }
  return g_string_free(kept, FALSE);
}
