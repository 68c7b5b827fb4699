/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of dangers and what it finds in texts.
 */
#include "parsers/danger/danger.h"

#include <string.h>

static DangerTable *
table_of(const char *yaml, Problems *problems)
{
  if (yaml == NULL)
    return danger_table_new(NULL, problems);
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "danger.yaml", problems);
  g_assert_nonnull(tree);
  return danger_table_new(yaml_tree_root(tree), problems);
}

static DangerTable *
good_table(const char *yaml)
{
  g_autoptr(Problems) problems = problems_new();
  DangerTable *table = table_of(yaml, problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, "");
  return table;
}

static void
test_danger_shipped(void)
{
  g_autoptr(DangerTable) table = good_table(NULL);
  g_auto(DangerHit) hit = {0};
  g_assert_true(
      danger_match(table, "Hallo, im Keller RIECHT es nach Gas!", &hit));
  g_assert_cmpstr(hit.rule->id, ==, "gas");
  g_assert_cmpstr(hit.words, ==, "riecht … gas");
  g_assert_cmpstr(danger_rule_name(hit.rule, "en"), ==, "smell of gas");
  g_assert_cmpstr(danger_rule_name(hit.rule, "tr-x"), ==, "Gasgeruch");
  g_assert_false(danger_match(table, "Schlagloch Gartenstraße 12", NULL));
}

/* What half a text may consist of. */
static void
test_danger_may_match(void)
{
  static const char *const urgent[] = {
      "Es riecht nach GAS", "ein Kabel hängt",
      "KANALSCHACHT offen", "Мне нужна помощь, помогите",
      "Yangın var",         "Gasgeruch im Keller",
      "es brennt",          "Ich will nicht mehr",
      "Er bedroht mich",
  };
  static const char *const calm[] = {"", "Schlagloch Gartenstraße 12",
                                     "Die Bank ist kaputt", "Ja", "Die linke"};
  g_autoptr(DangerTable) table = good_table(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(urgent); i++)
    g_assert_true(danger_may_match(table, urgent[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(calm); i++)
    g_assert_false(danger_may_match(table, calm[i]));
}

/* On a telephone's keys, in haste; but no word that is right as it stands. */
static void
test_danger_misspelt(void)
{
  static const char *const urgent[] = {
      "Im Kelelr reicht und riehct es nach Gas",
      "stromkbael hengt von der laterne bis auf den gehweg",
      "Kanaldekcel fehlt",
      "Kleines Kind eingeschlosen im Auto, bei der Hitze",
  };
  static const char *const calm[] = {
      "Die Leistung der Stadtwerke hängt vom Wetter ab",
      "Die Schlacht bei Musterstadt wird an der Mauer erklärt",
      "Das Gas reicht nicht für den Winter",
  };
  g_autoptr(DangerTable) table = good_table(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(urgent); i++)
    g_assert_true(danger_match(table, urgent[i], NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(calm); i++)
    g_assert_false(danger_match(table, calm[i], NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/danger/shipped", test_danger_shipped);
  g_test_add_func("/danger/may-match", test_danger_may_match);
  g_test_add_func("/danger/misspelt", test_danger_misspelt);
  return g_test_run();
}
