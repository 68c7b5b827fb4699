/* SPDX-License-Identifier: Apache-2.0
 *
 * Moments are compared as text: both forms begin with the day, and a day alone
 * is smaller than each of its minutes.
 */
#include "parsers/config/town_phase.h"

#include <string.h>

#include "parsers/config/town_schema.h"

enum { DAY_LENGTH = 10 }; /* of "2026-05-21" */

const char *
service_state_to_string(ServiceState state)
{
  return town_service_states[state];
}

static bool
has_begun(const char *since, const char *moment)
{
  return since == NULL || strcmp(moment, since) >= 0;
}

/* A last day is a day of it, a last minute is not. */
static bool
is_over(const char *until, const char *moment)
{
  if (until == NULL)
    return false;
  return strlen(until) == DAY_LENGTH ? strncmp(moment, until, DAY_LENGTH) > 0
                                     : strcmp(moment, until) >= 0;
}

static bool
is_public(ServiceState state)
{
  return state == SERVICE_STATE_REGULAR || state == SERVICE_STATE_TEST ||
         state == SERVICE_STATE_PAUSED;
}

const TownPhase *
service_phase(const TownService *service, const char *moment)
{
  const TownPhase *found = NULL;
  for (guint i = 0; service->phases != NULL && i < service->phases->len; i++) {
    const TownPhase *phase = service->phases->pdata[i];
    if (has_begun(phase->since, moment))
      found = is_over(phase->until, moment) ? NULL : phase;
  }
  return found;
}

const TownPhase *
service_phase_of(const TownService *service, const char *name)
{
  for (guint i = 0; service->phases != NULL && i < service->phases->len; i++) {
    const TownPhase *phase = service->phases->pdata[i];
    if (strcmp(phase->name, name) == 0)
      return phase;
  }
  return NULL;
}

/* The state that holds while no phase does. */
static ServiceState
state_without_phase(const TownService *service, const char *moment)
{
  return has_begun(service->since, moment) && !is_over(service->until, moment)
             ? service->state
             : SERVICE_STATE_OFF;
}

ServiceState
service_state_at(const TownService *service, const char *moment)
{
  if (service == NULL)
    return SERVICE_STATE_OFF;
  const TownPhase *phase = service_phase(service, moment);
  return phase != NULL ? phase->state : state_without_phase(service, moment);
}

/* The first phase that is still to come; NULL: none. */
static const TownPhase *
next_phase(const TownService *service, const char *moment)
{
  for (guint i = 0; service->phases != NULL && i < service->phases->len; i++) {
    const TownPhase *phase = service->phases->pdata[i];
    if (!has_begun(phase->since, moment))
      return phase;
  }
  return NULL;
}

bool
service_is_known(const TownService *service, const char *moment)
{
  const TownPhase *next = next_phase(service, moment);
  bool known = is_public(service->state) ||
               (next != NULL && is_public(next->state)) ||
               service_state_at(service, moment) == SERVICE_STATE_PAUSED;
  for (guint i = 0; service->phases != NULL && i < service->phases->len; i++) {
    const TownPhase *phase = service->phases->pdata[i];
    known =
        known || (has_begun(phase->since, moment) && is_public(phase->state));
  }
  return known;
}

const char *
service_opening(const TownService *service, const char *moment)
{
  const TownPhase *next = next_phase(service, moment);
  bool opens = next != NULL && (next->state == SERVICE_STATE_REGULAR ||
                                next->state == SERVICE_STATE_TEST);
  if (opens)
    return next->since;
  return has_begun(service->since, moment) ? NULL : service->since;
}
