/* SPDX-License-Identifier: Apache-2.0
 *
 * The texts are cut into folds by their writers.  Of each fold the category is
 * decided by a model of the other folds, which shows how often that is right
 * and how sure it may be; then one model of all is made.
 */
#include "parsers/learn/learn_train.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>

#include "parsers/learn/learn_private.h"

enum { FOLDS = 5 };

/* How much a wrong decision costs against large weights (C); little, because
 * what people decided is not always alike. */
static const double COST = 0.35;
/* How far what was rarely decided is made as dear as what comes every day: 0
 * not at all, then nobody would ever hear of the rare; 1 wholly, then the
 * frequent would be taken for it. */
static const double BALANCE = 0.25;
/* When the machine has settled (liblinear's own default for this solver). */
static const double SETTLED = 0.1;

G_DEFINE_QUARK(bote - learn - error - quark, learn_error)

void
learn_text_free(LearnText *text)
{
  if (text == NULL)
    return;
  g_array_unref(text->features);
  g_free(text->words);
  g_free(text);
}

/* --- one machine ---------------------------------------------------------- */

static void
say_nothing(const char *text)
{
  (void)text;
}

/* liblinear's form of a text: places from 1 on, ended by -1. */
static struct feature_node *
nodes_of(const LearnVocabulary *vocabulary, const LearnText *text,
         unsigned categories)
{
  g_autoptr(GArray) terms =
      learn_terms(vocabulary, text->features, text->words, categories);
  struct feature_node *nodes = g_new(struct feature_node, terms->len + 1);
  for (guint i = 0; i < terms->len; i++) {
    const LearnTerm *term = &g_array_index(terms, LearnTerm, i);
    nodes[i] = (struct feature_node){(int)term->place + 1, term->value};
  }
  nodes[terms->len] = (struct feature_node){-1, 0};
  return nodes;
}

/* Weights as LearnModel has them.  For two categories liblinear keeps one
 * column; the other is its opposite. */
static void
take_weights(LearnModel *model, const struct model *machine)
{
  unsigned places = learn_places(model->vocabulary.size, model->count);
  model->taught = (unsigned)machine->nr_class;
  model->taught_as = g_new(unsigned, model->taught);
  for (unsigned i = 0; i < model->taught; i++)
    model->taught_as[i] = (unsigned)machine->label[i];
  model->weights = g_new(float, (size_t)places * model->taught);
  bool two = model->taught == 2;
  for (unsigned place = 0; place < places; place++)
    for (unsigned i = 0; i < model->taught; i++) {
      double weight = two ? machine->w[place] * (i == 0 ? 1 : -1)
                          : machine->w[(size_t)place * model->taught + i];
      model->weights[(size_t)place * model->taught + i] = (float)weight;
    }
}

/* What a mistake about each category costs, by its place; 0: no text has it.
 * Owned. */
static double *
weigh_mistakes(const GPtrArray *texts, unsigned categories)
{
  double *costs = g_new0(double, categories);
  for (guint i = 0; i < texts->len; i++)
    costs[((const LearnText *)texts->pdata[i])->category]++;
  for (unsigned i = 0; i < categories; i++)
    if (costs[i] > 0)
      costs[i] = pow(texts->len / (costs[i] * categories), BALANCE);
  return costs;
}

static struct model *
run_machine(const struct problem *problem, const double *costs,
            unsigned categories)
{
  g_autofree int *labels = g_new(int, categories);
  g_autofree double *weights = g_new(double, categories);
  int count = 0;
  for (unsigned i = 0; i < categories; i++)
    if (costs[i] > 0) {
      labels[count] = (int)i;
      weights[count++] = costs[i];
    }
  struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC_DUAL,
                                .eps = SETTLED,
                                .C = COST,
                                .nr_weight = count,
                                .weight_label = labels,
                                .weight = weights};
  g_assert(check_parameter(problem, &parameter) == NULL);
  set_print_string_function(say_nothing);
  srand(1); /* the same texts, the same model: liblinear asks rand() */
  return train(problem, &parameter);
}

static void
nodes_free(void *nodes)
{
  g_free(nodes);
}

/* Train from some texts; everything but sharpness and quality. */
static void
train_machine(LearnModel *model, const GPtrArray *texts)
{
  model->quality.texts = texts->len;
  learn_vocabulary_choose(&model->vocabulary, texts, model->count);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(nodes_free);
  g_autofree double *truth = g_new(double, texts->len);
  for (guint i = 0; i < texts->len; i++) {
    const LearnText *text = texts->pdata[i];
    truth[i] = text->category;
    g_ptr_array_add(rows, nodes_of(&model->vocabulary, text, model->count));
  }
  struct problem problem = {
      .l = (int)texts->len,
      .n = (int)learn_places(model->vocabulary.size, model->count),
      .y = truth,
      .x = (struct feature_node **)rows->pdata,
      .bias = -1};
  g_autofree double *costs = weigh_mistakes(texts, model->count);
  struct model *machine = run_machine(&problem, costs, model->count);
  take_weights(model, machine);
  free_and_destroy_model(&machine);
}

static LearnModel *
model_new(const LearnSet *set)
{
  LearnModel *model = g_new0(LearnModel, 1);
  learn_model_set_categories(model, set->categories);
  model->key = *set->key;
  model->carries_key = set->carry_key;
  return model;
}

