/* SPDX-License-Identifier: Apache-2.0
 *
 * What the citizen hears, by the channel he came by.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/services/report/report_state.h"
#include "parsers/person_name.h"
#include "parsers/token.h"
#include "queue/counter.h"
#include "queue/person.h"

static char *
news_dedupe(const Desk *desk, const Ticket *ticket, const ReportNews *news)
{
  if (news->once_for_ms != 0)
    return g_strdup_printf("%s|%s|%" G_GINT64_FORMAT, news->text,
                           ticket->id.text, news->once_for_ms);
  if (!news->dedupe_daily)
    return g_strdup_printf("%s|%s|%s", news->text, ticket->id.text,
                           news->inbox_id);
  return g_strdup_printf("%s|%s|%" G_GINT64_FORMAT, news->text, ticket->id.text,
                         desk->now_ms / 86400000);
}

/* One piece of news on its way to one contact. */
typedef struct Telling {
  const Ticket *ticket;
  const Contact *contact;
  const ReportNews *news;
  json_t *data;
} Telling;

static OutboxPriority
priority_of(const ReportNews *news)
{
  if (news->danger)
    return OUTBOX_PRIORITY_DANGER;
  return news->unsolicited ? OUTBOX_PRIORITY_STATUS : OUTBOX_PRIORITY_TICKET;
}

/* The citizen's code is not for staff, and a reply that quotes it would be
 * taken for his. */
static void
erase_code(char **preview)
{
  g_autofree char *sent = g_steal_pointer(preview);
  g_autofree char *erased = token_erase_from_text(sent);
  *preview = g_strconcat(erased, "\n", NULL);
}

static bool
tell_by_mail(Desk *desk, const Telling *telling, char **out_preview,
             GError **error)
{
  const Ticket *ticket = telling->ticket;
  const Contact *contact = telling->contact;
  const ReportNews *news = telling->news;
  json_t *data = telling->data;
  g_autofree char *dedupe = news_dedupe(desk, ticket, news);
  g_autofree char *name = person_name_to_greet(contact->name);
  if (name != NULL)
    json_object_set_new(data, "name", json_string(name));
  DeskLetter letter = {
      .text = news->text,
      .language = ticket->language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = contact->address,
      .to_name = contact->name,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_CITIZEN,
      .in_reply_to = ticket->thread_id,
      .inbox_id = news->inbox_id,
      .cancel_group = news->cancel_group,
      .dedupe = dedupe,
      .priority = priority_of(news),
      .not_before_ms = news->not_before_ms,
      .parts = news->parts,
      .part_count = news->part_count,
      .unsolicited = news->unsolicited,
      .held = news->held,
  };
  if (!desk_send_mail(desk, &letter, out_preview, error))
    return false;
  if (out_preview != NULL && *out_preview != NULL)
    erase_code(out_preview);
  return true;
}

static bool
tell_by_sms(Desk *desk, const Telling *telling, char **out_preview,
            GError **error)
{
  const Ticket *ticket = telling->ticket;
  const ReportNews *news = telling->news;
  g_autofree char *dedupe = news_dedupe(desk, ticket, news);
  DeskSms sms = {
      .text = news->text,
      .language = ticket->language,
      .data = telling->data,
      .channel = ticket->mailbox,
      .to = telling->contact->address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .inbox_id = news->inbox_id,
      .cancel_group = news->cancel_group,
      .dedupe = dedupe,
      .not_before_ms = news->not_before_ms,
      .unsolicited = news->unsolicited,
      .held = news->held,
      .danger = news->danger,
  };
  return desk_send_sms(desk, &sms, out_preview, error);
}

bool
report_tell_citizen(Desk *desk, const Ticket *ticket, ReportNews *news,
                    char **out_preview, GError **error)
{
  json_auto_t *extra = g_steal_pointer(&news->data);
  if (out_preview != NULL)
    *out_preview = NULL;
  if (!report_has_channel(ticket)) {
    news->why_not = "no_channel";
    return true;
  }
  g_autoptr(Contact) loaded = NULL;
  const Contact *contact = news->contact;
  if (contact == NULL)
    contact = loaded =
        contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  bool opted_out = false;
  if (news->unsolicited &&
      !contact_wants_none(desk->queue, contact, ticket->digits, &opted_out,
                          error))
    return false;
  bool muted = contact->muted_until_ms > desk->now_ms;
  news->why_not = opted_out ? "left" : muted ? "unreachable" : NULL;
  if (opted_out || muted ||
      (!news->danger && !service_answers(desk, "report", contact->address)))
    return true;
  json_auto_t *data = report_data(desk, ticket, ticket->language);
  if (extra != NULL)
    json_object_update(data, extra);
  Telling telling = {ticket, contact, news, data};
  return g_strcmp0(ticket->channel, "sms") == 0
             ? tell_by_sms(desk, &telling, out_preview, error)
             : tell_by_mail(desk, &telling, out_preview, error);
}

bool
report_answer_citizen(Desk *desk, const Incoming *incoming,
                      const Ticket *ticket, ReportNews *news, GError **error)
{
  const char *why;
  json_auto_t *data = g_steal_pointer(&news->data);
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer_anybody(desk, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  news->data = g_steal_pointer(&data);
  news->inbox_id = incoming->item->id.text;
  news->held = incoming->answers_paused;
  return report_tell_citizen(desk, ticket, news, NULL, error);
}

bool
report_count(Desk *desk, const char *what, GError **error)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autofree char *month = g_date_time_format(now, "%Y-%m");
  g_autofree char *name = g_strconcat(what, "|", month, NULL);
  return counter_add(desk->queue, name, 1, error);
}
