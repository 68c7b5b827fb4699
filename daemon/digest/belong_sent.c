/* SPDX-License-Identifier: Apache-2.0
 *
 * From a mail that the town sent past us to the ticket that it answers.
 */
#include "daemon/digest/belong_private.h"

#include <string.h>

#include "parsers/message.h"
#include "parsers/subject.h"
#include "queue/person.h"

enum { TICKETS_MAX = 20 }; /* of one person, the newest */

/* The ticket that it names, whoever gets it. */
static bool
find_named(Desk *desk, const Message *mail, const MailboxSettings *mailbox,
           Ticket **out, GError **error)
{
  TokenRef token;
  Number number;
  g_autofree char *subject = subject_base(mail->subject, NULL);
  if (belong_find_token(desk, mail, mailbox, &token) &&
      token.role != TOKEN_ROLE_RECORDING)
    return ticket_find_digits(desk->queue, token.record, out, error);
  return !number_find(subject, &number) ||
         ticket_find_number(desk->queue, &number, out, error);
}

static bool
has_id(const GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (strcmp(ids->pdata[i], id) == 0)
      return true;
  return false;
}

/* Whom it went to (const Address *), borrowed from the mail. */
static GPtrArray *
receivers_of(const Message *mail)
{
  GPtrArray *receivers = g_ptr_array_new();
  for (guint i = 0; i < mail->to->len; i++)
    g_ptr_array_add(receivers, mail->to->pdata[i]);
  for (guint i = 0; i < mail->cc->len; i++)
    g_ptr_array_add(receivers, mail->cc->pdata[i]);
  return receivers;
}

static bool
goes_to_contact(Desk *desk, const Message *mail, const Ticket *ticket,
                bool *out_does, GError **error)
{
  g_autoptr(GPtrArray) receivers = receivers_of(mail);
  *out_does = false;
  for (guint i = 0; !*out_does && i < receivers->len; i++) {
    const Address *receiver = receivers->pdata[i];
    if (!belong_is_contact(desk, ticket, receiver->address, out_does, error))
      return false;
  }
  return true;
}

/* The ticket of this person whose last mail is replied to. */
static bool
find_replied_of(Desk *desk, const Message *mail, const char *address,
                Ticket **out, GError **error)
{
  Contact *found = NULL;
  if (!contact_find(desk->queue, "mail", address, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact == NULL)
    return true;
  g_autoptr(GPtrArray) tickets =
      ticket_unclosed_of(desk->queue, contact->id.text, TICKETS_MAX, error);
  for (guint i = 0; tickets != NULL && *out == NULL && i < tickets->len; i++) {
    const Ticket *ticket = tickets->pdata[i];
    if (ticket->thread_id != NULL &&
        (has_id(mail->in_reply_to, ticket->thread_id) ||
         has_id(mail->references, ticket->thread_id)))
      *out = g_ptr_array_steal_index(tickets, i);
  }
  return tickets != NULL;
}

static bool
find_replied(Desk *desk, const Message *mail, Ticket **out, GError **error)
{
  g_autoptr(GPtrArray) receivers = receivers_of(mail);
  for (guint i = 0; *out == NULL && i < receivers->len; i++) {
    const Address *receiver = receivers->pdata[i];
    if (!find_replied_of(desk, mail, receiver->address, out, error))
      return false;
  }
  return true;
}

bool
belong_sent(Desk *desk, const Message *mail, const MailboxSettings *mailbox,
            Ticket **out_ticket, GError **error)
{
  Ticket *found = NULL;
  bool is_his;
  *out_ticket = NULL;
  if (!find_named(desk, mail, mailbox, &found, error))
    return false;
  g_autoptr(Ticket) named = found;
  if (named == NULL)
    return find_replied(desk, mail, out_ticket, error);
  if (!goes_to_contact(desk, mail, named, &is_his, error))
    return false;
  if (is_his)
    *out_ticket = g_steal_pointer(&named);
  return true;
}
