/* SPDX-License-Identifier: Apache-2.0
 *
 * What is learnt from decided texts, and what is not.
 */
#include <math.h>
#include <string.h>

#include "parsers/learn/learn_measure.h"
#include "parsers/learn/learn_train.h"

static const char *const categories[] = {"lamp", "waste", "tree", NULL};
static const LearnKey key = {"sixteen bytes..."};
static const LearnKey other_key = {"another sixteen."};

/* Texts of two kinds, the words of which no list names. */
static const char *const lamps[] = {
    "flackert jede Nacht", "flackert seit Montag", "bleibt die Nacht aus",
    "flackert und brummt", "Nacht für Nacht aus",  "brummt und flackert"};
static const char *const waste[] = {
    "Sofa am Waldrand", "Matratze und Sofa",    "Kartons am Waldrand",
    "Sofa und Kartons", "Matratze am Waldrand", "Kartons und Matratze"};

static LearnText *
text_new(const char *words, unsigned category, uint64_t contact)
{
  LearnText *text = g_new0(LearnText, 1);
  text->features = learn_features(words, &key);
  text->words = g_new0(double, G_N_ELEMENTS(categories) - 1);
  text->category = category;
  text->contact = contact;
  return text;
}

static GPtrArray *
texts_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
}

/* `rounds` times both kinds, of as many people as there are texts. */
static GPtrArray *
some_texts(unsigned rounds)
{
  GPtrArray *texts = texts_new();
  for (unsigned round = 0; round < rounds; round++)
    for (unsigned i = 0; i < G_N_ELEMENTS(lamps); i++) {
      g_ptr_array_add(texts, text_new(lamps[i], 0, texts->len));
      g_ptr_array_add(texts, text_new(waste[i], 1, texts->len));
    }
  return texts;
}

static GBytes *
train(GPtrArray *texts)
{
  LearnSet set = {categories, texts, &key, false, NULL, NULL};
  g_autoptr(GError) error = NULL;
  GBytes *bytes = learn_train(&set, &error);
  g_assert_no_error(error);
  return bytes;
}

/* The best category of a text of whose words none stands in a list. */
static const char *
decide(const LearnModel *model, const char *words, double *out_probability)
{
  static const double silent[3] = {0, 0, 0};
  g_autoptr(GArray) features = learn_features(words, &key);
  LearnChoice choice = {categories, silent};
  double probable[3];
  learn_model_decide(model, features, &choice, probable);
  unsigned best = probable[0] > probable[1] ? 0 : 1;
  best = probable[2] > probable[best] ? 2 : best;
  g_assert_cmpfloat_with_epsilon(probable[0] + probable[1] + probable[2], 1,
                                 1e-9);
  *out_probability = probable[best];
  return categories[best];
}

static void
test_learns(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  g_autoptr(GBytes) bytes = train(texts);
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnModel) model = learn_model_open(bytes, &key, &error);
  g_assert_no_error(error);
  double sure, unsure;
  g_assert_cmpstr(decide(model, "Es flackert wieder", &sure), ==, "lamp");
  g_assert_cmpfloat(sure, >, 0.6);
  g_assert_cmpstr(decide(model, "ein altes Sofa", &sure), ==, "waste");
  (void)decide(model, "Guten Tag", &unsure);
  g_assert_cmpfloat(unsure, <, sure);
  LearnQuality quality = learn_model_quality(model);
  g_assert_cmpuint(quality.texts, ==, texts->len);
  g_assert_cmpfloat(quality.accuracy, ==, 1);
  g_assert_cmpfloat(quality.words_only, ==, 0);
}

/* The town's words decide where nothing was learnt, and about what no text was
 * ever decided for. */
static void
test_joins_words(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  g_autoptr(GBytes) bytes = train(texts);
  g_autoptr(LearnModel) model = learn_model_open(bytes, &key, NULL);
  g_autoptr(GArray) features = learn_features("ganz neue Worte", &key);
  static const char *const today[] = {"waste", "tree", "new", NULL};
  static const double words[] = {0, 12, 0};
  LearnChoice choice = {today, words};
  double probable[3];
  learn_model_decide(model, features, &choice, probable);
  g_assert_cmpfloat(probable[1], >, probable[2]);
  g_assert_cmpfloat_with_epsilon(probable[0] + probable[1] + probable[2], 1,
                                 1e-9);
}

