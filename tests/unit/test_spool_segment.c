/* SPDX-License-Identifier: Apache-2.0
 *
 * Segments: followed while they grow, read to the last whole record when their
 * writer died.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/fd.h"
#include "tests/support/spool_rig.h"

static void
test_spool_segment_is_followed(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(rig->folder, "grow", &rig->pair.public_key, &error);
  g_assert_no_error(error);
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "grow.seg", &error);
  g_assert_no_error(error);
  spool_rig_assert_step(reader, SPOOL_STEP_WAIT);
  int next = 0;
  for (int batch = 1; batch <= 5; batch++) {
    for (int i = 0; i < batch; i++)
      spool_rig_add(writer, next + i, 10000 * (size_t)i);
    g_assert_true(spool_segment_sync(writer, &error));
    for (int i = 0; i < batch; i++)
      spool_rig_assert_record(reader, next + i, 10000 * (size_t)i);
    next += batch;
    spool_rig_assert_step(reader, SPOOL_STEP_WAIT);
    spool_rig_assert_step(reader, SPOOL_STEP_WAIT);
  }
  g_assert_true(spool_segment_close(writer, &error));
  spool_rig_assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_segment_without_writer_ends(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(rig->folder, "dead", &rig->pair.public_key, NULL);
  spool_rig_add(writer, 1, 100);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "dead.seg", NULL);
  spool_rig_assert_record(reader, 1, 100);
  spool_rig_assert_step(reader, SPOOL_STEP_WAIT);
  spool_rig_add(writer, 2, 100);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_clear_pointer(&writer, spool_writer_free);
  spool_rig_assert_record(reader, 2, 100);
  spool_rig_assert_step(reader, SPOOL_STEP_END);
}

/* A segment whose last batch is torn: all sectors from `cut` on are zero.  The
 * first batch ends before byte 3584, its second record begins before 8704. */
static void
test_spool_torn_batch_is_ignored(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(rig->folder, "torn", &rig->pair.public_key, NULL);
  spool_rig_add(writer, 0, 3000);
  g_assert_true(spool_segment_sync(writer, NULL));
  spool_rig_add(writer, 1, 5000);
  spool_rig_add(writer, 2, 5000);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_clear_pointer(&writer, spool_writer_free);
  g_autofree char *path = spool_rig_path(rig, "torn.seg");
  auto_fd int fd = open(path, O_WRONLY);
  static const char zeros[512];
  for (off_t cut = 12800; cut >= 3584; cut -= 512) {
    g_assert_cmpint(pwrite(fd, zeros, sizeof zeros, cut), ==, sizeof zeros);
    g_autoptr(SpoolReader) reader = spool_rig_open(rig, "torn.seg", NULL);
    spool_rig_assert_record(reader, 0, 3000);
    if (cut >= 8704)
      spool_rig_assert_record(reader, 1, 5000);
    spool_rig_assert_step(reader, SPOOL_STEP_END);
  }
}

static void
test_spool_segment_gets_full(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(rig->folder, "full", &rig->pair.public_key, NULL);
  g_autofree char *path = spool_rig_path(rig, "full.seg");
  int count = 0;
  for (; !spool_segment_is_full(writer) && count < 100; count++)
    spool_rig_add(writer, count, SPOOL_CHUNK_BYTES);
  g_assert_cmpint(count, >, 55);
  g_assert_cmpint(count, <, 64);
  g_assert_true(spool_segment_close(writer, NULL));
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(status.st_size, ==, SPOOL_SEGMENT_BYTES);
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "full.seg", NULL);
  for (int i = 0; i < count; i++)
    spool_rig_assert_record(reader, i, SPOOL_CHUNK_BYTES);
  spool_rig_assert_step(reader, SPOOL_STEP_END);
}

/* A byte that was synced and acknowledged goes bad: the file must be kept. */
static void
test_spool_damage_before_the_last_batch_is_told(SpoolRig *rig,
                                                gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(rig->folder, "bad", &rig->pair.public_key, NULL);
  for (int i = 0; i < 3; i++) {
    spool_rig_add(writer, i, 3000);
    g_assert_true(spool_segment_sync(writer, NULL));
  }
  g_autofree char *path = spool_rig_path(rig, "bad.seg");
  auto_fd int fd = open(path, O_WRONLY);
  g_assert_cmpint(pwrite(fd, "damage", 6, 4000), ==, 6); /* record 1's body */
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "bad.seg", NULL);
  spool_rig_assert_record(reader, 0, 3000);
  spool_rig_assert_step(reader, SPOOL_STEP_WAIT);
  g_clear_pointer(&writer, spool_writer_free);
  spool_rig_assert_step(reader, SPOOL_STEP_ERROR);
  /* With the trailer even the last batch is known to have been synced. */
  g_autoptr(SpoolWriter) closed =
      spool_segment_new(rig->folder, "end", &rig->pair.public_key, NULL);
  spool_rig_add(closed, 0, 3000);
  g_assert_true(spool_segment_sync(closed, NULL));
  g_assert_true(spool_segment_close(closed, NULL));
  g_clear_pointer(&closed, spool_writer_free);
  g_autofree char *other = spool_rig_path(rig, "end.seg");
  auto_fd int other_fd = open(other, O_WRONLY);
  g_assert_cmpint(pwrite(other_fd, "damage", 6, 1000), ==, 6);
  g_autoptr(SpoolReader) last = spool_rig_open(rig, "end.seg", NULL);
  spool_rig_assert_step(last, SPOOL_STEP_ERROR);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const SpoolCase cases[] = {
      {"segment-is-followed", test_spool_segment_is_followed},
      {"segment-without-writer-ends", test_spool_segment_without_writer_ends},
      {"torn-batch-is-ignored", test_spool_torn_batch_is_ignored},
      {"damage-is-told", test_spool_damage_before_the_last_batch_is_told},
      {"segment-gets-full", test_spool_segment_gets_full},
      {NULL, NULL},
  };
  spool_rig_add_cases("/queue/spool-segment", cases);
  return g_test_run();
}
