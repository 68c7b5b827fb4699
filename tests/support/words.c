/* SPDX-License-Identifier: Apache-2.0
 *
 * Assertions on texts.
 */
#include "tests/support/words.h"

#include <glib.h>
#include <string.h>

void
assert_contains(const char *text, const char *part)
{
  if (text != NULL && strstr(text, part) != NULL)
    return;
  g_test_message("no '%s' in: %s", part, text == NULL ? "(null)" : text);
  g_test_fail();
}

void
assert_lacks(const char *text, const char *part)
{
  if (text != NULL && strstr(text, part) == NULL)
    return;
  g_test_message("'%s' is in: %s", part, text == NULL ? "(null)" : text);
  g_test_fail();
}
