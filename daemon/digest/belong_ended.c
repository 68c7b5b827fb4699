/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody says by SMS about a ticket that is over.
 */
#include "daemon/digest/belong.h"

#include "parsers/keyword/keyword_answer.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"

enum { RATING_DAYS = 30 }; /* so long a number answers our question for stars */

/* The ticket that a number after our question for stars is about, or a NO long
 * after the news; what was closed meanwhile asks for nothing else. */
static StoreRows *
ended_ticket_of(Desk *desk, const Contact *contact, bool rates, GError **error)
{
  const char *id = contact->id.text;
  if (!rates)
    return store_query(desk->queue->store, error,
                       "SELECT id FROM ticket WHERE contact_id = $1"
                       " AND state = 'closed' ORDER BY id DESC LIMIT 1",
                       "t", id);
  return store_query(desk->queue->store, error,
                     "SELECT e.ticket_id FROM ticket_event e JOIN ticket t"
                     " ON t.id = e.ticket_id WHERE t.contact_id = $1"
                     " AND e.what = 'rating-asked' AND e.at_ms > $2"
                     " ORDER BY e.id DESC LIMIT 1",
                     "ti", id, desk->now_ms - RATING_DAYS * INT64_C(86400000));
}

bool
belong_to_ended(Desk *desk, const SmsIn *sms, Belonging *out, GError **error)
{
  Contact *found = NULL;
  bool rates = keyword_answer_stars(sms->text, NULL) > 0;
  if (out->kind != BELONGING_NEW || out->several != NULL ||
      (!rates && !keyword_answer_denies(sms->text)))
    return true;
  if (!contact_find(desk->queue, "sms", sms->from, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact == NULL)
    return true;
  g_autofree char *id = NULL;
  if (!store_rows_take_text(ended_ticket_of(desk, contact, rates, error), &id,
                            error))
    return false;
  if (id == NULL)
    return true;
  if (!ticket_find(desk->queue, id, &out->ticket, error))
    return false;
  if (out->ticket != NULL)
    out->kind = BELONGING_CITIZEN;
  return true;
}
