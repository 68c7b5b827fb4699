/* SPDX-License-Identifier: Apache-2.0
 *
 * letters.yaml: the shipped rows, a town's over them, and what is wrong there.
 */
#include "parsers/letter/letter.h"

#include <string.h>

static LetterTable *
table_of(const char *yaml, char **out_problems)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "letters.yaml", problems);
  g_assert_nonnull(tree);
  LetterTable *table = letter_table_new(yaml_tree_root(tree), problems);
  *out_problems = problems_to_string(problems);
  return table;
}

static void
test_letter_table_kinds(void)
{
  static const struct {
    const char *id;
    unsigned flags;
  } kinds[] = {
      {"legal", LETTER_LEGAL | LETTER_CAREFUL},
      {"confidential", LETTER_CONFIDENTIAL | LETTER_CAREFUL},
      {"abuse", 0},
      {"access", LETTER_LEGAL | LETTER_CAREFUL},
      {"press", LETTER_OF_SENDER},
      {"council", LETTER_COUNCIL | LETTER_OF_SENDER},
      {"advertising",
       LETTER_WEEKLY_LIST | LETTER_NEVER_ANSWERED | LETTER_OF_SENDER},
      {"staff", 0},
      {"defect", LETTER_SERVICE | LETTER_PLACED},
      {"idea", LETTER_SERVICE},
      {"question", LETTER_SERVICE | LETTER_ASKS},
      {"praise", LETTER_FILES_ONLY},
      {"thanks", LETTER_FILES_ONLY | LETTER_NEVER_ANSWERED | LETTER_SHORT},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(LetterTable) table = letter_table_new(NULL, problems);
  const GPtrArray *all = letter_table_kinds(table);
  g_assert_cmpuint(all->len, ==, G_N_ELEMENTS(kinds));
  for (unsigned i = 0; i < all->len && i < G_N_ELEMENTS(kinds); i++) {
    const LetterKind *kind = all->pdata[i];
    g_assert_cmpstr(kind->id, ==, kinds[i].id);
    g_assert_cmphex(kind->flags, ==, kinds[i].flags);
    g_assert_true(letter_table_find(table, kind->id) == kind);
  }
  g_assert_null(letter_table_find(table, "kin")); /* a group */
  g_assert_null(letter_table_find(table, "nothing"));
}

/* Thanks at the end of a report do not file it. */
static void
test_letter_table_thanks(void)
{
  static const struct {
    const char *text, *kind;
  } rows[] = {
      {"Die Straße Nelkenweg weist erhebliche Schäden auf (siehe Foto). Danke "
       "für die Bearbeitung.",
       "defect"},
      {"Guten Morgen, dort befindet sich Bauschutt im Gebüsch am Weg. Vielen "
       "Dank.",
       "defect"},
      {"Das ging ja flott, vielen Dank!", "thanks"},
      {"Danke für die schnelle Bearbeitung!", "thanks"},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(LetterTable) table = letter_table_new(NULL, problems);
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    const LetterView view = {.text = rows[i].text, .category_found = i < 2};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    g_test_message("%s", rows[i].text);
    g_assert_cmpstr(verdict.kind == NULL ? "-" : verdict.kind->id, ==,
                    rows[i].kind);
  }
}

static void
test_letter_table_inherits(void)
{
  g_autofree char *problems = NULL;
  g_autoptr(LetterTable) table =
      table_of("- {id: legal, to: registratur, names: {de: Rechtliches}}\n"
               "- {id: praise, own: true, strong: [sternstunde]}\n"
               "- {id: market, strong: [marktstand], to: category}\n"
               "- {id: staff, enabled: false}\n",
               &problems);
  g_assert_cmpstr(problems, ==, "");
  const LetterKind *legal = letter_table_find(table, "legal");
  g_assert_cmpstr(legal->to, ==, "registratur");
  g_assert_cmpstr(legal->answer, ==, "letter-legal");
  g_assert_cmphex(legal->flags, ==, LETTER_LEGAL | LETTER_CAREFUL);
  g_assert_cmpuint(legal->strong->len, >, 5);
  g_assert_cmpstr(letter_kind_name(legal, "de"), ==, "Rechtliches");
  g_assert_cmpstr(letter_kind_name(legal, "en-x"), ==,
                  "application or objection");
  const LetterKind *praise = letter_table_find(table, "praise");
  g_assert_cmpuint(praise->strong->len, ==, 1);
  g_assert_cmpuint(praise->weak->len, ==, 0);
  g_assert_cmphex(praise->flags, ==, LETTER_FILES_ONLY);
  const LetterKind *market = letter_table_find(table, "market");
  g_assert_cmpstr(market->to, ==, LETTER_TO_CATEGORY);
  g_assert_cmpstr(letter_kind_name(market, "de"), ==, "market");
  g_assert_null(letter_table_find(table, "staff"));
}

static void
test_letter_table_problems(void)
{
  static const struct {
    const char *yaml, *problem;
  } cases[] = {
      {"- {id: legal, flags: [leagl]}\n", "letters.yaml:1:"},
      {"- {id: new}\n", "letters.yaml:1:3: there are no signs"},
      {"- {id: new, group: true}\n", "letters.yaml:1:3: the group has no"},
      {"- {id: new, strong: [a]}\n", "words of at least two letters"},
      {"- {id: press, senders: ['@']}\n", "a mail address, a domain"},
      {"- {id: press, senders: ['a b']}\n", "a mail address, a domain"},
      {"- {id: new, strong: ['@nobody word']}\n", "no group 'nobody'"},
      {"- {id: new, strnog: [word]}\n", "did you mean 'strong'?"},
      {"- {id: new, strong: [word]}\n- {id: new, strong: [word]}\n",
       "letters.yaml:2:3: id 'new' stands here twice"},
      {"- {strong: [word]}\n", "letters.yaml:1:"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *problems = NULL;
    g_autoptr(LetterTable) table = table_of(cases[i].yaml, &problems);
    g_test_message("%s", problems);
    g_assert_nonnull(strstr(problems, cases[i].problem));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/letter-table/kinds", test_letter_table_kinds);
  g_test_add_func("/letter-table/thanks", test_letter_table_thanks);
  g_test_add_func("/letter-table/inherits", test_letter_table_inherits);
  g_test_add_func("/letter-table/problems", test_letter_table_problems);
  return g_test_run();
}
