/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail to two tickets: its words lie with both, and where it asks for
 * something its sender says for which.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define LISTED "tiefbau@musterhagen.example.org"

/* Two reports of the same person for the same department: what he got, and what
 * the department got. */
typedef struct Pair {
  TownFixture *town;
  TownSent *first, *second;               /* confirmations */
  TownSent *first_ticket, *second_ticket; /* mails to the department */
} Pair;

static Pair
pair_new(const char *reply_token)
{
  Pair pair = {
      .town = town_fixture_new(&(TownOptions){.reply_token = reply_token})};
  town_fixture_secret(pair.town, "Haselnuss");
  town_say(pair.town, &(TownMail){0});
  pair.first = town_sent(pair.town, "confirmation", NULL);
  pair.first_ticket = town_sent(pair.town, "ticket", NULL);
  town_fixture_advance(pair.town, 60000);
  town_say(pair.town, &(TownMail){.subject = "Schlagloch",
                                  .text = "In der Lindenallee 3 ist ein tiefes "
                                          "Schlagloch auf der Fahrbahn."});
  pair.second = town_sent(pair.town, "confirmation", NULL);
  pair.second_ticket = town_sent(pair.town, "ticket", NULL);
  town_fixture_advance(pair.town, 60000);
  g_assert_cmpstr(pair.second_ticket->to, ==, LISTED);
  g_assert_cmpint(town_fixture_count(pair.town, "SELECT count(*) FROM ticket"),
                  ==, 2);
  return pair;
}

static void
pair_clear(Pair *pair)
{
  town_sent_free(pair->first);
  town_sent_free(pair->second);
  town_sent_free(pair->first_ticket);
  town_sent_free(pair->second_ticket);
  town_fixture_free(pair->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)

/* A reply to one of our mails with a copy to the address of another. */
static void
write_to_both(Pair *pair, const TownSent *to, const TownSent *copy,
              const char *text)
{
  g_autofree char *cc = g_strdup_printf("Cc: %s\r\n", copy->reply_to);
  town_fixture_advance(pair->town, 60000);
  town_reply(pair->town, to, &(TownMail){.text = text, .headers = cc});
}

static int64_t
count_events(Pair *pair, const char *what)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(DISTINCT ticket_id) FROM ticket_event WHERE what = '%s'",
      what);
  return town_fixture_count(pair->town, sql);
}

static unsigned
count_additions(Pair *pair)
{
  return (unsigned)town_fixture_count(
      pair->town, "SELECT count(*) FROM outbox WHERE kind = 'ticket'"
                  " AND dedupe LIKE 'ticket-addition%'");
}

static void
test_several_citizen_words_lie_with_both(void)
{
  g_auto(Pair) pair = pair_new(NULL);
  write_to_both(&pair, pair.first, pair.second,
                "Beide Stellen sind bei Regen unter Wasser. Haselnuss.");
  g_assert_cmpint(count_events(&pair, "citizen-wrote"), ==, 2);
  g_assert_cmpuint(count_additions(&pair), ==, 2);
  g_assert_cmpuint(town_sent_count(pair.town, "addition-confirmed"), ==, 2);
  g_autoptr(TownSent) told = town_sent(pair.town, "addition-confirmed", NULL);
  assert_contains(told->mail->full_text, "nennt auch die Meldung 26-00001-4");
  assert_lacks(told->mail->full_text, "NEIN, Sterne");
  g_assert_cmpint(town_fixture_count(pair.town, "SELECT count(*) FROM ticket"),
                  ==, 2);
}

/* Where codes travel in the text, two of them are meant, too; what is quoted
 * does not count. */
