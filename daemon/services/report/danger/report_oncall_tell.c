/* SPDX-License-Identifier: Apache-2.0
 *
 * What people on call, and the desk, are told.
 */
#include "daemon/services/report/danger/report_oncall_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/services/report/danger/report_danger.h"
#include "daemon/services/report/external/report_external.h"
#include "parsers/config/settings_rows.h"
#include "parsers/one_line.h"
#include "parsers/token.h"
#include "templates/format.h"
#include "templates/texts.h"

/* Of the words in an SMS to somebody who has no mail. */
enum { WORDS_CHARACTERS = 160 };

static bool
keep_words(const TicketEvent *event, void *user)
{
  char **words = user;
  if (strcmp(event->what, "citizen-wrote") == 0 && event->note != NULL) {
    g_free(*words);
    *words = g_strdup(event->note);
  }
  return true;
}

/* Of the message that told of the danger: the ticket's own, or what was written
 * last; owned. */
static char *
all_words_of(Desk *desk, const OncallTelling *telling, GError **error)
{
  const Ticket *ticket = telling->ticket;
  char *words = g_strdup(ticket->text);
  if (strcmp(telling->alarm->inbox_id.text, ticket->inbox_id.text) == 0 ||
      ticket_each_event(desk->queue, ticket, keep_words, &words, error))
    return words;
  g_free(words);
  return NULL;
}

/* Nobody on call learns who wrote: where the place is stands beside it. */
static char *
words_of(Desk *desk, const OncallTelling *telling, GError **error)
{
  g_autofree char *all = all_words_of(desk, telling, error);
  if (all == NULL || telling->to_desk)
    return g_steal_pointer(&all);
  return report_oncall_words(desk, telling->ticket, all, error);
}

/* What came late says when it was written. */
static void
set_received(const Desk *desk, const OncallAlarm *alarm, const char *language,
             json_t *data)
{
  g_autofree char *received =
      desk_date(desk, alarm->received_at_ms, language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  if (desk->now_ms - alarm->received_at_ms <= REPORT_LATE_MS)
    return;
  g_autofree char *day =
      desk_date(desk, alarm->received_at_ms, language, (int)FORMAT_DATE_DAY);
  json_object_set_new(data, "received_date", json_string(day));
}

static json_t *
alarm_data(Desk *desk, const OncallTelling *telling, const char *language,
           GError **error)
{
  const Town *town = desk->config->town;
  const Ticket *ticket = telling->ticket;
  g_autofree char *words = words_of(desk, telling, error);
  if (words == NULL)
    return NULL;
  json_t *data = report_data(desk, ticket, language);
  report_danger_describe(desk, ticket, language, data);
  json_object_set_new(data, "channel", json_pack("{s:b}", ticket->channel, 1));
  json_object_set_new(data, "text", texts_lines(words, "│ "));
  json_object_set_new(data, "next_minutes",
                      json_integer(town->on_call.minutes));
  set_received(desk, telling->alarm, language, data);
  if (telling->data != NULL)
    json_object_update(data, telling->data);
  return data;
}

/* address   NULL: each of the desk's */
static bool
send_mail(Desk *desk, OncallTelling *telling, const char *address,
          const char *language, GError **error)
{
  json_auto_t *data = alarm_data(desk, telling, language, error);
  if (data == NULL)
    return false;
  DeskLetter letter = {.text = telling->text,
                       .language = language,
                       .data = data,
                       .mailbox = telling->ticket->mailbox,
                       .to = address,
                       .owner_id = telling->ticket->person_id.text,
                       .ticket = telling->ticket,
                       .role = TOKEN_ROLE_ONCALL,
                       .inbox_id = telling->inbox_id,
                       .dedupe = telling->dedupe,
                       .priority = OUTBOX_PRIORITY_DANGER,
                       .unsolicited = true};
  telling->ways++;
  return address == NULL ? desk_write_office(desk, &letter, error)
                         : desk_send_mail(desk, &letter, NULL, error);
}

/* The channel the citizen used, if he texted; else the first.  NULL: none. */
static const char *
channel_for(const Desk *desk, const Ticket *ticket)
{
  const Settings *settings = desk->config->settings;
  if (strcmp(ticket->channel, "sms") == 0 &&
      settings_channel(settings, ticket->mailbox) != NULL)
    return ticket->mailbox;
  if (settings->channels->len == 0)
    return NULL;
  return ((const ChannelSettings *)settings->channels->pdata[0])->name;
}

/* Who has no mail reads the words here. */
static bool
set_words(Desk *desk, const OncallTelling *telling, const OncallShift *shift,
          json_t *data, GError **error)
{
  if (shift->mail != NULL)
    return true;
  g_autofree char *words = words_of(desk, telling, error);
  if (words == NULL)
    return false;
  g_autoptr(GString) line = g_string_new(NULL);
  one_line_append(line, words);
  g_autofree char *cut = g_utf8_substring(
      line->str, 0, MIN(g_utf8_strlen(line->str, -1), WORDS_CHARACTERS));
  if (*cut != '\0')
    json_object_set_new(data, "words", json_string(cut));
  return true;
}

static bool
send_sms(Desk *desk, OncallTelling *telling, const OncallShift *shift,
         const char *language, GError **error)
{
  const char *channel = channel_for(desk, telling->ticket);
  g_autofree char *sent = NULL;
  if (channel == NULL)
    return true;
  json_auto_t *data = alarm_data(desk, telling, language, error);
  if (data == NULL || !set_words(desk, telling, shift, data, error))
    return false;
  DeskSms sms = {.text = telling->text,
                 .language = language,
                 .data = data,
                 .channel = channel,
                 .to = shift->number,
                 .owner_id = telling->ticket->person_id.text,
                 .ticket = telling->ticket,
                 .inbox_id = telling->inbox_id,
                 .danger = true};
  if (!desk_send_sms(desk, &sms, &sent, error))
    return false;
  telling->ways += sent != NULL ? 1 : 0;
  return true;
}

bool
oncall_tell_person(Desk *desk, OncallTelling *telling, const OncallShift *shift,
                   GError **error)
{
  const char *language = desk->config->town->languages->pdata[0];
  return (shift->mail == NULL ||
          send_mail(desk, telling, shift->mail, language, error)) &&
         send_sms(desk, telling, shift, language, error);
}

bool
oncall_tell_address(Desk *desk, OncallTelling *telling, const char *address,
                    GError **error)
{
  return send_mail(desk, telling, address,
                   desk->config->town->languages->pdata[0], error);
}

bool
oncall_tell_desk(Desk *desk, OncallTelling *telling, GError **error)
{
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  const char *language = report_staff_language(desk, office);
  telling->to_desk = true;
  bool ok = send_mail(desk, telling, NULL, language, error);
  telling->to_desk = false;
  return ok;
}
