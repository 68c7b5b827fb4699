/* SPDX-License-Identifier: Apache-2.0
 *
 * A desk's other way out: an SMS.  It costs money, so that its brakes are asked
 * here, where every SMS comes by.
 */
#include "daemon/desk.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/desk_private.h"
#include "daemon/sms/sms_brake.h"
#include "daemon/sms/sms_fit.h"
#include "parsers/sms/e164.h"
#include "queue/inbox.h"

/* A fixed line that texted us can be texted; another would have the SMS read
 * out by a machine, if it hears of it at all. */
static bool
has_texted(const DeskSms *sms)
{
  return (sms->inbox_id != NULL && !sms->unsolicited) ||
         (sms->ticket != NULL && g_strcmp0(sms->ticket->channel, "sms") == 0);
}

/* Short numbers and names cannot receive, special ones cost whoever calls them,
 * and what leaves the town's countries costs more than it is worth: SMS pumping
 * lives on it.  Returns what stands against it; NULL: nothing. */
static const char *
why_not_to(const ChannelSettings *channel, const DeskSms *sms)
{
  static const char *const reasons[] = {
      [E164_REFUSAL_NONE] = NULL,
      [E164_REFUSAL_SYNTAX] = "number-cannot-receive",
      [E164_REFUSAL_COUNTRY] = "country",
      [E164_REFUSAL_SPECIAL] = "special-number",
      [E164_REFUSAL_FIXED] = "fixed-line",
  };
  g_autofree const char **countries =
      g_new0(const char *, channel->countries->len + 1);
  for (guint i = 0; i < channel->countries->len; i++)
    countries[i] = channel->countries->pdata[i];
  E164Refusal refusal = e164_check_destination(sms->to, countries);
  if (refusal == E164_REFUSAL_FIXED && has_texted(sms))
    return NULL;
  return reasons[refusal];
}

/* Render the text as it is to be sent. */
static char *
render(Desk *desk, const DeskSms *sms, const ChannelSettings *channel,
       SmsMeasure *out_measure, GError **error)
{
  desk_add_common(desk, sms->data);
  if (sms->ticket != NULL)
    json_object_set_new(sms->data, "number",
                        json_string(sms->ticket->text_number));
  return sms_fit(desk, sms, (unsigned)channel->max_segments, out_measure,
                 error);
}

static OutboxPriority
priority_of(const DeskSms *sms)
{
  if (sms->danger)
    return OUTBOX_PRIORITY_DANGER;
  return sms->unsolicited ? OUTBOX_PRIORITY_STATUS : OUTBOX_PRIORITY_TICKET;
}

/* Whoever asks why nobody was told finds it with the message and the ticket. */
static bool
note_suppressed(Desk *desk, const DeskSms *sms, const char *why, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "sms-suppressed",
                       .actor = "town",
                       .detail = why,
                       .inbox_id = sms->inbox_id};
  return (sms->inbox_id == NULL || inbox_note(desk->queue, sms->inbox_id,
                                              "sms-suppressed", why, error)) &&
         (sms->ticket == NULL ||
          ticket_add_event(desk->queue, sms->ticket, &event, error));
}

/* An SMS as it was rendered, what it costs, and what a brake said. */
typedef struct Written {
  const char *text;
  SmsCharge charge;
  const char *why; /* NULL: it goes */
} Written;

static bool
enqueue(Desk *desk, const DeskSms *sms, const Written *written, GError **error)
{
  const ChannelSettings *channel = written->charge.channel;
  g_autoptr(GBytes) body = g_bytes_new(written->text, strlen(written->text));
  OutboxNew row = {
      .id = queue_new_id(desk->queue, desk->now_ms),
      .channel = "sms",
      .transport = channel->name,
      .kind = sms->text,
      .priority = priority_of(sms),
      .dedupe = sms->dedupe,
      .owner_id = sms->owner_id,
      .envelope_from = channel->number,
      .address = sms->to,
      .body = body,
      .inbox_id = sms->inbox_id,
      .ticket_id = sms->ticket == NULL ? NULL : sms->ticket->id.text,
      .cancel_group = sms->cancel_group,
      .not_before_ms = sms->not_before_ms,
      .life_s = RETRY_SMS_LIFE_S,
      .held = sms->held,
      .suppressed = written->why,
  };
  bool added;
  if (!outbox_add(desk->queue, &row, &added, error))
    return false;
  if (!added)
    return true; /* it stands there already */
  return sms_brake_count(desk, &written->charge, &row.id, written->why,
                         error) &&
         (written->why == NULL ||
          note_suppressed(desk, sms, written->why, error));
}

bool
desk_send_sms(Desk *desk, const DeskSms *sms, char **out_text, GError **error)
{
  const ChannelSettings *channel =
      settings_channel(desk->config->settings, sms->channel);
  if (out_text != NULL)
    *out_text = NULL;
  /* A number that was given up: its people cannot be texted any more. */
  const char *why_not =
      channel == NULL ? "channel-gone" : why_not_to(channel, sms);
  if (why_not != NULL)
    return note_suppressed(desk, sms, why_not, error);
  SmsMeasure measure;
  g_autofree char *text = render(desk, sms, channel, &measure, error);
  if (text == NULL)
    return false;
  Written written = {
      text, {channel, sms->to, sms->text, measure.segments, sms->danger}, NULL};
  if (!sms_brake_check(desk, &written.charge, &written.why, error) ||
      !enqueue(desk, sms, &written, error))
    return false;
  if (out_text != NULL && written.why == NULL)
    *out_text = g_steal_pointer(&text);
  return true;
}
