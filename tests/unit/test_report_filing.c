/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of departments of which the citizen hears nothing: filing, being
 * shown a ticket again, another place, what may be public.
 */
#include <string.h>

#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS INT64_C(86400000)

static TownFixture *
town_with(GBytes *photo)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenbaum");
  town_fixture_secret(town, "ayse@example.net");
  town_say(town, &(TownMail){.photo = photo});
  return town;
}

static void
answer_ticket(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

/* Nothing went to the citizen but the confirmation. */
static void
assert_nothing_told(TownFixture *town)
{
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox WHERE"
                                           " kind LIKE 'status-%'"),
                  ==, 0);
}

static void
assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

static void
test_filing_ends_without_news(void)
{
  static const struct {
    const char *text, *state;
  } rows[] = {
      {"#zda", "closed"},      {"zu den Akten", "closed"},
      {"#file", "closed"},     {"#werbung", "no-action"},
      {"#spam", "no-action"},  {"#zda\nQuittenbaum war nur Dank.", "closed"},
      {"#übernommen", "open"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with(NULL);
    answer_ticket(town, rows[i].text);
    assert_text(town, "SELECT state FROM ticket", rows[i].state);
    if (strcmp(rows[i].state, "open") == 0)
      continue;
    assert_nothing_told(town);
    g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
    assert_contains(transcript->mail->full_text, "geht keine Nachricht");
    town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
    assert_text(town, "SELECT state FROM ticket", "open");
  }
}

/* The morning of 28 May, with the department's own note. */
static void
test_filing_shows_a_ticket_again(void)
{
  g_autoptr(TownFixture) town = town_with(NULL);
  answer_ticket(town, "#wv 28.5.\nQuittenbaum schon verpflanzt?");
  assert_nothing_told(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  town_fixture_advance(town, 6 * DAY_MS + 20 * 60 * MINUTE_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  town_fixture_advance(town, 60 * MINUTE_MS); /* 7 a.m. */
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_autoptr(TownSent) again = town_sent(town, "ticket", NULL);
  assert_contains(again->mail->subject, "Wiedervorlage");
  assert_contains(again->mail->full_text, "│ Quittenbaum schon verpflanzt?");
  /* It can be answered, and shown a second time. */
  answer_ticket(town, "#wv morgen");
  town_fixture_advance(town, DAY_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 3);
}

static void
test_filing_shows_no_ticket_that_is_over(void)
{
  static const char *const texts[] = {"#erledigt", "#rückgängig",
                                      "#weiter gruen"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = town_with(NULL);
    answer_ticket(town, "#wv 28.5.");
    answer_ticket(town, texts[i]);
    unsigned before = town_sent_count(town, "ticket");
    town_fixture_advance(town, 8 * DAY_MS);
    town_fixture_timers(town);
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, before);
  }
}

static void
test_filing_sets_the_place(void)
{
  g_autoptr(TownFixture) town = town_with(NULL);
  answer_ticket(town, "#ort Am Quittenbaum 3, hinter dem Tor");
  assert_nothing_told(town);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "#ort Am Quittenbaum 3");
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(latitude) FROM ticket"), ==, 0);
  answer_ticket(town, "#weiter gruen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stadtgruen");
  assert_contains(ticket->mail->full_text, "Am Quittenbaum 3");
  assert_lacks(ticket->mail->full_text, "openstreetmap");
  town_reply(town, ticket, &(TownMail){.text = "#ort 54.0924, 12.0991"});
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(latitude) FROM ticket"), ==, 1);
  g_autoptr(TownSent) last = town_sent(town, "transcript", "stadtgruen");
  town_reply(town, last, &(TownMail){.text = "#rückgängig"});
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(latitude) FROM ticket"), ==, 0);
  town_reply(town, last, &(TownMail){.text = "#weiter tiefbau"});
  g_autoptr(TownSent) back = town_sent(town, "ticket", "tiefbau");
  assert_contains(back->mail->full_text, "Am Quittenbaum 3");
}

static void
test_filing_undo_of_a_place(void)
{
  g_autoptr(TownFixture) town = town_with(NULL);
  g_autofree char *before =
      town_fixture_text(town, "SELECT latitude || '' FROM ticket");
  answer_ticket(town, "#ort Am Quittenbaum 3\n#frist 28.5.");
  answer_ticket(town, "#rückgängig");
  answer_ticket(town, "#weiter gruen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stadtgruen");
  assert_contains(ticket->mail->full_text, "WO:      Gartenstr");
  g_autofree char *after =
      town_fixture_text(town, "SELECT latitude || '' FROM ticket");
  g_assert_cmpstr(after, ==, before);
}

static GBytes *
jpeg(void)
{
  return photo_make(&(PhotoWish){.type = "jpeg", .width = 320, .height = 240});
}

static int64_t
public_photos(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM release"
                                  " WHERE state = 'released'");
}

