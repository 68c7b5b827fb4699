/* SPDX-License-Identifier: Apache-2.0
 *
 * A colleague who is not listed: his department is asked once about him, and
 * what he writes meanwhile waits for its answer.  And strangers, about whom
 * nobody is asked: the desk is alarmed, once a day.
 */
#include <string.h>

#include "tests/support/photo_maker.h"
#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

#define LISTED "tiefbau@musterhagen.example.org"
#define COLLEAGUE "c.meier@musterhagen.example.org"
#define FOREIGN "mallory@example.com"

/* Two reports for the same department; the mails about them. */
typedef struct Matter {
  TownFixture *town;
  TownSent *first, *second;
} Matter;

static Matter
matter_new(void)
{
  Matter matter = {.town = town_fixture_new(NULL)};
  town_fixture_secret(matter.town, "c.meier@");
  town_say(matter.town, &(TownMail){0});
  matter.first = town_sent(matter.town, "ticket", NULL);
  town_fixture_advance(matter.town, 60000);
  town_say(matter.town,
           &(TownMail){.from = "Ben Bach <ben@example.net>",
                       .subject = "Schlagloch",
                       .text = "In der Lindenallee 3 ist ein tiefes "
                               "Schlagloch mitten auf der Fahrbahn."});
  matter.second = town_sent(matter.town, "ticket", NULL);
  g_assert_cmpstr(matter.first->to, ==, LISTED);
  g_assert_cmpstr(matter.second->to, ==, LISTED);
  g_assert_cmpstr(matter.first->reply_to, !=, matter.second->reply_to);
  return matter;
}

