/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a message was not answered, as `bote inbox show` tells it.
 */
#include <string.h>

#include "daemon/admin/no_answer.h"
#include "daemon/config.h"
#include "tests/support/town_post.h"

#define PHONE "+491722881738"

static json_t *
row_of(const char *what, const char *detail)
{
  return json_pack("{s:s, s:[{s:s, s:s}, {s:s, s:s*}]}", "id", "a", "events",
                   "what", "belongs", "detail", "new", "what", what, "detail",
                   detail);
}

static const char *
member(const json_t *row, const char *name)
{
  return json_string_value(json_object_get(row, name));
}

static void
test_no_answer_in_words(void)
{
  static const struct {
    const char *what, *detail, *words;
  } rows[] = {
      {"no-answer", "says-the-same", "the same words were answered"},
      {"no-answer", "was-asked", "answer to our question"},
      {"no-answer", "no-code", "another code came back"},
      {"throttled", "sender-hour", "more SMS in the hour"},
      {"sms-suppressed", "month-budget", "budget of the month"},
      {"auto-reply", "precedence", "of a machine or a list"},
      {"confirmation", "says-the-same", NULL},
      {"no-answer", NULL, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_auto_t *row = row_of(rows[i].what, rows[i].detail);
    no_answer_explain(row);
    g_test_message("%s %s", rows[i].what, rows[i].detail);
    if (rows[i].words == NULL) {
      g_assert_null(json_object_get(row, "no_answer"));
      g_assert_null(json_object_get(row, "no_answer_reason"));
      continue;
    }
    g_assert_cmpstr(member(row, "no_answer_reason"), ==, rows[i].detail);
    g_assert_nonnull(strstr(member(row, "no_answer"), rows[i].words));
  }
  json_auto_t *none = json_pack("{s:s}", "id", "a");
  no_answer_explain(none);
  g_assert_cmpuint(json_object_size(none), ==, 1);
}

/* What digest writes is what is explained: no reason of ours falls to the words
 * for machines. */
static void
test_no_answer_of_digest(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->settings->limits.sms_from_number_per_hour = 6;
  for (int i = 0; i < 8; i++)
    town_text(town, PHONE, "Im Markt ist eine Laterne kaputt");
  for (int i = 0; i < 5; i++) {
    g_autofree char *text = g_strdup_printf("Das %d. Loch am Markt", i);
    town_say(town, &(TownMail){.text = text});
  }
  town_say(town, &(TownMail){.text = "Gelogen", .auth = "fail"});
  town_say(town, &(TownMail){.text = "Wer?",
                             .auth = "",
                             .return_path = "other@example.net"});
  const char *machine = no_answer_words("precedence");
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows = store_query(
      town->digest.store, &error,
      "SELECT DISTINCT detail FROM inbox_event WHERE what IN"
      " ('no-answer', 'answers-off', 'throttled', 'sms-suppressed')",
      "");
  g_assert_no_error(error);
  unsigned count = 0;
  while (store_rows_next(rows, &error)) {
    g_autofree char *reason = store_rows_dup_text(rows, 0);
    g_test_message("%s", reason);
    g_assert_cmpstr(no_answer_words(reason), !=, machine);
    count++;
  }
  g_assert_no_error(error);
  g_assert_cmpuint(count, >=, 5);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_assert_true(g_setenv("LC_ALL", "C", TRUE));
  g_test_add_func("/admin/no-answer/in-words", test_no_answer_in_words);
  g_test_add_func("/admin/no-answer/of-digest", test_no_answer_of_digest);
  return g_test_run();
}
