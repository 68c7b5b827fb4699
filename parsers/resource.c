/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-up in the table of built-in files.
 */
#include "parsers/resource.h"

#include <string.h>

const Resource *
resource_find(const char *path)
{
  for (const Resource *r = resource_table; r->path != NULL; r++)
    if (strcmp(r->path, path) == 0)
      return r;
  return NULL;
}

size_t
resource_size(const Resource *resource)
{
  return (size_t)(resource->end - resource->begin);
}

const Resource *
resource_next(const char *prefix, const Resource *previous)
{
  const Resource *r = previous == NULL ? resource_table : previous + 1;
  for (; r->path != NULL; r++)
    if (strncmp(r->path, prefix, strlen(prefix)) == 0)
      return r;
  return NULL;
}
