/* SPDX-License-Identifier: Apache-2.0
 *
 * "AUCH 417": somebody tells of what another one reported, by its number.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_ALSO_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_ALSO_H

#include <stdbool.h>

#include "parsers/number.h"

/* Does a text, valid UTF-8, begin with that?  "ALSO 417", "me too 26-00417-6,
 * it is dark here".  Behind a short number the line must end: "auch 3 Laternen"
 * is no number.
 *
 * out_rest  what he says besides, as written, owned by the caller; "": nothing
 * Returns false, both untouched, for anything else.
 */
bool keyword_also(const char *text, Number *out, char **out_rest);

#endif
