/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of dangers, shipped and the town's, and their patterns.
 */
#include "parsers/danger/danger.h"

#include "parsers/danger/danger_private.h"
#include "parsers/danger/danger_scale.h"
#include "parsers/phrases/phrase_rows.h"
#include "parsers/resource.h"

static void
check_rule(void *row, const YamlNode *node, Problems *problems)
{
  const DangerRule *rule = row;
  if (rule->enabled && !rule->weighed && rule->words->len == 0 &&
      rule->ignore->len == 0 && node->kind == YAML_KIND_MAP)
    problems_add(problems, node->place,
                 "there are no words – give 'words', or 'enabled: false' to "
                 "switch a shipped row off");
}

static const PhraseRowType row_type = {
    .schema = &danger_schema,
    .shipped = "templates/danger.yaml",
    .check = check_rule,
};

void
danger_table_free(DangerTable *table)
{
  if (table == NULL)
    return;
  phrase_rows_free(&row_type, table->rules);
  g_clear_pointer(&table->phrases, phrase_set_free);
  g_clear_pointer(&table->scale, danger_scale_free);
  g_clear_pointer(&table->taken, phrase_set_free);
  phrase_rows_free(&row_type, table->shipped);
  g_free(table);
}

static void
compile(DangerTable *table, FilePosition place, Problems *problems)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(PhraseRow));
  for (unsigned i = 0; i < table->rules->len; i++) {
    const DangerRule *rule = table->rules->pdata[i];
    const PhraseRow off = {.id = ""};
    const PhraseRow on = {rule->id, rule->group, rule->words, rule->ignore};
    g_array_append_vals(rows, rule->enabled ? &on : &off, 1);
  }
  table->phrases = phrase_set_new_forgiving(
      (const PhraseRow *)(const void *)rows->data, rows->len, place, problems);
}

static void
set_scale(DangerTable *table)
{
  for (unsigned i = 0; i < table->rules->len; i++) {
    const DangerRule *rule = table->rules->pdata[i];
    if (rule->weighed && rule->enabled)
      table->weighed = rule;
  }
  const Resource *weights = resource_find("templates/danger-weights.txt");
  g_assert(weights != NULL);
  table->scale = danger_scale_new(weights->begin);
}

static bool
names_row(const YamlNode *town, const char *id)
{
  for (unsigned i = 0; i < town->items->len; i++) {
    const YamlNode *named = yaml_node_get(town->items->pdata[i], "id");
    if (named != NULL && g_strcmp0(named->text, id) == 0)
      return true;
  }
  return false;
}

/* Shipped rows that the town has replaced or switched off. */
static unsigned
add_replaced(const DangerTable *table, const YamlNode *town, GArray *rows)
{
  unsigned count = 0;
  for (unsigned i = 0; i < table->shipped->len; i++) {
    const DangerRule *rule = table->shipped->pdata[i];
    bool replaced = !rule->group && !rule->half && names_row(town, rule->id);
    const PhraseRow off = {.id = ""};
    const PhraseRow on = {rule->id, rule->group, rule->words, rule->ignore};
    g_array_append_vals(rows, replaced || rule->group ? &on : &off, 1);
    count += replaced;
  }
  return count;
}

/* Names of its inns and streets. */
static unsigned
add_ignored(const DangerTable *table, const YamlNode *town, GArray *rows)
{
  unsigned count = 0;
  for (unsigned i = 0; i < table->rules->len; i++) {
    const DangerRule *rule = table->rules->pdata[i];
    const PhraseRow ignored = {.id = rule->id, .words = rule->ignore};
    if (rule->ignore->len > 0 && names_row(town, rule->id)) {
      g_array_append_val(rows, ignored);
      count++;
    }
  }
  return count;
}

/* A town that does not want to be called for syringes means it however somebody
 * writes of them. */
static void
set_taken(DangerTable *table, const YamlNode *town)
{
  g_autoptr(Problems) problems = problems_new(); /* told of before */
  g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(PhraseRow));
  table->shipped = phrase_rows_read(&row_type, NULL, problems);
  unsigned count = add_replaced(table, town, rows);
  count += add_ignored(table, town, rows);
  const FilePosition place = {row_type.shipped, 0, 0};
  if (count > 0)
    table->taken =
        phrase_set_new_forgiving((const PhraseRow *)(const void *)rows->data,
                                 rows->len, place, problems);
}

DangerTable *
danger_table_new(const YamlNode *town, Problems *problems)
{
  DangerTable *table = g_new0(DangerTable, 1);
  table->rules = phrase_rows_read(&row_type, town, problems);
  const FilePosition shipped = {row_type.shipped, 0, 0};
  compile(table, town != NULL ? town->place : shipped, problems);
  set_scale(table);
  if (town != NULL)
    set_taken(table, town);
  return table;
}

const DangerRule *
danger_table_find(const DangerTable *table, const char *id)
{
  const DangerRule *rule = phrase_rows_find(table->rules, id);
  return rule != NULL && rule->enabled && !rule->group && !rule->half ? rule
                                                                      : NULL;
}

const char *
danger_rule_name(const DangerRule *rule, const char *language)
{
  return phrase_row_name(rule->names, rule->id, language);
}

void
danger_hit_clear(DangerHit *hit)
{
  g_clear_pointer(&hit->pattern, g_free);
  g_clear_pointer(&hit->words, g_free);
}
