/* SPDX-License-Identifier: Apache-2.0
 *
 * A new matter becomes a ticket: category, department, number, confirmation,
 * ticket mail.
 */
#include "daemon/services/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report_handover.h"
#include "daemon/services/report_words.h"
#include "parsers/keyword.h"
#include "parsers/message.h"
#include "parsers/place/places.h"
#include "parsers/subject.h"
#include "parsers/sms.h"
#include "parsers/config/town_route.h"
#include "queue/agenda.h"
#include "queue/attachment.h"
#include "queue/person.h"
#include "templates/format.h"
#include "templates/texts.h"

/* The category in an address tag: meldung+schlagloch@example.org. */
static const Category *
category_of_address(const Town *town, const char *address)
{
  const char *plus = strchr(address, '+');
  const char *at = strrchr(address, '@');
  if (plus == NULL || at == NULL || plus > at)
    return NULL;
  g_autofree char *tag = g_ascii_strdown(plus + 1, at - plus - 1);
  return town_category(town, tag);
}

/* The category in a subject tag: "[schlagloch] …" or "#schlagloch …". */
static const Category *
category_of_subject(const Town *town, const char *subject)
{
  if (subject[0] != '[' && subject[0] != '#')
    return NULL;
  size_t length = strcspn(subject + 1, "] ");
  g_autofree char *tag = g_ascii_strdown(subject + 1, (gssize)length);
  return town_category(town, tag);
}

static const Category *
category_of_tags(const Town *town, const Message *mail, const char *topic)
{
  for (guint i = 0; i < mail->to->len; i++) {
    const Address *to = mail->to->pdata[i];
    const Category *category = category_of_address(town, to->address);
    if (category != NULL)
      return category;
  }
  return category_of_subject(town, topic);
}

/* What a new matter says, whatever channel it came by. */
typedef struct Matter {
  const char *subject; /* NULL for SMS */
  const char *topic;   /* the subject for matching; never NULL */
  char *text;          /* never NULL */
  const Category *category;
  const Contact *contact;
  const char *language;
} Matter;

/* Choose the category, and note why (bote inbox show). */
static bool
choose_category(Desk *desk, const Incoming *incoming, Matter *matter,
                GError **error)
{
  const Town *town = desk->config->town;
  if (incoming->mail != NULL)
    matter->category = category_of_tags(town, incoming->mail, matter->topic);
  if (matter->category != NULL)
    return incoming_note(desk, incoming, "category-by-tag",
                         matter->category->id, error);
  g_autofree char *all = g_strconcat(matter->topic, "\n", matter->text, NULL);
  g_autoptr(TownRoute) route = town_route(town, all);
  matter->category = route->category;
  if (route->category == NULL)
    return incoming_note(desk, incoming, "category-unknown", town->desk, error);
  GString *why = g_string_new(route->category->id);
  for (guint i = 0; i < route->why->len && i < 5; i++)
    g_string_append_printf(why, "%s%s", i == 0 ? " by words: " : ", ",
                           (const char *)route->why->pdata[i]);
  g_autofree char *detail = g_string_free(why, FALSE);
  return incoming_note(desk, incoming, "category-by-words", detail, error);
}

static unsigned
local_year(const Desk *desk)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  return (unsigned)g_date_time_get_year(now) % 100;
}

/* What the reader found in text, subject and photos. */
static const GPtrArray *
places_of(const Incoming *incoming)
{
  return incoming->mail != NULL ? incoming->mail->places
                                : incoming->sms->places;
}

static Ticket *
make_ticket(Desk *desk, const Incoming *incoming, const Matter *matter,
            GError **error)
{
  const Town *town = desk->config->town;
  const Category *category = matter->category;
  g_autoptr(Ticket) ticket = ticket_new();
  ticket->service = g_strdup("report");
  ticket->category = g_strdup(category == NULL ? NULL : category->id);
  ticket->department =
      g_strdup(category == NULL ? town->desk : category->department);
  ticket->language = g_strdup(matter->language);
  ticket->channel = g_strdup(matter->contact->channel);
  ticket->mailbox = g_strdup(incoming->item->source);
  ticket->person_id = matter->contact->person_id;
  ticket->contact_id = matter->contact->id;
  ticket->inbox_id = incoming->item->id;
  ticket->subject = g_strdup(matter->subject);
  ticket->text = g_strdup(matter->text);
  ticket->place = places_to_words(places_of(incoming));
  ticket->thread_id =
      g_strdup(incoming->mail == NULL ? NULL : incoming->mail->message_id);
  if (category != NULL && category->deadline_days > 0)
    ticket->due_at_ms =
        desk_add_working_days(desk, desk->now_ms, category->deadline_days);
  const Place *point = places_best_point(places_of(incoming));
  if (!ticket_create(desk->queue, ticket, local_year(desk), error) ||
      (point != NULL && !ticket_set_point(desk->queue, ticket, point, error)))
    return NULL;
  return g_steal_pointer(&ticket);
}

bool
report_store_attachments(Desk *desk, const Incoming *incoming,
                         const Ticket *ticket, GError **error)
{
  for (guint i = 0; i < incoming->attachments->len; i++) {
    StoredAttachment *attachment = incoming->attachments->pdata[i];
    if (!attachment_give_to(desk->queue, attachment, ticket->person_id.text,
                            error) ||
        !attachment_add(desk->queue, attachment, incoming->item->id.text,
                        ticket->id.text, error))
      return false;
  }
  return true;
}

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

