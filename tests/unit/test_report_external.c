/* SPDX-License-Identifier: Apache-2.0
 *
 * Departments outside the administration: what they learn, what their machine
 * says, what their silence does.
 */
#include <string.h>

#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define FIRM "stoerung@stadtwerke.example.org"

/* A lamp, of the Stadtwerke. */
static void
say(TownFixture *town)
{
  town_say(town,
           &(TownMail){
               .text = "Die Straßenlaterne vor Gartenstraße 12 ist aus.\n"
                       "Mein Name ist Ayse Kaya, Tel. 0152 28817386.\n\n"
                       "Viele Grüße\nAyse Kaya\nAm Markt 3\n17033 Musterhagen",
               .attachment = "Ayse Kaya, Am Markt 3"});
}

static void
assert_department(TownFixture *town, const char *department)
{
  g_autofree char *found =
      town_fixture_text(town, "SELECT department FROM ticket");
  g_assert_cmpstr(found, ==, department);
}

static int64_t
events(TownFixture *town, const char *what)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM ticket_event WHERE what = '%s'", what);
  return town_fixture_count(town, sql);
}

static void
assert_nobody_named(const TownSent *sent)
{
  static const char *const secrets[] = {"Kaya", "28817386", "ayse", "Ayse",
                                        "Am Markt 3"};
  for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
    g_test_message("%s", secrets[i]);
    g_assert_null(strstr(sent->raw, secrets[i]));
    g_assert_null(strstr(sent->mail->full_text, secrets[i]));
  }
}

static void
test_external_gets_no_contact(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Gartenstraße 12 ist aus");
  assert_contains(ticket->mail->full_text, "Namen und Kontakt haben wir");
  assert_nobody_named(ticket);
  g_assert_cmpuint(ticket->mail->attachments->len, ==, 0);
  /* A department of the town's own reads the letter as it came. */
  town_reply(town, ticket, &(TownMail){.text = "#weiter tiefbau"});
  g_autoptr(TownSent) own = town_sent(town, "ticket", "tiefbau");
  assert_contains(own->mail->full_text, "Am Markt 3");
  g_assert_cmpuint(own->mail->attachments->len, ==, 1);
}

static char *
question_of(const TownSent *ticket)
{
  const char *begin = strstr(ticket->mail->full_text, "Dürfen wir");
  g_assert_nonnull(begin);
  return g_strndup(begin, strcspn(begin, "\n"));
}

static void
ask(TownFixture *town, const char *question)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
  g_autofree char *text = g_strconcat("#rückfrage\n\n", question, NULL);
  town_reply(town, ticket, &(TownMail){.text = text});
  town_assert_state(town, "waiting");
}

static void
answer(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) asked = town_sent(town, "status-question", NULL);
  g_assert_nonnull(asked);
  town_reply(town, asked, &(TownMail){.text = text});
}

/* The contact is told after a JA to this very question. */
static void
test_external_contact_after_yes(void)
{
  static const struct {
    const char *question, *answer; /* question NULL: the one for the contact */
    bool told;
  } rows[] = {
      {NULL, "JA", true},
      {NULL, "NEIN", false},
      {NULL, "Ja, aber nur den Namen.", false},
      {"Ist die Laterne grün?", "JA", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
    g_autofree char *question = question_of(ticket);
    ask(town, rows[i].question == NULL ? question : rows[i].question);
    answer(town, rows[i].answer);
    town_assert_state(town, "open");
    g_assert_cmpint(events(town, "contact-granted"), ==, rows[i].told ? 1 : 0);
    g_autoptr(TownSent) added = town_sent(town, "ticket-addition", FIRM);
    if (added == NULL)
      added = town_sent(town, "ticket", FIRM);
    if (!rows[i].told) {
      assert_nobody_named(added);
      continue;
    }
    assert_contains(added->mail->full_text, "ayse@example.net");
    assert_contains(added->mail->full_text, "Ayse Kaya");
  }
}

/* The transcript shows what the citizen is told, but not who he is. */
static void
test_external_transcript(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt\n\nGetauscht."});
  g_autoptr(TownSent) told = town_sent(town, "status-solved", NULL);
  assert_contains(told->mail->full_text, "Ayse Kaya");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", FIRM);
  assert_contains(transcript->mail->full_text, "Getauscht.");
  assert_nobody_named(transcript);
}

/* What another department asked does not speak for the next one. */
static void
test_external_leave_is_for_one(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
  g_autofree char *question = question_of(ticket);
  ask(town, question);
  answer(town, "JA");
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE ticket_event SET detail = 'anderer'"
                          " WHERE what = 'contact-granted'",
                          ""));
  answer(town, "Sie flackert.");
  g_autoptr(TownSent) added = town_sent(town, "ticket-addition", FIRM);
  if (added == NULL)
    added = town_sent(town, "ticket", FIRM);
  assert_nobody_named(added);
}

static void
send_receipt(TownFixture *town)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
  town_reply(town, ticket,
             &(TownMail){.subject = "Eingangsbestätigung",
                         .text = "Ihre Vorgangsnummer: S-2026/4711.",
                         .headers = "Auto-Submitted: auto-replied\r\n"});
}

