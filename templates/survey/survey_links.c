/* SPDX-License-Identifier: Apache-2.0
 *
 * What the QR codes of a survey say.
 */
#include "parsers/csv_write.h"
#include "templates/survey/survey_poster.h"

/* "WALDPARK K7F3-Q9WD-X", as a part of a link. */
static char *
message_of(const char *first, const ParticipationCode *code)
{
  g_autofree char *shown =
      code == NULL ? NULL : participation_code_to_string(code);
  g_autofree char *message =
      shown == NULL ? g_strdup(first) : g_strdup_printf("%s %s", first, shown);
  return g_uri_escape_string(message, NULL, FALSE);
}

char *
survey_sms_link(const SurveyPoster *poster, const ParticipationCode *code)
{
  g_autofree char *message = message_of(poster->keyword, code);
  return g_strdup_printf("sms:%s?body=%s", poster->number, message);
}

char *
survey_mail_link(const SurveyPoster *poster, const ParticipationCode *code)
{
  g_autofree char *message = message_of(
      poster->keyword != NULL ? poster->keyword : poster->title, code);
  g_autofree char *address = g_uri_escape_string(poster->address, "@", FALSE);
  return g_strdup_printf("mailto:%s?subject=%s", address, message);
}

char *
survey_codes_csv(const SurveyPoster *poster, const ParticipationCode *codes,
                 size_t count)
{
  GString *out = g_string_new("code,sms,mail\r\n");
  for (size_t i = 0; i < count; i++) {
    g_autofree char *shown = participation_code_to_string(&codes[i]);
    g_autofree char *sms =
        poster->number == NULL ? NULL : survey_sms_link(poster, &codes[i]);
    g_autofree char *mail =
        poster->address == NULL ? NULL : survey_mail_link(poster, &codes[i]);
    csv_append_cell(out, shown);
    g_string_append_c(out, ',');
    csv_append_cell(out, sms != NULL ? sms : "");
    g_string_append_c(out, ',');
    csv_append_cell(out, mail != NULL ? mail : "");
    g_string_append(out, "\r\n");
  }
  return g_string_free(out, FALSE);
}
