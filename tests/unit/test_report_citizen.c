/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen writes about a report of his: additions, JA, NEIN, ABMELDEN;
 * and what others write who have his mail.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static TownFixture *
town_with_ticket(const TownOptions *options)
{
  TownFixture *town = town_fixture_new(options);
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, "Haselnuss");
  town_say(town, &(TownMail){0});
  return town;
}

/* Reply to the newest mail of a kind as the citizen. */
static void
reply_to(TownFixture *town, const char *kind, const TownMail *mail)
{
  g_autoptr(TownSent) sent = town_sent(town, kind, NULL);
  g_assert_nonnull(sent);
  if (sent != NULL)
    town_reply(town, sent, mail);
}

static void
staff(TownFixture *town, const char *text)
{
  reply_to(town, "ticket", &(TownMail){.text = text});
}

static void
test_citizen_adds_something(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  reply_to(town, "confirmation",
           &(TownMail){.text = "Es ist die Haselnuss links.",
                       .attachment = "a;b\r\n"});
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "Haselnuss links");
  g_assert_cmpuint(addition->mail->attachments->len, ==, 1);
  g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  /* A second one the same day reaches the department and is not confirmed. */
  reply_to(town, "confirmation", &(TownMail){.text = "Oder rechts."});
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 3);
  g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

static void
test_citizen_answers_a_question(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  staff(town, "#rückfrage\nWelche Haselnuss?");
  town_assert_state(town, "waiting");
  reply_to(town, "status-question", &(TownMail){.text = "Die linke."});
  town_assert_state(town, "open");
}

static void
test_citizen_says_yes_or_no(void)
{
  static const struct {
    const char *text, *auth, *state;
  } rows[] = {
      {"Nein", "pass", "open"},
      {"NEIN!\n\nImmer noch.", "pass", "open"},
      {"> Ist sie wieder heil?\nNein", "pass", "open"},
      {"> Ist sie wieder heil?\n\nja", "pass", "closed"},
      {"ja", "pass", "closed"},
      {"Nein", "", "open"},
      {"Nein", "fail", "solved"},
      {"Danke schön", "pass", "solved"},
      {"Kein Problem", "pass", "solved"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("'%s' auth '%s'", rows[i].text, rows[i].auth);
    g_autoptr(TownFixture) town = town_with_ticket(NULL);
    staff(town, "#erledigt");
    reply_to(town, "status-solved",
             &(TownMail){.text = rows[i].text, .auth = rows[i].auth});
    town_assert_state(town, rows[i].state);
  }
}

/* For a year; later it is read as any other letter, and a person decides. */
static void
test_citizen_objects_for_a_year(void)
{
  static const struct {
    int64_t days;
    const char *state;
    const char *kind, *said; /* what he gets */
  } rows[] = {{364, "open", "addition-confirmed", "26-00001-4"},
              {366, "solved", "confirmation",
               "Ihre frühere Meldung 26-00001-4 ist schon lange"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket(NULL);
    staff(town, "#erledigt");
    town_fixture_advance(town, rows[i].days * DAY_MS);
    reply_to(town, "status-solved", &(TownMail){.text = "Nein, Haselnuss."});
    town_assert_state(town, rows[i].state);
    g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
    assert_contains(addition->mail->full_text, "Haselnuss");
    g_autoptr(TownSent) told = town_sent(town, rows[i].kind, "ayse@");
    g_assert_nonnull(told);
    if (told != NULL)
      assert_contains(told->mail->full_text, rows[i].said);
  }
}

/* A date that went by promises nothing, nor does one of what is done. */
static void
test_citizen_is_promised_no_past_date(void)
{
  static const struct {
    const char *command; /* NULL: none */
    int64_t days;
    bool promised;
  } rows[] = {
      {NULL, 0, true},
      {NULL, 30, false},
      {"#erledigt", 0, false},
      {"#keine Maßnahme Haselnuss gehört nicht uns.", 0, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket(NULL);
    if (rows[i].command != NULL)
      staff(town, rows[i].command);
    town_fixture_advance(town, rows[i].days * DAY_MS);
    reply_to(town, "confirmation",
             &(TownMail){.text = "Daneben liegt noch Schutt."});
    g_autoptr(TownSent) answer = town_sent(town, "addition-confirmed", NULL);
    g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
    if (rows[i].promised)
      assert_contains(answer->mail->full_text, "29. Mai");
    else
      assert_lacks(answer->mail->full_text, "29. Mai");
    assert_contains(addition->mail->full_text, "29. Mai");
  }
}

/* When the addition came, and that it says nothing. */
static void
test_citizen_addition_has_its_own_time(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  town_fixture_advance(town, DAY_MS);
  reply_to(town, "confirmation", &(TownMail){.text = ""});
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "22.05.2026");
  assert_contains(addition->mail->full_text, "keinen Text");
}

static void
test_citizen_number_alone_is_a_note(void)
{
  static const char subject[] = "Re: [Musterhagen 26-00001-4] Schlagloch";
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  staff(town, "#erledigt");
  town_say(town, &(TownMail){.subject = subject, .text = "Nein"});
  town_assert_state(town, "solved");
  town_say(town, &(TownMail){.subject = subject, .text = "ABMELDEN"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  0);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 3);
}

static void
test_citizen_leaves(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  reply_to(town, "confirmation", &(TownMail){.text = "ABMELDEN"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  1);
  unsigned before = town_sent_all(town);
  staff(town, "#erledigt");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  g_assert_cmpuint(town_sent_all(town), ==, before + 1); /* the transcript */
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text,
                  "geht keine Nachricht. Sie möchte keine mehr.");
  /* Another report of his still gets its one answer. */
  town_fixture_advance(town, DAY_MS);
  town_say(town, &(TownMail){.text = "Noch ein Schlagloch."});
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
}

/* Whoever asks him something learns that he cannot be asked. */
static void
test_citizen_cannot_be_reached(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE contact SET muted_until_ms = $1", "i",
                          town->now_ms + DAY_MS));
  staff(town, "#rückfrage\nWelche Haselnuss?");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text,
                  "Wir erreichen sie zurzeit nicht");
}

