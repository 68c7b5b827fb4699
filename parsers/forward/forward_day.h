/* SPDX-License-Identifier: Apache-2.0
 *
 * The day in the date that a mail program repeats above a mail that it passes
 * on: "Donnerstag, 21. Mai 2026 07:42", "Thu, May 21, 2026 at 7:42 AM".
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_DAY_H
#define BOTE_PARSERS_FORWARD_FORWARD_DAY_H

/* Read it.
 *
 * value   valid UTF-8; NULL allowed.
 * Returns "2026-05-21", owned by the caller; NULL for what is no date, has no
 * year, could be two days ("5/3/2026"), or names its month in another language
 * than German and English.
 */
char *forward_day_read(const char *value);

#endif
