/* SPDX-License-Identifier: Apache-2.0
 *
 * Power failures at random points: a spool file is whole or absent, a blob is
 * there when it was said to be, and no acknowledged record is lost.  Mutants
 * that leave out a sync must be noticed, which tests the test.  POWER=full
 * tries ten times as many.
 */
#include <string.h>

#include "queue/blob.h"
#include "queue/fs.h"
#include "queue/spool.h"
#include "tests/support/long_form.h"
#include "tests/support/power.h"
#include "tests/support/scratch.h"

/* The table has no context, for the kernel needs none; so the simulator in use
 * stands here, in this test program only. */
static Power *power;

static int
table_open(const char *path, int flags, mode_t mode)
{
  return power_open(power, path, flags, mode);
}

static ssize_t
table_write(int fd, const void *bytes, size_t size)
{
  return power_write(power, fd, bytes, size);
}

static int
table_fsync(int fd)
{
  return power_fsync(power, fd);
}

static int
table_fdatasync(int fd)
{
  return power_fdatasync(power, fd);
}

static int
table_fallocate(int fd, off_t size)
{
  return power_fallocate(power, fd, size);
}

static int
table_rename(const char *from, const char *to)
{
  return power_rename(power, from, to);
}

static int
table_unlink(const char *path)
{
  return power_unlink(power, path);
}

/* Linked in place of the library's. */
const FsOps fs_table = {
    .open = table_open,
    .write = table_write,
    .fsync = table_fsync,
    .fdatasync = table_fdatasync,
    .fallocate = table_fallocate,
    .rename = table_rename,
    .unlink = table_unlink,
};

enum { FILES = 4, BATCHES = 6, BATCH_RECORDS = 3, BLOBS = 3 };

/* One story: some work until the power fails, and what was acknowledged. */
typedef struct Story {
  Scratch *scratch;
  char *folder, *blobs;
  SecretBoxPair pair;
  int files;   /* single files committed */
  int records; /* records of the segment synced */
  bool hasty;  /* the segment is closed without a sync of its last batch */
  int stored;  /* blobs committed */
  char blob_names[BLOBS][BLOB_NAME_LENGTH + 1];
  SecretKey blob_keys[BLOBS];
} Story;

static void
set_power(guint32 seed, unsigned cut_after, PowerMutant mutant)
{
  g_clear_pointer(&power, power_free);
  power = power_new(seed, cut_after, mutant);
}

static void
story_begin(Story *story)
{
  memset(story, 0, sizeof *story);
  set_power(0, G_MAXUINT, POWER_MUTANT_NONE);
  story->scratch = scratch_new();
  story->folder = scratch_path(story->scratch, "spool");
  story->blobs = scratch_path(story->scratch, "blobs");
  secret_box_pair_random(&story->pair);
  g_assert_true(spool_folder_make(story->folder, NULL));
  g_assert_true(fs_make_folder(story->blobs, 0700, NULL));
}

static void
story_end(Story *story)
{
  g_clear_pointer(&power, power_free);
  scratch_free(story->scratch);
  g_free(story->folder);
  g_free(story->blobs);
}

static size_t
body_size(int number)
{
  return (size_t)number * 2777 % 9001;
}

static bool
put_record(SpoolWriter *writer, int number)
{
  g_autofree char *body = g_malloc(body_size(number) + 1);
  memset(body, 'a' + number % 26, body_size(number));
  json_t *head = json_pack("{s:i}", "number", number);
  bool put = spool_writer_record(writer, head, body, body_size(number), NULL);
  json_decref(head);
  return put;
}

