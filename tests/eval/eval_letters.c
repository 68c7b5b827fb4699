/* SPDX-License-Identifier: Apache-2.0
 *
 * Which kind the shipped table of letters takes a letter for: our own letters
 * (tests/eval/letters.tsv), of which only one half was looked at while its
 * words were chosen; those written before anybody knew the words
 * (tests/eval/letters_fresh.tsv); and real reports, nearly all of them defects.
 * A danger must be found by its own table; what is dangerous and of a kind, is
 * of both.
 */
#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "parsers/config/town_route.h"
#include "parsers/danger/danger.h"
#include "parsers/letter/letter.h"
#include "tests/support/eval.h"
#include "tests/support/example_town.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static const char SET[] = "letters";
static const char DESK[] = "desk", DANGER[] = "danger";

/* Whom this town knows as press and council. */
static const char LETTERS[] =
    "- {id: press, senders: [tageblatt.example.org, redaktion@]}\n"
    "- {id: council, senders: [rat.example.org, fraktion-mitte.example.org]}\n";

typedef struct Count {
  unsigned all, right, desk;
  unsigned missed; /* what must not be, taken for a defect */
  unsigned served; /* or for anything else that a service takes */
} Count;

typedef struct Eval {
  const Town *town;
  Count tuned, held;
  GHashTable *kinds; /* label -> Count */
  GHashTable *pairs; /* "label > verdict" -> its number */
} Eval;

/* The kind's id, or the desk; and why. */
static const char *
ask(const Town *town, const LetterView *view, char **out_why)
{
  g_autofree char *whole = g_strconcat(
      view->subject != NULL ? view->subject : "", "\n\n", view->text, NULL);
  g_autofree char *why = NULL;
  *out_why = NULL;
  g_autoptr(TownRoute) route = town_route(town, whole);
  LetterView full = *view;
  full.category_found = route->category != NULL;
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(town->letters, &full, &verdict);
  g_autoptr(GString) told = g_string_new(NULL);
  for (unsigned i = 0; i < verdict.signs->len; i++) {
    const LetterSign *sign = &g_array_index(verdict.signs, LetterSign, i);
    g_string_append_printf(told, " %s%+d(%s)", sign->kind->id, sign->points,
                           sign->words);
  }
  *out_why = g_string_free(g_steal_pointer(&told), FALSE);
  return verdict.kind != NULL ? verdict.kind->id : DESK;
}

/* Kinds that LETTER_SERVICE stands at. */
static bool
is_served(const char *kind)
{
  static const char *const kinds[] = {"defect", "idea", "question", NULL};
  return g_strv_contains(kinds, kind);
}

static bool
must_be_seen(const char *kind)
{
  static const char *const kinds[] = {"legal", "confidential", "access",
                                      "danger", NULL};
  return g_strv_contains(kinds, kind);
}

static void
count(Count *counts, const char *label, const char *found)
{
  counts->all++;
  counts->right += strcmp(label, found) == 0;
  counts->desk += strcmp(DESK, found) == 0;
  counts->missed += must_be_seen(label) && strcmp(found, "defect") == 0;
  counts->served += must_be_seen(label) && is_served(found);
}

