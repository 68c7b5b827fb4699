/* SPDX-License-Identifier: Apache-2.0
 *
 * What the token of a mailed form says: which survey it is of, and to whom it
 * went.  Who got it by a forward takes part, but not as somebody else.
 */
#ifndef BOTE_DAEMON_SURVEY_SERIAL_H
#define BOTE_DAEMON_SURVEY_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "parsers/token.h"

/* The record of the token, 15 digits.
 *
 * survey   "waldpark/1"
 * contact  id of the contact it goes to
 */
int64_t survey_serial(const char *survey, const char *contact);

/* Is a token, verified before, of a form of this survey? */
bool survey_serial_is_of(const TokenRef *token, const char *survey);
/* Did it go to this contact? */
bool survey_serial_is_to(const TokenRef *token, const char *survey,
                         const char *contact);

#endif
