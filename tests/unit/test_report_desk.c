/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk: what its mail about an unclear letter offers, that the first
 * decision counts, and what is kept of it.
 */
#include <string.h>

#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define OTHER_CLERK "b.clerk@musterhagen.example.org"
#define DESK "zentrale@musterhagen.example.org"

/* Nothing in it says what it is about, or whose it is. */
static const char unclear[] =
    "Guten Tag,\n\nich war gestern mit Quittenmus und es ging mir nicht aus "
    "dem Kopf.\n\nAyse Kaya";

static TownFixture *
town_with(const char *text)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenmus");
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, OTHER_CLERK);
  town_say(town, &(TownMail){.text = text, .subject = "Anliegen"});
  return town;
}

static TownSent *
desk_mail(TownFixture *town)
{
  TownSent *ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  return ticket;
}

static void
assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

static int64_t
citizen_mails(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox"
                                  " WHERE kind IN ('confirmation')"
                                  " OR kind LIKE 'status-%'");
}

static void
test_desk_offers_offices(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  const char *text = ticket->mail->full_text;
  assert_contains(text, "│ ich war gestern mit Quittenmus");
  assert_contains(text, "Hinweise auf Gefahr: keine.");
  assert_contains(text, "• #weiter tiefbau – an: Tiefbauamt");
  assert_contains(text, "• #zda – Dank");
  assert_contains(text, "• #vertraulich");
  assert_contains(text, "• #werbung");
  assert_contains(ticket->raw, "mailto:");
  assert_lacks(text, "#nichtzuständig –");
}

/* Two categories of which none is best. */
static void
test_desk_offers_categories(void)
{
  g_autoptr(TownFixture) town =
      town_with("Erst ein Schlagloch, dann ein Papierkorb. Quittenmus.");
  assert_text(town, "SELECT coalesce(category, '-') FROM ticket", "-");
  g_autoptr(TownSent) ticket = desk_mail(town);
  assert_contains(
      ticket->mail->full_text,
      "• #kategorie strassenschaden – Straßenschaden, an: Tiefbauamt (");
  assert_lacks(ticket->mail->full_text, "#weiter tiefbau");
  assert_text(town,
              "SELECT detail FROM inbox_event"
              " WHERE what = 'category-doubtful'",
              "'Papierkorb' → muell 0.40, strassenschaden 0.40,"
              " beleuchtung 0.02; desk: zentrale");
}

/* Words that decide in another town are too little for one that wants more. */
static void
test_desk_gets_what_is_not_sure(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->town->route_above = 95;
  town_say(town, &(TownMail){.text = "Hier ist ein Schlagloch.\n"});
  g_autoptr(TownSent) ticket = desk_mail(town);
  assert_contains(ticket->mail->full_text, "AM EHESTEN: Straßenschaden");
  assert_contains(ticket->mail->full_text,
                  "• #kategorie strassenschaden – Straßenschaden, an: ");
  assert_lacks(ticket->mail->full_text, "#weiter tiefbau");
}

static void
test_desk_decides_category(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  town_reply(town, ticket, &(TownMail){.text = "#kategorie strassenschaden"});
  assert_text(town, "SELECT category || ' ' || department FROM ticket",
              "strassenschaden tiefbau");
  g_assert_cmpint(town_fixture_count(town, "SELECT due_at_ms > 0 FROM ticket"),
                  ==, 1);
  g_autoptr(TownSent) given = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(given);
  assert_contains(given->mail->full_text, "│ ich war gestern");
  assert_lacks(given->mail->full_text, "#werbung");
  g_assert_cmpint(citizen_mails(town), ==, 1);
  /* Kept, with the letter, who and when, and nothing of it in plain. */
  assert_text(town,
              "SELECT commands || category || ' ' || department ||"
              " ' ' || (decided_at_ms > 0) FROM report_decision",
              "kategorie strassenschaden\nstrassenschaden tiefbau 1");
}

/* With a department beside the category, the letter goes there at once. */
static void
test_desk_category_and_office(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  town_reply(town, ticket,
             &(TownMail){.text = "#kategorie strassenschaden\n#weiter gruen"});
  assert_text(town, "SELECT category || ' ' || department FROM ticket",
              "strassenschaden gruen");
  g_assert_null(town_sent(town, "ticket", "tiefbau"));
}

/* A category of a ticket that is not the desk's moves nothing. */
static void
test_desk_category_elsewhere(void)
{
  g_autoptr(TownFixture) town = town_with("Ein Schlagloch mit Quittenmus.");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  town_reply(town, ticket, &(TownMail){.text = "#kategorie parkbank"});
  assert_text(town, "SELECT department FROM ticket", "tiefbau");
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM report_decision"), ==, 0);
}

