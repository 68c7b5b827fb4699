/* SPDX-License-Identifier: Apache-2.0
 *
 * The report service from the spool to the outbox: new reports by mail, and
 * whether and how they are answered.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

static void
test_report_new_mail(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenbaum");
  town_fixture_secret(town, "Gartenstra");
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, "Ayse Kaya");
  town_say(town, &(TownMail){.message_id = "m1@example.net"});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpuint(town_sent_all(town), ==, 2);
  g_assert_cmpstr(ticket->to, ==, "tiefbau@musterhagen.example.org");
  assert_contains(ticket->mail->full_text, "Quittenbaum");
  assert_contains(ticket->mail->full_text, "Gartenstraße 12");
  assert_contains(ticket->raw, "mailto:rathaus%2Bd2600001x1a");
  assert_contains(ticket->raw, "Auto-Submitted: auto-generated");
  g_assert_cmpstr(answer->to, ==, "ayse@example.net");
  const char *const told[] = {"26-00001-4", "Schlagloch", "Gartenstraße 12",
                              "Tiefbauamt", "29. Mai",    "Quittenbaum",
                              "Ayse Kaya",  "ABMELDEN"};
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
    assert_contains(answer->mail->full_text, told[i]);
  assert_contains(answer->raw, "Content-Type: text/html");
  assert_contains(answer->raw, "Auto-Submitted: auto-replied");
  assert_contains(answer->raw, "In-Reply-To: <m1@example.net>");
  assert_contains(answer->reply_to, "rathaus+c2600001a.");
}

/* Where it is: a map to click for the department, kept with the ticket. */
static void
test_report_point(void)
{
  static const struct {
    const char *text, *where, *source;
  } rows[] = {
      {"Bei 54.0924, 12.0991 liegt Müll.", "54.09240, 12.09910", "coordinates"},
      {"Gartenstraße 12, https://www.google.com/maps/@54.0924,12.0991,17z",
       "Gartenstraße 12 (54.09240, 12.09910)", "link"},
      {"Im Quittenweg 7 liegt Müll.", "Im Quittenweg 7", NULL},
      {"In der Gartenstraße 12 liegt Müll.", "Gartenstraße 12", "text"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.subject = "Müll", .text = rows[i].text});
    g_autoptr(TownSent) mail = town_sent(town, "ticket", NULL);
    g_autofree char *where = g_strconcat("WO:      ", rows[i].where, NULL);
    assert_contains(mail->mail->full_text, where);
    assert_lacks(mail->mail->full_text, "geo:"); /* told already, or not sure */
    bool town_list = g_strcmp0(rows[i].source, "text") == 0;
    const char *map = town_list ? "https://www.openstreetmap.org/?mlat="
                                : "https://www.openstreetmap.org/?mlat="
                                  "54.09240&mlon=12.09910&zoom=18";
    g_assert_true((strstr(mail->mail->full_text, map) != NULL) ==
                  (rows[i].source != NULL));
    g_autofree char *source = town_fixture_text(
        town, "SELECT COALESCE(point_source, '') FROM ticket");
    g_assert_cmpstr(source, ==, rows[i].source == NULL ? "" : rows[i].source);
  }
}

static void
test_report_category(void)
{
  static const struct {
    const char *what, *to, *subject, *text, *category, *department;
  } rows[] = {
      {"address tag", "rathaus+ampel@musterhagen.example.org", "Hallo",
       "Da ist ein Schlagloch.", "ampel", "stadtwerke"},
      {"subject tag", NULL, "[ampel] Hallo", "Da ist ein Schlagloch.", "ampel",
       "stadtwerke"},
      {"hash tag", NULL, "#ampel Hallo", "Da ist ein Schlagloch.", "ampel",
       "stadtwerke"},
      {"words", NULL, "Hallo", "Die Straßenlaterne ist aus.", "", "stadtwerke"},
      {"unknown tag", NULL, "[unsinn] Hallo", "Da ist ein Schlagloch.",
       "strassenschaden", "tiefbau"},
      {"no idea", NULL, "Hallo", "Bitte rufen Sie mich an.", "-", "zentrale"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.to = rows[i].to,
                               .subject = rows[i].subject,
                               .text = rows[i].text});
    g_autofree char *category =
        town_fixture_text(town, "SELECT COALESCE(category, '-') FROM ticket");
    g_autofree char *department =
        town_fixture_text(town, "SELECT department FROM ticket");
    if (rows[i].category[0] != '\0')
      g_assert_cmpstr(category, ==, rows[i].category);
    g_assert_cmpstr(department, ==, rows[i].department);
  }
}

