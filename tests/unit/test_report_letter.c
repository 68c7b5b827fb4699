/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of letters that are no report: where they go, what is answered,
 * what is opened; and that danger comes before their kind.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"

static const char OBJECTION[] =
    "Vielen Dank für Ihr Schreiben. Gegen Ihren Bescheid vom 4. Mai lege ich "
    "hiermit Widerspruch ein. In der Gartenstraße 12 war kein Schlagloch.";
static const char THANKS[] = "Vielen Dank für die schnelle Hilfe, alles ist "
                             "wieder in Ordnung!";

/* What was found stands with message and ticket, its signs in the sealed part
 * alone. */
static void
test_letter_is_remembered(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = OBJECTION});
  g_autofree char *noted = town_fixture_text(
      town, "SELECT detail FROM inbox_event WHERE what = 'letter'");
  g_assert_true(g_str_has_prefix(noted, "legal "));
  g_assert_true(g_str_has_suffix(noted, "%, legal careful"));
  g_autofree char *kind = town_fixture_text(
      town, "SELECT detail FROM ticket_event WHERE what = 'letter'");
  g_assert_cmpstr(kind, ==, "legal");
}

/* No kind that is certain: it goes where it went before. */
static void
test_letter_in_doubt(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Hallo",
                             .text = "Gestern war ich bei Ihnen."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'letter-in-doubt'"),
                  ==, 1);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
}

/* No objection is a report of the pothole it speaks of. */
static void
test_letter_legal_is_no_report(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = OBJECTION});
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM ticket WHERE"
                                     " category IS NULL AND due_at_ms = 0 AND"
                                     " latitude IS NULL AND confidential AND"
                                     " department = 'zentrale'"),
                  ==, 1);
}

/* The place and the words of a report stay what they are. */
static void
test_letter_defect_as_before(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = "In der Gartenstraße 12 ist ein tiefes "
                                     "Schlagloch."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket WHERE"
                                           " category = 'schlagloch' AND"
                                           " department = 'tiefbau' AND"
                                           " NOT confidential"),
                  ==, 1);
}

static void
assert_filed(TownFixture *town, const char *kind)
{
  g_autofree char *found =
      town_fixture_text(town, "SELECT kind FROM inbox WHERE state = 'done'"
                              " ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr(found, ==, kind);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox"), ==,
                  0);
}

static void
test_letter_thanks_are_filed(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = THANKS});
  assert_filed(town, "thanks");
  town_text(town, PHONE, "Danke!");
  assert_filed(town, "thanks");
  town_text(town, PHONE, "👍🙏");
  assert_filed(town, "wordless");
}

/* "🆘" is for a person. */
static void
test_letter_signs_that_ask(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_text(town, PHONE, "🆘");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

static void
test_letter_danger_wins(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = "Vielen Dank für die Hilfe! Aber im "
                                     "Treppenhaus riecht es stark nach Gas, "
                                     "Gartenstraße 12."});
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket WHERE danger IS NOT"
                               " NULL AND state = 'new'"),
      ==, 1);
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
}

int
main(int argc, char **argv)
{
  int done = town_fixture_main(&argc, &argv);
  if (done >= 0)
    return done;
  static const struct {
    const char *name;
    void (*run)(void);
  } tests[] = {
      {"remembered", test_letter_is_remembered},
      {"in-doubt", test_letter_in_doubt},
      {"legal-is-no-report", test_letter_legal_is_no_report},
      {"defect-as-before", test_letter_defect_as_before},
      {"thanks-are-filed", test_letter_thanks_are_filed},
      {"signs-that-ask", test_letter_signs_that_ask},
      {"danger-wins", test_letter_danger_wins},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
    g_autofree char *path = g_strconcat("/report/letter/", tests[i].name, NULL);
    g_test_add_func(path, tests[i].run);
  }
  return g_test_run();
}
