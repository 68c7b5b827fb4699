/* SPDX-License-Identifier: Apache-2.0
 *
 * A danger goes before every limit, pause and question, on both channels.
 */
#include <string.h>

#include "daemon/config.h"
#include "parsers/config/settings_rows.h"
#include "tests/support/town_forward.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define GAS "Im Treppenhaus riecht es stark nach Gas, Gartenstraße 12"
#define DAY_MS INT64_C(86400000)

static int64_t
count_of(TownFixture *town, const char *kind, const char *where)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM outbox WHERE kind = '%s' AND %s", kind, where);
  return town_fixture_count(town, sql);
}

/* Answered, marked, before all others; the on-call is alarmed. */
static void
assert_danger(TownFixture *town, const char *channel)
{
  g_autofree char *where = g_strdup_printf(
      "channel = '%s' AND state = 'queued' AND priority = 0", channel);
  town_fixture_timers(town);
  g_assert_cmpint(count_of(town, "danger", where), ==, 1);
  g_assert_cmpint(count_of(town, "on-call", "priority = 0"), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket WHERE"
                                           " danger IS NOT NULL"),
                  ==, 1);
  g_assert_cmpint(
      town_fixture_count(
          town, "SELECT count(*) FROM ticket_event WHERE what = 'danger'"),
      ==, 1);
}

/* Whatever the service's state is. */
static void
test_danger_in_every_state(void)
{
  static const char *const states[] = {"regular", "test",   "internal",
                                       "shadow",  "paused", "off"};
  for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
    g_test_message("%s", states[i]);
    g_autoptr(TownFixture) by_sms =
        town_fixture_new(&(TownOptions){.service = states[i]});
    town_text(by_sms, PHONE, GAS);
    assert_danger(by_sms, "sms");
    g_autoptr(TownFixture) by_mail =
        town_fixture_new(&(TownOptions){.service = states[i]});
    town_say(by_mail, &(TownMail){.text = GAS});
    assert_danger(by_mail, "mail");
  }
}

static void
test_danger_answer(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = GAS});
  g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
  assert_contains(answer->mail->full_text, "sofort 112 an");
  assert_contains(answer->mail->full_text, "+49 30 23125 112");
  assert_contains(answer->mail->full_text, "nicht rund um die Uhr");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->subject, "GEFAHR");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
}

/* A throttled number, whose answers are off, with a spent budget and day. */
static void
test_danger_past_all_limits(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Settings *settings = town->config->settings;
  settings->limits.sms_from_number_per_hour = 6;
  settings->limits.sms_per_number_per_day = 1;
  ((ChannelSettings *)settings->channels->pdata[0])->monthly_budget = 1;
  for (int i = 0; i < 8; i++)
    town_text(town, PHONE, "Im Markt ist eine Laterne kaputt");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox WHERE"
                                           " kind = 'throttled'"),
                  ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'answers-off'"),
                  ==, 1);
  town_text(town, PHONE, "HILFE " GAS);
  assert_danger(town, "sms");
}

/* Ten letters a minute from one angry person, one of them about gas. */
static void
test_danger_among_ten_letters(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < 10; i++) {
    g_autofree char *text =
        g_strdup_printf("Das %d. Schlagloch! Unfassbar!", i);
    town_say(town, &(TownMail){.text = i == 7 ? GAS : text});
  }
  assert_danger(town, "mail");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 3);
  g_autoptr(TownSent) said = town_sent(town, "danger", "ayse@");
  assert_contains(said == NULL ? "" : said->mail->full_text, "112");
}

/* After an outage answers wait for a person, this one does not; it says when it
 * was written. */
static void
test_danger_late(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  GError *error = NULL;
  bool ok = store_begin(town->digest.store, &error) &&
            store_run(town->digest.store, &error,
                      "INSERT INTO setting (name, value)"
                      " VALUES ('answers', 'paused')",
                      "") &&
            store_commit(town->digest.store, &error);
  g_assert_true(ok);
  town_say(town, &(TownMail){.text = GAS,
                             .received_at_ms = town->now_ms - 3 * DAY_MS});
  assert_danger(town, "mail");
  g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
  assert_contains(answer->mail->full_text, "Ihre Nachricht vom 18. Mai");
  g_autoptr(TownSent) alarm = town_sent(town, "on-call", "+49");
  assert_contains(alarm->raw, "26-00001-4 vom 18. Mai: ");
}

