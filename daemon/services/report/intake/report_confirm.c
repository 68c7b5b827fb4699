/* SPDX-License-Identifier: Apache-2.0
 *
 * The one answer to a new matter: its number, what was understood, and the one
 * question that is missing.
 */
#include "daemon/services/report/intake/report_confirm.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_place.h"
#include "daemon/services/report/intake/report_request.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"
#include "templates/format.h"
#include "templates/texts.h"

/* At most so many characters of the citizen's words go back: a confirmation
 * must not carry a stranger's text to a third person. */
static json_t *
quote_data(const char *text)
{
  g_autofree char *cut =
      g_utf8_strlen(text, -1) > REPORT_QUOTE_CHARACTERS
          ? g_utf8_substring(text, 0, REPORT_QUOTE_CHARACTERS)
          : g_strdup(text);
  g_autofree char *quote =
      strlen(cut) < strlen(text) ? g_strconcat(cut, " …", NULL) : g_strdup(cut);
  return texts_lines(quote, "│ ");
}

bool
report_shows_something(const Incoming *incoming)
{
  if (incoming->mail == NULL) /* a picture may be fetched yet */
    return incoming->attachments->len > 0 || incoming->sms->media->len > 0;
  for (guint i = 0; i < incoming->mail->attachments->len; i++) {
    const Attachment *file = incoming->mail->attachments->pdata[i];
    if (!file->is_logo && !attachment_name_is_signature(file->filename) &&
        !g_str_has_prefix(file->media_type, "text/"))
      return true;
  }
  return false;
}

/* The one question: where it is, else for a photo. */
static void
ask_for_more(Desk *desk, const Incoming *incoming, const ReportMatter *matter,
             const Ticket *ticket, json_t *data)
{
  const Category *category =
      ticket->category == NULL
          ? NULL
          : town_category(desk->config->town, ticket->category);
  if (matter->where.asks)
    report_place_tell(desk, &matter->where, ticket, data);
  else if (category != NULL && category->place_needed && ticket->place == NULL)
    json_object_set_new(data, "ask_place", json_true());
  else if (category != NULL && category->photo_needed &&
           !report_shows_something(incoming))
    json_object_set_new(data, "ask_photo", json_true());
}

static json_t *
confirmation_data(Desk *desk, const Incoming *incoming,
                  const ReportMatter *matter, const Ticket *ticket)
{
  json_t *data = json_object();
  int64_t received_ms = incoming->item->received_at_ms;
  g_autofree char *received =
      desk_date(desk, received_ms, ticket->language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  if (desk->now_ms - received_ms > REPORT_LATE_MS) {
    g_autofree char *day =
        desk_date(desk, received_ms, ticket->language, (int)FORMAT_DATE_DAY);
    json_object_set_new(data, "late", json_true());
    json_object_set_new(data, "received_date", json_string(day));
  }
  if (matter->asks)
    json_object_set_new(data, "has_photo",
                        json_boolean(report_shows_something(incoming)));
  ask_for_more(desk, incoming, matter, ticket, data);
  if (matter->elsewhere != NULL)
    json_object_update(data, matter->elsewhere);
  if (matter->split != NULL) {
    json_object_set_new(
        data, "matter_count",
        json_integer((json_int_t)json_array_size(matter->split)));
    json_object_set(data, "tickets", matter->split);
  }
  json_object_set_new(data, "unnamed", json_boolean(matter->unnamed));
  if (matter->earlier != NULL)
    json_object_set_new(data, "earlier",
                        json_string(matter->earlier->text_number));
  report_forward_data(desk, &matter->forward, ticket->language, data);
  /* What another one wrote goes to an address that he spelt. */
  if (!matter->is_unquoted && report_matter_is_own(matter) &&
      incoming_is_authenticated(incoming))
    json_object_set_new(data, "quote", quote_data(ticket->text));
  return data;
}

/* out_why   NULL: it may.  Whoever may record is proved; that his callers are
 *           answered is not for the signs of his own mail to say.  Who wrote
 *           what was passed on is not. */
static bool
may_confirm(Desk *desk, const Incoming *incoming, const ReportMatter *matter,
            const char **out_why, GError **error)
{
  bool recorded = matter->recording != NULL;
  *out_why =
      strcmp(matter->contact->channel, "phone") == 0 ? "no-channel" : NULL;
  if (*out_why != NULL)
    return true;
  if (!recorded && !incoming_may_be_answered(incoming, out_why))
    return true;
  /* No loop sends codes back. */
  if (incoming->is_proved)
    return true;
  bool proved = incoming->mail == NULL || incoming_is_authenticated(incoming);
  DeskReceiver receiver = {
      .channel = matter->contact->channel,
      .address = matter->contact->address,
      .is_authenticated = recorded || (report_matter_is_own(matter) && proved),
  };
  return desk_may_answer(desk, &receiver, out_why, error);
}

/* A kind of the town's own may name a text that nobody wrote. */
static const char *
known_text(const Desk *desk, const char *answer)
{
  g_autofree char *name =
      g_strconcat(answer == NULL ? "" : answer, ".txt", NULL);
  return texts_has(desk->texts, "en", name) ? answer : "confirmation";
}

bool
report_confirm(Desk *desk, const Incoming *incoming, ReportMatter *matter,
               const Ticket *ticket, GError **error)
{
  const char *why;
  if (!may_confirm(desk, incoming, matter, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  const char *request = report_request_text(incoming);
  if (matter->split != NULL)
    request = "split";
  if (matter->asks)
    request = "ask-what";
  ReportNews news = {
      .text = request != NULL ? request : known_text(desk, matter->answer),
      .contact = matter->contact,
      .data = confirmation_data(desk, incoming, matter, ticket),
      .inbox_id = incoming->item->id.text,
      .held = incoming->answers_paused,
      .unsolicited = matter->forward.kind == REPORT_FORWARD_OF_ANOTHER,
  };
  bool asks = matter->twin != NULL && strcmp(news.text, "confirmation") == 0;
  if (asks)
    report_twin_data(desk, ticket, matter->twin, news.data);
  if (!report_tell_citizen(desk, ticket, &news, NULL, error))
    return false;
  matter->is_told = news.why_not == NULL;
  return !asks || !matter->is_told ||
         report_twin_asked(desk, incoming, matter, ticket, error);
}
