/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of `bote places import` share: one import, from its options
 * to what would be written.
 */
#ifndef BOTE_DAEMON_PLACES_PLACES_PRIVATE_H
#define BOTE_DAEMON_PLACES_PLACES_PRIVATE_H

#include "parsers/place_import/place_gather.h"

#define PLACES_FILE "places.csv"

/* A file that was read. */
typedef struct PlacesFile {
  const char *path; /* borrowed from the arguments */
  char *name;       /* its last part, for people */
  const char *format;
  GeoTable *table; /* NULL: it has no rows */
  PlaceList list;  /* of `table` */
  size_t districts;
  char *property; /* that names them; NULL: none */
} PlacesFile;

typedef struct PlacesImport {
  /* Options. */
  const char *property;
  GPtrArray *columns; /* "street=STRASSE", ended by NULL */
  GeoHints hints;
  bool dry_run, yes, keep;
  char *town; /* the directory */
  char *ags;  /* of the town; NULL: not known */
  /* What was read. */
  GPtrArray *files; /* PlacesFile * */
  GPtrArray *areas; /* GeoArea *, until they are `districts` */
  GPtrArray
      *osm_areas; /* the same of OpenStreetMap, used where no others are */
  Problems *problems, *notes;
  Districts *districts; /* read, else the town's; NULL: neither */
  bool new_districts;
  PlaceFound *found; /* NULL: no file had rows */
} PlacesImport;

void places_import_free(PlacesImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlacesImport, places_import_free)

/* Read a file into import->files and import->areas.  False: not at all, and
 * `error` says why and what to do; what is wrong within it goes to
 * import->problems.
 *
 * path  borrowed as long as the import */
bool places_load(PlacesImport *import, const char *path, GError **error);

/* Print what was read and what would be written; standard output. */
void places_print_plan(const PlacesImport *import);

/* Write the town's files; the ones they replace stay beside, ".bak".  False:
 * `error` says why; each file is whole, the old one or the new. */
bool places_write(const PlacesImport *import, GError **error);

#endif
