/* SPDX-License-Identifier: Apache-2.0
 *
 * What is typed behind "#von" and "#kanal".  Seeds: the rows of
 * tests/unit/test_caller.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/caller.h"
#include "parsers/sms/e164.h"
#include "tests/support/fuzz.h"

static void
check_number(const char *number)
{
  if (*number == '+')
    g_assert(e164_check_destination(number, NULL) != E164_REFUSAL_SYNTAX);
  else
    g_assert(*number != '\0' && strspn(number, "0123456789") == strlen(number));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  g_autoptr(Caller) caller = caller_parse(text);
  const char *origin = caller_origin_find(text);

  g_assert(origin == NULL ||
           caller_origin_find(caller_origin_word(origin, true)) == origin);
  if (caller == NULL)
    return 0;
  g_assert(caller->name == NULL ||
           (*caller->name != '\0' && g_utf8_validate(caller->name, -1, NULL) &&
            g_utf8_strlen(caller->name, -1) <= CALLER_NAME_MAX));
  g_assert(caller->address == NULL || strchr(caller->address, '@') != NULL);
  for (guint i = 0; i < caller->numbers->len; i++)
    check_number(caller->numbers->pdata[i]);
  return 0;
}
