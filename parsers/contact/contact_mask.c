/* SPDX-License-Identifier: Apache-2.0
 *
 * Which lines of a text are about its writer, and what is left of the others.
 */
#include "parsers/contact/contact_mask.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/contact/contact_private.h"

enum {
  CLOSING_BYTES_MAX = 90, /* a longer line goes on about the matter */
  TOWN_LINE_BYTES_MAX = 60,
};

/* With which letters end; lower case.  What stands before one on its line is
 * kept. */
static const char *const closings[] = {
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "mit freundlichen gruessen",
    "freundlichen gruß",
    "freundliche gruesse",
    "mit besten grüßen",
    "beste grüße",
    "besten gruß",
    "viele grüße",
    "viele gruesse",
    "vielen gruß",
    "liebe grüße",
    "lieben gruß",
    "herzliche grüße",
    "herzlichst",
    "schöne grüße",
    "grüße aus",
    "gruß aus",
    "hochachtungsvoll",
    "kind regards",
    "best regards",
    "warm regards",
    "with regards",
    "yours sincerely",
    "yours faithfully",
    "sincerely yours",
    "best wishes",
};

/* These only where they are the whole line, or all but a name. */
static const char *const short_closings[] = {
    "mfg",     "lg",      "vg",        "bg",     "gruß", "gruss", "grüße",
    "gruesse", "regards", "sincerely", "cheers", "-- ",  "ihr",   "ihre",
};

static size_t
closing_at(const char *line)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  if (strlen(lower) != strlen(line) || strlen(line) > CLOSING_BYTES_MAX)
    return strlen(line);
  for (size_t i = 0; i < G_N_ELEMENTS(closings); i++) {
    const char *found = strstr(lower, closings[i]);
    if (found != NULL)
      return (size_t)(found - lower);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(short_closings); i++) {
    size_t size = strlen(short_closings[i]);
    bool alone = g_str_has_prefix(lower, short_closings[i]) &&
                 (lower[size] == '\0' || lower[size] == ',' ||
                  lower[size] == '!' || lower[size] == '.');
    if (alone && strlen(lower) < 40)
      return 0;
  }
  return strlen(line);
}

static bool
is_postscript(const char *line)
{
  return g_ascii_strncasecmp(line, "PS", 2) == 0 ||
         g_ascii_strncasecmp(line, "P.S.", 4) == 0;
}

/* "17033 Musterhagen" as a line of its own: the end of an address. */
static bool
is_town_line(const char *line)
{
  return strspn(line, "0123456789") == 5 && line[5] == ' ' &&
         g_unichar_isupper(g_utf8_get_char(line + 6)) &&
         strlen(line) <= TOWN_LINE_BYTES_MAX &&
         strpbrk(line + 6, "0123456789?!") == NULL;
}

static char *
mask_line(const char *line, const char *name)
{
  g_autofree char *phrases = contact_mask_phrases(line);
  g_autofree char *plates = contact_mask_plates(phrases);
  g_autofree char *numbers = contact_mask_numbers(plates);
  return name == NULL ? g_steal_pointer(&numbers)
                      : contact_mask_name(numbers, name);
}

/* A letterhead: the town, and the lines above it without a gap. */
static void
mask_letterhead(char **lines, size_t town)
{
  for (size_t n = 0; n < 3 && n <= town; n++) {
    char **line = &lines[town - n];
    if (**line == '\0')
      return;
    g_free(*line);
    *line = g_strdup(n == 0 ? CONTACT_MASK : "");
  }
}

char *
contact_mask(const char *text, const char *name)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GString *kept = g_string_new(NULL);
  bool closed = false;
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_strstrip(lines[i]);
    if (is_town_line(lines[i]))
      mask_letterhead(lines, i);
  }
  for (size_t i = 0; lines[i] != NULL; i++) {
    closed = closed && !is_postscript(lines[i]);
    size_t end = closed ? 0 : closing_at(lines[i]);
    bool ends = !closed && lines[i][end] != '\0';
    lines[i][end] = '\0';
    g_autofree char *masked = mask_line(lines[i], name);
    if (!closed && !(ends && *masked == '\0'))
      g_string_append_printf(kept, "%s\n", masked);
    closed = closed || ends;
  }
  return g_strstrip(g_string_free(kept, FALSE));
}
