/* SPDX-License-Identifier: Apache-2.0
 *
 * A letter to the mayor of the scratch town, and those who pass it on.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_FORWARD_H
#define BOTE_TESTS_SUPPORT_TOWN_FORWARD_H

#include "tests/support/town_fixture.h"

#define FORWARD_COUNCIL "Karin Vogt <karin.vogt@example.org>"
#define FORWARD_MAYOR "Rainer Kunz <buergermeister@musterhagen.example.org>"

/* How mail programs begin what they pass on. */
#define FORWARD_HEAD                                                           \
  "Von: Erika Muster <erika@example.net>\n"                                    \
  "Gesendet: Sonntag, 3. Mai 2026 08:14\n"                                     \
  "An: Herr B\303\274rgermeister Kunz "                                        \
  "<buergermeister@musterhagen.example.org>\n"                                 \
  "Betreff: Schlagloch\n\n"
#define FORWARD_WORDS                                                          \
  "Vor der Gartenstra\303\237e 12 ist ein Schlagloch, neben der Haselnuss."
#define FORWARD_NOTE "Die ruft dauernd an, bitte schnell."
#define FORWARD_SENTENCE                                                       \
  "Ihre Nachricht vom 3. Mai an Herrn B\303\274rgermeister Kunz wurde an uns " \
  "weitergegeben."

/* A town in which nothing of the letter may stand in plain. */
TownFixture *town_forward_new(void);

/* Pass the letter on, below a note and the header of a mail program, and have
 * it decided. */
void town_pass_on(TownFixture *town, const char *from, const char *head);

/* The first column of the first row of a query is this. */
void town_assert_text(TownFixture *town, const char *sql, const char *expected);

#endif
