/* SPDX-License-Identifier: Apache-2.0
 *
 * What a department outside the administration is told of a citizen: his words
 * without himself, and himself only when he said JA.
 */
#include "daemon/services/report/external/report_external.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/forward/report_words.h"
#include "parsers/contact/contact_mask.h"
#include "parsers/danger/danger.h"
#include "parsers/keyword/keyword.h"
#include "parsers/token.h"
#include "queue/person.h"
#include "queue/store_error.h"

#define GRANTED "contact-granted"

/* The ticket's contact; NULL without an error when the person was erased. */
static bool
load_contact(Desk *desk, const Ticket *ticket, Contact **out, GError **error)
{
  GError *failure = NULL;
  *out = contact_load(desk->queue, ticket->contact_id.text, &failure);
  if (*out == NULL &&
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_error_free(failure);
    return true;
  }
  if (*out == NULL)
    g_propagate_error(error, failure);
  return *out != NULL;
}

/* Leave out the lines that tell who passed the mail on and who wrote it. */
static char *
without_passing(const Desk *desk, const char *words)
{
  const char *language = desk->config->town->languages->pdata[0];
  json_auto_t *data = json_pack("{s:s, s:s}", "by", "\x1d", "writer", "\x1d");
  g_autofree char *line =
      desk_render(desk, language, "passed-on.txt", data, NULL);
  g_auto(GStrv) pieces = g_strsplit(line == NULL ? "" : line, "\x1d", 2);
  const char *begin = pieces[0] == NULL ? "" : g_strchug(pieces[0]);
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  GString *kept = g_string_new(NULL);
  for (size_t i = 0; lines[i] != NULL; i++)
    if (*begin == '\0' || !g_str_has_prefix(lines[i], begin))
      g_string_append_printf(kept, "%s\n", lines[i]);
  return g_string_free(kept, FALSE);
}

char *
report_external_words(Desk *desk, const Ticket *ticket, const char *words,
                      GError **error)
{
  Contact *found = NULL;
  if (!load_contact(desk, ticket, &found, error))
    return NULL;
  g_autoptr(Contact) contact = found;
  g_autofree char *own = without_passing(desk, words);
  return contact_mask(own, contact == NULL ? NULL : contact->name);
}

char *
report_oncall_words(Desk *desk, const Ticket *ticket, const char *words,
                    GError **error)
{
  const DangerTable *dangers = desk->config->town->danger;
  Contact *found = NULL;
  if (!load_contact(desk, ticket, &found, error))
    return NULL;
  g_autoptr(Contact) contact = found;
  const char *name = contact == NULL ? NULL : contact->name;
  g_autofree char *own = without_passing(desk, words);
  g_autofree char *masked =
      contact_mask_for_help(own, name, ticket->place == NULL);
  /* "Viele Grüße vom Markt, und hier brennt es": what was cut off was it. */
  if (danger_may_match(dangers, own) && !danger_may_match(dangers, masked))
    return contact_mask_for_help(own, name, true);
  return g_steal_pointer(&masked);
}

/* The sentence by which a citizen is asked for his contact; owned. */
static char *
contact_question(const Desk *desk, const Ticket *ticket, const char *language)
{
  json_auto_t *data =
      json_pack("{s:s}", "department", report_department(desk, ticket)->name);
  char *text = desk_render(desk, language, "contact-question.txt", data, NULL);
  return text == NULL ? g_strdup("") : g_strstrip(text);
}

/* A reply that is ready to be sent: the question, as a command. */
static char *
contact_url(Desk *desk, const Ticket *ticket, const char *language,
            const char *question)
{
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_DEPARTMENT, ticket, 0, &token);
  g_autofree char *address = desk_reply_address(mailbox, &token);
  g_autofree char *subject =
      g_strdup_printf("[%s %s]", desk_town_tag(desk), ticket->text_number);
  bool german = g_str_has_prefix(language, "de");
  g_autofree char *code = token_format_grouped(&token);
  g_autofree char *body = g_strdup_printf(
      "%s\n\n%s\n\n%s: %s\n", german ? "#rückfrage" : "#question", question,
      german ? "Vorgangscode" : "Reference code", code);
  return desk_mailto(address, subject, body);
}

