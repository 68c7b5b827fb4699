/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing and reading of tasks and answers.
 */
#include "parsers/learn/learn_task.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "parsers/json_text.h"

/* The one that trains knows no key; the model it makes is given the true one by
 * who asked (learn_model_rekey). */
static const LearnKey no_key = {{0}};

/* --- the task ------------------------------------------------------------- */

static void
put(GByteArray *out, const void *bytes, size_t size)
{
  g_byte_array_append(out, bytes, (guint)size);
}

static void
put_count(GByteArray *out, size_t count)
{
  uint32_t number = (uint32_t)count;
  put(out, &number, sizeof number);
}

void
learn_task_begin(GByteArray *out, const char *const *categories,
                 const LearnModel *present)
{
  size_t count = g_strv_length((char **)categories);
  put_count(out, count);
  for (size_t i = 0; i < count; i++) {
    put_count(out, strlen(categories[i]));
    put(out, categories[i], strlen(categories[i]));
  }
  g_autoptr(GBytes) model =
      present == NULL ? NULL : learn_model_rekey(present, &no_key, true);
  put_count(out, model == NULL ? 0 : g_bytes_get_size(model));
  if (model != NULL)
    put(out, g_bytes_get_data(model, NULL), g_bytes_get_size(model));
}

/* What of a text has always the same size. */
typedef struct TextHead {
  uint64_t contact;
  uint32_t category, fresh, features;
} TextHead;

void
learn_task_add(GByteArray *out, const LearnText *text, unsigned categories)
{
  TextHead head;
  memset(&head, 0, sizeof head); /* its padding, too: it leaves the process */
  head.contact = text->contact;
  head.category = text->category;
  head.fresh = text->fresh;
  head.features = text->features->len;
  put(out, &head, sizeof head);
  for (guint i = 0; i < text->features->len; i++) {
    const LearnFeature *one = &g_array_index(text->features, LearnFeature, i);
    put(out, &one->hash, sizeof one->hash);
    put(out, &one->count, sizeof one->count);
  }
  put(out, text->words, categories * sizeof *text->words);
}

typedef struct Rest {
  const uint8_t *at;
  size_t left;
} Rest;

static bool
take(Rest *rest, void *out, size_t size)
{
  if (rest->left < size)
    return false;
  memcpy(out, rest->at, size);
  rest->at += size;
  rest->left -= size;
  return true;
}

typedef struct Task {
  char **categories;
  unsigned count;
  LearnModel *present;
  GPtrArray *texts;
} Task;

