/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of the example town (templates/town), for who reads them with some
 * of its own.
 */
#ifndef BOTE_TESTS_SUPPORT_EXAMPLE_TOWN_H
#define BOTE_TESTS_SUPPORT_EXAMPLE_TOWN_H

#include "parsers/config/town.h"

/* Name within the directory -> GBytes *, as town_parse() takes it; the
 * caller's. */
GHashTable *example_town_files(void);

/* The town of these files, the caller's; ends the program with all problems
 * when it is none.
 *
 * read  town_parse or town_parse_plain */
Town *example_town_read(GHashTable *files,
                        Town *(*read)(GHashTable *files, Problems *problems));

#endif
