/* SPDX-License-Identifier: Apache-2.0
 *
 * Which category real reports get: by the words of the example town alone, and
 * by five-fold cross-validation with a model trained from the other four folds
 * of the same source; beside it a usual classifier on the same folds, where
 * Debian's python3-sklearn is installed (svm_baseline.py).
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <gio/gio.h>
#include <jansson.h>

#include "parsers/config/town_route.h"
#include "parsers/learn/learn_measure.h"
#include "parsers/learn/learn_train.h"
#include "parsers/learn/town_choice.h"
#include "tests/support/eval.h"
#include "tests/support/example_town.h"
#include "tests/support/json_text.h"

static const char SET[] = "route";
static const char PYTHON[] = "/usr/bin/python3";

enum { FOLDS = 5, TEXT_MIN = 20 /* characters */ };

/* Any: the texts are no secret, and measures are to be the same each time. */
static const LearnKey key = {"key of the eval."};

typedef struct Report {
  char *source, *text;
  unsigned category, fold; /* place in the town */
} Report;

typedef struct Eval {
  Town *town;
  GPtrArray *reports;  /* Report * */
  GHashTable *sources; /* name -> GPtrArray of its Report * */
  GArray *all;         /* LearnOutcome of all sources, with a model */
  double decide_us;    /* the longest mean of a source */
} Eval;

/* Of the processor: these machines have much else to do. */
static double
now_us(void)
{
  return (double)clock() / CLOCKS_PER_SEC * 1e6;
}

/* --- reading -------------------------------------------------------------- */

static void
report_free(void *data)
{
  Report *report = data;
  g_free(report->source);
  g_free(report->text);
  g_free(report);
}

static void
take_report(Eval *eval, const json_t *row)
{
  const char *text = json_text(row, "text"), *id = json_text(row, "category");
  const Category *category = town_category(eval->town, id);
  if (g_utf8_strlen(text, -1) < TEXT_MIN)
    return;
  if (category == NULL)
    g_error("the example town has no category '%s'", id);
  Report *report = g_new0(Report, 1);
  report->source = g_strdup(json_text(row, "source"));
  report->text = g_strdup(text);
  g_ptr_array_find(eval->town->categories, category, &report->category);
  report->fold = g_str_hash(json_text(row, "id")) % FOLDS;
  g_ptr_array_add(eval->reports, report);
  GPtrArray *of_source = g_hash_table_lookup(eval->sources, report->source);
  if (of_source == NULL) {
    of_source = g_ptr_array_new();
    g_hash_table_insert(eval->sources, report->source, of_source);
  }
  g_ptr_array_add(of_source, report);
}

static void
read_reports(Eval *eval)
{
  g_autofree char *path = eval_data("reports/dev.jsonl");
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    g_error("%s cannot be read", path);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    json_auto_t *row = json_loads(*line, 0, NULL);
    if (row != NULL)
      take_report(eval, row);
  }
}

/* --- deciding ------------------------------------------------------------- */

static LearnOutcome
decide(const Eval *eval, const Report *report, const LearnModel *model)
{
  g_autoptr(TownChoice) choice = town_choose(eval->town, report->text, model);
  LearnOutcome outcome = {report->category, eval->town->categories->len, 0};
  if (choice->count > 0) {
    g_ptr_array_find(eval->town->categories, choice->likely[0].category,
                     &outcome.decided);
    outcome.probability = choice->likely[0].probability;
  }
  return outcome;
}

/* A model as bytes, of all reports but those of one fold. */
static GBytes *
train(const Eval *eval, const GPtrArray *reports, unsigned but_fold)
{
  g_autoptr(GPtrArray) texts =
      g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
  for (guint i = 0; i < reports->len; i++) {
    const Report *report = reports->pdata[i];
    if (report->fold == but_fold)
      continue;
    g_autoptr(TownRoute) route = town_route(eval->town, report->text);
    LearnText *text = g_new0(LearnText, 1);
    text->features = learn_features(report->text, &key);
    text->words = g_steal_pointer(&route->scores);
    text->category = report->category;
    text->contact = i;
    g_ptr_array_add(texts, text);
  }
  g_autofree const char **ids = town_category_ids(eval->town);
  LearnSet set = {ids, texts, &key, true, NULL, NULL};
  g_autoptr(GError) error = NULL;
  GBytes *bytes = learn_train(&set, &error);
  if (bytes == NULL)
    g_error("%s", error->message);
  return bytes;
}

static GArray *
cross_validate(Eval *eval, const GPtrArray *reports)
{
  GArray *outcomes = g_array_new(FALSE, FALSE, sizeof(LearnOutcome));
  double took_us = 0;
  for (unsigned fold = 0; fold < FOLDS; fold++) {
    g_autoptr(GBytes) bytes = train(eval, reports, fold);
    g_autoptr(LearnModel) model = learn_model_open(bytes, NULL, NULL);
    g_assert(model != NULL);
    double begin_us = now_us();
    for (guint i = 0; i < reports->len; i++) {
      const Report *report = reports->pdata[i];
      if (report->fold != fold)
        continue;
      LearnOutcome outcome = decide(eval, report, model);
      g_array_append_val(outcomes, outcome);
    }
    took_us += now_us() - begin_us;
  }
  eval->decide_us = MAX(eval->decide_us, took_us / outcomes->len);
  return outcomes;
}

/* --- the usual classifier ------------------------------------------------- */

