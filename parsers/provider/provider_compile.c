/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings to tables, value by value.
 */
#include "parsers/provider/provider_compile.h"

#include "parsers/json_path.h"
#include "parsers/json_text.h"
#include "parsers/name_table.h"
#include "parsers/parse_error.h"

/* Note that `word` is unknown at `key`. */
static void
complain(ProviderCompiler *compiler, const char *key, const char *word)
{
  if (!compiler->failed)
    g_set_error(compiler->error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "%s: unknown word '%s'", key, word);
  compiler->failed = true;
}

void *
provider_compile_keep(ProviderCompiler *compiler, void *made)
{
  g_ptr_array_add(compiler->owned, made);
  return made;
}

/* Any scalar as text: settings written as JSON have numbers, too. */
static const char *
scalar(ProviderCompiler *compiler, const json_t *value)
{
  if (json_is_string(value))
    return json_string_value(value);
  char *text = json_path_text(value, "", 0);
  return provider_compile_keep(compiler, text != NULL ? text : g_strdup(""));
}

const char *const *
provider_compile_words(ProviderCompiler *compiler, const json_t *object,
                       const char *key)
{
  const json_t *list = json_object_get(object, key);
  size_t count = json_array_size(list);
  if (!json_is_array(list))
    return NULL;
  const char **words =
      provider_compile_keep(compiler, g_new0(const char *, count + 1));
  for (size_t i = 0; i < count; i++)
    words[i] = scalar(compiler, json_array_get(list, i));
  return words;
}

ProviderWhen
provider_compile_when(ProviderCompiler *compiler, const json_t *object,
                      const char *key)
{
  const json_t *when = json_object_get(object, key);
  return (ProviderWhen){.path = json_text(when, "path"),
                        .is = provider_compile_words(compiler, when, "is")};
}

const ProviderPair *
provider_compile_pairs(ProviderCompiler *compiler, const json_t *object,
                       const char *key)
{
  json_t *members = json_object_get(object, key);
  const char *name = NULL;
  json_t *value = NULL;
  size_t used = 0;
  if (!json_is_object(members))
    return NULL;
  ProviderPair *pairs = provider_compile_keep(
      compiler, g_new0(ProviderPair, json_object_size(members) + 1));
  json_object_foreach(members, name, value)
  {
    pairs[used++] = (ProviderPair){name, scalar(compiler, value)};
  }
  return pairs;
}

const ProviderState *
provider_compile_states(ProviderCompiler *compiler, const json_t *object,
                        const char *key)
{
  const ProviderPair *pairs = provider_compile_pairs(compiler, object, key);
  size_t count = json_object_size(json_object_get(object, key));
  if (pairs == NULL)
    return NULL;
  ProviderState *states =
      provider_compile_keep(compiler, g_new0(ProviderState, count + 1));
  for (size_t i = 0; i < count; i++) {
    states[i].word = pairs[i].name;
    if (!sms_report_state_from_string(pairs[i].value, &states[i].state))
      complain(compiler, key, pairs[i].value);
  }
  return states;
}

const ProviderClass *
provider_compile_classes(ProviderCompiler *compiler, const json_t *send)
{
  static const char *const keys[] = {"classes", "codes"};
  size_t used = 0, count = 0;
  for (size_t k = 0; k < G_N_ELEMENTS(keys); k++)
    count += json_object_size(json_object_get(send, keys[k]));
  ProviderClass *classes =
      provider_compile_keep(compiler, g_new0(ProviderClass, count + 1));
  for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
    const ProviderPair *pairs = provider_compile_pairs(compiler, send, keys[k]);
    for (; pairs != NULL && pairs->name != NULL; pairs++) {
      classes[used].code = pairs->name;
      if (!provider_send_class_from_string(pairs->value,
                                           &classes[used].outcome))
        complain(compiler, "send.classes", pairs->value);
      used++;
    }
  }
  return classes;
}

int
provider_compile_choice(ProviderCompiler *compiler, const json_t *object,
                        const char *key, const char *const *choices)
{
  const char *word = json_text(object, key);
  int i = name_table_find(choices, g_strv_length((char **)choices), word);
  if (i < 0 && word != NULL)
    complain(compiler, key, word);
  return MAX(i, 0);
}
