/* SPDX-License-Identifier: Apache-2.0
 *
 * A model as bytes: a line that names the format, a line of JSON, then the
 * hashes (64 bits), how rare they are, and the weights (IEEE 754, 32 bits), all
 * with the low byte first.
 */
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/json_text.h"
#include "parsers/learn/learn_private.h"

static const char FORMAT[] = "bote model 1\n";

/* Tells one key from another, and nothing else of it. */
static char *
check_of(const LearnKey *key)
{
  return g_strdup_printf("%016" G_GINT64_MODIFIER "x",
                         learn_hash(key, FORMAT, sizeof FORMAT));
}

static char *
key_to_hex(const LearnKey *key)
{
  GString *hex = g_string_new(NULL);
  for (size_t i = 0; i < LEARN_KEY_SIZE; i++)
    g_string_append_printf(hex, "%02x", key->bytes[i]);
  return g_string_free(hex, FALSE);
}

/* False: it is none. */
static bool
key_from_hex(const char *hex, LearnKey *out)
{
  if (hex == NULL || strlen(hex) != 2 * LEARN_KEY_SIZE)
    return false;
  for (size_t i = 0; i < LEARN_KEY_SIZE; i++) {
    int high = g_ascii_xdigit_value(hex[2 * i]);
    int low = g_ascii_xdigit_value(hex[2 * i + 1]);
    if (high < 0 || low < 0)
      return false;
    out->bytes[i] = (uint8_t)(high * 16 + low);
  }
  return true;
}

/* --- out ------------------------------------------------------------------ */

static void
put_numbers(GByteArray *out, const float *numbers, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &numbers[i], sizeof bits);
    bits = GUINT32_TO_LE(bits);
    g_byte_array_append(out, (const uint8_t *)&bits, sizeof bits);
  }
}

static json_t *
head_of(const LearnModel *model)
{
  g_autofree char *check = check_of(&model->key);
  g_autofree char *key = model->carries_key ? key_to_hex(&model->key) : NULL;
  json_t *categories = json_array(), *taught = json_array();
  for (unsigned i = 0; i < model->count; i++)
    json_array_append_new(categories, json_string(model->categories[i]));
  for (unsigned i = 0; i < model->taught; i++)
    json_array_append_new(taught, json_integer(model->taught_as[i]));
  return json_pack("{s:s* s:s s:o s:o s:I s:f s:I s:f s:f}", "key", key,
                   "check", check, "categories", categories, "taught", taught,
                   "features", (json_int_t)model->vocabulary.size, "sharpness",
                   model->sharpness, "texts", (json_int_t)model->quality.texts,
                   "accuracy", model->quality.accuracy, "words_only",
                   model->quality.words_only);
}

GBytes *
learn_model_write(const LearnModel *model)
{
  json_auto_t *head = head_of(model);
  char *line = json_dumps(head, JSON_COMPACT);
  unsigned size = model->vocabulary.size;
  GByteArray *out = g_byte_array_new();
  g_byte_array_append(out, (const uint8_t *)FORMAT, sizeof FORMAT - 1);
  g_byte_array_append(out, (const uint8_t *)line, (guint)strlen(line));
  g_byte_array_append(out, (const uint8_t *)"\n", 1);
  free(line);
  for (unsigned i = 0; i < size; i++) {
    uint64_t hash = GUINT64_TO_LE(model->vocabulary.hashes[i]);
    g_byte_array_append(out, (const uint8_t *)&hash, sizeof hash);
  }
  put_numbers(out, model->vocabulary.rarity, size);
  put_numbers(out, model->weights,
              (size_t)learn_places(size, model->count) * model->taught);
  g_assert(out->len <= LEARN_MODEL_MAX);
  return g_byte_array_free_to_bytes(out);
}

/* --- in ------------------------------------------------------------------- */

typedef struct Rest {
  const uint8_t *at;
  size_t left;
} Rest;

static bool
take(Rest *rest, size_t count, const uint8_t **out)
{
  if (rest->left < count)
    return false;
  *out = rest->at;
  rest->at += count;
  rest->left -= count;
  return true;
}

/* One line without its end, owned; NULL: there is none. */
static char *
take_line(Rest *rest)
{
  const uint8_t *end = memchr(rest->at, '\n', rest->left);
  const uint8_t *line;
  if (end == NULL || !take(rest, (size_t)(end - rest->at) + 1, &line))
    return NULL;
  return g_strndup((const char *)line, (size_t)(end - line));
}

/* NULL: too few, or one that is no number. */
static float *
take_numbers(Rest *rest, size_t count)
{
  const uint8_t *from;
  if (!take(rest, count * sizeof(uint32_t), &from))
    return NULL;
  g_autofree float *numbers = g_new(float, count);
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, from + i * sizeof bits, sizeof bits);
    bits = GUINT32_FROM_LE(bits);
    memcpy(&numbers[i], &bits, sizeof bits);
    if (!isfinite(numbers[i]))
      return NULL;
  }
  return g_steal_pointer(&numbers);
}

