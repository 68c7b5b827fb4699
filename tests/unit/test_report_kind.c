/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody of the town's says what kind of letter it is; from then on it is so.
 */
#include <string.h>

#include "daemon/config.h"
#include "parsers/letter/letter.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define EDITOR "redaktion@gazette.example.org"
#define LAST "SELECT department FROM ticket ORDER BY id DESC LIMIT 1"

static void
send_kind_to(TownFixture *town, const char *id, const char *department)
{
  const LetterTable *table = town->config->town->letters;
  LetterKind *kind = (LetterKind *)(void *)letter_table_find(table, id);
  g_free(kind->to);
  kind->to = g_strdup(department);
}

static TownFixture *
town_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenmus");
  town_fixture_secret(town, "gazette.example");
  send_kind_to(town, "press", "registratur");
  return town;
}

static void
assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

/* Each about something else, or it were told once more. */
static void
say(TownFixture *town, const char *from, const char *subject)
{
  static const char *const words[] = {
      "hätten Sie morgen Zeit", "gestern waren wir verabredet",
      "wir sehen uns am Freitag im Saal", "heute ist leider niemand da"};
  g_autofree char *text =
      g_strdup_printf("Guten Tag,\n\n%s: %s, Quittenmus.",
                      words[town->serial % G_N_ELEMENTS(words)], subject);
  town_say(town, &(TownMail){.from = from, .subject = subject, .text = text});
}

static void
decide(TownFixture *town, const char *command)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = command});
}

/* The clerk is told what he taught. */
static void
assert_told(TownFixture *town, const char *kind)
{
  g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
  g_autofree char *words = g_strdup_printf("Gemerkt: %s. So behandeln", kind);
  assert_contains(told->mail->full_text, words);
}

/* As if it had been seen when it came: whole, with the time of receipt. */
static void
test_kind_is_treated_as_one(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, EDITOR, "Termin");
  decide(town, "#art Antrag oder Rechtsbehelf");
  g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
  assert_lacks(told->mail->full_text, "Gemerkt");
  g_autoptr(TownSent) given = town_sent(town, "ticket", "registratur");
  g_assert_nonnull(given);
  assert_contains(given->mail->full_text, "FRIST MÖGLICH");
  assert_contains(given->raw, "original.eml");
  assert_text(town, "SELECT confidential FROM ticket", "1");
  town_reply(town, told, &(TownMail){.text = "#rückgängig"});
  g_autoptr(TownSent) back = town_sent(town, "ticket", "zentrale");
  assert_lacks(back->mail->full_text, "FRIST MÖGLICH");
  assert_text(town, LAST, "zentrale");
}

static void
test_kind_is_named(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, EDITOR, "Termin");
  decide(town, "#art Quark");
  assert_text(town, LAST, "zentrale");
  g_autoptr(TownSent) told = town_sent(town, "transcript-failed", "zentrale");
  g_assert_nonnull(told);
  assert_contains(told->mail->full_text, "press (Presse)");
  decide(town, "#art Lob");
  assert_text(town, "SELECT state FROM ticket", "closed");
}

/* The same as #werbung. */
static void
test_kind_is_advertising(void)
{
  g_autoptr(TownFixture) town = town_new();
  say(town, EDITOR, "Termin");
  decide(town, "#art Werbung");
  assert_text(town, "SELECT state FROM ticket", "no-action");
  assert_told(town, "Werbung");
  say(town, EDITOR, "Noch etwas");
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM report_listed"), ==, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/kind/is-treated-as-one",
                  test_kind_is_treated_as_one);
  g_test_add_func("/report/kind/is-named", test_kind_is_named);
  g_test_add_func("/report/kind/is-advertising", test_kind_is_advertising);
  return g_test_run();
}
