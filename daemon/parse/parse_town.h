/* SPDX-License-Identifier: Apache-2.0
 *
 * What the reader of texts knows of the town: its gazetteer, handed over as
 * bytes in memory when the reader starts.  The reader opens no file of ours.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_TOWN_H
#define BOTE_DAEMON_PARSE_PARSE_TOWN_H

#include <glib.h>

/* Put the bytes of places.csv into a memory file that nobody can change.
 *
 * error   G_SPAWN_ERROR_FAILED: no memory or descriptor for it.
 * Returns its descriptor, owned by the caller, or -1. */
int parse_town_put(GBytes *places, GError **error);

/* The other end: take what stands behind this descriptor, which is closed.
 * Returns the bytes, owned by the caller; NULL when nothing was handed over. */
GBytes *parse_town_take(int fd);

#endif
