/* SPDX-License-Identifier: Apache-2.0
 *
 * Spool files: what is written is read, what is cut off is never taken whole.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/spool_rig.h"

static const size_t body_sizes[] = {0,
                                    1,
                                    100,
                                    SPOOL_CHUNK_BYTES - 1,
                                    SPOOL_CHUNK_BYTES,
                                    SPOOL_CHUNK_BYTES + 1,
                                    3 * SPOOL_CHUNK_BYTES,
                                    1000003};

static void
write_single(const SpoolRig *rig, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(rig->folder, name, &rig->pair.public_key, &error);
  g_assert_no_error(error);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    spool_rig_add(writer, (int)i, body_sizes[i]);
  g_assert_true(spool_writer_commit(writer, &error));
  g_assert_no_error(error);
}

static void
test_spool_single_is_read_as_written(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  write_single(rig, "one");
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "one", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    spool_rig_assert_record(reader, (int)i, body_sizes[i]);
  spool_rig_assert_step(reader, SPOOL_STEP_END);
  spool_rig_assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_unread_bodies_are_skipped(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  write_single(rig, "one");
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "one", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(body_sizes); i++)
    spool_rig_assert_step(reader, SPOOL_STEP_RECORD);
  spool_rig_assert_step(reader, SPOOL_STEP_END);
}

static void
test_spool_single_is_invisible_until_commit(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autofree char *path = spool_rig_path(rig, "one");
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(rig->folder, "one", &rig->pair.public_key, NULL);
  spool_rig_add(writer, 1, 300000);
  g_assert_cmpint(access(path, F_OK), !=, 0);
  g_clear_pointer(&writer, spool_writer_free);
  g_assert_cmpint(access(path, F_OK), !=, 0);
  g_autoptr(GPtrArray) names = spool_list(rig->folder, 10, NULL);
  g_assert_cmpuint(names->len, ==, 0);
}

static void
test_spool_left_over_file_is_replaced(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autofree char *left = g_build_filename(rig->folder, "tmp", "one", NULL);
  g_assert_true(g_file_set_contents(left, "torn", -1, NULL));
  write_single(rig, "one");
  g_assert_true(g_file_set_contents(left, "torn", -1, NULL));
  g_assert_true(spool_sweep(rig->folder, NULL));
  g_assert_cmpint(access(left, F_OK), !=, 0);
}

static void
test_spool_files_have_mode_0640(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  mode_t before = umask(0077);
  write_single(rig, "one");
  umask(before);
  g_autofree char *path = spool_rig_path(rig, "one");
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 07777, ==, 0640);
}

/* True when every step of reading succeeds up to the proven end. */
static bool
is_whole(const SpoolRig *rig, const char *name)
{
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, name, NULL);
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
test_spool_cut_single_is_never_whole(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  write_single(rig, "one");
  g_assert_true(is_whole(rig, "one"));
  g_autofree char *path = spool_rig_path(rig, "one");
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(truncate(path, status.st_size - 1), ==, 0);
  g_assert_false(is_whole(rig, "one"));
  for (off_t size = status.st_size / 512 * 512; size >= 0; size -= 512) {
    g_assert_cmpint(truncate(path, size), ==, 0);
    g_assert_false(is_whole(rig, "one"));
  }
}

static void
test_spool_changed_single_is_never_whole(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(rig->folder, "one", &rig->pair.public_key, NULL);
  spool_rig_add(writer, 1, 40);
  spool_rig_add(writer, 2, 0);
  g_assert_true(spool_writer_commit(writer, NULL));
  g_autofree char *path = spool_rig_path(rig, "one");
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    bytes[i] ^= 0x40;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_assert_false(is_whole(rig, "one"));
    bytes[i] ^= 0x40;
  }
  g_autofree char *longer = g_malloc0(size + 1);
  memcpy(longer, bytes, size);
  g_assert_true(g_file_set_contents(path, longer, (gssize)size + 1, NULL));
  g_assert_false(is_whole(rig, "one"));
}