static void
test_same_texts_same_model(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  g_autoptr(GBytes) one = train(texts);
  g_autoptr(GBytes) two = train(texts);
  g_assert_true(g_bytes_equal(one, two));
}

/* A word that only four people wrote is nobody else's business. */
static void
test_few_contacts_are_not_learnt(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  for (unsigned i = 0; i < 12; i++)
    g_ptr_array_add(texts, text_new("Zitronenfalter", 0, 1000 + i % 4));
  for (unsigned i = 0; i < 5; i++)
    g_ptr_array_add(texts, text_new("Maulwurfshügel", 1, 2000 + i));
  g_autoptr(GBytes) bytes = train(texts);
  g_autoptr(LearnModel) model = learn_model_open(bytes, &key, NULL);
  g_autoptr(GArray) rare = learn_features("Zitronenfalter", &key);
  g_autoptr(GArray) common = learn_features("Maulwurfshügel", &key);
  double seen = learn_model_prefers(model, common, "waste", "lamp");
  g_assert_cmpfloat(seen, >, 0);
  /* The whole word and its pair-less pieces: what is left are pieces that
   * other texts have, too. */
  g_assert_cmpfloat(fabs(learn_model_prefers(model, rare, "lamp", "waste")), <,
                    seen / 2);
}

static void
test_refuses_to_train(void)
{
  g_autoptr(GPtrArray) none = texts_new();
  g_autoptr(GPtrArray) alike = texts_new();
  for (unsigned i = 0; i < 30; i++)
    g_ptr_array_add(alike, text_new("flackert", 2, i));
  g_autoptr(GError) few = NULL, one = NULL;
  LearnSet set = {categories, none, &key, false, NULL, NULL};
  g_assert_null(learn_train(&set, &few));
  g_assert_error(few, LEARN_ERROR, LEARN_ERROR_FEW);
  set.texts = alike;
  g_assert_null(learn_train(&set, &one));
  g_assert_error(one, LEARN_ERROR, LEARN_ERROR_ONE_CATEGORY);
}

/* Two kinds are one machine only, and its opposite. */
static void
test_knows_nothing_of_a_kind_never_seen(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  for (unsigned i = 0; i < texts->len; i++)
    ((LearnText *)texts->pdata[i])->category += 1; /* waste and tree */
  g_autoptr(GBytes) bytes = train(texts);
  g_autoptr(LearnModel) model = learn_model_open(bytes, &key, NULL);
  double sure;
  g_assert_cmpstr(decide(model, "flackert", &sure), ==, "waste");
  g_assert_cmpstr(decide(model, "Sofa", &sure), ==, "tree");
}

static void
expect_refused(GBytes *bytes, const LearnKey *with, ParseError code)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(learn_model_open(bytes, with, &error));
  g_assert_error(error, PARSE_ERROR, (int)code);
}

static void
test_refuses_bytes(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  g_autoptr(GBytes) bytes = train(texts);
  size_t size = g_bytes_get_size(bytes);
  expect_refused(bytes, &other_key, PARSE_ERROR_FORGED);
  expect_refused(bytes, NULL, PARSE_ERROR_FORGED); /* it carries none */
  for (size_t cut = 0; cut < size; cut += 1 + size / 97) {
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, 0, cut);
    expect_refused(part, &key, PARSE_ERROR_SYNTAX);
  }
  g_autofree char *longer = g_malloc0(size + 1);
  memcpy(longer, g_bytes_get_data(bytes, NULL), size);
  g_autoptr(GBytes) more = g_bytes_new(longer, size + 1);
  expect_refused(more, &key, PARSE_ERROR_SYNTAX);
  g_autofree char *huge = g_malloc0(LEARN_MODEL_MAX + 1);
  g_autoptr(GBytes) too_many = g_bytes_new(huge, LEARN_MODEL_MAX + 1);
  expect_refused(too_many, &key, PARSE_ERROR_LIMIT);
}

static void
test_carries_its_key(void)
{
  g_autoptr(GPtrArray) texts = some_texts(4);
  LearnSet set = {categories, texts, &key, true, NULL, NULL};
  g_autoptr(GBytes) bytes = learn_train(&set, NULL);
  g_autoptr(LearnModel) model = learn_model_open(bytes, NULL, NULL);
  g_assert_nonnull(model);
  g_assert_cmpmem(learn_model_key(model), sizeof key, &key, sizeof key);
}

