/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking up words of the table in a line, and greetings.
 */
#include "parsers/reply/staff_words.h"

#include <string.h>

#include "parsers/reply/staff_words_private.h"

/* Knuth's multiplicative hash of the first two bytes, which every word has. */
static unsigned
bucket_of(const char *at)
{
  unsigned pair = (unsigned char)at[0] * 256u + (unsigned char)at[1];
  return (pair * UINT32_C(2654435761) & UINT32_MAX) >> 24;
}

void
staff_words_init(StaffWords *words)
{
  size_t count = 0;
  memset(words->head, 0, sizeof words->head);
  for (unsigned group = 0; staff_word_groups[group].words != NULL; group++) {
    const char *at = staff_word_groups[group].words;
    while (*at != '\0') {
      size_t size = strcspn(at, "|");
      bool is_open = at[size - 1] == '*';
      unsigned bucket = bucket_of(at);
      g_assert(count < STAFF_WORDS_MAX && size < UINT8_MAX);
      words->rows[count] = (StaffWord){.text = at,
                                       .next = words->head[bucket],
                                       .size = (uint8_t)(size - is_open),
                                       .group = (uint8_t)group,
                                       .is_open = is_open};
      words->head[bucket] = (uint16_t)++count;
      at += size + (at[size] == '|');
    }
  }
}

/* Does a letter or digit begin or go on here?  Of UTF-8, the blocks from 0xe2
 * on hold dashes and quotation marks. */
static bool
is_letter_byte(char byte)
{
  unsigned char c = (unsigned char)byte;
  return g_ascii_isalnum(byte) || (c >= 0x80 && c < 0xe2 && c != 0xc2);
}

/* The bytes of a blank at `at`: space, tab, NBSP, the blanks of print. */
static size_t
blank_size(const char *at)
{
  if (*at == ' ' || *at == '\t' || *at == '\r')
    return 1;
  if (memcmp(at, "\302\240", 2) == 0)
    return 2;
  bool print = g_str_has_prefix(at, "\342\200") && (unsigned char)at[2] <= 0x8a;
  return print || g_str_has_prefix(at, "\342\200\257") ? 3 : 0;
}

static void
append_colon(GString *bare)
{
  if (g_str_has_suffix(bare->str, " "))
    g_string_truncate(bare, bare->len - 1);
  if (bare->len > 0 && !g_str_has_suffix(bare->str, ":"))
    g_string_append_c(bare, ':');
}

char *
staff_words_bare(const char *folded)
{
  static const char wide_colon[] = "：";
  GString *bare = g_string_sized_new(strlen(folded) + 1);
  for (const char *at = folded; *at != '\0';) {
    size_t blank = *at == '\0' ? 0 : blank_size(at);
    bool wide = g_str_has_prefix(at, wide_colon);
    if (blank > 0) {
      if (bare->len > 0 && bare->str[bare->len - 1] != ' ')
        g_string_append_c(bare, ' ');
      at += blank;
      continue;
    }
    if (wide || *at == ':' || *at == '|')
      append_colon(bare);
    else if (*at != '*')
      g_string_append_c(bare, *at);
    at += wide ? sizeof wide_colon - 1 : 1;
  }
  if (g_str_has_suffix(bare->str, " "))
    g_string_truncate(bare, bare->len - 1);
  return g_string_free(bare, FALSE);
}

/* Behind "1.", "2)", "-", "•" and brackets at the line's beginning. */
static const char *
skip_bullet(const char *bare)
{
  const char *at = bare + strspn(bare, "0123456789");
  if (at > bare && *at != '.' && *at != ')')
    at = bare;
  at += strspn(at, ".)-+ ");
  while (g_str_has_prefix(at, "•") || g_str_has_prefix(at, "–"))
    at += strlen("•") + strspn(at + strlen("•"), " ");
  return at;
}

/* Does a row of the table stand at `at`? */
static bool
matches(const StaffWord *row, const char *bare, const char *begin,
        const char *at)
{
  if (strncmp(at, row->text, row->size) != 0)
    return false;
  const char *end = at + row->size;
  if (!row->is_open && is_letter_byte(end[-1]) && is_letter_byte(*end))
    return false;
  switch (staff_word_groups[row->group].where) {
  case STAFF_WHERE_WHOLE:
    return at == begin && end[strspn(end, ".:,!()[] ")] == '\0';
  case STAFF_WHERE_BEGIN:
    return at == begin || at == bare;
  case STAFF_WHERE_HOLD:
    return true;
  }
  g_assert_not_reached();
}

/* "Bitte prüfen Sie …" is said to the citizen, "bitte prüfen" is not. */
static bool
is_polite(const StaffWord *row, const char *at)
{
  return g_str_has_prefix(row->text, "bitte ") &&
         g_str_has_prefix(at + row->size, " sie");
}

