/* SPDX-License-Identifier: Apache-2.0
 *
 * Saved messages through today's rules, or through those of two towns.
 */
#ifndef BOTE_DAEMON_REPLAY_REPLAY_H
#define BOTE_DAEMON_REPLAY_REPLAY_H

#include <glib.h>
#include <stdbool.h>

typedef struct ReplayOptions {
  const char *config;            /* path of bote.yaml */
  const char *town;              /* its directory; NULL: the configured one */
  const char *against;           /* the other town's; NULL: none */
  const char *mailbox, *channel; /* see replay_file.h */
  bool json;
  const GPtrArray *paths; /* char *, at least one */
} ReplayOptions;

/* Replay and print on standard output, in scratch stores below $TMPDIR that are
 * gone afterwards, whatever ends the process but SIGKILL.
 *
 * Returns a code of sysexits.h; what failed was told. */
int replay_run(const ReplayOptions *options);

#endif
