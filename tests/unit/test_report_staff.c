/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies of departments: what each command does, what the citizen reads, what
 * the transcript says, and how a command is taken back.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS INT64_C(86400000)

/* A town with one report; the ticket mail is the newest of its kind. */
static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenbaum");
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, "Haselnuss");
  town_say(town, &(TownMail){0});
  return town;
}

/* Reply to the newest ticket mail as its recipient. */
static void
answer_ticket(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

/* The lines of a preview as they stand in the transcript, put together again:
 * each begins with a mark that keeps foreign text apart. */
static char *
preview_of(const TownSent *transcript)
{
  g_auto(GStrv) lines = g_strsplit(transcript->mail->full_text, "\n", -1);
  GString *out = g_string_new(NULL);
  for (size_t i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix(lines[i], "│"))
      g_string_append_printf(out, "%s\n", g_strstrip(lines[i] + strlen("│")));
  return g_string_free(out, FALSE);
}

static void
test_staff_commands(void)
{
  static const struct {
    const char *text;  /* the reply */
    const char *state; /* of the ticket */
    const char *news;  /* kind of the citizen's mail; NULL: none */
    const char *said;  /* stands in it */
    bool at_once;
  } rows[] = {
      {"#übernommen", "open", "status-accepted", "in Arbeit", true},
      {"#in Arbeit bis 28.5.", "open", "status-accepted", "28. Mai", true},
      {"#beauftragt Haselnuss GmbH bis 28.5.", "open", "status-commissioned",
       "Haselnuss GmbH", false},
      {"#geplant 28.5.", "open", "status-planned", "28. Mai", false},
      {"#geplant heute", "open", "status-planned", "21. Mai", false},
      {"#erledigt\nHaselnuss ist drin.", "solved", "status-solved",
       "Haselnuss ist drin.", false},
      {"Erledigt.", "solved", "status-solved",
       "Die Schadstelle wurde gesichert", false},
      {"#rückfrage\nWelche Haselnuss?", "waiting", "status-question",
       "Welche Haselnuss?", true},
      {"#antwort Haselnuss kommt.", "open", "status-answer", "Haselnuss kommt.",
       false},
      {"#keine Maßnahme Haselnuss gehört nicht uns.", "no-action",
       "status-no-action", "Haselnuss gehört nicht uns.", false},
      {"#frist 28.5.", "new", NULL, NULL, false},
      {"#kategorie beleuchtung", "new", NULL, NULL, false},
      {"#kategorie Wilder Müll", "new", NULL, NULL, false},
      {"#kategorie Street light", "new", NULL, NULL, false},
      {"#intern Haselnuss", "new", NULL, NULL, false},
      {"Haselnuss, sagt der Bauhof.", "new", NULL, NULL, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, rows[i].text);
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, rows[i].state);
    g_assert_cmpuint(town_sent_all(town), ==, rows[i].news == NULL ? 3 : 4);
    if (rows[i].news == NULL)
      continue;
    g_autoptr(TownSent) news = town_sent(town, rows[i].news, NULL);
    g_assert_nonnull(news);
    if (news == NULL)
      continue;
    g_assert_cmpstr(news->to, ==, "ayse@example.net");
    assert_contains(news->mail->full_text, rows[i].said);
    if (strcmp(rows[i].state, "solved") != 0) /* it says what was done */
      assert_lacks(news->mail->full_text, "Schadstelle");
    g_assert_cmpint(news->due_at_ms - town->now_ms, ==,
                    rows[i].at_once ? 0 : 30 * MINUTE_MS);
    g_autoptr(GDateTime) date =
        g_date_time_new_from_iso8601(news->mail->date, NULL);
    g_assert_nonnull(date);
    g_assert_cmpint(g_date_time_to_unix(date), ==, news->due_at_ms / 1000);
  }
}

/* What stays with the town. */
static void
test_staff_text_that_stays_inside(void)
{
  static const char *const texts[] = {
      "#übernommen\nHaselnuss weiß von nichts.",
      "#in Arbeit\nHaselnuss weiß von nichts.",
      "#erledigt\n#intern\nHaselnuss weiß von nichts.",
      "#erledigt\n\n(Hier Ihr Satz an die meldende Person)",
      "#erledigt\n-- \nHaselnuss, Bauhof",
      "#weiter gruen\nHaselnuss weiß von nichts.",
      "Haselnuss weiß von nichts.",
  };
  static const char *const kinds[] = {"status-accepted", "status-solved"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("%s", texts[i]);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, texts[i]);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
      g_autoptr(TownSent) news = town_sent(town, kinds[k], "ayse");
      if (news == NULL)
        continue;
      assert_lacks(news->mail->full_text, "Haselnuss");
      assert_lacks(news->mail->full_text, "Hier Ihr Satz");
    }
    /* Something that nobody said. */
    g_autoptr(TownSent) accepted = town_sent(town, "status-accepted", NULL);
    if (accepted != NULL)
      assert_lacks(accepted->mail->full_text, "Schadstelle");
  }
}

