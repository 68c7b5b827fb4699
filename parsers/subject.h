/* SPDX-License-Identifier: Apache-2.0
 *
 * A subject without what mail programs and gateways put in front of it: "AW:",
 * "WG:", "Re[2]:", "[EXTERN]", "***SPAM***", repeated and mixed, in the usual
 * languages.  For matching (number, category, keyword); people are shown the
 * subject as it came.
 */
#ifndef BOTE_PARSERS_SUBJECT_H
#define BOTE_PARSERS_SUBJECT_H

#include <stdbool.h>

/* What the outermost prefix says the mail is. */
typedef enum SubjectPrefix {
  SUBJECT_PREFIX_NONE,
  SUBJECT_PREFIX_REPLY,   /* "AW:", "Re:" */
  SUBJECT_PREFIX_FORWARD, /* "WG:", "Fwd:" */
  SUBJECT_PREFIX_EITHER,  /* "VS:" replies in Finnish, forwards in Danish */
} SubjectPrefix;

/* Cut a subject down to its base (RFC 5256 2.1, with more prefixes).
 *
 * subject      valid UTF-8, decoded, one line; NULL counts as "".
 * out_prefix   the outermost prefix; may be NULL.  "WG: AW: x" is a forward,
 *              "AW: WG: x" a reply.
 * Returns a copy, owned by the caller; "" when nothing else was there.
 * Brackets that are no known gateway's mark ("[schlagloch] …") stay.
 */
char *subject_base(const char *subject, SubjectPrefix *out_prefix);

/* Is the outermost prefix a forward's? */
bool subject_is_forward(const char *subject);

#endif