static void
test_citizen_mail_of_a_stranger(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  staff(town, "#erledigt");
  reply_to(town, "status-solved",
           &(TownMail){.from = "nachbar@example.com", .text = "Nein"});
  town_assert_state(town, "solved");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'reply-by-stranger'"),
                  ==, 1);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", "nachbar");
  assert_contains(answer->mail->full_text, "26-00002");
  /* The department sees what it is about. */
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "BEZUG:   26-00001-4");
}

static void
test_citizen_machine_answers_nothing(void)
{
  g_autoptr(TownFixture) town = town_with_ticket(NULL);
  staff(town, "#erledigt");
  unsigned before = town_sent_all(town);
  reply_to(town, "status-solved",
           &(TownMail){.text = "Nein",
                       .headers = "Auto-Submitted: auto-replied\r\n"});
  town_assert_state(town, "solved");
  g_assert_cmpuint(town_sent_all(town), ==, before);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM inbox WHERE kind ="
                                     " 'auto-reply' AND ticket_id IS NOT NULL"),
                  ==, 1);
}

static void
test_citizen_token_as_text(void)
{
  g_autoptr(TownFixture) town =
      town_with_ticket(&(TownOptions){.reply_token = "text"});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_cmpstr(ticket->reply_to, ==, TOWN_MAILBOX);
  assert_contains(ticket->raw, "Vorgangscode%3A%20");
  /* A new mail of a button: no References, the code in its body. */
  g_auto(GStrv) pieces = g_strsplit(ticket->raw, "=\r\n", -1);
  g_autofree char *whole = g_strjoinv("", pieces);
  const char *code = strstr(whole, "Vorgangscode%3A%20");
  g_autofree char *escaped = g_strndup(code, strcspn(code, "\"& "));
  g_autofree char *line = g_uri_unescape_string(escaped, NULL);
  g_autofree char *body = g_strdup_printf("#erledigt\n\n%s\n", line);
  town_say(town, &(TownMail){
                     .from = ticket->to, .subject = "erledigt", .text = body});
  town_assert_state(town, "solved");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  assert_lacks(news->mail->full_text, "d260");
}

