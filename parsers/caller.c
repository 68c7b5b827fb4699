/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses and numbers are taken out of the text piece by piece; what remains
 * is the name.
 */
#include "parsers/caller.h"

#include <string.h>

#include "parsers/command.h"
#include "parsers/config/text_check.h"
#include "parsers/sms/e164.h"

/* Fewer digits are a house number, a postal code, an age. */
enum { NUMBER_DIGITS_MIN = 6 };

void
caller_free(Caller *caller)
{
  if (caller == NULL)
    return;
  g_free(caller->name);
  g_free(caller->address);
  g_ptr_array_unref(caller->numbers);
  g_free(caller);
}

static bool
ends_address(char c)
{
  return c == '\0' || strchr(" \t,;<>()", c) != NULL;
}

/* Take out the first address; false: it cannot be one. */
static bool
take_address(GString *text, Caller *caller)
{
  const char *at = strchr(text->str, '@');
  if (at == NULL)
    return true;
  size_t begin = (size_t)(at - text->str), end = begin;
  while (begin > 0 && !ends_address(text->str[begin - 1]))
    begin--;
  while (!ends_address(text->str[end]))
    end++;
  caller->address = g_strndup(text->str + begin, end - begin);
  g_string_erase(text, (gssize)begin, (gssize)(end - begin));
  return text_check_email(caller->address) == NULL;
}

/* The piece at `p` that holds nothing but digits and what may stand between
 * them; its end is behind its last digit. */
static const char *
number_end(const char *p, unsigned *out_digits)
{
  const char *end = p;
  *out_digits = 0;
  for (const char *q = p; *q != '\0'; q = g_utf8_next_char(q)) {
    if (g_ascii_isdigit(*q)) {
      end = q + 1;
      ++*out_digits;
    } else if (!(*q == '+' && q == p) && !e164_is_filler(g_utf8_get_char(q))) {
      break;
    }
  }
  return end;
}

static char *
digits_of(const char *written)
{
  GString *digits = g_string_new(NULL);
  for (const char *p = written; *p != '\0'; p++)
    if (g_ascii_isdigit(*p))
      g_string_append_c(digits, *p);
  return g_string_free(digits, FALSE);
}

/* Without its area code a number is kept: somebody may call it. */
static bool
add_number(Caller *caller, const char *written)
{
  char *number = e164_normalise(written, E164_MODE_USER);
  if (number == NULL && (written[0] == '+' || written[0] == '0'))
    return false;
  g_ptr_array_add(caller->numbers,
                  number != NULL ? number : digits_of(written));
  return true;
}

/* Take out all numbers; false: one begins like a whole one and is none. */
static bool
take_numbers(GString *text, Caller *caller)
{
  size_t at = 0;
  while (text->str[at] != '\0') {
    size_t skip = strcspn(text->str + at, "+0123456789");
    const char *begin = text->str + at + skip;
    unsigned digits;
    size_t length = (size_t)(number_end(begin, &digits) - begin);
    at += skip;
    if (digits == 0 || (digits < NUMBER_DIGITS_MIN && *begin != '+')) {
      at += MAX(length, *begin == '\0' ? 0 : 1);
      continue;
    }
    g_autofree char *written = g_strndup(begin, length);
    if (!add_number(caller, written))
      return false;
    g_string_erase(text, (gssize)at, (gssize)length);
  }
  return true;
}

/* What announced a number or an address, and is no name. */
static bool
is_label(const char *word)
{
  static const char *const labels[] = {
      "tel",    "telefon", "mobil", "handy", "fax",       "festnetz",
      "mail",   "email",   "phone", "cell",  "telephone", "landline",
      "mobile", "nummer",  "nr",    "",
  };
  g_autofree char *folded = command_fold(word);
  g_strdelimit(folded, "()<>,;/", ' ');
  g_strstrip(folded);
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
    if (strcmp(folded, labels[i]) == 0)
      return true;
  return false;
}

/* Without labels, and commas that nothing stands between any more.  NULL:
 * nothing is left. */
static char *
name_of(const GString *text)
{
  g_auto(GStrv) words = g_strsplit_set(text->str, " \t", -1);
  GString *name = g_string_new(NULL);
  for (size_t i = 0; words[i] != NULL; i++)
    if (!is_label(words[i]))
      g_string_append_printf(name, "%s%s", name->len == 0 ? "" : " ", words[i]);
  while (name->len > 0 && strchr(" ,;:<(", name->str[name->len - 1]) != NULL)
    g_string_truncate(name, name->len - 1);
  if (name->len == 0) {
    (void)g_string_free(name, TRUE);
    return NULL;
  }
  char *cut = g_utf8_substring(
      name->str, 0, MIN(g_utf8_strlen(name->str, -1), CALLER_NAME_MAX));
  (void)g_string_free(name, TRUE);
  return cut;
}

Caller *
caller_parse(const char *text)
{
  g_autoptr(Caller) caller = g_new0(Caller, 1);
  caller->numbers = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) rest = g_string_new(text);
  if (!take_address(rest, caller) || !take_numbers(rest, caller))
    return NULL;
  caller->name = name_of(rest);
  return g_steal_pointer(&caller);
}

/* The first word of each language is the one that is told. */
typedef struct Origin {
  const char *name;
  const char *german[4], *english[4];
} Origin;

static const Origin origins[] = {
    {"phone", {"telefon", "anruf", "tel"}, {"phone", "telephone", "call"}},
    {"visit", {"vorsprache", "besuch", "schalter"}, {"visit", "counter"}},
    {"letter", {"brief", "post"}, {"letter"}},
    {"fax", {"fax"}, {"fax"}},
};

static bool
names(const char *const words[4], const char *word)
{
  for (size_t i = 0; i < 4 && words[i] != NULL; i++) {
    g_autofree char *folded = command_fold(words[i]);
    if (strcmp(folded, word) == 0)
      return true;
  }
  return false;
}

const char *
caller_origin_find(const char *word)
{
  g_autofree char *folded = command_fold(word);
  for (size_t i = 0; i < G_N_ELEMENTS(origins); i++)
    if (names(origins[i].german, folded) || names(origins[i].english, folded))
      return origins[i].name;
  return NULL;
}

const char *
caller_origin_choices(bool german)
{
  return german ? "telefon, vorsprache, brief, fax"
                : "phone, visit, letter, fax";
}

const char *
caller_origin_word(const char *origin, bool german)
{
  for (size_t i = 0; i < G_N_ELEMENTS(origins); i++)
    if (strcmp(origins[i].name, origin) == 0)
      return german ? origins[i].german[0] : origins[i].english[0];
  g_assert_not_reached();
}