static void
test_staff_reason_is_told_once(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#keine Maßnahme Haselnuss gehört nicht uns.\nDanke.");
  g_autoptr(TownSent) news = town_sent(town, "status-no-action", NULL);
  const char *first = strstr(news->mail->full_text, "Haselnuss");
  g_assert_nonnull(first);
  g_assert_null(strstr(first + 1, "Haselnuss"));
}

static void
test_staff_transcript_shows_the_mail(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt\nHaselnuss ist drin.\n\nIhr Bauhof");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  g_assert_cmpstr(transcript->to, ==, "tiefbau@musterhagen.example.org");
  assert_contains(transcript->mail->full_text, "#erledigt");
  g_assert_cmpuint(transcript->mail->in_reply_to->len, ==, 1);
  assert_contains(transcript->mail->full_text, "10:30");
  g_autofree char *preview = preview_of(transcript);
  assert_contains(preview, news->mail->subject);
  g_auto(GStrv) lines = g_strsplit(news->mail->full_text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    if (strcmp(lines[i], "-- ") != 0)
      assert_contains(preview, g_strstrip(lines[i]));
}

static void
test_staff_all_or_nothing(void)
{
  static const struct {
    const char *text, *said;
    const char *choice; /* of what there is */
  } rows[] = {
      {"#erledigt\n#weitr gruen\nHaselnuss", "weiter", NULL},
      {"#erledigt\n#weiter Zauberamt\nHaselnuss", "Zauberamt",
       "gruen (Amt für Stadtgrün)"},
      {"#weiter Stadt\nHaselnuss", "mehrere",
       "gruen (Amt für Stadtgrün), reinigung (Stadtreinigung), stadtwerke"},
      {"#erledigt\n#kategorie zauberei\nHaselnuss", "zauberei",
       "beleuchtung (Straßenlaterne)"},
      {"#rückfrage", "ckfrage", NULL},
      {"#antwort", "antwort", NULL},
      {"#geplant irgendwann", "irgendwann", NULL},
      {"#keine Maßnahme", "Ma", NULL},
      {"#geplant 20.5.2026", "Dieses Datum ist vorbei", NULL},
      {"#frist 12.5.", "12. Mai 2026", NULL},
      {"#frist 12.5.", "12. Juni 2026", NULL},
      {"#geplant 28.5.2025", "28. Mai 2026", NULL},
      {"#in Arbeit bis Mitte Mai", "15. Mai 2026", NULL},
      {"#frist Donnerstag, 29.5.", "Ende Juni, KW 27", NULL},
      {"#geplant Sommer", "Ende Juni, KW 27", NULL},
      {"#erledigt\n#teilen\nHaselnuss", "teilen", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, rows[i].text);
    g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
    g_assert_nonnull(failed);
    g_assert_cmpuint(town_sent_all(town), ==, 3);
    if (failed != NULL)
      assert_contains(failed->mail->full_text, rows[i].said);
    if (failed != NULL && rows[i].choice != NULL)
      assert_contains(failed->mail->full_text, rows[i].choice);
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, "new");
  }
}

static void
test_staff_doubtful_reply(void)
{
  g_autofree char *many = g_strnfill(40, 'x');
  g_auto(GStrv) lines = g_strsplit(many, "x", -1);
  g_autofree char *long_text = g_strjoinv("Haselnuss\n", lines);
  g_autofree char *no_mark = g_strconcat("#erledigt\n", long_text, NULL);
  const char *const texts[] = {
      no_mark, "#erledigt\nHaselnuss ist drin.\nBetreff: Bitte intern lassen"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, texts[i]);
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
    g_assert_cmpuint(town_sent_count(town, "transcript-doubtful"), ==, 1);
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, "new");
  }
}

