/* SPDX-License-Identifier: Apache-2.0
 *
 * Blobs: read as written, never accepted when cut or changed.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/blob.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  char name[BLOB_NAME_LENGTH + 1];
  SecretKey key;
} Fixture;

static void
fixture_set_up(Fixture *fixture, gconstpointer data)
{
  (void)data;
  fixture->scratch = scratch_new();
}

static void
fixture_tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  scratch_free(fixture->scratch);
}

static void
write_blob(Fixture *fixture, size_t size, size_t piece)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BlobWriter) writer =
      blob_writer_new(fixture->scratch->folder, &error);
  g_assert_no_error(error);
  g_autofree uint8_t *bytes = g_malloc(piece);
  for (size_t at = 0; at < size; at += piece) {
    for (size_t i = 0; i < piece; i++)
      bytes[i] = (uint8_t)((at + i) % 251);
    g_assert_true(
        blob_writer_append(writer, bytes, MIN(piece, size - at), &error));
  }
  g_assert_true(
      blob_writer_commit(writer, NULL, fixture->name, &fixture->key, &error));
  g_assert_no_error(error);
}

/* The size read up to the proven end; -1 when it is not whole. */
static ssize_t
read_blob(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BlobReader) reader = blob_reader_open(
      fixture->scratch->folder, fixture->name, &fixture->key, &error);
  ssize_t total = 0, count = -1;
  uint8_t bytes[BLOB_CHUNK_BYTES];
  while (reader && (count = blob_reader_read(reader, bytes, &error)) > 0)
    for (ssize_t i = 0; i < count; i++, total++)
      if (bytes[i] != total % 251)
        return -2;
  if (count < 0)
    g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  return count < 0 ? -1 : total;
}

static char *
blob_file(const Fixture *fixture)
{
  return scratch_path(fixture->scratch, fixture->name);
}

static void
test_blob_is_read_as_written(Fixture *fixture, gconstpointer data)
{
  (void)data;
  static const struct {
    size_t size, piece;
  } rows[] = {
      {0, 1},
      {1, 1},
      {BLOB_CHUNK_BYTES - 1, 1000},
      {BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES},
      {BLOB_CHUNK_BYTES + 1, 4096},
      {2 * BLOB_CHUNK_BYTES, 1000000},
      {1000003, 77777},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_blob(fixture, rows[i].size, rows[i].piece);
    g_assert_cmpint(read_blob(fixture), ==, (gint64)rows[i].size);
  }
}

static void
test_blob_cut_is_corrupt(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_blob(fixture, 2 * BLOB_CHUNK_BYTES, 4096);
  g_autofree char *path = blob_file(fixture);
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_cmpint(truncate(path, status.st_size + 1), ==, 0);
  g_assert_cmpint(read_blob(fixture), ==, -1);
  for (off_t size = status.st_size - 1; size >= 0; size -= 512) {
    g_assert_cmpint(truncate(path, size), ==, 0);
    g_assert_cmpint(read_blob(fixture), ==, -1);
  }
}

static void
test_blob_changed_is_corrupt(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_blob(fixture, 100, 100);
  g_autofree char *path = blob_file(fixture);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    bytes[i] ^= 1;
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_assert_cmpint(read_blob(fixture), ==, -1);
    bytes[i] ^= 1;
  }
}

static void
test_blob_uncommitted_leaves_nothing(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_autoptr(BlobWriter) writer =
      blob_writer_new(fixture->scratch->folder, NULL);
  g_assert_true(blob_writer_append(writer, "abc", 3, NULL));
  g_clear_pointer(&writer, blob_writer_free);
  g_autofree char *folder = scratch_path(fixture->scratch, "tmp");
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_null(g_dir_read_name(dir));
}

static void
test_blob_remove_and_missing(Fixture *fixture, gconstpointer data)
{
  (void)data;
  write_blob(fixture, 10, 10);
  const char *folder = fixture->scratch->folder;
  g_assert_true(blob_remove(folder, fixture->name, NULL));
  static const char *const rows[] = {NULL, "", "../../etc/passwd", "ab"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *name = rows[i] ? rows[i] : fixture->name;
    g_autoptr(GError) error = NULL;
    g_assert_null(blob_reader_open(folder, name, &fixture->key, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
    g_clear_error(&error);
    g_assert_false(blob_remove(folder, name, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
  }
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
      {"is-read-as-written", test_blob_is_read_as_written},
      {"cut-is-corrupt", test_blob_cut_is_corrupt},
      {"changed-is-corrupt", test_blob_changed_is_corrupt},
      {"uncommitted-leaves-nothing", test_blob_uncommitted_leaves_nothing},
      {"remove-and-missing", test_blob_remove_and_missing},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strconcat("/queue/blob/", rows[i].path, NULL);
    g_test_add(path, Fixture, NULL, fixture_set_up, rows[i].function,
               fixture_tear_down);
  }
  return g_test_run();
}
