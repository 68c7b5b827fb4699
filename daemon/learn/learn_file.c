/* SPDX-License-Identifier: Apache-2.0
 *
 * Line by line; what is wrong with one does not spoil the others.
 */
#include "daemon/learn/learn_file.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "parsers/config/town_route.h"
#include "parsers/json_text.h"

static void
line_free(void *data)
{
  LearnLine *line = data;
  g_free(line->text);
  g_free(line->category);
  g_free(line->contact);
  g_free(line);
}

void
learn_lines_free(LearnLines *lines)
{
  if (lines == NULL)
    return;
  g_ptr_array_unref(lines->rows);
  g_free(lines);
}

/* Degrees that lie on the earth, both or none. */
static void
take_point(const json_t *row, Place *out)
{
  const json_t *latitude = json_object_get(row, "latitude");
  const json_t *longitude = json_object_get(row, "longitude");
  out->latitude = json_number_value(latitude);
  out->longitude = json_number_value(longitude);
  out->has_point = json_is_number(latitude) && json_is_number(longitude) &&
                   fabs(out->latitude) <= 90 && fabs(out->longitude) <= 180;
}

static void
take_line(LearnLines *lines, const char *json, unsigned number)
{
  json_auto_t *row = json_loads(json, 0, NULL);
  const char *text = json_text(row, "text");
  bool has_text = text != NULL && strspn(text, " \t\r\n") < strlen(text);
  lines->no_json += !json_is_object(row);
  lines->no_text += json_is_object(row) && !has_text;
  if (!has_text && lines->first_bad == 0)
    lines->first_bad = number;
  if (!has_text)
    return;
  LearnLine *line = g_new0(LearnLine, 1);
  line->number = number;
  line->text = g_strdup(text);
  line->category = g_strdup(json_text(row, "category"));
  line->contact = g_strdup(json_text(row, "contact"));
  take_point(row, &line->point);
  g_ptr_array_add(lines->rows, line);
}

static FILE *
open_file(const char *path, GError **error)
{
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
  if (file == NULL)
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s",
                g_strerror(errno));
  return file;
}

LearnLines *
learn_lines_read(const char *path, GError **error)
{
  FILE *file = open_file(path, error);
  if (file == NULL)
    return NULL;
  LearnLines *lines = g_new0(LearnLines, 1);
  lines->rows = g_ptr_array_new_with_free_func(line_free);
  char *line = NULL;
  size_t size = 0;
  for (unsigned number = 1; getline(&line, &size, file) > 0; number++)
    take_line(lines, line, number);
  free(line);
  int failed = ferror(file) ? errno : 0;
  if (file != stdin)
    (void)fclose(file); /* it was only read */
  if (failed == 0)
    return lines;
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(failed), "%s",
              g_strerror(failed));
  learn_lines_free(lines);
  return NULL;
}

/* Lines without a contact are everyone's own. */
static uint64_t
contact_of(const LearnLine *line, const LearnKey *key)
{
  if (line->contact == NULL)
    return line->number;
  return learn_hash(key, line->contact, strlen(line->contact));
}

GPtrArray *
learn_lines_texts(const LearnLines *lines, const Town *town,
                  const LearnKey *key, GHashTable **out_unknown)
{
  GPtrArray *texts =
      g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
  GHashTable *unknown =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < lines->rows->len; i++) {
    const LearnLine *line = lines->rows->pdata[i];
    const char *id = line->category == NULL ? "" : line->category;
    const Category *category = town_category(town, id);
    guint place = 0;
    if (!g_ptr_array_find(town->categories, category, &place)) {
      guint before = GPOINTER_TO_UINT(g_hash_table_lookup(unknown, id));
      g_hash_table_insert(unknown, g_strdup(id), GUINT_TO_POINTER(before + 1));
      continue;
    }
    g_autoptr(TownRoute) route = town_route(town, line->text);
    LearnText *text = g_new0(LearnText, 1);
    text->features = learn_features(line->text, key);
    text->words = g_steal_pointer(&route->scores);
    text->category = place;
    text->contact = contact_of(line, key);
    g_ptr_array_add(texts, text);
  }
  *out_unknown = unknown;
  return texts;
}
