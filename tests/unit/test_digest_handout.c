/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest finds at its start of mails that it had leased before it died.
 */
#include <unistd.h>

#include "daemon/config.h"
#include "daemon/status.h"
#include "tests/support/town_post.h"

static int64_t
count(TownFixture *town, const char *state)
{
  g_autofree char *sql =
      g_strdup_printf("SELECT count(*) FROM outbox WHERE state = '%s'", state);
  return town_fixture_count(town, sql);
}

/* A mail and an SMS of one citizen each are answered and handed out.  Returns
 * how many rows that makes. */
static int64_t
hand_out(TownFixture *town)
{
  bool worked = false;
  town_say(town, &(TownMail){0});
  town_text(town, "+491722881738", "Schlagloch am Markt");
  int64_t all = count(town, "queued");
  g_assert_true(digest_handout(&town->digest, &worked, NULL));
  g_assert_true(worked);
  g_assert_cmpint(count(town, "leased"), ==, all);
  return all;
}

/* As if digest had died before the files were written. */
static void
lose_groups(TownFixture *town)
{
  g_autofree char *folder =
      g_build_filename(town->digest.spool_out, "new", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_cmpint(unlink(path), ==, 0);
  }
}

static void
test_handout_lease_without_file(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  int64_t all = hand_out(town);
  int64_t sms = town_fixture_count(
      town, "SELECT count(*) FROM outbox WHERE channel = 'sms'");
  g_assert_cmpint(sms, >, 0);
  lose_groups(town);
  g_autofree char *begun =
      g_build_filename(town->digest.spool_out, "tmp", "begun.job", NULL);
  g_assert_true(g_file_set_contents(begun, "x", 1, NULL));
  town_fixture_close(town);
  town_fixture_open(town);
  g_assert_true(digest_return_leases(&town->digest, NULL));
  g_assert_false(g_file_test(begun, G_FILE_TEST_EXISTS));
  g_assert_cmpint(count(town, "deferred"), ==, all - sms);
  g_assert_cmpint(count(town, "leased"), ==, sms);
  g_assert_cmpint(town_fixture_count(town, "SELECT sum(unknown_count) +"
                                           " sum(attempts) FROM outbox"
                                           " WHERE channel = 'mail'"),
                  ==, 0);
}

/* One group that may be on its way proves nothing of any other. */
static void
test_handout_lease_with_file(void)
{
  static const char *const folders[] = {"new", "active", "corrupt"};
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    int64_t all = hand_out(town);
    lose_groups(town);
    g_autofree char *folder =
        g_build_filename(town->digest.spool_out, folders[i], NULL);
    g_autofree char *path = g_build_filename(folder, "other.job", NULL);
    (void)g_mkdir_with_parents(folder, 0700);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
    g_assert_true(digest_return_leases(&town->digest, NULL));
    g_assert_cmpint(count(town, "leased"), ==, all);
  }
}

/* The limit of a day ends with it; a person is told once, not each turn. */
static void
test_handout_day_is_used_up(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  TransportSettings *mail = town->config->settings->transports->pdata[0];
  mail->per_day = 1;
  town_say(town, &(TownMail){0});
  bool worked = false;
  for (int turn = 0; turn < 3; turn++)
    g_assert_true(digest_handout(&town->digest, &worked, NULL));
  g_assert_cmpint(count(town, "leased"), ==, 1);
  g_assert_cmpint(status_get(town->digest.status, "days_used_up"), ==, 1);
  town_fixture_advance(town, INT64_C(86400000));
  g_assert_true(digest_handout(&town->digest, &worked, NULL));
  g_assert_cmpint(count(town, "leased"), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM setting"
                                           " WHERE name = 'brake|day|mail'"),
                  ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/digest/handout/lease-without-file",
                  test_handout_lease_without_file);
  g_test_add_func("/digest/handout/lease-with-file",
                  test_handout_lease_with_file);
  g_test_add_func("/digest/handout/day-is-used-up",
                  test_handout_day_is_used_up);
  return g_test_run();
}
