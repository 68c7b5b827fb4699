/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom a passed-on mail is from is a claim in a body.  It counts only where the
 * one who passes it on is proved to be staff or council, and then no more than
 * that: the writer is not verified, and nothing of the mail goes back to him.
 *
 * The matter is that of the first in the chain who is no colleague, for he
 * wrote to the town.  What he in turn had from others was written to him, not
 * to us.
 */
#include "daemon/services/report/forward/report_forward.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "parsers/config/town_council.h"
#include "parsers/forward/forwarded.h"
#include "parsers/fold.h"
#include "parsers/machine/automatic.h"
#include "parsers/mail_writer.h"
#include "parsers/message.h"
#include "parsers/subject.h"

/* In the history of a ticket: in the note's first line its writer. */
#define FORWARD_EVENT "passed-on"

/* Listed, or of a domain that may act, of the town's own departments. */
static bool
is_staff(const Town *town, const char *address)
{
  for (guint i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    if (!department->external && (department_lists(department, address) ||
                                  department_has_domain(department, address)))
      return true;
  }
  return false;
}

/* Is what he passes on somebody else's matter? */
static bool
passes_on_for_others(const Desk *desk, const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  const Town *town = desk->config->town;
  return mail != NULL && mail->from != NULL &&
         incoming_is_authenticated(incoming) &&
         (is_staff(town, mail->from->address) ||
          town_council_lists(town, mail->from->address));
}

static bool
has_domain(const char *address, const char *domain)
{
  const char *at = strrchr(address, '@');
  return at != NULL && domain != NULL &&
         g_ascii_strcasecmp(at + 1, domain) == 0;
}

/* Is this the address of somebody, or something, of the town's?  Generously: no
 * colleague is to be thanked for his report. */
static bool
is_colleague(const Desk *desk, const Incoming *incoming, const char *address)
{
  const Town *town = desk->config->town;
  const MailboxSettings *mailbox = incoming->mailbox;
  const char *at = strrchr(mailbox->address, '@');
  if (town_department_of(town, address) != NULL || is_staff(town, address) ||
      town_council_lists(town, address) ||
      g_ascii_strcasecmp(address, incoming->mail->from->address) == 0 ||
      has_domain(address, at == NULL ? NULL : at + 1) ||
      has_domain(address, mailbox->alias_domain))
    return true;
  for (guint i = 0; i < mailbox->internal->len; i++)
    if (has_domain(address, mailbox->internal->pdata[i]))
      return true;
  return false;
}

/* Newsletters say how to leave them, as the law wants. */
static bool
is_newsletter(const Message *mail, const char *writer)
{
  static const char *const senders[] = {"newsletter", "news@", "mailing@",
                                        "marketing@", "info-mail@"};
  static const char *const words[] = {
      "newsletter abbestellen",  "newsletter abmelden",  "abmeldung vom news",
      "vom newsletter ab",       "newsletter austragen", "unsubscribe",
      "manage your subscription"};
  g_autofree char *address = g_ascii_strdown(writer, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(senders); i++)
    if (g_str_has_prefix(address, senders[i]))
      return true;
  if (mail->full_text == NULL)
    return false;
  g_autofree char *text = fold_case(mail->full_text, strlen(mail->full_text));
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(text, words[i]) != NULL)
      return true;
  return false;
}

/* Did others than the writer write what is passed on beside his mail? */
static bool
stands_beside_others(const Desk *desk, const Incoming *incoming,
                     const ReportForward *forward)
{
  const GPtrArray *mails = incoming->mail->forwarded;
  const char *writer = forward->original->from->address;
  for (guint i = forward->index + 1; i < mails->len; i++) {
    const Forwarded *mail = g_ptr_array_index(mails, i);
    if (mail->is_beside &&
        (mail->from == NULL ||
         (g_ascii_strcasecmp(mail->from->address, writer) != 0 &&
          !is_colleague(desk, incoming, mail->from->address))))
      return true;
  }
  return false;
}

/* May it be his matter, and may he be written to? */
static ReportForwardKind
kind_of(const Desk *desk, const Incoming *incoming,
        const ReportForward *forward)
{
  const char *writer = forward->original->from->address;
  if (!mail_address_is_safe(writer) || automatic_is_role_address(writer) ||
      is_newsletter(incoming->mail, writer))
    return REPORT_FORWARD_OWN;
  return stands_beside_others(desk, incoming, forward)
             ? REPORT_FORWARD_SEVERAL
             : REPORT_FORWARD_OF_ANOTHER;
}

