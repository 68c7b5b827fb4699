/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a long SMS, from the words of its parts.  Which parts belong
 * together is known elsewhere (queue/sms_part.h).
 */
#ifndef BOTE_PARSERS_SMS_SMS_JOIN_H
#define BOTE_PARSERS_SMS_SMS_JOIN_H

#include <glib.h>
#include <stdbool.h>

enum {
  /* Bytes of a part's words; 153 characters of GSM 03.38 have at most 459.  A
   * longer one is no part, whatever it says, so that a whole text of 255 fits
   * into SMS_WIRE_TEXT_MAX. */
  SMS_JOIN_PART_MAX = 1000,
};

/* Stands where parts are missing, once for each run of them. */
#define SMS_JOIN_GAP "[…]"

/* Put parts together in their order.  They are cut within words, so nothing
 * comes between them.
 *
 * parts   char *, valid UTF-8; NULL: missing
 * Returns the text in normal form C, owned by the caller.
 */
char *sms_join_parts(const GPtrArray *parts);

/* The numbers of those missing, "2, 4"; NULL when none is; owned. */
char *sms_join_missing(const GPtrArray *parts);

#endif