static void
test_report_unauthenticated(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.auth = ""});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text, "26-00001-4");
  assert_lacks(answer->raw, "Quittenbaum");
  town_say(town, &(TownMail){.auth = "", .text = "Und die Ampel ist aus."});
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  town_fixture_advance(town, HOUR_MS + 1);
  town_say(town, &(TownMail){.auth = "", .text = "Und noch ein Schlagloch."});
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  3);
}

static void
test_report_windows(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < 5; i++) {
    g_autofree char *text = g_strdup_printf("Schlagloch Nummer %d", i);
    town_say(town, &(TownMail){.text = text});
  }
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 3);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 5);
}

/* Mails that become a ticket and are not answered. */
static void
test_report_never_answered(void)
{
  static const struct {
    const char *what, *from, *headers, *return_path, *auth;
    bool adopted;
    unsigned tickets;
  } rows[] = {
      {"list", NULL, "List-Id: <x.example.net>\r\n", NULL, NULL, false, 1},
      {"bulk", NULL, "Precedence: bulk\r\n", NULL, NULL, false, 1},
      {"adopted", NULL, NULL, NULL, NULL, true, 1},
      {"no reply", "noreply@example.net", NULL, NULL, NULL, false, 1},
      {"dmarc failed", NULL, NULL, NULL, "fail", false, 1},
      {"other return path", NULL, NULL, "x@example.com", "", false, 1},
      {"machine", NULL, "Auto-Submitted: auto-generated\r\n", NULL, NULL, false,
       0},
      {"out of office", NULL, "Auto-Submitted: auto-replied\r\n", NULL, NULL,
       false, 0},
      {"null sender", NULL, NULL, "", NULL, false, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].what);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.from = rows[i].from,
                               .headers = rows[i].headers,
                               .return_path = rows[i].return_path,
                               .auth = rows[i].auth,
                               .adopted = rows[i].adopted});
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, rows[i].tickets);
    g_assert_cmpint(
        town_fixture_count(town,
                           "SELECT count(*) FROM inbox WHERE state = 'done'"),
        ==, 1);
  }
}

/* Somebody passes on what another wrote to him: the department reads both, the
 * answer goes to the one who wrote to us.  Who the other is is not kept.
 */
static void
test_report_passed_on(void)
{
  static const char *const bodies[] = {"Bitte dringend.", ""};
  for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *text = g_strconcat(
        bodies[i],
        "\r\n\r\nVon: Erika Muster <erika@example.org>\r\nGesendet: "
        "Donnerstag, 21. Mai 2026 08:14\r\nAn: Rita Rat "
        "<rita@example.net>\r\nBetreff: Schlagloch\r\n\r\nEin Schlagloch vor "
        "der Gartenstra\303\237e 12.\r\n\r\nIhre Erika Muster, "
        "erika@example.org\r\n",
        NULL);
    town_say(town, &(TownMail){.subject = "WG: Schlagloch", .text = text});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    assert_contains(ticket->mail->full_text, bodies[i]);
    assert_contains(ticket->mail->full_text,
                    "Weitergeleitet von Ayse Kaya, geschrieben von jemand "
                    "anderem:");
    assert_lacks(ticket->mail->full_text, "Erika");
    assert_lacks(ticket->mail->full_text, "erika@");
    assert_contains(ticket->mail->full_text, "Ein Schlagloch vor der Garten");
    g_assert_cmpstr(answer->to, ==, "ayse@example.net");
    g_assert_cmpuint(town_sent_all(town), ==, 2);
  }
}

/* The subject speaks where the text does not. */
static void
test_report_text_says_nothing(void)
{
  static const char *const texts[] = {"Siehe Foto.", " "};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){.subject = "Schlagloch Gartenstrasse 12",
                               .text = texts[i],
                               .attachment = "Notiz"});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    assert_contains(ticket->mail->full_text, "Schlagloch Gartenstrasse 12");
    g_autofree char *department =
        town_fixture_text(town, "SELECT department FROM ticket");
    g_assert_cmpstr(department, ==, "tiefbau");
  }
}

static void
test_report_late(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.received_at_ms = TOWN_NOW_MS - 3 * DAY_MS});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text, "bitte entschuldigen");
  assert_contains(answer->mail->full_text, "18. Mai");
}

static void
test_report_comes_twice(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  TownMail mail = {.message_id = "same@example.net"};
  town_post_mail(town, &mail);
  town->serial = 0;
  town_post_mail(town, &mail); /* the same key: absorbed */
  town_fixture_decide(town);
  town->serial = 60;
  town_say(town, &mail); /* the same bytes under another key */
  town->serial = 120;
  mail.headers = "Received: from x by y; Thu, 21 May 2026 10:00:00 +0200\r\n";
  town_say(town, &mail); /* another way, the same content */
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  g_assert_cmpint(
      town_fixture_count(town,
                         "SELECT count(*) FROM inbox WHERE kind = 'duplicate'"),
      ==, 2);
}

