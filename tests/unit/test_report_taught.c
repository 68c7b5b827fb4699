/* SPDX-License-Identifier: Apache-2.0
 *
 * A decision of the desk teaches: what kind of letter it is, and with it where
 * the next letters of that sender go.
 */
#include <string.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "parsers/letter/letter.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define EDITOR "redaktion@gazette.example.org"
#define COLLEAGUE "sport@gazette.example.org"
#define THIRD "kultur@gazette.example.org"
#define LAST "SELECT department FROM ticket ORDER BY id DESC LIMIT 1"

static void
send_kind_to(TownFixture *town, const char *id, const char *department)
{
  const LetterTable *table = town->config->town->letters;
  LetterKind *kind = (LetterKind *)(void *)letter_table_find(table, id);
  g_free(kind->to);
  kind->to = g_strdup(department);
}

static TownFixture *
town_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenmus");
  town_fixture_secret(town, "gazette.example");
  send_kind_to(town, "press", "registratur");
  send_kind_to(town, "council", "gruen");
  return town;
}

static void
assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

/* Each about something else, or it were told once more. */
static void
say(TownFixture *town, const char *from, const char *subject)
{
  static const char *const words[] = {
      "hätten Sie morgen Zeit", "gestern waren wir verabredet",
      "wir sehen uns am Freitag im Saal", "heute ist leider niemand da"};
  g_autofree char *text =
      g_strdup_printf("Guten Tag,\n\n%s: %s, Quittenmus.",
                      words[town->serial % G_N_ELEMENTS(words)], subject);
  town_say(town, &(TownMail){.from = from, .subject = subject, .text = text});
}

static void
decide(TownFixture *town, const char *command)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = command});
}

/* The clerk is told what he taught. */
static void
assert_told(TownFixture *town, const char *kind)
{
  g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
  g_autofree char *words = g_strdup_printf("Gemerkt: %s. So behandeln", kind);
  assert_contains(told->mail->full_text, words);
}

/* A letter that the desk took for the press's. */
static TownFixture *
town_taught(void)
{
  TownFixture *town = town_new();
  say(town, EDITOR, "Termin");
  assert_text(town, LAST, "zentrale");
  decide(town, "#art Presse");
  assert_told(town, "Presse");
  assert_text(town, LAST, "registratur");
  town_fixture_advance(town, DAY_MS);
  return town;
}

static void
test_taught_goes_straight(void)
{
  g_autoptr(TownFixture) town = town_taught();
  unsigned at_the_desk = town_sent_count(town, "ticket");
  say(town, EDITOR, "Noch etwas");
  assert_text(town, LAST, "registratur");
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, at_the_desk + 1);
  g_autoptr(TownSent) given = town_sent(town, "ticket", "registratur");
  assert_contains(given->mail->full_text,
                  "So von der zentralen Stelle am 21. Mai über Schreiben "
                  "dieses Absenders entschieden");
  assert_contains(given->mail->full_text, "WAS:     Presse");
  assert_text(town,
              "SELECT detail FROM inbox_event WHERE what = 'letter-taught'",
              "press, 2026-05-21");
  assert_text(town,
              "SELECT detail FROM ticket_event WHERE what = 'letter-taught'",
              "2026-05-21");
  /* Of its writer alone. */
  say(town, "Ayse Kaya <ayse@example.net>", "Treffen");
  assert_text(town, LAST, "zentrale");
}

static void
test_taught_ends_with_undo(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, EDITOR, "Termin");
  decide(town, "#art press");
  g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
  town_reply(town, told, &(TownMail){.text = "#rückgängig"});
  assert_text(town, LAST, "zentrale");
  assert_text(town, "SELECT confidential FROM ticket", "0");
  say(town, EDITOR, "Noch etwas");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  assert_text(town, LAST, "zentrale");
}

/* The newest decision counts, of whatever kind it is. */
static void
test_taught_by_the_newest(void)
{
  g_autoptr(TownFixture) town = town_new();
  static const char *const commands[] = {"#art press", "#art council",
                                         "#art Frage"};
  static const char *const want[] = {"registratur", "gruen", "zentrale"};
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
    g_autofree char *subject = g_strdup_printf("Sache %zu", i);
    /* What may be graver comes to the desk, whatever was said before. */
    g_autofree char *text = g_strdup_printf(
        "Der Bescheid dazu, mein Aktenzeichen 471%zu. Quittenmus.", i);
    town_say(town,
             &(TownMail){.from = EDITOR, .subject = subject, .text = text});
    assert_text(town, LAST, "zentrale");
    decide(town, commands[i]);
    town_fixture_advance(town, DAY_MS);
    g_autofree char *next = g_strdup_printf("Andere %zu", i);
    say(town, EDITOR, next);
    assert_text(town, LAST, want[i]);
    town_fixture_advance(town, DAY_MS);
  }
}