/* Has the citizen said JA to this department? */
static bool
is_granted(Desk *desk, const Ticket *ticket, bool *out, GError **error)
{
  const TicketEvent granted = {.what = GRANTED, .detail = ticket->department};
  return ticket_has_event(desk->queue, ticket, &granted, out, error);
}

bool
report_external_data(Desk *desk, const Ticket *ticket, const Department *reader,
                     json_t *data, GError **error)
{
  bool granted, unnamed;
  Contact *found = NULL;
  if (!is_granted(desk, ticket, &granted, error) ||
      !report_anonymous_is(desk, ticket, &unnamed, error) ||
      (granted && !load_contact(desk, ticket, &found, error)))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact != NULL) {
    json_object_set_new(data, "contact",
                        json_pack("{s:s*, s:s}", "name", contact->name,
                                  "address", contact->address));
    return true;
  }
  if (unnamed)
    json_object_set_new(data, "unnamed", json_true());
  if (unnamed || !report_has_channel(ticket))
    return true; /* nobody is to ask, or could */
  const char *language = report_staff_language(desk, reader);
  g_autofree char *question = contact_question(desk, ticket, language);
  g_autofree char *url = contact_url(desk, ticket, language, question);
  json_object_set_new(
      data, "masked",
      json_pack("{s:s, s:s}", "question", question, "url", url));
  return true;
}

bool
report_external_hide(Desk *desk, const Ticket *ticket, json_t *data,
                     GError **error)
{
  json_t *lines = json_object_get(json_object_get(data, "preview"), "lines");
  Contact *found = NULL;
  bool granted;
  if (!is_granted(desk, ticket, &granted, error) ||
      (!granted && !load_contact(desk, ticket, &found, error)))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact == NULL || contact->name == NULL)
    return true;
  for (size_t i = 0; i < json_array_size(lines); i++) {
    const char *line = json_string_value(json_array_get(lines, i));
    g_autofree char *masked =
        contact_mask_name(line == NULL ? "" : line, contact->name);
    json_array_set_new(lines, i, json_string(masked));
  }
  return true;
}

/* The words alone: mail programs wrap lines anew. */
static char *
squeeze(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
  GString *kept = g_string_new(NULL);
  for (size_t i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf(kept, "%s ", words[i]);
  return g_string_free(kept, FALSE);
}

/* The words of the last question of the department in charge. */
typedef struct LastQuestion {
  char *actor;
  char *words;
} LastQuestion;

static void
last_question_clear(LastQuestion *question)
{
  g_free(question->actor);
  g_free(question->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LastQuestion, last_question_clear)

static bool
see_event(const TicketEvent *event, void *user)
{
  LastQuestion *last = user;
  if (strcmp(event->what, "command") == 0 && event->detail != NULL &&
      g_str_has_prefix(event->detail, "rueckfrage ")) {
    g_free(last->words);
    last->words =
        strcmp(event->actor, last->actor) == 0 ? g_strdup(event->note) : NULL;
  }
  return true;
}

/* Was the contact what the department asked for last? */
static bool
asked_for_contact(Desk *desk, const Ticket *ticket, bool *out, GError **error)
{
  g_auto(LastQuestion)
      last = {.actor = ticket_actor_department(ticket->department)};
  if (!ticket_each_event(desk->queue, ticket, see_event, &last, error))
    return false;
  const char *language =
      report_staff_language(desk, report_department(desk, ticket));
  g_autofree char *question = contact_question(desk, ticket, language);
  g_autofree char *wanted = squeeze(question);
  g_autofree char *asked = squeeze(last.words == NULL ? "" : last.words);
  *out = *wanted != '\0' && strcmp(asked, wanted) == 0;
  return true;
}

bool
report_external_grant(Desk *desk, const Incoming *incoming, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  if (ticket->state != TICKET_STATE_WAITING ||
      !report_department(desk, ticket)->external)
    return true;
  bool asked;
  if (!asked_for_contact(desk, ticket, &asked, error))
    return false;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = GRANTED,
                       .actor = "citizen",
                       .detail = ticket->department,
                       .inbox_id = incoming->item->id.text};
  return !asked || ticket_add_event(desk->queue, ticket, &event, error);
}
