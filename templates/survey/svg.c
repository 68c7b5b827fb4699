/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts in pictures.
 */
#include "templates/survey/svg.h"

#include <stdbool.h>
#include <string.h>

char *
svg_escape(const char *text)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= ' ' && (c < 0x7f || c > 0x9f) && c != 0xfffe && c != 0xffff)
      g_string_append_unichar(plain, c);
    else
      g_string_append_c(plain, ' ');
  }
  return g_markup_escape_text(plain->str, (gssize)plain->len);
}

/* Where the line that begins at `text` ends. */
static const char *
line_end(const char *text, glong width)
{
  const char *blank = NULL, *p = text;
  for (glong i = 0; *p != '\0'; i++, p = g_utf8_next_char(p)) {
    if (*p == '\n')
      return p;
    if (*p == ' ')
      blank = p;
    if (i == width)
      return blank != NULL ? blank : p;
  }
  return p;
}

GStrv
svg_wrap(const char *text, glong width)
{
  GPtrArray *lines = g_ptr_array_new();
  g_assert(width > 0);
  while (*(text += strspn(text, " \n")) != '\0') {
    const char *end = line_end(text, width);
    g_ptr_array_add(lines, g_strndup(text, (size_t)(end - text)));
    text = end;
  }
  g_ptr_array_add(lines, NULL);
  return (GStrv)g_ptr_array_free(lines, FALSE);
}

guint
svg_append_text(GString *out, const SvgText *how, const char *text)
{
  g_auto(GStrv) lines = svg_wrap(text, how->width);
  guint count = 0;
  for (;
       lines[count] != NULL && (how->lines_max == 0 || count < how->lines_max);
       count++) {
    bool is_cut = count + 1 == how->lines_max && lines[count + 1] != NULL;
    g_autofree char *whole = g_strconcat(lines[count], is_cut ? "…" : "", NULL);
    g_autofree char *line = svg_escape(whole);
    char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(
        out, "<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>\n",
        g_ascii_formatd(x, sizeof x, "%.2f", how->x),
        g_ascii_formatd(y, sizeof y, "%.2f", how->y + count * how->line),
        how->class, line);
  }
  return count;
}
