/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers of other ticket systems: the first line is the subject.  Seeds: the
 * rows of tests/unit/test_receipt.c, and tests/fixtures/machine.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/machine/receipt.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *whole = g_utf8_make_valid((const char *)data, (gssize)size);
  g_autofree char *subject = g_strndup(whole, strcspn(whole, "\n"));
  const char *text = whole + strlen(subject);
  g_autofree char *number = receipt_number(subject, text);

  if (number == NULL)
    return 0;
  g_assert(strlen(number) >= RECEIPT_NUMBER_BYTES_MIN &&
           strlen(number) <= RECEIPT_NUMBER_BYTES_MAX);
  g_assert(strpbrk(number, "0123456789") != NULL);
  g_assert(strpbrk(number, "\r\n") == NULL);
  /* What is written on the ticket is found again in what it was read from. */
  g_assert(receipt_number_in(number, subject) ||
           receipt_number_in(number, text));
  g_assert(receipt_number_in(number, number));
  return 0;
}
