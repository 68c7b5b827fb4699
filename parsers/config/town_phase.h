/* SPDX-License-Identifier: Apache-2.0
 *
 * The state of a town's service, now and later: one state, perhaps between two
 * days, or phases that follow each other.  Times are the town's own, as its
 * clocks show them: "2026-05-21 08:00", or a whole day, "2026-05-21".
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_PHASE_H
#define BOTE_PARSERS_CONFIG_TOWN_PHASE_H

#include <glib.h>
#include <stdbool.h>

typedef enum ServiceState {
  SERVICE_STATE_OFF,
  SERVICE_STATE_SHADOW,   /* decides and tells the desk, answers no citizen */
  SERVICE_STATE_INTERNAL, /* listed addresses only */
  SERVICE_STATE_TEST,     /* public; every text says so */
  SERVICE_STATE_REGULAR,
  SERVICE_STATE_PAUSED,
} ServiceState;

const char *service_state_to_string(ServiceState state);

typedef struct TownPhase {
  char *name; /* for `bote report --phase` */
  ServiceState state;
  char *since; /* its first minute or day */
  char *until; /* the minute it is over, or its last day; NULL: when the next
                  one begins, or never */
} TownPhase;

typedef struct TownService {
  char *name;          /* "report", "survey", … */
  ServiceState state;  /* outside of all phases */
  char *since, *until; /* first and last day, or minutes as above, of `state`;
                          else it is off */
  GPtrArray *phases;   /* TownPhase *, in the order of their times; or empty */
} TownService;

/* The phase a service is in.
 *
 * moment   "2026-05-21 08:14" (format_minute())
 * Returns it, borrowed; NULL: none.
 */
const TownPhase *service_phase(const TownService *service, const char *moment);

/* The one of a name, borrowed; NULL: there is none. */
const TownPhase *service_phase_of(const TownService *service, const char *name);

/* The state at a moment; `service` NULL: off. */
ServiceState service_state_at(const TownService *service, const char *moment);

/* Was the public told of the service, so that who writes to it while it rests
 * must hear of that?  It is paused, it was public before, or will be next. */
bool service_is_known(const TownService *service, const char *moment);

/* When it becomes public next, as the file says; NULL: nobody knows.
 * Borrowed. */
const char *service_opening(const TownService *service, const char *moment);

#endif