/* The desk sees what it said before, and has it as its first button. */
static void
test_taught_is_proposed(void)
{
  g_autoptr(TownFixture) town = town_taught();
  town_say(town, &(TownMail){.from = EDITOR,
                             .subject = "Etwas anderes",
                             .text = "Der Bescheid dazu, mein Aktenzeichen "
                                     "4711. Quittenmus."});
  assert_text(town, LAST, "zentrale");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  const char *text = ticket->mail->full_text;
  assert_contains(text, "Am 21. Mai haben Sie über Schreiben dieses Absenders "
                        "entschieden: Presse.");
  const char *first = strstr(text, "  • #");
  g_assert_true(first != NULL && g_str_has_prefix(first, "  • #art press – "));
}

static const struct {
  const char *text, *department;
} clear[] = {
    {"Die Laterne in der Gartenstraße 12 ist kaputt. Quittenmus.", "strom"},
    {"Hiermit lege ich Widerspruch gegen Ihren Bescheid ein. Quittenmus.",
     "registratur"},
    {"Ihr verdammten Arschlöcher, fickt euch mit eurem Quittenmus!",
     "zentrale"},
};

/* A mail that its server denies is not his; one of which nobody knows goes as
 * the clerk would send it. */
static void
test_taught_not_by_a_forger(void)
{
  static const struct {
    const char *auth, *department;
  } rows[] = {{"fail", "zentrale"}, {"", "registratur"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_taught();
    town_say(town, &(TownMail){.from = EDITOR,
                               .auth = rows[i].auth,
                               .subject = "Anruf",
                               .text = "Heute ist leider niemand da. "
                                       "Quittenmus."});
    g_test_message("auth \"%s\"", rows[i].auth);
    assert_text(town, LAST, rows[i].department);
  }
}

/* Nor does what is decided about it tell of him. */
static void
test_taught_nothing_by_a_forger(void)
{
  static const char *const commands[] = {"#art press", "#werbung"};
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
    g_autoptr(TownFixture) town = town_new();
    town_say(town, &(TownMail){.from = EDITOR,
                               .auth = "fail",
                               .subject = "Anruf",
                               .text = "Heute ist leider niemand da. "
                                       "Quittenmus."});
    decide(town, commands[i]);
    g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
    assert_lacks(told->mail->full_text, "Gemerkt");
    say(town, EDITOR, "Noch etwas");
    assert_text(town, LAST, "zentrale");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    2);
  }
}

/* The press has a lamp before its door, too. */
static void
test_taught_yields(void)
{
  g_autoptr(TownFixture) town = town_taught();
  for (size_t i = 0; i < G_N_ELEMENTS(clear); i++) {
    town_say(town, &(TownMail){.from = EDITOR,
                               .subject = "Meldung",
                               .text = clear[i].text});
    g_test_message("%s", clear[i].text);
    assert_text(town,
                "SELECT coalesce((SELECT 'taught' FROM ticket_event e"
                " WHERE e.ticket_id = t.id AND e.what = 'letter-taught'),"
                " '-') FROM ticket t ORDER BY id DESC LIMIT 1",
                "-");
  }
  assert_text(town, "SELECT group_concat(coalesce(category, '-')) FROM ticket",
              "-,beleuchtung,-,-");
}

