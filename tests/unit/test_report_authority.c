/* SPDX-License-Identifier: Apache-2.0
 *
 * Belonging is not authority: who writes, with which token, proved how, and
 * what comes of it; and the question to the listed address.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

#define LISTED "tiefbau@musterhagen.example.org"
#define MEMBER "k.beispiel@musterhagen.example.org"
#define COLLEAGUE "c.meier@musterhagen.example.org"
#define FOREIGN "mallory@example.com"

/* How the reply says to what it belongs. */
typedef enum Way {
  BY_TOKEN,   /* Reply-To and In-Reply-To of the ticket mail */
  BY_ADDRESS, /* the address alone, as behind a button */
  BY_SUBJECT, /* the number alone */
  BY_CITIZEN, /* the citizen's token */
  BY_FORGED,  /* a token whose code is wrong */
} Way;

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, "Haselnuss");
  town_fixture_secret(town, "c.meier@");
  town_say(town, &(TownMail){0});
  return town;
}

static char *
forged(const char *address)
{
  char *copy = g_strdup(address);
  char *dot = strchr(copy, '.');
  dot[1] = dot[1] == 'a' ? 'b' : 'a';
  return copy;
}

static void
command(TownFixture *town, Way way, const char *from, const char *auth,
        const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_autofree char *wrong = forged(ticket->reply_to);
  TownMail mail = {.from = from, .auth = auth, .text = text};
  switch (way) {
  case BY_TOKEN:
    town_reply(town, ticket, &mail);
    return;
  case BY_ADDRESS:
    mail.to = ticket->reply_to;
    break;
  case BY_SUBJECT:
    mail.subject = ticket->mail->subject;
    break;
  case BY_CITIZEN:
    mail.to = answer->reply_to;
    break;
  case BY_FORGED:
    mail.to = wrong;
    break;
  }
  if (way == BY_SUBJECT)
    mail.subject = "Re: [Musterhagen 26-00001-4] Schlagloch";
  town_say(town, &mail);
}

static void
test_authority_matrix(void)
{
  static const struct {
    Way way;
    const char *from, *auth;
    const char *outcome; /* kind of the mail that follows; NULL: none */
  } rows[] = {
      {BY_TOKEN, LISTED, "pass", "transcript"},
      {BY_ADDRESS, LISTED, "pass", "transcript"},
      {BY_TOKEN, MEMBER, "pass", "transcript"},
      {BY_TOKEN, "bauhof@musterhagen.example.org", "pass", "transcript"},
      {BY_TOKEN, "TIEFBAU@Musterhagen.example.org", "pass", "transcript"},
      {BY_TOKEN, LISTED, "", "authority-question"},
      {BY_TOKEN, LISTED, "fail", "authority-refused"},
      {BY_TOKEN, COLLEAGUE, "pass", "authority-question"},
      {BY_TOKEN, COLLEAGUE, "", "authority-question"},
      {BY_TOKEN, FOREIGN, "pass", "authority-refused"},
      {BY_TOKEN, FOREIGN, "", "authority-refused"},
      {BY_TOKEN, "tiefbau@musterhagen.example.org.example.com", "pass",
       "authority-refused"},
      {BY_SUBJECT, LISTED, "pass", "transcript-note"},
      {BY_SUBJECT, LISTED, "", "transcript-note"},
      {BY_SUBJECT, LISTED, "fail", "authority-refused"},
      {BY_SUBJECT, FOREIGN, "pass", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("way %d from %s auth '%s'", (int)rows[i].way, rows[i].from,
                   rows[i].auth);
    g_autoptr(TownFixture) town = town_with_ticket();
    command(town, rows[i].way, rows[i].from, rows[i].auth,
            "#erledigt\nHaselnuss");
    bool acts = g_strcmp0(rows[i].outcome, "transcript") == 0;
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, acts);
    g_autofree char *state =
        town_fixture_text(town, "SELECT state FROM ticket");
    g_assert_cmpstr(state, ==, acts ? "solved" : "new");
    if (rows[i].outcome == NULL) /* a stranger's new matter, with a hint */
      continue;
    g_assert_cmpuint(town_sent_all(town), ==, 3 + (unsigned)acts);
    g_assert_cmpuint(town_sent_count(town, rows[i].outcome), ==, 1);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    1);
  }
}

/* The desk reads what is wrong: a foreign address, or a false one; and when the
 * command came, not the report. */