static void
matter_clear(Matter *matter)
{
  town_sent_free(matter->first);
  town_sent_free(matter->second);
  town_fixture_free(matter->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matter, matter_clear)

static void
write_as(Matter *matter, const TownSent *to, const char *from, const char *auth,
         const char *text)
{
  town_fixture_advance(matter->town, 60000);
  town_reply(matter->town, to,
             &(TownMail){.from = from, .auth = auth, .text = text});
}

static void
colleague(Matter *matter, const TownSent *to, const char *text)
{
  write_as(matter, to, COLLEAGUE, "pass", text);
}

static void
answer(Matter *matter, const char *text)
{
  g_autoptr(TownSent) question =
      town_sent(matter->town, "authority-question", LISTED);
  g_assert_nonnull(question);
  town_fixture_advance(matter->town, 60000);
  town_reply(matter->town, question, &(TownMail){.text = text});
}

static void
assert_questions(Matter *matter, unsigned count)
{
  g_assert_cmpuint(town_sent_count(matter->town, "authority-question"), ==,
                   count);
}

static void
assert_held(Matter *matter, int count)
{
  g_assert_cmpint(town_fixture_count(matter->town, "SELECT count(*) FROM inbox"
                                                   " WHERE state = 'hold'"),
                  ==, count);
}

static void
test_colleague_is_asked_about_once(void)
{
  g_auto(Matter) matter = matter_new();
  colleague(&matter, matter.first, "#inarbeit");
  colleague(&matter, matter.first, "#erledigt\nHaselnuss ist drin.");
  colleague(&matter, matter.second, "#geplant 28.5.");
  assert_questions(&matter, 1);
  assert_held(&matter, 3);
  town_assert_states(matter.town, "new new");
  answer(&matter, "ja");
  assert_questions(&matter, 1);
  assert_held(&matter, 0);
  town_assert_states(matter.town, "solved open");
  g_assert_cmpuint(town_sent_count(matter.town, "transcript"), ==, 3);
  g_autoptr(TownSent) transcript =
      town_sent(matter.town, "transcript", COLLEAGUE);
  g_assert_nonnull(transcript);
  g_autoptr(TownSent) thanks =
      town_sent(matter.town, "authority-granted", LISTED);
  g_assert_nonnull(thanks);
  assert_contains(thanks->mail->full_text, "26-00001-4, 26-00002-3");
  g_assert_null(thanks->reply_to);
}

/* In the order in which they came, whatever they say. */
static void
test_colleague_is_obeyed_in_order(void)
{
  g_auto(Matter) matter = matter_new();
  colleague(&matter, matter.first, "#frist 28.5.");
  colleague(&matter, matter.first, "#frist 5.6.");
  answer(&matter, "ja");
  g_autofree char *due = town_fixture_text(
      matter.town, "SELECT due_at_ms FROM ticket ORDER BY id LIMIT 1");
  g_assert_cmpint(g_ascii_strtoll(due, NULL, 10), >, TOWN_NOW_MS + 14 * DAY_MS);
}

static void
test_colleague_hears_of_a_no(void)
{
  static const struct {
    const char *text; /* of the answer; NULL: there is none */
    const char *said;
  } rows[] = {{"nein", "ein Nein"}, {NULL, "keine Antwort"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(Matter) matter = matter_new();
    colleague(&matter, matter.first, "#erledigt\nHaselnuss ist drin.");
    colleague(&matter, matter.second, "#erledigt");
    if (rows[i].text != NULL) {
      answer(&matter, rows[i].text);
    } else {
      town_fixture_advance(matter.town, 8 * DAY_MS);
      town_fixture_timers(matter.town);
      town_fixture_decide(matter.town);
    }
    assert_held(&matter, 0);
    town_assert_states(matter.town, "new new");
    g_assert_cmpuint(town_sent_count(matter.town, "authority-denied"), ==, 2);
    g_autoptr(TownSent) denied =
        town_sent(matter.town, "authority-denied", COLLEAGUE);
    assert_contains(denied->mail->full_text, rows[i].said);
    g_assert_null(denied->reply_to);
    g_assert_cmpuint(town_sent_count(matter.town, "authority-granted"), ==, 0);
  }
}

/* What was answered holds as long as the question would have. */
static void
test_colleague_keeps_his_answer(void)
{
  static const struct {
    const char *answer, *state;
    int days;
    unsigned questions;
  } rows[] = {{"ja", "solved", 1, 1},
              {"ja", "new", 8, 2},
              {"nein", "new", 1, 1},
              {"nein", "new", 8, 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s, %d days later", rows[i].answer, rows[i].days);
    g_auto(Matter) matter = matter_new();
    colleague(&matter, matter.first, "#intern Haselnuss");
    answer(&matter, rows[i].answer);
    town_fixture_advance(matter.town, rows[i].days * DAY_MS);
    colleague(&matter, matter.second, "#erledigt");
    assert_questions(&matter, rows[i].questions);
    assert_held(&matter, (int)rows[i].questions - 1);
    town_assert_states(matter.town, strcmp(rows[i].state, "solved") == 0
                                        ? "new solved"
                                        : "new new");
  }
}

/* A JA that saw one mail is none to another that somebody else may have
 * written, nor to a confidential matter. */
static void
test_colleague_covers_nothing_unseen(void)
{
  static const struct {
    const char *first_auth, *then_auth;
    bool confidential;
  } rows[] = {{"pass", "", false}, {"", "", false}, {"pass", "pass", true}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %u", (unsigned)i);
    g_auto(Matter) matter = matter_new();
    if (rows[i].confidential)
      write_as(&matter, matter.second, LISTED, "pass", "#vertraulich");
    write_as(&matter, matter.first, COLLEAGUE, rows[i].first_auth, "#erledigt");
    write_as(&matter, matter.second, COLLEAGUE, rows[i].then_auth,
             "#erledigt\nHaselnuss");
    assert_questions(&matter, 1);
    answer(&matter, "ja");
    town_assert_states(matter.town, "solved new");
    assert_questions(&matter, 2);
    assert_held(&matter, 1);
    answer(&matter, "ja");
    town_assert_states(matter.town, "solved solved");
    assert_questions(&matter, 2);
    /* Who is not listed reads nothing of what is confidential. */
    g_autoptr(TownSent) transcript = town_sent(matter.town, "transcript", NULL);
    g_assert_cmpstr(transcript->to, ==,
                    rows[i].confidential ? LISTED : COLLEAGUE);
  }
}

/* A NO to who only looked like him is none to himself. */
static void
test_colleague_is_not_whom_somebody_plays(void)
{
  g_auto(Matter) matter = matter_new();
  write_as(&matter, matter.first, COLLEAGUE, "", "#keinemassnahme\nNein.");
  answer(&matter, "nein");
  write_as(&matter, matter.first, COLLEAGUE, "", "#keinemassnahme\nDoch.");
  assert_questions(&matter, 1);
  colleague(&matter, matter.first, "#erledigt");
  assert_questions(&matter, 2);
  answer(&matter, "ja");
  town_assert_states(matter.town, "solved new");
}

/* What he attached is not lost while it waits. */
static void
test_colleague_keeps_his_photo(void)
{
  g_auto(Matter) matter = matter_new();
  g_autoptr(GBytes) photo =
      photo_make(&(PhotoWish){.type = "jpeg", .width = 1800, .height = 300});
  town_reply(
      matter.town, matter.first,
      &(TownMail){.from = COLLEAGUE, .text = "#erledigt", .photo = photo});
  answer(&matter, "ja");
  g_autoptr(TownSent) news = town_sent(matter.town, "status-solved", NULL);
  g_assert_nonnull(news);
  g_assert_cmpuint(news->mail->attachments->len, ==, 1);
}

/* Somebody who was given the ticket's department meanwhile needs no leave, and
 * what the desk put back by hand is not asked about twice. */
static void
test_colleague_meets_another_department(void)
{
  g_auto(Matter) matter = matter_new();
  colleague(&matter, matter.first, "#erledigt");
  colleague(&matter, matter.second, "#erledigt");
  write_as(&matter, matter.first, LISTED, "pass", "#weiter gruen");
  answer(&matter, "ja");
  assert_held(&matter, 0);
  town_assert_states(matter.town, "open solved");
  g_assert_true(town_was_sent(matter.town, "ticket-assigned-away", COLLEAGUE));
}

static void
test_stranger_alarms_once_a_day(void)
{
  g_auto(Matter) matter = matter_new();
  for (int i = 0; i < 4; i++)
    write_as(&matter, matter.first, FOREIGN, "pass", "#erledigt\nHaselnuss");
  g_assert_cmpuint(town_sent_count(matter.town, "authority-refused"), ==, 1);
  g_autoptr(TownSent) alarm = town_sent(matter.town, "authority-refused", NULL);
  assert_lacks(alarm->mail->full_text, "Weitere Antworten");
  /* Each stands in the history all the same. */
  g_assert_cmpint(town_fixture_count(matter.town,
                                     "SELECT count(*) FROM ticket_event"
                                     " WHERE what = 'refused'"),
                  ==, 4);
  /* Another stranger, and another ticket, are alarms of their own. */
  write_as(&matter, matter.first, "eve@example.com", "pass", "#erledigt");
  write_as(&matter, matter.second, FOREIGN, "pass", "#erledigt");
  g_assert_cmpuint(town_sent_count(matter.town, "authority-refused"), ==, 3);
  town_fixture_advance(matter.town, DAY_MS);
  write_as(&matter, matter.first, FOREIGN, "pass", "#erledigt");
  g_assert_cmpuint(town_sent_count(matter.town, "authority-refused"), ==, 4);
  g_autoptr(TownSent) again = town_sent(matter.town, "authority-refused", NULL);
  assert_contains(again->mail->full_text, "letzten Warnung: 3.");
  write_as(&matter, matter.first, FOREIGN, "pass", "#erledigt");
  g_assert_cmpuint(town_sent_count(matter.town, "authority-refused"), ==, 4);
  town_assert_states(matter.town, "new new");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/colleague/asked-about-once",
                  test_colleague_is_asked_about_once);
  g_test_add_func("/services/report/colleague/obeyed-in-order",
                  test_colleague_is_obeyed_in_order);
  g_test_add_func("/services/report/colleague/hears-of-a-no",
                  test_colleague_hears_of_a_no);
  g_test_add_func("/services/report/colleague/keeps-his-answer",
                  test_colleague_keeps_his_answer);
  g_test_add_func("/services/report/colleague/covers-nothing-unseen",
                  test_colleague_covers_nothing_unseen);
  g_test_add_func("/services/report/colleague/not-whom-somebody-plays",
                  test_colleague_is_not_whom_somebody_plays);
  g_test_add_func("/services/report/colleague/keeps-his-photo",
                  test_colleague_keeps_his_photo);
  g_test_add_func("/services/report/colleague/meets-another-department",
                  test_colleague_meets_another_department);
  g_test_add_func("/services/report/colleague/stranger-alarms-once-a-day",
                  test_stranger_alarms_once_a_day);
  return g_test_run();
}
