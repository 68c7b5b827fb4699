/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails grow while departments are looked at, and go together.
 */
#include "daemon/services/report/deadline/report_overdue.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/morning/report_morning.h"
#include "parsers/json_text.h"
#include "parsers/token.h"
#include "templates/format.h"

/* What one reads on a telephone. */
enum { LISTED_MAX = 25 };

/* Somebody who is told. */
typedef struct Person {
  char *address, *language;
  json_t *groups;
} Person;

struct OverdueMails {
  GPtrArray *people; /* Person * */
};

static void
person_free(gpointer pointer)
{
  Person *person = pointer;
  g_free(person->address);
  g_free(person->language);
  json_decref(person->groups);
  g_free(person);
}

OverdueMails *
report_overdue_new(void)
{
  OverdueMails *mails = g_new0(OverdueMails, 1);
  mails->people = g_ptr_array_new_with_free_func(person_free);
  return mails;
}

void
report_overdue_free(OverdueMails *mails)
{
  if (mails == NULL)
    return;
  g_ptr_array_unref(mails->people);
  g_free(mails);
}

static Person *
person_at(OverdueMails *mails, const char *address, const char *language)
{
  for (guint i = 0; i < mails->people->len; i++) {
    Person *person = mails->people->pdata[i];
    if (g_ascii_strcasecmp(person->address, address) == 0)
      return person;
  }
  Person *person = g_new0(Person, 1);
  person->address = g_strdup(address);
  person->language = g_strdup(language);
  person->groups = json_array();
  g_ptr_array_add(mails->people, person);
  return person;
}

static json_t *
group_data(Desk *desk, const OverdueGroup *group, const char *language,
           GError **error)
{
  static const char *const roles[] = {"reminder", "stands_in", "heads"};
  json_auto_t *list = json_array();
  for (guint i = 0; i < group->ids->len && i < LISTED_MAX; i++) {
    json_t *ticket =
        report_morning_ticket(desk, group->ids->pdata[i], language, error);
    if (ticket == NULL)
      return NULL;
    json_array_append_new(list, ticket);
  }
  json_t *data = json_pack("{s:s, s:b, s:i, s:O}", "department",
                           group->department->name, roles[group->step], 1,
                           "count", (int)group->ids->len, "list", list);
  if (group->ids->len > LISTED_MAX)
    json_object_set_new(data, "more",
                        json_integer((json_int_t)group->ids->len - LISTED_MAX));
  return data;
}

static bool
add_to(Desk *desk, Person *person, const OverdueGroup *group, GError **error)
{
  json_t *data = group_data(desk, group, person->language, error);
  if (data == NULL)
    return false;
  json_array_append_new(person->groups, data);
  return true;
}

static bool
add_department(Desk *desk, OverdueMails *mails, const Department *to,
               const OverdueGroup *group, GError **error)
{
  g_autoptr(GArray) receivers = report_receivers(desk, to, error);
  if (receivers == NULL)
    return false;
  for (guint i = 0; i < receivers->len; i++) {
    const ReportReceiver *row = &g_array_index(receivers, ReportReceiver, i);
    Person *person =
        person_at(mails, row->address, report_staff_language(desk, row->of));
    if (!add_to(desk, person, group, error))
      return false;
  }
  return true;
}

static bool
add_head(Desk *desk, OverdueMails *mails, const OverdueGroup *group,
         GError **error)
{
  const Department *department = group->department;
  for (guint i = 0; i < department->escalation.head->len; i++) {
    Person *person = person_at(mails, department->escalation.head->pdata[i],
                               report_staff_language(desk, department));
    if (!add_to(desk, person, group, error))
      return false;
  }
  return true;
}

bool
report_overdue_add(Desk *desk, OverdueMails *mails, const OverdueGroup *group,
                   GError **error)
{
  const Department *department = group->department;
  const Department *deputy =
      department->deputy == NULL
          ? NULL
          : town_department(desk->config->town, department->deputy);
  switch (group->step) {
  case REPORT_STEP_NONE:
    return add_department(desk, mails, department, group, error);
  case REPORT_STEP_DEPUTY:
    g_assert(deputy != NULL);
    return add_department(desk, mails, deputy, group, error);
  case REPORT_STEP_HEAD:
    return add_head(desk, mails, group, error);
  }
  g_assert_not_reached();
}

static bool
send_to(Desk *desk, const Person *person, const char *day, GError **error)
{
  TokenRef token;
  desk_token_of_serial(desk, TOKEN_ROLE_MORNING, desk->now_ms / 1000, &token);
  g_autofree char *today =
      desk_date(desk, desk->now_ms, person->language, (int)FORMAT_DATE_LONG);
  json_int_t count = 0;
  const json_t *group;
  size_t i;
  json_array_foreach(person->groups, i, group)
  {
    count += json_whole(group, "count");
  }
  json_auto_t *data =
      json_pack("{s:s, s:I, s:O}", "today", today, "overdue_total", count,
                "overdue_groups", person->groups);
  if (count == 1)
    json_object_set_new(data, "overdue_single", json_true());
  g_autofree char *dedupe =
      g_strdup_printf("escalation|%s|%s", day, person->address);
  DeskLetter letter = {
      .text = "escalation",
      .language = person->language,
      .data = data,
      .mailbox = desk->config->town->address,
      .to = person->address,
      .token = &token,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
report_overdue_send(Desk *desk, OverdueMails *mails, const char *day,
                    GError **error)
{
  for (guint i = 0; i < mails->people->len; i++)
    if (!send_to(desk, mails->people->pdata[i], day, error))
      return false;
  return true;
}