/* --- how good, how sure --------------------------------------------------- */

typedef struct Trial {
  const GPtrArray *texts;
  unsigned count; /* of categories */
  double *scores; /* joined, of each text for each category */
} Trial;

/* Texts of one writer are in one fold. */
static unsigned
fold_of(const LearnText *text)
{
  return (unsigned)(text->contact * UINT64_C(0x9e3779b97f4a7c15) >> 32) % FOLDS;
}

static unsigned
categories_of(const GPtrArray *texts)
{
  g_autoptr(GHashTable) all = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add(
        all, GUINT_TO_POINTER(((const LearnText *)texts->pdata[i])->category));
  return g_hash_table_size(all);
}

static void
try_fold(Trial *trial, const LearnSet *set, unsigned fold)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new();
  for (guint i = 0; i < trial->texts->len; i++)
    if (fold_of(trial->texts->pdata[i]) != fold)
      g_ptr_array_add(others, trial->texts->pdata[i]);
  g_autoptr(LearnModel) model = model_new(set);
  if (categories_of(others) > 1)
    train_machine(model, others);
  for (guint i = 0; i < trial->texts->len; i++) {
    const LearnText *text = trial->texts->pdata[i];
    double *scores = trial->scores + (size_t)i * trial->count;
    LearnChoice choice = {set->categories, text->words};
    if (fold_of(text) == fold)
      learn_model_scores(model, text->features, &choice, scores);
  }
}

/* How unlikely the truth was, in sum, with this sharpness. */
static double
surprise(const Trial *trial, double sharpness)
{
  g_autofree double *likely = g_new(double, trial->count);
  double sum = 0;
  for (guint i = 0; i < trial->texts->len; i++) {
    const LearnText *text = trial->texts->pdata[i];
    learn_probable(trial->scores + (size_t)i * trial->count, trial->count,
                   sharpness, likely);
    sum -= log(likely[text->category] + 1e-9);
  }
  return sum;
}

static double
find_sharpness(const Trial *trial)
{
  double best = 1, least = surprise(trial, best);
  for (double sharpness = 1.25; sharpness <= 10; sharpness += 0.25) {
    double now = surprise(trial, sharpness);
    if (now < least) {
      least = now;
      best = sharpness;
    }
  }
  return best;
}

static LearnQuality
judge(const Trial *trial)
{
  unsigned right = 0, by_words = 0;
  for (guint i = 0; i < trial->texts->len; i++) {
    const LearnText *text = trial->texts->pdata[i];
    const double *scores = trial->scores + (size_t)i * trial->count;
    unsigned spoken = learn_best(text->words, trial->count);
    right += learn_best(scores, trial->count) == text->category;
    by_words += spoken == text->category && text->words[spoken] > 0;
  }
  return (LearnQuality){.texts = trial->texts->len,
                        .accuracy = (double)right / trial->texts->len,
                        .words_only = (double)by_words / trial->texts->len};
}

static LearnCompared
compare(const Trial *trial, const LearnSet *set)
{
  LearnCompared compared = {0};
  g_autofree double *probable = g_new(double, trial->count);
  for (guint i = 0; i < trial->texts->len; i++) {
    const LearnText *text = trial->texts->pdata[i];
    if (!text->fresh || set->present == NULL)
      continue;
    const double *scores = trial->scores + (size_t)i * trial->count;
    LearnChoice choice = {set->categories, text->words};
    learn_model_decide(set->present, text->features, &choice, probable);
    compared.fresh++;
    compared.right += learn_best(scores, trial->count) == text->category;
    compared.present_right +=
        learn_best(probable, trial->count) == text->category;
  }
  return compared;
}

static void
validate(LearnModel *model, const LearnSet *set, const GPtrArray *texts)
{
  g_autofree double *scores = g_new(double, (size_t)texts->len * model->count);
  Trial trial = {texts, model->count, scores};
  for (unsigned fold = 0; fold < FOLDS; fold++)
    try_fold(&trial, set, fold);
  model->sharpness = find_sharpness(&trial);
  model->quality = judge(&trial);
  if (set->compared != NULL)
    *set->compared = compare(&trial, set);
}

static int
compare_contacts(const void *left, const void *right)
{
  uint64_t a = (*(LearnText *const *)left)->contact;
  uint64_t b = (*(LearnText *const *)right)->contact;
  return (a > b) - (a < b);
}

GBytes *
learn_train(const LearnSet *set, GError **error)
{
  if (set->texts->len < LEARN_TEXTS_MIN) {
    g_set_error(error, LEARN_ERROR, LEARN_ERROR_FEW,
                "%u decided texts, at least %d are needed", set->texts->len,
                LEARN_TEXTS_MIN);
    return NULL;
  }
  if (categories_of(set->texts) < 2) {
    g_set_error(error, LEARN_ERROR, LEARN_ERROR_ONE_CATEGORY,
                "all texts have the same category");
    return NULL;
  }
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  g_ptr_array_extend(texts, set->texts, NULL, NULL);
  g_ptr_array_sort(texts, compare_contacts); /* stable: merge sort */
  g_autoptr(LearnModel) model = model_new(set);
  validate(model, set, texts);
  train_machine(model, texts);
  return learn_model_write(model);
}
