/* SPDX-License-Identifier: Apache-2.0
 *
 * Foreign bytes to text.
 */
#include "parsers/clean_text.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/charset/charset.h"

char *
clean_text(const void *bytes, size_t size)
{
  g_autofree char *valid =
      charset_to_utf8(bytes, MIN(size, CLEAN_TEXT_MAX), NULL, NULL);
  g_autofree char *composed =
      g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *out = g_string_new(NULL);
  bool is_marked = g_str_has_prefix(composed, "\xef\xbb\xbf");

  for (const char *p = composed + (is_marked ? 3 : 0); *p;
       p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\t')
      c = ' ';
    if (c == '\n' || !g_unichar_iscntrl(c))
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

char *
clean_line(const void *bytes, size_t size, size_t max)
{
  g_autofree char *text = clean_text(bytes, MIN(size, max));
  char *end = NULL;

  g_strdelimit(text, "\n", ' ');
  if (strlen(text) > max) {
    end = g_utf8_find_prev_char(text, text + max);
    *(end ? end : text) = '\0';
  }
  return g_strdup(g_strstrip(text));
}