static void
task_clear(Task *task)
{
  g_strfreev(task->categories);
  learn_model_free(task->present);
  g_clear_pointer(&task->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Task, task_clear)

static bool
take_categories(Rest *rest, Task *task)
{
  uint32_t count, length;
  if (!take(rest, &count, sizeof count) || count == 0 ||
      count > LEARN_CATEGORIES_MAX)
    return false;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
  for (uint32_t i = 0; i < count; i++) {
    if (!take(rest, &length, sizeof length) || length > rest->left)
      return false;
    g_autofree char *id = g_strndup((const char *)rest->at, length);
    rest->at += length;
    rest->left -= length;
    g_strv_builder_add(ids, id);
  }
  task->categories = g_strv_builder_end(ids);
  task->count = count;
  return true;
}

static bool
take_present(Rest *rest, Task *task)
{
  uint32_t size;
  if (!take(rest, &size, sizeof size) || size > rest->left)
    return false;
  g_autoptr(GBytes) bytes = g_bytes_new_static(rest->at, size);
  rest->at += size;
  rest->left -= size;
  if (size > 0)
    task->present = learn_model_open(bytes, NULL, NULL);
  return size == 0 || task->present != NULL;
}

static bool
take_features(Rest *rest, uint32_t count, GArray *out)
{
  for (uint32_t i = 0; i < count; i++) {
    LearnFeature feature;
    if (!take(rest, &feature.hash, sizeof feature.hash) ||
        !take(rest, &feature.count, sizeof feature.count))
      return false;
    g_array_append_val(out, feature);
  }
  return true;
}

static bool
take_text(Rest *rest, Task *task)
{
  TextHead head;
  if (!take(rest, &head, sizeof head) || head.category >= task->count)
    return false;
  LearnText *text = g_new0(LearnText, 1);
  text->contact = head.contact;
  text->category = head.category;
  text->fresh = head.fresh != 0;
  text->words = g_new0(double, task->count);
  text->features = g_array_new(FALSE, FALSE, sizeof(LearnFeature));
  g_ptr_array_add(task->texts, text);
  return take_features(rest, head.features, text->features) &&
         take(rest, text->words, task->count * sizeof *text->words);
}

static bool
read_task(GBytes *bytes, Task *out)
{
  Rest rest;
  rest.at = g_bytes_get_data(bytes, &rest.left);
  out->texts = g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
  if (!take_categories(&rest, out) || !take_present(&rest, out))
    return false;
  while (rest.left > 0)
    if (!take_text(&rest, out))
      return false;
  return true;
}

/* --- the answer ----------------------------------------------------------- */

static GBytes *
write_answer(json_t *head, GBytes *model)
{
  char *line = json_dumps(head, JSON_COMPACT);
  GByteArray *out = g_byte_array_new();
  put(out, line, strlen(line));
  put(out, "\n", 1);
  if (model != NULL)
    put(out, g_bytes_get_data(model, NULL), g_bytes_get_size(model));
  free(line);
  return g_byte_array_free_to_bytes(out);
}

GBytes *
learn_task_run(GBytes *bytes)
{
  g_auto(Task) task = {0};
  if (!read_task(bytes, &task))
    return NULL;
  g_autoptr(GError) error = NULL;
  LearnCompared compared = {0};
  LearnSet set = {(const char *const *)task.categories,
                  task.texts,
                  &no_key,
                  true,
                  task.present,
                  &compared};
  g_autoptr(GBytes) model = learn_train(&set, &error);
  json_auto_t *head =
      model == NULL
          ? json_pack("{s:s}", "error",
                      g_error_matches(error, LEARN_ERROR, LEARN_ERROR_FEW)
                          ? "few"
                          : "one-category")
          : json_pack("{s:I, s:I, s:I}", "fresh", (json_int_t)compared.fresh,
                      "right", (json_int_t)compared.right, "present_right",
                      (json_int_t)compared.present_right);
  return write_answer(head, model);
}

void
learn_answer_clear(LearnAnswer *answer)
{
  g_clear_pointer(&answer->model, learn_model_free);
  g_clear_pointer(&answer->error, g_free);
}

/* Between 0 and the number of texts there may be. */
static unsigned
count_of(const json_t *head, const char *name)
{
  json_int_t number = json_whole(head, name);
  return (unsigned)CLAMP(number, 0, G_MAXINT32);
}

bool
learn_answer_read(GBytes *bytes, LearnAnswer *out)
{
  *out = (LearnAnswer){0};
  size_t size;
  const char *data = g_bytes_get_data(bytes, &size);
  const char *end = size == 0 ? NULL : memchr(data, '\n', size);
  json_auto_t *head =
      end == NULL ? NULL : json_loadb(data, (size_t)(end - data), 0, NULL);
  if (!json_is_object(head))
    return false;
  const char *error = json_text(head, "error");
  if (error != NULL) {
    out->error = g_strdup(error);
    return strcmp(error, "few") == 0 || strcmp(error, "one-category") == 0;
  }
  size_t at = (size_t)(end - data) + 1;
  g_autoptr(GBytes) model = g_bytes_new_from_bytes(bytes, at, size - at);
  out->model = learn_model_open(model, NULL, NULL);
  out->compared =
      (LearnCompared){count_of(head, "fresh"), count_of(head, "right"),
                      count_of(head, "present_right")};
  return out->model != NULL;
}
