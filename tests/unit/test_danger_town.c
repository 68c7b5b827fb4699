/* SPDX-License-Identifier: Apache-2.0
 *
 * What a town's own danger.yaml does to the shipped table, and how its patterns
 * are read.
 */
#include <string.h>

#include "parsers/danger/danger.h"

static DangerTable *
table_of(const char *yaml, char **out_problems)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "danger.yaml", problems);
  g_assert_nonnull(tree);
  DangerTable *table = danger_table_new(yaml_tree_root(tree), problems);
  *out_problems = problems_to_string(problems);
  return table;
}

static DangerTable *
good_table(const char *yaml)
{
  g_autofree char *problems = NULL;
  DangerTable *table = table_of(yaml, &problems);
  g_assert_cmpstr(problems, ==, "");
  return table;
}

/* The id of what is found, or "-". */
static void
assert_found(const DangerTable *table, const char *text, const char *id)
{
  g_auto(DangerHit) hit = {0};
  bool found = danger_match(table, text, &hit);
  g_assert_cmpstr(found ? hit.rule->id : "-", ==, id);
}

static void
test_danger_town_adds(void)
{
  g_autoptr(DangerTable) table = good_table("- id: weir\n"
                                            "  names: {de: Wehr}\n"
                                            "  department: bauhof\n"
                                            "  phone: '+49 30 23125 010'\n"
                                            "  words: ['wehr offen|klemmt']\n");
  assert_found(table, "Das Wehr am Mühlgraben klemmt", "weir");
  assert_found(table, "Gasgeruch im Flur", "gas");
  g_assert_cmpstr(danger_table_find(table, "weir")->department, ==, "bauhof");
}

static void
test_danger_town_replaces(void)
{
  g_autoptr(DangerTable) table =
      good_table("- id: syringe\n  words: [nur_dieses_wort]\n");
  assert_found(table, "Auf dem Spielplatz liegen gebrauchte Spritzen", "-");
  assert_found(table, "nur dieses Wort", "syringe");
}

static void
test_danger_town_switches_off(void)
{
  g_autoptr(DangerTable) table =
      good_table("- id: syringe\n  enabled: false\n");
  assert_found(table, "Auf dem Spielplatz liegen gebrauchte Spritzen", "-");
  assert_found(table, "Gasgeruch im Flur", "gas");
  g_assert_null(danger_table_find(table, "syringe"));
}

/* A group's `ignore` counts for all rows, a row's for itself alone. */
static void
test_danger_town_ignores(void)
{
  g_autoptr(DangerTable) table =
      good_table("- id: weir\n  words: [gasse]\n"
                 "  ignore: ['kleine gasse']\n"
                 "- id: local\n  group: true\n"
                 "  ignore: ['restaurant gasgeruch']\n");
  assert_found(table, "in der Gasse", "weir");
  assert_found(table, "in der kleinen Gasse", "weir");
  assert_found(table, "die kleine Gasse", "-");
  assert_found(table, "Restaurant Gasgeruch", "-");
  assert_found(table, "im Restaurant ist Gasgeruch", "gas");
}

static void
test_danger_town_patterns(void)
{
  static const struct {
    const char *text, *id;
  } rows[] = {
      {"Die Möhre tanzt", "own"},
      {"MOEHRE TANZT", "own"},
      {"es hüpft die dicke alte Möhre", "own"},
      {"Mohre tanzt", "own"}, /* one slip */
      {"Mohr tanzt", "-"},
      {"Möhre tannzt", "own"},    /* doubled letters */
      {"Möhre mit Dekel", "own"}, /* and those that look otherwise */
      {"Möhre mit Spize", "own"},
      {"Die Möhre. Und dann tanzt sie.", "own"},
      {"Die Möhre tanzt nicht", "-"},
      {"Obermöhre tanzt", "-"},
      {"eine Möhre, zu der noch gestern und vorgestern und auch davor und"
       " immerzu jemand tanzt",
       "-"}, /* too far */
      {"rote kleine Lok", "-"},
      {"kleine rote Lok", "own"}, /* "_": in a row */
  };
  g_autoptr(DangerTable) table =
      good_table("- id: own\n  words:\n"
                 "    - 'möhre tanz* | hüpf* -nicht'\n"
                 "    - 'möhre deckel | spitze'\n"
                 "    - kleine_rote\n");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_found(table, rows[i].text, rows[i].id);
}

/* The example of docs/guide/danger.md. */
static void
test_danger_town_guide(void)
{
  g_autofree char *page = NULL;
  if (!g_file_get_contents("docs/guide/danger.md", &page, NULL, NULL)) {
    g_test_skip("not run from the source tree");
    return;
  }
  const char *begin = strstr(page, "```yaml\n- id");
  g_assert_nonnull(begin);
  begin += strlen("```yaml\n");
  g_autofree char *yaml =
      g_strndup(begin, (gsize)(strstr(begin, "\n```") + 1 - begin));
  g_autoptr(DangerTable) table = good_table(yaml);
  assert_found(table, "Die Schleuse klemmt", "weir");
  assert_found(table, "im Gasthaus zum Wehr klemmt die Tür", "-");
  assert_found(table, "Auf dem Spielplatz liegen gebrauchte Spritzen", "-");
}

static void
test_danger_town_mistakes(void)
{
  static const struct {
    const char *yaml, *problem;
  } rows[] = {
      {"- id: own\n  words: ['@nobody wackelt']\n", "no group 'nobody'"},
      {"- id: own\n", "there are no words"},
      {"- id: own\n  words: ['a*']\n", "three beside a '*'"},
      {"- id: own\n  words: [-nicht]\n", "that must stand there"},
      {"- id: own\n  words: [turm]\n- id: own\n  words: [wehr]\n", "twice"},
      {"- id: own\n  word: [turm]\n", "word"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *problems = NULL;
    g_autoptr(DangerTable) table = table_of(rows[i].yaml, &problems);
    g_assert_nonnull(strstr(problems, rows[i].problem));
    assert_found(table, "Gasgeruch im Flur", "gas"); /* with a gap, but there */
  }
}

#define ADD(name, function)                                                    \
  g_test_add_func("/danger-town/" name, test_danger_town_##function)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("adds", adds);
  ADD("replaces", replaces);
  ADD("switches-off", switches_off);
  ADD("ignores", ignores);
  ADD("patterns", patterns);
  ADD("guide", guide);
  ADD("mistakes", mistakes);
  return g_test_run();
}
