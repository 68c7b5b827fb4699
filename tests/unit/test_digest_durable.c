/* SPDX-License-Identifier: Apache-2.0
 *
 * What leaves digest is durable before: no spool file is removed and no message
 * handed out while a commit waits for its sync.  That such a sync keeps what it
 * says is the matter of test_store_power.
 */
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/deliver/delivery_job.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/spool.h"
#include "queue/store_private.h"
#include "tests/support/faulty_fs.h"
#include "tests/support/town_post.h"

/* Counts what is done to spool files, and what of it came too early; the table
 * has no context, so it stands here. */
static struct {
  const Store *store; /* NULL: nobody watches */
  unsigned removed, shown, early;
} watch;

static void
look(const char *path, const char *folder, unsigned *count)
{
  if (watch.store == NULL || strstr(path, folder) == NULL)
    return;
  ++*count;
  watch.early += watch.store->unsynced || watch.store->in_transaction;
}

static int
watched_rename(const char *from, const char *to)
{
  look(to, "/spool/out/new/", &watch.shown);
  return rename(from, to);
}

static int
watched_unlink(const char *path)
{
  look(path, "/spool/in/", &watch.removed);
  look(path, "/spool/done/", &watch.removed);
  return unlink(path);
}

/* Linked in place of the library's; nothing of it fails here. */
const FsOps fs_table = {
    .open = faulty_fs_open,
    .write = write,
    .fsync = faulty_fs_fsync,
    .fdatasync = faulty_fs_fdatasync,
    .fallocate = faulty_fs_fallocate,
    .rename = watched_rename,
    .unlink = watched_unlink,
};

static void
watch_begin(const TownFixture *town)
{
  watch.store = town->digest.store;
  watch.removed = watch.shown = watch.early = 0;
}

static void
watch_end(void)
{
  g_assert_cmpuint(watch.early, ==, 0);
  watch.store = NULL;
}

/* As deliver says that the oldest leased message is sent. */
static void
spool_result(TownFixture *town)
{
  g_autofree char *id = town_fixture_text(
      town, "SELECT id FROM outbox WHERE state = 'leased' ORDER BY id");
  DeliveryResult done = {.result = {.attempt = 1, .action = DELIVERY_SENT},
                         .transport = (char *)"mail",
                         .group = (char *)"none.job",
                         .is_last = true};
  g_strlcpy(done.result.id.text, id, sizeof done.result.id.text);
  json_auto_t *head = delivery_result_head(&done);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(town->digest.spool_done, "a.done",
                       &town->digest.spool_pair.public_key, NULL);
  g_assert_nonnull(writer);
  g_assert_true(spool_writer_record(writer, head, "", 0, NULL));
  g_assert_true(spool_writer_commit(writer, NULL));
}

static void
test_durable_before_it_leaves(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Digest *digest = &town->digest;
  bool worked = false;
  town_post_mail(town, &(TownMail){0});
  watch_begin(town);
  g_assert_true(digest_import(digest, &worked, NULL));
  g_assert_cmpuint(watch.removed, ==, 1);
  g_assert_true(digest_decide(digest, &worked, NULL));
  g_assert_true(digest->store->unsynced); /* or this test sees nothing */
  g_assert_true(digest_timers(digest, &worked, NULL));
  g_assert_true(digest_handout(digest, &worked, NULL));
  g_assert_cmpuint(watch.shown, ==, 1);
  spool_result(town);
  town_post_mail(town, &(TownMail){.from = "b@example.net"});
  town_fixture_decide(town);
  g_assert_true(digest->store->unsynced);
  watch.removed = 0;
  g_assert_true(digest_results(digest, &worked, NULL));
  g_assert_cmpuint(watch.removed, ==, 0);
  g_assert_true(digest->store->unsynced);
  g_assert_true(digest_results(digest, &worked, NULL));
  g_assert_cmpuint(watch.removed, ==, 1);
  watch_end();
}

/* So many lots are decided, then their answers go out. */
static void
test_durable_lots_of_a_turn(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  bool worked = false;
  for (unsigned i = 0; i < (DIGEST_LOTS + 1) * DIGEST_LOT; i++) {
    g_autofree char *from = g_strdup_printf("b%u@example.net", i);
    town_post_mail(town, &(TownMail){.from = from});
  }
  for (int i = 0; i < 2; i++) /* a turn takes in so many files only */
    g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_assert_true(digest_decide(&town->digest, &worked, NULL));
  static const char left[] = "SELECT count(*) FROM inbox WHERE state <> 'done'";
  g_assert_cmpint(town_fixture_count(town, left), ==, DIGEST_LOT);
  g_assert_true(digest_decide(&town->digest, &worked, NULL));
  g_assert_cmpint(town_fixture_count(town, left), ==, 0);
}

/* A lot whose readers hang one after the other takes longer than the watchdog
 * waits for a turn. */
static void
test_durable_watchdog_hears_of_each(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_snprintf(address.sun_path, sizeof address.sun_path, "%s/notify",
             town->scratch->folder);
  auto_fd int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  bool worked = false;
  for (unsigned i = 0; i < 3; i++)
    town_post_mail(town, &(TownMail){0});
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_setenv("NOTIFY_SOCKET", address.sun_path, TRUE);
  g_assert_true(digest_decide(&town->digest, &worked, NULL));
  g_unsetenv("NOTIFY_SOCKET");
  char text[64];
  unsigned heard = 0;
  while (recv(fd, text, sizeof text, 0) > 0)
    heard++;
  g_assert_cmpuint(heard, ==, 3);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/digest/durable/before-it-leaves",
                  test_durable_before_it_leaves);
  g_test_add_func("/digest/durable/lots-of-a-turn",
                  test_durable_lots_of_a_turn);
  g_test_add_func("/digest/durable/watchdog",
                  test_durable_watchdog_hears_of_each);
  return g_test_run();
}
