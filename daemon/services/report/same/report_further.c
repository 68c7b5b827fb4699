/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of all who told of the same.  Each is masked as his own ticket
 * says: that one may be named gives no leave to name another.
 */
#include "daemon/services/report/same/report_further.h"

#include <string.h>

#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/external/report_external.h"
#include "parsers/contact/contact_mask.h"
#include "queue/attachment.h"
#include "templates/format.h"
#include "templates/texts.h"

/* What one reads on a telephone; how many there are stands above. */
enum { FURTHER_MAX = 20 };

const Ticket *
report_teller(const Ticket *ticket, const ReportHandover *handover)
{
  return handover->teller == NULL ? ticket : handover->teller;
}

/* He did not come by the same way either. */
void
report_further_tell(const ReportHandover *handover, json_t *data)
{
  const Ticket *teller = handover->teller;
  if (teller == NULL)
    return;
  json_object_set_new(data, "teller", json_string(teller->text_number));
  json_object_set_new(
      data, "channel",
      json_pack("{s:b}",
                teller->origin != NULL ? teller->origin : teller->channel, 1));
}

/* A ticket as it is handed over, or shown again. */
static bool
shows_all(const Ticket *ticket, const ReportHandover *handover)
{
  return ticket->supporters > 0 && strcmp(handover->text, "ticket") == 0;
}

/* Owned; NULL with an error. */
static char *
words_for(Desk *desk, const Ticket *ticket, const Department *reader,
          GError **error)
{
  bool hides;
  if (!report_hides_citizen(desk, ticket, reader, &hides, error))
    return NULL;
  return hides ? report_external_words(desk, ticket, ticket->text, error)
               : contact_mask_reach(ticket->text);
}

static bool
add_one(Desk *desk, const Ticket *ticket, const Department *reader,
        json_t *list, GError **error)
{
  const char *language = report_staff_language(desk, reader);
  g_autofree char *words = words_for(desk, ticket, reader, error);
  g_autofree char *received =
      desk_date(desk, ticket->created_at_ms, language, (int)FORMAT_DATE_TIME);
  if (words == NULL)
    return false;
  /* Who only said that he saw it, too, is counted. */
  if (*words != '\0')
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:o}", "number",
                                    ticket->text_number, "received", received,
                                    "text", texts_lines(words, "│ ")));
  return true;
}

bool
report_further_describe(Desk *desk, const ReportFurther *mail, json_t *data,
                        GError **error)
{
  if (!shows_all(mail->ticket, mail->handover))
    return true;
  g_autoptr(GPtrArray) all =
      ticket_duplicates_of(desk->queue, mail->ticket, FURTHER_MAX, error);
  json_auto_t *list = json_array();
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!add_one(desk, all->pdata[i], mail->reader, list, error))
      return false;
  if (json_array_size(list) > 0)
    json_object_set(data, "further", list);
  return all != NULL;
}

bool
report_further_attachments(Desk *desk, const Ticket *ticket,
                           const ReportHandover *handover,
                           GPtrArray *attachments, GError **error)
{
  if (!shows_all(ticket, handover) || handover->small)
    return true;
  g_autoptr(GPtrArray) all =
      ticket_duplicates_of(desk->queue, ticket, FURTHER_MAX, error);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const Ticket *same = all->pdata[i];
    g_autoptr(GPtrArray) files = attachments_of_ticket(
        desk->queue, same->inbox_id.text, same->id.text, error);
    if (files == NULL)
      return false;
    while (files->len > 0)
      g_ptr_array_add(attachments, g_ptr_array_steal_index(files, 0));
  }
  return all != NULL;
}
