/* SPDX-License-Identifier: Apache-2.0
 *
 * What anybody can ask for under a number that is not his: the code that goes
 * to that number, and what comes back.
 */
#include <string.h>

#include "tests/support/talk.h"
#include "tests/support/words.h"

/* The six digits of the newest SMS with a code; owned. */
static char *
code_sent(TownFixture *town)
{
  g_autoptr(TownSent) sent = town_sent(town, "request-code", TALK_PHONE);
  g_autoptr(GRegex) digits = g_regex_new("\\b[1-9][0-9]{5}\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_assert_nonnull(sent);
  g_assert_true(g_regex_match(digits, sent->raw, 0, &match));
  return g_match_info_fetch(match, 0);
}

/* Another code than this one; owned. */
static char *
another(const char *code)
{
  char *other = g_strdup(code);
  other[5] = other[5] == '9' ? '8' : '9';
  return other;
}

static void
assert_desk_reads(TownFixture *town, const char *words)
{
  g_autoptr(TownSent) desk = town_sent(town, "ticket", NULL);
  assert_contains(desk->mail->full_text, words);
}

static void
assert_desk_lacks(TownFixture *town, const char *words)
{
  g_autoptr(TownSent) desk = town_sent(town, "ticket", NULL);
  g_assert_null(strstr(desk->mail->full_text, words));
}

/* It waits for the code, and nothing else does. */
static void
test_code_is_asked(void)
{
  static const struct {
    const char *text, *topic;
  } rows[] = {{"LÖSCHEN", "Daten löschen"},
              {"delete", "Daten löschen"},
              {"Auskunft", "Auskunft über Daten"},
              {"Neue Nummer 0152 28817386", "neue Nummer"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    talk_staff(town, "#rückfrage\nWelche Hausnummer?");
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(talk_held(town), ==, 1);
    g_autofree char *code = code_sent(town);
    g_autofree char *answer = g_strdup_printf("Der Code ist %s.", code);
    town_text(town, TALK_PHONE, answer);
    g_assert_cmpint(talk_held(town), ==, 0);
    g_assert_cmpint(talk_tickets(town), ==, 2);
    assert_said(town, "request-proved", "26-00002-");
    g_assert_cmpuint(town_sent_count(town, "request-received"), ==, 0);
    assert_desk_reads(town, rows[i].text);
    assert_desk_reads(town, rows[i].topic);
    assert_desk_reads(town, "BESTÄTIGT: ");
    assert_desk_lacks(town, "NICHT BESTÄTIGT");
    g_autofree char *state = talk_state(town, 1);
    g_assert_cmpstr(state, ==, "waiting");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM person"
                                             " WHERE erased_at_ms IS NULL"),
                    ==, 1);
  }
}

/* One try; then a person asks. */
static void
test_code_is_wrong(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "LÖSCHEN");
  g_autofree char *code = code_sent(town);
  g_autofree char *wrong = another(code);
  town_text(town, TALK_PHONE, wrong);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  assert_said(town, "request-received", "26-00002-");
  assert_desk_reads(town, "NICHT BESTÄTIGT");
  town_text(town, TALK_PHONE, code);
  g_assert_cmpuint(town_sent_count(town, "request-proved"), ==, 0);
}

/* Perhaps he never asked: he is not written to again, and the desk knows. */
static void
test_code_never_comes(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "AUSKUNFT");
  int64_t before = talk_sms(town);
  talk_wait(town, TALK_DAY_MS + TALK_MINUTE_MS);
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  g_assert_cmpint(talk_sms(town), ==, before);
  assert_desk_reads(town, "NICHT BESTÄTIGT");
}

/* What is no code, and whoever is not meant, leaves it open. */
static void
test_code_of_others(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "LÖSCHEN");
  g_autofree char *code = code_sent(town);
  town_fixture_advance(town, 11 * TALK_MINUTE_MS);
  town_text(town, TALK_OTHER, code);
  town_text(town, TALK_PHONE, "Die Laterne am Markt ist aus");
  town_text(town, TALK_PHONE, "STATUS 26-00001-4");
  g_assert_cmpint(talk_held(town), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "request-proved"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "status"), ==, 1);
  town_text(town, TALK_PHONE, code);
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "request-proved"), ==, 1);
}

/* The same wish is one; a second one has the same code. */
static void
test_code_for_two(void)
{
  static const struct {
    const char *second;
    int tickets;
  } rows[] = {{"LÖSCHEN", 2}, {"loeschen!", 2}, {"AUSKUNFT", 3}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].second);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_PHONE, "LÖSCHEN");
    g_autofree char *code = code_sent(town);
    town_fixture_advance(town, 11 * TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, rows[i].second);
    g_autofree char *again = code_sent(town);
    g_assert_cmpuint(town_sent_count(town, "request-code"), ==, 2);
    g_assert_cmpstr(again, ==, code);
    town_text(town, TALK_PHONE, code);
    g_assert_cmpint(talk_held(town), ==, 0);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/dialogue/code/is-asked", test_code_is_asked);
  g_test_add_func("/dialogue/code/is-wrong", test_code_is_wrong);
  g_test_add_func("/dialogue/code/never-comes", test_code_never_comes);
  g_test_add_func("/dialogue/code/of-others", test_code_of_others);
  g_test_add_func("/dialogue/code/for-two", test_code_for_two);
  return g_test_run();
}