static void
test_staff_hands_on(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  g_autoptr(TownSent) old = town_sent(town, "ticket", NULL);
  answer_ticket(town, "#weiter Stadtgrün\nHaselnuss ist eure.");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stadtgruen");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Notiz von Tiefbauamt:");
  assert_contains(ticket->mail->full_text, "│ Haselnuss ist eure.");
  assert_contains(ticket->mail->full_text, "Quittenbaum");
  assert_contains(ticket->reply_to, "x2a.");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "weiter Amt für Stadtgrün");
  /* The old token is worth a note. */
  town_reply(town, old, &(TownMail){.text = "#erledigt"});
  g_autofree char *state = town_state(town);
  g_assert_cmpstr(state, ==, "open");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  town_reply(town, ticket, &(TownMail){.text = "#nicht zuständig"});
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(desk);
}

static void
test_staff_undo_in_time(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#kategorie beleuchtung\n#erledigt\nHaselnuss ist drin.");
  town_fixture_advance(town, 10 * MINUTE_MS);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  g_assert_cmpstr(news->state, ==, "cancelled");
  g_autofree char *state = town_state(town);
  g_assert_cmpstr(state, ==, "open");
  g_autofree char *category =
      town_fixture_text(town, "SELECT category FROM ticket");
  g_assert_cmpstr(category, ==, "strassenschaden");
  g_autoptr(TownSent) undone = town_sent(town, "transcript-undone", NULL);
  assert_contains(undone->mail->full_text, "nicht verschickt");
  /* There is nothing more to take back. */
  town_reply(town, undone, &(TownMail){.text = "#rückgängig"});
  g_assert_cmpuint(town_sent_count(town, "transcript-too-late"), ==, 1);
}

static void
hand_out(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  bool worked = false;
  (void)digest_handout(&town->digest, &worked, &error);
  g_assert_no_error(error);
}

static void
test_staff_undo_too_late(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#erledigt\nHaselnuss ist drin.");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  town_fixture_advance(town, 31 * MINUTE_MS);
  hand_out(town);
  town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
  g_autofree char *state = town_state(town);
  g_assert_cmpstr(state, ==, "solved");
  g_assert_cmpuint(town_sent_count(town, "transcript-too-late"), ==, 1);
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  g_assert_cmpstr(news->state, ==, "leased");
}

static void
test_staff_undo_of_what_still_waits(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#übernommen\n#erledigt\nHaselnuss ist drin.");
  hand_out(town); /* the news that it is taken goes at once */
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  g_assert_cmpstr(news->state, ==, "cancelled");
  g_autofree char *state = town_state(town);
  g_assert_cmpstr(state, ==, "open");
  g_assert_cmpuint(town_sent_count(town, "transcript-undone"), ==, 1);
}

/* Exchange writes this into what people type by hand.  The reply goes to an
 * address with a token, which is ours however the token travels. */
static void
test_staff_behind_exchange(void)
{
  static const char *const tokens[] = {"plus", "alias", "text"};
  for (size_t i = 0; i < G_N_ELEMENTS(tokens); i++) {
    g_test_message("%s", tokens[i]);
    g_autoptr(TownFixture) town =
        town_fixture_new(&(TownOptions){.reply_token = tokens[i]});
    town_say(town, &(TownMail){0});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    town_reply(town, ticket,
               &(TownMail){.text = "#erledigt",
                           .headers = "X-Auto-Response-Suppress: DR, RN, NRN,"
                                      " OOF, AutoReply\r\n"});
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, "solved");
    g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/staff/commands", test_staff_commands);
  g_test_add_func("/services/report/staff/text-that-stays-inside",
                  test_staff_text_that_stays_inside);
  g_test_add_func("/services/report/staff/reason-is-told-once",
                  test_staff_reason_is_told_once);
  g_test_add_func("/services/report/staff/transcript-shows-the-mail",
                  test_staff_transcript_shows_the_mail);
  g_test_add_func("/services/report/staff/all-or-nothing",
                  test_staff_all_or_nothing);
  g_test_add_func("/services/report/staff/doubtful-reply",
                  test_staff_doubtful_reply);
  g_test_add_func("/services/report/staff/hands-on", test_staff_hands_on);
  g_test_add_func("/services/report/staff/undo-in-time",
                  test_staff_undo_in_time);
  g_test_add_func("/services/report/staff/undo-too-late",
                  test_staff_undo_too_late);
  g_test_add_func("/services/report/staff/undo-of-what-still-waits",
                  test_staff_undo_of_what_still_waits);
  g_test_add_func("/services/report/staff/behind-exchange",
                  test_staff_behind_exchange);
  return g_test_run();
}
