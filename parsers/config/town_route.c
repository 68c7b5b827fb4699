/* SPDX-License-Identifier: Apache-2.0
 *
 * Word lists against a text.  Both are folded once; each word of the text may
 * speak for a category only once, with the longest entry that fits it.
 */
#include "parsers/config/town_route.h"

#include <stdint.h>
#include <string.h>

#include "parsers/fold.h"
#include "parsers/config/town_index.h"

/* Who writes more than that has said what it is about. */
enum { TOWN_ROUTE_TEXT_MAX = 16 * 1024 };
enum { TOWN_ROUTE_WORDS_MAX = 2000 };

/* "~Gehweg" says more often where something is than what is wrong: such an
 * entry decides only where hardly anything else speaks. */
static const double TOWN_ROUTE_WEAK = 0.3;

typedef struct Hit {
  const Category *category;
  double score;
  GPtrArray *why; /* char *, borrowed from the category's words */
} Hit;

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

/* The name of a street says where something is: no tree grows in "Lindenstr.".
 * Other endings ("Radweg", "Spielplatz") are things as often. */
static bool
is_street(const char *word)
{
  static const char *const endings[] = {"str", "strasse", "allee", "gasse"};
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(word, endings[i]))
      return true;
  return false;
}

/* Does an entry (`length` bytes) fit one word of the text? */
static bool
fits_word(const char *entry, size_t length, const char *word)
{
  if (length >= TOWN_FIT_EDGE && is_street(word))
    return g_str_has_suffix(word, entry); /* "Fahrradstraße" */
  if (length >= TOWN_FIT_ANYWHERE)
    return strstr(word, entry) != NULL;
  if (length >= TOWN_FIT_EDGE)
    return g_str_has_prefix(word, entry) || g_str_has_suffix(word, entry);
  return strcmp(word, entry) == 0;
}

/* Does an entry of one or more words fit the text from `words` on? */
static bool
fits_here(char *const *entry, char *const *words)
{
  for (; *entry != NULL; entry++, words++)
    if (*words == NULL || !fits_word(*entry, strlen(*entry), *words))
      return false;
  return true;
}

/* The longest entry of each category that fits from `words` on into `best`, by
 * the category's place; of equal ones the first.  False: none fits. */
static bool
best_entries(const TownIndex *index, char *const *words, GPtrArray *candidates,
             const TownEntry **best)
{
  if (candidates->len > 0)
    g_ptr_array_set_size(candidates, 0);
  town_index_find(index, *words, candidates);
  bool found = false;
  for (guint i = 0; i < candidates->len; i++) {
    const TownEntry *entry = candidates->pdata[i];
    const TownEntry *other = best[entry->category];
    bool better =
        other == NULL || entry->length > other->length ||
        (entry->length == other->length && entry->number < other->number);
    if (better && fits_here(entry->words, words)) {
      best[entry->category] = entry;
      found = true;
    }
  }
  return found;
}

static void
score_entry(Hit *hit, const TownEntry *entry)
{
  char *listed = hit->category->words->pdata[entry->number];
  if (g_ptr_array_find(hit->why, listed, NULL))
    return; /* saying it twice does not make it truer */
  double weight = listed[0] == '~' ? TOWN_ROUTE_WEAK : 1;
  hit->score += weight * (double)entry->length / entry->sharers;
  g_ptr_array_add(hit->why, listed);
}

/* One hit for each category. */
static void
score_words(const Town *town, Hit *hits, char *const *words)
{
  guint count = town->categories->len;
  g_autofree const TownEntry **best = g_new0(const TownEntry *, count);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  for (; *words != NULL; words++) {
    bool found = best_entries(town->index, words, candidates, best);
    for (guint i = 0; found && i < count; i++)
      if (best[i] != NULL)
        score_entry(&hits[i], g_steal_pointer(&best[i]));
  }
}

/* The folded beginning of a text. */
static char *
fold_beginning(const char *text)
{
  if (strlen(text) <= TOWN_ROUTE_TEXT_MAX)
    return town_fold(text);
  g_autofree char *start = g_utf8_make_valid(text, TOWN_ROUTE_TEXT_MAX);
  return town_fold(start);
}

/* Cut a folded text at its blanks, into a list that NULL ends. */
static GPtrArray *
cut_words(char *folded)
{
  GPtrArray *words = g_ptr_array_new();
  for (char *at = folded; at != NULL && *at != '\0';) {
    g_ptr_array_add(words, at);
    at = words->len < TOWN_ROUTE_WORDS_MAX ? strchr(at, ' ') : NULL;
    if (at != NULL)
      *at++ = '\0';
  }
  g_ptr_array_add(words, NULL);
  return words;
}

static const char *
plain_word(const char *listed)
{
  return listed[0] == '~' ? listed + 1 : listed;
}

/* The best of all hits; a tie yields none. */
static void
choose_hit(TownRoute *route, const Hit *hits, guint count)
{
  double best = 0, sum = 0;
  for (guint i = 0; i < count; i++) {
    const Hit *hit = &hits[i];
    sum += hit->score;
    if (hit->score < best)
      continue;
    route->category = hit->score > best ? hit->category : NULL;
    best = hit->score;
    g_ptr_array_set_size(route->why, 0);
    for (guint j = 0; route->category != NULL && j < hit->why->len; j++)
      g_ptr_array_add(route->why, g_strdup(plain_word(hit->why->pdata[j])));
  }
  if (route->category != NULL)
    route->confidence = best / sum;
}

/* Of equal ones the first of the file. */
static const Hit *
best_left(const Hit *hits, guint count, GPtrArray *taken)
{
  const Hit *best = NULL;
  for (guint i = 0; i < count; i++)
    if (hits[i].score > (best == NULL ? 0 : best->score) &&
        !g_ptr_array_find(taken, hits[i].category, NULL))
      best = &hits[i];
  return best;
}

static GPtrArray *
choose_likely(const Hit *hits, guint count)
{
  GPtrArray *likely = g_ptr_array_new();
  const Hit *best;
  while (likely->len < TOWN_ROUTE_LIKELY_MAX &&
         (best = best_left(hits, count, likely)) != NULL)
    g_ptr_array_add(likely, (gpointer)best->category);
  return likely;
}

TownRoute *
town_route(const Town *town, const char *text)
{
  g_autofree char *folded = fold_beginning(text);
  g_autoptr(GPtrArray) words = cut_words(folded);
  TownRoute *route = g_new0(TownRoute, 1);
  route->why = g_ptr_array_new_with_free_func(g_free);
  guint count = town->categories->len;
  g_autofree Hit *hits = g_new0(Hit, count);
  for (guint i = 0; i < count; i++)
    hits[i] = (Hit){town->categories->pdata[i], 0, g_ptr_array_new()};
  score_words(town, hits, (char *const *)words->pdata);
  choose_hit(route, hits, count);
  route->likely = choose_likely(hits, count);
  for (guint i = 0; i < count; i++)
    g_ptr_array_unref(hits[i].why);
  return route;
}

void
town_route_free(TownRoute *route)
{
  if (route == NULL)
    return;
  g_ptr_array_unref(route->why);
  g_ptr_array_unref(route->likely);
  g_free(route);
}
