/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch store for a town directory, in this process: nothing of the real
 * one is opened, nothing is sent, nothing stays.
 */
#ifndef BOTE_DAEMON_REPLAY_REPLAY_TOWN_H
#define BOTE_DAEMON_REPLAY_REPLAY_TOWN_H

#include "daemon/digest/digest.h"
#include "daemon/replay/replay_file.h"

typedef struct ReplayTown ReplayTown;

/* Open one.
 *
 * config  of the town; its paths lead into `folder` from now on
 * folder  exists and is empty; stays whose it was
 * error   STORE_ERROR, CONFIG_ERROR, G_SPAWN_ERROR: no sandbox */
ReplayTown *replay_town_open(Config *config, const char *folder,
                             GError **error);
void replay_town_close(ReplayTown *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReplayTown, replay_town_close)

/* Borrowed. */
GTimeZone *replay_town_zone(const ReplayTown *town);

/* Take a message as if it came at its time, never before the one before it,
 * and decide about it.
 *
 * Returns what became of it (replay_outcome.h), owned by the caller. */
json_t *replay_town_take(ReplayTown *town, const ReplayFile *file,
                         GError **error);

#endif
