/* SPDX-License-Identifier: Apache-2.0
 *
 * Candidates for places as one line, for tables of tests.
 */
#ifndef BOTE_TESTS_SUPPORT_PLACES_H
#define BOTE_TESTS_SUPPORT_PLACES_H

#include "parsers/place/places.h"

/* "Gartenstr. #12 + @54.0924,12.0991": each candidate's street, "#number",
 * "@point" with four decimals, {text} where there is no street or it says more
 * than street and number, "K" before a link.  New. */
char *places_to_line(const char *text, const Gazetteer *gazetteer);
char *place_list_to_line(const GPtrArray *places);

/* What a file of names and a text cost: CPU seconds of this process, so that
 * others on the machine do not count; the best of `tries`.
 *
 * out_names   how many names were read
 */
double places_load_s(GBytes *csv, unsigned tries, size_t *out_names);
double places_find_s(const char *text, const Gazetteer *gazetteer,
                     unsigned tries);

#endif
