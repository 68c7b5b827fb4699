/* SPDX-License-Identifier: Apache-2.0
 *
 * Large mails are read before their turn and pictures are copied meanwhile: who
 * gets which copy, in what order is decided, and what a decoder that dies or a
 * disk that fails takes along.  This binary is such a decoder when called as
 * "fake NAME".
 */
#include <errno.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "daemon/digest/reading.h"
#include "daemon/status.h"
#include "queue/attachment.h"
#include "queue/fs.h"
#include "tests/support/fake_zygote.h"
#include "tests/support/faulty_fs.h"
#include "tests/support/town_post.h"
#include "tests/support/town_walk.h"

/* Linked in place of the library's. */
const FsOps fs_table = FAULTY_FS_TABLE;

enum {
  HEIGHT = 300,      /* pixels of each photo */
  NOISE_WIDTH = 300, /* from here on, a photo makes its mail a large one */
  SYNCS_MAX = 100,
  SYNCS_STEP = 4, /* each one would take seconds */
};

/* A lot: the width of the photo that each brings, 0 for none.  Small ones need
 * the decoder while it works on a large one that comes later. */
static const int widths[DIGEST_LOT] = {0,   500, 40, 510, 0,
                                       520, 530, 50, 0,   540};

/* Noise, so that a wide one is a large file. */
static GBytes *
make_photo(int width)
{
  g_autoptr(GdkPixbuf) pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, HEIGHT);
  gdk_pixbuf_fill(pixbuf, 0x808080ff);
  uint8_t *pixels = gdk_pixbuf_get_pixels(pixbuf);
  size_t size = gdk_pixbuf_get_byte_length(pixbuf);
  uint32_t noise = 1;
  for (size_t i = 0; width >= NOISE_WIDTH && i < size; i++) {
    noise = noise * 1664525u + 1013904223u;
    pixels[i] = (uint8_t)(noise >> 24);
  }
  char *bytes = NULL;
  size_t length = 0;
  g_assert_true(gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &length, "jpeg", NULL,
                                          "quality", "90", NULL));
  return g_bytes_new_take(bytes, length);
}

static void
post_lot(TownFixture *town)
{
  for (int i = 0; i < DIGEST_LOT; i++) {
    g_autofree char *from = g_strdup_printf("b%d@example.net", i);
    g_autoptr(GBytes) photo = widths[i] == 0 ? NULL : make_photo(widths[i]);
    town_post_mail(town, &(TownMail){.from = from, .photo = photo});
  }
}

static void
import(TownFixture *town)
{
  bool worked = false;
  g_assert_true(digest_import(&town->digest, &worked, NULL));
}

static GPtrArray *
items_of(TownFixture *town)
{
  GPtrArray *items = inbox_waiting(&town->digest.queue, INBOX_STATE_ACTIVE,
                                   2 * DIGEST_LOT, NULL);
  g_assert_nonnull(items);
  g_assert_cmpuint(items->len, ==, DIGEST_LOT);
  return items;
}

static void
assert_has_copy(const GPtrArray *attachments, int width)
{
  g_assert_cmpuint(attachments->len, ==, width == 0 ? 0 : 1);
  if (width == 0)
    return;
  const StoredAttachment *stored = attachments->pdata[0];
  g_assert_cmpint(stored->width, ==, width);
  g_assert_cmpint(stored->height, ==, HEIGHT);
  g_assert_true(stored->copy.body != NULL || stored->copy.blob != NULL);
}

static void
assert_decided(TownFixture *town)
{
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox"
                                           " WHERE state = 'done'"),
                  ==, DIGEST_LOT);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(DISTINCT ticket_id)"
                                           " FROM inbox"),
                  ==, DIGEST_LOT);
}

/* Not after a restart: the clock of a test stands, so that ids begin anew. */
static void
assert_in_order(TownFixture *town)
{
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM inbox a JOIN inbox b"
                               " ON b.id > a.id AND b.ticket_id < a.ticket_id"),
      ==, 0);
}

