/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a new address of departments.yaml whether it is the right one.
 */
#include "daemon/services/report/department/report_address.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/department/report_mark.h"
#include "parsers/keyword/keyword.h"
#include "parsers/message.h"

enum { TICKETS_MAX = 200 }; /* of one department, handed over at once */

bool
report_address_waits(Desk *desk, const Department *department,
                     const char *address, bool *out_waits, GError **error)
{
  const Town *town = desk->config->town;
  const ReportMark confirmed = {department, address, "confirmed", 0};
  bool is_confirmed = true;
  if (town->confirm_addresses && strcmp(department->id, town->desk) != 0 &&
      !report_mark_is_set(desk, &confirmed, &is_confirmed, error))
    return false;
  *out_waits = !is_confirmed;
  return true;
}

/* Is the OK of an address waited for, and (only then) was it asked for? */
typedef struct AddressState {
  bool waits, asked;
} AddressState;

static bool
find_state(Desk *desk, const Department *department, const char *address,
           AddressState *out, GError **error)
{
  const ReportMark asked = {department, address, "asked", 0};
  *out = (AddressState){false, false};
  return report_address_waits(desk, department, address, &out->waits, error) &&
         (!out->waits || report_mark_is_set(desk, &asked, &out->asked, error));
}

/* No ticket goes along, no token, nothing that a stranger could use. */
static bool
ask(Desk *desk, const Department *department, const char *address,
    GError **error)
{
  const char *language = report_staff_language(desk, department);
  json_auto_t *data = json_pack("{s:s}", "department", department->name);
  DeskLetter letter = {
      .text = "address-confirm",
      .language = language,
      .data = data,
      .to = address,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  const ReportMark asked = {department, address, "asked", 0};
  return report_mark_set(desk, &asked, error) &&
         desk_send_mail(desk, &letter, NULL, error);
}

bool
report_address_ask(Desk *desk, const Department *department, GError **error)
{
  for (guint i = 0; i < department->addresses->len; i++) {
    const char *address = department->addresses->pdata[i];
    AddressState state = {0};
    if (!find_state(desk, department, address, &state, error) ||
        (state.waits && !state.asked && !ask(desk, department, address, error)))
      return false;
  }
  return true;
}

/* "OK" or "Ja" alone on the first line; "Wer sind Sie?" confirms nothing. */
static bool
says_ok(const Message *mail)
{
  g_autofree char *line =
      g_strndup(mail->text == NULL ? "" : mail->text,
                mail->text == NULL ? 0 : strcspn(mail->text, "\n"));
  g_autoptr(Keyword) keyword = keyword_classify(line, NULL);
  return keyword->kind == KEYWORD_OK || keyword->kind == KEYWORD_YES;
}

/* What came before the OK lies at the desk. */
static bool
hand_over_open(Desk *desk, const Department *department, GError **error)
{
  g_autoptr(GPtrArray) ids = store_rows_take_texts(
      store_query(desk->queue->store, error,
                  "SELECT id FROM ticket WHERE department = $1"
                  " AND service = 'report'"
                  " AND state IN ('new', 'open', 'waiting')"
                  " ORDER BY id LIMIT $2",
                  "ti", department->id, (int64_t)TICKETS_MAX),
      error);
  if (ids == NULL)
    return false;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr(Ticket) ticket = ticket_load(desk->queue, ids->pdata[i], error);
    if (ticket == NULL)
      return false;
    ReportHandover handover = {.text = "ticket",
                               .inbox_id = ticket->inbox_id.text,
                               .words = ticket->text};
    if (!report_hand_over(desk, ticket, &handover, error))
      return false;
  }
  return true;
}

/* The department that was asked at this address; NULL: none was. */
static bool
find_asked(Desk *desk, const char *address, const Department **out,
           GError **error)
{
  const Town *town = desk->config->town;
  *out = NULL;
  for (guint i = 0; i < town->departments->len && *out == NULL; i++) {
    const Department *department = town->departments->pdata[i];
    AddressState state = {0};
    for (guint n = 0; n < department->addresses->len && !state.waits; n++)
      if (g_ascii_strcasecmp(department->addresses->pdata[n], address) == 0 &&
          !find_state(desk, department, address, &state, error))
        return false;
    *out = state.asked ? department : NULL;
  }
  return true;
}

bool
report_address_confirm(Desk *desk, const Incoming *incoming,
                       Handled *out_handled, bool *out_done, GError **error)
{
  const Message *mail = incoming->mail;
  const Department *department;
  *out_done = false;
  if (!desk->config->town->confirm_addresses || mail == NULL ||
      mail->from == NULL || incoming->belonging.kind != BELONGING_NEW ||
      mail->auth == AUTH_VERDICT_FAIL || !says_ok(mail))
    return true;
  if (!find_asked(desk, mail->from->address, &department, error))
    return false;
  if (department == NULL)
    return true;
  *out_done = true;
  *out_handled = (Handled){.kind = "address-confirmed"};
  const ReportMark confirmed = {department, mail->from->address, "confirmed",
                                0};
  return report_mark_set(desk, &confirmed, error) &&
         incoming_note(desk, incoming, "address-confirmed", department->id,
                       error) &&
         hand_over_open(desk, department, error);
}
