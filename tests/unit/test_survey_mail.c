/* SPDX-License-Identifier: Apache-2.0
 *
 * A survey by mail: the form, answers beside and below it, receipts,
 * corrections, who may not, and when it is too late.
 */
#include <string.h>

#include "tests/support/survey_town.h"

static int64_t
answers(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM survey_answer"
                                  " WHERE state <> 'open'");
}

/* The form, asked for by its keyword as the subject. */
static TownSent *
ask_for_form(TownFixture *town)
{
  town_say(town, &(TownMail){.subject = "Waldpark", .text = "Hallo"});
  TownSent *form = town_sent(town, "survey-form", "ayse@");
  g_assert_nonnull(form);
  return form;
}

/* Our mail as a mail program quotes it, with `from` in place of `to`. */
static char *
quoted(const TownSent *sent, const char *from, const char *to)
{
  g_auto(GStrv) lines = g_strsplit(sent->mail->full_text, "\n", -1);
  g_autofree char *joined = g_strjoinv("\n> ", lines);
  g_autoptr(GString) text = g_string_new("Am 21. Mai schrieb Musterhagen:\n> ");
  g_string_append(text, joined);
  if (from != NULL)
    g_assert_cmpuint(g_string_replace(text, from, to, 1), ==, 1);
  return g_strdup(text->str);
}

static void
assert_receipt(TownFixture *town, const char *words)
{
  g_autoptr(TownSent) receipt = town_sent(town, "survey-receipt", "ayse@");
  g_assert_nonnull(receipt);
  g_test_message("%s", receipt->mail->full_text);
  g_assert_nonnull(strstr(receipt->mail->full_text, words));
}

static void
test_survey_mail_form(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  g_test_message("%s", form->mail->full_text);
  g_assert_nonnull(strstr(form->mail->full_text, "Wie gefällt Ihnen"));
  g_assert_nonnull(strstr(form->mail->full_text, "[ ] a) jede Woche"));
  g_assert_cmpint(talk_tickets(town), ==, 0);
  g_assert_cmpint(answers(town), ==, 0);
}

static void
test_survey_mail_answers_beside(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  g_autofree char *text = quoted(form, "[ ] b) jeden", "[x] b) jeden");
  town_reply(town, form, &(TownMail){.text = text});
  survey_town_assert_answer(town, "besuch", "monat");
  g_assert_cmpint(answers(town), ==, 1);
  assert_receipt(town, "Wie oft sind Sie dort? jeden Monat");
  assert_receipt(town, "Nummer 4, Welchen Belag sollen");
}

static void
test_survey_mail_answers_by_number(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  g_autofree char *empty = quoted(form, NULL, NULL);
  g_autofree char *answers_above = g_strconcat(
      "1: 4\n2: a\n3: a, d\n4: Kies\n5: Quittenbänke\n\n", empty, NULL);
  town_reply(town, form, &(TownMail){.text = answers_above});
  survey_town_assert_answer(town, "stern", "4");
  survey_town_assert_answer(town, "zweck", "gehen hund");
  survey_town_assert_answer(town, "weg", "kies");
  assert_receipt(town, "das waren alle Fragen");
  assert_receipt(town, "(Ihre Worte sind notiert)");
  g_assert_cmpint(town_fixture_count(town, "SELECT complete FROM survey"), ==,
                  1);
  /* He changes his mind, in reply to the receipt. */
  g_autoptr(TownSent) receipt = town_sent(town, "survey-receipt", "ayse@");
  g_autofree char *below = quoted(receipt, NULL, NULL);
  g_autofree char *text = g_strconcat("4: b\n\n", below, NULL);
  town_reply(town, receipt, &(TownMail){.text = text});
  survey_town_assert_answer(town, "weg", "asphalt");
  survey_town_assert_answer(town, "stern", "4");
  g_assert_cmpint(answers(town), ==, 5);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM survey_response"), ==, 1);
}

