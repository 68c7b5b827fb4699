/* SPDX-License-Identifier: Apache-2.0
 *
 * contact.show {id, reveal}: one contact; address and name masked unless
 * "reveal" is set, which the log of requests shows.
 */
#include "daemon/admin/request.h"

#include <string.h>

#include "daemon/log.h"
#include "parsers/sms/e164.h"
#include "queue/person.h"

/* The first character and the domain; a number as the log would show it. */
static char *
mask(const char *channel, const char *text)
{
  if (strcmp(channel, "mail") != 0)
    return e164_mask(text);
  const char *at = strrchr(text, '@');
  return g_strdup_printf("%.*s…%s", (int)(g_utf8_next_char(text) - text), text,
                         at == NULL ? "" : at);
}

static json_t *
contact_to_json(const Contact *contact, bool reveal)
{
  g_autofree char *address = reveal ? g_strdup(contact->address)
                                    : mask(contact->channel, contact->address);
  return json_pack("{s:s,s:s,s:s,s:s,s:s*,s:s*,s:b,s:I}", "id",
                   contact->id.text, "person_id", contact->person_id.text,
                   "channel", contact->channel, "address", address, "name",
                   reveal ? contact->name : NULL, "language", contact->language,
                   "opted_out", (int)contact->opted_out, "muted_until_ms",
                   (json_int_t)contact->muted_until_ms);
}

static bool
run(RequestCall *call, GError **error)
{
  Id id;
  bool reveal = request_flag(call, "reveal");
  if (!request_find_id(call, REQUEST_FIND("contact"), &id, error))
    return false;
  g_autoptr(Contact) contact =
      contact_load(&call->digest->queue, id.text, error);
  if (contact == NULL)
    return false;
  if (reveal)
    log_event(LOG_NOTICE, "contact-revealed", "id", id.text, "by",
              request_actor(call).text, NULL);
  json_t *row = contact_to_json(contact, reveal);
  g_assert(row != NULL);
  request_add_row(call, row);
  return true;
}

const Request request_contact_show = {.name = "contact.show", .run = run};
