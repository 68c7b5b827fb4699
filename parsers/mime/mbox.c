/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the lines.
 */
#include "parsers/mime/mbox.h"

#include <stdbool.h>
#include <string.h>

static const char MARK[] = "From ";

static bool
begins_with_mark(const char *line, gsize size)
{
  return size >= strlen(MARK) && memcmp(line, MARK, strlen(MARK)) == 0;
}

/* ">From ", ">>From ": quoted so that no reader takes it for a new mail. */
static bool
is_quoted_mark(const char *line, gsize size)
{
  gsize marks = 0;
  while (marks < size && line[marks] == '>')
    marks++;
  return marks > 0 && begins_with_mark(line + marks, size - marks);
}

static bool
is_empty(const char *line, gsize size)
{
  return size == 0 || (size == 1 && line[0] == '\n') ||
         (size == 2 && line[0] == '\r' && line[1] == '\n');
}

GPtrArray *
mbox_split(GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  GPtrArray *mails =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  if (!begins_with_mark(text, size)) {
    g_ptr_array_add(mails, g_bytes_ref(bytes));
    return mails;
  }
  GByteArray *mail = NULL;
  bool after_empty = true;
  for (gsize at = 0; at < size;) {
    const char *line = text + at;
    const char *end = memchr(line, '\n', size - at);
    gsize length = end == NULL ? size - at : (gsize)(end - line) + 1;
    at += length;
    if (after_empty && begins_with_mark(line, length)) {
      if (mail != NULL)
        g_ptr_array_add(mails, g_byte_array_free_to_bytes(mail));
      mail = g_byte_array_new();
    } else {
      gsize quoted = is_quoted_mark(line, length) ? 1 : 0;
      g_byte_array_append(mail, (const guint8 *)line + quoted,
                          (guint)(length - quoted));
    }
    after_empty = is_empty(line, length);
  }
  g_ptr_array_add(mails, g_byte_array_free_to_bytes(mail));
  return mails;
}
