/* SPDX-License-Identifier: Apache-2.0
 *
 * What the shipped table of dangers finds: in our own texts
 * (tests/eval/danger.tsv), of which only one half is looked at while words are
 * chosen; in those of which none was (tests/eval/danger_new.tsv); in those
 * written before anybody knew the words (tests/eval/danger_fresh.tsv); and in
 * real reports (tests/eval/danger_reports.tsv), halved likewise.
 */
#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "parsers/danger/danger.h"
#include "tests/support/eval.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static const char SET[] = "danger";

typedef struct Count {
  unsigned dangers, found, named; /* texts of dangers, and of them */
  unsigned calm, alarms;          /* texts without one, and of them */
} Count;

typedef struct Eval {
  const DangerTable *table;
  Count tuned, held;
  GHashTable *kinds; /* danger -> Count */
  GHashTable *languages;
} Eval;

static void
count(Count *counts, const char *danger, const char *found)
{
  if (strcmp(danger, "-") == 0) {
    counts->calm++;
    counts->alarms += found != NULL;
  } else {
    counts->dangers++;
    counts->found += found != NULL;
    counts->named += g_strcmp0(danger, found) == 0;
  }
}

static Count *
count_of(GHashTable *counts, const char *key)
{
  Count *one = g_hash_table_lookup(counts, key);
  if (one == NULL) {
    one = g_new0(Count, 1);
    g_hash_table_insert(counts, g_strdup(key), one);
  }
  return one;
}

/* The id of what a text tells of, and why; NULL: nothing. */
static const char *
ask(const DangerTable *table, const char *text, char **out_why)
{
  g_auto(DangerHit) hit = {0};
  if (!danger_match(table, text, &hit)) {
    *out_why = g_strdup("nothing");
    return NULL;
  }
  *out_why = g_strdup_printf("%s (%s)", hit.rule->id, hit.words);
  return hit.rule->id;
}

/* Of whose second half no case is named. */
static bool
is_held(const char *text)
{
  return (g_str_hash(text) & 1) != 0;
}

static void
ask_own(void *data, const char *language, const char *danger, const char *text)
{
  Eval *eval = data;
  g_autofree char *why = NULL;
  const char *found = ask(eval->table, text, &why);
  bool held = is_held(text);
  count(held ? &eval->held : &eval->tuned, danger, found);
  count(count_of(eval->kinds, danger), danger, found);
  count(count_of(eval->languages, language), danger, found);
  if (!held && (strcmp(danger, "-") == 0) == (found != NULL)) {
    g_autofree char *told = g_strdup_printf("%s is %s", danger, why);
    eval_case(SET, text, told);
  }
}

static void
print(const char *name, const Count *counts, double mark)
{
  g_autofree char *recall = g_strdup_printf("%s, found", name);
  g_autofree char *named = g_strdup_printf("%s, by its name", name);
  g_autofree char *alarms = g_strdup_printf("%s, false alarms", name);
  eval_share(SET, recall, counts->found, counts->dangers, mark);
  eval_share(SET, named, counts->named, counts->dangers, 0);
  if (counts->calm > 0)
    eval_share(SET, alarms, counts->alarms, counts->calm, 0);
}

static void
print_each(GHashTable *all)
{
  g_autoptr(GList) keys =
      g_list_sort(g_hash_table_get_keys(all), (GCompareFunc)strcmp);
  for (GList *key = keys; key != NULL; key = key->next) {
    const Count *counts = g_hash_table_lookup(all, key->data);
    g_autofree char *what = g_strdup_printf("%s, found", (char *)key->data);
    if (counts->dangers > 0)
      eval_share(SET, what, counts->found, counts->dangers, 0);
  }
}

typedef void (*AskRow)(void *data, const char *language, const char *danger,
                       const char *text);

static void
ask_file(const char *path, AskRow ask_row, void *data)
{
  g_autofree char *texts = NULL;
  if (!g_file_get_contents(path, &texts, NULL, NULL))
    g_error("%s is missing", path);
  g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", -1);
    unsigned count = g_strv_length(parts);
    if (**line == '#' || count < 3)
      continue;
    g_autofree char *text = g_strcompress(parts[count - 1]);
    ask_row(data, parts[0], parts[count - 2], text);
  }
}

static void
eval_own(const DangerTable *table)
{
  g_autoptr(GHashTable) kinds =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) languages =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Eval eval = {.table = table, .kinds = kinds, .languages = languages};
  ask_file("tests/eval/danger.tsv", ask_own, &eval);
  print("tuned", &eval.tuned, 0.98);
  print("held", &eval.held, 0.98);
  print_each(kinds);
  print_each(languages);
}

typedef struct New {
  const DangerTable *table;
  Count counts;
} New;

static void
ask_new(void *data, const char *language, const char *danger, const char *text)
{
  New *new = data;
  (void)language;
  g_autofree char *why = NULL;
  count(&new->counts, danger, ask(new->table, text, &why));
}

static void
eval_new(const DangerTable *table)
{
  New new = {.table = table};
  ask_file("tests/eval/danger_new.tsv", ask_new, &new);
  print("new", &new.counts, 0);
}

/* Sets that are held back: of them no case is named. */
static bool
is_held_set(const char *set)
{
  static const char *const held[] = {"final", "held", "tenth", NULL};
  return g_strv_contains(held, set);
}

