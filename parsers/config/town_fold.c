/* SPDX-License-Identifier: Apache-2.0
 *
 * Letter by letter, the common ones without tables; stems by libstemmer.
 */
#include "parsers/config/town_fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <libstemmer.h>

#include "parsers/fold.h"

/* Letters that fold to more than their base letter. */
static const struct {
  const char *letter, *folded;
} special[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"},
    {"æ", "ae"}, {"ø", "oe"}, {"å", "aa"}, {"ı", "i"},
};

static void
fold_letter(GString *folded, const char *letter)
{
  size_t length = (size_t)(g_utf8_next_char(letter) - letter);
  for (unsigned i = 0; i < G_N_ELEMENTS(special); i++)
    if (strlen(special[i].letter) == length &&
        strncmp(special[i].letter, letter, length) == 0) {
      g_string_append(folded, special[i].folded);
      return;
    }
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gunichar character = g_utf8_get_char(letter);
  (void)g_unichar_fully_decompose(character, FALSE, base,
                                  G_N_ELEMENTS(base)); /* ≥ 1 */
  if (g_unichar_ismark(character))
    return;
  if (g_unichar_isalnum(base[0]))
    g_string_append_unichar(folded, base[0]);
  else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
    g_string_append_c(folded, ' ');
}

/* Bytes of a character that is the same in all normal forms and has a simple
 * small letter: ASCII, U+00C0 to U+00FF, and punctuation (U+2000 to U+203F),
 * which becomes a blank anyway.  0: it must be looked up. */
static size_t
common_length(const char *letter)
{
  if ((*letter & 0x80) == 0)
    return 1;
  if (*letter == '\xc3')
    return letter[1] == '\0' ? 0 : 2;
  bool dash = letter[0] == '\xe2' && letter[1] == '\x80';
  return dash && letter[2] != '\0' ? 3 : 0;
}

static bool
is_common(const char *text)
{
  for (size_t length; *text != '\0'; text += length)
    if ((length = common_length(text)) == 0)
      return false;
  return true;
}

/* Fold a run of small ASCII, most of a letter, at once; returns its length. */
static size_t
fold_ascii_run(GString *folded, const char *text)
{
  char run[256];
  size_t length = 0, filled = 0;
  bool blank = folded->len == 0 || folded->str[folded->len - 1] == ' ';
  for (; filled < sizeof run && text[length] != '\0'; length++) {
    if ((text[length] & 0x80) != 0)
      break;
    bool is_word = g_ascii_isalnum(text[length]);
    if (is_word)
      run[filled++] = text[length];
    else if (!blank)
      run[filled++] = ' ';
    blank = !is_word;
  }
  g_string_append_len(folded, run, (gssize)filled);
  return length;
}

/* Small letters of a text that needs the tables of Unicode. */
static char *
lower_any(const char *text)
{
  g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  return composed != NULL ? g_utf8_strdown(composed, -1) : g_strdup("");
}

char *
town_fold(const char *text)
{
  g_autofree char *lower =
      is_common(text) ? fold_case(text, strlen(text)) : lower_any(text);
  GString *folded = g_string_new(NULL);
  for (const char *p = lower; *p != '\0';) {
    p += fold_ascii_run(folded, p);
    if ((*p & 0x80) == 0)
      continue;
    fold_letter(folded, p);
    p = g_utf8_next_char(p);
  }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate(folded, folded->len - 1);
  return g_string_free(folded, FALSE);
}

/* The end of the run of letters and digits that begins at `from`. */
static const char *
word_end(const char *from)
{
  for (gunichar c; *from != '\0'; from = g_utf8_next_char(from)) {
    c = g_utf8_get_char(from);
    if (!g_unichar_isalnum(c) && !g_unichar_ismark(c))
      break;
  }
  return from;
}

static void
add_stem(GString *stems, struct sb_stemmer *stemmer, const char *word,
         size_t length)
{
  const sb_symbol *found =
      sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)length);
  g_autofree char *stem =
      found == NULL
          ? g_strndup(word, length)
          : g_strndup((const char *)found, (size_t)sb_stemmer_length(stemmer));
  g_autofree char *folded = town_fold(stem);
  g_string_append_printf(stems, "%s%s", stems->len == 0 ? "" : " ", folded);
}

char *
town_fold_stems(const char *text, const char *language)
{
  g_autofree char *main_language = g_strndup(language, strcspn(language, "-"));
  struct sb_stemmer *stemmer = sb_stemmer_new(main_language, "UTF_8");
  if (stemmer == NULL)
    return NULL;
  g_autofree char *lower = lower_any(text);
  GString *stems = g_string_new(NULL);
  for (const char *p = lower, *end; *p != '\0'; p = end) {
    end = word_end(p);
    if (end > p)
      add_stem(stems, stemmer, p, (size_t)(end - p));
    else
      end = g_utf8_next_char(p);
  }
  sb_stemmer_delete(stemmer);
  return g_string_free(stems, FALSE);
}
