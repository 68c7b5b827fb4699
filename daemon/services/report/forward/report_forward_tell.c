/* SPDX-License-Identifier: Apache-2.0
 *
 * What the writer of a passed-on mail is told of it, and what whoever passed it
 * on.
 */
#include "daemon/services/report/forward/report_forward.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/forward/forwarded.h"
#include "parsers/message.h"
#include "parsers/person_name.h"
#include "templates/format.h"

enum { ADDRESSEE_MAX = 60 }; /* characters: a name and an office, no letter */

/* "3. Mai", of another year "03.05.2025"; NULL for what is no day of the past.
 */
static char *
day_in_words(const Desk *desk, const char *day, const char *language)
{
  if (day == NULL)
    return NULL;
  g_autofree char *noon = g_strconcat(day, "T12:00:00", NULL);
  g_autoptr(GDateTime) then = g_date_time_new_from_iso8601(noon, desk->zone);
  g_autoptr(GDateTime) now = desk_local_now(desk);
  if (then == NULL || g_date_time_difference(then, now) > G_TIME_SPAN_DAY)
    return NULL;
  bool this_year = g_date_time_get_year(then) == g_date_time_get_year(now);
  return desk_date(desk, g_date_time_to_unix(then) * 1000, language,
                   this_year ? FORMAT_DATE_DAY : FORMAT_DATE_NUMERIC);
}

/* "Herrn Bürgermeister Kunz", as it stands behind "an"; NULL for what cannot
 * be a name or an address. */
static char *
addressee_in_words(const char *to, const char *language)
{
  g_autofree char *name = to == NULL ? NULL : person_name_to_greet(to);
  const char *text = name != NULL ? name : to;
  if (text == NULL || *text == '\0' ||
      g_utf8_strlen(text, -1) > ADDRESSEE_MAX || strstr(text, "//") != NULL)
    return NULL;
  static const char title[] = "Herr ";
  return g_str_has_prefix(language, "de") && g_str_has_prefix(text, title)
             ? g_strconcat("Herrn ", text + strlen(title), NULL)
             : g_strdup(text);
}

void
report_forward_data(const Desk *desk, const ReportForward *forward,
                    const char *language, json_t *data)
{
  const Forwarded *original = forward->original;
  if (original == NULL)
    return;
  g_autofree char *day = day_in_words(desk, original->day, language);
  g_autofree char *to = addressee_in_words(original->to, language);
  json_object_set_new(data, "passed_on", json_true());
  if (day != NULL)
    json_object_set_new(data, "passed_on_day", json_string(day));
  if (to != NULL)
    json_object_set_new(data, "passed_on_to", json_string(to));
}

bool
report_forward_tell(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                    bool told, GError **error)
{
  const char *address = incoming->mail->from->address;
  DeskReceiver receiver = {
      .channel = "mail", .address = address, .is_authenticated = true};
  const char *why;
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer(desk, &receiver, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  const Department *theirs = town_department_of(desk->config->town, address);
  const char *language = report_staff_language(desk, theirs);
  json_auto_t *data = report_data(desk, ticket, language);
  json_object_set_new(data, "department",
                      json_string(report_department(desk, ticket)->name));
  json_object_set_new(data, "told", json_boolean(told));
  DeskLetter letter = incoming_letter(desk, incoming, "passed-on-noted", data);
  letter.language = language;
  letter.ticket = ticket;
  return desk_send_mail(desk, &letter, NULL, error);
}
