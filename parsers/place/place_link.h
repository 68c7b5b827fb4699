/* SPDX-License-Identifier: Apache-2.0
 *
 * A link to a map, taken apart; no link is ever followed.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_LINK_H
#define BOTE_PARSERS_PLACE_PLACE_LINK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/place/place_code.h"

typedef struct PlaceLink {
  bool has_point;
  PlacePoint point;
  char *words; /* an address that the link looks for; NULL; g_free() */
  double confidence;
} PlaceLink;

/* The length of the link or geo: URI that begins the text, without what ends
 * the sentence; 0: there is none.  Any web link counts, to a map or not. */
size_t place_link_size(const char *text, size_t size);

/* Read a link of place_link_size(); false: it is about no place. */
bool place_link_parse(const char *text, size_t size, PlaceLink *out);

#endif