ReportForward
report_forward_of(const Desk *desk, const Incoming *incoming)
{
  ReportForward forward = {.kind = REPORT_FORWARD_OWN};
  if (!passes_on_for_others(desk, incoming))
    return forward;
  const GPtrArray *mails = incoming->mail->forwarded;
  bool nameless =
      mails->len == 0 && subject_is_forward(incoming->mail->subject);
  for (guint i = 0; i < mails->len && forward.original == NULL; i++) {
    const Forwarded *mail = g_ptr_array_index(mails, i);
    /* Exchange leaves out the addresses of its own people. */
    nameless = nameless || mail->from == NULL;
    if (mail->from != NULL &&
        !is_colleague(desk, incoming, mail->from->address))
      forward = (ReportForward){REPORT_FORWARD_OWN, mail, i};
  }
  if (forward.original != NULL)
    forward.kind = kind_of(desk, incoming, &forward);
  else if (nameless)
    forward.kind = REPORT_FORWARD_UNREADABLE;
  if (forward.kind != REPORT_FORWARD_OF_ANOTHER)
    forward.original = NULL;
  return forward;
}

char *
report_forward_words(const Incoming *incoming, const ReportForward *forward)
{
  const Message *mail = incoming->mail;
  g_autofree char *words =
      forwarded_words(mail->forwarded, mail->forwarded_text, forward->index);
  return report_words_or_subject(words, forward->original->subject);
}

static char *
render_line(const Desk *desk, const char *what)
{
  const char *language = desk->config->town->languages->pdata[0];
  json_auto_t *data = json_pack("{s:b}", what, 1);
  char *line = desk_render(desk, language, "passed-on-note.txt", data, NULL);
  return line == NULL ? g_strdup("") : g_strstrip(line);
}

static char *
note_of(const Desk *desk, const Incoming *incoming,
        const ReportForward *forward)
{
  const Message *mail = incoming->mail;
  switch (forward->kind) {
  case REPORT_FORWARD_OWN:
    return NULL;
  case REPORT_FORWARD_UNREADABLE:
    return render_line(desk, "passed_on_unreadable");
  case REPORT_FORWARD_SEVERAL:
    return render_line(desk, "passed_on_several");
  case REPORT_FORWARD_OF_ANOTHER:
    break;
  }
  return report_words_are_foreign(incoming) || mail->text == NULL ||
                 *mail->text == '\0'
             ? render_line(desk, "passed_on_silently")
             : g_strdup(mail->text);
}

static const char *
note_from(const Incoming *incoming, const ReportForward *forward)
{
  const Address *from = incoming->mail->from;
  if (forward->kind != REPORT_FORWARD_OF_ANOTHER)
    return "Bote";
  return from->name != NULL ? from->name : from->address;
}

/* Whose note it is, for the history: "department tiefbau", "council"; owned. */
static char *
actor_of(const Desk *desk, const Incoming *incoming)
{
  const Town *town = desk->config->town;
  const char *from = incoming->mail->from->address;
  const Department *department = town_department_of(town, from);
  if (department != NULL && !department->external)
    return ticket_actor_department(department->id);
  return g_strdup(town_council_lists(town, from) ? "council" : "staff");
}

bool
report_forward_remember(Desk *desk, const Incoming *incoming,
                        const Ticket *ticket, const ReportForward *forward,
                        GError **error)
{
  g_autofree char *note = note_of(desk, incoming, forward);
  if (note == NULL)
    return true;
  g_autofree char *from =
      g_strdelimit(g_strdup(note_from(incoming, forward)), "\r\n", ' ');
  g_autofree char *signed_note = g_strconcat(from, "\n", note, NULL);
  g_autofree char *actor = actor_of(desk, incoming);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = FORWARD_EVENT,
                       .actor = actor,
                       .note = signed_note,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

/* Keep the first note of its kind. */
static bool
keep_note(const TicketEvent *event, void *user)
{
  char **note = user;
  if (strcmp(event->what, FORWARD_EVENT) != 0)
    return true;
  *note = g_strdup(event->note);
  return false;
}

bool
report_forward_recall(Desk *desk, const Ticket *ticket, char **out_from,
                      char **out_note, GError **error)
{
  g_autofree char *note = NULL;
  *out_from = *out_note = NULL;
  if (!ticket_each_event(desk->queue, ticket, keep_note, &note, error))
    return false;
  char *line = note == NULL ? NULL : strchr(note, '\n');
  if (line == NULL)
    return true;
  *out_from = g_strndup(note, (gsize)(line - note));
  *out_note = g_strdup(line + 1);
  return true;
}