/* The first column is the set. */
static void
ask_fresh(void *data, const char *set, const char *danger, const char *text)
{
  Eval *eval = data;
  g_autofree char *why = NULL;
  const char *found = ask(eval->table, text, &why);
  bool held = is_held_set(set);
  count(held ? &eval->held : &eval->tuned, danger, found);
  count(count_of(eval->kinds, set), danger, found);
  if (!held && (strcmp(danger, "-") == 0) == (found != NULL)) {
    g_autofree char *told = g_strdup_printf("%s is %s", danger, why);
    eval_case(SET, text, told);
  }
}

static Count
both(const Count *one, const Count *other)
{
  return (Count){
      .dangers = one->dangers + other->dangers,
      .found = one->found + other->found,
      .named = one->named + other->named,
      .calm = one->calm + other->calm,
      .alarms = one->alarms + other->alarms,
  };
}

/* One set is small: two texts more or less are three of a hundred.  The mark is
 * for all of them, and for the one that nobody has looked at. */
static void
eval_fresh(const DangerTable *table)
{
  g_autoptr(GHashTable) sets =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Eval eval = {.table = table, .kinds = sets};
  ask_file("tests/eval/danger_fresh.tsv", ask_fresh, &eval);
  g_autoptr(GList) names =
      g_list_sort(g_hash_table_get_keys(sets), (GCompareFunc)strcmp);
  for (GList *name = names; name != NULL; name = name->next) {
    const char *set = name->data;
    g_autofree char *shown = g_strdup_printf("fresh, %s", set);
    print(shown, g_hash_table_lookup(sets, set),
          strcmp(set, "tenth") == 0 ? 0.98 : 0);
  }
  const Count all = both(&eval.tuned, &eval.held);
  print("fresh, held back", &eval.held, 0);
  print("fresh, all together", &all, 0.98);
}

/* --- real reports --------------------------------------------------------- */

/* source/id -> "2" danger or "1" borderline; of the others none. */
static GHashTable *
read_labels(void)
{
  GHashTable *labels =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  if (!g_file_get_contents("tests/eval/danger_reports.tsv", &text, NULL, NULL))
    g_error("tests/eval/danger_reports.tsv is missing");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", 2);
    if (**line != '#' && g_strv_length(parts) == 2)
      g_hash_table_insert(labels, g_strdup(parts[0]), g_strdup(parts[1]));
  }
  return labels;
}

typedef struct Reports {
  const DangerTable *table;
  GHashTable *labels;
  unsigned all, hits, borderline, borderline_hits;
  Count tuned, held;
} Reports;

static void
ask_report(Reports *reports, const json_t *row)
{
  const char *text = json_text(row, "text");
  if (text == NULL)
    return;
  g_autofree char *id =
      g_strdup_printf("%s/%s", json_text(row, "source"), json_text(row, "id"));
  g_autofree char *why = NULL;
  const char *found = ask(reports->table, text, &why);
  const char *label = g_hash_table_lookup(reports->labels, id);
  reports->all++;
  reports->hits += found != NULL;
  if (g_strcmp0(label, "1") == 0) {
    reports->borderline++;
    reports->borderline_hits += found != NULL;
    return;
  }
  bool held = is_held(id);
  const char *danger = label == NULL ? "-" : "danger";
  count(held ? &reports->held : &reports->tuned, danger, found);
  if (!held && (label == NULL) == (found != NULL)) {
    g_autofree char *told = g_strdup_printf("%s is %s", danger, why);
    eval_case("reports", id, told);
  }
}

static void
print_reports(const Reports *reports)
{
  const Count *tuned = &reports->tuned;
  const Count *held = &reports->held;
  eval_share(SET, "reports, hits of all", reports->hits, reports->all, 0);
  eval_share(SET, "reports, tuned, found", tuned->found, tuned->dangers, 0);
  eval_share(SET, "reports, held, found", held->found, held->dangers, 0);
  eval_share(SET, "reports, borderline, found", reports->borderline_hits,
             reports->borderline, 0);
  /* Of a thousand letters fifteen ring a telephone for nothing. */
  eval_most(SET, "reports, false alarms", tuned->alarms + held->alarms,
            reports->all * 15 / 1000);
  eval_value(SET, "reports, held, false alarms", held->alarms, 0);
}

static void
eval_reports(const DangerTable *table)
{
  g_autoptr(GHashTable) labels = read_labels();
  Reports reports = {.table = table, .labels = labels};
  g_autofree char *path = shared_data_path("reports/dev.jsonl");
  g_autofree char *text = NULL;
  if (path == NULL || !g_file_get_contents(path, &text, NULL, NULL))
    return;
  gint64 begin_us = g_get_monotonic_time();
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    json_auto_t *row = json_loads(*line, 0, NULL);
    if (row != NULL)
      ask_report(&reports, row);
  }
  double took_us = (double)(g_get_monotonic_time() - begin_us);
  print_reports(&reports);
  if (reports.all > 0)
    eval_value(SET, "reports, microseconds each", took_us / reports.all, 0);
}

int
main(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(DangerTable) table = danger_table_new(NULL, problems);
  eval_own(table);
  eval_new(table);
  eval_fresh(table);
  eval_reports(table);
  return 0;
}