static void
test_authority_refusal_says_why(void)
{
  static const struct {
    const char *from, *auth, *said;
  } rows[] = {
      {FOREIGN, "pass", "departments.yaml"},
      {LISTED, "fail", "Prüfung des Absenders ist fehlgeschlagen"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    town_fixture_advance(town, DAY_MS);
    command(town, BY_TOKEN, rows[i].from, rows[i].auth, "#erledigt");
    g_autoptr(TownSent) refused = town_sent(town, "authority-refused", NULL);
    assert_contains(refused->mail->full_text, rows[i].said);
    assert_contains(refused->mail->full_text, "22.05.2026");
  }
}

/* What has no token of a department is no command, whoever writes. */
static void
test_authority_without_a_department_token(void)
{
  static const struct {
    Way way;
    const char *from;
  } rows[] = {{BY_CITIZEN, LISTED},
              {BY_FORGED, LISTED},
              {BY_FORGED, FOREIGN},
              {BY_SUBJECT, FOREIGN}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", (unsigned)i);
    g_autoptr(TownFixture) town = town_with_ticket();
    command(town, rows[i].way, rows[i].from, "pass", "#erledigt\nHaselnuss");
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
    g_autofree char *state =
        town_fixture_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1");
    g_assert_cmpstr(state, ==, "new");
  }
}

static void
test_authority_thanks_ask_nobody(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  command(town, BY_TOKEN, COLLEAGUE, "pass", "Danke, gesehen.");
  g_assert_cmpuint(town_sent_all(town), ==, 2);
}

/* The answer to a command without a token says how to command, and a reply to
 * it is one. */
static void
test_authority_missing_token_is_answered(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  command(town, BY_SUBJECT, LISTED, "pass", "#erledigt\nHaselnuss");
  g_autoptr(TownSent) note = town_sent(town, "transcript-note", LISTED);
  g_assert_nonnull(note);
  assert_contains(note->mail->full_text, "Vorgangscode");
  assert_contains(note->mail->full_text, "Haselnuss");
  assert_lacks(note->mail->full_text, "keinen Befehl");
  town_reply(town, note, &(TownMail){.text = "#erledigt"});
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 1);
}

/* Somebody who only looks like a colleague gets one answer an hour. */
static void
test_authority_missing_token_makes_no_loop(void)
{
  static const struct {
    const char *auth;
    unsigned answers;
  } rows[] = {{"", 1}, {"pass", 10}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    for (int n = 0; n < 12; n++) {
      g_autofree char *text = g_strdup_printf("#erledigt\n%d", n);
      command(town, BY_SUBJECT, LISTED, rows[i].auth, text);
    }
    g_assert_cmpuint(town_sent_count(town, "transcript-note"), ==,
                     rows[i].answers);
  }
}

