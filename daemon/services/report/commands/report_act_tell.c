/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands that are news for the citizen: a state, and words for him.
 */
#include "daemon/services/report/commands/report_actions.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_proof.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/same/report_same.h"
#include "parsers/mail_writer.h"
#include "templates/format.h"
#include "templates/texts.h"

/* A command, as it is told. */
typedef struct Told {
  const Action *action;
  const CommandCall *command;
} Told;

/* What the citizen is told: the mail's text (it holds the values of commands
 * that are words for him), else the category's standard sentence, which says
 * what was done.  NULL: nothing, because the command has no words for him.
 * Owned. */
static char *
sentence_for(const StaffCall *call, const char *language, const Told *told)
{
  if (!told->command->command->to_citizen)
    return NULL;
  if (call->citizen_text[0] != '\0')
    return g_strdup(call->citizen_text);
  if (told->action->state != TICKET_STATE_SOLVED)
    return NULL;
  const Town *town = call->desk->config->town;
  const Category *category = call->ticket->category == NULL
                                 ? NULL
                                 : town_category(town, call->ticket->category);
  return category == NULL
             ? NULL
             : g_strdup(category_sentence(town, category, language));
}

/* A lamp is repaired, rubbish is not. */
static void
set_done(const StaffCall *call, const char *language, json_t *data)
{
  const Town *town = call->desk->config->town;
  const Category *category = call->ticket->category == NULL
                                 ? NULL
                                 : town_category(town, call->ticket->category);
  const char *done =
      category == NULL ? NULL : category_done(town, category, language);
  if (done != NULL)
    json_object_set_new(data, "done", json_string(done));
}

/* The variables that a command's value gives to the citizen's text. */
static json_t *
news_data(const StaffCall *call, const Ticket *reader, const void *user)
{
  const Told *told = user;
  const Action *action = told->action;
  const CommandCall *command = told->command;
  json_t *data = json_object();
  const char *language = reader->language;
  if (command->date_ms != 0) {
    g_autofree char *until = desk_date(call->desk, command->date_ms, language,
                                       (int)FORMAT_DATE_LONG);
    g_autofree char *until_short = desk_date(call->desk, command->date_ms,
                                             language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "until", json_string(until));
    json_object_set_new(data, "until_short", json_string(until_short));
  }
  if (command->who != NULL)
    json_object_set_new(data, "contractor", json_string(command->who));
  g_autofree char *sentence = sentence_for(call, language, told);
  if (sentence != NULL)
    json_object_set_new(data, "message", texts_lines(sentence, ""));
  if (action->state == TICKET_STATE_SOLVED) {
    json_object_set_new(data, "standard",
                        json_boolean(call->citizen_text[0] == '\0'));
    set_done(call, language, data);
  }
  return data;
}

/* "In Arbeit" once more, without a date, is no news: a button pressed twice. */
static bool
is_told(StaffCall *call, const Action *action, const CommandCall *command,
        bool *out_is, GError **error)
{
  int64_t count = 0;
  bool bare = (action->how & ACTION_AT_ONCE) != 0 &&
              (action->how & ACTION_NEEDS_TEXT) == 0 && command->date_ms == 0;
  if (bare &&
      !store_get_int64(call->desk->queue->store, &count, error,
                       "SELECT count(*) FROM outbox WHERE kind = $2 AND id ="
                       " (SELECT max(id) FROM outbox WHERE ticket_id = $1"
                       " AND kind LIKE 'status-%'"
                       " AND state NOT IN ('cancelled', 'suppressed'))",
                       "tt", call->ticket->id.text, action->news))
    return false;
  *out_is = count > 0;
  return true;
}

/* What was done, to be seen; no words without the citizen's leave, and no
 * picture with what stays inside. */
static bool
take_proof(StaffCall *call, const Action *action, Enclosures *out,
           GError **error)
{
  bool inside = call->citizen_text[0] == '\0' && call->text[0] != '\0';
  if (action->state != TICKET_STATE_SOLVED || inside ||
      strcmp(call->ticket->channel, "mail") != 0)
    return true;
  if (!report_enclose_proof(call, out, error))
    return false;
  if (out->parts->len > 0)
    json_object_set_new(call->notes, "proof",
                        json_integer((json_int_t)out->parts->len));
  if (out->parts->len > 0 && out->parts->len == call->attachments->len)
    json_object_set_new(call->notes, "attached", json_false());
  return true;
}

/* A date is the deadline from now on, */
static bool
set_date(StaffCall *call, const CommandCall *command, GError **error)
{
  return command->date_ms == 0 ||
         report_deadline_set(call->desk, call->ticket, command->date_ms,
                             call->not_before_ms, error);
}

/* and its news are the news of that. */
static bool
note_date(StaffCall *call, const CommandCall *command, GError **error)
{
  return command->date_ms == 0 ||
         report_deadline_told(call->desk, call->ticket, command->date_ms,
                              call->inbox_id, error);
}

bool
report_tell_of_command(StaffCall *call, ReportNews *news, GError **error)
{
  news->inbox_id = news->cancel_group = call->inbox_id;
  news->unsolicited = true;
  g_autofree char *preview = NULL;
  if (!report_tell_citizen(call->desk, call->ticket, news, &preview, error))
    return false;
  if (preview != NULL)
    g_string_append(call->preview, preview);
  if (news->why_not != NULL)
    json_object_set_new(call->notes, news->why_not, json_true());
  if (news->not_before_ms != 0)
    json_object_set_new(call->notes, "waits", json_true());
  return true;
}

bool
report_act_tell(StaffCall *call, const Action *action,
                const CommandCall *command, GError **error)
{
  bool stays = (action->how & ACTION_KEEPS_END) != 0 &&
               report_is_ended(call->ticket->state);
  if (!stays && !report_change_state(call, action->state, error))
    return false;
  if (!set_date(call, command, error))
    return false;
  bool at_once = (action->how & ACTION_AT_ONCE) != 0;
  bool told;
  if (!is_told(call, action, command, &told, error))
    return false;
  if (told)
    return true;
  const Told what = {action, command};
  ReportNews news = {
      .text = action->news,
      .data = news_data(call, call->ticket, &what),
      .not_before_ms = at_once ? 0 : call->not_before_ms,
  };
  g_auto(Enclosures) proof = {0};
  enclosures_init(&proof);
  if (!take_proof(call, action, &proof, error))
    return false;
  news.parts = (const MailPart *)(void *)proof.parts->data;
  news.part_count = proof.parts->len;
  if (!report_tell_of_command(call, &news, error) ||
      (news.why_not == NULL && !note_date(call, command, error)))
    return false;
  /* A question and an answer are for the one who was asked or has asked. */
  return (action->how & ACTION_NEEDS_TEXT) != 0 ||
         report_tell_supporters(call, &news, news_data, &what, error);
}
