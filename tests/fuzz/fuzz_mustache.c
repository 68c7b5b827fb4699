/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the mustache engine: the input is a template, a NUL byte and JSON data.
 * Its partials call the template itself, so that recursion is fuzzed, too.
 */
#include "templates/mustache.h"

#include <stdint.h>
#include <string.h>

#include "tests/support/fuzz.h"

static const Mustache *
find_partial(const char *name, void *user)
{
  (void)name;
  return user;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  const char *text = (const char *)bytes;
  const char *nul = memchr(text, '\0', size);
  size_t len = nul == NULL ? size : (size_t)(nul - text);
  g_autoptr(Mustache) mustache = mustache_parse("fuzz", text, len, NULL);
  if (mustache == NULL)
    return 0;
  g_autoptr(GArray) names = mustache_names(mustache);
  (void)names;
  json_t *data =
      nul == NULL ? NULL
                  : json_loadb(nul + 1, size - len - 1, JSON_DECODE_ANY, NULL);
  MustacheStyle style = {.partial = find_partial, .user = mustache};
  for (int escape = 0; escape <= MUSTACHE_ESCAPE_HTML; escape++) {
    style.escape = (MustacheEscape)escape;
    g_free(mustache_render(mustache, data, &style, NULL));
  }
  json_decref(data);
  return 0;
}