/* Did anything come that may show the matter?  The logo of a signature, a
 * business card and a signature's file show nothing. */
static bool
has_picture(const Incoming *incoming)
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

static json_t *
confirmation_data(const Desk *desk, const Incoming *incoming,
                  const Matter *matter, const Ticket *ticket)
{
  json_t *data = json_object();
  int64_t received_ms = incoming->item->received_at_ms;
  g_autofree char *received =
      desk_date(desk, received_ms, matter->language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  if (desk->now_ms - received_ms > REPORT_LATE_MS) {
    g_autofree char *day =
        desk_date(desk, received_ms, matter->language, (int)FORMAT_DATE_DAY);
    json_object_set_new(data, "late", json_true());
    json_object_set_new(data, "received_date", json_string(day));
  }
  const Category *category = matter->category;
  bool no_place = ticket->place == NULL;
  if (category != NULL && category->place_needed && no_place)
    json_object_set_new(data, "ask_place", json_true());
  else if (category != NULL && category->photo_needed && !has_picture(incoming))
    json_object_set_new(data, "ask_photo", json_true());
  if (incoming_is_authenticated(incoming))
    json_object_set_new(data, "quote", quote_data(matter->text));
  return data;
}

/* Does he want something done with his data?  A person sees to it. */
static bool
is_request(const Incoming *incoming)
{
  if (incoming->sms == NULL)
    return false;
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  return keyword->kind == KEYWORD_ERASE || keyword->kind == KEYWORD_ACCESS ||
         keyword->kind == KEYWORD_NEW_NUMBER;
}

/* The text that confirms. */
static const char *
confirmation_of(const Incoming *incoming)
{
  if (is_request(incoming))
    return "request-received";
  if (incoming->sms != NULL && keyword_cries_for_help(incoming->sms->text))
    return "danger";
  return "confirmation";
}

/* Confirm, or note why not. */
static bool
confirm(Desk *desk, const Incoming *incoming, const Matter *matter,
        const Ticket *ticket, GError **error)
{
  const char *why;
  if (incoming_may_be_answered(incoming, &why)) {
    DeskReceiver receiver = {
        .channel = matter->contact->channel,
        .address = matter->contact->address,
        .is_authenticated =
            incoming->mail == NULL || incoming_is_authenticated(incoming),
    };
    if (!desk_may_answer(desk, &receiver, &why, error))
      return false;
  }
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  ReportNews news = {
      .text = confirmation_of(incoming),
      .contact = matter->contact,
      .data = confirmation_data(desk, incoming, matter, ticket),
      .inbox_id = incoming->item->id.text,
      .held = incoming->answers_paused,
  };
  return report_tell_citizen(desk, ticket, &news, NULL, error);
}

static bool
hand_over(Desk *desk, const Incoming *incoming, const Ticket *ticket,
          const char *words, GError **error)
{
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = incoming->item->id.text,
                             .words = words,
                             .link =
                                 incoming->belonging.linked
                                     ? incoming->belonging.ticket->text_number
                                     : NULL,
                             .attachments = incoming->attachments};
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "created",
                       .actor = "citizen",
                       .detail = ticket->department,
                       .inbox_id = incoming->item->id.text};
  return report_hand_over(desk, ticket, &handover, error) &&
         ticket_add_event(desk->queue, ticket, &event, error) &&
         agenda_set(desk->queue, "report-alarm", ticket->id.text,
                    desk->now_ms + RETRY_TICKET_ALARM_S * INT64_C(1000), error);
}

/* A stranger replied with somebody else's token or number: the desk sees it. */
static bool
note_link(Desk *desk, const Incoming *incoming, GError **error)
{
  if (!incoming->belonging.linked)
    return true;
  return incoming_note(desk, incoming, "reply-by-stranger",
                       incoming->belonging.ticket->text_number, error);
}

static Contact *
contact_of(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  ContactClaim claim = {
      .channel = mail == NULL ? "sms" : "mail",
      .address = mail == NULL ? incoming->sms->from : mail->from->address,
      .name = mail == NULL ? NULL : mail->from->name,
      .language = mail == NULL ? NULL : mail->language,
  };
  return contact_ensure(desk->queue, &claim, error);
}

bool
report_handle_new(Desk *desk, const Incoming *incoming, Handled *out_handled,
                  GError **error)
{
  g_autoptr(Contact) contact = contact_of(desk, incoming, error);
  if (contact == NULL)
    return false;
  const Message *mail = incoming->mail;
  g_autofree char *words = report_words(desk, incoming);
  const char *subject = mail == NULL ? NULL : mail->subject;
  g_autofree char *topic = subject_base(subject, NULL);
  Matter matter = {
      .subject = subject,
      .topic = topic,
      .text = words,
      .contact = contact,
      .language = incoming_language(desk, incoming, contact->language),
  };
  if (!note_link(desk, incoming, error) ||
      !choose_category(desk, incoming, &matter, error))
    return false;
  g_autoptr(Ticket) ticket = make_ticket(desk, incoming, &matter, error);
  if (ticket == NULL)
    return false;
  *out_handled = (Handled){.kind = "report",
                           .person_id = contact->person_id,
                           .contact_id = contact->id,
                           .ticket_id = ticket->id};
  return report_store_attachments(desk, incoming, ticket, error) &&
         hand_over(desk, incoming, ticket, words, error) &&
         confirm(desk, incoming, &matter, ticket, error);
}