/* NULL: too few, or not rising. */
static uint64_t *
take_hashes(Rest *rest, size_t count)
{
  const uint8_t *from;
  if (!take(rest, count * sizeof(uint64_t), &from))
    return NULL;
  g_autofree uint64_t *hashes = g_new(uint64_t, count);
  for (size_t i = 0; i < count; i++) {
    memcpy(&hashes[i], from + i * sizeof *hashes, sizeof *hashes);
    hashes[i] = GUINT64_FROM_LE(hashes[i]);
    if (i > 0 && hashes[i] <= hashes[i - 1])
      return NULL;
  }
  return g_steal_pointer(&hashes);
}

static bool
read_categories(LearnModel *model, const json_t *head)
{
  const json_t *list = json_object_get(head, "categories");
  size_t count = json_array_size(list);
  if (count < 2 || count > LEARN_CATEGORIES_MAX)
    return false;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
  for (size_t i = 0; i < count; i++) {
    const char *id = json_string_value(json_array_get(list, i));
    if (id == NULL)
      return false;
    g_strv_builder_add(ids, id);
  }
  g_auto(GStrv) all = g_strv_builder_end(ids);
  learn_model_set_categories(model, (const char *const *)all);
  return true;
}

static bool
read_taught(LearnModel *model, const json_t *head)
{
  const json_t *list = json_object_get(head, "taught");
  size_t count = json_array_size(list);
  if (count < 2 || count > model->count)
    return false;
  model->taught = (unsigned)count;
  model->taught_as = g_new(unsigned, count);
  for (size_t i = 0; i < count; i++) {
    json_int_t place = json_integer_value(json_array_get(list, i));
    if (place < 0 || place >= model->count)
      return false;
    model->taught_as[i] = (unsigned)place;
  }
  return true;
}

static bool
read_head(LearnModel *model, const json_t *head, json_int_t *out_features)
{
  *out_features = json_whole(head, "features");
  model->sharpness = json_number_value(json_object_get(head, "sharpness"));
  model->quality = (LearnQuality){
      .texts = (unsigned)json_whole(head, "texts"),
      .accuracy = json_number_value(json_object_get(head, "accuracy")),
      .words_only = json_number_value(json_object_get(head, "words_only"))};
  return *out_features >= 0 && *out_features <= LEARN_MODEL_MAX &&
         model->sharpness > 0 && model->sharpness <= 100 &&
         read_categories(model, head) && read_taught(model, head);
}

/* All after the JSON, to the last byte. */
static bool
read_numbers(LearnModel *model, Rest *rest, unsigned features)
{
  g_autofree uint64_t *hashes = take_hashes(rest, features);
  g_autofree float *rarity = take_numbers(rest, features);
  if (hashes == NULL || rarity == NULL)
    return false;
  learn_vocabulary_init(&model->vocabulary, g_steal_pointer(&hashes),
                        g_steal_pointer(&rarity), features);
  size_t places = learn_places(features, model->count);
  model->weights = take_numbers(rest, places * model->taught);
  return model->weights != NULL && rest->left == 0;
}

/* The key given or carried; false: it is not that of the model. */
static bool
take_key(LearnModel *model, const json_t *head, const LearnKey *key)
{
  model->carries_key = key_from_hex(json_text(head, "key"), &model->key);
  if (key != NULL)
    model->key = *key;
  else if (!model->carries_key)
    return false;
  g_autofree char *check = check_of(&model->key);
  return g_strcmp0(json_text(head, "check"), check) == 0;
}

LearnModel *
learn_model_open(GBytes *bytes, const LearnKey *key, GError **error)
{
  Rest rest;
  rest.at = g_bytes_get_data(bytes, &rest.left);
  if (rest.left > LEARN_MODEL_MAX) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "a model has at most %d bytes", LEARN_MODEL_MAX);
    return NULL;
  }
  const uint8_t *format;
  bool begins = take(&rest, sizeof FORMAT - 1, &format) &&
                memcmp(format, FORMAT, sizeof FORMAT - 1) == 0;
  g_autofree char *line = begins ? take_line(&rest) : NULL;
  json_auto_t *head = line == NULL ? NULL : json_loads(line, 0, NULL);
  g_autoptr(LearnModel) model = g_new0(LearnModel, 1);
  json_int_t features = 0;
  if (head == NULL || !read_head(model, head, &features)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX, "this is no model");
    return NULL;
  }
  if (!take_key(model, head, key)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_FORGED,
                "the model was trained with another key");
    return NULL;
  }
  if (!read_numbers(model, &rest, (unsigned)features)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the model is not complete");
    return NULL;
  }
  return g_steal_pointer(&model);
}
