/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch town in which it matters where something is: a street that there
 * are two of, and street lamps that are another department's in each district.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_PLACES_H
#define BOTE_TESTS_SUPPORT_TOWN_PLACES_H

#include "tests/support/town_post.h"

/* Bergstraße is in Nord and in Süd, "Lndenstraße" as near to Lindenstraße
 * (Nord) as to Landenstraße (Süd), Mühlenweg in Süd alone.  Lamps
 * are of stadtwerke, in Süd of gruen; holes of tiefbau everywhere. */
TownFixture *town_with_places(void);

/* Write a file of the town directory, and have the town read it. */
void town_write_file(TownFixture *town, const char *name, const char *text);

/* Place and department of the newest ticket. */
void town_assert_place(TownFixture *town, const char *place,
                       const char *department);
/* The place of a ticket, by year and serial: "2600001". */
void town_assert_place_of(TownFixture *town, const char *serial,
                          const char *place);

#endif
