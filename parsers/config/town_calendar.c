/* SPDX-License-Identifier: Apache-2.0
 *
 * Closing days of both files become one list.
 */
#include "parsers/config/town_calendar.h"

#include "parsers/config/closing.h"
#include "parsers/config/csv_tree.h"
#include "parsers/config/town_schema.h"

WorkingCalendar
town_calendar(const Town *town)
{
  return (WorkingCalendar){town->ags, town->holidays, town->closed};
}

int
town_calendar_missing_year(const Town *town, GDateTime *local)
{
  CalendarDay today;
  g_date_time_get_ymd(local, &today.year, &today.month, &today.day);
  return closing_missing_year(town->closed, today);
}

static void
check_row(const ClosedDays *row, const YamlNode *map, Problems *problems)
{
  const char *wrong = closing_check(row);
  if (wrong != NULL)
    problems_add(problems, yaml_node_place(map, "until"), "%s", wrong);
}

/* The rows that were read from `list` last. */
static void
check_rows(const Town *town, const YamlNode *list, Problems *problems)
{
  guint first = town->closed->len - list->items->len;
  for (guint i = 0; i < list->items->len; i++) {
    const YamlNode *map = list->items->pdata[i];
    if (map->kind == YAML_KIND_MAP) /* else it was reported */
      check_row(town->closed->pdata[first + i], map, problems);
  }
}

static void
add_table(Town *town, GBytes *bytes, Problems *problems)
{
  SchemaContext context = {.problems = problems, .directory = "/"};
  g_autoptr(YamlTree) tree =
      csv_tree_parse(bytes, CLOSED_FILE, &closed_schema, problems);
  const YamlNode *list = yaml_tree_root(tree);
  for (guint i = 0; i < list->items->len; i++)
    g_ptr_array_add(town->closed, schema_read(&closed_schema,
                                              list->items->pdata[i], &context));
  check_rows(town, list, problems);
}

void
town_calendar_read(Town *town, GHashTable *files, const YamlNode *root,
                   Problems *problems)
{
  const YamlNode *list = root == NULL ? NULL : yaml_node_get(root, "closed");
  GBytes *bytes = g_hash_table_lookup(files, CLOSED_FILE);
  if (list != NULL && list->kind == YAML_KIND_LIST)
    check_rows(town, list, problems);
  if (bytes != NULL)
    add_table(town, bytes, problems);
}
