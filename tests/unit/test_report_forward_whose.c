/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose matter a mail is that passes others on: by who sends it, and by whose
 * hands it went through before.
 */
#include <string.h>

#include "tests/support/town_forward.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)

/* Whom the confirmation went to, "" for nobody. */
static void
assert_confirmed(TownFixture *town, const char *address)
{
  g_autoptr(TownSent) sent = town_sent(town, "confirmation", NULL);
  g_assert_cmpstr(sent == NULL ? "" : sent->to, ==, address);
}

/* Whose matter it is. */
static const struct {
  const char *name, *from, *auth, *head, *reporter;
} senders[] = {
    {"council", FORWARD_COUNCIL, "pass", FORWARD_HEAD, "erika@example.net"},
    {"a department", "tiefbau@musterhagen.example.org", "pass", FORWARD_HEAD,
     "erika@example.net"},
    {"the town's domain", "Sekretariat <s@musterhagen.example.org>", "pass",
     FORWARD_HEAD, "erika@example.net"},
    {"not proved", FORWARD_COUNCIL, "", FORWARD_HEAD, "karin.vogt@example.org"},
    {"proved false", FORWARD_COUNCIL, "fail", FORWARD_HEAD, ""},
    {"a firm", "stoerung@stadtwerke.example.org", "pass", FORWARD_HEAD,
     "stoerung@stadtwerke.example.org"},
    {"anybody", NULL, "pass", FORWARD_HEAD, "ayse@example.net"},
    {"a colleague between", FORWARD_COUNCIL, "pass",
     "Von: B\303\274ro <s@musterhagen.example.org>\nGesendet: Montag, 4. "
     "Mai 2026 09:00\nAn: Vogt <karin.vogt@example.org>\nBetreff: WG: "
     "Schlagloch\n\nAnbei, schlimm.\n\n" FORWARD_HEAD,
     "erika@example.net"},
    {"a colleague without address between", FORWARD_COUNCIL, "pass",
     "Von: Schmidt, Eva\nGesendet: Montag, 4. Mai 2026 09:00\nAn: Vogt, "
     "Karin\nBetreff: WG: Schlagloch\n\nAnbei.\n\n" FORWARD_HEAD,
     "erika@example.net"},
    {"a citizen who passed on another's", FORWARD_COUNCIL, "pass",
     "Von: Otto Nachbar <otto@example.net>\nGesendet: Montag, 4. Mai 2026 "
     "09:00\nAn: Vogt <karin.vogt@example.org>\nBetreff: WG: "
     "Schlagloch\n\nDas schrieb mir meine Nachbarin.\n\n" FORWARD_HEAD,
     "otto@example.net"},
    {"a colleague's own", FORWARD_COUNCIL, "pass",
     "Von: B\303\274ro <s@musterhagen.example.org>\nGesendet: Montag, 4. "
     "Mai 2026 09:00\nAn: Vogt <karin.vogt@example.org>\nBetreff: "
     "Schlagloch\n\n",
     "karin.vogt@example.org"},
    {"noreply", FORWARD_COUNCIL, "pass",
     "Von: Portal <no-reply@portal.example.com>\nGesendet: Montag, 4. Mai "
     "2026 09:00\nAn: Vogt <karin.vogt@example.org>\nBetreff: "
     "Schlagloch\n\n",
     "karin.vogt@example.org"},
    {"a newsletter", FORWARD_COUNCIL, "pass",
     "Von: Stra\303\237enblatt <redaktion@blatt.example.com>\nGesendet: "
     "Montag, 4. Mai 2026 09:00\nAn: Vogt <karin.vogt@example.org>\n"
     "Betreff: Neues\n\nNewsletter abbestellen: hier.\n\n",
     "karin.vogt@example.org"},
    {"no address", FORWARD_COUNCIL, "pass",
     "Von: Muster, Erika\nGesendet: Montag, 4. Mai 2026 09:00\nAn: Vogt"
     "\nBetreff: Schlagloch\n\n",
     "karin.vogt@example.org"},
};

static void
test_forward_whose(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
    g_test_message("%s", senders[i].name);
    g_autoptr(TownFixture) town = town_forward_new();
    g_autofree char *text = g_strconcat(FORWARD_NOTE "\n\n", senders[i].head,
                                        FORWARD_WORDS "\n", NULL);
    town_say(town, &(TownMail){.from = senders[i].from,
                               .subject = "WG: Schlagloch",
                               .text = text,
                               .auth = senders[i].auth});
    assert_confirmed(town, senders[i].reporter);
    bool another = strstr(senders[i].reporter, "@example.net") != NULL &&
                   senders[i].from != NULL;
    g_assert_cmpuint(town_sent_count(town, "passed-on-noted"), ==, another);
    /* Nobody but the reporter becomes known. */
    town_assert_text(town, "SELECT count(*) FROM contact", "1");
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    assert_lacks(ticket->mail->full_text, "erika@");
    if (!another)
      assert_lacks(ticket->mail->full_text, "Erika");
  }
}