static void
count_pair(Eval *eval, const char *label, const char *found)
{
  g_autofree char *pair = g_strdup_printf("%s > %s", label, found);
  unsigned before = GPOINTER_TO_UINT(g_hash_table_lookup(eval->pairs, pair));
  g_hash_table_insert(eval->pairs, g_steal_pointer(&pair),
                      GUINT_TO_POINTER(before + 1));
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

/* Nobody looked at these. */
static bool
is_held(const char *text)
{
  return (g_str_hash(text) & 1) != 0;
}

static const char *
known(const char *column)
{
  return strcmp(column, "-") == 0 ? NULL : column;
}

/* Language, kind, sender, subject, text, maybe an attachment; returns what it
 * is taken for. */
static const char *
ask_columns(const Town *town, char **columns, char **out_why)
{
  g_autofree char *text = g_strcompress(columns[4]);
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  if (columns[5] != NULL)
    g_ptr_array_add(files, columns[5]);
  const LetterView view = {.subject = known(columns[3]),
                           .text = text,
                           .sender = known(columns[2]),
                           .authenticated = true,
                           .files = files};
  const char *found = ask(town, &view, out_why);
  bool danger =
      strcmp(columns[1], DANGER) == 0 && danger_match(town->danger, text, NULL);
  return danger ? DANGER : found;
}

static void
tell(char **columns, const char *found, const char *why)
{
  g_autofree char *told =
      g_strdup_printf("%s is %s:%s", columns[1], found, why);
  if (strcmp(columns[1], found) != 0)
    eval_case(SET, columns[4], told);
}

static void
ask_own(Eval *eval, char **columns)
{
  const char *label = columns[1];
  g_autofree char *text = g_strcompress(columns[4]);
  g_autofree char *why = NULL;
  const char *found = ask_columns(eval->town, columns, &why);
  bool held = is_held(text);
  count(held ? &eval->held : &eval->tuned, label, found);
  count(count_of(eval->kinds, label), label, found);
  count_pair(eval, label, found);
  if (!held)
    tell(columns, found, why);
}

static void
print(const char *name, const Count *counts, double mark)
{
  g_autofree char *right = g_strdup_printf("%s, right", name);
  g_autofree char *desk = g_strdup_printf("%s, at the desk", name);
  g_autofree char *wrong = g_strdup_printf("%s, wrong", name);
  g_autofree char *missed = g_strdup_printf("%s, grave ones as defect", name);
  eval_share(SET, right, counts->right, counts->all, mark);
  eval_share(SET, desk, counts->desk, counts->all, 0);
  eval_share(SET, wrong, counts->all - counts->right - counts->desk,
             counts->all, 0);
  g_autofree char *served = g_strdup_printf("%s, grave ones served", name);
  eval_most(SET, missed, counts->missed, 0);
  eval_most(SET, served, counts->served, 0);
}

static GList *
sorted_keys(GHashTable *table)
{
  return g_list_sort(g_hash_table_get_keys(table), (GCompareFunc)strcmp);
}

/* Of each kind the share that is right, then what it was taken for instead. */
static void
print_each(const Eval *eval)
{
  g_autoptr(GList) kinds = sorted_keys(eval->kinds);
  g_autoptr(GList) pairs = sorted_keys(eval->pairs);
  for (GList *kind = kinds; kind != NULL; kind = kind->next) {
    const Count *counts = g_hash_table_lookup(eval->kinds, kind->data);
    eval_share(SET, kind->data, counts->right, counts->all, 0);
    g_autofree char *same =
        g_strdup_printf("%s > %s", (char *)kind->data, (char *)kind->data);
    g_autofree char *begin = g_strdup_printf("%s > ", (char *)kind->data);
    for (GList *pair = pairs; pair != NULL; pair = pair->next)
      if (g_str_has_prefix(pair->data, begin) && strcmp(pair->data, same) != 0)
        eval_share(
            SET, pair->data,
            GPOINTER_TO_UINT(g_hash_table_lookup(eval->pairs, pair->data)),
            counts->all, 0);
  }
}

typedef void (*AskRow)(Eval *eval, char **columns);

/* `columns`: the least that a row has, and one more at most. */
static void
ask_file(Eval *eval, const char *path, unsigned columns, AskRow ask_row)
{
  g_autofree char *texts = NULL;
  if (!g_file_get_contents(path, &texts, NULL, NULL))
    g_error("%s is missing", path);
  g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) row = g_strsplit(*line, "\t", (gint)columns + 1);
    if (**line != '#' && g_strv_length(row) >= columns)
      ask_row(eval, row);
  }
}

