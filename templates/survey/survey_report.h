/* SPDX-License-Identifier: Apache-2.0
 *
 * Results of a survey as a text of aligned columns, with bars of characters.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SURVEY_REPORT_H
#define BOTE_TEMPLATES_SURVEY_SURVEY_REPORT_H

#include "parsers/survey/survey_figures.h"

/* language  of labels and words.  New string, g_free(). */
char *survey_report(const Questionnaire *questionnaire,
                    const SurveyResult *result, const char *language);

#endif
