/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of blanks and tabs, and reports by their ids.
 */
#include "tests/support/danger_texts.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

const char DANGER_TEXTS_HELD_SET[] = "tenth";

/* One half of the texts, whatever their order. */
static bool
is_second_half(const char *text)
{
  return (g_str_hash(text) & 1) != 0;
}

static bool
is_held_set(const char *set)
{
  static const char *const held[] = {"final", "held", "tenth", NULL};
  return g_strv_contains(held, set);
}

static char **
read_lines(const char *path)
{
  g_autofree char *texts = NULL;
  if (!g_file_get_contents(path, &texts, NULL, NULL))
    g_error("%s is missing", path);
  return g_strsplit(texts, "\n", -1);
}

/* Who tells which rows of a file are held back. */
typedef bool (*IsHeld)(const DangerText *text);

static void
read_file(const char *path, IsHeld is_held, DangerTextVisitor visit, void *data)
{
  g_auto(GStrv) lines = read_lines(path);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", -1);
    unsigned count = g_strv_length(parts);
    if (**line == '#' || count < 3)
      continue;
    g_autofree char *text = g_strcompress(parts[count - 1]);
    DangerText row = {.set = parts[0],
                      .language = parts[count - 3],
                      .danger = parts[count - 2],
                      .text = text,
                      .name = text};
    row.held = is_held(&row);
    visit(data, &row);
  }
}

static bool
is_held_own(const DangerText *text)
{
  return is_second_half(text->text);
}

void
danger_texts_own(DangerTextVisitor visit, void *data)
{
  read_file("tests/eval/danger.tsv", is_held_own, visit, data);
}

static bool
is_held_never(const DangerText *text)
{
  (void)text;
  return false;
}

void
danger_texts_taught(DangerTextVisitor visit, void *data)
{
  read_file("tests/eval/danger_taught.tsv", is_held_never, visit, data);
}

static bool
is_held_always(const DangerText *text)
{
  (void)text;
  return true;
}

void
danger_texts_new(DangerTextVisitor visit, void *data)
{
  read_file("tests/eval/danger_new.tsv", is_held_always, visit, data);
}

static bool
is_held_fresh(const DangerText *text)
{
  return is_held_set(text->set);
}

void
danger_texts_fresh(DangerTextVisitor visit, void *data)
{
  read_file("tests/eval/danger_fresh.tsv", is_held_fresh, visit, data);
}

/* --- real reports --------------------------------------------------------- */

/* source/id -> "2" danger or "1" borderline; of the others none. */
static GHashTable *
read_labels(void)
{
  GHashTable *labels =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) lines = read_lines("tests/eval/danger_reports.tsv");
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", 2);
    if (**line != '#' && g_strv_length(parts) == 2)
      g_hash_table_insert(labels, g_strdup(parts[0]), g_strdup(parts[1]));
  }
  return labels;
}

static void
tell_report(const json_t *row, GHashTable *labels, DangerTextVisitor visit,
            void *data)
{
  const char *text = json_text(row, "text");
  if (text == NULL)
    return;
  g_autofree char *id =
      g_strdup_printf("%s/%s", json_text(row, "source"), json_text(row, "id"));
  const char *label = g_hash_table_lookup(labels, id);
  const DangerText report = {.set = "reports",
                             .language = "de",
                             .danger = label == NULL ? "-" : "danger",
                             .text = text,
                             .name = id,
                             .held = is_second_half(id),
                             .borderline = g_strcmp0(label, "1") == 0};
  visit(data, &report);
}

bool
danger_texts_reports(DangerTextVisitor visit, void *data)
{
  g_autofree char *path = shared_data_path("reports/dev.jsonl");
  if (path == NULL)
    return false;
  g_autoptr(GHashTable) labels = read_labels();
  g_auto(GStrv) lines = read_lines(path);
  for (char **line = lines; *line != NULL; line++) {
    json_auto_t *row = json_loads(*line, 0, NULL);
    if (row != NULL)
      tell_report(row, labels, visit, data);
  }
  return true;
}
