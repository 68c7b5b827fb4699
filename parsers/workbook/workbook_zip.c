/* SPDX-License-Identifier: Apache-2.0
 *
 * The archive around the parts, by libzip.
 */
#include <string.h>

#include "parsers/workbook/workbook.h"
#include "parsers/workbook/workbook_private.h"

enum { CHUNK = 64 << 10 };

/* What programs of another kind begin with. */
static const char *
why_no_workbook(GBytes *bytes)
{
  static const char ole[] = "\xD0\xCF\x11\xE0";
  size_t size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  return size >= sizeof ole - 1 && memcmp(data, ole, sizeof ole - 1) == 0
             ? "the file has a password, or is an old .xls – save it as .xlsx "
               "without a password"
             : "the file is no workbook (.xlsx), or is damaged – save it again";
}

zip_t *
workbook_zip_open(GBytes *bytes, const char *file, Problems *problems)
{
  size_t size = 0;
  const void *data = g_bytes_get_data(bytes, &size);
  zip_t *zip = NULL;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(data, size, 0, &error);
  if (source != NULL)
    zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == NULL) {
    zip_source_free(source);
    problems_add(problems, (FilePosition){file, 0, 0}, "%s",
                 why_no_workbook(bytes));
  }
  zip_error_fini(&error);
  return zip;
}

bool
workbook_zip_has(const Workbook *book, const char *part)
{
  return zip_name_locate(book->zip, part, ZIP_FL_NOCASE) >= 0;
}

/* Headers lie about sizes: what comes out is counted.  False: it is too much or
 * damaged, which is told. */
static bool
read_all(Workbook *book, zip_file_t *file, const char *part, GByteArray *out)
{
  g_autofree guint8 *chunk = g_malloc(CHUNK);
  FilePosition place = {book->file, 0, 0};
  zip_int64_t size;
  while ((size = zip_fread(file, chunk, CHUNK)) > 0) {
    book->unpacked += (size_t)size;
    if (book->unpacked > WORKBOOK_UNPACKED_MAX) {
      problems_add(book->problems, place,
                   "unpacked, the workbook is larger than %d MiB – no form is",
                   WORKBOOK_UNPACKED_MAX >> 20);
      return false;
    }
    g_byte_array_append(out, chunk, (guint)size);
  }
  if (size < 0)
    problems_add(book->problems, place,
                 "the part %s is damaged – save the workbook again", part);
  return size == 0;
}

GByteArray *
workbook_zip_read(Workbook *book, const char *part)
{
  zip_int64_t index = zip_name_locate(book->zip, part, ZIP_FL_NOCASE);
  zip_file_t *file =
      index < 0 ? NULL : zip_fopen_index(book->zip, (zip_uint64_t)index, 0);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  if (file == NULL) {
    problems_add(book->problems, (FilePosition){book->file, 0, 0},
                 "the part %s cannot be read (%s) – save the workbook again, "
                 "without a password",
                 part, index < 0 ? "missing" : zip_strerror(book->zip));
    return NULL;
  }
  bool ok = read_all(book, file, part, bytes);
  (void)zip_fclose(file); /* only read: what came is judged already */
  return ok ? g_steal_pointer(&bytes) : NULL;
}
