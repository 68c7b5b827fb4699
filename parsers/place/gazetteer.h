/* SPDX-License-Identifier: Apache-2.0
 *
 * The names of a town's streets and places (places.csv) with their points, as
 * an index that finds a name as people write it: inflected, abbreviated, with
 * ae for ä, misspelt.  It reads bytes and knows no file.
 */
#ifndef BOTE_PARSERS_PLACE_GAZETTEER_H
#define BOTE_PARSERS_PLACE_GAZETTEER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/config/problems.h"

typedef struct Gazetteer Gazetteer;

enum {
  GAZETTEER_NAMES_MAX = 500000, /* Berlin has 10,000 streets */
  GAZETTEER_KEY_MAX = 72,       /* bytes; longer names are cut in speech, too */
  GAZETTEER_WORDS_MAX = 6,      /* of a name that is looked for in a text */
  GAZETTEER_TIES_MAX = 3, /* names among which to choose; more are noise */
};

/* One row of the file; texts are borrowed from the gazetteer. */
typedef struct GazetteerPlace {
  const char *name;    /* as the town spells it; borrowed from the gazetteer */
  const char *quarter; /* tells it from others of its name; "" */
  const char *numbers; /* "1-45 2-60": it stands for these houses only; "" */
  double latitude, longitude; /* WGS 84, degrees */
} GazetteerPlace;

/* How a name was found, the surest first. */
typedef enum GazetteerMatch {
  GAZETTEER_EXACT,     /* but for case, blanks, hyphens, "str.", ae for ä */
  GAZETTEER_INFLECTED, /* "in der Langen Straße" */
  GAZETTEER_MISSPELT,  /* an edit or two in a long name */
  GAZETTEER_NONE,
} GazetteerMatch;

/* Rows that have the same name, or are equally near to it. */
typedef struct GazetteerHits {
  GazetteerMatch match;
  unsigned first, count; /* see gazetteer_place() */
} GazetteerHits;

/* Read places.csv: a header line with the columns name, latitude, longitude in
 * any order, perhaps quarter and numbers (others are passed over; "lat",
 * "breite", "ortsteil" … are understood), then a line each.  Comma, semicolon
 * or tab; quotes as in RFC 4180; UTF-8, with or without byte order mark, else
 * Windows-1252; decimal points, or commas where the comma does not separate.
 *
 * bytes     borrowed for the call.
 * problems  gets what is wrong with line and column of `file`; such a row is
 *           left out.  May be NULL.
 * Returns what could be read, owned by the caller, never NULL. */
Gazetteer *gazetteer_new(GBytes *bytes, const char *file, Problems *problems);
void gazetteer_free(Gazetteer *gazetteer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gazetteer, gazetteer_free)

/* How many rows were read. */
size_t gazetteer_size(const Gazetteer *gazetteer);

/* Row `index` of a GazetteerHits, first to first + count - 1. */
GazetteerPlace gazetteer_place(const Gazetteer *gazetteer, unsigned index);

/* Is a house one of "1-45 2-60"?  A range holds odd or even ones, as its first.
 */
bool gazetteer_has_number(const char *numbers, unsigned number);

/* The middle of the town: the median of all points.  False: there is none. */
bool gazetteer_centre(const Gazetteer *gazetteer, double *out_latitude,
                      double *out_longitude);

/* Find words of a text.  `spelling` comes from gazetteer_spell(). */
struct PlaceWords;
typedef struct GazetteerSpelling {
  char key[GAZETTEER_KEY_MAX];  /* folded, nothing between the words */
  char stem[GAZETTEER_KEY_MAX]; /* without endings, '|' between the words */
  unsigned key_size, stem_size; /* bytes; a size of 0: too long to look for */
} GazetteerSpelling;

/* The spelling of the words first to last; marks do not count. */
void gazetteer_spell(const struct PlaceWords *words, size_t first, size_t last,
                     GazetteerSpelling *out);

/* Begin a spelling without words, and add one; false: it grew too long to be
 * looked for. */
void gazetteer_spell_begin(GazetteerSpelling *spelling);
bool gazetteer_spell_word(GazetteerSpelling *spelling,
                          const struct PlaceWords *words, size_t index);

/* Find a spelling, at most as far from it as `worst`; exact and inflected are
 * quick, misspelt is for words that are probably a name. */
GazetteerHits gazetteer_find(const Gazetteer *gazetteer,
                             const GazetteerSpelling *spelling,
                             GazetteerMatch worst);
/* The names that a spelling, which is none of them, is equally near to: an edit
 * or two away from each.  Fills `out_rows` with a row of each and returns how
 * many, at least two; 0: it is near to one or none, or to too many. */
unsigned gazetteer_find_ties(const Gazetteer *gazetteer,
                             const GazetteerSpelling *spelling,
                             unsigned out_rows[GAZETTEER_TIES_MAX]);
/* gazetteer_find() for a name that stands alone, misspelt ones, too. */
GazetteerHits gazetteer_find_name(const Gazetteer *gazetteer, const char *name);

#endif