/* What the receipt tells is not read as said once more. */
static void
test_survey_mail_corrects(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  town_reply(town, form, &(TownMail){.text = "1: 5\n2: b\n3: a, c\n4: c\n"});
  g_autoptr(TownSent) receipt = town_sent(town, "survey-receipt", "ayse@");
  g_autofree char *below = quoted(receipt, NULL, NULL);
  g_autofree char *text = g_strconcat("4: a\n5: ein Brunnen\n\n", below, NULL);
  town_reply(town, receipt, &(TownMail){.text = text});
  survey_town_assert_answer(town, "weg", "kies");
  assert_receipt(town, "das waren alle Fragen");
}

/* As the reply of a mail program to a form that he asked for in the text. */
static void
test_survey_mail_answers_above(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  town_say(town, &(TownMail){.subject = "Umfrage", .text = "waldpark"});
  g_autoptr(TownSent) form = town_sent(town, "survey-form", "ayse@");
  g_autofree char *empty = quoted(form, NULL, NULL);
  g_autofree char *text = g_strconcat("1: 3 Sterne\n2: seltener\n3: a und d\n"
                                      "4: b\n5: -\n\n",
                                      empty, NULL);
  town_reply(town, form, &(TownMail){.text = text});
  assert_receipt(town, "spazieren gehen, Hund ausführen");
  survey_town_assert_answer(town, "stern", "3");
  survey_town_assert_answer(town, "wunsch", "passed");
}

static void
test_survey_mail_asks_again(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  town_reply(town, form, &(TownMail){.text = "1: 9\n2: a\n"});
  g_assert_cmpint(answers(town), ==, 1);
  assert_receipt(town, "Das war nicht klar, bitte noch einmal:");
  assert_receipt(town, "Nummer 1, Wie gefällt Ihnen der Waldpark?");
}

/* A sender alone is easily forged: nobody's answers change by that. */
static void
test_survey_mail_needs_proof(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  town_say(town,
           &(TownMail){.subject = "Waldpark", .text = "1: 4", .auth = ""});
  g_assert_cmpint(answers(town), ==, 0);
  g_autoptr(TownSent) form = town_sent(town, "survey-form", "ayse@");
  g_assert_nonnull(form);
  /* Somebody to whom it was forwarded is somebody else. */
  town_reply(
      town, form,
      &(TownMail){.text = "1: 5", .from = "Bob <bob@example.com>", .auth = ""});
  g_assert_cmpint(answers(town), ==, 0);
  g_assert_true(town_was_sent(town, "survey-form", "bob@"));
  town_reply(town, form, &(TownMail){.text = "1: 4", .auth = ""});
  survey_town_assert_answer(town, "stern", "4");
}

static void
test_survey_mail_knows_its_end(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  g_autoptr(TownSent) form = ask_for_form(town);
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_PAUSED));
  town_reply(town, form, &(TownMail){.text = "1: 4"});
  g_autoptr(TownSent) rests = town_sent(town, "survey-closed", "ayse@");
  g_assert_nonnull(strstr(rests->mail->full_text, "macht eine Pause"));
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_CLOSED));
  town_reply(town, form, &(TownMail){.text = "1: 4"});
  g_autoptr(TownSent) over = town_sent(town, "survey-closed", "ayse@");
  g_assert_nonnull(strstr(over->mail->full_text, "ist zu Ende"));
  g_assert_cmpint(answers(town), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/survey-mail/form", test_survey_mail_form);
  g_test_add_func("/survey-mail/answers-beside",
                  test_survey_mail_answers_beside);
  g_test_add_func("/survey-mail/answers-by-number",
                  test_survey_mail_answers_by_number);
  g_test_add_func("/survey-mail/answers-above", test_survey_mail_answers_above);
  g_test_add_func("/survey-mail/corrects", test_survey_mail_corrects);
  g_test_add_func("/survey-mail/asks-again", test_survey_mail_asks_again);
  g_test_add_func("/survey-mail/needs-proof", test_survey_mail_needs_proof);
  g_test_add_func("/survey-mail/knows-its-end", test_survey_mail_knows_its_end);
  return g_test_run();
}
