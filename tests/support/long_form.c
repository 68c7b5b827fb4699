/* SPDX-License-Identifier: Apache-2.0
 *
 * Which form of a test was asked for.
 */
#include "tests/support/long_form.h"

#include <glib.h>
#include <string.h>

unsigned
long_form(const char *variable, unsigned usual, unsigned full)
{
  const char *value = g_getenv(variable);
  return value != NULL && strcmp(value, "full") == 0 ? full : usual;
}
