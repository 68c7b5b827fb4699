/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks at the first bytes, and at all of them only where no line feed comes.
 */
#include "parsers/mime/mend.h"

#include <stdbool.h>
#include <string.h>

/* How many bytes of a mark and of empty lines stand before the header. */
static size_t
size_before_header(const char *text, size_t size)
{
  static const char mark[] = "\xef\xbb\xbf"; /* UTF-8's */
  size_t at = 0;
  if (size >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0)
    at = sizeof mark - 1;
  while (at < size && (text[at] == '\r' || text[at] == '\n'))
    at++;
  return at;
}

static bool
ends_lines_in_cr(const char *text, size_t size)
{
  return size > 0 && memchr(text, '\n', size) == NULL &&
         memchr(text, '\r', size) != NULL;
}

GBytes *
mime_mend(GBytes *raw)
{
  gsize size = 0;
  const char *text = g_bytes_get_data(raw, &size);
  size_t before = size_before_header(text, size);
  if (before == size)
    return g_bytes_new_static("", 0); /* never NULL, as memchr(3) wants it */
  if (!ends_lines_in_cr(text, size))
    return before == 0 ? g_bytes_ref(raw)
                       : g_bytes_new_from_bytes(raw, before, size - before);
  char *lines = g_memdup2(text + before, size - before);
  for (size_t i = 0; i < size - before; i++)
    if (lines[i] == '\r')
      lines[i] = '\n';
  return g_bytes_new_take(lines, size - before);
}
