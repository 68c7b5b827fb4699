/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is alarmed about a danger, in which order, and how it ends.  The example
 * town: by day the yard (line 2), then who is on call in the evening (line 3).
 */
#include <string.h>

#include "daemon/config.h"
#include "parsers/config/oncall.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define YARD "+491713920001"
#define EVENING "+491713920002"
#define MINUTE_MS INT64_C(60000)
#define GAS "Es riecht nach Gas, Gartenstraße 12 bei der Haselnuss"

static TownFixture *
town_with_danger(const TownOptions *options)
{
  TownFixture *town = town_fixture_new(options);
  town_fixture_secret(town, "1722881738");
  town_fixture_secret(town, "1713920001");
  town_fixture_secret(town, "Haselnuss");
  town_text(town, PHONE, GAS);
  town_fixture_timers(town);
  return town;
}

static void
wait(TownFixture *town, int64_t minutes)
{
  town_fixture_advance(town, minutes * MINUTE_MS);
  town_fixture_timers(town);
}

static int64_t
sms_of(TownFixture *town, const char *kind)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM outbox WHERE channel = 'sms' AND kind = '%s'",
      kind);
  return town_fixture_count(town, sql);
}

static int64_t
events(TownFixture *town, const char *what)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM ticket_event WHERE what = '%s'", what);
  return town_fixture_count(town, sql);
}

static void
assert_alarm(TownFixture *town, const char *state)
{
  g_autofree char *is = town_fixture_text(
      town, "SELECT state FROM report_oncall ORDER BY begun_at_ms LIMIT 1");
  g_assert_cmpstr(is, ==, state);
}

/* Mail and SMS to who is on duty; no OK: the next; OK ends it, all hear so. */
static void
test_oncall_person_after_person(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  g_autoptr(TownSent) mail = town_sent(town, "on-call", "bauhof@");
  g_autoptr(TownSent) sms = town_sent(town, "on-call", YARD);
  g_assert_nonnull(mail);
  g_assert_nonnull(sms);
  assert_contains(mail->mail->subject, "GEFAHR");
  assert_contains(mail->mail->full_text, "Haselnuss");
  assert_contains(mail->mail->full_text, "nach 5 Minuten");
  assert_lacks(mail->mail->full_text, "1722881738");
  assert_contains(sms->raw, "GEFAHR Musterhagen 26-00001-4: ");
  assert_contains(sms->raw, "Gartenstraße 12. Antworten Sie OK");
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, 2);
  wait(town, 4);
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, 2);
  wait(town, 1);
  g_autoptr(TownSent) second = town_sent(town, "on-call", EVENING);
  g_assert_nonnull(second);
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, 4);
  town_text(town, EVENING, "Ok");
  assert_alarm(town, "taken");
  g_autoptr(TownSent) thanks = town_sent(town, "on-call-taken", EVENING);
  assert_contains(thanks->raw, "26-00001-4: Danke, Sie haben übernommen");
  g_autoptr(TownSent) told = town_sent(town, "on-call-taken", YARD);
  assert_contains(told->raw, "Bereitschaft hat übernommen");
  wait(town, 60);
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, 4);
  g_assert_cmpint(events(town, "alarmed"), ==, 2);
  g_assert_cmpint(events(town, "alarm-taken"), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

/* The list is through: the desk hears of it, and it starts over. */
static void
test_oncall_nobody_answers(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  wait(town, 5);
  g_assert_null(town_sent(town, "on-call", "zentrale@"));
  wait(town, 5);
  g_autoptr(TownSent) desk = town_sent(town, "on-call", "zentrale@");
  g_assert_nonnull(desk);
  if (desk == NULL)
    return;
  assert_contains(desk->mail->full_text, "hat niemand geantwortet");
  g_assert_cmpint(sms_of(town, "on-call"), ==, 2);
  wait(town, 5);
  g_assert_cmpint(sms_of(town, "on-call"), ==, 3);
  /* The desk may take it, too. */
  town_reply(town, desk, &(TownMail){.text = "OK\n\nDie Zentrale"});
  assert_alarm(town, "taken");
  g_autoptr(TownSent) told = town_sent(town, "on-call-taken", YARD);
  assert_contains(told->raw, "Die Verwaltung hat übernommen");
}

/* What is no OK ends nothing. */
static void
test_oncall_no_ok(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  g_autoptr(TownSent) mail = town_sent(town, "on-call", "bauhof@");
  town_text(town, YARD, "Ok, aber ich bin im Urlaub");
  town_text(town, PHONE, "OK");   /* not on the roster */
  town_text(town, EVENING, "OK"); /* not told yet */
  town_reply(town, mail, &(TownMail){.text = "Ich kann heute nicht."});
  town_reply(town, mail, &(TownMail){.from = "eve@example.net", .text = "OK"});
  town_reply(town, mail, &(TownMail){.auth = "fail", .text = "OK"});
  assert_alarm(town, "open");
  g_assert_cmpint(events(town, "on-call-wrote"), ==, 1);
  g_assert_cmpint(events(town, "on-call-refused"), ==, 2);
  town_reply(town, mail, &(TownMail){.text = "OK"});
  assert_alarm(town, "taken");
}

/* What people on call write who mean OK. */
static void
test_oncall_own_words(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  town_text(town, YARD, "ok bin unterwegs");
  assert_alarm(town, "taken");
  g_assert_true(town_was_sent(town, "on-call-taken", YARD));
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

/* What is no OK is no report either: its writer hears that it is none, the desk
 * reads it, and who says NEIN is not waited for. */
static void
test_oncall_unclear(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  town_text(town, YARD, "Welche Hausnummer denn?");
  assert_alarm(town, "open");
  g_autoptr(TownSent) asked = town_sent(town, "on-call-unclear", YARD);
  g_assert_nonnull(asked);
  if (asked == NULL)
    return;
  assert_contains(asked->raw, "26-00001-4: Der Alarm ist noch offen");
  g_autoptr(TownSent) desk = town_sent(town, "on-call", "zentrale@");
  g_assert_nonnull(desk);
  assert_contains(desk->mail->full_text, "│ Welche Hausnummer denn?");
  assert_contains(desk->mail->full_text, "aber nicht OK");
  g_assert_null(town_sent(town, "confirmation", YARD));
  town_fixture_advance(town, 2 * MINUTE_MS);
  town_text(town, YARD, "Nein, kann nicht");
  town_fixture_timers(town);
  g_assert_true(town_was_sent(town, "on-call", EVENING));
  town_text(town, EVENING, "Gasgeruch auch am Markt 3!");
  g_assert_cmpint(events(town, "on-call-texted"), ==, 2);
  town_text(town, EVENING, "OK");
  town_text(town, EVENING, "OK");
  town_text(town, EVENING, "Schlagloch in der Ringstraße 4");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  3);
}

static int64_t
unclear_mails(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox WHERE"
                                  " kind = 'on-call-unclear'"
                                  " AND channel = 'mail'");
}

