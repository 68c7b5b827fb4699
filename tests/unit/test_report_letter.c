/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of letters that are no report: where they go, what is answered,
 * what is opened; and that danger comes before their kind.
 */
#include <string.h>

#include "tests/support/talk.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"

static const char OBJECTION[] =
    "Vielen Dank für Ihr Schreiben. Gegen Ihren Bescheid vom 4. Mai lege ich "
    "hiermit Widerspruch ein. In der Gartenstraße 12 war kein Schlagloch.";
#define PRAISE                                                                 \
  "Ein großes Lob an das Team der Bücherei: sehr freundlich und kompetent."
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
                                     " department = 'registratur'"),
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
                                           " category = 'strassenschaden' AND"
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

/* Whole, with the time of receipt, and with the hint at the form. */
static void
test_letter_legal_goes_whole(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = OBJECTION,
                             .received_at_ms = town->now_ms - 3660000});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "registratur@");
  assert_contains(ticket->mail->subject, "Neu: Antrag oder Rechtsbehelf");
  assert_contains(ticket->mail->full_text,
                  "FRIST MÖGLICH: Antrag oder Rechtsbehelf, eingegangen am "
                  "21.05.2026, 08:59 Uhr. Das Original liegt bei.");
  /* His address stands in his own mail alone. */
  g_auto(GStrv) parts = g_strsplit(ticket->raw, "original.eml", 2);
  g_assert_nonnull(parts[1]);
  assert_lacks(parts[0], "ayse");
  assert_contains(parts[0], "application/octet-stream");
  g_autoptr(TownSent) answer = town_sent(town, "letter-legal", NULL);
  assert_contains(answer->mail->full_text, "Eingang: 21.05.2026, 08:59 Uhr");
  assert_contains(answer->mail->full_text, "§ 70 VwGO");
  assert_contains(answer->mail->full_text, "keine Rechtsberatung");
  assert_lacks(answer->mail->full_text, "Schlagloch");
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
}

static void
test_letter_legal_by_sms(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_text(town, PHONE, "Ich lege Widerspruch gegen den Bescheid ein");
  g_autoptr(TownSent) answer = town_sent(town, "letter-legal", NULL);
  assert_contains(answer->raw, "21.05.2026, 10:00 Uhr");
  assert_contains(answer->raw, "Fristen laufen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "registratur@");
  assert_contains(ticket->mail->full_text, "FRIST MÖGLICH");
  assert_lacks(ticket->mail->full_text, "Original");
}

/* No word of it in any mail of ours, whatever is added to it later. */
static void
test_letter_confidential_is_veiled(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Kevin",
                             .text = "Mein Nachbarskind wird vernachlässigt "
                                     "und ist verwahrlost, Gartenstraße 12."});
  g_autoptr(TownSent) note = town_sent(town, "ticket", "zentrale@");
  assert_contains(note->mail->subject, "Vertrauliches Schreiben");
  assert_contains(note->mail->full_text, "bote ticket show 26-00001-4");
  assert_contains(note->mail->full_text,
                  "vertraulich (Jugend, Soziales, Gesundheit)");
  g_autoptr(TownSent) answer = town_sent(town, "letter-confidential", NULL);
  assert_contains(answer->mail->full_text, "vertraulich");
  town_reply(town, answer, &(TownMail){.text = "Es friert auch im Garten."});
  g_autoptr(TownSent) more = town_sent(town, "ticket", "zentrale@");
  assert_contains(more->mail->full_text, "weitere Nachricht");
  const TownSent *all[] = {note, answer, more};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    assert_lacks(all[i]->mail->subject, "Kevin");
    assert_lacks(all[i]->mail->full_text, "verwahrlost");
    assert_lacks(all[i]->mail->full_text, "Gartenstr");
    assert_lacks(all[i]->mail->full_text, "friert");
  }
}

typedef struct Answer {
  const char *kind, *text, *says;
} Answer;

/* Each gets the answer of its kind, and goes to the desk where no other
 * recipient was named. */
