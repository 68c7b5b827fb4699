/* SPDX-License-Identifier: Apache-2.0
 *
 * The outer process of the role `parse`: loads what loads lazily, closes itself
 * in, forks a child per message and watches over it.  It moves frames and never
 * looks at what a stranger wrote.
 *
 *   ready -> (REQUEST) relaying request -> (END) relaying answer
 *         -> (child finished) DONE, (dead, late, nonsense) DIED -> ready
 *
 * A child that is kept is given the next small requests while it works: it
 * would wait for us in between, and two processes waking each other cost as
 * much as half a mail.  They are copied, for the child after one that dies.
 *
 * The lives of the children are in parse_children.h.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_ZYGOTE_H
#define BOTE_DAEMON_PARSE_PARSE_ZYGOTE_H

#include "daemon/parse/parse_children.h"

enum {
  /* Ample for what people send, too little to hurt the machine. */
  PARSE_MEMORY_TEXT_MIB = 512,
  PARSE_MEMORY_IMAGE_MIB = 1024,
  PARSE_CPU_S = 10,
  PARSE_WALL_MS = 20 * 1000,
};

typedef struct ParseZygoteOptions {
  const ParseHandler *handlers;
  /* Load everything lazy, warm the handlers up; returns ParseService.loaded,
     which lives as long as the process.  places: of PARSE_TOWN_FD, or NULL. */
  const void *(*preload)(GBytes *places);
  unsigned memory_mib, cpu_s, wall_ms; /* limits of one child */
} ParseZygoteOptions;

/* Serve the client on PARSE_ZYGOTE_FD until it hangs up.  Returns a code of
 * sysexits.h when the process could not be closed in (the reason stands on
 * standard error) or PARSE_ZYGOTE_FD is no socket; never returns otherwise. */
int parse_zygote_run(const ParseZygoteOptions *options);

/* Read the limits from the options that parse_client_start() passes:
 * --memory-mib, --cpu-s, --wall-ms, each with a number.
 *
 * options   its limits are overwritten where stated.
 * Returns false for anything else in argv[0] to argv[argc - 1]. */
bool parse_zygote_take_limits(int argc, char **argv,
                              ParseZygoteOptions *options);

#endif
