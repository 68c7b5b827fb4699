/* SPDX-License-Identifier: Apache-2.0
 *
 * Departments, categories and words as tables: the same town as from YAML, and
 * what is wrong by row and column.
 */
#include "parsers/config/csv_tree.h"

#include <string.h>

#include "parsers/config/town.h"
#include "parsers/resource.h"

/* A town of the example's town.yaml and these files: name, text, …, NULL. */
static Town *
town_of(const char *const *files, Problems *problems)
{
  g_autoptr(GHashTable) all = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  const Resource *town = resource_find("templates/town/town.yaml");
  g_hash_table_insert(all, (char *)"town.yaml",
                      g_bytes_new_static(town->begin, resource_size(town)));
  for (; files[0] != NULL; files += 2)
    g_hash_table_insert(all, (char *)files[0],
                        g_bytes_new_static(files[1], strlen(files[1])));
  return town_parse(all, problems);
}

#define DEPARTMENTS                                                            \
  "id;name;addresses;may_act.domain;members;extern;deputy;look.color\n"        \
  "zentrale;Zentrale;z@example.org;example.org;;nein;;\n"                      \
  ";;;;;;;\n"                                                                  \
  "tiefbau;Tiefbauamt;t@example.org, u@example.org;;m@example.org;ja;"         \
  "zentrale;#00664f\n"
#define CATEGORIES                                                             \
  "Kennung;Name;names.en;W\xC3\xB6rter;words.en;Amt;Frist;photo_needed\n"      \
  "loch;Loch;Hole;Schlagloch, ~Fahrbahn | tiefes Loch;pothole;tiefbau;5;x\n"   \
  "sonst;Sonstiges;Other;;;zentrale;;\n"
#define WORDS                                                                  \
  "Kategorie;Wort;Sprache\n"                                                   \
  "loch;Absackung;\n"                                                          \
  "loch;sinkhole;en\n"                                                         \
  "sonst;Dies, Das;de\n"

/* "a|b|c"; owned. */
static char *
joined(const GPtrArray *texts)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf(all, "%s%s", i == 0 ? "" : "|",
                           (const char *)texts->pdata[i]);
  return g_string_free(all, FALSE);
}

static void
test_csv_tree_town(void)
{
  static const char *const files[] = {"departments.csv",
                                      DEPARTMENTS,
                                      "categories.csv",
                                      CATEGORIES,
                                      "words.csv",
                                      WORDS,
                                      NULL};
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = town_of(files, problems);
  g_autofree char *said = problems_to_string(problems);
  g_assert_cmpstr(said, ==, "");
  g_assert_cmpuint(town->departments->len, ==, 2);
  const Department *department = town_department(town, "tiefbau");
  g_autofree char *addresses = joined(department->addresses);
  g_assert_cmpstr(department->name, ==, "Tiefbauamt");
  g_assert_cmpstr(addresses, ==, "t@example.org|u@example.org");
  g_assert_true(department->external);
  g_assert_cmpstr(department->deputy, ==, "zentrale");
  g_assert_cmpstr(department->look.color, ==, "#00664f");
  g_assert_cmpint(department->undo_minutes, ==, -1); /* the default */
  g_assert_cmpstr(town_department(town, "zentrale")->may_act.domain, ==,
                  "example.org");
  const Category *category = town_category(town, "loch");
  g_autofree char *words = joined(category->words);
  g_assert_cmpstr(category_name(town, category, "en"), ==, "Hole");
  g_assert_cmpstr(words, ==,
                  "Schlagloch|~Fahrbahn|tiefes Loch|Absackung|pothole|"
                  "sinkhole");
  g_assert_cmpint(category->deadline_days, ==, 5);
  g_assert_true(category->photo_needed);
  g_assert_true(category->place_needed); /* the default */
  g_autofree char *others = joined(town_category(town, "sonst")->words);
  g_assert_cmpstr(others, ==, "Dies|Das");
}