StaffSign
staff_words_sign(const StaffWords *words, const char *bare)
{
  StaffSign found = STAFF_SIGN_NONE;
  const char *begin = skip_bullet(bare);
  bool inside = false; /* of a word */
  for (const char *at = bare; at[0] != '\0' && at[1] != '\0'; at++) {
    bool starts = !inside;
    inside = is_letter_byte(*at);
    if (!starts)
      continue;
    for (unsigned i = words->head[bucket_of(at)]; i > 0;) {
      const StaffWord *row = &words->rows[i - 1];
      StaffSign sign = staff_word_groups[row->group].sign;
      bool first = sign == STAFF_SIGN_END && at <= begin;
      if ((first || sign > found) && matches(row, bare, begin, at) &&
          !is_polite(row, at))
        found = sign;
      if (first && found == sign)
        return found;
      i = row->next;
    }
  }
  return found;
}

/* Each row in lower case, one word or two. */
static const char *const greeting_table[] = {
    "hallo",         "hi",           "hey",        "moin moin",
    "moin",          "servus",       "lieber",     "liebe",
    "liebes",        "guten morgen", "guten tag",  "guten abend",
    "hello",         "grüss dich",   "grüss euch", "sehr geehrte",
    "sehr geehrter", "grüss gott",   "dear",       "tach",
    "mahlzeit",
};

/* Beginnings of what only colleagues are greeted as. */
static const char *const colleague_table[] = {
    "zusammen", "kolleg", "team",  "alle",     "leute",  "ihr ",
    "jungs",    "mädels", "folks", "all",      "männer", "runde",
    "dich",     "euch",   "chef",  "everyone",
};

/* Words in the place of a name that are none. */
static const char *const no_name_table[] = {
    "herr",      "herrn",       "frau",        "familie",  "fam",      "mr",
    "ms",        "mrs",         "dr",          "prof",     "sie",      "damen",
    "bürger",    "bürgerin",    "bürgerinnen", "nachbarn", "eheleute", "melder",
    "melderin",  "einwohner",   "anwohner",    "sir",      "madam",    "wir",
    "die",       "das",         "der",         "ihre",     "vielen",   "danke",
    "mitbürger", "mitbürgerin",
};

/* The bytes of the word at `at`. */
static size_t
word_size(const char *at)
{
  const char *end = at;
  while (is_letter_byte(*end) || *end == '-')
    end++;
  return (size_t)(end - at);
}

static bool
is_no_name(const char *name)
{
  size_t size = word_size(name);
  for (size_t i = 0; i < G_N_ELEMENTS(no_name_table); i++)
    if (strlen(no_name_table[i]) == size &&
        strncmp(name, no_name_table[i], size) == 0)
      return true;
  return false;
}

static bool
is_colleague(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(colleague_table); i++)
    if (g_str_has_prefix(name, colleague_table[i]))
      return true;
  return strstr(name, "kolleg") != NULL;
}

/* The bytes of one greeting at `at`, blanks behind included; 0: none. */
static size_t
one_greeting(const char *at)
{
  size_t longest = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(greeting_table); i++) {
    size_t size = strlen(greeting_table[i]);
    if (size > longest && strncmp(at, greeting_table[i], size) == 0 &&
        !is_letter_byte(at[size]))
      longest = size;
  }
  return longest == 0 ? 0 : longest + strspn(at + longest, " ");
}

/* "Hallo liebe Karla" has two. */
static size_t
greeting_size(const char *bare)
{
  size_t first = one_greeting(bare);
  return first == 0 ? 0 : first + one_greeting(bare + first);
}

bool
staff_words_greet(const char *bare)
{
  return greeting_size(bare) > 0;
}

/* Is the word behind the greeting written with a capital?  Folding keeps the
 * length but for "ß"; where it is not known, a name is assumed. */
static bool
has_capital(const char *line, size_t offset)
{
  while (offset > 0 && (line[offset] & 0xc0) == 0x80)
    offset--;
  return strlen(line) <= offset ||
         g_unichar_isupper(g_utf8_get_char(line + offset));
}

bool
staff_words_greet_colleague(const char *bare, const char *line)
{
  size_t size = greeting_size(bare);
  const char *name = bare + size;
  if (size == 0 || word_size(name) == 0)
    return false;
  if (is_colleague(name))
    return true;
  if (is_no_name(name) || !has_capital(line, size))
    return false;
  /* A first name alone; "Ayşe Kaya" is how a citizen is addressed. */
  const char *end = name + word_size(name);
  bool several = g_str_has_prefix(end, " und ") || *end == '/';
  return several || *end != ' ' || word_size(end + 1) == 0;
}
