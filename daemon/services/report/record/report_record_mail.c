/* SPDX-License-Identifier: Apache-2.0
 *
 * What goes back to who recorded: the number and what was understood, or why
 * nothing was recorded.
 */
#include "daemon/services/report/record/report_record.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/caller.h"
#include "parsers/message.h"
#include "parsers/sms/e164.h"
#include "queue/person.h"
#include "templates/texts.h"

const Department *
report_recorder_department(const Desk *desk, const char *address)
{
  const Town *town = desk->config->town;
  const Department *department = town_department_of(town, address);
  return department != NULL && !department->external ? department
                                                     : town_office(town);
}

char *
report_contact_hint(const Contact *contact)
{
  if (strcmp(contact->channel, "sms") == 0)
    return e164_mask(contact->address);
  if (strcmp(contact->channel, "mail") != 0)
    return NULL;
  const char *at = strrchr(contact->address, '@');
  return g_strdup_printf("%c…%s", contact->address[0], at == NULL ? "" : at);
}

/* Who it was and how he came, without where he can be reached. */
static json_t *
tell_what(Desk *desk, const ReportDictation *dictation, const Ticket *ticket,
          const char *language)
{
  bool german = g_str_has_prefix(language, "de");
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(
      data, "origin",
      json_string(caller_origin_word(dictation->origin, german)));
  if (dictation->caller->name != NULL)
    json_object_set_new(data, "caller", json_string(dictation->caller->name));
  json_object_set_new(data, "confidential",
                      json_boolean(dictation->confidential));
  json_object_set_new(data, "text", texts_lines(dictation->words, "│ "));
  return data;
}

bool
report_record_tell(Desk *desk, const Incoming *incoming,
                   const ReportDictation *dictation, const Ticket *ticket,
                   GError **error)
{
  const char *sender = incoming->mail->from->address;
  const char *language =
      report_staff_language(desk, report_recorder_department(desk, sender));
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  json_t *data = tell_what(desk, dictation, ticket, language);
  g_autofree char *hint = report_contact_hint(contact);
  if (hint != NULL)
    json_object_set_new(data, "reached_at", json_string(hint));
  ReportStaffMail mail = {.text = "transcript-recorded",
                          .address = sender,
                          .data = data,
                          .inbox_id = incoming->item->id.text,
                          .in_reply_to = incoming->mail->message_id};
  return report_tell_staff(desk, ticket, &mail, error);
}

bool
report_record_tell_mistakes(Desk *desk, const Incoming *incoming,
                            const ReportDictation *dictation, GError **error)
{
  const char *sender = incoming->mail->from->address;
  json_auto_t *data = json_pack("{s:O}", "mistakes", dictation->mistakes);
  g_autofree char *dedupe =
      g_strconcat("record-failed|", incoming->item->id.text, NULL);
  DeskLetter letter = incoming_letter(desk, incoming, "record-failed", data);
  letter.language =
      report_staff_language(desk, report_recorder_department(desk, sender));
  letter.dedupe = dedupe;
  return desk_send_mail(desk, &letter, NULL, error);
}
