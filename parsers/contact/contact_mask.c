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
  NAME_WORDS_MAX = 4,    /* below a closing, of whoever signs */
  CLOSING_WORDS_MAX = 3, /* "mit freundlichen Grüßen" */
};

/* For whom the words are. */
typedef enum Reader {
  READER_OUTSIDE,
  READER_HELPS,
  READER_SEARCHES,
} Reader;

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
mask_line(const char *line, const char *name, Reader reader)
{
  g_autofree char *phrases =
      contact_mask_phrases(line, reader != READER_OUTSIDE);
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

/* Below a closing: "Hinter dem Tor 3", "Kommen Sie schnell, es brennt noch". */
static bool
is_more_than_name(const char *line, bool closes)
{
  unsigned words_max = NAME_WORDS_MAX + (closes ? CLOSING_WORDS_MAX : 0);
  g_auto(GStrv) words = g_strsplit_set(line, " ,\t", -1);
  unsigned count = 0;
  for (size_t i = 0; words[i] != NULL; i++)
    count += *words[i] != '\0' ? 1 : 0;
  return count > words_max || strpbrk(line, "0123456789") != NULL;
}

/* What is left of a line that stands below a closing, or begins with one. */
static void
cut(char *line, size_t end, bool closed, Reader reader)
{
  if (reader != READER_SEARCHES || !is_more_than_name(line + end, !closed))
    line[end] = '\0';
}

static char *
mask(const char *text, const char *name, Reader reader)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GString *kept = g_string_new(NULL);
  bool closed = false;
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_strstrip(lines[i]);
    if (reader != READER_SEARCHES && is_town_line(lines[i]))
      mask_letterhead(lines, i);
  }
  for (size_t i = 0; lines[i] != NULL; i++) {
    closed = closed && !is_postscript(lines[i]);
    size_t end = closed ? 0 : closing_at(lines[i]);
    bool ends = closed || lines[i][end] != '\0';
    cut(lines[i], end, closed, reader);
    g_autofree char *masked = mask_line(lines[i], name, reader);
    if (!(ends && *masked == '\0'))
      g_string_append_printf(kept, "%s\n", masked);
    closed = ends;
  }
  return g_strstrip(g_string_free(kept, FALSE));
}

char *
contact_mask(const char *text, const char *name)
{
  return mask(text, name, READER_OUTSIDE);
}

char *
contact_mask_for_help(const char *text, const char *name, bool searches)
{
  return mask(text, name, searches ? READER_SEARCHES : READER_HELPS);
}

char *
contact_mask_reach(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_steal_pointer(&lines[i]);
    lines[i] = contact_mask_numbers(line);
  }
  return g_strjoinv("\n", lines);
}
