/* SPDX-License-Identifier: Apache-2.0
 *
 * The error domain of parsers/: what a caller can do about bytes it cannot
 * read.  Text a person must act on stands in the message: what, why, what to
 * do.
 */
#ifndef BOTE_PARSERS_PARSE_ERROR_H
#define BOTE_PARSERS_PARSE_ERROR_H

#include <glib.h>

#define PARSE_ERROR (parse_error_quark())
GQuark parse_error_quark(void);

typedef enum ParseError {
  PARSE_ERROR_SYNTAX,      /* not this format: refuse the input */
  PARSE_ERROR_LIMIT,       /* a named limit is exceeded: refuse or degrade */
  PARSE_ERROR_UNSUPPORTED, /* well formed, but a kind we do not read */
  PARSE_ERROR_FORGED,      /* a signature or check digit is wrong: refuse */
} ParseError;

#endif
