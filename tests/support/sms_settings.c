/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings as a town writes them, read as bote.yaml is.
 */
#include "tests/support/sms_settings.h"

#include <string.h>

#include "parsers/config/provider_preset.h"
#include "parsers/config/schema_private.h"

static json_t *
read_file(const char *name)
{
  g_autofree char *path =
      g_strdup_printf("tests/fixtures/sms-settings/%s.yaml", name);
  char *text = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &text, &size, NULL))
    return NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_take(text, size);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, path, problems);
  SchemaContext context = {.problems = problems, .directory = "/"};
  g_assert_cmpuint(problems_count(problems), ==, 0);
  return schema_json_of(yaml_tree_root(tree), &context);
}

const Provider *
sms_settings_find(const char *name, json_t **out_config)
{
  const Provider *row = provider_find(name);
  *out_config = row != NULL ? json_object() : provider_preset(name);
  if (*out_config == NULL)
    *out_config = read_file(name);
  if (row == NULL && *out_config != NULL)
    row = provider_find("generic");
  return row;
}

/* Names of the data that are not those of our rows. */
static const struct {
  const char *theirs, *ours;
} aliases[] = {
    {"vonage-messages", "vonage"},
};

SmsKnown
sms_settings_known(const char *name)
{
  g_autofree char *plain = g_strndup(name, strcspn(name, "("));
  const char *ours = plain;
  SmsKnown known = {0};
  for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
    if (strcmp(aliases[i].theirs, plain) == 0)
      ours = aliases[i].ours;
  known.row = sms_settings_find(ours, &known.config);
  g_test_message("%s", name);
  g_assert_nonnull(known.row);
  return known;
}

SmsBatch *
sms_settings_parse(const char *name, const ProviderRequest *request)
{
  SmsKnown known = sms_settings_known(name);
  SmsBatch *batch = NULL;
  g_autoptr(GError) error = NULL;
  (void)provider_parse(known.row, request, known.config, &batch, &error);
  g_assert_no_error(error);
  json_decref(known.config);
  return batch;
}
