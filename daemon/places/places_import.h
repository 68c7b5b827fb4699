/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote places import`: from the files of a surveyor's office to places.csv and
 * districts.geojson.  It looks at files only; what they mean is for
 * parsers/place_import and parsers/geo.
 */
#ifndef BOTE_DAEMON_PLACES_PLACES_IMPORT_H
#define BOTE_DAEMON_PLACES_PLACES_IMPORT_H

/* argv[0] is "import".  Returns a code of sysexits.h: EX_DATAERR for a file
 * that cannot be used, EX_CANTCREAT when nothing could be written, EX_USAGE
 * without a terminal and --yes. */
int places_import_run(int argc, char **argv);

#endif