typedef struct Baseline {
  double accuracy, macro_f1;
} Baseline;

static char *
reports_as_json(const Eval *eval)
{
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < eval->reports->len; i++) {
    const Report *report = eval->reports->pdata[i];
    const Category *category = eval->town->categories->pdata[report->category];
    json_auto_t *row = json_pack("{s:s s:i s:s s:s}", "source", report->source,
                                 "fold", (int)report->fold, "text",
                                 report->text, "category", category->id);
    char *line = json_dumps(row, JSON_COMPACT);
    g_string_append_printf(lines, "%s\n", line);
    free(line);
  }
  return g_string_free(lines, FALSE);
}

static bool
has_sklearn(void)
{
  g_autoptr(GSubprocess) asked =
      g_subprocess_new(G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, PYTHON, "-c",
                       "import sklearn", NULL);
  return asked != NULL && g_subprocess_wait_check(asked, NULL, NULL);
}

/* Source -> Baseline; NULL: it is not installed. */
static GHashTable *
run_baseline(const Eval *eval)
{
  if (!has_sklearn()) {
    fprintf(stderr, "not compared: there is no python3-sklearn\n");
    return NULL;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) machine = g_subprocess_new(
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
      PYTHON, "tests/eval/svm_baseline.py", NULL);
  g_autofree char *rows = reports_as_json(eval), *told = NULL;
  if (machine == NULL ||
      !g_subprocess_communicate_utf8(machine, rows, NULL, &told, NULL, &error))
    g_error("%s", error->message);
  GHashTable *all =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) lines = g_strsplit(told, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, " ", -1);
    if (g_strv_length(parts) != 3)
      continue;
    Baseline *one = g_new0(Baseline, 1);
    one->accuracy = g_ascii_strtod(parts[1], NULL);
    one->macro_f1 = g_ascii_strtod(parts[2], NULL);
    g_hash_table_insert(all, g_strdup(parts[0]), one);
  }
  return all;
}

/* --- telling -------------------------------------------------------------- */

static void
tell(const char *source, const char *what, double value, double mark)
{
  g_autofree char *name = g_strdup_printf("%s, %s", source, what);
  eval_value(SET, name, value, mark);
}

static void
eval_source(Eval *eval, const char *source, const Baseline *baseline)
{
  const GPtrArray *reports = g_hash_table_lookup(eval->sources, source);
  unsigned categories = eval->town->categories->len + 1; /* and none */
  g_autoptr(GArray) spoken = g_array_new(FALSE, FALSE, sizeof(LearnOutcome));
  for (guint i = 0; i < reports->len; i++) {
    LearnOutcome outcome = decide(eval, reports->pdata[i], NULL);
    g_array_append_val(spoken, outcome);
  }
  LearnMeasures words = learn_measure(spoken, categories);
  tell(source, "words alone, right", words.accuracy, 0.62);
  tell(source, "words alone, macro F1", words.macro_f1, 0);
  g_autoptr(GArray) learnt = cross_validate(eval, reports);
  g_array_append_vals(eval->all, learnt->data, learnt->len);
  LearnMeasures joined = learn_measure(learnt, categories);
  double least = baseline == NULL ? 0 : baseline->accuracy + 0.01;
  tell(source, "trained, right", joined.accuracy, least);
  least = baseline == NULL ? 0 : baseline->macro_f1 + 0.02;
  tell(source, "trained, macro F1", joined.macro_f1, least);
  tell(source, "trained, sure enough", joined.coverage, 0);
  tell(source, "trained, calibration error", joined.calibration_error, 0);
  if (baseline != NULL) {
    tell(source, "SVM, right", baseline->accuracy, 0);
    tell(source, "SVM, macro F1", baseline->macro_f1, 0);
  }
}

/* Time and size of one model of all sources. */
static void
eval_size(const Eval *eval)
{
  double begin_us = now_us();
  g_autoptr(GBytes) bytes = train(eval, eval->reports, FOLDS);
  double each_us = (now_us() - begin_us) / eval->reports->len;
  eval_below(SET, "seconds to train 5,000 texts", each_us * 5000 / 1e6, 5);
  eval_below(SET, "milliseconds to decide", eval->decide_us / 1000, 0.2);
  eval_below(SET, "MiB of a model",
             (double)g_bytes_get_size(bytes) / (1024 * 1024), 8);
}

int
main(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  g_autoptr(Town) town = example_town_read(files, town_parse_plain);
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func(report_free);
  g_autoptr(GHashTable) sources = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(LearnOutcome));
  Eval eval = {
      .town = town, .reports = reports, .sources = sources, .all = all};
  read_reports(&eval);
  g_autoptr(GHashTable) baseline = run_baseline(&eval);
  g_autoptr(GList) names =
      g_list_sort(g_hash_table_get_keys(sources), (GCompareFunc)strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    eval_source(&eval, name->data,
                baseline == NULL ? NULL
                                 : g_hash_table_lookup(baseline, name->data));
  LearnMeasures measures = learn_measure(all, town->categories->len + 1);
  tell("all", "trained, right", measures.accuracy, 0);
  /* At the threshold where LEARN_RIGHT of those routed are right. */
  tell("all", "routed without a clerk", measures.coverage, 0.5);
  eval_below(SET, "all, calibration error", measures.calibration_error, 0.05);
  eval_size(&eval);
  return 0;
}
