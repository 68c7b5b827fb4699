/* SPDX-License-Identifier: Apache-2.0
 *
 * What the demo prints: its running commentary and the table at the end.
 */
#ifndef BOTE_DAEMON_DEMO_SAY_H
#define BOTE_DAEMON_DEMO_SAY_H

#include <stdbool.h>
#include <stdint.h>

#include "daemon/demo/mailbox.h"

typedef struct DemoSay {
  bool silent;  /* --json: nothing but the last line */
  bool colours; /* a terminal, and NO_COLOR is not set */
  int error_fd; /* where failures are told, also when silent */
  GTimeZone *zone;
} DemoSay;

/* silent  print nothing */
void demo_say_init(DemoSay *say, bool silent);
void demo_say_clear(DemoSay *say);

/* Head of a scene. */
void demo_say_scene(const DemoSay *say, unsigned number, unsigned count,
                    const char *title);
/* A sentence of the story. */
void demo_say_story(const DemoSay *say, const char *text);
/* "08:14  Ayşe Kaya → Stadt   Schlagloch …".
 * at_ms  the clock of the story */
void demo_say_event(const DemoSay *say, int64_t at_ms, const char *way,
                    const char *what);
/* The first lines of a mail or SMS, as its reader sees them, wrapped. */
void demo_say_excerpt(const DemoSay *say, const char *text);
void demo_say_result(const DemoSay *say, bool passed, const char *why);

/* One row of the table at the end. */
typedef struct DemoResult {
  const char *id, *title;
  bool passed;
  int64_t took_ms;
} DemoResult;

/* All of them with their times, after the last scene. */
void demo_say_table(const DemoSay *say, const DemoResult *results,
                    unsigned count);

#endif
