/* SPDX-License-Identifier: Apache-2.0
 *
 * The words are asked in any case; a model makes of them and of what it learnt
 * one probability.
 */
#include "parsers/learn/town_choice.h"

#include <string.h>

#include "parsers/config/town_route.h"

/* A word of the text that speaks for a category less than this explains
 * nothing. */
static const double EXPLAINS = 0.2;

const char **
town_category_ids(const Town *town)
{
  const char **ids = g_new0(const char *, town->categories->len + 1);
  for (guint i = 0; i < town->categories->len; i++)
    ids[i] = ((const Category *)town->categories->pdata[i])->id;
  return ids;
}

/* Of the words alone, into `out`; false: none speaks. */
static bool
weigh_words(const TownRoute *route, guint count, double *out)
{
  double sum = 0;
  for (guint i = 0; i < count; i++)
    sum += route->scores[i];
  for (guint i = 0; i < count; i++)
    out[i] = sum > 0 ? (route->scores[i] + LEARN_WORDS_DOUBT / count) /
                           (sum + LEARN_WORDS_DOUBT)
                     : 0;
  return sum > 0;
}

static bool
is_taken(const TownChoice *choice, const Category *category)
{
  for (unsigned i = 0; i < choice->count; i++)
    if (choice->likely[i].category == category)
      return true;
  return false;
}

/* The best ones; of equal ones the first of the file. */
static void
take_best(TownChoice *choice, const Town *town, const double *probable)
{
  unsigned most = MIN(town->categories->len, TOWN_CHOICE_LIKELY_MAX);
  while (choice->count < most) {
    int best = -1;
    for (guint i = 0; i < town->categories->len; i++)
      if (!is_taken(choice, town->categories->pdata[i]) &&
          (best < 0 || probable[i] > probable[best]))
        best = (int)i;
    choice->likely[choice->count++] =
        (LikelyCategory){town->categories->pdata[best], probable[best]};
  }
}

/* --- why ------------------------------------------------------------------ */

/* A word of the text, and how much what was learnt of it speaks for the best
 * category rather than for the second. */
typedef struct Reason {
  const char *word;
  double weight;
} Reason;

static int
compare_reasons(const void *left, const void *right)
{
  double a = ((const Reason *)left)->weight;
  double b = ((const Reason *)right)->weight;
  return (a < b) - (a > b);
}

/* Does one of the town's words that speak already stand for this one? */
static bool
is_told(const GPtrArray *why, const char *word)
{
  for (guint i = 0; i < why->len; i++) {
    g_autofree char *told = town_fold(why->pdata[i]);
    if (strstr(word, told) != NULL || strstr(told, word) != NULL)
      return true;
  }
  return false;
}

static void
tell_learnt(TownChoice *choice, const char *text, const LearnModel *model)
{
  g_auto(GStrv) words = learn_words(text);
  g_autoptr(GArray) reasons = g_array_new(FALSE, FALSE, sizeof(Reason));
  for (char **word = words; *word != NULL; word++) {
    if (strlen(*word) <= 2 || !learn_model_knows_word(model, *word))
      continue;
    g_autoptr(GArray) features = learn_features(*word, learn_model_key(model));
    Reason reason = {*word, learn_model_prefers(
                                model, features, choice->likely[0].category->id,
                                choice->likely[1].category->id)};
    if (reason.weight > EXPLAINS)
      g_array_append_val(reasons, reason);
  }
  g_array_sort(reasons, compare_reasons);
  for (guint i = 0;
       i < reasons->len && choice->why->len < TOWN_CHOICE_WORDS_MAX; i++) {
    const char *word = g_array_index(reasons, Reason, i).word;
    if (!is_told(choice->why, word))
      g_ptr_array_add(choice->why, g_strdup(word));
  }
}

static void
tell_words(TownChoice *choice, const Town *town, const TownRoute *route)
{
  guint place;
  bool found =
      g_ptr_array_find(town->categories, choice->likely[0].category, &place);
  g_assert(found);
  const GPtrArray *spoken = route->spoken->pdata[place];
  for (guint i = 0; i < spoken->len && i < TOWN_CHOICE_WORDS_MAX; i++)
    g_ptr_array_add(choice->why, g_strdup(spoken->pdata[i]));
}

TownChoice *
town_choose(const Town *town, const char *text, const LearnModel *model)
{
  guint count = town->categories->len;
  TownChoice *choice = g_new0(TownChoice, 1);
  choice->why = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(TownRoute) route = town_route(town, text);
  g_autofree double *probable = g_new0(double, count);
  bool speaks = weigh_words(route, count, probable);
  bool knows = model != NULL && count > 1;
  if (knows) {
    g_autofree const char **ids = town_category_ids(town);
    g_autoptr(GArray) features = learn_features(text, learn_model_key(model));
    LearnChoice among = {ids, route->scores};
    learn_model_decide(model, features, &among, probable);
  }
  choice->spoken = route->category;
  choice->learnt = knows;
  if (!speaks && !knows)
    return choice;
  take_best(choice, town, probable);
  tell_words(choice, town, route);
  if (knows)
    tell_learnt(choice, text, model);
  return choice;
}

const Category *
town_choice_decided(const Town *town, const TownChoice *choice)
{
  if (choice->why->len == 0 || (!choice->learnt && choice->spoken == NULL))
    return NULL;
  double above = choice->learnt ? TOWN_CHOICE_DECIDES : 0;
  if (town->route_above > 0)
    above = town->route_above / 100.0;
  const LikelyCategory *best = &choice->likely[0];
  return best->probability >= above ? best->category : NULL;
}

char *
town_choice_explain(const TownChoice *choice)
{
  g_assert(choice->count > 0);
  GString *why = g_string_new(NULL);
  for (guint i = 0; i < choice->why->len; i++)
    g_string_append_printf(why, "%s'%s'", i == 0 ? "" : ", ",
                           (const char *)choice->why->pdata[i]);
  g_string_append_printf(why, "%s→ %s %.2f", why->len == 0 ? "" : " ",
                         choice->likely[0].category->id,
                         choice->likely[0].probability);
  return g_string_free(why, FALSE);
}

void
town_choice_free(TownChoice *choice)
{
  if (choice == NULL)
    return;
  g_ptr_array_unref(choice->why);
  g_free(choice);
}
