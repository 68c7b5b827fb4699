/* SPDX-License-Identifier: Apache-2.0
 *
 * Spool files: what is written is read, what is cut off is never taken whole,
 * and a segment can be followed while it grows.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/fd.h"
#include "queue/spool.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  char *folder;
  SecretBoxPair pair;
} Fixture;

static void
fixture_set_up(Fixture *fixture, gconstpointer data)
{
  (void)data;
  fixture->scratch = scratch_new();
  fixture->folder = scratch_path(fixture->scratch, "spool");
  secret_box_pair_random(&fixture->pair);
  g_assert_true(spool_folder_make(fixture->folder, NULL));
}

static void
fixture_tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  scratch_free(fixture->scratch);
  g_free(fixture->folder);
}

static char *
file_path(const Fixture *fixture, const char *name)
{
  return g_build_filename(fixture->folder, "new", name, NULL);
}

/* A body whose every byte depends on its place. */
static GBytes *
body_make(size_t size)
{
  uint8_t *bytes = g_malloc(size + 1);
  for (size_t i = 0; i < size; i++)
    bytes[i] = (uint8_t)(i ^ i >> 8 ^ i >> 16);
  return g_bytes_new_take(bytes, size);
}

static void
add_record(SpoolWriter *writer, int number, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = body_make(size);
  json_t *head = json_pack("{s:i}", "number", number);
  g_assert_true(spool_writer_record(writer, head, g_bytes_get_data(body, NULL),
                                    size, &error));
  g_assert_no_error(error);
  json_decref(head);
}

static SpoolReader *
open_file(const Fixture *fixture, const char *name, GError **error)
{
  g_autofree char *path = file_path(fixture, name);
  return spool_reader_open(path, -1, &fixture->pair, error);
}

/* Assert that the next record has this number and size. */
static void
assert_record(SpoolReader *reader, int number, size_t size)
{
  g_autoptr(GError) error = NULL;
  json_t *head = NULL;
  g_assert_cmpint(spool_reader_next(reader, &head, &error), ==,
                  SPOOL_STEP_RECORD);
  g_assert_no_error(error);
  g_assert_cmpint(json_integer_value(json_object_get(head, "number")), ==,
                  number);
  json_decref(head);
  g_autoptr(GBytes) expected = body_make(size);
  g_autoptr(GBytes) body = spool_reader_read_all(reader, size, &error);
  g_assert_no_error(error);
  g_assert_true(body != NULL && g_bytes_equal(body, expected));
}

static void
assert_step(SpoolReader *reader, SpoolStep step)
{
  g_autoptr(GError) error = NULL;
  json_t *head = NULL;
  g_assert_cmpint(spool_reader_next(reader, &head, &error), ==, step);
  if (step == SPOOL_STEP_ERROR)
    g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  else
    g_assert_no_error(error);
  json_decref(head);
}

static const size_t body_sizes[] = {0,
                                    1,
                                    100,
                                    SPOOL_CHUNK_BYTES - 1,
                                    SPOOL_CHUNK_BYTES,
                                    SPOOL_CHUNK_BYTES + 1,
                                    3 * SPOOL_CHUNK_BYTES,
                                    1000003};

static void
write_single(const Fixture *fixture, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolWriter) writer = spool_writer_new(
      fixture->folder, name, &fixture->pair.public_key, &error);
  g_assert_no_error(error);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    add_record(writer, (int)i, body_sizes[i]);
  g_assert_true(spool_writer_commit(writer, &error));
  g_assert_no_error(error);
}

