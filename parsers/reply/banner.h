/* SPDX-License-Identifier: Apache-2.0
 *
 * The boxes that mail gateways put above or below somebody's words: "Diese
 * E-Mail stammt von außerhalb …", "Virenfrei. www.avg.com".  Only what is
 * unmistakably such a box is one; a citizen's own sentence never is.
 */
#ifndef BOTE_PARSERS_REPLY_BANNER_H
#define BOTE_PARSERS_REPLY_BANNER_H

#include <glib.h>

#include "parsers/word_sieve.h"

/* Add how lines of boxes begin to a sieve, before lines are made with it. */
void banner_fill(WordSieve *sieve);

/* How many lines from `first` on are one box.
 *
 * lines   ReplyLine; `first` is an index of it.
 * Returns 0 when no box begins there.  Looks at BANNER_LINES_MAX lines.
 */
guint banner_lines(const GArray *lines, guint first);

/* Mark the boxes at the top and at the bottom as REPLY_FOOTER: those with
 * nothing written above them, or nothing but what was marked before below.
 */
void banner_mark(GArray *lines);

#endif