/* What a colleague in between wrote is no more the citizen's than the note. */
static void
test_forward_between_stays(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_pass_on(
      town, FORWARD_COUNCIL,
      "Von: B\303\274ro <s@musterhagen.example.org>\nGesendet: Montag, "
      "4. Mai 2026 09:00\nAn: Vogt <karin.vogt@example.org>\nBetreff: "
      "WG: Schlagloch\n\nAnbei, die nervt.\n\n" FORWARD_HEAD);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_lacks(ticket->mail->full_text, "nervt");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_lacks(answer->raw, "nervt");
  assert_contains(answer->mail->full_text, FORWARD_SENTENCE);
}

/* Who cannot be told whose it is leaves it to the desk. */
static void
test_forward_unreadable(void)
{
  static const struct {
    const char *head, *note;
  } rows[] = {
      {"Von: Muster, Erika\nGesendet: Montag, 4. Mai 2026 09:00\nAn: Vogt"
       "\nBetreff: Schlagloch\n\n",
       "war nicht zu lesen"},
      {"", "war nicht zu lesen"},
      {"---------- Forwarded message ----------\nFrom: A <a@example.net>\n"
       "Subject: Schlagloch\n\nEin Schlagloch.\n\n"
       "---------- End of forwarded message ----------\n\n"
       "---------- Forwarded message ----------\nFrom: B <b@example.net>\n"
       "Subject: Ast\n\n",
       "von mehreren Personen"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_forward_new();
    town_pass_on(town, FORWARD_COUNCIL, rows[i].head);
    assert_confirmed(town, "karin.vogt@example.org");
    town_assert_text(town, "SELECT department FROM ticket", "zentrale");
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    assert_contains(ticket->mail->full_text, rows[i].note);
    assert_contains(ticket->mail->full_text, FORWARD_NOTE);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  }
}

/* Whoever gets many passed on is written to once an hour; all are tickets. */
static void
test_forward_once_an_hour(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_pass_on(town, FORWARD_COUNCIL, FORWARD_HEAD);
  town_fixture_advance(town, 30 * MINUTE_MS);
  town_pass_on(town, FORWARD_MAYOR, FORWARD_HEAD);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  town_assert_text(town, "SELECT count(*) FROM ticket", "2");
  g_autoptr(TownSent) line = town_sent(town, "passed-on-noted", "buerger");
  assert_contains(line->mail->full_text, "keine E-Mail von uns");
  town_fixture_advance(town, 31 * MINUTE_MS);
  town_pass_on(town, FORWARD_MAYOR, FORWARD_HEAD);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
}

/* What is known of somebody does not change by what others call him. */
static void
test_forward_of_somebody_known(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_say(town, &(TownMail){.from = "Erika M. Muster <erika@example.net>"});
  town_assert_text(town, "SELECT verified FROM contact", "1");
  town_fixture_advance(town, 61 * MINUTE_MS);
  town_pass_on(town, FORWARD_COUNCIL, FORWARD_HEAD);
  town_assert_text(town, "SELECT count(*) FROM contact", "1");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text, "Guten Tag Erika M. Muster");
  /* Not even to him: who passed it on may have put other words there. */
  assert_lacks(answer->mail->full_text, "Vor der Garten");
}

/* A ticket mail that a stranger passes on commands nothing, and is nobody's
 * report. */
static void
test_forward_of_our_own(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_autofree char *text = g_strdup_printf(
      "#erledigt\n\nVon: Musterhagen <%s>\nGesendet: Donnerstag, 21. "
      "Mai 2026 10:00\nAn: tiefbau@musterhagen.example.org\nBetreff: "
      "Neu\n\nDer Text der Meldung\n",
      ticket->reply_to);
  town_say(town, &(TownMail){.from = "Fremd <fremd@stranger.example.com>",
                             .to = ticket->reply_to,
                             .subject = "WG: Neu",
                             .text = text});
  town_assert_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1", "new");
  town_assert_text(town, "SELECT count(*) FROM ticket", "1");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  /* The council member had it by the citizen: her own report, linked. */
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_autofree char *cited = g_strdup_printf(
      FORWARD_NOTE "\n\nVon: Musterhagen <%s>\nGesendet: Donnerstag, 21. Mai "
                   "2026 10:00\nAn: Ayse Kaya <ayse@example.net>\nBetreff: "
                   "Schlagloch\n\nIhre Nachricht ist angekommen.\n",
      answer->reply_to);
  town_say(town, &(TownMail){.from = FORWARD_COUNCIL,
                             .to = answer->reply_to,
                             .subject = "WG: Schlagloch",
                             .text = cited});
  town_assert_text(town, "SELECT count(*) FROM ticket", "2");
  assert_confirmed(town, "karin.vogt@example.org");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/services/report/forward-whose/whose", test_forward_whose);
  g_test_add_func("/services/report/forward-whose/between-stays",
                  test_forward_between_stays);
  g_test_add_func("/services/report/forward-whose/unreadable",
                  test_forward_unreadable);
  g_test_add_func("/services/report/forward-whose/once-an-hour",
                  test_forward_once_an_hour);
  g_test_add_func("/services/report/forward-whose/of-somebody-known",
                  test_forward_of_somebody_known);
  g_test_add_func("/services/report/forward-whose/of-our-own",
                  test_forward_of_our_own);
  return g_test_run();
}
