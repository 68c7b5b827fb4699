/* SPDX-License-Identifier: Apache-2.0
 *
 * Which department somebody means by what he types: its id, its name, or the
 * part of the name by which people call it ("Stadtgrün").
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_NAMED_H
#define BOTE_PARSERS_CONFIG_TOWN_NAMED_H

#include "parsers/config/town.h"

/* The departments that are called so, in the order of their file
 * (const Department *, borrowed from the town); the array is the caller's.
 *
 * typed   UTF-8; case, umlauts, blanks and hyphens do not matter, nor does
 *         "an das" in front
 *
 * Its id or whole name stands for one alone.  Else each word must be a word of
 * the name, or, where no department has them all, the beginning of one, of
 * three letters or more.  One: it is meant.  Several: ask which.
 */
GPtrArray *town_departments_named(const Town *town, const char *typed);

#endif
