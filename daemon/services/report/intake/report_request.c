/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests about somebody's own data.  The history remembers them, so that
 * whoever gets the ticket next learns as much.
 */
#include "daemon/services/report/intake/report_request.h"

#include <string.h>

#include "parsers/keyword/keyword.h"
#include "parsers/sms/sms.h"

#define PROVED "request-proved"
#define UNPROVED "request-unproved"

static const struct {
  KeywordKind kind;
  const char *member; /* of `request` in the texts */
} requests[] = {
    {KEYWORD_ERASE, "erase"},
    {KEYWORD_ACCESS, "access"},
    {KEYWORD_NEW_NUMBER, "new_number"},
};

/* What is wanted; NULL: nothing of the kind. */
static const char *
request_of(const Incoming *incoming)
{
  if (incoming->sms == NULL)
    return NULL;
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(requests); i++)
    if (requests[i].kind == keyword->kind)
      return requests[i].member;
  return NULL;
}

const char *
report_request_text(const Incoming *incoming)
{
  if (request_of(incoming) == NULL)
    return NULL;
  return incoming->is_proved ? "request-proved" : "request-received";
}

bool
report_request_remember(Desk *desk, const Incoming *incoming,
                        const Ticket *ticket, GError **error)
{
  const char *wanted = request_of(incoming);
  if (wanted == NULL)
    return true;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = incoming->is_proved ? PROVED : UNPROVED,
                       .actor = "town",
                       .detail = wanted,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

static bool
describe(const TicketEvent *event, void *user)
{
  json_t *data = user;
  bool is_proved = strcmp(event->what, PROVED) == 0;
  if (!is_proved && strcmp(event->what, UNPROVED) != 0)
    return true;
  json_object_set_new(
      data, "request",
      json_pack("{s:b, s:b}", event->detail, 1, "proved", (int)is_proved));
  return false;
}

bool
report_request_describe(Desk *desk, const Ticket *ticket, json_t *data,
                        GError **error)
{
  return ticket_each_event(desk->queue, ticket, describe, data, error);
}
