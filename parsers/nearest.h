/* SPDX-License-Identifier: Apache-2.0
 *
 * "Did you mean …?": the known name that is nearest to a mistyped one.
 */
#ifndef BOTE_PARSERS_NEAREST_H
#define BOTE_PARSERS_NEAREST_H

#include <stddef.h>

/* Typing errors between two words: inserted, missing, wrong and swapped
 * neighbouring letters count one each (optimal string alignment), without
 * regard to case.  UTF-8; only the first 64 characters are compared. */
int nearest_distance(const char *a, const char *b);

/* The nearest of `names`, borrowed; NULL when none is near enough (at most one
 * error in three letters, at least one).  The first one wins a tie.
 *
 * names  `count` strings; NULL entries are skipped.
 */
const char *nearest_name(const char *wrong, const char *const *names,
                         size_t count);

#endif