/* True when the next record is right. */
static bool
get_record(SpoolReader *reader, int number)
{
  json_t *head = NULL;
  if (spool_reader_next(reader, &head, NULL) != SPOOL_STEP_RECORD)
    return false;
  bool right = json_integer_value(json_object_get(head, "number")) == number;
  json_decref(head);
  g_autoptr(GBytes) body = spool_reader_read_all(reader, 10000, NULL);
  if (body == NULL)
    return false;
  gsize size;
  const char *bytes = g_bytes_get_data(body, &size);
  for (gsize i = 0; i < size; i++)
    right = right && bytes[i] == 'a' + number % 26;
  return right && size == body_size(number);
}

static bool
write_files(Story *story)
{
  for (int i = 0; i < FILES; i++) {
    char name[] = {(char)('0' + i), '\0'};
    g_autoptr(SpoolWriter) writer =
        spool_writer_new(story->folder, name, &story->pair.public_key, NULL);
    if (writer == NULL || !put_record(writer, i) ||
        !put_record(writer, i + 1) || !spool_writer_commit(writer, NULL))
      return false;
    story->files++;
  }
  return true;
}

static bool
write_segment(Story *story)
{
  g_autoptr(SpoolWriter) writer =
      spool_segment_new(story->folder, "s", &story->pair.public_key, NULL);
  if (writer == NULL)
    return false;
  for (int batch = 0; batch < BATCHES; batch++) {
    for (int i = 0; i < BATCH_RECORDS; i++)
      if (!put_record(writer, batch * BATCH_RECORDS + i))
        return false;
    bool closes = story->hasty && batch == BATCHES - 1;
    if (!(closes ? spool_segment_close(writer, NULL)
                 : spool_segment_sync(writer, NULL)))
      return false;
    story->records += BATCH_RECORDS;
  }
  return story->hasty || spool_segment_close(writer, NULL);
}

static bool
write_blob(Story *story, BlobLot *lot, int i)
{
  g_autoptr(BlobWriter) writer = blob_writer_new(story->blobs, NULL);
  char body[5000];
  memset(body, 'a' + i, sizeof body);
  return writer != NULL &&
         blob_writer_append(writer, body, sizeof body, NULL) &&
         blob_writer_commit(writer, lot, story->blob_names[i],
                            &story->blob_keys[i], NULL);
}

/* The first one alone, the others as a lot: promised by its sync only. */
static bool
write_blobs(Story *story)
{
  if (!write_blob(story, NULL, 0))
    return false;
  story->stored = 1;
  BlobLot *lot = blob_lot_new(story->blobs);
  bool ok = true;
  for (int i = 1; ok && i < BLOBS; i++)
    ok = write_blob(story, lot, i);
  ok = ok && blob_lot_sync(lot, NULL);
  if (ok)
    story->stored = BLOBS;
  blob_lot_free(lot);
  return ok;
}

static void
story_play(Story *story)
{
  (void)(write_files(story) && write_segment(story) && write_blobs(story));
}

/* 1 when a single file that exists is not whole. */
static int
check_file(const Story *story, const char *name)
{
  g_autofree char *path = g_build_filename(story->folder, "new", name, NULL);
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &story->pair, NULL);
  int number = name[0] - '0';
  json_t *head = NULL;
  return !(reader && get_record(reader, number) &&
           get_record(reader, number + 1) &&
           spool_reader_next(reader, &head, NULL) == SPOOL_STEP_END);
}

/* 1 when the segment lacks an acknowledged record or ends otherwise. */
static int
check_segment(const Story *story)
{
  g_autofree char *path = g_build_filename(story->folder, "new", "s.seg", NULL);
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &story->pair, NULL);
  if (reader == NULL)
    return 1;
  int count = 0;
  while (count < BATCHES * BATCH_RECORDS && get_record(reader, count))
    count++;
  json_t *head = NULL;
  return count < story->records ||
         spool_reader_next(reader, &head, NULL) != SPOOL_STEP_END;
}

static int
check_blob(const Story *story, int i)
{
  g_autoptr(BlobReader) reader = blob_reader_open(
      story->blobs, story->blob_names[i], &story->blob_keys[i], NULL);
  static char body[BLOB_CHUNK_BYTES];
  return !(reader && blob_reader_read(reader, body, NULL) == 5000 &&
           body[4999] == 'a' + i && blob_reader_read(reader, body, NULL) == 0);
}