/* What the second clerk says, and what he is told. */
static const struct {
  const char *first, *second, *after, *told;
} clerks[] = {
    {"#kategorie strassenschaden", "#werbung", "open tiefbau",
     "Ihre Antwort hat nichts geändert."},
    {"#kategorie strassenschaden", "#kategorie strassenschaden", "open tiefbau",
     "Genau so ist es schon entschieden."},
    {"#zda", "#weiter gruen", "closed zentrale",
     "Ihre Antwort hat nichts geändert."},
    {"#werbung", "#werbung", "no-action zentrale",
     "Genau so ist es schon entschieden."},
    {"#weiter gruen", "#antwort\nDas ist Quatsch.", "open gruen",
     "Ihre Antwort hat nichts geändert."},
};

static void
test_desk_first_counts(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(clerks); i++) {
    g_test_message("%s, then %s", clerks[i].first, clerks[i].second);
    g_autoptr(TownFixture) town = town_with(unclear);
    g_autoptr(TownSent) ticket = desk_mail(town);
    town_reply(town, ticket, &(TownMail){.text = clerks[i].first});
    unsigned tickets = town_sent_count(town, "ticket");
    town_fixture_advance(town, 60 * MINUTE_MS);
    town_reply(town, ticket, &(TownMail){.text = clerks[i].second});
    assert_text(town, "SELECT state || ' ' || department FROM ticket",
                clerks[i].after);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, tickets);
    g_assert_cmpint(citizen_mails(town), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
    g_autoptr(TownSent) told = town_sent(town, "desk-decided", "zentrale");
    g_assert_nonnull(told);
    assert_contains(told->mail->full_text, clerks[i].told);
    assert_contains(told->mail->full_text,
                    DESK " hat am 21.05.2026, 10:00 Uhr geantwortet:");
  }
}

/* Whoever was told may overrule it, for now he knows. */
static void
test_desk_overrules_knowingly(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  town_reply(town, ticket, &(TownMail){.text = "#kategorie strassenschaden"});
  town_reply(town, ticket, &(TownMail){.text = "#weiter gruen"});
  g_autoptr(TownSent) told = town_sent(town, "desk-decided", "zentrale");
  town_reply(town, told, &(TownMail){.text = "#rückgängig"});
  assert_text(town,
              "SELECT coalesce(category, '-') || ' ' || department"
              " FROM ticket",
              "- zentrale");
  g_assert_cmpint(town_fixture_count(town, "SELECT undone_at_ms > 0"
                                           " FROM report_decision"),
                  ==, 1);
  /* The first mail counts again: nothing is decided any more. */
  town_reply(town, ticket, &(TownMail){.text = "#weiter gruen"});
  assert_text(town, "SELECT department FROM ticket", "gruen");
  g_assert_cmpuint(town_sent_count(town, "desk-decided"), ==, 1);
}

/* One clerk who takes a letter up and ends it later from the same mail. */
static void
test_desk_goes_on(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  town_reply(town, ticket, &(TownMail){.text = "#übernommen"});
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  assert_text(town, "SELECT state FROM ticket", "solved");
  g_assert_cmpuint(town_sent_count(town, "desk-decided"), ==, 0);
  town_reply(town, ticket, &(TownMail){.text = "#rückgängig"});
  assert_text(town, "SELECT state FROM ticket", "open");
}

/* His colleague, who has an address of his own, hears that it is taken up. */
static void
test_desk_tells_a_colleague(void)
{
  g_autoptr(TownFixture) town = town_with(unclear);
  g_autoptr(TownSent) ticket = desk_mail(town);
  town_reply(town, ticket,
             &(TownMail){.text = "#übernommen", .from = OTHER_CLERK});
  assert_text(town, "SELECT state FROM ticket", "open");
  town_reply(town, ticket, &(TownMail){.text = "#zda"});
  assert_text(town, "SELECT state FROM ticket", "open");
  g_autoptr(TownSent) told = town_sent(town, "desk-decided", "zentrale");
  assert_contains(told->mail->full_text, OTHER_CLERK " hat am");
  town_reply(town, told, &(TownMail){.text = "#zda"});
  assert_text(town, "SELECT state FROM ticket", "closed");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/desk/offers-offices", test_desk_offers_offices);
  g_test_add_func("/report/desk/offers-categories",
                  test_desk_offers_categories);
  g_test_add_func("/report/desk/not-sure", test_desk_gets_what_is_not_sure);
  g_test_add_func("/report/desk/decides-category", test_desk_decides_category);
  g_test_add_func("/report/desk/category-and-office",
                  test_desk_category_and_office);
  g_test_add_func("/report/desk/category-elsewhere",
                  test_desk_category_elsewhere);
  g_test_add_func("/report/desk/first-counts", test_desk_first_counts);
  g_test_add_func("/report/desk/overrules-knowingly",
                  test_desk_overrules_knowingly);
  g_test_add_func("/report/desk/goes-on", test_desk_goes_on);
  g_test_add_func("/report/desk/tells-a-colleague",
                  test_desk_tells_a_colleague);
  return g_test_run();
}
