/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration as one immutable object: bote.yaml, the town directory and
 * the town's own texts, read from disk.  The formats belong to
 * parsers/config/settings.h and parsers/config/town.h; this module only finds
 * and reads files, and credentials.
 */
#ifndef BOTE_DAEMON_CONFIG_H
#define BOTE_DAEMON_CONFIG_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/settings.h"
#include "parsers/config/town.h"

#define CONFIG_ERROR (config_error_quark())
GQuark config_error_quark(void);

typedef enum ConfigError {
  CONFIG_ERROR_MISSING, /* no such file: say where it was looked for */
  CONFIG_ERROR_INVALID, /* read, but wrong: show the problems, exit 78 */
  CONFIG_ERROR_UNSAFE,  /* others may read a secret: refuse, exit 78 */
  CONFIG_ERROR_IO,      /* the disk failed or a file is too large */
} ConfigError;

/* Immutable after config_load(); a reload makes a new one. */
typedef struct Config {
  Settings *settings;
  Town *town;
  GHashTable *overrides; /* char * path below town/texts/ with slashes
                            ("de/received.txt.mustache") -> GBytes * */
  char *file;            /* absolute path of bote.yaml */
} Config;

/* The path of bote.yaml: `option` (the value of --config) if it is not NULL,
 * else $BOTE_CONFIG, else /etc/bote/bote.yaml.  Owned by the caller. */
char *config_find(const char *option);

/* Read everything.
 *
 * path      of bote.yaml, from config_find().
 * problems  gets all that is wrong in all files; may be NULL, then the error's
 *           message holds the first one.
 * error     CONFIG_ERROR_MISSING, _INVALID (see problems) or _IO.
 * Returns a reference owned by the caller.
 */
Config *config_load(const char *path, Problems *problems, GError **error);

/* The same for who judges no text (town_parse_plain()), with a third of the
 * work.  It says nothing of mistakes in danger.yaml and letters.yaml. */
Config *config_load_plain(const char *path, Problems *problems, GError **error);

/* The machine's settings with another town directory (`bote replay`).
 *
 * town  NULL: the one that the settings name */
Config *config_load_other(const char *path, const char *town,
                          Problems *problems, GError **error);
Config *config_ref(Config *config);
void config_unref(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_unref)

/* Read a town directory alone.  Errors and problems as for config_load(). */
Town *config_load_town(const char *directory, Problems *problems,
                       GError **error);

/* The zone in which the town lives: its own, else that of the settings, which
 * may be NULL, else the machine's.  Owned by the caller. */
GTimeZone *config_zone(const Town *town, const Settings *settings);

/* Read the town's gazetteer, places.csv, as it is (parsers/place/gazetteer.h).
 *
 * out_places  owned by the caller; NULL: the town has none, which is no error.
 * error       CONFIG_ERROR_IO */
bool config_load_places(const char *directory, GBytes **out_places,
                        GError **error);
/* The same for its districts.geojson (parsers/geo/districts.h). */
bool config_load_districts(const char *directory, GBytes **out_districts,
                           GError **error);

/* Read the town's own texts, as they are: char * path below texts/ -> GBytes *,
 * empty when there are none.  Owned by the caller.
 * error  CONFIG_ERROR_IO */
GHashTable *config_load_texts(const char *directory, GError **error);

/* Read one credential: a file of $CREDENTIALS_DIRECTORY (systemd.exec(5)), else
 * of the settings' credentials directory.
 *
 * name   file name without a slash, as settings_parse() has checked it.
 * error  CONFIG_ERROR_MISSING; CONFIG_ERROR_UNSAFE when group or others may
 *        read file or directory; CONFIG_ERROR_IO.
 * Returns the bytes without the line break at the end, owned by the caller and
 * wiped when the last reference goes.
 */
GBytes *config_credential(const Config *config, const char *name,
                          GError **error);

#endif
