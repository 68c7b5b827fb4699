/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote ticket new` as digest answers it: the matter of whoever told it, a
 * trial that changes nothing, and the figures.
 */
#include <string.h>
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define WORDS "Vor der Gartenstraße 12 ist ein tiefes Schlagloch."

static TownFixture *
town_new(const char *service)
{
  TownFixture *town = town_fixture_new(&(TownOptions){.service = service});
  town_fixture_secret(town, "Öznur");
  town_fixture_secret(town, "1722881738");
  town_fixture_secret(town, "tiefes Schlagloch");
  return town;
}

/* The code; what was said is in *out_text, or on the way to nobody. */
static int
ask(TownFixture *town, const char *verb, json_t *arguments, char **out_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  json_auto_t *question =
      json_pack("{s:s, s:o}", "verb", verb, "arguments", arguments);
  g_autofree char *line = json_dumps(question, JSON_COMPACT);
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  const char *code = strstr(out->str, "\"code\":");
  int number = code == NULL ? EX_OK : (int)g_ascii_strtoll(code + 7, NULL, 10);
  if (out_text != NULL)
    *out_text = g_strdup(out->str);
  return number;
}

static int64_t
count(TownFixture *town, const char *table)
{
  g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);
  return town_fixture_count(town, sql);
}

static void
test_new_records(void)
{
  g_autoptr(TownFixture) town = town_new(NULL);
  g_autofree char *text = NULL;
  json_t *arguments =
      json_pack("{s:s, s:s, s:s, s:b}", "text", WORDS "\n", "channel",
                "vorsprache", "from", "Öznur, 0172 2881738", "confidential", 1);
  g_assert_cmpint(ask(town, "ticket.new", arguments, &text), ==, EX_OK);
  assert_contains(text, "\"number\":\"26-00001-4\"");
  assert_contains(text, "\"category\":\"strassenschaden\"");
  assert_contains(text, "Gartenstraße 12");
  assert_contains(text, "\"channel\":\"visit\"");
  assert_contains(text, "\"answered_by\":\"sms\"");
  assert_contains(text, "+49172…38");
  assert_contains(text, "\"confidential\":true");
  assert_lacks(text, "2881738");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_nonnull(answer);
  g_assert_cmpstr(answer->to, ==, "+491722881738");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "bei einer Vorsprache");
  g_autofree char *actor = town_fixture_text(
      town, "SELECT actor FROM ticket_event WHERE what = 'created'");
  g_assert_cmpstr(actor, ==, "uid 1000");
  g_assert_cmpint(town_fixture_count(
                      town, "SELECT count(*) FROM inbox WHERE state = 'done'"),
                  ==, 1);
}

/* -n says the same, and nothing of it came to be. */
static void
test_new_tries(void)
{
  g_autoptr(TownFixture) town = town_new(NULL);
  g_autofree char *text = NULL;
  json_t *arguments = json_pack("{s:s, s:b}", "text", WORDS, "dry_run", 1);
  g_assert_cmpint(ask(town, "ticket.new", arguments, &text), ==, EX_OK);
  assert_contains(text, "\"category\":\"strassenschaden\"");
  assert_contains(text, "\"answered_by\":\"none\"");
  g_assert_cmpint(count(town, "ticket"), ==, 0);
  g_assert_cmpint(count(town, "inbox"), ==, 0);
  g_assert_cmpint(count(town, "outbox"), ==, 0);
  town_say(town, &(TownMail){0});
  g_assert_cmpint(count(town, "ticket"), ==, 1);
}

static void
test_new_refuses(void)
{
  static const struct {
    const char *text, *channel, *from, *said;
  } rows[] = {
      {WORDS, "taube", "Öznur", "phone, visit, letter or fax"},
      {WORDS, "fax", "Öznur, 0172 28", "cannot be right"},
      {" \n", "fax", "Öznur", "words are missing"},
  };
  g_autoptr(TownFixture) town = town_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = NULL;
    json_t *arguments =
        json_pack("{s:s, s:s, s:s}", "text", rows[i].text, "channel",
                  rows[i].channel, "from", rows[i].from);
    g_assert_cmpint(ask(town, "ticket.new", arguments, &text), ==, EX_DATAERR);
    assert_contains(text, rows[i].said);
  }
  g_assert_cmpint(count(town, "inbox"), ==, 0);
}

/* A service at rest takes nothing but what tells of a danger. */
static void
test_new_at_rest(void)
{
  g_autoptr(TownFixture) town = town_new("paused");
  g_assert_cmpint(
      ask(town, "ticket.new", json_pack("{s:s}", "text", WORDS), NULL), ==,
      EX_UNAVAILABLE);
  g_autofree char *text = NULL;
  g_assert_cmpint(ask(town, "ticket.new",
                      json_pack("{s:s}", "text", "Es riecht nach Gas."), &text),
                  ==, EX_OK);
  assert_contains(text, "\"danger\":");
  g_assert_cmpint(count(town, "ticket"), ==, 1);
}

/* How many came by which way; lists and stories name it, too. */
static void
test_new_figures(void)
{
  g_autoptr(TownFixture) town = town_new(NULL);
  town_say(town, &(TownMail){0});
  for (int i = 0; i < 2; i++)
    g_assert_cmpint(
        ask(town, "ticket.new", json_pack("{s:s}", "text", WORDS), NULL), ==,
        EX_OK);
  g_autofree char *figures = NULL, *list = NULL, *story = NULL;
  (void)ask(town, "stats", json_object(), &figures);
  assert_contains(figures,
                  "{\"table\":\"channel\",\"state\":\"phone\",\"count\":2}");
  assert_contains(figures,
                  "{\"table\":\"channel\",\"state\":\"mail\",\"count\":1}");
  (void)ask(town, "ticket.list", json_object(), &list);
  assert_contains(list, "\"channel\":\"phone\"");
  (void)ask(town, "ticket.show", json_pack("{s:s}", "id", "2"), &story);
  assert_contains(story, "\"channel\":\"phone\"");
  assert_contains(story, "\"answered_by\":\"none\"");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/requests/new/records", test_new_records);
  g_test_add_func("/requests/new/tries", test_new_tries);
  g_test_add_func("/requests/new/refuses", test_new_refuses);
  g_test_add_func("/requests/new/at-rest", test_new_at_rest);
  g_test_add_func("/requests/new/figures", test_new_figures);
  return g_test_run();
}
