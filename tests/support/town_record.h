/* SPDX-License-Identifier: Apache-2.0
 *
 * A town whose colleagues write down what others tell.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_RECORD_H
#define BOTE_TESTS_SUPPORT_TOWN_RECORD_H

#include "tests/support/town_post.h"

#define RECORD "erfassen@musterhagen.example.org"
#define DESK "zentrale@musterhagen.example.org"
#define LISTED "k.beispiel@musterhagen.example.org"
#define COLLEAGUE "c.meier@musterhagen.example.org"
#define FOREIGN "mallory@example.com"
#define MOBILE "+491722881738"

#define WORDS "Vor der Gartenstraße 12 ist ein tiefes Schlagloch, sagt sie.\n"

/* With the address RECORD; nobody may act by his domain alone. */
TownFixture *town_record_new(void);

/* A listed colleague writes to that address. */
void town_dictate(TownFixture *town, const char *text);

/* A column of the only ticket; owned. */
char *town_record_column(TownFixture *town, const char *column);
void town_record_assert(TownFixture *town, const char *column,
                        const char *value);
int64_t town_record_tickets(TownFixture *town);
/* Does the history of any message hold this? */
bool town_record_was_noted(TownFixture *town, const char *what);

#endif
