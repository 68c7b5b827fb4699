/* SPDX-License-Identifier: Apache-2.0
 *
 * "Siehe Foto", and nothing at all: one question, whose answer completes the
 * same ticket.
 */
#include <string.h>

#include "daemon/services/report/intake/report_ask.h"
#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static GBytes *
new_photo(bool placed)
{
  static const ExifTagRow tags[] = {{'G', 1, 'A', "N"},
                                    {'G', 2, 'R', "54/1 5/1 3264/100"},
                                    {'G', 3, 'A', "E"},
                                    {'G', 4, 'R', "12/1 5/1 5676/100"},
                                    {0}};
  const PhotoWish wish = {
      .type = "jpeg", .width = 500, .height = 300, .noise = true};
  GBytes *plain = photo_make(&wish);
  if (!placed)
    return plain;
  g_autoptr(GBytes) exif = exif_make(tags, true);
  GBytes *photo = photo_with_exif(plain, exif);
  g_bytes_unref(plain);
  return photo;
}

static void
assert_waits(TownFixture *town)
{
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE state = 'waiting'"),
                  ==, 1);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "ask-what"), ==, 1);
}

static void
test_ask_is_asked_and_answered(void)
{
  static const struct {
    const char *subject, *text, *says;
    bool photo, placed;
  } rows[] = {
      {"", "Siehe Foto", "Worum geht es, und wo ist das?", true, false},
      {"Meldung", "s. Anhang", "Ihr Foto ist angekommen", true, false},
      {"IMG_2231.jpg", "", "Es wurde wohl hier aufgenommen", true, true},
      {"", "", "aber ohne Text", false, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autoptr(GBytes) photo = rows[i].photo ? new_photo(rows[i].placed) : NULL;
    town_say(town, &(TownMail){.subject = rows[i].subject,
                               .text = rows[i].text,
                               .photo = photo});
    assert_waits(town);
    g_autoptr(TownSent) question = town_sent(town, "ask-what", "ayse");
    assert_contains(question->mail->full_text, rows[i].says);
    town_reply(town, question,
               &(TownMail){.text = "Die Straßenlaterne vor der Lindenstraße 3"
                                   " ist aus."});
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    1);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stoerung");
    g_assert_nonnull(ticket);
    assert_contains(ticket->mail->full_text, "Lindenstraße 3");
    g_assert_cmpint(strstr(ticket->raw, "photo-1.jpg") != NULL, ==,
                    rows[i].photo);
    g_autoptr(TownSent) told = town_sent(town, "confirmation", "ayse");
    assert_contains(told->mail->full_text, "Straßenlaterne");
    /* Later words are an addition like any other. */
    town_reply(town, told, &(TownMail){.text = "Seit Montag."});
    g_assert_cmpuint(town_sent_count(town, "ask-what"), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  }
}

static void
test_ask_nobody_answers(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GBytes) photo = new_photo(false);
  town_say(town,
           &(TownMail){.subject = "", .text = "Siehe Foto", .photo = photo});
  assert_waits(town);
  town_fixture_advance(town, REPORT_ASK_DAYS * DAY_MS - 1000);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
  town_fixture_advance(town, 2000);
  town_fixture_timers(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Es kam keine Antwort");
  assert_contains(ticket->raw, "photo-1.jpg");
  /* A late answer is an addition; nobody is asked again. */
  g_autoptr(TownSent) question = town_sent(town, "ask-what", "ayse");
  town_reply(town, question, &(TownMail){.text = "Das Loch am Markt."});
  g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "ask-what"), ==, 1);
}

/* There may be nothing at all to hand over, no word and no photo. */
static void
test_ask_nobody_answers_nothing(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "", .text = ""});
  assert_waits(town);
  town_fixture_advance(town, REPORT_ASK_DAYS * DAY_MS + 1000);
  town_fixture_timers(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Es kam keine Antwort");
}

/* What says something, in words, subject or a document, is asked nothing; who
 * cannot be asked is not kept waiting. */
static void
test_ask_is_not_needed(void)
{
  static const TownMail rows[] = {
      {.subject = "Schlagloch Gartenstraße 12", .text = "Siehe Foto"},
      {.subject = "", .text = "Loch."},
      {.subject = "Meldung", .text = "Siehe Anhang", .attachment = "Antrag"},
      {.subject = "", .text = "Siehe Foto", .headers = "Precedence: list\r\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &rows[i]);
    g_assert_cmpuint(town_sent_count(town, "ask-what"), ==, 0);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                             " WHERE state = 'waiting'"),
                    ==, 0);
  }
}

/* Danger in the answer goes at once. */
static void
test_ask_danger_answers(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "", .text = "Siehe Foto"});
  g_autoptr(TownSent) question = town_sent(town, "ask-what", "ayse");
  town_reply(town, question,
             &(TownMail){.text = "Gasgeruch in der Gartenstraße 12!"});
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE danger IS NOT NULL"),
                  ==, 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/ask/is-asked-and-answered",
                  test_ask_is_asked_and_answered);
  g_test_add_func("/services/report/ask/nobody-answers",
                  test_ask_nobody_answers);
  g_test_add_func("/services/report/ask/nobody-answers-nothing",
                  test_ask_nobody_answers_nothing);
  g_test_add_func("/services/report/ask/is-not-needed", test_ask_is_not_needed);
  g_test_add_func("/services/report/ask/danger-in-the-answer",
                  test_ask_danger_answers);
  return g_test_run();
}