static void
test_spool_reader_refuses_strange_files(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  write_single(rig, "one");
  g_autofree char *path = spool_rig_path(rig, "one");
  g_autofree char *link = spool_rig_path(rig, "link");
  g_autofree char *fifo = spool_rig_path(rig, "fifo");
  g_assert_cmpint(symlink(path, link), ==, 0);
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_null(spool_reader_open(link, -1, &rig->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(spool_reader_open(fifo, -1, &rig->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(
      spool_reader_open(path, (long)getuid() + 1, &rig->pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_null(spool_rig_open(rig, "absent", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
  g_clear_error(&error);
  SecretBoxPair other;
  secret_box_pair_random(&other);
  g_assert_null(spool_reader_open(path, -1, &other, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, (long)getuid(), &rig->pair, NULL);
  g_assert_nonnull(reader);
}

static void
test_spool_read_all_stops_at_its_limit(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  write_single(rig, "one");
  g_autoptr(SpoolReader) reader = spool_rig_open(rig, "one", NULL);
  for (int i = 0; i < 3; i++)
    spool_rig_assert_step(reader, SPOOL_STEP_RECORD);
  g_autoptr(GError) error = NULL;
  g_assert_null(spool_reader_read_all(reader, 99, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_spool_head_has_a_limit(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(rig->folder, "one", &rig->pair.public_key, NULL);
  g_autofree char *text = g_strnfill(SPOOL_HEAD_BYTES, 'x');
  json_t *head = json_pack("{s:s}", "text", text);
  g_autoptr(GError) error = NULL;
  g_assert_false(spool_writer_record(writer, head, NULL, 0, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  json_decref(head);
  spool_rig_add(writer, 1, 1); /* nothing was written before */
  g_assert_true(spool_writer_commit(writer, NULL));
  g_assert_true(is_whole(rig, "one"));
}

static void
test_spool_list_is_oldest_first(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  static const char *const names[] = {"c", "a", "b"};
  for (int i = 0; i < 3; i++) {
    write_single(rig, names[i]);
    g_autofree char *path = spool_rig_path(rig, names[i]);
    struct timespec times[2] = {{100 + i, 0}, {100 + i, 0}};
    g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
  }
  g_autoptr(GPtrArray) all = spool_list(rig->folder, 10, NULL);
  g_assert_cmpuint(all->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr(all->pdata[i], ==, names[i]);
  g_autoptr(GPtrArray) two = spool_list(rig->folder, 2, NULL);
  g_assert_cmpuint(two->len, ==, 2);
}

static void
test_spool_set_aside_keeps_every_file(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  for (int i = 0; i < 2; i++) {
    write_single(rig, "one");
    g_assert_true(spool_set_aside(rig->folder, "one", NULL));
  }
  g_autofree char *first =
      g_build_filename(rig->folder, "corrupt", "one", NULL);
  g_autofree char *second =
      g_build_filename(rig->folder, "corrupt", "one.1", NULL);
  g_assert_cmpint(access(first, F_OK), ==, 0);
  g_assert_cmpint(access(second, F_OK), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_false(spool_remove(rig->folder, "one", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const SpoolCase cases[] = {
      {"single-is-read-as-written", test_spool_single_is_read_as_written},
      {"unread-bodies-are-skipped", test_spool_unread_bodies_are_skipped},
      {"invisible-until-commit", test_spool_single_is_invisible_until_commit},
      {"left-over-is-replaced", test_spool_left_over_file_is_replaced},
      {"mode-0640", test_spool_files_have_mode_0640},
      {"cut-single-is-never-whole", test_spool_cut_single_is_never_whole},
      {"changed-single-is-never-whole",
       test_spool_changed_single_is_never_whole},
      {"strange-files-are-refused", test_spool_reader_refuses_strange_files},
      {"read-all-stops-at-limit", test_spool_read_all_stops_at_its_limit},
      {"head-has-a-limit", test_spool_head_has_a_limit},
      {"list-is-oldest-first", test_spool_list_is_oldest_first},
      {"set-aside-keeps-every-file", test_spool_set_aside_keeps_every_file},
      {NULL, NULL},
  };
  spool_rig_add_cases("/queue/spool", cases);
  return g_test_run();
}
