/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom the report service answers in its present state (town.yaml).
 */
#include "daemon/services/report/report_state.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/service.h"
#include "parsers/config/town.h"
#include "queue/person.h"

bool
report_answers_ticket(Desk *desk, const Ticket *ticket, bool *out_answers,
                      GError **error)
{
  if (desk_service_state(desk, "report") != SERVICE_STATE_INTERNAL) {
    *out_answers = service_answers(desk, "report", "");
    return true;
  }
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  *out_answers = service_answers(desk, "report", contact->address);
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
