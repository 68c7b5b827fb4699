/* SPDX-License-Identifier: Apache-2.0
 *
 * Which kind a letter is taken for: precedence, doubt, senders, subjects.
 */
#include "parsers/letter/letter.h"

#include <string.h>

/* A table of its own, small enough to count points by hand. */
static const char TABLE[] =
    "- {id: legal, own: true, strong: [widerspruch], weak: [bescheid]}\n"
    "- {id: council, own: true, strong: [fraktion],\n"
    "   senders: [rat.example.org, 'anfrage@', kunz@example.com]}\n"
    "- {id: defect, own: true, strong: [kaputt], weak: [laterne, strasse],\n"
    "   against: [leuchtet]}\n"
    "- {id: question, own: true, weak: [wann, wo]}\n"
    "- {id: thanks, own: true, weak: [danke], strong: [danke_sehr]}\n"
    "- {id: confidential, enabled: false}\n"
    "- {id: abuse, enabled: false}\n"
    "- {id: access, enabled: false}\n"
    "- {id: press, enabled: false}\n"
    "- {id: advertising, enabled: false}\n"
    "- {id: staff, enabled: false}\n"
    "- {id: idea, enabled: false}\n"
    "- {id: praise, enabled: false}\n";

static LetterTable *
table_of(const char *yaml)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "letters.yaml", problems);
  g_assert_nonnull(tree);
  LetterTable *table = letter_table_new(yaml_tree_root(tree), problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, "");
  return table;
}

typedef struct Row {
  const char *subject, *text;
  const char *kind;   /* NULL: the desk */
  const char *likely; /* NULL: as `kind` */
  bool category;
} Row;

static const Row rows[] = {
    {NULL, "Die Bank ist kaputt", "defect", NULL, false},
    {NULL, "Danke! Aber: Widerspruch. Die Bank ist kaputt", "legal", NULL,
     false},
    {NULL, "Danke sehr! Die Bank ist leider kaputt", "defect", NULL, false},
    {NULL, "Ihr Bescheid, und die Bank ist kaputt", NULL, "defect", false},
    {"Ihr Bescheid", "Was nun, die Bank ist kaputt", NULL, "legal", false},
    {"Re: kaputt", "danke", "thanks", NULL, false},
    {"WG: kaputt", "danke", "defect", NULL, false},
    {NULL, "danke", "thanks", NULL, false},
    {NULL, "danke! Es ist die Laterne am Tor", NULL, "thanks", false},
    {NULL, "eins zwei drei vier fuenf sechs sieben acht danke", NULL, "thanks",
     false},
    {NULL, "Spiegel", "defect", NULL, true},
    {NULL, "Spiegel", NULL, NULL, false},
    {NULL, "Ihr Bescheid zum Spiegel", NULL, "defect", true},
    {NULL, "Laterne kaputt, nein, sie leuchtet", "defect", NULL, false},
    {NULL, "Wann und wo?", "question", NULL, false},
    {NULL, "Wann?", "question", NULL, false},
    {NULL, "Wann", NULL, "question", false}, /* a weak sign alone */
    {NULL, "Ihr Bescheid: kaputt, Laterne, Strasse", "defect", NULL, true},
    {NULL, "Ihr Bescheid: kaputt, Laterne, Strasse", NULL, "defect", false},
    {NULL, "", NULL, NULL, false},
    {NULL, NULL, NULL, NULL, false},
};

static void
test_letter_precedence(void)
{
  g_autoptr(LetterTable) table = table_of(TABLE);
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    const LetterView view = {.subject = rows[i].subject,
                             .text = rows[i].text,
                             .category_found = rows[i].category};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    const char *likely = rows[i].likely != NULL ? rows[i].likely : rows[i].kind;
    g_test_message("row %u", i);
    g_assert_cmpstr(verdict.kind != NULL ? verdict.kind->id : NULL, ==,
                    rows[i].kind);
    g_assert_cmpstr(verdict.likely != NULL ? verdict.likely->id : NULL, ==,
                    likely);
    if (verdict.kind == NULL)
      g_assert_cmpuint(verdict.sure_percent, <, 50);
    else
      g_assert_cmpuint(verdict.sure_percent, >=, 50);
  }
}

/* Of kinds alike the one that clearly more speaks for. */
static void
test_letter_overtaken(void)
{
  static const struct {
    const char *text, *kind;
  } cases[] = {
      {"Laterne kaputt, mein Vorschlag", "defect"},
      {"Laterne kaputt, mein Vorschlag: stattdessen ein Brunnen", "defect"},
      {"Sie ist kaputt, mein Vorschlag: stattdessen ein Brunnen", "idea"},
      {"Widerspruch, meine Daten", "legal"},
      {"Widerspruch, meine Daten sind zu tilgen", "access"},
      {"Die Bank ist kaputt. Wann? Frage: darf das?", NULL}, /* the desk */
      {"Unsere Fraktion fragt: Wann? Frage: darf das?", "council"},
  };
  g_autoptr(LetterTable) table = table_of(
      "- {id: legal, own: true, strong: [widerspruch]}\n"
      "- {id: council, own: true, strong: [fraktion]}\n"
      "- {id: access, own: true, strong: [daten, tilgen]}\n"
      "- {id: defect, own: true, strong: [kaputt], weak: [laterne]}\n"
      "- {id: idea, own: true, strong: [vorschlag, stattdessen]}\n"
      "- {id: question, own: true, strong: [wann, darf], weak: [frage]}\n"
      "- {id: confidential, enabled: false}\n");
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    const LetterView view = {.text = cases[i].text};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    g_test_message("case %u", i);
    g_assert_cmpstr(verdict.kind != NULL ? verdict.kind->id : NULL, ==,
                    cases[i].kind);
  }
}

