/* SPDX-License-Identifier: Apache-2.0
 *
 * Is a department away with nobody who stands in?  Only digest knows; before it
 * runs there is nothing to say.
 */
#include <string.h>

#include "daemon/admin/admin_client.h"
#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"

static bool
is_left_alone(const json_t *row)
{
  const char *what = json_string_value(json_object_get(row, "what"));
  return g_strcmp0(what, "away") == 0 &&
         !json_is_string(json_object_get(row, "deputy"));
}

static void
run_departments(Doctor *doctor)
{
  g_autoptr(GError) error = NULL;
  g_auto(AdminReply) reply = {0};
  if (!admin_ask(doctor->config->settings->paths.runtime, "digest.list", NULL,
                 &reply, &error) ||
      reply.code != 0)
    return;
  bool alone = false;
  for (size_t i = 0; i < json_array_size(reply.rows); i++) {
    const json_t *row = json_array_get(reply.rows, i);
    if (!is_left_alone(row))
      continue;
    alone = true;
    doctor_say(doctor, DOCTOR_WARNING,
               json_string_value(json_object_get(row, "department")),
               cli_text("'deputy' in departments.yaml eintragen",
                        "name a 'deputy' in departments.yaml"),
               cli_text("abwesend bis %s, ohne Vertretung",
                        "away until %s, with no deputy"),
               json_string_value(json_object_get(row, "due")));
  }
  if (!alone)
    doctor_say(doctor, DOCTOR_OK, NULL, NULL, "%s",
               cli_text("keines ist ohne Vertretung abwesend",
                        "none is away without a deputy"));
}

const DoctorCheck check_departments = {.name = "departments",
                                       .run = run_departments};