static void
assert_stored(TownFixture *town)
{
  assert_decided(town);
  for (int i = 0; i < DIGEST_LOT; i++) {
    g_autofree char *sql = g_strdup_printf(
        "SELECT id FROM inbox ORDER BY id LIMIT 1 OFFSET %d", i);
    g_autofree char *id = town_fixture_text(town, sql);
    g_autoptr(GPtrArray) attachments =
        attachments_of(&town->digest.queue, id, NULL);
    assert_has_copy(attachments, widths[i]);
  }
}

static void
test_pictures_of_a_lot(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post_lot(town);
  town_fixture_decide(town);
  assert_stored(town);
  assert_in_order(town);
}

static void
test_pictures_are_begun_early(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Digest *digest = &town->digest;
  post_lot(town);
  import(town);
  g_autoptr(GPtrArray) items = items_of(town);
  for (guint i = 0; i < items->len; i++) {
    const InboxItem *item = items->pdata[i];
    g_assert_true(digest_read_ahead(digest, items, i, NULL));
    g_assert_cmpuint(digest->early->len, <=, 2); /* memory */
    if (i == 0) {
      g_assert_cmpuint(digest->early->len, ==, 2);
      g_assert_true(digest->copying == digest->early->pdata[0]);
    }
    g_autoptr(Reading) reading = digest_read(digest, item, NULL);
    g_assert_nonnull(reading);
    g_assert_cmpstr(reading->item_id.text, ==, item->id.text);
    assert_has_copy(reading->attachments, widths[i]);
    g_assert_cmpuint(reading->pictures->len, ==, 0);
  }
  g_assert_null(digest->copying);
  g_assert_cmpuint(digest->early->len, ==, 0);
}

/* What was read early for a lot that failed is read again. */
static void
test_pictures_forgotten(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Digest *digest = &town->digest;
  post_lot(town);
  import(town);
  g_autoptr(GPtrArray) items = items_of(town);
  g_assert_true(digest_read_ahead(digest, items, 0, NULL));
  g_assert_nonnull(digest->copying);
  digest_read_forget(digest);
  g_assert_null(digest->copying);
  g_assert_cmpuint(digest->early->len, ==, 0);
  g_assert_cmpuint(parse_client_under_way(digest->image), ==, 0);
  for (guint i = items->len; i > 0; i--) {
    g_autoptr(Reading) reading = digest_read(digest, items->pdata[i - 1], NULL);
    g_assert_nonnull(reading);
    assert_has_copy(reading->attachments, widths[i - 1]);
  }
}

/* Put a decoder that was taken over in the place of the real one. */
static void
replace_decoder(TownFixture *town, const char *name, unsigned wall_ms)
{
  const char *const arguments[] = {"test", "fake", name, NULL};
  ParseClientOptions options = {
      .kind = PARSE_KIND_IMAGE, .wall_ms = wall_ms, .arguments = arguments};
  parse_client_free(town->digest.image);
  town->digest.image = parse_client_start(&options, NULL);
  g_assert_nonnull(town->digest.image);
}

/* Only the copies are lost, and no attempt. */
static void
test_pictures_without_a_decoder(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post_lot(town);
  replace_decoder(town, "end", 10 * 1000);
  town_fixture_decide(town);
  assert_decided(town);
  assert_in_order(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT max(attempts) FROM inbox"),
                  ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"),
                  ==, 7);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment"
                                           " WHERE width > 0"),
                  ==, 0);
}

/* A letter, a photo, a letter. */
static void
post_three(TownFixture *town)
{
  g_autoptr(GBytes) photo = make_photo(widths[1]);
  town_post_mail(town, &(TownMail){0});
  town_post_mail(town, &(TownMail){.photo = photo});
  town_post_mail(town, &(TownMail){.text = "Guten Tag"});
}

/* How many messages were committed when each was decided. */
typedef struct Commits {
  const Digest *digest;
  int64_t before[3];
  unsigned count;
} Commits;

