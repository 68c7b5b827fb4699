/* SPDX-License-Identifier: Apache-2.0
 *
 * Who gets the tickets of a department, and who may act for it.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_address.h"
#include "daemon/services/report/department/report_mark.h"
#include "daemon/services/report/department/report_presence.h"
#include "parsers/config/town_calendar.h"
#include "parsers/config/working_hours.h"
#include "templates/format.h"

/* Has any address of a department to confirm first? */
static bool
any_waits(Desk *desk, const Department *department, bool *out, GError **error)
{
  *out = false;
  for (guint i = 0; i < department->addresses->len && !*out; i++)
    if (!report_address_waits(desk, department, department->addresses->pdata[i],
                              out, error))
      return false;
  return true;
}

static bool
is_among(const GArray *receivers, const char *address)
{
  for (guint i = 0; i < receivers->len; i++)
    if (g_ascii_strcasecmp(g_array_index(receivers, ReportReceiver, i).address,
                           address) == 0)
      return true;
  return false;
}

/* Add the addresses of receiver->of that work; all of them where `all`. */
static bool
add_working(Desk *desk, GArray *receivers, ReportReceiver receiver, bool all,
            GError **error)
{
  for (guint i = 0; i < receiver.of->addresses->len; i++) {
    receiver.address = receiver.of->addresses->pdata[i];
    const ReportMark mark = {receiver.of, receiver.address, "lost", 0};
    bool lost = false, waits = false;
    if (!all && (!report_mark_is_set(desk, &mark, &lost, error) ||
                 !report_address_waits(desk, receiver.of, receiver.address,
                                       &waits, error)))
      return false;
    if (!lost && !waits && !is_among(receivers, receiver.address))
      g_array_append_val(receivers, receiver);
  }
  return true;
}

/* The deputy, unless it is away itself or cannot be reached. */
static bool
add_deputy(Desk *desk, GArray *receivers, const Department *department,
           int64_t back_at_ms, GError **error)
{
  const Town *town = desk->config->town;
  const Department *deputy = town_department(town, department->deputy);
  int64_t deputy_back = 0;
  guint before = receivers->len;
  ReportReceiver receiver = {
      .of = deputy, .for_department = department, .back_at_ms = back_at_ms};
  if (deputy != NULL &&
      (!report_is_away(desk, deputy, &deputy_back, error) ||
       (deputy_back == 0 &&
        !add_working(desk, receivers, receiver, false, error))))
    return false;
  receiver.of = town_office(town);
  return receivers->len > before ||
         add_working(desk, receivers, receiver, true, error);
}

/* Outside its hours somebody else gets it, too. */
static bool
add_after_hours(Desk *desk, GArray *receivers, const Department *department,
                GError **error)
{
  const Town *town = desk->config->town;
  const Department *other = town_department(town, department->after_hours);
  if (other == NULL)
    return true;
  WorkingCalendar calendar = town_calendar(town);
  int64_t next_ms = working_hours_next_ms(department->working_hours, &calendar,
                                          desk->zone, desk->now_ms);
  if (next_ms == 0)
    return true;
  ReportReceiver receiver = {.of = other,
                             .for_department = department,
                             .back_at_ms = next_ms,
                             .after_hours = true};
  return add_working(desk, receivers, receiver, false, error);
}

GArray *
report_receivers(Desk *desk, const Department *department, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  g_autoptr(GArray) receivers =
      g_array_new(FALSE, FALSE, sizeof(ReportReceiver));
  int64_t back_at_ms;
  bool is_desk = department == office;
  ReportReceiver own = {.of = department};
  if (!report_is_away(desk, department, &back_at_ms, error) ||
      !add_working(desk, receivers, own, is_desk, error) ||
      !add_after_hours(desk, receivers, department, error) ||
      (back_at_ms != 0 && department->deputy != NULL &&
       !add_deputy(desk, receivers, department, back_at_ms, error)))
    return NULL;
  ReportReceiver fallback = {.of = office, .for_department = department};
  if (receivers->len == 0 &&
      (!any_waits(desk, department, &fallback.unconfirmed, error) ||
       !add_working(desk, receivers, fallback, true, error)))
    return NULL;
  return g_steal_pointer(&receivers);
}

void
report_add_reason(Desk *desk, const ReportReceiver *receiver,
                  const char *language, json_t *data)
{
  if (receiver->for_department == NULL)
    return;
  const char *name = receiver->for_department->name;
  if (receiver->back_at_ms == 0) {
    json_object_set_new(data,
                        receiver->unconfirmed ? "unconfirmed" : "instead_of",
                        json_string(name));
    return;
  }
  g_autofree char *back =
      desk_date(desk, receiver->back_at_ms, language, (int)FORMAT_DATE_LONG);
  json_t *deputy_for = json_pack("{s:s, s:s}", "name", name, "back", back);
  if (receiver->after_hours)
    json_object_set_new(deputy_for, "after_hours", json_true());
  json_object_set_new(data, "deputy_for", deputy_for);
}

static bool
stands_in(const Town *town, const char *id, const char *address)
{
  const Department *other = id == NULL ? NULL : town_department(town, id);
  return other != NULL && department_lists(other, address);
}

bool
report_acts_for(const Town *town, const Department *department,
                const char *address)
{
  return department_lists(department, address) ||
         stands_in(town, department->deputy, address) ||
         stands_in(town, department->after_hours, address) ||
         department_lists(town_office(town), address);
}