/* What holds no command needs no answer; a machine gets none. */
static void
test_authority_missing_token_stays_silent(void)
{
  static const TownMail rows[] = {
      {.text = "Danke, gesehen."},
      {.text = "#erledigt", .headers = "Auto-Submitted: auto-replied\r\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    TownMail mail = rows[i];
    mail.from = LISTED;
    mail.subject = "Re: [Musterhagen 26-00001-4] Schlagloch";
    town_say(town, &mail);
    g_assert_cmpuint(town_sent_all(town), ==, 2);
  }
}

/* Whoever had the ticket before is told who has it now, without a token. */
static void
test_authority_stale_token_is_answered(void)
{
  static const struct {
    const char *from, *auth;
    const char *outcome; /* kind of the mail that follows */
  } rows[] = {
      {LISTED, "pass", "ticket-assigned-away"},
      {COLLEAGUE, "pass", "ticket-assigned-away"},
      {LISTED, "", "ticket-assigned-away"},
      {FOREIGN, "pass", "authority-refused"},
      {"stadtgruen@musterhagen.example.org", "pass", "transcript-note"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("from %s auth '%s'", rows[i].from, rows[i].auth);
    g_autoptr(TownFixture) town = town_with_ticket();
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", LISTED);
    town_reply(town, ticket, &(TownMail){.text = "#weiter gruen"});
    town_fixture_advance(town, DAY_MS);
    unsigned before = town_sent_count(town, rows[i].outcome);
    town_reply(town, ticket,
               &(TownMail){.from = rows[i].from,
                           .auth = rows[i].auth,
                           .text = "#erledigt\nHaselnuss"});
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
    g_assert_cmpuint(town_sent_count(town, rows[i].outcome), ==, before + 1);
    if (strcmp(rows[i].outcome, "ticket-assigned-away") != 0)
      continue;
    g_autoptr(TownSent) told = town_sent(town, rows[i].outcome, rows[i].from);
    g_assert_nonnull(told);
    assert_contains(told->mail->full_text, "Stadtgrün");
    g_assert_null(told->reply_to);
  }
}

/* A colleague's command waits; the question as it went out. */
static TownSent *
ask(TownFixture *town, const char *text)
{
  command(town, BY_TOKEN, COLLEAGUE, "pass", text);
  TownSent *question = town_sent(town, "authority-question", NULL);
  g_assert_nonnull(question);
  g_assert_cmpstr(question->to, ==, LISTED);
  assert_contains(question->mail->full_text, COLLEAGUE);
  return question;
}

static void
test_authority_answers(void)
{
  static const struct {
    const char *from, *auth, *text;
    int days;
    bool acts;
  } rows[] = {
      {LISTED, "pass", "ja", 0, true},
      {LISTED, "pass", "Ja.", 6, true},
      {LISTED, "", "ja", 0, true}, /* the code went to this address only */
      {LISTED, "pass", "nein", 0, false},
      {LISTED, "pass", "ja", 8, false},
      {COLLEAGUE, "pass", "ja", 0, false},
      {FOREIGN, "pass", "ja", 0, false},
      {LISTED, "pass", "Wer ist das?", 0, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s from %s after %d days", rows[i].text, rows[i].from,
                   rows[i].days);
    g_autoptr(TownFixture) town = town_with_ticket();
    g_autoptr(TownSent) question = ask(town, "#erledigt\nHaselnuss ist drin.");
    town_fixture_advance(town, rows[i].days * DAY_MS);
    TownMail reply = {
        .from = rows[i].from, .auth = rows[i].auth, .text = rows[i].text};
    town_reply(town, question, &reply);
    town_reply(town, question, &reply); /* again: no second effect */
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, rows[i].acts);
    g_autofree char *state =
        town_fixture_text(town, "SELECT state FROM ticket");
    g_assert_cmpstr(state, ==, rows[i].acts ? "solved" : "new");
    if (!rows[i].acts)
      continue;
    g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
    assert_contains(news->mail->full_text, "Haselnuss ist drin.");
    g_assert_cmpint(news->due_at_ms - town->now_ms, ==, 30 * 60000);
  }
}

static void
test_authority_unclear_answer_leaves_it_open(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  g_autoptr(TownSent) question = ask(town, "#erledigt");
  town_reply(town, question, &(TownMail){.text = "Wer ist das?"});
  town_reply(town, question, &(TownMail){.text = "ja"});
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 1);
}

static void
test_authority_granted_text_is_still_checked(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  g_autoptr(TownSent) question =
      ask(town, "#erledigt\n\n(Hier Ihr Satz an die meldende Person)");
  town_reply(town, question, &(TownMail){.text = "ja"});
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  assert_lacks(news->mail->full_text, "Hier Ihr Satz");
}

static void
test_authority_of_another_department_meanwhile(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  g_autoptr(TownSent) question = ask(town, "#erledigt");
  command(town, BY_TOKEN, LISTED, "pass", "#weiter gruen");
  town_reply(town, question, &(TownMail){.text = "ja"});
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/authority/matrix", test_authority_matrix);
  g_test_add_func("/services/report/authority/refusal-says-why",
                  test_authority_refusal_says_why);
  g_test_add_func("/services/report/authority/without-a-department-token",
                  test_authority_without_a_department_token);
  g_test_add_func("/services/report/authority/thanks-ask-nobody",
                  test_authority_thanks_ask_nobody);
  g_test_add_func("/services/report/authority/missing-token-is-answered",
                  test_authority_missing_token_is_answered);
  g_test_add_func("/services/report/authority/missing-token-makes-no-loop",
                  test_authority_missing_token_makes_no_loop);
  g_test_add_func("/services/report/authority/missing-token-stays-silent",
                  test_authority_missing_token_stays_silent);
  g_test_add_func("/services/report/authority/stale-token-is-answered",
                  test_authority_stale_token_is_answered);
  g_test_add_func("/services/report/authority/answers", test_authority_answers);
  g_test_add_func("/services/report/authority/unclear-answer",
                  test_authority_unclear_answer_leaves_it_open);
  g_test_add_func("/services/report/authority/granted-text-is-checked",
                  test_authority_granted_text_is_still_checked);
  g_test_add_func("/services/report/authority/another-department-meanwhile",
                  test_authority_of_another_department_meanwhile);
  return g_test_run();
}
