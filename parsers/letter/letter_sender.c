/* SPDX-License-Identifier: Apache-2.0
 *
 * The town's lists of senders: newspapers, council groups.
 */
#include <string.h>

#include "parsers/config/text_check.h"
#include "parsers/letter/letter_private.h"

const char *
letter_sender_check(const char *text)
{
  size_t length = strlen(text);
  bool fine = false;
  if (length > 1 && text[length - 1] == '@') {
    g_autofree char *address = g_strconcat(text, "example.org", NULL);
    fine = text_check_email(address) == NULL;
  } else {
    fine = text_check_email(text) == NULL || text_check_domain(text) == NULL;
  }
  return fine ? NULL : "a mail address, a domain, or a name with @ at its end";
}

bool
letter_sender_fits(const char *entry, const char *address)
{
  const char *at = strrchr(address, '@');
  size_t length = strlen(entry);
  if (at == NULL || length == 0)
    return false;
  if (entry[length - 1] == '@')
    return (size_t)(at + 1 - address) == length &&
           g_ascii_strncasecmp(address, entry, length) == 0;
  if (strchr(entry, '@') != NULL)
    return g_ascii_strcasecmp(entry, address) == 0;
  size_t domain = strlen(at + 1);
  if (domain < length)
    return false;
  const char *end = at + 1 + domain - length;
  return (domain == length || end[-1] == '.') &&
         g_ascii_strcasecmp(end, entry) == 0;
}