/* The same by mail: told once how to answer, and never a matter of its own. */
static void
test_oncall_unclear_mail(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  g_autoptr(TownSent) alarm = town_sent(town, "on-call", "bauhof@");
  town_reply(town, alarm, &(TownMail){.text = "Welche Hausnummer denn?"});
  g_autoptr(TownSent) asked = town_sent(town, "on-call-unclear", "bauhof@");
  g_assert_nonnull(asked);
  if (asked == NULL)
    return;
  assert_contains(asked->mail->subject, "26-00001-4] Der Alarm ist noch offen");
  assert_contains(asked->mail->full_text, "mit OK, wenn Sie übernehmen");
  assert_contains(asked->mail->full_text, "mit NEIN, wenn Sie nicht können");
  assert_contains(asked->mail->full_text, "Bei Fragen hilft die Zentrale");
  assert_lacks(asked->mail->full_text, "1722881738");
  for (int i = 0; i < 3; i++) { /* a machine that hides what it is */
    town_fixture_advance(town, MINUTE_MS / 2);
    town_reply(town, asked, &(TownMail){.text = "Wir melden uns."});
  }
  g_assert_cmpint(unclear_mails(town), ==, 1);
  assert_alarm(town, "open");
  g_assert_null(town_sent(town, "on-call", EVENING));
  town_reply(town, asked, &(TownMail){.text = "Nein\n\nBauhof"});
  town_fixture_timers(town);
  g_assert_true(town_was_sent(town, "on-call", EVENING));
  g_autoptr(TownSent) declined = town_sent(town, "on-call-unclear", NULL);
  assert_contains(declined->mail->full_text, "Verstanden, Sie können nicht");
  assert_lacks(declined->mail->full_text, "NEIN");
  town_reply(town, declined, &(TownMail){.text = "OK"});
  assert_alarm(town, "taken");
  g_assert_cmpint(unclear_mails(town), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

/* The desk may ask, too, and reads no letter about itself. */
static void
test_oncall_unclear_desk(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  wait(town, 5);
  wait(town, 5);
  g_autoptr(TownSent) alarm = town_sent(town, "on-call", "zentrale@");
  g_assert_nonnull(alarm);
  unsigned before = town_sent_count(town, "on-call");
  town_reply(town, alarm, &(TownMail){.text = "Wer ist denn dran?"});
  g_assert_true(town_was_sent(town, "on-call-unclear", "zentrale@"));
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, before);
  assert_alarm(town, "open");
}

/* Of several the newest, or the one that is named. */
static void
test_oncall_several(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  wait(town, 1);
  town_text(town, "+491722881739", "Starker Gasgeruch am Markt");
  town_fixture_timers(town);
  g_assert_cmpint(sms_of(town, "on-call"), ==, 2);
  town_text(town, YARD, "OK 26-00001-4");
  assert_alarm(town, "taken");
  g_autoptr(TownSent) first = town_sent(town, "on-call-taken", YARD);
  assert_contains(first->raw, "26-00001-4: Danke");
  town_text(town, YARD, "ok");
  g_autoptr(TownSent) second = town_sent(town, "on-call-taken", YARD);
  assert_contains(second->raw, "26-00002-3: Danke");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM report_oncall"
                                           " WHERE state = 'open'"),
                  ==, 0);
}

