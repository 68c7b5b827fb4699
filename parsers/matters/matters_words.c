/* SPDX-License-Identifier: Apache-2.0
 *
 * The words by which people begin the next matter, German and English, folded
 * to small letters (g_utf8_casefold(): ß is ss).
 */
#include "parsers/matters/matters_private.h"

#include <string.h>

#include "parsers/begins.h"

static const char *const besides_table[] = {
    "außerdem",
    "ausserdem",
    "des weiteren",
    "desweiteren",
    "weiterhin",
    "ferner",
    "zudem",
    "darüber hinaus",
    "zusätzlich",
    "und noch etwas",
    "noch etwas",
    "und noch eins",
    "und noch eine",
    "noch eine",
    "dann noch",
    "und dann",
    "übrigens",
    "ein weiteres",
    "ein weiterer",
    "eine weitere",
    "ein zweites",
    "eine zweite",
    "mein zweites",
    "nebenbei",
    "bei der gelegenheit",
    "also,",
    "also there",
    "in addition",
    "additionally",
    "furthermore",
    "moreover",
    "besides",
    "another",
    "one more thing",
    "by the way",
    "a second",
    "my second",
    "on another note",
};

static const struct {
  const char *word;
  unsigned number;
} ordinal_table[] = {
    {"erstens", 1},  {"zweitens", 2}, {"drittens", 3}, {"viertens", 4},
    {"fünftens", 5}, {"firstly", 1},  {"secondly", 2}, {"thirdly", 3},
    {"fourthly", 4}, {"fifthly", 5},
};

/* What makes a number before it a date or a floor. */
static const char *const date_table[] = {
    "januar",   "februar", "märz",         "april",   "mai",      "juni",
    "juli",     "august",  "september",    "oktober", "november", "dezember",
    "stock",    "etage",   "obergeschoss", "og",      "hälfte",   "klasse",
    "halbjahr", "quartal", "januars",      "advent",
};

static const char *const greeting_table[] = {
    "hallo", "guten tag", "guten morgen", "guten abend", "sehr geehrte",
    "liebe", "moin",      "servus",       "dear ",       "hello",
    "hi ",   "hi,",       "good morning", "grüss gott",  "werte",
};

static const char *const sender_table[] = {
    "meine adresse",
    "meine anschrift",
    "anschrift",
    "adresse",
    "absender",
    "kontakt",
    "meine kontakt",
    "tel",
    "telefon",
    "mobil",
    "sie erreichen mich",
    "erreichbar",
    "my address",
    "address",
    "phone",
    "contact",
};

static bool
ends_word(const char *at)
{
  return *at == '\0' || !g_unichar_isalnum(g_utf8_get_char(at));
}

static size_t
find_word(const char *const *table, size_t count, const char *folded)
{
  for (size_t i = 0; i < count; i++)
    if (text_begins(folded, table[i]) && ends_word(folded + strlen(table[i])))
      return strlen(table[i]);
  return 0;
}

size_t
matters_besides(const char *folded)
{
  return find_word(besides_table, G_N_ELEMENTS(besides_table), folded);
}

unsigned
matters_ordinal(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(ordinal_table); i++)
    if (text_begins(folded, ordinal_table[i].word) &&
        ends_word(folded + strlen(ordinal_table[i].word)))
      return ordinal_table[i].number;
  return 0;
}

bool
matters_is_date(const char *folded)
{
  return g_ascii_isdigit(*folded) ||
         find_word(date_table, G_N_ELEMENTS(date_table), folded) > 0;
}

bool
matters_is_greeting(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(greeting_table); i++)
    if (text_begins(folded, greeting_table[i]))
      return true;
  return false;
}

bool
matters_is_sender(const char *folded)
{
  return find_word(sender_table, G_N_ELEMENTS(sender_table), folded) > 0;
}
