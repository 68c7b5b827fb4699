/* SPDX-License-Identifier: Apache-2.0
 *
 * What goes wrong around digest, in process: damaged files, a mail that no
 * reader finishes, and a walk that stops it after every change of a state and
 * starts it again.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_walk.h"

enum { WALK_MAX = 200 };

static char *
spool_path(const TownFixture *town, const char *below)
{
  return g_build_filename(town->state, "spool", "in", "mailbox", below, NULL);
}

/* Change a byte in the middle of a spooled file. */
static void
damage(const TownFixture *town, const char *below)
{
  g_autofree char *path = spool_path(town, below);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  bytes[size / 2] ^= 1;
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static void
test_faults_damaged_spool_file(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_post_mail(town, &(TownMail){.text = "Schlagloch, beschädigt"});
  town_post_mail(town, &(TownMail){.text = "Schlagloch, unversehrt"});
  damage(town, "new/post-000001");
  town_fixture_decide(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
  g_autofree char *aside = spool_path(town, "corrupt/post-000001");
  g_assert_true(g_file_test(aside, G_FILE_TEST_EXISTS));
  g_autofree char *gone = spool_path(town, "new/post-000001");
  g_assert_false(g_file_test(gone, G_FILE_TEST_EXISTS));
}

/* A mail whose three attempts never ended is held, its neighbours go on. */
static void
test_faults_poison_mail(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenbaum");
  town_say(town, &(TownMail){0});
  g_assert_true(store_run(town->digest.store, NULL,
                          "UPDATE inbox SET state = 'active', attempts = 3,"
                          " content_hash = NULL",
                          ""));
  town->is_forced = true;
  town->digest.none_left = false; /* as after a start */
  town_post_mail(town, &(TownMail){.text = "Noch ein Schlagloch"});
  town_fixture_decide(town);
  g_assert_cmpint(town_fixture_count(
                      town, "SELECT count(*) FROM inbox WHERE state = 'hold'"),
                  ==, 1);
  g_assert_cmpint(town_fixture_count(
                      town, "SELECT count(*) FROM inbox WHERE state = 'done'"),
                  ==, 1);
}

/* Nobody to answer and nobody to believe: a person must see it, and why; also
 * with a department's token, which some helper program may send back bare. */
static void
test_faults_no_originator(void)
{
  static const char *const headers[] = {"", "From: \r\n", "From: ;;;\r\n"};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  const char *const receivers[] = {TOWN_MAILBOX, ticket->reply_to};
  int64_t held = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(headers); i++)
    for (size_t n = 0; n < G_N_ELEMENTS(receivers); n++) {
      g_autofree char *raw = g_strdup_printf(
          "%sTo: %s\r\nSubject: Meldung\r\nMessage-ID: <n%u.%u@x.example>\r\n"
          "\r\n#erledigt Schlagloch\r\n",
          headers[i], receivers[n], (unsigned)i, (unsigned)n);
      town_post_raw(town, raw, &(TownMail){0});
      town_fixture_decide(town);
      held++;
      g_assert_cmpint(
          town_fixture_count(town, "SELECT count(*) FROM inbox WHERE state ="
                                   " 'hold' AND kind = 'no-originator'"),
          ==, held);
      g_assert_cmpint(town_fixture_count(
                          town, "SELECT count(*) FROM inbox_event WHERE what ="
                                " 'no-originator' AND detail LIKE '%From%'"),
                      ==, held);
    }
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  1);
}

static void
post_conversation(TownFixture *town)
{
  town_post_mail(town, &(TownMail){0});
  town_post_mail(town, &(TownMail){.from = "b@example.net",
                                   .text = "Die Laterne ist aus."});
  town_post_sms(town, "+491722881738", "Schlagloch am Markt", "mo-1", 0);
}

/* Everything that a person could see of what was decided. */
static char *
summary(TownFixture *town)
{
  return town_fixture_text(
      town,
      "SELECT (SELECT count(*) FROM ticket) || ' tickets, '"
      " || (SELECT count(*) FROM outbox WHERE kind = 'ticket') || ' mails, '"
      " || (SELECT count(*) FROM outbox WHERE kind = 'confirmation')"
      " || ' answers, ' || (SELECT count(*) FROM inbox WHERE state = 'done')"
      " || ' done, ' || (SELECT count(*) FROM inbox WHERE state = 'hold')"
      " || ' held, ' || (SELECT count(*) FROM attachment)");
}

static void
test_faults_crash_walk(void)
{
  int changes = 1;
  bool ended = false;
  for (; !ended && changes < WALK_MAX; changes++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    post_conversation(town);
    ended = town_walk_step(town, changes);
    g_autofree char *seen = summary(town);
    if (strcmp(seen, "3 tickets, 3 mails, 3 answers, 4 done, 0 held, 0") != 0) {
      g_test_message("stopped at %d: %s", changes, seen);
      g_test_fail();
    }
  }
  g_assert_true(ended);
  g_assert_cmpint(changes, >, 5);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/digest/faults/damaged-spool-file",
                  test_faults_damaged_spool_file);
  g_test_add_func("/digest/faults/poison-mail", test_faults_poison_mail);
  g_test_add_func("/digest/faults/no-originator", test_faults_no_originator);
  g_test_add_func("/digest/faults/crash-walk", test_faults_crash_walk);
  return g_test_run();
}