static void
test_letter_answers(void)
{
  static const Answer answers[] = {
      {"access",
       "Hiermit bitte ich um Auskunft nach Artikel 15 DSGVO über die zu meiner "
       "Person gespeicherten Daten.",
       "innerhalb eines Monats"},
      {"complaint",
       "Ich möchte mich über den Sachbearbeiter Herrn X beschweren. Er hat "
       "mich "
       "am Telefon angeschrien und einfach aufgelegt.",
       "nicht selbst betroffen"},
      {"praise", PRAISE, "Vielen Dank für Ihr Lob"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_test_message("%s", answers[i].kind);
    g_autofree char *kind = g_strconcat("letter-", answers[i].kind, NULL);
    town_say(town, &(TownMail){.text = answers[i].text});
    g_autoptr(TownSent) answer = town_sent(town, kind, NULL);
    g_assert_nonnull(answer);
    assert_contains(answer->mail->full_text, answers[i].says);
    bool legal = strcmp(answers[i].kind, "access") == 0;
    g_assert_true(
        town_was_sent(town, "ticket", legal ? "registratur@" : "zentrale@"));
  }
}

/* Praise is read, and nothing stays open. */
static void
test_letter_praise_is_filed(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = PRAISE});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "closed");
}

/* Nobody is asked which of his reports thanks or an objection are about. */
static void
test_letter_is_not_asked_about(void)
{
  static const char *const texts[] = {
      "👍", "Danke!", "Ich lege Widerspruch gegen den Bescheid ein"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = talk_town_with_two("#rückfrage\nWo?");
    town_text(town, TALK_PHONE, texts[i]);
    g_assert_cmpuint(town_sent_count(town, "which-ticket"), ==, 0);
    g_assert_cmpint(talk_held(town), ==, 0);
  }
}

/* A ticket whose citizen was told that it is done. */
static TownFixture *
solved_town(TownSent **out_answer)
{
  TownFixture *town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt\nDas Loch ist zu."});
  *out_answer = town_sent(town, "status-solved", NULL);
  return town;
}

static void
assert_solved_alone(TownFixture *town)
{
  g_autofree char *state =
      town_fixture_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1");
  g_assert_cmpstr(state, ==, "solved");
  g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 0);
}

static void
test_letter_thanks_change_nothing(void)
{
  TownSent *found = NULL;
  g_autoptr(TownFixture) town = solved_town(&found);
  g_autoptr(TownSent) answer = found;
  unsigned before = town_sent_all(town);
  town_reply(town, answer, &(TownMail){.text = THANKS});
  assert_solved_alone(town);
  g_assert_cmpuint(town_sent_all(town), ==, before);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'thanks'"),
                  ==, 1);
}

/* "Danke" beside what we asked for is an answer. */
static void
test_letter_answer_with_thanks(void)
{
  TownSent *found = NULL;
  g_autoptr(TownFixture) town = solved_town(&found);
  g_autoptr(TownSent) answer = found;
  town_reply(town, answer, &(TownMail){.text = "Danke, Gartenstraße 12."});
  g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  town_reply(town, answer,
             &(TownMail){.text = "Danke! Es ist die Hecke am Tor."});
  g_autoptr(TownSent) more = town_sent(town, "ticket", NULL);
  assert_contains(more->mail->full_text, "die Hecke am Tor");
}

/* "Nein, danke" is a NEIN. */
static void
test_letter_no_is_no_thanks(void)
{
  TownSent *found = NULL;
  g_autoptr(TownFixture) town = solved_town(&found);
  g_autoptr(TownSent) answer = found;
  town_reply(town, answer, &(TownMail){.text = "Nein, danke."});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "open");
}

/* A Widerspruch inside a thank-you. */
static void
test_letter_objection_in_reply(void)
{
  TownSent *found = NULL;
  g_autoptr(TownFixture) town = solved_town(&found);
  g_autoptr(TownSent) answer = found;
  town_reply(town, answer, &(TownMail){.text = OBJECTION});
  assert_solved_alone(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  g_assert_cmpuint(town_sent_count(town, "letter-legal"), ==, 1);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "registratur@");
  assert_contains(ticket->raw, "original.eml");
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
      {"legal-goes-whole", test_letter_legal_goes_whole},
      {"legal-by-sms", test_letter_legal_by_sms},
      {"confidential-is-veiled", test_letter_confidential_is_veiled},
      {"answers", test_letter_answers},
      {"praise-is-filed", test_letter_praise_is_filed},
      {"is-not-asked-about", test_letter_is_not_asked_about},
      {"thanks-change-nothing", test_letter_thanks_change_nothing},
      {"answer-with-thanks", test_letter_answer_with_thanks},
      {"no-is-no-thanks", test_letter_no_is_no_thanks},
      {"objection-in-reply", test_letter_objection_in_reply},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
    g_autofree char *path = g_strconcat("/report/letter/", tests[i].name, NULL);
    g_test_add_func(path, tests[i].run);
  }
  return g_test_run();
}