static void
test_filing_publishes_after_a_while(void)
{
  g_autoptr(GBytes) photo = jpeg();
  g_autoptr(TownFixture) town = town_with(photo);
  answer_ticket(town, "#freigeben\nEin Loch in der Fahrbahn");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "um 10:30 Uhr öffentlich");
  g_assert_cmpint(public_photos(town), ==, 0);
  town_fixture_advance(town, 31 * MINUTE_MS);
  town_fixture_timers(town);
  g_assert_cmpint(public_photos(town), ==, 1);
  assert_text(town, "SELECT public_text FROM release",
              "Ein Loch in der Fahrbahn");
  answer_ticket(town, "#sperren");
  g_assert_cmpint(public_photos(town), ==, 0);
  assert_nothing_told(town);
}

static void
test_filing_publishes_nothing_taken_back(void)
{
  static const char *const texts[] = {"#rückgängig", "#sperren",
                                      "#vertraulich"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GBytes) photo = jpeg();
    g_autoptr(TownFixture) town = town_with(photo);
    answer_ticket(town, "#freigeben");
    answer_ticket(town, texts[i]);
    town_fixture_advance(town, 31 * MINUTE_MS);
    town_fixture_timers(town);
    g_test_message("%s", texts[i]);
    g_assert_cmpint(public_photos(town), ==, 0);
  }
}

static void
test_filing_refuses_what_cannot_be(void)
{
  static const struct {
    const char *first, *text, *said;
    bool photo;
  } rows[] = {
      {NULL, "#freigeben", "kein Bild", false},
      {"#vertraulich", "#freigeben", "vertraulich", true},
      {NULL, "#freigeben\n#sperren", "widerspricht #freigeben", true},
      {NULL, "#erledigt\n#geplant 28.5.", "widerspricht #erledigt", false},
      {NULL, "#geplant 28.5.\n#erledigt", "widerspricht #geplant", false},
      {NULL, "#erledigt\n#zda", "widerspricht #erledigt", false},
      {NULL, "#keine Maßnahme Nein\n#erledigt", "widerspricht", false},
      {NULL, "#zda\n#wv 28.5.", "widerspricht #zda", false},
      {NULL, "#weiter gruen\n#nicht zuständig", "widerspricht #weiter", false},
      {NULL, "#frist 28.5.\n#frist 29.5.", "widerspricht #frist", false},
      {NULL, "#kategorie beleuchtung\n#kategorie strassenschaden",
       "widerspricht", false},
      {NULL, "#rückfrage Wo?\n#erledigt", "widerspricht", false},
      {NULL, "#erledigt\n#in Arbeit", "widerspricht #erledigt", false},
      {NULL, "#keine Maßnahme Nein\n#accepted", "widerspricht", false},
      {NULL, "#übernommen\n#nicht zuständig", "widerspricht", false},
      {NULL, "#forward gruen\n#übernommen", "widerspricht", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(GBytes) photo = rows[i].photo ? jpeg() : NULL;
    g_autoptr(TownFixture) town = town_with(photo);
    if (rows[i].first != NULL)
      answer_ticket(town, rows[i].first);
    answer_ticket(town, rows[i].text);
    g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
    g_assert_nonnull(failed);
    if (failed != NULL)
      assert_contains(failed->mail->full_text, rows[i].said);
    assert_nothing_told(town);
    g_assert_cmpint(public_photos(town), ==, 0);
  }
}

/* What does not contradict is done together. */
static void
test_filing_allows_what_goes_together(void)
{
  static const char *const texts[] = {
      "#übernommen\n#erledigt",
      "#übernommen\n#frist 28.5.",
      "#beauftragt Bauhof\n#frist 28.5.",
      "#geplant 28.5.\n#wv 29.5.",
      "#kategorie beleuchtung\n#erledigt",
      "#ort Tor 3\n#erledigt",
      "#erledigt\n#intern\nHaselnuss weiß von nichts.",
      "#frist 28.5.\n#frist 28.5."};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_autoptr(TownFixture) town = town_with(NULL);
    answer_ticket(town, texts[i]);
    g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/filing/ends-without-news",
                  test_filing_ends_without_news);
  g_test_add_func("/services/report/filing/shows-a-ticket-again",
                  test_filing_shows_a_ticket_again);
  g_test_add_func("/services/report/filing/shows-no-ticket-that-is-over",
                  test_filing_shows_no_ticket_that_is_over);
  g_test_add_func("/services/report/filing/sets-the-place",
                  test_filing_sets_the_place);
  g_test_add_func("/services/report/filing/undo-of-a-place",
                  test_filing_undo_of_a_place);
  g_test_add_func("/services/report/filing/publishes-after-a-while",
                  test_filing_publishes_after_a_while);
  g_test_add_func("/services/report/filing/publishes-nothing-taken-back",
                  test_filing_publishes_nothing_taken_back);
  g_test_add_func("/services/report/filing/refuses-what-cannot-be",
                  test_filing_refuses_what_cannot_be);
  g_test_add_func("/services/report/filing/allows-what-goes-together",
                  test_filing_allows_what_goes_together);
  return g_test_run();
}
