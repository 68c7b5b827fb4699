/* SPDX-License-Identifier: Apache-2.0
 *
 * digest.list: what the lists of this morning would hold if they went now, a
 * row for each ticket, without what people wrote; and who is away.  Nothing is
 * sent, and nothing is taken from the next lists.
 */
#include <string.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "daemon/services/report/morning/report_morning.h"

static void
add_ticket(RequestCall *call, const Department *department, const char *what,
           const json_t *ticket)
{
  request_add_row(call, json_pack("{s:s, s:s, s:O, s:O*, s:O*}", "department",
                                  department->id, "what", what, "number",
                                  json_object_get(ticket, "number"), "category",
                                  json_object_get(ticket, "category"), "due",
                                  json_object_get(ticket, "due_short")));
}

/* A section tells its name by a member that is true. */
static void
add_section(RequestCall *call, const Department *department, json_t *section)
{
  const char *name, *what = NULL;
  json_t *value;
  json_object_foreach(section, name, value)
  {
    if (json_is_true(value))
      what = name;
  }
  g_assert(what != NULL);
  const json_t *tickets = json_object_get(section, "list");
  for (size_t i = 0; i < json_array_size(tickets); i++)
    add_ticket(call, department, what, json_array_get(tickets, i));
  const json_t *more = json_object_get(section, "more");
  if (more != NULL)
    request_add_row(call,
                    json_pack("{s:s, s:s, s:O}", "department", department->id,
                              "what", what, "more", more));
}

/* Texts tell names. */
static const char *
id_of(const Town *town, const json_t *name)
{
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (strcmp(department->name, json_string_value(name)) == 0)
      return department->id;
  }
  g_assert_not_reached();
}

/* The desk's list names all who are away. */
static void
add_absences(RequestCall *call, const Town *town, const json_t *absences)
{
  for (size_t i = 0; i < json_array_size(absences); i++) {
    const json_t *away = json_array_get(absences, i);
    const json_t *deputy = json_object_get(away, "deputy");
    request_add_row(
        call, json_pack("{s:s, s:s, s:O, s:s*}", "department",
                        id_of(town, json_object_get(away, "department")),
                        "what", "away", "due", json_object_get(away, "back"),
                        "deputy", deputy == NULL ? NULL : id_of(town, deputy)));
  }
}

static bool
add_list(RequestCall *call, Desk *desk, const Department *department,
         GError **error)
{
  const char *language = report_staff_language(desk, department);
  g_auto(MorningList) list = {0};
  if (!report_morning_write(desk, department, language, &list, error))
    return false;
  const json_t *sections = json_object_get(list.data, "sections");
  for (size_t i = 0; list.is_worth && i < json_array_size(sections); i++)
    add_section(call, department, json_array_get(sections, i));
  if (strcmp(department->id, desk->config->town->desk) == 0)
    add_absences(call, desk->config->town,
                 json_object_get(list.data, "absences"));
  return true;
}

static bool
run(RequestCall *call, GError **error)
{
  Desk desk = digest_desk(call->digest);
  const GPtrArray *departments = desk.config->town->departments;
  for (guint i = 0; i < departments->len; i++) {
    const Department *department = departments->pdata[i];
    if (report_morning_has_list(department) &&
        !add_list(call, &desk, department, error))
      return false;
  }
  return true;
}

const Request request_digest_list = {.name = "digest.list", .run = run};
