/* SPDX-License-Identifier: Apache-2.0
 *
 * What all services ask about a message.
 */
#include "daemon/service.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/language/language.h"
#include "parsers/mail_writer.h"
#include "parsers/message.h"
#include "parsers/config/settings_rows.h"
#include "parsers/sms/sms.h"

static const char *const belonging_names[] = {
    [BELONGING_NEW] = "new",
    [BELONGING_CITIZEN] = "citizen",
    [BELONGING_DEPARTMENT] = "department",
    [BELONGING_QUESTION] = "question",
    [BELONGING_ONCALL] = "on-call",
    [BELONGING_RECORDING] = "recording",
    [BELONGING_LIST] = "list",
    [BELONGING_MORNING] = "morning",
    [BELONGING_SURVEY] = "survey",
    [BELONGING_BOUNCE] = "bounce",
    [BELONGING_AUTOMATIC] = "automatic",
    [BELONGING_SENT] = "sent",
};

const char *
belonging_kind_to_string(BelongingKind kind)
{
  return belonging_names[kind];
}

bool
service_hear(Desk *desk, const Incoming *incoming, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  bool list = ticket == NULL &&
              incoming->belonging.kind == BELONGING_AUTOMATIC &&
              incoming->belonging.token.role == TOKEN_ROLE_MORNING;
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if ((*s)->hears != NULL &&
        (list || (ticket != NULL && strcmp(ticket->service, (*s)->name) == 0)))
      return (*s)->hears(desk, incoming, error);
  return true;
}

bool
service_plan(Desk *desk, GError **error)
{
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if ((*s)->plan != NULL && !(*s)->plan(desk, error))
      return false;
  return true;
}

bool
service_is_working(const Desk *desk, const char *service)
{
  ServiceState state = desk_service_state(desk, service);
  return state == SERVICE_STATE_INTERNAL || state == SERVICE_STATE_TEST ||
         state == SERVICE_STATE_REGULAR;
}

/* Does the address belong to the town's own people? */
static bool
is_listed(const Town *town, const char *address)
{
  if (town_department_of(town, address) != NULL)
    return true;
  for (guint i = 0; i < town->departments->len; i++)
    if (department_has_domain(town->departments->pdata[i], address))
      return true;
  return false;
}

bool
service_answers(const Desk *desk, const char *service, const char *address)
{
  if (service != NULL)
    return service_is_working(desk, service) &&
           (desk_service_state(desk, service) != SERVICE_STATE_INTERNAL ||
            is_listed(desk->config->town, address));
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if (service_answers(desk, (*s)->name, address))
      return true;
  return false;
}

bool
service_somebody_answers(const Desk *desk, const char *address)
{
  return service_answers(desk, NULL, address);
}

bool
service_somebody_works(const Desk *desk)
{
  for (const Service *const *s = service_registry; *s != NULL; s++) {
    ServiceState state = desk_service_state(desk, (*s)->name);
    if (state != SERVICE_STATE_OFF && state != SERVICE_STATE_PAUSED)
      return true;
  }
  return false;
}

bool
incoming_note(Desk *desk, const Incoming *incoming, const char *what,
              const char *detail, GError **error)
{
  return inbox_note(desk->queue, incoming->item->id.text, what, detail, error);
}

static bool
domain_is_listed(const char *address, const GPtrArray *domains)
{
  const char *at = strrchr(address, '@');
  for (guint i = 0; at != NULL && i < domains->len; i++)
    if (g_ascii_strcasecmp(at + 1, domains->pdata[i]) == 0)
      return true;
  return false;
}

bool
incoming_is_authenticated(const Incoming *incoming)
{
  const Message *mail = incoming->mail;
  /* What was typed into a form proves nothing, whatever its domain. */
  if (mail == NULL || mail->from == NULL || mail->form != NULL)
    return false;
  return mail->auth == AUTH_VERDICT_PASS ||
         (mail->auth == AUTH_VERDICT_NONE &&
          domain_is_listed(mail->from->address, incoming->mailbox->internal));
}

bool
incoming_may_be_answered(const Incoming *incoming, const char **out_why)
{
  const Message *mail = incoming->mail;
  *out_why = NULL;
  if (incoming->item->adopted)
    *out_why = "adopted";
  else if (incoming->quiet != NULL)
    *out_why = incoming->quiet;
  else if (mail == NULL)
    *out_why = incoming->sms->no_reply ? "sender-cannot-receive" : NULL;
  else if (mail->from == NULL || !mail_address_is_safe(mail->from->address))
    *out_why = "no-usable-originator";
  else if (mail->automatic_signs->len > 0)
    *out_why = mail->automatic_signs->pdata[0];
  else if (mail->soft_signs->len >= 2)
    *out_why = "two-soft-signs";
  else if (mail->auth == AUTH_VERDICT_FAIL)
    *out_why = "authentication-failed";
  else if (!incoming_is_authenticated(incoming) &&
           (mail->return_path == NULL ||
            g_ascii_strcasecmp(mail->return_path, mail->from->address) != 0))
    *out_why = "not-authenticated";
  return *out_why == NULL;
}

/* Is it the same language in another variety, "de-simple" beside "de"? */
static bool
is_variety(const char *known, const char *told)
{
  return known != NULL && told != NULL && g_str_has_prefix(known, told) &&
         known[strlen(told)] == '-';
}

const char *
incoming_text_language(const Desk *desk, const char *text)
{
  const GPtrArray *languages = desk->config->town->languages;
  g_autoptr(GPtrArray) among = g_ptr_array_new();
  for (guint i = 0; i < languages->len; i++)
    g_ptr_array_add(among, languages->pdata[i]);
  g_ptr_array_add(among, NULL);
  return language_guess(text, (const char *const *)among->pdata, NULL);
}

const char *
incoming_sms_language(const Desk *desk, const Incoming *incoming)
{
  return incoming_text_language(desk, incoming->sms->text);
}

const char *
incoming_language(const Desk *desk, const Incoming *incoming, const char *known)
{
  const GPtrArray *languages = desk->config->town->languages;
  const char *told = incoming->mail == NULL ? NULL : incoming->mail->language;
  /* Whoever is known by a number has said himself what he reads. */
  if (incoming->sms != NULL && known == NULL)
    told = incoming_sms_language(desk, incoming);
  const char *wishes[] = {is_variety(known, told) ? known : told, known, told};
  for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++)
    for (guint j = 0; wishes[i] != NULL && j < languages->len; j++)
      if (strcmp(wishes[i], languages->pdata[j]) == 0)
        return languages->pdata[j];
  return languages->pdata[0];
}

DeskLetter
incoming_letter(const Desk *desk, const Incoming *incoming, const char *text,
                json_t *data)
{
  const Message *mail = incoming->mail;
  return (DeskLetter){
      .text = text,
      .language = incoming_language(desk, incoming, NULL),
      .data = data,
      .mailbox = incoming->item->source,
      .to = mail->from->address,
      .to_name = mail->from->name,
      .in_reply_to = mail->message_id,
      .inbox_id = incoming->item->id.text,
      .priority = OUTBOX_PRIORITY_TICKET,
      .held = incoming->answers_paused,
  };
}
