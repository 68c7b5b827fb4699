/* SPDX-License-Identifier: Apache-2.0
 *
 * The spool's rig.
 */
#include "tests/support/spool_rig.h"

void
spool_rig_set_up(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  rig->scratch = scratch_new();
  rig->folder = scratch_path(rig->scratch, "spool");
  secret_box_pair_random(&rig->pair);
  g_assert_true(spool_folder_make(rig->folder, NULL));
}

void
spool_rig_tear_down(SpoolRig *rig, gconstpointer data)
{
  (void)data;
  scratch_free(rig->scratch);
  g_free(rig->folder);
}

char *
spool_rig_path(const SpoolRig *rig, const char *name)
{
  return g_build_filename(rig->folder, "new", name, NULL);
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

void
spool_rig_add(SpoolWriter *writer, int number, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = body_make(size);
  json_t *head = json_pack("{s:i}", "number", number);
  g_assert_true(spool_writer_record(writer, head, g_bytes_get_data(body, NULL),
                                    size, &error));
  g_assert_no_error(error);
  json_decref(head);
}

SpoolReader *
spool_rig_open(const SpoolRig *rig, const char *name, GError **error)
{
  g_autofree char *path = spool_rig_path(rig, name);
  return spool_reader_open(path, -1, &rig->pair, error);
}

void
spool_rig_assert_record(SpoolReader *reader, int number, size_t size)
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

void
spool_rig_assert_step(SpoolReader *reader, SpoolStep step)
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

void
spool_rig_add_cases(const char *folder, const SpoolCase *cases)
{
  for (const SpoolCase *row = cases; row->name != NULL; row++) {
    g_autofree char *path = g_strconcat(folder, "/", row->name, NULL);
    g_test_add(path, SpoolRig, NULL, spool_rig_set_up, row->function,
               spool_rig_tear_down);
  }
}
