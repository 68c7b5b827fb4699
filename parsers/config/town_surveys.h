/* SPDX-License-Identifier: Apache-2.0
 *
 * The questionnaires of a town, in its folder `surveys`.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_SURVEYS_H
#define BOTE_PARSERS_CONFIG_TOWN_SURVEYS_H

#include "parsers/config/town.h"

#define SURVEYS_FOLDER "surveys"

/* Read all of them into a list (Questionnaire *), the caller's.
 *
 * files     as for town_parse(): those whose name begins with "surveys/".
 * problems  gets theirs, and two files with one id and wave, or two surveys
 *           with one keyword. */
GPtrArray *town_surveys_read(GHashTable *files, Problems *problems);

#endif
