/* SPDX-License-Identifier: Apache-2.0
 *
 * A town that asks how people like the forest park, the example survey.
 */
#ifndef BOTE_TESTS_SUPPORT_SURVEY_TOWN_H
#define BOTE_TESTS_SUPPORT_SURVEY_TOWN_H

#include "queue/survey.h"
#include "tests/support/talk.h"

/* The survey is open. */
TownFixture *survey_town_new(void);

/* By hand; false: no arrow leads there. */
bool survey_town_set_state(TownFixture *town, SurveyState state);

/* TALK_PHONE writes, a minute later. */
void survey_town_say(TownFixture *town, const char *text);

/* The one answer to a question: its value, else its state. */
void survey_town_assert_answer(TownFixture *town, const char *question,
                               const char *value);

#endif