static void
eval_own(const Town *town)
{
  g_autoptr(GHashTable) kinds =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) pairs =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Eval eval = {.town = town, .kinds = kinds, .pairs = pairs};
  ask_file(&eval, "tests/eval/letters.tsv", 5, ask_own);
  print("tuned", &eval.tuned, 0.9);
  print("held", &eval.held, 0.9);
  print_each(&eval);
}

/* --- fresh ones ----------------------------------------------------------- */

static bool
is_held_set(const char *set)
{
  static const char *const held[] = {"eighth", "final", "held",
                                     "last",   "third", NULL};
  return g_strv_contains(held, set);
}

/* The set stands before the other columns; `kinds` counts by set. */
static void
ask_fresh(Eval *eval, char **columns)
{
  g_autofree char *why = NULL;
  const char *found = ask_columns(eval->town, columns + 1, &why);
  count(count_of(eval->kinds, columns[0]), columns[2], found);
  count(is_held_set(columns[0]) ? &eval->held : &eval->tuned, columns[2],
        found);
  if (strcmp(columns[0], "tuned") == 0)
    tell(columns + 1, found, why);
}

/* A set of less than a hundred says little: the mark is for all of them. */
static void
eval_fresh(const Town *town)
{
  g_autoptr(GHashTable) sets =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Eval eval = {.town = town, .kinds = sets};
  ask_file(&eval, "tests/eval/letters_fresh.tsv", 6, ask_fresh);
  g_autoptr(GList) names = sorted_keys(sets);
  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *shown =
        g_strdup_printf("fresh, %s", (const char *)name->data);
    print(shown, g_hash_table_lookup(sets, name->data), 0);
  }
  print("fresh, looked at", &eval.tuned, 0.9);
  print("fresh, held back", &eval.held, 0.9);
}

/* --- real reports --------------------------------------------------------- */

typedef struct Reports {
  unsigned all, served, desk, other;
} Reports;

static void
ask_report(const Town *town, Reports *reports, const json_t *row)
{
  const LetterView view = {.text = json_text(row, "text")};
  if (view.text == NULL)
    return;
  g_autofree char *why = NULL;
  const char *found = ask(town, &view, &why);
  const LetterKind *kind = letter_table_find(town->letters, found);
  bool served = kind != NULL && (kind->flags & LETTER_SERVICE) != 0;
  reports->all++;
  reports->served += served;
  reports->desk += strcmp(found, DESK) == 0;
  if (kind != NULL && !served) {
    reports->other++;
    g_autofree char *told = g_strdup_printf("is %s:%s", found, why);
    g_autofree char *flat = g_strdelimit(g_strdup(view.text), "\r\n", ' ');
    eval_case("reports", flat, told);
  }
}

static void
eval_reports(const Town *town)
{
  Reports reports = {0};
  g_autofree char *path = shared_data_path("reports/dev.jsonl");
  g_autofree char *text = NULL;
  if (path == NULL || !g_file_get_contents(path, &text, NULL, NULL))
    return;
  gint64 begin_us = g_get_monotonic_time();
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    json_auto_t *row = json_loads(*line, 0, NULL);
    if (row != NULL)
      ask_report(town, &reports, row);
  }
  double took_us = (double)(g_get_monotonic_time() - begin_us);
  eval_share(SET, "reports, for a service", reports.served, reports.all, 0);
  eval_share(SET, "reports, at the desk", reports.desk, reports.all, 0);
  eval_most(SET, "reports, another kind", reports.other, reports.all / 50);
  if (reports.all > 0)
    eval_value(SET, "reports, microseconds each", took_us / reports.all, 0);
}

static GBytes *
bytes_of(const char *text)
{
  return g_bytes_new_static(text, strlen(text));
}

/* The example town, with lists of senders. */
static Town *
read_town(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  g_hash_table_insert(files, (void *)"letters.yaml", bytes_of(LETTERS));
  return example_town_read(files, town_parse);
}

int
main(void)
{
  g_autoptr(Town) town = read_town();
  eval_own(town);
  eval_fresh(town);
  eval_reports(town);
  return 0;
}
