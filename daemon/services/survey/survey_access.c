/* SPDX-License-Identifier: Apache-2.0
 *
 * Who was invited is a participant with a time of invitation.
 */
#include "daemon/services/survey/survey_access.h"

#include "queue/participant.h"

bool
survey_access_allows(const SurveyVisit *visit, bool *out_may, GError **error)
{
  Participant found;
  SurveyAccess access = visit->form->access;
  *out_may = access == SURVEY_ACCESS_OPEN || access == SURVEY_ACCESS_CONTACT;
  if (access != SURVEY_ACCESS_INVITED)
    return true;
  if (!participant_find(visit->desk->queue, visit->survey,
                        visit->contact->id.text, &found, error))
    return false;
  *out_may = found.invited_at_ms != 0;
  return true;
}

json_t *
survey_access_refusal(void)
{
  return json_pack("{s:b}", "survey_invited", true);
}
