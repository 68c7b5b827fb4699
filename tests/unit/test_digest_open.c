/* SPDX-License-Identifier: Apache-2.0
 *
 * Digest does not begin with files that do not belong together: it would go on
 * as if people had been erased, and write what nobody can read later.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon/keys.h"
#include "tests/support/town_post.h"

static TownFixture *
new_town_with_a_person(void)
{
  TownFixture *town = town_fixture_new(&(TownOptions){0});
  town_say(town, &(TownMail){.from = "Ayşe Kaya <a.kaya@example.org>",
                             .subject = "Schlagloch",
                             .text = "Ein tiefes Loch in der Gartenstraße 12"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM person"), ==,
                  1);
  town_fixture_close(town);
  return town;
}

static void
assert_refused(TownFixture *town, GQuark domain, int code)
{
  g_autoptr(GError) error = NULL;
  g_assert_false(digest_open(&town->digest, town->config, town->clock, &error));
  g_assert_error(error, domain, code);
}

/* With the files as they were it goes on. */
static void
assert_goes_on(TownFixture *town)
{
  town_fixture_open(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM person"), ==,
                  1);
}

static void
test_open_refuses_another_master(void)
{
  g_autoptr(TownFixture) town = new_town_with_a_person();
  g_autofree char *path = g_build_filename(
      town->config->settings->paths.credentials, KEYS_MASTER, NULL);
  g_autofree char *aside = g_strconcat(path, ".aside", NULL);
  g_assert_cmpint(g_rename(path, aside), ==, 0);
  g_assert_true(
      keys_create_missing(town->config->settings->paths.credentials, NULL));
  assert_refused(town, CONFIG_ERROR, CONFIG_ERROR_INVALID);
  g_assert_cmpint(g_rename(aside, path), ==, 0);
  assert_goes_on(town);
}

static void
test_open_refuses_lost_keys(void)
{
  g_autoptr(TownFixture) town = new_town_with_a_person();
  static const char *const names[] = {"keys.db", "keys.db-wal", "keys.db-shm"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(town->state, names[i], NULL);
    g_autofree char *aside = g_strconcat(path, ".aside", NULL);
    (void)g_rename(path, aside); /* not all are there */
  }
  assert_refused(town, STORE_ERROR, STORE_ERROR_CORRUPT);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(town->state, names[i], NULL);
    g_autofree char *aside = g_strconcat(path, ".aside", NULL);
    (void)unlink(path); /* what was made anew */
    (void)g_rename(aside, path);
  }
  assert_goes_on(town);
}

/* A transport was renamed in bote.yaml while its mails waited. */
static void
test_open_sends_what_a_gone_transport_left(void)
{
  static const char count[] = "SELECT count(*) FROM outbox WHERE state ="
                              " 'queued' AND transport = 'mail'";
  g_autoptr(TownFixture) town = new_town_with_a_person();
  g_autoptr(GError) error = NULL;
  town_fixture_open(town);
  int64_t waiting = town_fixture_count(town, count);
  g_assert_cmpint(waiting, >, 0);
  g_assert_true(store_begin(town->digest.store, NULL));
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE outbox SET transport = 'old'", ""));
  g_assert_true(store_commit(town->digest.store, NULL));
  g_assert_cmpint(town_fixture_count(town, count), ==, 0);
  g_assert_true(digest_adopt_orphans(&town->digest, &error));
  g_assert_no_error(error);
  g_assert_cmpint(town_fixture_count(town, count), ==, waiting);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/daemon/digest/open/another-master",
                  test_open_refuses_another_master);
  g_test_add_func("/daemon/digest/open/lost-keys", test_open_refuses_lost_keys);
  g_test_add_func("/daemon/digest/open/gone-transport",
                  test_open_sends_what_a_gone_transport_left);
  return g_test_run();
}
