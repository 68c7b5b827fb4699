/* SPDX-License-Identifier: Apache-2.0
 *
 * Which category is chosen, when that is sure enough, and what is said of it.
 */
#include <string.h>

#include "parsers/config/town_route.h"
#include "parsers/learn/learn_train.h"
#include "parsers/learn/town_choice.h"
#include "tests/support/example_town.h"

static const LearnKey key = {"sixteen bytes..."};

static Town *
example_town(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  return example_town_read(files, town_parse);
}

static void
add_text(GPtrArray *texts, const Town *town, const char *words,
         const char *category)
{
  guint place;
  g_autoptr(TownRoute) route = town_route(town, words);
  LearnText *text = g_new0(LearnText, 1);
  text->features = learn_features(words, &key);
  text->words = g_steal_pointer(&route->scores);
  g_assert_true(g_ptr_array_find(town->categories,
                                 town_category(town, category), &place));
  text->category = place;
  text->contact = texts->len;
  g_ptr_array_add(texts, text);
}

/* Of words that no list has. */
static LearnModel *
train(const Town *town)
{
  static const char *const rows[][2] = {
      {"Zirkuswagen quietscht", "laerm_ordnung"},
      {"Zirkuswagen rumpelt nachts", "laerm_ordnung"},
      {"Funzel zittert", "beleuchtung"},
      {"Funzel glimmt nur", "beleuchtung"},
      {"Efeuranken wuchern", "gruen_baum"},
  };
  g_autoptr(GPtrArray) texts =
      g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
  for (unsigned i = 0; i < 60; i++)
    add_text(texts, town, rows[i % G_N_ELEMENTS(rows)][0],
             rows[i % G_N_ELEMENTS(rows)][1]);
  g_autofree const char **ids = town_category_ids(town);
  LearnSet set = {ids, texts, &key, false, NULL, NULL};
  g_autoptr(GBytes) bytes = learn_train(&set, NULL);
  g_assert_nonnull(bytes);
  LearnModel *model = learn_model_open(bytes, &key, NULL);
  g_assert_nonnull(model);
  return model;
}

static void
expect(const Town *town, const LearnModel *model, const char *text,
       const char *decided)
{
  g_autoptr(TownChoice) choice = town_choose(town, text, model);
  const Category *category = town_choice_decided(town, choice);
  g_assert_cmpstr(category == NULL ? NULL : category->id, ==, decided);
}

/* Nothing changes for a town that has learnt nothing and sets nothing. */
static void
test_choice_words_decide_alone(void)
{
  g_autoptr(Town) town = example_town();
  expect(town, NULL, "Laterne", "beleuchtung");
  expect(town, NULL, "Gehweg", "strassenschaden");
  expect(town, NULL, "Erst ein Schlagloch, dann ein Papierkorb", NULL);
  expect(town, NULL, "Der Zirkuswagen quietscht", NULL);
  expect(town, NULL, "", NULL);
}

/* The town's own threshold holds for its words, too. */
static void
test_choice_threshold_of_the_town(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(LearnModel) model = train(town);
  town->route_above = 99;
  expect(town, NULL, "Laterne", NULL);
  expect(town, model, "Zirkuswagen Funzel", NULL);
  town->route_above = 30;
  expect(town, NULL, "Laterne", "beleuchtung");
  expect(town, model, "Zirkuswagen", "laerm_ordnung");
  /* No threshold makes a tie a decision. */
  town->route_above = 1;
  expect(town, NULL, "Erst ein Schlagloch, dann ein Papierkorb", NULL);
}

static void
test_choice_learnt_words_decide(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(LearnModel) model = train(town);
  expect(town, model, "Der Zirkuswagen quietscht wieder", "laerm_ordnung");
  expect(town, model, "Die Laterne ist aus, die Lampe dunkel", "beleuchtung");
}

/* What most letters are about is no reason to take this one for it. */
static void
test_choice_needs_a_reason(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(LearnModel) model = train(town);
  town->route_above = 1;
  expect(town, model, "", NULL);
  expect(town, model, "xxvvbb", NULL);
}

/* Only words that several people wrote are told: the reason is kept openly. */
static void
test_choice_tells_no_rare_word(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(LearnModel) model = train(town);
  g_autoptr(TownChoice) choice =
      town_choose(town, "Funzelmeister Zirkuswagen quietscht", model);
  g_autofree char *why = town_choice_explain(choice);
  g_assert_nonnull(strstr(why, "'zirkuswagen'"));
  g_assert_nonnull(strstr(why, "→ laerm_ordnung "));
  g_assert_null(strstr(why, "meister"));
  g_autoptr(TownChoice) other = town_choose(town, "Funzelmeister", model);
  g_assert_cmpstr(other->likely[0].category->id, ==, "beleuchtung");
  g_autofree char *nothing = town_choice_explain(other);
  g_assert_true(g_str_has_prefix(nothing, "→ beleuchtung "));
  g_assert_null(town_choice_decided(town, other));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/town/choice/words", test_choice_words_decide_alone);
  g_test_add_func("/town/choice/threshold", test_choice_threshold_of_the_town);
  g_test_add_func("/town/choice/learnt", test_choice_learnt_words_decide);
  g_test_add_func("/town/choice/reason", test_choice_needs_a_reason);
  g_test_add_func("/town/choice/rare", test_choice_tells_no_rare_word);
  return g_test_run();
}