static void
test_report_files_go_along(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Weidenkorb");
  town_fixture_secret(town, "liste.csv");
  town_say(town, &(TownMail){.attachment = "Nr;Wort\r\n1;Weidenkorb\r\n"});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpuint(ticket->mail->attachments->len, ==, 1);
  const Attachment *file = ticket->mail->attachments->pdata[0];
  g_assert_cmpstr(file->filename, ==, "anlage-1.csv");
  g_assert_cmpuint(answer->mail->attachments->len, ==, 0);
}

static void
test_report_shadow_tells_the_desk_only(void)
{
  static const struct {
    const char *state;
    int64_t tickets, held;
  } rows[] = {{"shadow", 1, 0}, {"internal", 1, 0}, {"paused", 0, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].state);
    g_autoptr(TownFixture) town =
        town_fixture_new(&(TownOptions){.service = rows[i].state});
    town_say(town, &(TownMail){0});
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    rows[i].tickets);
    g_assert_cmpint(
        town_fixture_count(town,
                           "SELECT count(*) FROM inbox WHERE state = 'hold'"),
        ==, rows[i].held);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    if (ticket != NULL)
      g_assert_cmpstr(ticket->to, ==, "zentrale@musterhagen.example.org");
  }
}

/* Internal: colleagues are served, everybody else is the desk's. */
static void
test_report_internal_serves_listed_addresses(void)
{
  static const struct {
    const char *from, *desk;
    unsigned answers;
  } rows[] = {
      {"k.beispiel@musterhagen.example.org", "tiefbau@", 1},
      {"c.meier@musterhagen.example.org", "tiefbau@", 1},
      {"ayse@example.net", "zentrale@", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].from);
    g_autoptr(TownFixture) town =
        town_fixture_new(&(TownOptions){.service = "internal"});
    town_say(town, &(TownMail){.from = rows[i].from});
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==,
                     rows[i].answers);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", rows[i].desk);
    g_assert_nonnull(ticket);
    town_text(town, "+4915228817390", "HILFE");
    g_assert_cmpuint(town_sent_count(town, "help"), ==, 0);
  }
}

/* What is held says why. */
static void
test_report_at_rest_is_explained(void)
{
  static const char *const rows[] = {"off", "paused"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town =
        town_fixture_new(&(TownOptions){.service = rows[i]});
    town_say(town, &(TownMail){0});
    g_autofree char *why = town_fixture_text(
        town, "SELECT detail FROM inbox_event WHERE what = 'no-service'");
    g_autofree char *said =
        g_strdup_printf("new; service report is %s (town.yaml)", rows[i]);
    g_assert_cmpstr(why, ==, said);
  }
}

static void
test_report_pauses_answers_after_an_outage(void)
{
  enum { LATE = 230 };
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < LATE; i++) {
    g_autofree char *from = g_strdup_printf("p%d@example.net", i);
    town_post_mail(
        town,
        &(TownMail){.from = from, .received_at_ms = TOWN_NOW_MS - 2 * DAY_MS});
  }
  town_fixture_decide(town);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM outbox WHERE kind ="
                                     " 'confirmation' AND state = 'hold'"),
                  ==, LATE);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox"
                                           " WHERE kind = 'ticket' AND"
                                           " state = 'queued'"),
                  ==, LATE);
  int count = 0;
  g_assert_true(outbox_release_held(&town->digest.queue, &count, NULL));
  g_assert_cmpint(count, ==, LATE);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/new-mail", test_report_new_mail);
  g_test_add_func("/services/report/point", test_report_point);
  g_test_add_func("/services/report/category", test_report_category);
  g_test_add_func("/services/report/unauthenticated",
                  test_report_unauthenticated);
  g_test_add_func("/services/report/windows", test_report_windows);
  g_test_add_func("/services/report/never-answered",
                  test_report_never_answered);
  g_test_add_func("/services/report/passed-on", test_report_passed_on);
  g_test_add_func("/services/report/text-says-nothing",
                  test_report_text_says_nothing);
  g_test_add_func("/services/report/late", test_report_late);
  g_test_add_func("/services/report/comes-twice", test_report_comes_twice);
  g_test_add_func("/services/report/files-go-along",
                  test_report_files_go_along);
  g_test_add_func("/services/report/shadow",
                  test_report_shadow_tells_the_desk_only);
  g_test_add_func("/services/report/internal-serves-listed-addresses",
                  test_report_internal_serves_listed_addresses);
  g_test_add_func("/services/report/at-rest-is-explained",
                  test_report_at_rest_is_explained);
  g_test_add_func("/services/report/pauses-answers-after-an-outage",
                  test_report_pauses_answers_after_an_outage);
  return g_test_run();
}
