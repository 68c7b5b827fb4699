/* SPDX-License-Identifier: Apache-2.0
 *
 * The three ways by which a matter comes, each with its own contact and words.
 */
#include "daemon/services/report/intake/report_matter.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/record/report_record.h"
#include "parsers/forward/forwarded.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"

/* One of the town's languages; NULL for any other. */
static const char *
among_languages(const Desk *desk, const char *language)
{
  const GPtrArray *languages = desk->config->town->languages;
  for (guint i = 0; language != NULL && i < languages->len; i++)
    if (strcmp(language, languages->pdata[i]) == 0)
      return languages->pdata[i];
  return NULL;
}

/* In which language a colleague writes says nothing about another one's. */
static const char *
language_of_another(const Desk *desk, const ReportMatter *matter,
                    const char *told)
{
  const char *known = among_languages(desk, matter->contact->language);
  if (known == NULL)
    known = among_languages(desk, told);
  return known != NULL ? known : desk->config->town->languages->pdata[0];
}

/* What its originator wrote himself. */
static bool
find_own(Desk *desk, const Incoming *incoming, ReportMatter *out,
         GError **error)
{
  const Message *mail = incoming->mail;
  ContactClaim claim = {
      .channel = mail == NULL ? "sms" : "mail",
      .address = mail == NULL ? incoming->sms->from : mail->from->address,
      .name = mail == NULL ? NULL : mail->from->name,
      .language = mail == NULL ? NULL : mail->language,
  };
  out->contact = contact_ensure(desk->queue, &claim, error);
  if (out->contact == NULL)
    return false;
  out->text = report_words(desk, incoming);
  out->subject = mail == NULL ? NULL : mail->subject;
  out->language = incoming_language(desk, incoming, out->contact->language);
  return !incoming_is_authenticated(incoming) ||
         contact_verify(desk->queue, out->contact->id.text, error);
}

/* What a colleague wrote down. */
static bool
find_recorded(Desk *desk, const Incoming *incoming, ReportMatter *out,
              GError **error)
{
  const ReportRecording *recording = out->recording;
  out->contact = report_caller_contact(desk, incoming, recording->caller,
                                       &out->source, error);
  if (out->contact == NULL)
    return false;
  out->text = g_strdup(recording->words);
  out->language = language_of_another(desk, out, NULL);
  return true;
}

/* What staff or council passed on: of its writer nothing is proved. */
static bool
find_passed_on(Desk *desk, const Incoming *incoming, ReportMatter *out,
               GError **error)
{
  const Forwarded *original = out->forward.original;
  out->text = report_forward_words(incoming, &out->forward);
  const char *told = incoming_text_language(desk, out->text);
  ContactClaim claim = {.channel = "mail",
                        .address = original->from->address,
                        .name = original->from->name,
                        .language = told,
                        .hearsay = true};
  out->contact = contact_ensure(desk->queue, &claim, error);
  if (out->contact == NULL)
    return false;
  out->subject =
      original->subject != NULL ? original->subject : incoming->mail->subject;
  out->language = language_of_another(desk, out, told);
  return true;
}

bool
report_matter_find(Desk *desk, const Incoming *incoming,
                   const ReportRecording *recording, ReportMatter *out,
                   GError **error)
{
  *out =
      (ReportMatter){.source = incoming->item->source, .recording = recording};
  bool found;
  if (recording == NULL)
    out->forward = report_forward_of(desk, incoming);
  if (recording != NULL)
    found = find_recorded(desk, incoming, out, error);
  else if (out->forward.kind == REPORT_FORWARD_OF_ANOTHER)
    found = find_passed_on(desk, incoming, out, error);
  else
    found = find_own(desk, incoming, out, error);
  if (!found)
    return false;
  /* Also of what is recorded: a tag in its subject tells the category. */
  out->topic = subject_base(out->subject != NULL || incoming->mail == NULL
                                ? out->subject
                                : incoming->mail->subject,
                            NULL);
  return true;
}

void
report_matter_clear(ReportMatter *matter)
{
  g_clear_pointer(&matter->contact, contact_free);
  g_clear_pointer(&matter->text, g_free);
  g_clear_pointer(&matter->topic, g_free);
  g_clear_pointer(&matter->split, json_decref);
  g_clear_pointer(&matter->elsewhere, json_decref);
  g_clear_pointer(&matter->twin, ticket_free);
  g_clear_pointer(&matter->where.choices, g_ptr_array_unref);
}

GPtrArray *
report_matter_places(const Incoming *incoming, const ReportMatter *matter)
{
  const GPtrArray *all =
      incoming->mail != NULL ? incoming->mail->places : incoming->sms->places;
  bool has_note =
      matter->forward.original != NULL && !report_words_are_foreign(incoming);
  GPtrArray *places = g_ptr_array_new();
  for (guint i = 0; has_note && i < all->len; i++) {
    Place *place = g_ptr_array_index(all, i);
    if (place->offset == PLACE_OUTSIDE)
      g_ptr_array_add(places, place);
  }
  bool is_all = places->len == 0;
  for (guint i = 0; is_all && i < all->len; i++)
    g_ptr_array_add(places, g_ptr_array_index(all, i));
  return places;
}

bool
report_matter_is_own(const ReportMatter *matter)
{
  return matter->recording == NULL &&
         matter->forward.kind != REPORT_FORWARD_OF_ANOTHER;
}

bool
report_matter_note_created(Desk *desk, const Incoming *incoming,
                           const ReportMatter *matter, const Ticket *ticket,
                           GError **error)
{
  const ReportRecording *recording = matter->recording;
  TicketEvent event = {
      .at_ms = desk->now_ms,
      .what = "created",
      .actor = recording == NULL ? "citizen" : recording->actor,
      .detail = ticket->department,
      .note = recording == NULL ? NULL : recording->told_of_caller,
      .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_matter_name(Desk *desk, const Incoming *incoming,
                   const ReportMatter *matter, const Ticket *ticket,
                   GError **error)
{
  if (matter->earlier == NULL)
    return true;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "follows",
                       .actor = "citizen",
                       .detail = matter->earlier->text_number,
                       .inbox_id = incoming->item->id.text};
  if (!ticket_add_event(desk->queue, ticket, &event, error))
    return false;
  event.what = "followed-by";
  event.detail = ticket->text_number;
  return ticket_add_event(desk->queue, matter->earlier, &event, error);
}

bool
report_matter_note_link(Desk *desk, const Incoming *incoming, GError **error)
{
  if (!incoming->belonging.linked)
    return true;
  return incoming_note(desk, incoming, "reply-by-stranger",
                       incoming->belonging.ticket->text_number, error);
}