/* An end of the ticket is one of the alarm; a new cry begins another. */
static void
test_oncall_again(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  town_text(town, YARD, "OK");
  town_text(town, PHONE, "26-00001-4 Im Keller riecht es wieder nach Gas!");
  town_fixture_timers(town);
  assert_alarm(town, "open");
  g_assert_cmpint(sms_of(town, "on-call"), ==, 2);
  g_assert_cmpint(sms_of(town, "danger"), ==, 2);
  g_autoptr(TownSent) mail = town_sent(town, "on-call", "bauhof@");
  assert_contains(mail->mail->full_text, "Im Keller riecht es wieder");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt Feuer ist aus."});
  wait(town, 5);
  assert_alarm(town, "ended");
  g_assert_cmpint(sms_of(town, "on-call"), ==, 2);
}

/* Nobody is listed: the desk alone, at once and again. */
static void
test_oncall_without_roster(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_ptr_array_set_size(town->config->town->oncall->shifts, 0);
  town_text(town, PHONE, GAS);
  town_fixture_timers(town);
  g_autoptr(TownSent) desk = town_sent(town, "on-call", "zentrale@");
  g_assert_nonnull(desk);
  assert_contains(desk->mail->full_text, "niemand eingetragen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->subject, "GEFAHR: Gasgeruch, Gartenstraße 12");
  assert_lacks(ticket->mail->full_text, "Bereitschaft wird");
  g_assert_cmpint(sms_of(town, "on-call"), ==, 0);
  wait(town, 5);
  g_assert_cmpuint(town_sent_count(town, "on-call"), ==, 2);
}

/* Nobody is told that somebody is alarmed who is not there. */
static void
test_oncall_promises_nobody(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_ptr_array_set_size(town->config->town->oncall->shifts, 0);
  town_say(town, &(TownMail){.text = GAS});
  g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
  g_assert_nonnull(answer);
  assert_contains(answer->mail->full_text, "sofort 112 an");
  assert_lacks(answer->mail->full_text, "Wir benachrichtigen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "Bitte handeln Sie");
}

/* STOPP of somebody on call ends no alarm, and does not say so. */
static void
test_oncall_stop(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_text(town, YARD, "STOPP");
  g_autoptr(TownSent) stop = town_sent(town, "stop-confirmed", YARD);
  assert_contains(stop->raw, "außer Alarmen der Bereitschaft");
  town_text(town, PHONE, GAS);
  town_fixture_timers(town);
  g_assert_true(town_was_sent(town, "on-call", YARD));
  town_text(town, PHONE, "STOPP");
  g_autoptr(TownSent) other = town_sent(town, "stop-confirmed", PHONE);
  assert_lacks(other->raw, "Bereitschaft");
}

/* Who has no mail reads the words that began the alarm, too. */
static void
test_oncall_new_words(void)
{
  g_autoptr(TownFixture) town = town_with_danger(NULL);
  OncallShift *evening = town->config->town->oncall->shifts->pdata[1];
  g_clear_pointer(&evening->mail, g_free);
  town_text(town, YARD, "OK");
  town_text(town, PHONE, "26-00001-4 Im Keller riecht es wieder nach Gas!");
  town_fixture_timers(town);
  wait(town, 5);
  g_autoptr(TownSent) sms = town_sent(town, "on-call", EVENING);
  g_assert_nonnull(sms);
  assert_contains(sms->raw, "Im Keller riecht es wieder");
}

/* A flood rings nobody's telephone for ever. */
static void
test_oncall_flood(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < 15; i++) {
    g_autofree char *from = g_strdup_printf("+4917228817%02d", i);
    town_text(town, from, GAS);
  }
  for (int i = 0; i < 5; i++) {
    g_autofree char *text = g_strdup_printf(GAS " Haus %d", i);
    town_text(town, PHONE, text);
  }
  g_assert_cmpint(events(town, "alarm-joined"), ==, 2);
  town_fixture_timers(town);
  g_assert_cmpint(sms_of(town, "on-call"), ==, 10);
  g_assert_cmpint(sms_of(town, "danger"), ==, 18); /* three to one number */
  wait(town, 11);
  g_assert_cmpint(sms_of(town, "on-call"), >, 10);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/oncall/" name, function)
  ADD("person-after-person", test_oncall_person_after_person);
  ADD("nobody-answers", test_oncall_nobody_answers);
  ADD("no-ok", test_oncall_no_ok);
  ADD("own-words", test_oncall_own_words);
  ADD("unclear", test_oncall_unclear);
  ADD("unclear-mail", test_oncall_unclear_mail);
  ADD("unclear-desk", test_oncall_unclear_desk);
  ADD("several", test_oncall_several);
  ADD("again", test_oncall_again);
  ADD("without-roster", test_oncall_without_roster);
  ADD("promises-nobody", test_oncall_promises_nobody);
  ADD("stop", test_oncall_stop);
  ADD("new-words", test_oncall_new_words);
  ADD("flood", test_oncall_flood);
#undef ADD
  return g_test_run();
}