/* Questions and answers, with German headings. */
static void
test_csv_tree_faq(void)
{
  static const char *const files[] = {
      "departments.csv",
      DEPARTMENTS,
      "categories.csv",
      CATEGORIES,
      "faq.csv",
      "id;Frage;Antwort;answer.en;Wörter;Amt\n"
      "ausweis;Wann ist mein Ausweis fertig?;\"Nach drei Wochen; Sie hören "
      "von uns.\";After three weeks.;\"Perso, Personalausweis\";tiefbau\n",
      NULL};
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = town_of(files, problems);
  g_autofree char *said = problems_to_string(problems);
  g_assert_cmpstr(said, ==, "");
  g_assert_cmpuint(town->faq->len, ==, 1);
  const Faq *faq = town->faq->pdata[0];
  g_autofree char *words = joined(faq->words);
  g_assert_cmpstr(faq->id, ==, "ausweis");
  g_assert_cmpstr(words, ==, "Perso|Personalausweis");
  g_assert_cmpstr(g_hash_table_lookup(faq->answer, "de"), ==,
                  "Nach drei Wochen; Sie hören von uns.");
  g_assert_cmpstr(g_hash_table_lookup(faq->answer, "en"), ==,
                  "After three weeks.");
  g_assert_cmpstr(faq->department, ==, "tiefbau");
}

