/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote inbox discard`: what was discarded can be read for as long as the town
 * keeps what is held, and by nobody after that.
 */
#include <string.h>
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

/* The answer, owned. */
static char *
ask(TownFixture *town, const char *verb, const char *id, const char *flag)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *line = g_strdup_printf(
      "{\"verb\":\"%s\",\"arguments\":{\"id\":\"%s\",\"%s\":true}}", verb, id,
      flag);
  g_assert_true(request_answer(&town->digest, line, 1000, out, &error));
  g_assert_no_error(error);
  return g_strdup(out->str);
}

/* A mail that nobody can be told to have written; its id. */
static char *
hold_one(TownFixture *town, size_t padding)
{
  g_autoptr(GString) raw = g_string_new(
      "To: <" TOWN_MAILBOX ">\r\nSubject: Beschwerde\r\n"
      "Message-ID: <x@example.net>\r\n\r\nHaselnuss am Gartenzaun.\r\n");
  while (raw->len < padding)
    g_string_append_printf(raw, "Zeile %zu\r\n", raw->len);
  town_post_raw(town, raw->str, &(TownMail){0});
  town_fixture_decide(town);
  char *id =
      town_fixture_text(town, "SELECT id FROM inbox WHERE state = 'hold'");
  g_assert_cmpstr(id, !=, "");
  return id;
}

static void
test_discard_forgets_in_time(void)
{
  static const size_t sizes[] = {0, 200000}; /* in its row; a file */
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    int64_t days = town->config->town->retention.hold_days;
    g_autofree char *id = hold_one(town, sizes[i]);
    g_autofree char *done = ask(town, "inbox.discard", id, "now");
    assert_contains(done, "\"ok\":true");
    town_fixture_advance(town, (days - 1) * DAY_MS);
    town_fixture_timers(town);
    g_autofree char *kept = ask(town, "inbox.show", id, "content");
    assert_contains(kept, "Haselnuss");
    town_fixture_advance(town, 2 * DAY_MS);
    town_fixture_timers(town);
    g_autofree char *gone = ask(town, "inbox.show", id, "content");
    assert_lacks(gone, "Haselnuss");
    assert_contains(gone, "\"ok\":false");
    /* That it came stays, and why it went. */
    g_autofree char *row = ask(town, "inbox.show", id, "now");
    assert_contains(row, "\"state\":\"discarded\"");
    assert_contains(row, "\"what\":\"deleted\"");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                             " WHERE raw_blob IS NOT NULL"
                                             " OR length(raw_key) > 0"),
                    ==, 0);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM content"),
                    ==, 0);
  }
}

/* Only said what would happen: nothing is planned. */
static void
test_discard_trial_plans_nothing(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autofree char *id = hold_one(town, 0);
  g_autofree char *done = ask(town, "inbox.discard", id, "dry_run");
  assert_contains(done, "\"ok\":true");
  town_fixture_advance(town, 400 * DAY_MS);
  town_fixture_timers(town);
  g_autofree char *kept = ask(town, "inbox.show", id, "content");
  assert_contains(kept, "Haselnuss");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/request/discard/forgets-in-time",
                  test_discard_forgets_in_time);
  g_test_add_func("/request/discard/trial-plans-nothing",
                  test_discard_trial_plans_nothing);
  return g_test_run();
}
