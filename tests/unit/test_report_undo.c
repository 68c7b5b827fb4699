/* SPDX-License-Identifier: Apache-2.0
 *
 * Second thoughts of a department: commands taken back one after the other,
 * pressed twice, given once more with a better sentence; and what it may think
 * went out.
 */
#include <string.h>

#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Haselnuss");
  town_say(town, &(TownMail){0});
  return town;
}

static void
answer_ticket(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

/* News that will go to the citizen, or went. */
static int64_t
news(TownFixture *town)
{
  return town_fixture_count(town,
                            "SELECT count(*) FROM outbox"
                            " WHERE kind LIKE 'status-%'"
                            " AND state NOT IN ('cancelled', 'suppressed')");
}

static void
test_undo_one_after_the_other(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#geplant 28.5.");
  answer_ticket(town, "#erledigt");
  g_assert_cmpint(news(town), ==, 2);
  answer_ticket(town, "#rückgängig");
  g_assert_cmpint(news(town), ==, 1);
  town_assert_state(town, "open");
  answer_ticket(town, "#rückgängig");
  g_assert_cmpint(news(town), ==, 0);
  answer_ticket(town, "#rückgängig");
  g_assert_cmpuint(town_sent_count(town, "transcript-undone"), ==, 2);
  g_autoptr(TownSent) late = town_sent(town, "transcript-too-late", NULL);
  g_assert_nonnull(late);
  assert_contains(late->mail->full_text, "nichts zurückzunehmen");
}

/* The time is the mail's, not the ticket's. */
static void
test_undo_too_late_says_when(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt");
  town_fixture_advance(town, 31 * MINUTE_MS);
  town->is_forced = true;
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE outbox SET state = 'sent',"
                          " finished_at_ms = $1 WHERE kind = 'status-solved'",
                          "i", town->now_ms));
  town_fixture_advance(town, 60 * MINUTE_MS);
  answer_ticket(town, "#rückgängig");
  g_autoptr(TownSent) late = town_sent(town, "transcript-too-late", NULL);
  assert_contains(late->mail->full_text, "10:31 Uhr");
}

/* A double click, or the sentence that was forgotten. */
static void
test_undo_same_command_again(void)
{
  static const char *const firsts[] = {"#erledigt", "#erledigt\nHaselnuss alt"};
  for (size_t i = 0; i < G_N_ELEMENTS(firsts); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, firsts[i]);
    answer_ticket(town, "#erledigt\nHaselnuss neu");
    g_assert_cmpint(news(town), ==, 1);
    town_assert_state(town, "solved");
    g_autoptr(TownSent) solved = town_sent(town, "status-solved", NULL);
    assert_contains(solved->mail->full_text, "Haselnuss neu");
    g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
    assert_contains(transcript->mail->full_text, "geht nicht mehr hinaus");
    answer_ticket(town, "#rückgängig");
    g_assert_cmpint(news(town), ==, 0);
    town_assert_state(town, "open");
  }
}

