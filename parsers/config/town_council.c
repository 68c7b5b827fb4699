/* SPDX-License-Identifier: Apache-2.0
 *
 * A short list, asked once a mail.
 */
#include "parsers/config/town_council.h"

#include <string.h>

bool
town_council_lists(const Town *town, const char *address)
{
  const char *at = strrchr(address, '@');
  for (guint i = 0; i < town->council->len; i++) {
    const char *entry = g_ptr_array_index(town->council, i);
    const char *part =
        strchr(entry, '@') != NULL || at == NULL ? address : at + 1;
    if (g_ascii_strcasecmp(entry, part) == 0)
      return true;
  }
  return false;
}
