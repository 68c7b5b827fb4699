/* SPDX-License-Identifier: Apache-2.0
 *
 * What is not the town's: a road of the Land, the railway, private ground
 * (responsible.yaml), and what lies in another municipality
 * (neighbours.geojson).  Only what is sure; in doubt it is the town's.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_ELSEWHERE_H
#define BOTE_PARSERS_CONFIG_TOWN_ELSEWHERE_H

#include "parsers/config/town.h"

#define RESPONSIBLE_FILE "responsible.yaml"
#define NEIGHBOURS_FILE "neighbours.geojson"

struct Districts;

/* A row of responsible.yaml.  It holds for a message that has one of its words
 * or streets, or lies in one of its areas. */
typedef struct Responsible {
  char *id, *name;
  char *contact;         /* how they are reached, for people; NULL */
  GPtrArray *categories; /* char *: ids of which alone it holds; empty: all */
  GPtrArray *words;      /* char *: of all languages */
  GPtrArray *streets;    /* char *: as places.csv spells them */
  GPtrArray *areas;      /* char *: names of neighbours.geojson */
  bool ticket;           /* the town keeps a ticket all the same */
} Responsible;

/* Whose it is.  Borrowed from the town. */
typedef struct TownElsewhere {
  const char *name, *contact; /* contact: NULL: none is known */
  const char *why;            /* the word, street or area that says so */
  bool ticket;                /* the town keeps a ticket all the same */
} TownElsewhere;

/* Is a matter surely somebody else's?
 *
 * category  of the matter; NULL: nobody knows it, so only an area can tell
 * text      UTF-8
 * places    Place *, what was found in it
 * out       filled on true */
bool town_elsewhere(const Town *town, const Category *category,
                    const char *text, const GPtrArray *places,
                    TownElsewhere *out);

#endif