/* What is no longer true is not told. */
static void
test_undo_by_what_contradicts(void)
{
  static const struct {
    const char *first, *second;
    int64_t news; /* that the citizen hears */
  } rows[] = {
      {"#erledigt", "#geplant 28.5.", 1},
      {"#erledigt", "#rückfrage\nWelche Haselnuss?", 1},
      {"#erledigt", "#weiter gruen", 0},
      {"#erledigt", "#keine Maßnahme Haselnuss", 1},
      {"#keine Maßnahme Haselnuss", "#übernommen", 1},
      {"#erledigt", "#antwort Haselnuss", 2},
      {"#erledigt", "#frist 28.5.", 1},
      {"#geplant 28.5.", "#erledigt", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s, %s", rows[i].first, rows[i].second);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, rows[i].first);
    answer_ticket(town, rows[i].second);
    g_assert_cmpint(news(town), ==, rows[i].news);
  }
}

/* An answer opens nothing that is solved. */
static void
test_undo_answer_keeps_the_end(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt");
  answer_ticket(town, "#antwort Haselnuss kommt im Mai.");
  town_assert_state(town, "solved");
}

/* Who gave a ticket away does not get the next one's token. */
static void
test_undo_no_token_for_the_former(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#weiter gruen");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", "tiefbau");
  assert_contains(transcript->reply_to, "x1a.");
  assert_lacks(transcript->raw, "x2a.");
  town_reply(town, transcript, &(TownMail){.text = "#erledigt"});
  town_assert_state(town, "open");
  g_autoptr(TownSent) away = town_sent(town, "ticket-assigned-away", NULL);
  g_assert_nonnull(away);
  /* A reply to that is a note, not a report of its own. */
  town_say(town, &(TownMail){.from = "tiefbau@musterhagen.example.org",
                             .subject = away->mail->subject,
                             .text = "Gut, danke."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

/* "In Arbeit" is no news twice, but with a date it is. */
static void
test_undo_no_news_twice(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#übernommen");
  answer_ticket(town, "#übernommen");
  g_assert_cmpint(news(town), ==, 1);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "geht keine Nachricht");
  answer_ticket(town, "#in Arbeit bis 28.5.");
  g_assert_cmpint(news(town), ==, 2);
}

/* A firm that gave a ticket back and says thank you is no intruder. */
static void
test_undo_former_firm_alarms_nobody(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#weiter stadtwerke");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stoerung");
  town_reply(town, ticket, &(TownMail){.text = "#nicht zuständig"});
  town_reply(town, ticket, &(TownMail){.text = "Danke."});
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  town_assert_state(town, "open");
  g_assert_cmpuint(town_sent_count(town, "authority-refused"), ==, 0);
  g_autoptr(TownSent) away = town_sent(town, "ticket-assigned-away", NULL);
  g_assert_cmpstr(away->to, ==, ticket->to);
}

/* A month after the end commands are over; the citizen's NEIN is not. */
static void
test_undo_nothing_after_a_month(void)
{
  static const struct {
    int64_t days;
    const char *state;
  } rows[] = {{29, "open"}, {31, "no-action"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, "#keine Maßnahme Haselnuss");
    town_fixture_advance(town, rows[i].days * 24 * 60 * MINUTE_MS);
    answer_ticket(town, "#übernommen");
    town_assert_state(town, rows[i].state);
    if (i == 0)
      continue;
    g_autoptr(TownSent) note = town_sent(town, "transcript-note", NULL);
    assert_contains(note->mail->full_text, "seit dem 21.05.2026 abgeschlossen");
    assert_lacks(note->raw, "x1a.");
    g_autoptr(TownSent) answer = town_sent(town, "status-no-action", NULL);
    town_reply(town, answer, &(TownMail){.text = "Nein"});
    town_assert_state(town, "open");
    answer_ticket(town, "#erledigt");
    town_assert_state(town, "solved");
  }
}

/* Two answers are two. */
static void
test_undo_answers_all_go(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#antwort Haselnuss eins.");
  answer_ticket(town, "#antwort Haselnuss zwei.");
  g_assert_cmpint(news(town), ==, 2);
}

static void
test_undo_command_twice_in_a_mail(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt\n#Erledigt!\nHaselnuss ist drin.");
  g_assert_cmpint(news(town), ==, 1);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  const char *first = strstr(transcript->mail->full_text, "Haselnuss");
  g_assert_nonnull(first);
  g_assert_null(strstr(first + 1, "Haselnuss"));
}

/* What they are to do beside others, nobody can say: nothing is done. */
static void
test_undo_stands_alone(void)
{
  static const char *const texts[] = {
      "#rückgängig\n#geplant 28.5.", "#erledigt\n#hilfe", "#zurück\n#erledigt"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, texts[i]);
    g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
    g_assert_nonnull(failed);
    if (failed != NULL)
      assert_contains(failed->mail->full_text, "steht allein");
    town_assert_state(town, "new");
  }
}

static void
test_undo_back_is_asked_about(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt");
  answer_ticket(town, "#zurück");
  town_assert_state(town, "solved");
  g_autoptr(TownSent) asked = town_sent(town, "transcript-which-way", NULL);
  g_assert_nonnull(asked);
  assert_contains(asked->mail->full_text, "#rückgängig");
}

/* A photo of what was done stays with the town; whoever sent it knows. */
static void
test_undo_files_stay_inside(void)
{
  static const char *const files[] = {NULL, "a;b\r\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    town_reply(town, ticket,
               &(TownMail){.text = "#erledigt", .attachment = files[i]});
    g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
    g_assert_cmpuint(news->mail->attachments->len, ==, 0);
    g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
    const char *said = strstr(transcript->mail->full_text, "Ihre Anhänge");
    g_assert_true((said != NULL) == (files[i] != NULL));
  }
}

/* A picture of what was done goes along, small and without its data. */
static void
test_undo_photos_are_proof(void)
{
  static const struct {
    const char *text;
    unsigned parts;
    int width;
  } rows[] = {{"#erledigt", 1, 1800},
              {"#erledigt\nHaselnuss ist drin.", 1, 1800},
              {"#erledigt\n#intern\nHaselnuss weiß nichts.", 0, 1800},
              {"#erledigt", 0, 120}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    g_autoptr(GBytes) photo = photo_make(
        &(PhotoWish){.type = "jpeg", .width = rows[i].width, .height = 300});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    town_reply(town, ticket, &(TownMail){.text = rows[i].text, .photo = photo});
    g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
    g_assert_nonnull(news);
    g_assert_cmpuint(news->mail->attachments->len, ==, rows[i].parts);
    g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
    const char *said = strstr(transcript->mail->full_text, "Ihre Bilder");
    g_assert_true((said != NULL) == (rows[i].parts > 0));
    if (rows[i].parts == 0)
      continue;
    assert_lacks(transcript->mail->full_text, "Ihre Anhänge");
    const Attachment *sent = news->mail->attachments->pdata[0];
    g_assert_cmpstr(sent->media_type, ==, "image/jpeg");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/undo/one-after-the-other",
                  test_undo_one_after_the_other);
  g_test_add_func("/services/report/undo/too-late-says-when",
                  test_undo_too_late_says_when);
  g_test_add_func("/services/report/undo/same-command-again",
                  test_undo_same_command_again);
  g_test_add_func("/services/report/undo/by-what-contradicts",
                  test_undo_by_what_contradicts);
  g_test_add_func("/services/report/undo/answer-keeps-the-end",
                  test_undo_answer_keeps_the_end);
  g_test_add_func("/services/report/undo/no-token-for-the-former",
                  test_undo_no_token_for_the_former);
  g_test_add_func("/services/report/undo/no-news-twice",
                  test_undo_no_news_twice);
  g_test_add_func("/services/report/undo/former-firm-alarms-nobody",
                  test_undo_former_firm_alarms_nobody);
  g_test_add_func("/services/report/undo/nothing-after-a-month",
                  test_undo_nothing_after_a_month);
  g_test_add_func("/services/report/undo/answers-all-go",
                  test_undo_answers_all_go);
  g_test_add_func("/services/report/undo/command-twice-in-a-mail",
                  test_undo_command_twice_in_a_mail);
  g_test_add_func("/services/report/undo/stands-alone", test_undo_stands_alone);
  g_test_add_func("/services/report/undo/back-is-asked-about",
                  test_undo_back_is_asked_about);
  g_test_add_func("/services/report/undo/files-stay-inside",
                  test_undo_files_stay_inside);
  g_test_add_func("/services/report/undo/photos-are-proof",
                  test_undo_photos_are_proof);
  return g_test_run();
}
