/* SPDX-License-Identifier: Apache-2.0
 *
 * Word lists against a text.  Both are folded once; each word of the text may
 * speak for a category only once, with the longest entry that fits it.
 */
#include "parsers/config/town_route.h"

#include <string.h>

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
  GPtrArray *why; /* char *, plain words of the category's list, borrowed */
} Hit;

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

/* The same of stems: what is inflected is the end of a joined word. */
static bool
fits_stem(const char *entry, size_t length, const char *stem)
{
  if (length >= TOWN_FIT_ANYWHERE)
    return g_str_has_suffix(stem, entry);
  return strcmp(stem, entry) == 0;
}

typedef bool (*Fits)(const char *entry, size_t length, const char *word);

/* Does an entry fit the text from `words` on?  Of several words the last may
 * end a joined one, whose kind it then names: "tiefes Loch" is a "tiefes
 * Schlagloch", but "kaputte Straße" no "kaputte Straßenlaterne". */
static bool
fits_here(Fits fits, char *const *entry, char *const *words)
{
  if (entry[1] == NULL)
    return fits(entry[0], strlen(entry[0]), words[0]);
  for (; entry[1] != NULL; entry++, words++)
    if (*words == NULL || strcmp(*entry, *words) != 0)
      return false;
  if (*words == NULL || strlen(*entry) < TOWN_FIT_EDGE)
    return g_strcmp0(*entry, *words) == 0;
  return g_str_has_suffix(*words, *entry);
}

/* Words of the text and how they are looked up. */
typedef struct Reading {
  const TownIndex *index;
  GPtrArray *words; /* char *, ended by NULL */
  Fits fits;
} Reading;

/* The longest entry of each category that fits from the word on into `best`, by
 * the category's place; of equal ones the first.  False: none fits. */
static bool
best_entries(const Reading *reading, guint place, GPtrArray *candidates,
             const TownEntry **best)
{
  char *const *words = (char *const *)reading->words->pdata + place;
  if (candidates->len > 0)
    g_ptr_array_set_size(candidates, 0);
  town_index_find(reading->index, *words, candidates);
  bool found = false;
  for (guint i = 0; i < candidates->len; i++) {
    const TownEntry *entry = candidates->pdata[i];
    const TownEntry *other = best[entry->category];
    bool better =
        other == NULL || entry->length > other->length ||
        (entry->length == other->length && entry->number < other->number);
    if (better && fits_here(reading->fits, entry->words, words)) {
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
  bool weak = listed[0] == '~';
  char *plain = weak ? listed + 1 : listed;
  if (g_ptr_array_find(hit->why, plain, NULL))
    return; /* saying it twice does not make it truer */
  double weight = weak ? TOWN_ROUTE_WEAK : 1;
  hit->score += weight * (double)entry->length / entry->sharers;
  g_ptr_array_add(hit->why, plain);
}

/* One hit for each category.  Both readings have as many words. */
static void
score_words(const Town *town, Hit *hits, const Reading *plain,
            const Reading *stems)
{
  guint count = town->categories->len;
  g_autofree const TownEntry **best = g_new0(const TownEntry *, count);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  for (guint place = 0; plain->words->pdata[place] != NULL; place++) {
    bool found = best_entries(plain, place, candidates, best);
    if (stems != NULL && best_entries(stems, place, candidates, best))
      found = true;
    for (guint i = 0; found && i < count; i++)
      if (best[i] != NULL)
        score_entry(&hits[i], g_steal_pointer(&best[i]));
  }
}

/* NULL: the whole text is short enough. */
static char *
cut_beginning(const char *text)
{
  return strlen(text) <= TOWN_ROUTE_TEXT_MAX
             ? NULL
             : g_utf8_make_valid(text, TOWN_ROUTE_TEXT_MAX);
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
    g_clear_pointer(&route->why, g_ptr_array_unref);
    if (route->category != NULL)
      route->why = g_ptr_array_ref(hit->why);
  }
  if (route->category != NULL)
    route->confidence = best / sum;
  if (route->why == NULL)
    route->why = g_ptr_array_new();
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
  g_autofree char *cut = cut_beginning(text);
  const char *start = cut == NULL ? text : cut;
  g_autofree char *folded = town_fold(start);
  g_autofree char *stemmed = town_fold_stems(start, town->languages->pdata[0]);
  g_autoptr(GPtrArray) words = cut_words(folded);
  g_autoptr(GPtrArray) stems = cut_words(stemmed);
  TownRoute *route = g_new0(TownRoute, 1);
  route->spoken =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  guint count = town->categories->len;
  g_autofree Hit *hits = g_new0(Hit, count);
  for (guint i = 0; i < count; i++)
    hits[i] = (Hit){town->categories->pdata[i], 0, g_ptr_array_new()};
  Reading by_word = {town->index, words, fits_word};
  Reading by_stem = {town->stem_index, stems, fits_stem};
  score_words(town, hits, &by_word, stems->len == words->len ? &by_stem : NULL);
  choose_hit(route, hits, count);
  route->likely = choose_likely(hits, count);
  route->scores = g_new(double, count);
  for (guint i = 0; i < count; i++) {
    route->scores[i] = hits[i].score;
    g_ptr_array_add(route->spoken, hits[i].why);
  }
  return route;
}

void
town_route_free(TownRoute *route)
{
  if (route == NULL)
    return;
  g_ptr_array_unref(route->why);
  g_ptr_array_unref(route->spoken);
  g_ptr_array_unref(route->likely);
  g_free(route->scores);
  g_free(route);
}
