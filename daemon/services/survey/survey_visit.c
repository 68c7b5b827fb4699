/* SPDX-License-Identifier: Apache-2.0
 *
 * From a contact to his response and back.
 */
#include "daemon/services/survey/survey_visit.h"

#include "daemon/services/survey/survey_private.h"
#include "parsers/json_text.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "queue/participant.h"
#include "templates/format.h"

void
survey_visit_clear(SurveyVisit *visit)
{
  g_clear_pointer(&visit->survey, survey_free);
  g_clear_pointer(&visit->contact, contact_free);
  g_clear_pointer(&visit->response, response_free);
  g_clear_pointer(&visit->answers, survey_response_free);
  g_clear_pointer(&visit->before, survey_response_free);
}

static const char *
channel_of(const Incoming *incoming)
{
  return incoming->mail == NULL ? "sms" : "mail";
}

bool
survey_visit_begin(SurveyVisit *visit, Desk *desk, const Incoming *incoming,
                   GError **error)
{
  const Questionnaire *form = incoming->belonging.survey;
  const Message *mail = incoming->mail;
  *visit = (SurveyVisit){.desk = desk, .incoming = incoming, .form = form};
  g_autofree char *id = survey_id(form->id, form->wave);
  ContactClaim claim = {.channel = channel_of(incoming),
                        .address = mail == NULL ? incoming->sms->from
                                                : mail->from->address,
                        .name = mail == NULL ? NULL : mail->from->name};
  visit->survey = survey_ensure(desk->queue, id, error);
  if (visit->survey != NULL)
    visit->contact = contact_ensure(desk->queue, &claim, error);
  return visit->contact != NULL;
}

Handled
survey_visit_handled(const SurveyVisit *visit)
{
  return (Handled){.kind = "survey",
                   .person_id = visit->contact->person_id,
                   .contact_id = visit->contact->id};
}

const char *
survey_visit_language(const SurveyVisit *visit)
{
  return visit->response != NULL
             ? visit->response->language
             : incoming_language(visit->desk, visit->incoming,
                                 visit->contact->language);
}

static bool
load_response(SurveyVisit *visit, GBytes *link, GError **error)
{
  Queue *queue = visit->desk->queue;
  if (!response_find(queue, visit->survey, link, &visit->response, error))
    return false;
  if (visit->response == NULL) {
    ResponseBegin begin = {link, channel_of(visit->incoming),
                           survey_visit_language(visit)};
    visit->begins = true;
    visit->response = response_begin(queue, visit->survey, &begin, error);
  }
  visit->answers = survey_response_new(visit->form);
  visit->before = survey_response_new(visit->form);
  ResponseSheet sheet = {queue, visit->survey, visit->response, visit->answers};
  return visit->response != NULL && response_load_answers(&sheet, error);
}

bool
survey_visit_join(SurveyVisit *visit, GError **error)
{
  Queue *queue = visit->desk->queue;
  const char *contact = visit->contact->id.text;
  g_autoptr(GBytes) link =
      response_link(queue, visit->survey, "contact", contact);
  if (!participant_join(queue, visit->survey, contact, error) ||
      !load_response(visit, link, error))
    return false;
  for (guint i = 0; i < visit->form->questions->len; i++)
    (void)survey_response_set(visit->before, i,
                              survey_response_state(visit->answers, i),
                              survey_response_value(visit->answers, i));
  return true;
}

static bool
has_changed(const SurveyVisit *visit, guint place)
{
  return survey_response_state(visit->before, place) !=
             survey_response_state(visit->answers, place) ||
         g_strcmp0(survey_response_value(visit->before, place),
                   survey_response_value(visit->answers, place)) != 0;
}

bool
survey_visit_save(SurveyVisit *visit, GError **error)
{
  ResponseSheet sheet = {visit->desk->queue, visit->survey, visit->response,
                         visit->answers};
  for (guint i = 0; i < visit->form->questions->len; i++)
    if (has_changed(visit, i) && !response_save_answer(&sheet, i, error))
      return false;
  return response_set_complete(
      visit->desk->queue, visit->survey, visit->response,
      survey_response_is_complete(visit->answers), error);
}

static char *
opening(const SurveyVisit *visit)
{
  return desk_date(visit->desk,
                   format_minute_ms(visit->form->opens, visit->desk->zone),
                   survey_visit_language(visit), (int)FORMAT_DATE_TIME);
}

void
survey_visit_describe(const SurveyVisit *visit, json_t *data)
{
  const char *title = survey_text(visit->form, visit->form->titles,
                                  survey_visit_language(visit));
  json_object_set_new(data, "survey_title", json_string(title));
  switch (visit->survey->state) {
  case SURVEY_STATE_DRAFT:
  case SURVEY_STATE_OPEN:
    break;
  case SURVEY_STATE_SCHEDULED:
    json_text_put(data, "survey_opens", opening(visit));
    break;
  case SURVEY_STATE_PAUSED:
    json_object_set_new(data, "survey_rests", json_true());
    break;
  case SURVEY_STATE_CLOSED:
  case SURVEY_STATE_PUBLISHED:
    json_object_set_new(data, "survey_over", json_true());
  }
}
