/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that a mail system sent on: the body is the writer's, only the header
 * tells.
 */
#include <string.h>

#include "parsers/forward/forward.h"
#include "parsers/forward/forward_header.h"
#include "parsers/forward/forwarded.h"
#include "parsers/header.h"

/* Fields that hold an address.  Resent-From is RFC 5322 3.6.6 (Sieve redirect,
 * Exchange's inbox rules, "bounce" and "redirect" of mail programs); the
 * X-Forwarded ones are Gmail's and others'; X-Original-From stands where a list
 * or a gateway put its own address into From. */
static const struct {
  const char *name;
  bool names_writer; /* the value is the writer, not who sent it on */
} redirect_table[] = {
    {"X-Original-From", true},
    {"X-MS-Exchange-Original-From", true},
    {"Resent-From", false},
    {"Resent-Sender", false},
    {"X-Sieve-Redirected-From", false},
    {"X-Forwarded-For", false}, /* of proxies, too: then there is no "@" */
    {"X-Forwarded-To", false},
};

static bool
is_from(const Message *message, const Address *address)
{
  return message->from != NULL &&
         g_ascii_strcasecmp(message->from->address, address->address) == 0;
}

/* Who wrote the mail, when one of the fields says that it was sent on. */
static Address *
redirected_writer(const Message *message, const GPtrArray *fields)
{
  for (size_t i = 0; i < G_N_ELEMENTS(redirect_table); i++) {
    const char *value = header_list_get(fields, redirect_table[i].name);
    g_autoptr(Address) named =
        value == NULL ? NULL : forward_header_writer(value);
    /* Sent again by the writer himself: nobody passed it on. */
    if (named == NULL || is_from(message, named))
      continue;
    if (redirect_table[i].names_writer)
      return g_steal_pointer(&named);
    if (message->from != NULL)
      return address_new(message->from->name, message->from->address);
  }
  return NULL;
}

void
forward_read_redirect(Message *message, const GPtrArray *fields)
{
  if (message->forwarded_text != NULL)
    return; /* what was sent on is itself a forward */
  message->forwarded_from = redirected_writer(message, fields);
  if (message->forwarded_from == NULL)
    return;
  message->forwarded_subject = g_strdup(message->subject);
  message->forwarded_text = g_strdup(message->text);
  Forwarded *forwarded = forwarded_new();
  forwarded->from = address_new(message->forwarded_from->name,
                                message->forwarded_from->address);
  forwarded->subject = g_strdup(message->subject);
  g_ptr_array_add(message->forwarded, forwarded);
}
