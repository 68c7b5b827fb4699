/* SPDX-License-Identifier: Apache-2.0
 *
 * Keywords and what looks like them, from the webhook to the outbox.
 */
#include <string.h>

#include "queue/question.h"
#include "tests/support/talk.h"
#include "tests/support/words.h"

/* Three scopes: everything, one ticket by any form of its number, nothing. */
static void
test_dialogue_stop_scopes(void)
{
  static const struct {
    const char *text, *answer, *topic;
    unsigned news;
  } rows[] = {
      {"STOPP", "stop-confirmed", "", 0},
      {"stop alle", "stop-confirmed", "", 0},
      {"STOPP 26-00001-4", "stop-confirmed", "2600001", 0},
      {"Stop 1", "stop-confirmed", "2600001", 0},
      {"Abmelden 26000014", "stop-confirmed", "2600001", 0},
      {"STOPP 26-00001-5", "status-unknown", NULL, 1},
      {"STOPP 26-00009-1", "status-unknown", NULL, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpuint(town_sent_count(town, rows[i].answer), ==, 1);
    if (rows[i].topic != NULL && rows[i].topic[0] != '\0')
      assert_said(town, rows[i].answer, "Zu 26-00001-4");
    g_autofree char *topic =
        town_fixture_text(town, "SELECT topic FROM opt_out");
    g_assert_cmpint(talk_opt_outs(town), ==, rows[i].topic != NULL);
    g_assert_cmpstr(topic, ==, rows[i].topic == NULL ? "" : rows[i].topic);
    talk_staff(town, "#erledigt");
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, rows[i].news);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    /* An own later message gets its one answer. */
    town_fixture_advance(town, 11 * TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, "Die Laterne am Markt ist aus");
    g_assert_cmpint(talk_tickets(town), ==, 2);
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 2);
  }
}

/* News that wait for the time to undo them do not go after a STOPP. */
static void
test_dialogue_stop_cancels_news(void)
{
  static const struct {
    const char *text, *state;
  } rows[] = {{"STOPP", "cancelled"},
              {"STOPP 26-00001-4", "cancelled"},
              {"STOPP RADWEG", "queued"},
              {"STATUS 1", "queued"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    talk_staff(town, "#erledigt");
    town_text(town, TALK_PHONE, rows[i].text);
    g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
    g_assert_cmpstr(news->state, ==, rows[i].state);
    g_autoptr(TownSent) confirmation = town_sent(town, "confirmation", NULL);
    g_assert_cmpstr(confirmation->state, ==, "queued");
  }
}

/* He may mean his dog, if he gets nothing from us. */
static void
test_dialogue_weak_words(void)
{
  static const struct {
    const char *text;
    bool stops_stranger, stops_writer;
  } rows[] = {
      {"ABMELDEN", false, true},
      {"abbestellen", false, true},
      {"Ende", false, true},
      {"quit", false, true},
      {"cancel", false, true},
      {"STOPP", true, true},
      {"STOP", true, true},
      {"unsubscribe", true, true},
      {"Hund abmelden", false, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_OTHER, rows[i].text);
    g_assert_cmpint(talk_opt_outs(town), ==, rows[i].stops_stranger);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].stops_stranger ? 1 : 2);
    g_assert_cmpint(talk_held(town), ==, 0);
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpint(talk_opt_outs(town), ==,
                    rows[i].stops_stranger + rows[i].stops_writer);
  }
}

static void
test_dialogue_help(void)
{
  static const struct {
    const char *text;
    bool is_help;
  } rows[] = {
      {"HILFE", true},
      {"hilfe!", true},
      {"Help", true},
      {"?", true},
      {"112", true},
      {"Info", true},
      {"Hilfe, die Ampel ist kaputt", false},
      {"Hilfe beim Ausfüllen", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpuint(town_sent_count(town, "help"), ==, rows[i].is_help);
    g_assert_cmpint(talk_tickets(town), ==, !rows[i].is_help);
    if (!rows[i].is_help)
      continue;
    g_autoptr(TownSent) card = town_sent(town, "help", NULL);
    g_assert_true(g_str_has_prefix(card->raw, "110/112"));
    town_text(town, TALK_PHONE, "LANGUAGE EN");
    town_fixture_advance(town, 11 * TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, "help");
    g_autoptr(TownSent) english = town_sent(town, "help", NULL);
    g_assert_true(g_str_has_prefix(english->raw, "110/112 in danger"));
  }
}

/* A number or a letter says nothing without a question. */
static void
test_dialogue_number_alone(void)
{
  static const struct {
    const char *text, *answer;
  } rows[] = {
      {"2", "no-question"},         {"b", "no-question"},
      {"12.", "no-question"},       {"ok", "no-question"},
      {"Ja", "no-question"},        {"STATUS", "status"},
      {"26-00001-4", "status"},     {"26000014", "status"},
      {"Nr. 26-00001-4", "status"}, {"26-00001-5", "status-unknown"},
      {"417", "status-unknown"},    {"26-00009-1", "status-unknown"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_PHONE, rows[i].text);
    g_assert_cmpuint(town_sent_count(town, rows[i].answer), ==, 1);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(talk_sms(town), ==, 2);
  }
}

/* But it answers what a department asked. */
static void
test_dialogue_number_answers_department(void)
{
  static const char *const texts[] = {"2", "417", "b"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    talk_staff(town, "#rückfrage\nWelche Hausnummer?");
    town_text(town, TALK_PHONE, texts[i]);
    g_autofree char *state = talk_state(town, 1);
    g_assert_cmpstr(state, ==, "open");
    g_assert_cmpuint(town_sent_count(town, "addition-confirmed"), ==, 1);
  }
}

static void
test_dialogue_language(void)
{
  static const struct {
    const char *text, *kind, *words, *later;
  } rows[] = {
      {"SPRACHE EN", "language-set", "in English", "received"},
      {"Language: english", "language-set", "in English", "received"},
      {"Sprache deutsch", "language-set", "auf Deutsch", "erhalten"},
      {"SPRACHE TR", "language-list", "DE/EN", "erhalten"},
      {"Sprache", "language-list", "DE/EN", "erhalten"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, TALK_PHONE, rows[i].text);
    assert_said(town, rows[i].kind, rows[i].words);
    g_assert_cmpint(talk_tickets(town), ==, 0);
    town_text(town, TALK_PHONE, "Schlagloch Gartenstraße 12");
    assert_said(town, "confirmation", rows[i].later);
  }
}

/* News of what was reported before, too. */
static void
test_dialogue_language_of_open_tickets(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "SPRACHE EN");
  talk_staff(town, "#erledigt");
  assert_said(town, "status-solved", "is repaired");
}

