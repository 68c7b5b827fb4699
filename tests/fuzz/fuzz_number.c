/* SPDX-License-Identifier: Apache-2.0
 *
 * Ticket numbers and telephone numbers in any text.  Seeds: the rows of
 * tests/unit/test_number.c and test_e164.c.
 */
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "parsers/number.h"
#include "parsers/sms/e164.h"
#include "tests/support/fuzz.h"

static void
check(const Number *number)
{
  char text[NUMBER_TEXT_SIZE];
  Number again;

  g_assert(number->serial >= 1 && number->serial <= NUMBER_SERIAL_MAX);
  number_format(number, text);
  /* A short number of eight digits and more would read as a full one. */
  if (number->is_short && number->serial > 9999999)
    return;
  g_assert(number_parse(text, &again));
  g_assert(again.serial == number->serial && again.year == number->year &&
           again.letter == number->letter);
}

static void
check_phone(const char *text, E164Mode mode)
{
  g_autofree char *number = e164_normalise(text, mode);
  g_autofree char *again = NULL;

  if (!number)
    return;
  again = e164_normalise(number, E164_MODE_USER);
  g_assert(g_strcmp0(number, again) == 0);
  g_assert(e164_check_destination(number, NULL) != E164_REFUSAL_SYNTAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  Number number;

  if (number_parse(text, &number))
    check(&number);
  if (number_find(text, &number))
    check(&number);
  check_phone(valid, E164_MODE_USER);
  check_phone(valid, E164_MODE_PROVIDER);
  return 0;
}
