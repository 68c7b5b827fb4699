/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers by which one reaches a person of the staff: telephone numbers,
 * extensions, rooms, personal mail addresses.  Reads lines of staff_words.h.
 */
#ifndef BOTE_PARSERS_REPLY_DIRECT_NUMBER_H
#define BOTE_PARSERS_REPLY_DIRECT_NUMBER_H

#include <stdbool.h>

/* Does a bare line (staff_words_bare()) hold such a number?  The numbers that
 * are meant for everybody (110, 112, 115, 116117, 0800) are none.
 */
bool direct_number_in(const char *bare);

/* Is the line nothing but such: "Tel. 0381 123-456", "Zimmer 214",
 * "p.mueller@example.org"?
 */
bool direct_number_alone(const char *bare);

#endif
