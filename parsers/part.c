/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding the row for a media type.
 */
#include "parsers/part.h"

#include <string.h>

static bool
matches(const char *pattern, const char *media_type)
{
  size_t size = strlen(pattern);
  if (size > 1 && pattern[size - 1] == '*')
    return g_ascii_strncasecmp(pattern, media_type, size - 1) == 0;
  return g_ascii_strcasecmp(pattern, media_type) == 0;
}

const Part *
part_find(const char *media_type)
{
  const Part *whole_type = NULL, *rest = NULL;
  for (const Part *const *row = part_registry; *row != NULL; row++) {
    const char *pattern = (*row)->media_type;
    if (*pattern == '\0')
      rest = *row;
    else if (!matches(pattern, media_type))
      continue;
    else if (!g_str_has_suffix(pattern, "*"))
      return *row;
    else
      whole_type = *row;
  }
  g_assert(rest != NULL);
  return whole_type != NULL ? whole_type : rest;
}
