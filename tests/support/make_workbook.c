/* SPDX-License-Identifier: Apache-2.0
 *
 * Packing with libzip.
 */
#include "tests/support/make_workbook.h"

#include <string.h>
#include <zip.h>

static void
add_part(zip_t *zip, const char *name, const char *text, const char *password)
{
  /* Borrowed until the archive is closed. */
  zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
  zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_OVERWRITE);
  g_assert_cmpint(index, >=, 0);
  if (password != NULL)
    g_assert_cmpint(zip_file_set_encryption(zip, (zip_uint64_t)index,
                                            ZIP_EM_AES_256, password),
                    ==, 0);
}

static GBytes *
finish(zip_t *zip, zip_source_t *target)
{
  zip_stat_t stat;
  zip_source_keep(target);
  g_assert_cmpint(zip_close(zip), ==, 0);
  g_assert_cmpint(zip_source_stat(target, &stat), ==, 0);
  guint8 *data = g_malloc(stat.size);
  g_assert_cmpint(zip_source_open(target), ==, 0);
  g_assert_cmpint(zip_source_read(target, data, stat.size), ==,
                  (zip_int64_t)stat.size);
  g_assert_cmpint(zip_source_close(target), ==, 0);
  zip_source_free(target);
  return g_bytes_new_take(data, stat.size);
}

GBytes *
make_workbook(const WorkbookPart *parts, size_t count, const char *password)
{
  static const WorkbookPart usual[] = {
      {BOOK, "<workbook" SPACES "><workbookPr/><sheets>"
             "<sheet name='notes' r:id='rId9'/>"
             "<sheet name='Survey' r:id='rId1'/></sheets></workbook>"},
      {RELATIONS, "<Relationships><Relationship Id='rId1' "
                  "Target='worksheets/sheet1.xml'/></Relationships>"},
  };
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
  zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  g_assert_nonnull(zip);
  for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
    add_part(zip, usual[i].name, usual[i].text, password);
  for (size_t i = 0; i < count; i++)
    add_part(zip, parts[i].name, parts[i].text, password);
  GBytes *bytes = finish(zip, target);
  zip_error_fini(&error);
  return bytes;
}
