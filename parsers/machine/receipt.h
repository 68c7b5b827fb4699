/* SPDX-License-Identifier: Apache-2.0
 *
 * The number that somebody else's ticket system gives a matter: read from its
 * automatic receipt, found again in what comes later.
 */
#ifndef BOTE_PARSERS_MACHINE_RECEIPT_H
#define BOTE_PARSERS_MACHINE_RECEIPT_H

#include <stdbool.h>

enum {
  RECEIPT_NUMBER_BYTES_MIN = 3, /* fewer are a street's */
  RECEIPT_NUMBER_BYTES_MAX = 32,
};

/* The number behind a word for it ("Vorgangsnummer: S-2026/4711", "[Ticket#
 * 20260521]", "Ihr Zeichen"), with a digit in it; one that looks like ours does
 * not count.
 *
 * subject, text  UTF-8, NULL is ""; the subject is read first
 * Returns the number as written, owned by the caller; NULL: none.
 */
char *receipt_number(const char *subject, const char *text);

/* Does a text hold this number, not as a part of a longer one?  Case does not
 * matter.  NULL is "". */
bool receipt_number_in(const char *number, const char *text);

#endif
