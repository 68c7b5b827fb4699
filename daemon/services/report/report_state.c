/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom the report service answers in its present state (town.yaml).
 */
#include "daemon/services/report/report_state.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/config/town.h"
#include "queue/person.h"

/* Does the address belong to the town's own people? */
static bool
is_listed(const Town *town, const char *address)
{
  if (town_department_of(town, address) != NULL)
    return true;
  for (guint i = 0; i < town->departments->len; i++)
    if (department_has_domain(town->departments->pdata[i], address))
      return true;
  return false;
}

bool
report_answers(const Desk *desk, const char *address)
{
  switch (desk_service_state(desk, "report")) {
  case SERVICE_STATE_REGULAR:
  case SERVICE_STATE_TEST:
    return true;
  case SERVICE_STATE_INTERNAL:
    return is_listed(desk->config->town, address);
  case SERVICE_STATE_OFF:
  case SERVICE_STATE_SHADOW:
  case SERVICE_STATE_PAUSED:
    return false;
  }
  g_assert_not_reached();
}

bool
report_answers_ticket(Desk *desk, const Ticket *ticket, bool *out_answers,
                      GError **error)
{
  if (desk_service_state(desk, "report") != SERVICE_STATE_INTERNAL) {
    *out_answers = report_answers(desk, "");
    return true;
  }
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  *out_answers = report_answers(desk, contact->address);
  return true;
}

void
report_state_describe(const Desk *desk, const Department *would_be,
                      json_t *data)
{
  ServiceState state = desk_service_state(desk, "report");
  if (state != SERVICE_STATE_SHADOW && state != SERVICE_STATE_INTERNAL)
    return; /* off, paused: a person lets it in by hand */
  json_object_set_new(data, "kept_back",
                      json_pack("{s:b}", service_state_to_string(state), 1));
  if (strcmp(would_be->id, desk->config->town->desk) != 0)
    json_object_set_new(data, "proposal", json_string(would_be->name));
}

bool
report_is_working(const Desk *desk)
{
  ServiceState state = desk_service_state(desk, "report");
  return state == SERVICE_STATE_INTERNAL || state == SERVICE_STATE_TEST ||
         state == SERVICE_STATE_REGULAR;
}
