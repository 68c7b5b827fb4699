/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows to JSON and back.
 */
#include "daemon/parse/form_head.h"

#include "parsers/config/settings_rows.h"
#include "parsers/web_form.h"

static json_t *
texts_to_json(const GPtrArray *texts)
{
  json_t *list = json_array();
  for (guint i = 0; i < texts->len; i++)
    json_array_append_new(list, json_string(texts->pdata[i]));
  return list;
}

json_t *
form_head_write(const GPtrArray *forms)
{
  json_t *list = json_array();
  for (guint i = 0; i < forms->len; i++) {
    const FormSettings *form = forms->pdata[i];
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o}",
                                    "name", form->name, "sender", form->sender,
                                    "guarded", form->trust == FORM_TRUST_SERVER,
                                    "email", texts_to_json(form->email),
                                    "person", texts_to_json(form->person),
                                    "text", texts_to_json(form->text), "place",
                                    texts_to_json(form->place), "other",
                                    texts_to_json(form->other)));
  }
  return list;
}

/* A NULL-terminated array; the strings stay the list's. */
static const char *const *
labels_of(const json_t *form, const char *key)
{
  const json_t *list = json_object_get(form, key);
  const char **labels = g_new0(const char *, json_array_size(list) + 1);
  size_t used = 0;
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *label = json_string_value(json_array_get(list, i));
    if (label != NULL)
      labels[used++] = label;
  }
  return labels;
}

WebForm *
form_head_read(const json_t *head)
{
  WebForm *forms = g_new0(WebForm, json_array_size(head) + 1);
  size_t used = 0;
  for (size_t i = 0; i < json_array_size(head); i++) {
    const json_t *form = json_array_get(head, i);
    const char *name = json_string_value(json_object_get(form, "name"));
    const char *sender = json_string_value(json_object_get(form, "sender"));
    if (name == NULL || sender == NULL)
      continue;
    forms[used++] = (WebForm){
        .name = name,
        .sender = sender,
        .is_guarded = json_is_true(json_object_get(form, "guarded")),
        .email = labels_of(form, "email"),
        .person = labels_of(form, "person"),
        .text = labels_of(form, "text"),
        .place = labels_of(form, "place"),
        .other = labels_of(form, "other"),
    };
  }
  return forms;
}

void
form_head_free(WebForm *forms)
{
  for (WebForm *form = forms; form != NULL && form->name != NULL; form++) {
    g_free((void *)form->email);
    g_free((void *)form->person);
    g_free((void *)form->text);
    g_free((void *)form->place);
    g_free((void *)form->other);
  }
  g_free(forms);
}
