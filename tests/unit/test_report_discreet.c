/* SPDX-License-Identifier: Apache-2.0
 *
 * "vertraulich": whoever reports a lamp wants not to be named; whoever writes
 * about his child is not read at all.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define UNNAMED "sieht nur unsere zentrale Stelle"

typedef struct Row {
  const char *text;
  bool veiled; /* a note without content; else as any report, without name */
  const char *says; /* the confirmation; NULL: no such one */
} Row;

static const Row rows[] = {
    {"Die Laterne in der Gartenstraße 3 ist aus. Bitte vertraulich behandeln.",
     false, UNNAMED},
    {"Die Straßenlaterne vor Gartenstraße 12 ist kaputt, vertraulich.", false,
     UNNAMED},
    {"Vertraulich! Schlagloch in der Gartenstraße 12.", false, UNNAMED},
    {"Schlagloch Gartenstr. 12, bitte vertraulich", false, UNNAMED},
    {"Bitte behandeln Sie meine Meldung vertraulich, die Laterne am Markt ist "
     "aus.",
     false, UNNAMED},
    {"Streng vertraulich: Mein Nachbar lädt seinen Müll in der Ringstraße ab.",
     false, UNNAMED},
    {"Bitte vertraulich: In der Schulstraße parkt der Hausmeister immer auf "
     "dem Gehweg.",
     false, UNNAMED},
    {"Ich möchte anonym bleiben. In der Lindenstraße liegt Sperrmüll.", false,
     UNNAMED},
    {"Confidential please: the street lamp in Gartenstr. 3 is broken.", false,
     "only our central office sees"},
    {"Bitte vertraulich: Ich brauche eine Beratung, mein Mann trinkt.", true,
     NULL},
    {"Vertraulich: Meine Mutter ist dement, ich brauche Hilfe bei der Pflege.",
     true, NULL},
    {"Meine Tochter ist schwanger und braucht Beratung, bitte vertraulich.",
     true, NULL},
    {"Bitte vertraulich: Ich kann die Miete nicht zahlen, in der Wohnung ist "
     "auch die Heizung kaputt.",
     true, NULL},
    {"Bitte behandeln Sie das vertraulich.", true, NULL},
};

static void
test_discreet_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.text = rows[i].text});
    bool veiled = town_sent_count(town, "letter-confidential") == 1;
    g_autofree char *found = town_fixture_text(
        town, "SELECT detail FROM inbox_event WHERE what LIKE 'letter%'");
    g_test_message("%s: %s", rows[i].text, found);
    g_assert_true(veiled == rows[i].veiled);
    g_autoptr(TownSent) said = town_sent(town, "confirmation", NULL);
    g_assert_true((said != NULL) == !rows[i].veiled);
    if (said != NULL)
      assert_contains(said->mail->full_text, rows[i].says);
  }
}

/* About his own ticket it is a wish. */
static void
test_discreet_reply(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = "Schlagloch in der Gartenstraße 12."});
  g_autoptr(TownSent) first = town_sent(town, "confirmation", NULL);
  town_reply(town, first, &(TownMail){.text = "Bitte vertraulich behandeln."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE confidential"),
                  ==, 1);
  g_autoptr(TownSent) said = town_sent(town, "addition-confirmed", NULL);
  g_assert_nonnull(said);
  assert_contains(said == NULL ? "" : said->mail->full_text, UNNAMED);
  town_reply(town, first,
             &(TownMail){.text = "Bitte vertraulich: Meine Mutter ist dement, "
                                 "ich brauche Hilfe bei der Pflege."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  g_assert_cmpuint(town_sent_count(town, "letter-confidential"), ==, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/discreet/rows", test_discreet_rows);
  g_test_add_func("/report/discreet/reply", test_discreet_reply);
  return g_test_run();
}
