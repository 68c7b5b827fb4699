/* SPDX-License-Identifier: Apache-2.0
 *
 * Candidates for places as JSON, in the stable form and on the wire; from a
 * child they are read as hostile.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_JSON_H
#define BOTE_PARSERS_PLACE_PLACE_JSON_H

#include "parsers/place/place.h"
#include "parsers/wire.h"

/* An array of objects; what is not told is left out.  Owned by the
 * caller.  places: Place *. */
json_t *place_list_to_json(const GPtrArray *places);

/* The same for a way on which nobody looks: an array of rows. */
json_t *place_list_to_wire(const GPtrArray *places);

/* Either form back, as a part of a reading; a NULL array is an empty one. */
void place_list_from_wire(Wire *wire, const json_t *array, GPtrArray *places);

#endif
