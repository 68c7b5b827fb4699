/* SPDX-License-Identifier: Apache-2.0
 *
 * `make danger-weights`: learns templates/danger-weights.txt from the labelled
 * texts that are not held back, and from real reports and letters as what tells
 * of none.  The same texts give the same file.
 *
 * Logistic regression by stochastic gradient descent; of a long text the
 * stretch counts that sounds most like a danger (O. Maron, T. Lozano-Pérez, "A
 * framework for multiple-instance learning", NIPS 1997).
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "parsers/danger/danger.h"
#include "parsers/danger/danger_pieces.h"
#include "tests/support/danger_texts.h"

enum {
  ROUNDS = 8,
  WEIGHTS_MAX = 16000, /* kept: those that weigh most */
  SEED = 1,
};
static const double RATE = 1.0;
/* How sure a text must sound: as many false alarms as the mark of
 * tests/eval/eval_danger.c leaves beside those of the patterns. */
static const double LEAST = 0.0;

/* Patterns alone, not what was learned before. */
static const char OFF[] = "- {id: weighed, enabled: false}\n";

typedef struct Example {
  GPtrArray *stretches; /* GArray of unsigned: features */
  bool danger;
} Example;

typedef struct Learner {
  GPtrArray *examples;
  GHashTable *features; /* name -> 1 + its number */
  GPtrArray *names;     /* by number, borrowed from there */
  GArray *weights;      /* double by number */
  double bias;
} Learner;

static unsigned
feature_of(Learner *learner, const DangerPiece *piece)
{
  char *name = danger_piece_name(piece);
  unsigned number =
      GPOINTER_TO_UINT(g_hash_table_lookup(learner->features, name));
  if (number > 0) {
    g_free(name);
    return number - 1;
  }
  const double nothing = 0;
  g_ptr_array_add(learner->names, name);
  g_array_append_val(learner->weights, nothing);
  g_hash_table_insert(learner->features, name,
                      GUINT_TO_POINTER(learner->names->len));
  return learner->names->len - 1;
}

static void
free_features(void *features)
{
  g_array_unref(features);
}

static void
free_example(void *data)
{
  Example *example = data;
  g_ptr_array_unref(example->stretches);
  g_free(example);
}

static void
add_text(Learner *learner, const char *text, bool danger)
{
  g_auto(DangerPieces) pieces = {0};
  danger_pieces_of(text, &pieces);
  Example *example = g_new0(Example, 1);
  example->danger = danger;
  example->stretches = g_ptr_array_new_with_free_func(free_features);
  unsigned from, end;
  for (unsigned i = 0; danger_stretch(&pieces, i, &from, &end); i++) {
    GArray *features = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (; from < end; from++) {
      unsigned feature =
          feature_of(learner, &g_array_index(pieces.pieces, DangerPiece, from));
      g_array_append_val(features, feature);
    }
    g_ptr_array_add(example->stretches, features);
  }
  if (example->stretches->len > 0)
    g_ptr_array_add(learner->examples, example);
  else
    free_example(example);
}

static void
add(void *data, const DangerText *text)
{
  if (!text->held && !text->borderline)
    add_text(data, text->text, strcmp(text->danger, "-") != 0);
}

static char **
read_lines(const char *path)
{
  g_autofree char *texts = NULL;
  if (!g_file_get_contents(path, &texts, NULL, NULL))
    g_error("%s is missing", path);
  return g_strsplit(texts, "\n", -1);
}

/* Kinds that are dangers or next to them, and sets that are held back. */
static bool
is_left_out(const char *word)
{
  static const char *const out[] = {"danger", "abuse",  "held",
                                    "final",  "eighth", NULL};
  return g_strv_contains(out, word);
}

/* [set], language, kind, sender, subject, text, attachment; `kind`: its
 * column. */
static void
add_letters(Learner *learner, const char *path, unsigned kind)
{
  g_auto(GStrv) lines = read_lines(path);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", -1);
    if (**line == '#' || g_strv_length(parts) < kind + 4 ||
        is_left_out(parts[0]) || is_left_out(parts[kind]))
      continue;
    g_autofree char *text = g_strcompress(parts[kind + 3]);
    g_autofree char *letter = g_strconcat(parts[kind + 2], "\n\n", text, NULL);
    add_text(learner, letter, false);
  }
}

/* Language, text: ordinary letters, of many languages. */
static void
add_languages(Learner *learner, const char *path)
{
  g_auto(GStrv) lines = read_lines(path);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && strchr(*line, '\t') != NULL)
      add_text(learner, strchr(*line, '\t') + 1, false);
}

/* Lines in words of every day; a few cry for help. */
static void
add_lines(Learner *learner, const char *path)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = g_bytes_new_static(OFF, sizeof OFF - 1);
  g_autoptr(YamlTree) off = yaml_tree_parse(bytes, "danger.yaml", problems);
  g_autoptr(DangerTable) table =
      danger_table_new(yaml_tree_root(off), problems);
  g_auto(GStrv) lines = read_lines(path);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && !danger_match(table, *line, NULL))
      add_text(learner, *line, false);
}

