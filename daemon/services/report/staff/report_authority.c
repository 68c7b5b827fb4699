/* SPDX-License-Identifier: Apache-2.0
 *
 * Belonging is not authority: a token leaks with every forward.  A command is
 * executed only from a sender who may act for the ticket's department, with the
 * token of the present assignment, and with a proof that he is who he says.
 * Where something is missing, a listed address is asked
 * (report_authority_ask.c).
 */
#include "daemon/services/report/staff/report_authority.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_presence.h"
#include "parsers/command.h"
#include "parsers/message.h"
#include "parsers/token.h"

/* A colleague: writes from the domain of any address of the town's own. */
static bool
is_colleague(const Town *town, const char *address)
{
  const char *domain = strrchr(address, '@');
  if (domain == NULL)
    return false;
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (department->external)
      continue;
    for (guint j = 0; j < department->addresses->len; j++) {
      const char *at = strrchr(department->addresses->pdata[j], '@');
      if (at != NULL && g_ascii_strcasecmp(domain, at) == 0)
        return true;
    }
  }
  return false;
}

bool
report_is_staff(const Town *town, const char *address)
{
  return town_department_of(town, address) != NULL ||
         is_colleague(town, address);
}

/* A firm under contract that answers a ticket it gave away: known to the town,
 * with the token of an assignment that is over. */
static bool
had_the_ticket(const Desk *desk, const Ticket *ticket, const TokenRef *token,
               const char *from)
{
  return token->role == TOKEN_ROLE_DEPARTMENT &&
         token->assignment < ticket->assignment &&
         town_department_of(desk->config->town, from) != NULL;
}

bool
report_is_past(const Desk *desk, const Ticket *ticket)
{
  bool closed = ticket->state == TICKET_STATE_CLOSED ||
                ticket->state == TICKET_STATE_NO_ACTION ||
                ticket->state == TICKET_STATE_DUPLICATE;
  return closed && desk->now_ms - ticket->changed_at_ms >
                       REPORT_TOKEN_DAYS * INT64_C(86400000);
}

ReportAuthority
report_authority_of(const Desk *desk, const Incoming *incoming)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const TokenRef *token = &incoming->belonging.token;
  const Message *mail = incoming->mail;
  const Department *department = report_department(desk, ticket);
  if (mail->from == NULL || mail->auth == AUTH_VERDICT_FAIL)
    return REPORT_AUTHORITY_REFUSE;
  const char *from = mail->from->address;
  bool listed = report_acts_for(desk->config->town, department, from);
  bool authenticated = incoming_is_authenticated(incoming);
  if (!listed && !is_colleague(desk->config->town, from) &&
      !had_the_ticket(desk, ticket, token, from))
    return REPORT_AUTHORITY_REFUSE;
  if (token->role != TOKEN_ROLE_DEPARTMENT ||
      token->assignment != ticket->assignment || report_is_past(desk, ticket))
    return listed ? REPORT_AUTHORITY_NOTE : REPORT_AUTHORITY_AWAY;
  /* A confidential matter is for those who are listed. */
  bool theirs =
      !ticket->confidential && department_has_domain(department, from);
  if (authenticated && (listed || theirs))
    return REPORT_AUTHORITY_ACTS;
  return REPORT_AUTHORITY_ASK;
}

bool
report_is_clerk(const Desk *desk, const Incoming *incoming)
{
  const char *from = incoming->mail->from->address;
  const Department *office = town_office(desk->config->town);
  return incoming_is_authenticated(incoming) &&
         (department_lists(office, from) ||
          department_has_domain(office, from));
}

/* May everybody of his domain act for a department of the town's own? */
static bool
is_of_domain(const Town *town, const char *address)
{
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (!department->external && department_has_domain(department, address))
      return true;
  }
  return false;
}

ReportAuthority
report_recorder_authority(const Desk *desk, const Incoming *incoming)
{
  const Town *town = desk->config->town;
  const Message *mail = incoming->mail;
  if (mail->from == NULL || mail->form != NULL ||
      mail->auth == AUTH_VERDICT_FAIL)
    return REPORT_AUTHORITY_REFUSE;
  const char *from = mail->from->address;
  const Department *department = town_department_of(town, from);
  bool listed = department != NULL && !department->external;
  if (!listed && !is_colleague(town, from))
    return REPORT_AUTHORITY_REFUSE;
  return incoming_is_authenticated(incoming) &&
                 (listed || is_of_domain(town, from))
             ? REPORT_AUTHORITY_ACTS
             : REPORT_AUTHORITY_ASK;
}

json_t *
report_reply_buttons(const MailboxSettings *mailbox, const char *subject,
                     const char *language, const TokenRef *token)
{
  bool german = g_str_has_prefix(language, "de");
  g_autofree char *address = desk_reply_address(mailbox, token);
  g_autofree char *code = token_format_grouped(token);
  g_autofree char *line = g_strdup_printf(
      "\n\n%s: %s\n", german ? "Vorgangscode" : "Reference code", code);
  g_autofree char *yes_body = g_strconcat(german ? "ja" : "yes", line, NULL);
  g_autofree char *no_body = g_strconcat(german ? "nein" : "no", line, NULL);
  g_autofree char *yes = desk_mailto(address, subject, yes_body);
  g_autofree char *no = desk_mailto(address, subject, no_body);
  return json_pack("{s:s, s:s}", "yes", yes, "no", no);
}

ReportReply
report_read_reply(const Message *mail)
{
  static const struct {
    const char *word;
    ReportReply reply;
  } words[] = {{"ja", REPORT_REPLY_YES},
               {"yes", REPORT_REPLY_YES},
               {"nein", REPORT_REPLY_NO},
               {"no", REPORT_REPLY_NO}};
  const char *text = mail->staff_text == NULL ? "" : mail->staff_text;
  g_auto(GStrv) lines = g_strsplit(text, "\n", 2);
  g_autofree char *word = command_fold(lines[0] == NULL ? "" : lines[0]);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(word, words[i].word) == 0)
      return words[i].reply;
  return REPORT_REPLY_UNCLEAR;
}