static void
test_dialogue_undo(void)
{
  static const struct {
    const char *before;
    int64_t minutes;
    const char *answer;
    int64_t left;
  } rows[] = {
      {"STOPP", 29, "start-confirmed", 0},
      {"STOPP", 31, "undo-nothing", 1},
      {"STOPP 26-00001-4", 1, "start-confirmed", 0},
      {"STATUS 1", 1, "undo-nothing", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].before);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, TALK_PHONE, rows[i].before);
    town_fixture_advance(town, rows[i].minutes * TALK_MINUTE_MS);
    town_text(town, TALK_PHONE, "ZURÜCK");
    g_assert_cmpuint(town_sent_count(town, rows[i].answer), ==, 1);
    g_assert_cmpint(talk_opt_outs(town), ==, rows[i].left);
    if (strstr(rows[i].before, "26-") != NULL)
      assert_said(town, "start-confirmed", "26-00001-4");
  }
}

/* Only the last one. */
static void
test_dialogue_undo_leaves_the_others(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "STOPP 26-00001-4");
  town_fixture_advance(town, 5 * TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, "STOPP");
  town_fixture_advance(town, 5 * TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, "zurueck");
  g_autofree char *topic = town_fixture_text(town, "SELECT topic FROM opt_out");
  g_assert_cmpstr(topic, ==, "2600001");
}

static void
invite(TownFixture *town)
{
  Queue *queue = &town->digest.queue;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) lookup = keyring_lookup(queue->ring, "sms", TALK_PHONE);
  g_autoptr(Question) question =
      question_new(QUESTION_KIND_INVITATION, "sms", lookup);
  digest_begin(&town->digest);
  question->subject = g_strdup("waldpark");
  question->expires_at_ms = queue->now_ms + 7 * TALK_DAY_MS;
  (void)(store_begin(town->digest.store, &error) &&
         question_ask(queue, question, &error) &&
         store_commit(town->digest.store, &error));
  g_assert_no_error(error);
}

/* NEIN ends this invitation, and nothing else. */
static void
test_dialogue_declines_invitation(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  invite(town);
  town_text(town, TALK_PHONE, "Nein");
  g_assert_cmpuint(town_sent_count(town, "invitation-declined"), ==, 1);
  g_autofree char *topic = town_fixture_text(town, "SELECT topic FROM opt_out");
  g_assert_cmpstr(topic, ==, "invitation:waldpark");
  g_assert_cmpint(talk_tickets(town), ==, 1);
  talk_staff(town, "#erledigt");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 1);
}

/* What came last is what he answers. */
static void
test_dialogue_no_to_the_newest(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  invite(town);
  town_fixture_advance(town, TALK_DAY_MS);
  talk_staff(town, "#erledigt");
  town_text(town, TALK_PHONE, "NEIN");
  g_autofree char *state = talk_state(town, 1);
  g_assert_cmpstr(state, ==, "open");
  g_assert_cmpint(talk_opt_outs(town), ==, 0);
}

/* The number itself counts, not the person: he may have been erased. */
static void
test_dialogue_opt_out_is_kept_by_hash(void)
{
  g_autoptr(TownFixture) town = talk_town_with_ticket();
  town_text(town, TALK_PHONE, "STOPP");
  g_assert_cmpint(town_fixture_count(
                      town, "SELECT count(*) FROM opt_out o JOIN contact c"
                            " ON c.lookup = o.lookup AND c.channel = o.channel"
                            " WHERE length(o.lookup) >= 16"),
                  ==, 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/dialogue/stop-scopes", test_dialogue_stop_scopes);
  g_test_add_func("/dialogue/stop-cancels-news",
                  test_dialogue_stop_cancels_news);
  g_test_add_func("/dialogue/weak-words", test_dialogue_weak_words);
  g_test_add_func("/dialogue/help", test_dialogue_help);
  g_test_add_func("/dialogue/number-alone", test_dialogue_number_alone);
  g_test_add_func("/dialogue/number-answers-department",
                  test_dialogue_number_answers_department);
  g_test_add_func("/dialogue/language", test_dialogue_language);
  g_test_add_func("/dialogue/language-of-open-tickets",
                  test_dialogue_language_of_open_tickets);
  g_test_add_func("/dialogue/undo", test_dialogue_undo);
  g_test_add_func("/dialogue/undo-leaves-the-others",
                  test_dialogue_undo_leaves_the_others);
  g_test_add_func("/dialogue/declines-invitation",
                  test_dialogue_declines_invitation);
  g_test_add_func("/dialogue/no-to-the-newest", test_dialogue_no_to_the_newest);
  g_test_add_func("/dialogue/opt-out-is-kept-by-hash",
                  test_dialogue_opt_out_is_kept_by_hash);
  return g_test_run();
}
