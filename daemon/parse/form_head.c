/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows to JSON and back.
 */
#include "daemon/parse/form_head.h"

#include "parsers/config/settings_rows.h"
#include "parsers/json_text.h"
#include "parsers/web_form.h"

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
                                    "email", json_text_list_new(form->email),
                                    "person", json_text_list_new(form->person),
                                    "text", json_text_list_new(form->text),
                                    "place", json_text_list_new(form->place),
                                    "other", json_text_list_new(form->other)));
  }
  return list;
}

WebForm *
form_head_read(const json_t *head)
{
  WebForm *forms = g_new0(WebForm, json_array_size(head) + 1);
  size_t used = 0;
  for (size_t i = 0; i < json_array_size(head); i++) {
    const json_t *form = json_array_get(head, i);
    const char *name = json_text(form, "name");
    const char *sender = json_text(form, "sender");
    if (name == NULL || sender == NULL)
      continue;
    forms[used++] = (WebForm){
        .name = name,
        .sender = sender,
        .is_guarded = json_is_true(json_object_get(form, "guarded")),
        .email = json_text_list(json_object_get(form, "email")),
        .person = json_text_list(json_object_get(form, "person")),
        .text = json_text_list(json_object_get(form, "text")),
        .place = json_text_list(json_object_get(form, "place")),
        .other = json_text_list(json_object_get(form, "other")),
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