/* Only what returns our own mail, to the citizen it went to, silences him. */
static void
test_citizen_bounces(void)
{
  static const struct {
    const char *recipient, *status;
    bool ours, muted;
  } rows[] = {
      {"ayse@example.net", "5.1.1", true, true},
      {"ayse@example.net", "4.4.1", true, false},
      {"ayse@example.net", "5.1.1", false, false},
      {"other@example.net", "5.1.1", true, false},
      /* Full, disabled, or guarded: he may read the next one. */
      {"ayse@example.net", "5.2.2", true, false},
      {"ayse@example.net", "4.2.2", true, false},
      {"ayse@example.net", "5.2.1", true, false},
      {"ayse@example.net", "5.7.1", true, false},
      {"ayse@example.net",
       "5.0.0\r\nDiagnostic-Code: smtp; 552 Mailbox is full", true, false},
      {"ayse@example.net", "5.0.0\r\nDiagnostic-Code: smtp; 550 No such user",
       true, true},
      /* It failed behind an alias: he is who we wrote to. */
      {"a.kaya@example.com\r\nOriginal-Recipient: rfc822;ayse@example.net",
       "5.1.1", true, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", (unsigned)i);
    g_autoptr(TownFixture) town = town_with_ticket(NULL);
    town_say(town, &(TownMail){.from = "other@example.net"});
    g_autoptr(TownSent) sent = town_sent(town, "confirmation", "ayse");
    town_post_bounce(town, rows[i].recipient, rows[i].status,
                     rows[i].ours ? sent->mail->message_id : "x@example.net");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM contact"
                                             " WHERE muted_until_ms > 0"),
                    ==, rows[i].muted);
    g_assert_cmpint(
        town_fixture_count(town,
                           "SELECT count(*) FROM inbox WHERE kind = 'bounce'"),
        ==, 1);
  }
}

/* Somebody whose mailbox was refused once writes again: it is there. */
static void
test_citizen_writes_after_bounce(void)
{
  static const struct {
    const char *auth;
    bool muted;
  } rows[] = {{"pass", false}, {"fail", true}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", (unsigned)i);
    g_autoptr(TownFixture) town = town_with_ticket(NULL);
    g_autoptr(TownSent) sent = town_sent(town, "confirmation", "ayse");
    town_post_bounce(town, "ayse@example.net", "5.1.1", sent->mail->message_id);
    town_say(town,
             &(TownMail){.subject = "Noch etwas",
                         .text = "Die Laterne in der Lindenstr. 3 ist aus.",
                         .auth = rows[i].auth});
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM contact"
                                             " WHERE muted_until_ms > 0"),
                    ==, rows[i].muted);
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==,
                     rows[i].muted ? 1 : 2);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/citizen/adds", test_citizen_adds_something);
  g_test_add_func("/services/report/citizen/answers-a-question",
                  test_citizen_answers_a_question);
  g_test_add_func("/services/report/citizen/says-yes-or-no",
                  test_citizen_says_yes_or_no);
  g_test_add_func("/services/report/citizen/is-promised-no-past-date",
                  test_citizen_is_promised_no_past_date);
  g_test_add_func("/services/report/citizen/addition-has-its-own-time",
                  test_citizen_addition_has_its_own_time);
  g_test_add_func("/services/report/citizen/number-alone-is-a-note",
                  test_citizen_number_alone_is_a_note);
  g_test_add_func("/services/report/citizen/leaves", test_citizen_leaves);
  g_test_add_func("/services/report/citizen/cannot-be-reached",
                  test_citizen_cannot_be_reached);
  g_test_add_func("/services/report/citizen/stranger",
                  test_citizen_mail_of_a_stranger);
  g_test_add_func("/services/report/citizen/machine",
                  test_citizen_machine_answers_nothing);
  g_test_add_func("/services/report/citizen/objects-for-a-year",
                  test_citizen_objects_for_a_year);
  g_test_add_func("/services/report/citizen/token-as-text",
                  test_citizen_token_as_text);
  g_test_add_func("/services/report/citizen/bounces", test_citizen_bounces);
  g_test_add_func("/services/report/citizen/writes-after-bounce",
                  test_citizen_writes_after_bounce);
  return g_test_run();
}