static void
note_commits(void *user, const char *table, const char *id, const char *from,
             const char *to)
{
  Commits *commits = user;
  (void)id;
  (void)from;
  if (strcmp(table, "inbox") != 0 || strcmp(to, "done") != 0)
    return;
  g_assert_cmpuint(commits->count, <, G_N_ELEMENTS(commits->before));
  commits->before[commits->count++] =
      status_get(commits->digest->status, "decided");
}

/* The letter before the photo does not wait for the decoder; the one behind it
 * does not overtake. */
static void
test_pictures_end_a_lot(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Commits commits = {.digest = &town->digest};
  post_three(town);
  replace_decoder(town, "silence", 500);
  town->digest.queue.on_state = note_commits;
  town->digest.queue.user = &commits;
  town_fixture_decide(town);
  g_assert_cmpuint(commits.count, ==, 3);
  g_assert_cmpint(commits.before[0], ==, 0);
  g_assert_cmpint(commits.before[1], ==, 1);
  g_assert_cmpint(commits.before[2], ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT max(attempts) FROM inbox"),
                  ==, 1);
}

static void
test_pictures_are_waited_for(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Digest *digest = &town->digest;
  post_three(town);
  import(town);
  replace_decoder(town, "silence", 500);
  g_autoptr(GPtrArray) items =
      inbox_waiting(&digest->queue, INBOX_STATE_ACTIVE, 3, NULL);
  g_assert_true(digest_read_ahead(digest, items, 0, NULL));
  g_assert_false(digest_read_waits(digest, items->pdata[0]));
  g_assert_true(digest_read_waits(digest, items->pdata[1]));
  g_assert_false(digest_read_waits(digest, items->pdata[2]));
  g_autoptr(Reading) reading = digest_read(digest, items->pdata[1], NULL);
  g_assert_nonnull(reading);
  g_assert_false(digest_read_waits(digest, items->pdata[1]));
}

/* What a lot left for the next one is found again. */
static void
test_pictures_after_a_crash(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post_lot(town);
  g_assert_false(town_walk_until_done(town, 7, NULL));
  town_fixture_decide(town);
  assert_stored(town);
  g_assert_cmpint(town_fixture_count(town, "SELECT max(attempts) FROM inbox"),
                  <=, 2);
}

/* False when no sync was left to fail. */
static bool
fail_a_sync(unsigned at)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  bool worked = false;
  post_lot(town);
  import(town);
  faulty_fs = (FaultyFs){.fsync = EIO, .fsync_at = at};
  bool decided = digest_decide(&town->digest, &worked, &error);
  bool failed = faulty_fs.fsyncs >= at;
  faulty_fs_reset();
  g_assert_cmpint(decided, ==, !failed);
  if (failed) {
    g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
    town_fixture_close(town);
    town_fixture_open(town);
  }
  town_fixture_decide(town);
  assert_stored(town);
  return failed;
}

static void
test_pictures_failed_sync_takes_all_back(void)
{
  unsigned at = 1;
  while (at < SYNCS_MAX && fail_a_sync(at))
    at += SYNCS_STEP;
  g_assert_cmpuint(at, >, 2 * SYNCS_STEP); /* five large ones, their copies */
  g_assert_cmpuint(at, <, SYNCS_MAX);
}

int
main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "fake") == 0)
    return fake_zygote_main(argv[2]);
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/digest/pictures/of-a-lot", test_pictures_of_a_lot);
  g_test_add_func("/digest/pictures/are-begun-early",
                  test_pictures_are_begun_early);
  g_test_add_func("/digest/pictures/forgotten", test_pictures_forgotten);
  g_test_add_func("/digest/pictures/without-a-decoder",
                  test_pictures_without_a_decoder);
  g_test_add_func("/digest/pictures/end-a-lot", test_pictures_end_a_lot);
  g_test_add_func("/digest/pictures/are-waited-for",
                  test_pictures_are_waited_for);
  g_test_add_func("/digest/pictures/after-a-crash",
                  test_pictures_after_a_crash);
  g_test_add_func("/digest/pictures/failed-sync",
                  test_pictures_failed_sync_takes_all_back);
  return g_test_run();
}
