/* SPDX-License-Identifier: Apache-2.0
 *
 * Services at rest.  What nobody takes is held for a person; who wrote to a
 * public service that is paused, or outside its days, is told so once a day.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/decide_private.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "templates/format.h"

/* The first service that rests now and that the public was told of: what it
 * never heard of (off, shadow, internal) is not spoken of.  NULL: none. */
static const TownService *
resting_service(const Desk *desk)
{
  g_autofree char *moment = format_minute(desk->now_ms, desk->zone);
  for (const Service *const *s = service_registry; *s != NULL; s++) {
    const TownService *service = town_service(desk->config->town, (*s)->name);
    ServiceState now = desk_service_state(desk, (*s)->name);
    if (service != NULL && service_is_known(service, moment) &&
        (now == SERVICE_STATE_OFF || now == SERVICE_STATE_PAUSED))
      return service;
  }
  return NULL;
}

/* The day it opens, where the file says that; else NULL. */
static char *
opening_day(const Desk *desk, const TownService *service, const char *language)
{
  g_autofree char *moment = format_minute(desk->now_ms, desk->zone);
  const char *since = service_opening(service, moment);
  if (since == NULL)
    return NULL;
  g_autofree char *noon = g_strdup_printf("%.10sT12:00:00", since);
  g_autoptr(GDateTime) first = g_date_time_new_from_iso8601(noon, desk->zone);
  g_assert(first != NULL); /* the schema checked it */
  return desk_date(desk, g_date_time_to_unix(first) * 1000, language,
                   (int)FORMAT_DATE_LONG);
}

/* RFC 3834 2: a correspondent gets this once a day, however often he writes. */
static char *
dedupe_of(const Desk *desk, const DeskReceiver *receiver)
{
  g_autoptr(GBytes) lookup =
      keyring_lookup(desk->queue->ring, receiver->channel, receiver->address);
  char whom[SECRET_HASH_HEX];
  secret_hash_to_hex(g_bytes_get_data(lookup, NULL), whom);
  g_autofree char *day = format_day(desk->now_ms, desk->zone);
  return g_strdup_printf("service-closed|%s|%s", whom, day);
}

static bool
send(Desk *desk, const Incoming *incoming, const char *dedupe, json_t *data,
     GError **error)
{
  const InboxItem *item = incoming->item;
  if (incoming->mail == NULL) {
    DeskSms sms = {.text = "service-closed",
                   .language = incoming_language(desk, incoming, NULL),
                   .data = data,
                   .channel = item->source,
                   .to = incoming->sms->from,
                   .inbox_id = item->id.text,
                   .dedupe = dedupe,
                   .held = incoming->answers_paused};
    return desk_send_sms(desk, &sms, NULL, error);
  }
  DeskLetter letter = incoming_letter(desk, incoming, "service-closed", data);
  letter.dedupe = dedupe;
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
decide_answer_rest(Desk *desk, const Incoming *incoming, GError **error)
{
  const TownService *service = resting_service(desk);
  if (service == NULL)
    return true;
  const Message *mail = incoming->mail;
  DeskReceiver receiver = {
      .channel = mail == NULL ? "sms" : "mail",
      .is_authenticated = mail == NULL || incoming_is_authenticated(incoming)};
  const char *why;
  if (incoming_may_be_answered(incoming, &why)) {
    receiver.address = mail == NULL ? incoming->sms->from : mail->from->address;
    if (!desk_may_answer(desk, &receiver, &why, error))
      return false;
  }
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  g_autofree char *dedupe = dedupe_of(desk, &receiver);
  g_autofree char *opens =
      opening_day(desk, service, incoming_language(desk, incoming, NULL));
  json_auto_t *data = json_pack("{s:s*}", "opens", opens);
  return send(desk, incoming, dedupe, data, error);
}