/* Neither numbers nor names of people and of streets are looked at. */
static void
test_leaves_names_out(void)
{
  g_auto(GStrv) words = learn_words(
      "Frau Yılmaz, Lindenstraße 14b, rief an: 0171 5551234, Laterne aus");
  g_autofree char *left = g_strjoinv(" ", words);
  g_assert_cmpstr(left, ==, "strasse rief an laterne aus");
}

/* Each once and in the order of its hash, however often it stands there. */
static void
test_counts_features(void)
{
  g_autoptr(GString) text = g_string_new("lampe aus");
  for (int i = 1; i < 100; i++)
    g_string_append(text, " lampe aus");
  g_autoptr(GArray) features = learn_features(text->str, &key);
  uint64_t word = learn_hash_word(&key, "lampe");
  double found = 0;
  for (guint i = 0; i < features->len; i++) {
    const LearnFeature *one = &g_array_index(features, LearnFeature, i);
    g_assert_true(i == 0 || one[-1].hash < one->hash);
    found += one->hash == word ? one->count : 0;
  }
  g_assert_cmpfloat(found, ==, 100);
  /* Two words, "lampe aus" and "aus lampe", and the pieces: of " lampe " 6, 5,
   * 4 and 3, of " aus " 4, 3, 2 and 1. */
  g_assert_cmpuint(features->len, ==, 4 + 18 + 10);
  g_autoptr(GArray) none = learn_features("12", &key);
  g_assert_cmpuint(none->len, ==, 0);
}

/* The hashes of one key say nothing to another. */
static void
test_keys_differ(void)
{
  g_autoptr(GArray) one = learn_features("Laterne", &key);
  g_autoptr(GArray) two = learn_features("Laterne", &other_key);
  g_assert_cmpuint(one->len, ==, two->len);
  for (guint i = 0; i < one->len; i++)
    for (guint j = 0; j < two->len; j++)
      g_assert_cmpuint(g_array_index(one, LearnFeature, i).hash, !=,
                       g_array_index(two, LearnFeature, j).hash);
}

static void
test_measures(void)
{
  static const LearnOutcome rows[] = {
      {0, 0, 0.95}, {0, 0, 0.95}, {0, 1, 0.55}, {1, 1, 0.75}, {2, 1, 0.35}};
  g_autoptr(GArray) outcomes = g_array_new(FALSE, FALSE, sizeof rows[0]);
  g_array_append_vals(outcomes, rows, G_N_ELEMENTS(rows));
  LearnMeasures measures = learn_measure(outcomes, 4);
  g_assert_cmpuint(measures.count, ==, 5);
  g_assert_cmpfloat_with_epsilon(measures.accuracy, 0.6, 1e-9);
  /* F1 of 0: 2·2/(3+2); of 1: 2·1/(1+3); of 2: 0; 3 does not occur. */
  g_assert_cmpfloat_with_epsilon(measures.macro_f1, (0.8 + 0.5 + 0) / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon(measures.calibration_error,
                                 (0.1 + 0.55 + 0.25 + 0.35) / 5, 1e-9);
  g_assert_cmpfloat(measures.threshold, ==, 0.75);
  g_assert_cmpfloat_with_epsilon(measures.coverage, 0.6, 1e-9);
  g_autofree unsigned *confusion = learn_confusion(outcomes, 4);
  g_assert_cmpuint(confusion[0 * 4 + 1], ==, 1);
  g_assert_cmpuint(confusion[2 * 4 + 1], ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/learn/learns", test_learns);
  g_test_add_func("/learn/joins-words", test_joins_words);
  g_test_add_func("/learn/same-texts", test_same_texts_same_model);
  g_test_add_func("/learn/few-contacts", test_few_contacts_are_not_learnt);
  g_test_add_func("/learn/refuses-to-train", test_refuses_to_train);
  g_test_add_func("/learn/never-seen", test_knows_nothing_of_a_kind_never_seen);
  g_test_add_func("/learn/refuses-bytes", test_refuses_bytes);
  g_test_add_func("/learn/carries-key", test_carries_its_key);
  g_test_add_func("/learn/leaves-names-out", test_leaves_names_out);
  g_test_add_func("/learn/counts-features", test_counts_features);
  g_test_add_func("/learn/keys-differ", test_keys_differ);
  g_test_add_func("/learn/measures", test_measures);
  return g_test_run();
}