static void
test_several_codes_in_the_text(void)
{
  static const struct {
    const char *format;
    int64_t tickets;
  } rows[] = {{"Haselnuss liegt dort.\n\n%s\n%s\n", 2},
              {"Haselnuss liegt dort.\n\n%s\n\n> %s\n", 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(Pair) pair = pair_new("text");
    const char *one = strstr(pair.first->mail->full_text, "Vorgangscode:");
    const char *two = strstr(pair.second->mail->full_text, "Vorgangscode:");
    g_autofree char *first = g_strndup(one, strcspn(one, "\n"));
    g_autofree char *second = g_strndup(two, strcspn(two, "\n"));
    g_autoptr(GString) text = g_string_new(rows[i].format);
    g_string_replace(text, "%s", first, 1);
    g_string_replace(text, "%s", second, 1);
    town_say(pair.town, &(TownMail){.subject = "Nachtrag", .text = text->str});
    g_assert_cmpint(count_events(&pair, "citizen-wrote"), ==, rows[i].tickets);
  }
}

/* NEIN to two solved ones, JA, stars: he says for which. */
static void
test_several_citizen_says_which(void)
{
  static const struct {
    const char *words;
    const char *state; /* of the one he means, in the end */
  } rows[] = {{"NEIN", "open"}, {"JA", "closed"}, {"ABMELDEN", "solved"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].words);
    g_auto(Pair) pair = pair_new(NULL);
    town_reply(pair.town, pair.first_ticket, &(TownMail){.text = "#erledigt"});
    town_reply(pair.town, pair.second_ticket, &(TownMail){.text = "#erledigt"});
    g_autoptr(TownSent) solved = town_sent(pair.town, "status-solved", NULL);
    write_to_both(&pair, solved, pair.first, rows[i].words);
    town_assert_states(pair.town, "solved solved");
    g_assert_cmpint(count_events(&pair, "citizen-wrote"), ==, 2);
    g_assert_cmpint(count_events(&pair, "opted-out"), ==, 0);
    g_autoptr(TownSent) asked =
        town_sent(pair.town, "addition-confirmed", NULL);
    g_assert_nonnull(asked);
    assert_contains(asked->mail->full_text, "(JA, NEIN, Sterne, ABMELDEN)");
    /* He answers one of the two. */
    bool is_first = strstr(asked->mail->subject, "26-00001-4") != NULL;
    g_autofree char *ends = is_first
                                ? g_strconcat(rows[i].state, " solved", NULL)
                                : g_strconcat("solved ", rows[i].state, NULL);
    town_fixture_advance(pair.town, 60000);
    town_reply(pair.town, asked, &(TownMail){.text = rows[i].words});
    town_assert_states(pair.town, ends);
    g_assert_cmpint(count_events(&pair, "opted-out"), ==,
                    strcmp(rows[i].words, "ABMELDEN") == 0);
  }
}

/* A danger is told once, and lies with both. */
static void
test_several_danger(void)
{
  g_auto(Pair) pair = pair_new(NULL);
  write_to_both(&pair, pair.first, pair.second,
                "Hilfe, hier riecht es stark nach Gas!");
  g_assert_cmpuint(town_sent_count(pair.town, "danger"), ==, 1);
  g_assert_cmpint(
      town_fixture_count(pair.town, "SELECT count(*) FROM report_oncall"), ==,
      1);
  g_assert_cmpint(count_events(&pair, "citizen-wrote"), >=, 1);
}

/* The ticket of somebody else is none of his, though he has its code. */
static void
test_several_not_a_strangers(void)
{
  g_auto(Pair) pair = pair_new(NULL);
  town_say(pair.town,
           &(TownMail){.from = "Ben Bach <ben@example.net>",
                       .text = "In der Ulmenstraße 9 ist ein Schlagloch."});
  g_autoptr(TownSent) his = town_sent(pair.town, "confirmation", "ben@");
  write_to_both(&pair, pair.first, his, "Haselnuss liegt dort.");
  g_assert_cmpint(count_events(&pair, "citizen-wrote"), ==, 1);
  g_autoptr(TownSent) told = town_sent(pair.town, "addition-confirmed", NULL);
  assert_lacks(told->mail->full_text, "nennt auch");
}

static void
test_several_department_note_lies_with_both(void)
{
  g_auto(Pair) pair = pair_new(NULL);
  write_to_both(&pair, pair.first_ticket, pair.second_ticket,
                "Haselnuss: bitte zusammen ansehen.");
  g_assert_cmpint(count_events(&pair, "note"), ==, 2);
  g_autoptr(TownSent) told = town_sent(pair.town, "transcript-note", NULL);
  assert_contains(told->mail->full_text, "auch an die Meldung 26-00002-3");
}

/* Neither a command nor plain words that would be one are carried out. */
static void
test_several_department_says_which(void)
{
  static const char *const texts[] = {
      "#erledigt\nHaselnuss", "Erledigt, die Haselnuss ist drin.", "#erledgt"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_auto(Pair) pair = pair_new(NULL);
    write_to_both(&pair, pair.first_ticket, pair.second_ticket, texts[i]);
    town_assert_states(pair.town, "new new");
    g_autoptr(TownSent) asked = town_sent(pair.town, "transcript-failed", NULL);
    g_assert_nonnull(asked);
    assert_contains(asked->mail->full_text, "26-00001-4, 26-00002-3");
    assert_contains(asked->mail->full_text, "an mehrere Meldungen");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/several/citizen-words-lie-with-both",
                  test_several_citizen_words_lie_with_both);
  g_test_add_func("/services/report/several/codes-in-the-text",
                  test_several_codes_in_the_text);
  g_test_add_func("/services/report/several/citizen-says-which",
                  test_several_citizen_says_which);
  g_test_add_func("/services/report/several/danger", test_several_danger);
  g_test_add_func("/services/report/several/not-a-strangers",
                  test_several_not_a_strangers);
  g_test_add_func("/services/report/several/department-note-lies-with-both",
                  test_several_department_note_lies_with_both);
  g_test_add_func("/services/report/several/department-says-which",
                  test_several_department_says_which);
  return g_test_run();
}
