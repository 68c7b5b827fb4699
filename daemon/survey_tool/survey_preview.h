/* SPDX-License-Identifier: Apache-2.0
 *
 * How a survey will look to those who answer it: what `bote survey check` shows
 * of a questionnaire without problems.
 */
#ifndef BOTE_DAEMON_SURVEY_TOOL_SURVEY_PREVIEW_H
#define BOTE_DAEMON_SURVEY_TOOL_SURVEY_PREVIEW_H

#include "parsers/survey/questionnaire.h"

/* Print, in every language, the dialogue by SMS with what it costs and the form
 * that goes by mail, to standard output.
 *
 * price  euros for a segment; 0: not told, then segments alone are shown
 */
void survey_preview_print(const Questionnaire *questionnaire, double price);

#endif
