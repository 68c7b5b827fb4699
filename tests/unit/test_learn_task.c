/* SPDX-License-Identifier: Apache-2.0
 *
 * A task goes to the process that trains, an answer comes back; whatever comes
 * instead of one is refused.
 */
#include <string.h>

#include "parsers/learn/learn_task.h"

static const char *const categories[] = {"lamp", "waste", NULL};
static const LearnKey key = {"sixteen bytes..."};

static LearnText *
text_new(const char *words, unsigned category, uint64_t contact)
{
  LearnText *text = g_new0(LearnText, 1);
  text->features = learn_features(words, &key);
  text->words = g_new0(double, 2);
  text->category = category;
  text->contact = contact;
  return text;
}

static void
add_texts(GByteArray *task, unsigned count, unsigned kinds, bool fresh)
{
  static const char *const words[] = {"flackert jede Nacht",
                                      "Sofa am Waldrand"};
  for (unsigned i = 0; i < count; i++) {
    g_autoptr(LearnText) text = text_new(words[i % kinds], i % kinds, i);
    text->fresh = fresh;
    learn_task_add(task, text, 2);
  }
}

static GBytes *
answer_to(unsigned count, unsigned kinds, const LearnModel *present)
{
  GByteArray *task = g_byte_array_new();
  learn_task_begin(task, categories, present);
  add_texts(task, count, kinds, present != NULL);
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(task);
  return learn_task_run(bytes);
}

static void
test_task_trains(void)
{
  g_autoptr(GBytes) bytes = answer_to(40, 2, NULL);
  g_auto(LearnAnswer) answer = {0};
  g_assert_true(learn_answer_read(bytes, &answer));
  g_assert_nonnull(answer.model);
  g_assert_cmpuint(learn_model_quality(answer.model).texts, ==, 40);
  g_assert_cmpuint(answer.compared.fresh, ==, 0);
  /* With the town's key it is the town's. */
  g_autoptr(GBytes) own = learn_model_rekey(answer.model, &key, false);
  g_autoptr(LearnModel) model = learn_model_open(own, &key, NULL);
  g_assert_nonnull(model);
  g_assert_null(learn_model_open(own, NULL, NULL));
  /* Beside the present one, which has not seen any of them. */
  g_autoptr(GBytes) again = answer_to(40, 2, model);
  g_auto(LearnAnswer) second = {0};
  g_assert_true(learn_answer_read(again, &second));
  g_assert_cmpuint(second.compared.fresh, ==, 40);
  g_assert_cmpuint(second.compared.right, ==, 40);
  g_assert_cmpuint(second.compared.present_right, ==, 40);
}

static void
test_task_tells_why_not(void)
{
  g_autoptr(GBytes) few = answer_to(19, 2, NULL);
  g_autoptr(GBytes) alike = answer_to(40, 1, NULL);
  g_auto(LearnAnswer) first = {0}, second = {0};
  g_assert_true(learn_answer_read(few, &first));
  g_assert_cmpstr(first.error, ==, "few");
  g_assert_true(learn_answer_read(alike, &second));
  g_assert_cmpstr(second.error, ==, "one-category");
  g_assert_null(second.model);
}

/* Cut anywhere it is no task, unless between two texts. */
static void
test_task_cut(void)
{
  GByteArray *task = g_byte_array_new();
  learn_task_begin(task, categories, NULL);
  guint head = task->len;
  add_texts(task, 1, 1, false);
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(task);
  for (guint cut = 0; cut < g_bytes_get_size(bytes); cut++) {
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, 0, cut);
    g_autoptr(GBytes) answer = learn_task_run(part);
    g_assert_true((answer != NULL) == (cut == head));
  }
}

static void
test_answer_refuses(void)
{
  static const char *const answers[] = {"",
                                        "{}",
                                        "{}\n",
                                        "[]\n",
                                        "{\"error\": \"of mine\"}\n",
                                        "{\"fresh\": 1}\nbote model 1\n{}\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
    g_autoptr(GBytes) bytes =
        g_bytes_new_static(answers[i], strlen(answers[i]));
    g_auto(LearnAnswer) answer = {0};
    g_assert_false(learn_answer_read(bytes, &answer));
    g_assert_null(answer.model);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/learn/task/trains", test_task_trains);
  g_test_add_func("/learn/task/why-not", test_task_tells_why_not);
  g_test_add_func("/learn/task/cut", test_task_cut);
  g_test_add_func("/learn/task/answers", test_answer_refuses);
  return g_test_run();
}