static void
test_letter_why(void)
{
  g_autoptr(LetterTable) table = table_of(TABLE);
  const LetterView view = {.subject = "Laterne",
                           .text = "Sie ist KAPUTT. Wann kommt wer?"};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(table, &view, &verdict);
  g_assert_cmpstr(verdict.kind->id, ==, "defect");
  g_assert_cmpstr(verdict.second->id, ==, "question");
  const LetterSign *first = &g_array_index(verdict.signs, LetterSign, 0);
  g_assert_cmpstr(first->kind->id, ==, "defect");
  g_assert_cmpint(first->points, ==, 6);
  g_assert_cmpstr(first->pattern, ==, "kaputt");
  g_assert_cmpstr(first->words, ==, "kaput");
  const LetterSign *next = &g_array_index(verdict.signs, LetterSign, 1);
  g_assert_cmpint(next->points, ==, 4); /* weak, but on top */
}

static void
test_letter_senders(void)
{
  static const struct {
    const char *sender;
    bool authenticated;
    const char *kind;
  } senders[] = {
      {"a@rat.example.org", true, "council"},
      {"a@mail.RAT.example.org", true, "council"},
      {"a@rat.example.org", false, NULL}, /* anybody may say so: the desk */
      {"a@nichtrat.example.org", true, "defect"},
      {"kunz@example.com", true, "council"},
      {"hinz@example.com", true, "defect"},
      {"Anfrage@example.net", true, "council"},
      {"anfrage2@example.net", true, "defect"},
      {"kein-at", true, "defect"},
      {NULL, true, "defect"},
  };
  g_autoptr(LetterTable) table = table_of(TABLE);
  for (unsigned i = 0; i < G_N_ELEMENTS(senders); i++) {
    const LetterView view = {.text = "Laterne Gartenstrasse 12",
                             .sender = senders[i].sender,
                             .authenticated = senders[i].authenticated,
                             .category_found = true};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    g_test_message("row %u", i);
    g_assert_cmpstr(verdict.kind != NULL ? verdict.kind->id : NULL, ==,
                    senders[i].kind);
  }
}

static void
test_letter_council(void)
{
  g_autoptr(LetterTable) table = table_of(TABLE);
  LetterView view = {.text = "Laterne Gartenstrasse 12",
                     .from_council = true,
                     .authenticated = true};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(table, &view, &verdict);
  g_assert_cmpstr(verdict.kind->id, ==, "council");
  view.authenticated = false;
  g_auto(LetterVerdict) doubted = {0};
  letter_classify(table, &view, &doubted);
  g_assert_null(doubted.kind);
  g_assert_cmpstr(doubted.likely->id, ==, "council");
}

static void
test_letter_attachment(void)
{
  g_autoptr(LetterTable) table = table_of(TABLE);
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  g_ptr_array_add(files, (void *)"Widerspruch.pdf");
  const LetterView view = {.text = "siehe Anhang", .files = files};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(table, &view, &verdict);
  g_assert_cmpstr(verdict.kind->id, ==, "legal");
}

/* What the shipped table must never take for anything else. */
static void
test_letter_shipped(void)
{
  static const struct {
    const char *text, *kind;
  } texts[] = {
      {"Vielen Dank für das nette Gespräch! Gegen den Bescheid lege ich "
       "Widerspruch ein.",
       "legal"},
      {"Die Laterne ist kaputt. Außerdem wird das Kind nebenan geschlagen.",
       "confidential"},
      {"Bitte um Auskunft nach Art. 15 DSGVO", "access"},
      {"Im Jugendzentrum ist die Heizung kaputt", "defect"},
      {"Danke im Voraus für die Reparatur der kaputten Bank", "defect"},
      {"danke!", "thanks"},
      {"hirmit lege ich widersruch gegen den besceid ein", "legal"},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(LetterTable) table = letter_table_new(NULL, problems);
  for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
    const LetterView view = {.text = texts[i].text};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    g_test_message("%s", texts[i].text);
    g_assert_cmpstr(verdict.kind != NULL ? verdict.kind->id : NULL, ==,
                    texts[i].kind);
  }
}

static void
test_letter_flags(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(LetterTable) table = letter_table_new(NULL, problems);
  g_assert_true(letter_flags_of(table, "danke!") & LETTER_FILES_ONLY);
  g_assert_true(letter_flags_of(table, "Ich lege Widerspruch gegen den "
                                       "Bescheid ein") &
                LETTER_LEGAL);
  g_assert_cmpuint(letter_flags_of(table, "Am Bahnhof"), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/letter/precedence", test_letter_precedence);
  g_test_add_func("/letter/overtaken", test_letter_overtaken);
  g_test_add_func("/letter/why", test_letter_why);
  g_test_add_func("/letter/senders", test_letter_senders);
  g_test_add_func("/letter/council", test_letter_council);
  g_test_add_func("/letter/attachment", test_letter_attachment);
  g_test_add_func("/letter/shipped", test_letter_shipped);
  g_test_add_func("/parsers/letter/flags", test_letter_flags);
  return g_test_run();
}