static int
compare_names(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Our own prose: of English little else is calm. */
static void
add_guide(Learner *learner, const char *folder)
{
  g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
  if (files == NULL)
    g_error("%s is missing", folder);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(files)) != NULL;)
    if (g_str_has_suffix(name, ".md"))
      g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(paths, compare_names);
  for (unsigned i = 0; i < paths->len; i++)
    add_lines(learner, paths->pdata[i]);
}

static double
weigh(const Learner *learner, const GArray *features)
{
  double sum = 0;
  for (unsigned i = 0; i < features->len; i++)
    sum += g_array_index(learner->weights, double,
                         g_array_index(features, unsigned, i));
  return learner->bias + sum / sqrt(features->len + 1.0);
}

static void
learn(Learner *learner, const Example *example, double rate)
{
  const GArray *best = NULL;
  double most = 0;
  for (unsigned i = 0; i < example->stretches->len; i++) {
    const GArray *features = example->stretches->pdata[i];
    double weight = weigh(learner, features);
    if (best == NULL || weight > most) {
      best = features;
      most = weight;
    }
  }
  double wrong = (example->danger ? 1 : 0) - 1 / (1 + exp(-most));
  double step = rate * wrong * 3 / sqrt(best->len + 1.0);
  learner->bias += rate * wrong / 10;
  for (unsigned i = 0; i < best->len; i++)
    g_array_index(learner->weights, double, g_array_index(best, unsigned, i)) +=
        step;
}

static void
shuffle(GPtrArray *examples, GRand *random)
{
  for (unsigned i = examples->len; i > 1; i--) {
    unsigned other = (unsigned)g_rand_int_range(random, 0, (int)i);
    void *one = examples->pdata[i - 1];
    examples->pdata[i - 1] = examples->pdata[other];
    examples->pdata[other] = one;
  }
}

static void
learn_all(Learner *learner)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
  for (unsigned i = 0; i < ROUNDS; i++) {
    shuffle(learner->examples, random);
    for (unsigned j = 0; j < learner->examples->len; j++)
      learn(learner, learner->examples->pdata[j], RATE / (1 + i));
  }
}

static int
compare_numbers(const void *a, const void *b)
{
  double one = *(const double *)a, other = *(const double *)b;
  return one < other ? 1 : one > other ? -1 : 0;
}

/* What a weight must be to be among those that are kept. */
static double
least_kept(const Learner *learner)
{
  g_autofree double *sizes = g_new(double, learner->weights->len + 1);
  for (unsigned i = 0; i < learner->weights->len; i++)
    sizes[i] = fabs(g_array_index(learner->weights, double, i));
  qsort(sizes, learner->weights->len, sizeof *sizes, compare_numbers);
  return learner->weights->len > WEIGHTS_MAX ? sizes[WEIGHTS_MAX] : 0;
}

static int
compare_rows(const void *a, const void *b)
{
  return strcmp(strchr(*(char *const *)a, '\t'),
                strchr(*(char *const *)b, '\t'));
}

static void
write_weights(const Learner *learner)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
  double least = least_kept(learner);
  for (unsigned i = 0; i < learner->names->len; i++) {
    double weight = g_array_index(learner->weights, double, i);
    long thousandths = lround(weight * 1000);
    if (fabs(weight) > least && thousandths != 0)
      g_ptr_array_add(rows, g_strdup_printf("%ld\t%s", thousandths,
                                            (char *)learner->names->pdata[i]));
  }
  g_ptr_array_sort(rows, compare_rows);
  printf("# What words say of danger, in thousandths: learned, not written.\n"
         "# Made by `make danger-weights`; what a row is says\n"
         "# parsers/danger/danger_pieces.h.\n"
         "%ld\t_\n",
         lround((learner->bias - LEAST) * 1000));
  for (unsigned i = 0; i < rows->len; i++)
    printf("%s\n", (char *)rows->pdata[i]);
}

int
main(void)
{
  g_autoptr(GHashTable) features =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GPtrArray) examples = g_ptr_array_new_with_free_func(free_example);
  g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(double));
  Learner learner = {examples, features, names, weights, 0};
  danger_texts_own(add, &learner);
  danger_texts_fresh(add, &learner);
  danger_texts_taught(add, &learner);
  add_letters(&learner, "tests/eval/letters.tsv", 1);
  add_letters(&learner, "tests/eval/letters_fresh.tsv", 2);
  add_languages(&learner, "tests/eval/language.txt");
  add_lines(&learner, "tests/fixtures/keyword-soft/stop.txt");
  add_lines(&learner, "tests/fixtures/keyword-soft/other.txt");
  add_guide(&learner, "docs/guide");
  add_guide(&learner, "docs/guide/de");
  if (!danger_texts_reports(add, &learner)) {
    fprintf(stderr, "the measuring data is absent\n");
    return 77;
  }
  learn_all(&learner);
  write_weights(&learner);
  return 0;
}