/* The number of broken promises after a restart. */
static int
story_check(const Story *story)
{
  int broken = 0, seen = 0;
  bool segment = false;
  g_autoptr(GPtrArray) names = spool_list(story->folder, 100, NULL);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    bool is_segment = g_str_has_suffix(name, ".seg");
    segment = segment || is_segment;
    seen += !is_segment && name[0] - '0' < story->files;
    broken += is_segment ? check_segment(story) : check_file(story, name);
  }
  broken += story->files - seen;
  broken += story->records > 0 && !segment;
  for (int i = 0; i < story->stored; i++)
    broken += check_blob(story, i);
  return broken;
}

/* Play once with the power failing after so many calls. */
static int
play_and_fail(guint32 seed, unsigned cut_after, PowerMutant mutant)
{
  Story story;
  story_begin(&story);
  story.hasty = seed / 3 % 2 != 0;
  set_power(seed, cut_after, mutant);
  story_play(&story);
  power_lose(power);
  set_power(0, G_MAXUINT, POWER_MUTANT_NONE);
  int broken = story_check(&story);
  story_end(&story);
  return broken;
}

/* How many calls an undisturbed story makes, with room for repeats. */
static unsigned
calls_of_a_story(void)
{
  Story story;
  story_begin(&story);
  set_power(1, G_MAXUINT, POWER_MUTANT_NONE);
  story_play(&story);
  unsigned calls = power_calls(power);
  g_assert_cmpint(story.files, ==, FILES);
  g_assert_cmpint(story.records, ==, BATCHES * BATCH_RECORDS);
  g_assert_cmpint(story.stored, ==, BLOBS);
  set_power(0, G_MAXUINT, POWER_MUTANT_NONE);
  g_assert_cmpint(story_check(&story), ==, 0);
  story_end(&story);
  return calls;
}

static void
test_power_failure_loses_nothing_acknowledged(void)
{
  unsigned calls = calls_of_a_story();
  g_test_message("%u calls", calls);
  g_assert_cmpuint(calls, >, 50);
  unsigned runs = long_form("POWER", 800, 8000);
  for (guint32 run = 0; run < runs; run++) {
    unsigned cut_after = run % (calls + 10);
    int broken = play_and_fail(run, cut_after, POWER_MUTANT_NONE);
    if (broken)
      g_test_message("seed %u cut after %u", run, cut_after);
    g_assert_cmpint(broken, ==, 0);
  }
}

static void
test_power_mutant_is_noticed(gconstpointer data)
{
  PowerMutant mutant = (PowerMutant)GPOINTER_TO_INT(data);
  unsigned calls = calls_of_a_story();
  unsigned runs = long_form("POWER", 200, 2000), caught = 0;
  for (guint32 run = 0; run < runs; run++)
    caught += play_and_fail(run, run % (calls + 10), mutant) > 0;
  g_test_message("noticed in %u of %u runs", caught, runs);
  g_assert_cmpuint(caught, >, runs / 20);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  g_test_add_func("/queue/spool-power/nothing-acknowledged-is-lost",
                  test_power_failure_loses_nothing_acknowledged);
  static const struct {
    const char *path;
    PowerMutant mutant;
  } rows[] = {
      {"folder-sync", POWER_MUTANT_NO_FOLDER_SYNC},
      {"file-sync", POWER_MUTANT_NO_FILE_SYNC},
      {"data-sync", POWER_MUTANT_NO_DATA_SYNC},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path =
        g_strconcat("/queue/spool-power/mutant-without-", rows[i].path, NULL);
    g_test_add_data_func(path, GINT_TO_POINTER(rows[i].mutant),
                         test_power_mutant_is_noticed);
  }
  return g_test_run();
}