static void
test_taught_not_by_danger(void)
{
  g_autoptr(TownFixture) town = town_taught();
  town_say(town, &(TownMail){.from = EDITOR,
                             .subject = "Eilig",
                             .text = "Hier riecht es stark nach Gas, "
                                     "Gartenstr. 12. Quittenmus."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE danger IS NOT NULL"),
                  ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'letter-taught'"),
                  ==, 0);
}

/* Two of an organisation that were decided alike tell of a third. */
static void
test_taught_by_the_organisation(void)
{
  g_autoptr(TownFixture) town = town_taught();
  say(town, COLLEAGUE, "Sport");
  assert_text(town, LAST, "zentrale");
  decide(town, "#art press");
  town_fixture_advance(town, DAY_MS);
  town_say(town, &(TownMail){.from = THIRD,
                             .auth = "fail",
                             .subject = "Kultur",
                             .text = "Hätten Sie Zeit? Quittenmus."});
  assert_text(town, LAST, "zentrale");
  say(town, THIRD, "Noch einmal Kultur");
  assert_text(town, LAST, "registratur");
  g_autoptr(TownSent) given = town_sent(town, "ticket", "registratur");
  assert_contains(given->mail->full_text, "am 22. Mai über Schreiben von dort");
}

/* Everybody gets an address there. */
static void
test_taught_not_by_a_host(void)
{
  static const char *const senders[] = {"a@gmx.de", "b@gmx.de", "c@gmx.de"};
  g_autoptr(TownFixture) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
    say(town, senders[i], "Termin");
    assert_text(town, LAST, "zentrale");
    decide(town, "#art press");
    town_fixture_advance(town, DAY_MS);
  }
}

static void
test_taught_goes_with_the_person(void)
{
  g_autoptr(TownFixture) town = town_taught();
  town_fixture_run(town, "UPDATE person SET erased_at_ms = 1"
                         " WHERE id = (SELECT person_id FROM ticket)");
  town_fixture_run(town, "UPDATE contact SET lookup = CAST('gone' AS blob)"
                         " WHERE id = (SELECT contact_id FROM ticket)");
  say(town, EDITOR, "Noch etwas");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  assert_text(town, LAST, "zentrale");
}

/* Owned. */
static char *
ask(TownFixture *town, const char *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  return g_strdup(out->str);
}

#define LIST "{\"verb\":\"taught.list\",\"arguments\":{}}"

/* The administrator sees it without the sender, and may end it. */
static void
test_taught_is_forgotten(void)
{
  g_autoptr(TownFixture) town = town_taught();
  g_autofree char *alone = ask(town, LIST);
  assert_contains(alone, "\"kind\":\"press\",\"ticket\":\"26-00001-4\","
                         "\"organisation\":false");
  say(town, COLLEAGUE, "Sport");
  decide(town, "#art press");
  g_autofree char *both = ask(town, LIST);
  assert_contains(both, "\"organisation\":true");
  assert_lacks(both, "\"organisation\":false");
  g_autofree char *id = town_fixture_text(
      town, "SELECT inbox_id FROM report_decision ORDER BY inbox_id LIMIT 1");
  g_autofree char *forget = g_strdup_printf(
      "{\"verb\":\"taught.forget\",\"arguments\":{\"id\":\"%s\"}}", id);
  g_autofree char *done = ask(town, forget);
  assert_contains(done, "{\"ok\":true}");
  g_autofree char *one = ask(town, LIST);
  assert_lacks(one, id);
  assert_contains(one, "\"organisation\":false");
  /* Else it were told once more. */
  town_fixture_run(town, "UPDATE ticket SET state = 'closed'");
  say(town, EDITOR, "Noch etwas");
  assert_text(town, LAST, "zentrale");
  g_autofree char *again = ask(town, forget);
  assert_contains(again, "\"ok\":false");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/taught/goes-straight", test_taught_goes_straight);
  g_test_add_func("/report/taught/ends-with-undo", test_taught_ends_with_undo);
  g_test_add_func("/report/taught/by-the-newest", test_taught_by_the_newest);
  g_test_add_func("/report/taught/is-proposed", test_taught_is_proposed);
  g_test_add_func("/report/taught/yields", test_taught_yields);
  g_test_add_func("/report/taught/not-by-a-forger",
                  test_taught_not_by_a_forger);
  g_test_add_func("/report/taught/nothing-by-a-forger",
                  test_taught_nothing_by_a_forger);
  g_test_add_func("/report/taught/not-by-danger", test_taught_not_by_danger);
  g_test_add_func("/report/taught/by-the-organisation",
                  test_taught_by_the_organisation);
  g_test_add_func("/report/taught/not-by-a-host", test_taught_not_by_a_host);
  g_test_add_func("/report/taught/goes-with-the-person",
                  test_taught_goes_with_the_person);
  g_test_add_func("/report/taught/is-forgotten", test_taught_is_forgotten);
  return g_test_run();
}
