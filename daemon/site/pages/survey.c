/* SPDX-License-Identifier: Apache-2.0
 *
 * /survey/ID: what a survey asks, until when, and how to take part by mail and
 * SMS.  ID is "waldpark/1", or "waldpark" for its last wave that is public.
 */
#include <string.h>

#include "daemon/site/site_public.h"
#include "parsers/survey/questionnaire.h"
#include "parsers/survey/survey_response.h"
#include "queue/survey.h"
#include "templates/format.h"
#include "templates/texts.h"

#define FOLDER "/survey/"
#define TEXT "site-survey.html"

/* A survey that everybody may know of. */
typedef struct Known {
  const Questionnaire *form; /* NULL: there is none */
  char *state;
} Known;

static void
known_clear(Known *known)
{
  g_clear_pointer(&known->state, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

/* Take the form if it is public and its wave the latest so far. */
static bool
consider(Store *store, const Questionnaire *form, Known *known, GError **error)
{
  if (known->form != NULL && known->form->wave > form->wave)
    return true;
  g_autofree char *id = survey_id(form->id, form->wave);
  g_autoptr(StoreRows) rows = store_query(
      store, error, "SELECT state FROM survey WHERE id = $1", "t", id);
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  known_clear(known);
  *known = (Known){.form = form, .state = store_rows_dup_text(rows, 0)};
  return true;
}

static bool
find_survey(const Site *site, const char *asked, Known *known, GError **error)
{
  g_autoptr(Store) store = site_open_public(site, error);
  if (store == NULL)
    return false;
  const GPtrArray *forms = site->config->town->surveys;
  for (guint i = 0; i < forms->len; i++) {
    const Questionnaire *form = forms->pdata[i];
    g_autofree char *id = survey_id(form->id, form->wave);
    bool named = strcmp(asked, id) == 0 || strcmp(asked, form->id) == 0;
    if (named && !consider(store, form, known, error))
      return false;
  }
  return true;
}

static json_t *
list_choices(const Questionnaire *form, const SurveyQuestion *question,
             const char *language)
{
  json_t *list = json_array();
  if (question->list == NULL)
    return list;
  const GPtrArray *choices = question->list->choices;
  for (guint i = 0; i < choices->len; i++)
    json_array_append_new(
        list,
        json_pack("{s:s}", "choice_words",
                  survey_choice_label(form, choices->pdata[i], language)));
  return list;
}

static json_t *
list_questions(const Questionnaire *form, const char *language)
{
  json_t *list = json_array();
  for (guint i = 0; i < form->questions->len; i++) {
    const SurveyQuestion *question = form->questions->pdata[i];
    const char *label = survey_text(form, question->labels, language);
    if (question->type == SURVEY_NOTE) {
      json_array_append_new(list, json_pack("{s:s*}", "note_words", label));
      continue;
    }
    json_t *row =
        json_pack("{s:i,s:s,s:s*,s:b,s:b,s:b}", "question_number",
                  (int)survey_number(form, i), "question_words",
                  label != NULL ? label : question->name, "question_hint",
                  survey_text(form, question->hints, language), "by_stars",
                  question->is_stars, "must_answer", question->required,
                  "by_digits", question->type == SURVEY_SELECT_MULTIPLE);
    json_t *choices = list_choices(form, question, language);
    if (json_array_size(choices) > 0)
      json_object_set_new(row, "survey_options",
                          json_pack("{s:O}", "survey_choices", choices));
    json_decref(choices);
    json_array_append_new(list, row);
  }
  return list;
}

static bool
takes_answers(const Site *site, const Known *known)
{
  g_autofree char *moment =
      format_minute(clock_now_ms(site->clock), site->zone);
  ServiceState state = town_service_state(site->config->town, "survey", moment);
  return (state == SERVICE_STATE_REGULAR || state == SERVICE_STATE_TEST) &&
         strcmp(known->state, "open") == 0;
}

/* The keyword by mail and by SMS, for a survey that anybody may answer. */
static void
add_ways(const Site *site, const Questionnaire *form, json_t *data)
{
  const Settings *settings = site->config->settings;
  const MailboxSettings *mailbox =
      settings_mailbox(settings, site->config->town->address);
  if (form->keyword == NULL || form->access == SURVEY_ACCESS_INVITED ||
      form->access == SURVEY_ACCESS_CODE)
    return;
  g_autofree char *word = g_uri_escape_string(form->keyword, NULL, false);
  json_object_set_new(data, "survey_keyword", json_string(form->keyword));
  if (mailbox != NULL) {
    g_autofree char *mailto =
        g_strconcat("mailto:", mailbox->address, "?subject=", word, NULL);
    json_object_set_new(data, "report_mail", json_string(mailbox->address));
    json_object_set_new(data, "report_mailto", json_string(mailto));
  }
  if (settings->channels->len > 0) {
    const ChannelSettings *channel = settings->channels->pdata[0];
    g_autofree char *link =
        g_strconcat("sms:", channel->number, "?body=", word, NULL);
    json_object_set_new(data, "report_sms", json_string(channel->number));
    json_object_set_new(data, "report_sms_link", json_string(link));
  }
}

static char *
end_of(const Site *site, const Questionnaire *form, const char *language)
{
  if (form->closes == NULL)
    return NULL;
  return format_date(format_minute_ms(form->closes, site->zone), site->zone,
                     language, FORMAT_DATE_TIME);
}

static json_t *
page_data(const Site *site, const Known *known, const char *language)
{
  const Town *town = site->config->town;
  const Questionnaire *form = known->form;
  const char *title = survey_text(form, form->titles, language);
  g_autofree char *id = survey_id(form->id, form->wave);
  g_autofree char *closes = end_of(site, form, language);
  bool takes = takes_answers(site, known);
  json_t *data = json_pack(
      "{s:{s:s,s:s*,s:s*},s:s,s:s,s:s*,s:s*,s:b,s:b,s:b}", "town", "name",
      town->name, "phone", town->responsible_body.phone, "privacy_url",
      town->privacy_url, "survey_id", id, "survey_title",
      title != NULL ? title : form->id, "survey_group", form->target_group,
      "survey_closes", closes, "anonymous", form->anonymous, "survey_over",
      strcmp(known->state, "closed") == 0 ||
          strcmp(known->state, "published") == 0,
      "survey_takes", takes);
  json_object_set_new(data, "survey_questions", list_questions(form, language));
  if (takes)
    add_ways(site, form, data);
  return data;
}

static void
answer_survey(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  const char *language = site_language(site, request, TEXT);
  g_autoptr(GError) error = NULL;
  g_auto(Known) known = {0};
  if (!find_survey(site, request->path + strlen(FOLDER), &known, &error)) {
    site_unavailable(answer);
    return;
  }
  if (known.form == NULL) {
    site_not_found(answer);
    return;
  }
  json_auto_t *data = page_data(site, &known, language);
  site_answer_text(site, answer, TEXT, language, data);
}

const SitePage page_survey = {.path = FOLDER, .answer = answer_survey};