static void
test_external_receipt_and_number(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  unsigned before = town_sent_all(town);
  send_receipt(town);
  send_receipt(town);
  g_assert_cmpuint(town_sent_all(town), ==, before); /* nothing is answered */
  g_assert_cmpint(events(town, "receipt-confirmed"), ==, 1);
  g_autofree char *number = town_fixture_text(
      town, "SELECT detail FROM ticket_event WHERE what = 'receipt-confirmed'");
  g_assert_cmpstr(number, ==, "S-2026/4711");
  /* Later they write under their number alone. */
  town_say(town, &(TownMail){.from = "Netz <" FIRM ">",
                             .subject = "Vorgang S-2026/4711",
                             .text = "#erledigt\n\nLeuchtmittel getauscht."});
  town_assert_state(town, "new");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  g_autoptr(TownSent) shown = town_sent(town, "external-wrote", "zentrale");
  g_assert_nonnull(shown);
  assert_contains(shown->mail->full_text, "Leuchtmittel getauscht");
  /* The desk's button acts. */
  town_reply(town, shown, &(TownMail){.text = "#erledigt"});
  town_assert_state(town, "solved");
}

/* Only theirs, and only with the whole number. */
static void
test_external_number_of_others(void)
{
  static const struct {
    const char *from, *subject;
  } rows[] = {
      {"fremd@example.com", "Vorgang S-2026/4711"},
      {FIRM, "Vorgang S-2026/47110"},
      {FIRM, "Guten Tag"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    send_receipt(town);
    town_say(town, &(TownMail){.from = rows[i].from,
                               .subject = rows[i].subject,
                               .text = "Hallo, wir kommen morgen."});
    g_assert_cmpuint(town_sent_count(town, "external-wrote"), ==, 0);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    2);
  }
}

/* Silence returns it to the desk, a word does not. */
static void
test_external_silence(void)
{
  for (int spoken = 0; spoken < 2; spoken++) {
    g_test_message("spoken %d", spoken);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    send_receipt(town); /* a machine's word is none */
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
    if (spoken)
      town_reply(town, ticket, &(TownMail){.text = "#übernommen"});
    town_fixture_advance(town, 5 * DAY_MS);
    town_fixture_timers(town);
    assert_department(town, "stadtwerke");
    town_fixture_advance(town, 25 * DAY_MS);
    town_fixture_timers(town);
    assert_department(town, spoken ? "stadtwerke" : "zentrale");
    g_assert_cmpint(events(town, "returned-silent"), ==, spoken ? 0 : 1);
    if (spoken)
      continue;
    g_autoptr(TownSent) back = town_sent(town, "ticket", "zentrale");
    assert_contains(back->mail->full_text, "Zurück an Sie: Stadtwerke");
  }
}

/* The row of the town in memory, to be dressed for a test. */
static DepartmentLook *
look_of(TownFixture *town, const char *id)
{
  GPtrArray *all = town->config->town->departments;
  for (guint i = 0; i < all->len; i++) {
    Department *department = all->pdata[i];
    if (strcmp(department->id, id) == 0)
      return &department->look;
  }
  g_assert_not_reached();
}

/* The citizen reads the firm's name and colours, staff the town's; replies go
 * to the mailbox whatever stands in From. */
static void
test_external_own_look(void)
{
  static const struct {
    bool may_send_as;
    const char *from;
  } rows[] = {{true, "netz@musterhagen.example.org"}, {false, TOWN_MAILBOX}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    DepartmentLook *look = look_of(town, "stadtwerke");
    MailboxSettings *mailbox = town->config->settings->mailboxes->pdata[0];
    look->from_address = g_strdup("netz@musterhagen.example.org");
    look->logo_bytes = g_bytes_new_static("\x89PNG-logo", 9);
    look->logo_type = "image/png";
    if (rows[i].may_send_as)
      g_ptr_array_add(mailbox->send_as, g_strdup(look->from_address));
    say(town);
    g_autoptr(TownSent) told = town_sent(town, "confirmation", NULL);
    g_assert_cmpstr(told->mail->from->name, ==, "Stadtwerke Musterhagen");
    g_assert_cmpstr(told->mail->from->address, ==, rows[i].from);
    g_assert_true(g_str_has_prefix(told->reply_to, "rathaus+"));
    assert_contains(told->raw, "background:#00664f");
    assert_contains(told->raw, "Content-ID: <logo>");
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", FIRM);
    g_assert_cmpstr(ticket->mail->from->address, ==, TOWN_MAILBOX);
    assert_lacks(ticket->raw, "00664f");
    assert_lacks(ticket->raw, "<logo>");
    /* Another department's report is the town's own. */
    town_say(town, &(TownMail){.from = "max@example.net"});
    g_autoptr(TownSent) other = town_sent(town, "confirmation", "max@");
    g_assert_cmpstr(other->mail->from->name, ==, "Musterhagen an der Wieke");
    assert_lacks(other->raw, "00664f");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/external/gets-no-contact",
                  test_external_gets_no_contact);
  g_test_add_func("/services/report/external/contact-after-yes",
                  test_external_contact_after_yes);
  g_test_add_func("/services/report/external/transcript",
                  test_external_transcript);
  g_test_add_func("/services/report/external/leave-is-for-one",
                  test_external_leave_is_for_one);
  g_test_add_func("/services/report/external/receipt-and-number",
                  test_external_receipt_and_number);
  g_test_add_func("/services/report/external/number-of-others",
                  test_external_number_of_others);
  g_test_add_func("/services/report/external/silence", test_external_silence);
  g_test_add_func("/services/report/external/own-look", test_external_own_look);
  return g_test_run();
}
