/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail to several tickets: to the addresses of two, or with the codes of
 * two in its text.  The first is the one it belongs to; the others are told to
 * the service, so that nobody's words are lost.
 */
#include "daemon/digest/belong_private.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/message.h"
#include "parsers/token.h"

/* Nobody means more; a mail to all the tickets there are is no mail to any. */
enum { OTHERS_MAX = 9 };

/* The tokens of a mail that name other records than the first one. */
typedef struct Codes {
  Desk *desk;
  const TokenRef *first;
  GArray *found; /* TokenRef, each record once */
} Codes;

static void
collect(Codes *codes, const TokenRef *token)
{
  if (codes->found->len >= OTHERS_MAX || token->role != codes->first->role ||
      strcmp(token->record, codes->first->record) == 0 ||
      !desk_token_is_ours(codes->desk, token))
    return;
  for (guint i = 0; i < codes->found->len; i++)
    if (strcmp(g_array_index(codes->found, TokenRef, i).record,
               token->record) == 0)
      return;
  g_array_append_vals(codes->found, token, 1);
}

static void
collect_in_ids(Codes *codes, const GPtrArray *ids)
{
  const char *domain = codes->desk->config->settings->domain;
  TokenRef token;
  for (guint i = 0; i < ids->len; i++)
    if (token_find_in_message_id(ids->pdata[i], domain, &token))
      collect(codes, &token);
}

static void
collect_in_addresses(Codes *codes, const GPtrArray *addresses,
                     const char *alias_domain)
{
  TokenRef token;
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = addresses->pdata[i];
    if (token_find_in_address(address->address, alias_domain, &token))
      collect(codes, &token);
  }
}

/* What is quoted was written to him, not by him. */
static void
collect_in_text(Codes *codes, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++) {
    const char *line = g_strchug(lines[i]);
    if (*line == '>' || g_str_has_prefix(line, "│"))
      continue;
    TokenRef token;
    while (token_find_next_in_text(&line, &token))
      collect(codes, &token);
  }
}

static void
other_free(gpointer data)
{
  BelongingOther *other = data;
  ticket_free(other->ticket);
  g_free(other);
}

static bool
add_other(Desk *desk, const char *from, const TokenRef *token, Belonging *out,
          GError **error)
{
  Ticket *found = NULL;
  bool is_his = true;
  if (!ticket_find_digits(desk->queue, token->record, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  if (ticket == NULL || strcmp(ticket->service, out->ticket->service) != 0)
    return true;
  if (out->kind == BELONGING_CITIZEN &&
      !belong_is_contact(desk, ticket, from, &is_his, error))
    return false;
  if (!is_his)
    return true;
  if (out->others == NULL)
    out->others = g_ptr_array_new_with_free_func(other_free);
  BelongingOther *other = g_new0(BelongingOther, 1);
  other->ticket = g_steal_pointer(&ticket);
  other->token = *token;
  g_ptr_array_add(out->others, other);
  return true;
}

bool
belong_to_others(Desk *desk, const Message *mail,
                 const MailboxSettings *mailbox, Belonging *out, GError **error)
{
  if (out->kind != BELONGING_CITIZEN && out->kind != BELONGING_DEPARTMENT)
    return true;
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(TokenRef));
  Codes codes = {desk, &out->token, found};
  collect_in_ids(&codes, mail->in_reply_to);
  collect_in_addresses(&codes, mail->to, mailbox->alias_domain);
  collect_in_addresses(&codes, mail->cc, mailbox->alias_domain);
  if (mail->full_text != NULL)
    collect_in_text(&codes, mail->full_text);
  const char *from = mail->from == NULL ? NULL : mail->from->address;
  for (guint i = 0; i < found->len; i++)
    if (!add_other(desk, from, &g_array_index(found, TokenRef, i), out, error))
      return false;
  return true;
}
