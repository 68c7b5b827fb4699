/* SPDX-License-Identifier: Apache-2.0
 *
 * Members of objects.
 */
#include "parsers/json_text.h"

const char *
json_text(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

const char *
json_text_or_empty(const json_t *object, const char *key)
{
  const char *text = json_text(object, key);
  return text != NULL ? text : "";
}

json_int_t
json_whole(const json_t *object, const char *key)
{
  return json_integer_value(json_object_get(object, key));
}

void
json_text_put(json_t *object, const char *key, char *text)
{
  json_object_set_new(object, key, json_string(text));
  g_free(text);
}

const char **
json_text_list(const json_t *list)
{
  size_t count = json_array_size(list);
  const char **texts = g_new0(const char *, count + 1);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    const char *text = json_string_value(json_array_get(list, i));
    if (text != NULL)
      texts[used++] = text;
  }
  return texts;
}

json_t *
json_text_list_new(const GPtrArray *texts)
{
  json_t *list = json_array();
  for (guint i = 0; i < texts->len; i++)
    json_array_append_new(list, json_string(texts->pdata[i]));
  return list;
}