/* Who takes over an old mailbox wakes nobody for last year's gas. */
static void
test_danger_long_past(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = GAS,
                             .adopted = true,
                             .received_at_ms = town->now_ms - 30 * DAY_MS});
  town_fixture_timers(town);
  g_assert_cmpint(town_sent_count(town, "on-call"), ==, 0);
  g_assert_cmpint(town_sent_count(town, "danger"), ==, 0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'danger-past'"),
                  ==, 1);
}

/* Whose words count. */
static void
test_danger_whose_words(void)
{
  static const struct {
    const char *subject, *text, *headers;
    int64_t alarms;
  } rows[] = {
      {"Gasgeruch Gartenstraße 12", "Bitte kommen Sie.", "", 1},
      {"Meldung", "Siehe unten.\n\n> Im Keller riecht es nach Gas.\n", "", 1},
      {"Meldung",
       "Die Laterne am Markt ist kaputt und flackert.\n\n"
       "Am 3. Mai schrieb Erika Muster:\n> Im Keller riecht es nach Gas.\n",
       "", 0},
      {"Meldung",
       "Das ist noch immer so!\n\n"
       "Am 20. Mai schrieb Erika Muster:\n> Im Keller riecht es nach Gas.\n",
       "", 1},
      {"AW: Keller",
       "Vielen Dank, hat sich erledigt!\n\n"
       "Am 3. Mai schrieb Erika Muster:\n> Im Keller riecht es nach Gas.\n",
       "", 0},
      {"AW: Gasgeruch",
       "Danke, die Laterne am Markt leuchtet seit heute wieder.", "", 0},
      {"Gasgeruch", "Newsletter der Stadtwerke",
       "Auto-Submitted: auto-generated\r\n", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s: %s", rows[i].subject, rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.subject = rows[i].subject,
                               .text = rows[i].text,
                               .headers = rows[i].headers});
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM report_oncall"), ==,
        rows[i].alarms);
  }
}

#define COVER                                                                  \
  "Sehr geehrte Damen und Herren, das anliegende Schreiben ging hier ein. "    \
  "Wir "                                                                       \
  "bitten um Bearbeitung.\n\n"
#define LAMP "Die Laterne am Markt ist kaputt und flackert jede Nacht.\n\n"

/* The mail that somebody passes on: a fresh danger below a covering letter
 * rings, an old one only when it is all he says. */
static void
test_danger_passed_on(void)
{
  static const struct {
    const char *from, *note, *day;
    int64_t alarms;
  } rows[] = {
      {FORWARD_MAYOR, COVER, "Mittwoch, 20. Mai 2026", 1},
      {FORWARD_MAYOR, "Zur Kenntnis.\n\n", "Sonntag, 3. Mai 2026", 1},
      {NULL, LAMP, "Mittwoch, 20. Mai 2026", 1},
      {NULL, LAMP, "Sonntag, 3. Mai 2026", 0},
      {FORWARD_MAYOR, LAMP, "Montag, 5. Mai 2025", 0},
      {NULL, "", "Sonntag, 3. Mai 2026", 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s: %s", rows[i].day, rows[i].note);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *text = g_strconcat(
        rows[i].note,
        "Von: Erika Muster <erika@example.net>\nGesendet: ", rows[i].day,
        " 08:14\nAn: Rainer Kunz <kunz@example.org>\n",
        "Betreff: Keller\n\n" GAS "\n", NULL);
    town_say(town, &(TownMail){.from = rows[i].from,
                               .subject = "WG: Keller",
                               .text = text});
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM report_oncall"), ==,
        rows[i].alarms);
  }
}

