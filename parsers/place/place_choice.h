/* SPDX-License-Identifier: Apache-2.0
 *
 * A place that may be several: among which of them its writer chooses, and
 * which one his answer means.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_CHOICE_H
#define BOTE_PARSERS_PLACE_PLACE_CHOICE_H

#include "parsers/place/place.h"

struct Districts;

enum { PLACE_CHOICES_MAX = 4 };

/* One of them. */
typedef struct PlaceChoice {
  char *label;  /* tells it from the others: "Nord", or the street's name */
  char *street; /* as the gazetteer spells it */
  char *number; /* of the house, as told; NULL: none */
  double latitude, longitude; /* WGS 84, degrees */
} PlaceChoice;

void place_choice_free(PlaceChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceChoice, place_choice_free)

/* The choices that the candidates of a message leave (PlaceChoice *): streets
 * of one name, told apart by their quarters, else by the districts they lie in;
 * or the names between which a misspelt one stands.  None where the place is
 * sure, where nothing is known of it, or where no label would tell them apart.
 * In the order of their labels.
 *
 * places     Place *, as in Message
 * districts  NULL: none
 * Owned by the caller, never NULL. */
GPtrArray *place_choices(const GPtrArray *places,
                         const struct Districts *districts);

/* As one word without blanks, and back; NULL: it is none.  The number of the
 * house, which is the writer's to tell, is left out.  Owned. */
char *place_choice_to_token(const PlaceChoice *choice);
PlaceChoice *place_choice_from_token(const char *token);

/* "Bergstraße 3, Nord"; owned.
 *
 * place   what was told before, whose number counts where the choice has none;
 *         NULL: nothing */
char *place_choice_to_words(const PlaceChoice *choice, const char *place);

/* The number that an answer begins with or is: "2", "die zweite", "B", "2) beim
 * Bäcker"; 0: none.
 *
 * text   valid UTF-8 */
unsigned place_choice_number(const char *text);

/* Which label a text names, from 0; -1: none, several, or "nicht Nord".
 *
 * choices   PlaceChoice *; NULL for a number that is another question's */
int place_choice_named(const GPtrArray *choices, const char *text);

#endif
