/* SPDX-License-Identifier: Apache-2.0
 *
 * The user data header of an SMS (3GPP TS 23.040 9.2.3.24), as gateways show
 * it: hexadecimal, its length first.  Of its elements only concatenation is
 * read and written; a national alphabet is the gateway's business.
 */
#ifndef BOTE_PARSERS_SMS_UDH_H
#define BOTE_PARSERS_SMS_UDH_H

#include <stdbool.h>

/* Which part of which long message (9.2.3.24.1, 9.2.3.24.8). */
typedef struct UdhConcat {
  int reference; /* the sender's number for the message: 8 or 16 bits */
  int total;     /* 1 to 255 */
  int number;    /* 1 to total */
} UdhConcat;

/* Read the concatenation out of a header.
 *
 * hex   may be NULL or empty: an SMS without header.
 * out   overwritten only on success.
 * False: not hexadecimal, lengths that do not fit each other, a part number
 * beyond the total, or no concatenation in it: the SMS stands for itself.
 */
bool udh_read_concat(const char *hex, UdhConcat *out);

#endif