/* A machine's danger wakes nobody and is not lost either. */
static void
test_danger_of_a_machine(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Gasgeruch im Pumpwerk",
                             .headers = "Auto-Submitted: auto-generated\r\n"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox WHERE"
                                           " kind = 'danger-automatic'"
                                           " AND state = 'hold'"),
                  ==, 1);
  g_assert_cmpuint(town_sent_all(town), ==, 0);
}

/* A forged flood: one answer an hour to an address, and still an alarm. */
static void
test_danger_of_strangers(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < 4; i++) {
    g_autofree char *text = g_strdup_printf(GAS ", Wohnung %d", i);
    town_say(town, &(TownMail){.text = text, .auth = ""});
  }
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM report_oncall"), ==, 3);
}

/* STOP is a STOP, a cry is a cry. */
static void
test_danger_words_alone(void)
{
  static const struct {
    const char *text;
    unsigned dangers, helps, stops;
  } rows[] = {
      {"STOPP", 0, 0, 1},
      {"HILFE", 0, 1, 0},
      {"HILFE mein Kind", 1, 0, 0},
      {"Hilfe Gasgeruch", 1, 0, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, PHONE, rows[i].text);
    g_assert_cmpuint(town_sent_count(town, "danger"), ==, rows[i].dangers);
    g_assert_cmpuint(town_sent_count(town, "help"), ==, rows[i].helps);
    g_assert_cmpuint(town_sent_count(town, "stop-confirmed"), ==,
                     rows[i].stops);
  }
}

/* The same by mail, where people write more around it. */
static void
test_danger_cries_by_mail(void)
{
  static const struct {
    const char *subject, *text;
    unsigned dangers;
  } rows[] = {
      {"", "HILFE mein Kind", 1},
      {"HILFE mein Kind", "", 1},
      {"Hilfe!", "Hilfe, mein Kind!!!\n\nAyse Kaya", 1},
      {"Hilfe", "Wie melde ich ein Schlagloch?", 0},
      {"", "HILFE", 0}, /* the word for the card; its answer says 112, too */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s: %s", rows[i].subject, rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town,
             &(TownMail){.subject = rows[i].subject, .text = rows[i].text});
    g_assert_cmpuint(town_sent_count(town, "danger"), ==, rows[i].dangers);
    g_autofree char *kind = town_fixture_text(
        town, "SELECT kind FROM outbox WHERE kind <> 'ticket' LIMIT 1");
    g_autoptr(TownSent) said = town_sent(town, kind, "ayse@");
    assert_contains(said == NULL ? "" : said->mail->full_text, "112");
    town_fixture_timers(town);
    g_assert_true((town_sent_count(town, "on-call") > 0) ==
                  (rows[i].dangers > 0));
  }
}

/* A danger in a reply: "Ja." to "solved?" closes nothing then. */
static void
test_danger_in_a_reply(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt Das Loch ist zu."});
  g_autoptr(TownSent) solved = town_sent(town, "status-solved", NULL);
  town_reply(town, solved, &(TownMail){.text = "Ja.\n\n" GAS "!"});
  assert_danger(town, "mail");
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "open");
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->subject, "GEFAHR");
  /* The department speaks of it, too: that is no new one. */
  town_reply(town, ticket, &(TownMail){.text = "#intern\n" GAS " geprüft"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'danger'"),
                  ==, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/danger/" name, function)
  ADD("in-every-state", test_danger_in_every_state);
  ADD("answer", test_danger_answer);
  ADD("past-all-limits", test_danger_past_all_limits);
  ADD("among-ten-letters", test_danger_among_ten_letters);
  ADD("late", test_danger_late);
  ADD("long-past", test_danger_long_past);
  ADD("whose-words", test_danger_whose_words);
  ADD("passed-on", test_danger_passed_on);
  ADD("of-a-machine", test_danger_of_a_machine);
  ADD("of-strangers", test_danger_of_strangers);
  ADD("words-alone", test_danger_words_alone);
  ADD("cries-by-mail", test_danger_cries_by_mail);
  ADD("in-a-reply", test_danger_in_a_reply);
#undef ADD
  return g_test_run();
}