static void
test_spool_single_is_read_as_written(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_single(fixture, "one");
  g_autoptr(SpoolReader) reader = open_file(fixture, "one", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    assert_record(reader, (int)i, body_sizes[i]);
  assert_step(reader, SPOOL_STEP_END);
  assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_unread_bodies_are_skipped(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_single(fixture, "one");
  g_autoptr(SpoolReader) reader = open_file(fixture, "one", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    assert_step(reader, SPOOL_STEP_RECORD);
  assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_single_is_invisible_until_commit(Fixture *fixture,
                                            gconstpointer data)
{
  (void)data;
  g_autofree char *path = file_path(fixture, "one");
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(fixture->folder, "one", &fixture->pair.public_key, NULL);
  add_record(writer, 1, 300000);
  g_assert_cmpint(access(path, F_OK), !=, 0);
  g_clear_pointer(&writer, spool_writer_free);
  g_assert_cmpint(access(path, F_OK), !=, 0);
  g_autoptr(GPtrArray) names = spool_list(fixture->folder, 10, NULL);
  g_assert_cmpuint(names->len, ==, 0);
}

static void
test_spool_left_over_file_is_replaced(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autofree char *left = g_build_filename(fixture->folder, "tmp", "one", NULL);
  g_assert_true(g_file_set_contents(left, "torn", -1, NULL));
  write_single(fixture, "one");
  g_assert_true(g_file_set_contents(left, "torn", -1, NULL));
  g_assert_true(spool_sweep(fixture->folder, NULL));
  g_assert_cmpint(access(left, F_OK), !=, 0);
}

static void
test_spool_files_have_mode_0640(Fixture *fixture, gconstpointer data)
{
  (void)data;
  mode_t before = umask(0077);
  write_single(fixture, "one");
  umask(before);
  g_autofree char *path = file_path(fixture, "one");
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0640);
}

/* True when every step of reading succeeds up to the proven end. */
static bool
is_whole(const Fixture *fixture, const char *name)
{
  g_autoptr(SpoolReader) reader = open_file(fixture, name, NULL);
  if (reader == NULL)
    return false;
  for (;;) {
    json_t *head = NULL;
    SpoolStep step = spool_reader_next(reader, &head, NULL);
    json_decref(head);
    if (step != SPOOL_STEP_RECORD)
      return step == SPOOL_STEP_END;
  }
}

static void
test_spool_cut_single_is_never_whole(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_single(fixture, "one");
  g_assert_true(is_whole(fixture, "one"));
  g_autofree char *path = file_path(fixture, "one");
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(truncate(path, status.st_size - 1), ==, 0);
  g_assert_false(is_whole(fixture, "one"));
  for (off_t size = status.st_size / 512 * 512; size >= 0; size -= 512) {
    g_assert_cmpint(truncate(path, size), ==, 0);
    g_assert_false(is_whole(fixture, "one"));
  }
}

static void
test_spool_changed_single_is_never_whole(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(fixture->folder, "one", &fixture->pair.public_key, NULL);
  add_record(writer, 1, 40);
  add_record(writer, 2, 0);
  g_assert_true(spool_writer_commit(writer, NULL));
  g_autofree char *path = file_path(fixture, "one");
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    bytes[i] ^= 0x40;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_assert_false(is_whole(fixture, "one"));
    bytes[i] ^= 0x40;
  }
  g_autofree char *longer = g_malloc0(size + 1);
  memcpy(longer, bytes, size);
  g_assert_true(g_file_set_contents(path, longer, (gssize)size + 1, NULL));
  g_assert_false(is_whole(fixture, "one"));
}

static void
test_spool_segment_is_followed(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolWriter) writer = spool_segment_new(
      fixture->folder, "grow", &fixture->pair.public_key, &error);
  g_assert_no_error(error);
  g_autoptr(SpoolReader) reader = open_file(fixture, "grow.seg", &error);
  g_assert_no_error(error);
  assert_step(reader, SPOOL_STEP_WAIT);
  int next = 0;
  for (int batch = 1; batch <= 5; batch++) {
    for (int i = 0; i < batch; i++)
      add_record(writer, next + i, 10000 * (size_t)i);
    g_assert_true(spool_segment_sync(writer, &error));
    for (int i = 0; i < batch; i++)
      assert_record(reader, next + i, 10000 * (size_t)i);
    next += batch;
    assert_step(reader, SPOOL_STEP_WAIT);
    assert_step(reader, SPOOL_STEP_WAIT);
  }
  g_assert_true(spool_segment_close(writer, &error));
  assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_segment_without_writer_ends(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer = spool_segment_new(
      fixture->folder, "dead", &fixture->pair.public_key, NULL);
  add_record(writer, 1, 100);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_autoptr(SpoolReader) reader = open_file(fixture, "dead.seg", NULL);
  assert_record(reader, 1, 100);
  assert_step(reader, SPOOL_STEP_WAIT);
  add_record(writer, 2, 100);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_clear_pointer(&writer, spool_writer_free);
  assert_record(reader, 2, 100);
  assert_step(reader, SPOOL_STEP_END);
}

/* A segment whose last batch is torn: all sectors from `cut` on are zero.  The
 * first batch ends before byte 3584, its second record begins before 8704. */
static void
test_spool_torn_batch_is_ignored(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer = spool_segment_new(
      fixture->folder, "torn", &fixture->pair.public_key, NULL);
  add_record(writer, 0, 3000);
  g_assert_true(spool_segment_sync(writer, NULL));
  add_record(writer, 1, 5000);
  add_record(writer, 2, 5000);
  g_assert_true(spool_segment_sync(writer, NULL));
  g_clear_pointer(&writer, spool_writer_free);
  g_autofree char *path = file_path(fixture, "torn.seg");
  auto_fd int fd = open(path, O_WRONLY);
  static const char zeros[512];
  for (off_t cut = 12800; cut >= 3584; cut -= 512) {
    g_assert_cmpint(pwrite(fd, zeros, sizeof zeros, cut), ==, sizeof zeros);
    g_autoptr(SpoolReader) reader = open_file(fixture, "torn.seg", NULL);
    assert_record(reader, 0, 3000);
    if (cut >= 8704)
      assert_record(reader, 1, 5000);
    assert_step(reader, SPOOL_STEP_END);
  }
}

static void
test_spool_segment_gets_full(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer = spool_segment_new(
      fixture->folder, "full", &fixture->pair.public_key, NULL);
  g_autofree char *path = file_path(fixture, "full.seg");
  int count = 0;
  for (; !spool_segment_is_full(writer) && count < 100; count++)
    add_record(writer, count, SPOOL_CHUNK_BYTES);
  g_assert_cmpint(count, >, 55);
  g_assert_cmpint(count, <, 64);
  g_assert_true(spool_segment_close(writer, NULL));
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(status.st_size, ==, SPOOL_SEGMENT_BYTES);
  g_autoptr(SpoolReader) reader = open_file(fixture, "full.seg", NULL);
  for (int i = 0; i < count; i++)
    assert_record(reader, i, SPOOL_CHUNK_BYTES);
  assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_reader_refuses_strange_files(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_single(fixture, "one");
  g_autofree char *path = file_path(fixture, "one");
  g_autofree char *link = file_path(fixture, "link");
  g_autofree char *fifo = file_path(fixture, "fifo");
  g_assert_cmpint(symlink(path, link), ==, 0);
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_null(spool_reader_open(link, -1, &fixture->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(spool_reader_open(fifo, -1, &fixture->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(
      spool_reader_open(path, (long)getuid() + 1, &fixture->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(open_file(fixture, "absent", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
  g_clear_error(&error);
  SecretBoxPair other;
  secret_box_pair_random(&other);
  g_assert_null(spool_reader_open(path, -1, &other, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, (long)getuid(), &fixture->pair, NULL);
  g_assert_nonnull(reader);
}

static void
test_spool_read_all_stops_at_its_limit(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_single(fixture, "one");
  g_autoptr(SpoolReader) reader = open_file(fixture, "one", NULL);
  for (int i = 0; i < 3; i++)
    assert_step(reader, SPOOL_STEP_RECORD);
  g_autoptr(GError) error = NULL;
  g_assert_null(spool_reader_read_all(reader, 99, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_spool_head_has_a_limit(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(fixture->folder, "one", &fixture->pair.public_key, NULL);
  g_autofree char *text = g_strnfill(SPOOL_HEAD_BYTES, 'x');
  json_t *head = json_pack("{s:s}", "text", text);
  g_autoptr(GError) error = NULL;
  g_assert_false(spool_writer_record(writer, head, NULL, 0, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  json_decref(head);
  add_record(writer, 1, 1); /* nothing was written before */
  g_assert_true(spool_writer_commit(writer, NULL));
  g_assert_true(is_whole(fixture, "one"));
}

static void
test_spool_list_is_oldest_first(Fixture *fixture, gconstpointer data)
{
  (void)data;
  static const char *const names[] = {"c", "a", "b"};
  for (int i = 0; i < 3; i++) {
    write_single(fixture, names[i]);
    g_autofree char *path = file_path(fixture, names[i]);
    struct timespec times[2] = {{100 + i, 0}, {100 + i, 0}};
    g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
  }
  g_autoptr(GPtrArray) all = spool_list(fixture->folder, 10, NULL);
  g_assert_cmpuint(all->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr(all->pdata[i], ==, names[i]);
  g_autoptr(GPtrArray) two = spool_list(fixture->folder, 2, NULL);
  g_assert_cmpuint(two->len, ==, 2);
}

static void
test_spool_set_aside_keeps_every_file(Fixture *fixture, gconstpointer data)
{
  (void)data;
  for (int i = 0; i < 2; i++) {
    write_single(fixture, "one");
    g_assert_true(spool_set_aside(fixture->folder, "one", NULL));
  }
  g_autofree char *first =
      g_build_filename(fixture->folder, "corrupt", "one", NULL);
  g_autofree char *second =
      g_build_filename(fixture->folder, "corrupt", "one.1", NULL);
  g_assert_cmpint(access(first, F_OK), ==, 0);
  g_assert_cmpint(access(second, F_OK), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_false(spool_remove(fixture->folder, "one", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const struct {
    const char *path;
    void (*function)(Fixture *, gconstpointer);
  } rows[] = {
      {"single-is-read-as-written", test_spool_single_is_read_as_written},
      {"unread-bodies-are-skipped", test_spool_unread_bodies_are_skipped},
      {"invisible-until-commit", test_spool_single_is_invisible_until_commit},
      {"left-over-is-replaced", test_spool_left_over_file_is_replaced},
      {"mode-0640", test_spool_files_have_mode_0640},
      {"cut-single-is-never-whole", test_spool_cut_single_is_never_whole},
      {"changed-single-is-never-whole",
       test_spool_changed_single_is_never_whole},
      {"segment-is-followed", test_spool_segment_is_followed},
      {"segment-without-writer-ends", test_spool_segment_without_writer_ends},
      {"torn-batch-is-ignored", test_spool_torn_batch_is_ignored},
      {"segment-gets-full", test_spool_segment_gets_full},
      {"strange-files-are-refused", test_spool_reader_refuses_strange_files},
      {"read-all-stops-at-limit", test_spool_read_all_stops_at_its_limit},
      {"head-has-a-limit", test_spool_head_has_a_limit},
      {"list-is-oldest-first", test_spool_list_is_oldest_first},
      {"set-aside-keeps-every-file", test_spool_set_aside_keeps_every_file},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strconcat("/queue/spool/", rows[i].path, NULL);
    g_test_add(path, Fixture, NULL, fixture_set_up, rows[i].function,
               fixture_tear_down);
  }
  return g_test_run();
}
