/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether what was decided about a sender counts for his next letter, and whose
 * domain tells of him.
 */
#include "parsers/letter/letter.h"

#include <string.h>

static const struct {
  const char *text, *taught;
  bool category, counts;
} letters[] = {
    /* Nothing tells. */
    {"Guten Tag, hätten Sie morgen Zeit für ein Gespräch?", "press", false,
     true},
    {"Guten Tag, hätten Sie morgen Zeit für ein Gespräch?", "advertising",
     false, true},
    {"Wie viele Laternen hat die Stadt?", "press", true, true},
    {"Unsere Parkbank, jetzt auch in Grün.", "press", true, true},
    {"Unsere Parkbank, jetzt auch in Grün.", "advertising", true, true},
    /* A kind of its words, not of its sender. */
    {"Guten Tag, hätten Sie morgen Zeit für ein Gespräch?", "staff", false,
     false},
    {"Guten Tag, hätten Sie morgen Zeit für ein Gespräch?", "question", false,
     false},
    /* Clear by itself. */
    {"Die Laterne vor unserem Haus ist kaputt.", "press", true, false},
    {"Die Laterne vor unserem Haus ist kaputt.", "advertising", true, false},
    {"Ein großes Lob an das Team der Bücherei: sehr freundlich und kompetent.",
     "press", false, false},
    /* Must not be missed, surely or perhaps. */
    {"Hiermit lege ich Widerspruch gegen Ihren Bescheid vom 3. Mai ein.",
     "press", false, false},
    {"Es geht um den Bescheid, mein Aktenzeichen 4711.", "press", false, false},
    {"Es geht um den Bescheid, mein Aktenzeichen 4711.", "advertising", false,
     false},
};

static void
test_taught_counts(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(LetterTable) table = letter_table_new(NULL, problems);
  for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
    const LetterView view = {.text = letters[i].text,
                             .category_found = letters[i].category};
    g_auto(LetterVerdict) verdict = {0};
    letter_classify(table, &view, &verdict);
    const LetterKind *taught = letter_table_find(table, letters[i].taught);
    g_test_message("%s: %s, taken for %s", letters[i].taught, letters[i].text,
                   verdict.kind == NULL ? "nothing" : verdict.kind->id);
    g_assert_cmpint(letter_taught_counts(&verdict, taught), ==,
                    letters[i].counts);
  }
}

static const struct {
  const char *address, *domain;
} senders[] = {
    {"Redaktion@Gazette.example.org", "gazette.example.org"},
    {"a@rat.musterhagen.example.org", "rat.musterhagen.example.org"},
    {"kim@gmx.de", NULL},
    {"kim@gmx.net", NULL},
    {"kim@yahoo.co.uk", NULL},
    {"kim@t-online.de", NULL},
    {"kim@WEB.de", NULL},
    {"kim@localhost", NULL},
    {"kim", NULL},
    {"kim@webshop.example.net", "webshop.example.net"},
};

static void
test_taught_organisation(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
    g_autofree char *domain = letter_organisation(senders[i].address);
    g_test_message("%s", senders[i].address);
    g_assert_cmpstr(domain, ==, senders[i].domain);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/letter-taught/counts", test_taught_counts);
  g_test_add_func("/letter-taught/organisation", test_taught_organisation);
  return g_test_run();
}
