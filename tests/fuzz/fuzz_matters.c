/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the matters of a letter, with the shipped town: ranges lie within the
 * text, rise, do not overlap and hold whole characters.
 */
#include "parsers/matters/matters.h"

#include <stdint.h>
#include <string.h>

#include "parsers/config/town.h"
#include "parsers/resource.h"
#include "tests/support/fuzz.h"

static Town *
shipped_town(void)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  g_autoptr(GHashTable) files = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_strconcat("templates/town/", names[i], NULL);
    const Resource *resource = resource_find(path);
    g_hash_table_insert(
        files, (char *)names[i],
        g_bytes_new_static(resource->begin, resource_size(resource)));
  }
  g_autoptr(Problems) problems = problems_new();
  return town_parse(files, problems);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  g_autofree char *copy = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(copy, -1);
  static Town *town = NULL; /* it takes longer than a letter does */
  if (town == NULL)
    town = shipped_town();
  g_autoptr(Matters) matters = matters_find(text, town);
  g_assert_cmpuint(matters->list->len, <=, MATTERS_MAX);
  g_assert_true(matters->confidence >= 0 && matters->confidence <= 1);
  g_assert_true(matters->list->len > 1 || matters->confidence == 0);
  size_t end = 0;
  for (guint i = 0; i < matters->list->len; i++) {
    const Matter *matter = &g_array_index(matters->list, Matter, i);
    g_assert_cmpuint(matter->offset, >=, end);
    g_assert_cmpuint(matter->size, >, 0);
    end = matter->offset + matter->size;
    g_assert_cmpuint(end, <=, strlen(text));
    g_assert_true(
        g_utf8_validate(text + matter->offset, (gssize)matter->size, NULL));
  }
  (void)matters_mention_picture(text, text, (unsigned)size % 4);
  return 0;
}
