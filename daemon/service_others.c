/* SPDX-License-Identifier: Apache-2.0
 *
 * One message to several tickets, as services look at it.
 */
#include "daemon/service.h"

unsigned
incoming_other_count(const Incoming *incoming)
{
  const GPtrArray *others = incoming->belonging.others;
  return others == NULL ? 0 : others->len;
}

Incoming
incoming_to_other(const Incoming *incoming, unsigned index)
{
  g_assert(index < incoming_other_count(incoming));
  const BelongingOther *other = incoming->belonging.others->pdata[index];
  Incoming copy = *incoming;
  copy.belonging.ticket = other->ticket;
  copy.belonging.token = other->token;
  return copy;
}

char *
incoming_other_numbers(const Incoming *incoming, const Ticket *ticket)
{
  GString *numbers = g_string_new(NULL);
  const Ticket *first = incoming->belonging.ticket;
  if (first != ticket)
    g_string_append(numbers, first->text_number);
  for (unsigned i = 0; i < incoming_other_count(incoming); i++) {
    const BelongingOther *other = incoming->belonging.others->pdata[i];
    if (other->ticket != ticket)
      g_string_append_printf(numbers, "%s%s", numbers->len == 0 ? "" : ", ",
                             other->ticket->text_number);
  }
  return g_string_free(numbers, numbers->len == 0);
}
