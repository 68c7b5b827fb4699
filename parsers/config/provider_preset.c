/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading presets out of the program, and laying settings over them.
 */
#include "parsers/config/provider_preset.h"

#include <string.h>

#include "parsers/config/schema_private.h"
#include "parsers/json_text.h"
#include "parsers/resource.h"

#define FOLDER "templates/sms/"
#define SUFFIX ".yaml"

json_t *
provider_preset(const char *name)
{
  g_autofree char *path = g_strconcat(FOLDER, name, SUFFIX, NULL);
  const Resource *resource = resource_find(path);
  if (resource == NULL)
    return NULL;
  g_autoptr(GBytes) bytes =
      g_bytes_new_static(resource->begin, resource_size(resource));
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, path, problems);
  SchemaContext context = {.problems = problems, .directory = "/"};
  g_assert(tree != NULL && problems_count(problems) == 0); /* our own file */
  return schema_json_of(yaml_tree_root(tree), &context);
}

char **
provider_preset_names(void)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  const Resource *resource = NULL;
  while ((resource = resource_next(FOLDER, resource)) != NULL) {
    const char *name = resource->path + strlen(FOLDER);
    g_autofree char *stem = g_strndup(name, strlen(name) - strlen(SUFFIX));
    if (g_str_has_suffix(name, SUFFIX))
      g_strv_builder_add(names, stem);
  }
  return g_strv_builder_end(names);
}

bool
provider_preset_apply(json_t *settings)
{
  const char *name = json_text(settings, "preset");
  if (name == NULL)
    return true;
  json_t *preset = provider_preset(name);
  if (preset == NULL)
    return false;
  (void)json_object_update_recursive(preset, settings); /* fails on no memory */
  (void)json_object_update(settings, preset);           /* likewise */
  json_decref(preset);
  return true;
}