/* words.csv goes with categories.yaml, too, whatever its lists are. */
static void
test_csv_tree_words_of_yaml(void)
{
  static const struct {
    const char *yaml, *words;
  } rows[] = {
      {"words: [eins]", "eins|Absackung|sinkhole"},
      {"words: {de: [eins], en: [one]}", "eins|Absackung|one|sinkhole"},
      {"words: {de: [eins]}", "eins|Absackung|sinkhole"},
      {"deadline_days: 1", "Absackung|sinkhole"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *yaml = g_strdup_printf("- id: loch\n  names: {de: Loch}\n"
                                            "  department: zentrale\n  %s\n",
                                            rows[i].yaml);
    const char *const files[] = {
        "departments.csv",
        DEPARTMENTS,
        "categories.yaml",
        yaml,
        "words.csv",
        "category,word,language\nloch,Absackung,\nloch,sinkhole,en\n",
        NULL};
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Town) town = town_of(files, problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpstr(said, ==, "");
    g_autofree char *words = joined(town_category(town, "loch")->words);
    g_assert_cmpstr(words, ==, rows[i].words);
  }
}

/* Each mistake with its row and column. */
static const struct {
  const char *file, *text, *says;
} wrong[] = {
    {"faq.csv", "id;question.de\na;Wie?\n",
     "faq.csv:2:1: key 'answer' is missing"},
    {"faq.csv", "id;Frage;Antwort;Amt\na;Wie?;So.;bau\na;Wo?;Da.;\n",
     "faq.csv:2:12: there is no department 'bau' in departments.csv\n"
     "faq.csv:3:1: id 'a' stands here twice (first in line 2) – each needs its "
     "own"},
    {"faq.yaml", "- id: a\n  question: {en: How?}\n  answer: {de: So.}\n",
     "faq.yaml:2:13: 'question' has no text in the town's first language "
     "'de'"},
    {"departments.csv", "id;nam;addresses\nzentrale;Z;z@example.org\n",
     "departments.csv:1:4: unknown column 'nam' – did you mean 'name'?\n"
     "departments.csv:2:1: key 'name' is missing"},
    {"departments.csv", "id;name;addresses;may_act\nzentrale;Z;z@a.de;x\n",
     "departments.csv:1:19: unknown column 'may_act' – write "
     "may_act.addresses\n"},
    {"departments.csv", "id;name;addresses\nzentrale;Z;z.example.org\n",
     "departments.csv:2:12: 'addresses' must be a mail address like "
     "amt@example.org, not 'z.example.org'\n"},
    {"departments.csv",
     "id;name;addresses;deputy\nzentrale;Z;z@example.org;tief\n",
     "departments.csv:2:26: there is no department 'tief' in "
     "departments.csv"},
    {"departments.csv",
     "id;name;addresses\nzentrale;Z;z@example.org\n"
     "zentrale;Y;y@example.org\n",
     "departments.csv:3:1: id 'zentrale' stands here twice (first in line "
     "2)"},
    {"departments.csv",
     "id,name,addresses\nzentrale,Z,z@example.org,y@example.org\n",
     "departments.csv:2:26: the row has more cells than the first line"},
    {"departments.csv", "id;name;addresses;name\nzentrale;Z;z@a.de;Y\n",
     "departments.csv:1:19: column 'name' stands here twice\n"},
    {"departments.csv", "",
     "departments.csv: the file is empty – its first line must name the "
     "columns, id among them\n"},
    {"categories.csv", "id;names;department\nloch;Loch;zentrale\n",
     "categories.csv:1:4: unknown column 'names' – write names.de\n"},
    {"categories.csv",
     "id;names.de;department;deadline_days\nloch;Loch;zentrale;bald\n",
     "categories.csv:2:20: 'deadline_days' must be"},
    {"categories.csv",
     "id;names.de;department;publish\nloch;Loch;zentrale;vielleicht\n",
     "categories.csv:2:20: 'publish' must be"},
    {"words.csv", "category;word\nloch;Absackung\nlcoh;Riss\nloch;\nloch;a\n",
     "words.csv:3:1: there is no category 'lcoh' – did you mean 'loch'?\n"
     "words.csv:4:6: there is no word in this row\n"
     "words.csv:5:6: word 'a' is too short to mean anything\n"},
    {"words.csv", "a;b\nloch;Riss\n",
     "words.csv:1:1: there is no column 'category' – the first line must "
     "name the columns category, word, and perhaps language\n"},
};

static void
test_csv_tree_problems(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
    static const char *const names[] = {"departments.csv", "categories.csv",
                                        "words.csv"};
    static const char *const right[] = {
        "id;name;addresses\nzentrale;Z;z@example.org\n",
        "id;names.de;department\nloch;Loch;zentrale\n", "category;word\n"};
    const char *files[2 * G_N_ELEMENTS(right) + 3] = {NULL};
    for (size_t j = 0; j < G_N_ELEMENTS(right); j++) {
      files[2 * j] = names[j];
      files[2 * j + 1] = right[j];
    }
    files[2 * G_N_ELEMENTS(right)] = wrong[i].file; /* this one holds */
    files[2 * G_N_ELEMENTS(right) + 1] = wrong[i].text;
    g_autoptr(Problems) problems = problems_new();
    g_assert_null(town_of(files, problems));
    problems_sort(problems);
    g_autofree char *said = problems_to_string(problems);
    g_test_message("%s", said);
    g_assert_nonnull(strstr(said, wrong[i].says));
  }
}

static void
test_csv_tree_both(void)
{
  static const char *const files[] = {
      "departments.csv",
      "id;name;addresses\nzentrale;Z;z@example.org\n",
      "departments.yaml",
      "- {id: zentrale, name: Z, addresses: [z@a.de]}\n",
      "categories.csv",
      "id;names.de;department\nloch;Loch;zentrale\n",
      NULL};
  g_autoptr(Problems) problems = problems_new();
  g_assert_null(town_of(files, problems));
  g_autofree char *said = problems_to_string(problems);
  g_assert_cmpstr(said, ==,
                  "departments.csv: departments.yaml is there, too – remove "
                  "one of the two\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/csv-tree/town", test_csv_tree_town);
  g_test_add_func("/csv-tree/faq", test_csv_tree_faq);
  g_test_add_func("/csv-tree/words-of-yaml", test_csv_tree_words_of_yaml);
  g_test_add_func("/csv-tree/problems", test_csv_tree_problems);
  g_test_add_func("/csv-tree/both", test_csv_tree_both);
  return g_test_run();
}
