/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that go although a brake holds are those that end our texting, and what
 * somebody hears about the matter he wrote to us about, where a mail would not
 * reach him.  News of its progress wait; so does all that is not listed.
 */
#include "daemon/sms/sms_text.h"

#include <stddef.h>
#include <string.h>

#define UNASKED SMS_TEXT_UNASKED
#define ASKS SMS_TEXT_ASKS
#define PAST_BUDGET SMS_TEXT_PAST_BUDGET
#define PAST_BOTH (SMS_TEXT_PAST_NUMBER | SMS_TEXT_PAST_BUDGET)

const SmsText sms_texts[] = {
    {"confirmation", ASKS | PAST_BUDGET},
    {"letter-access", PAST_BUDGET},
    {"letter-complaint", PAST_BUDGET},
    {"letter-confidential", PAST_BUDGET},
    {"letter-council", PAST_BUDGET},
    {"letter-legal", PAST_BUDGET},
    {"letter-praise", PAST_BUDGET},
    {"letter-press", PAST_BUDGET},
    {"ask-what", ASKS | PAST_BUDGET},
    {"place-question", ASKS | PAST_BUDGET},
    {"place-confirmed", PAST_BUDGET},
    {"elsewhere", ASKS | PAST_BUDGET},
    {"split", PAST_BUDGET},
    {"status-question", UNASKED | ASKS | PAST_BUDGET},
    {"danger", PAST_BOTH},
    {"on-call", ASKS | PAST_BOTH},
    {"on-call-taken", PAST_BOTH},
    {"on-call-unclear", ASKS | PAST_BOTH},
    /* Once for each STOPP that changes something. */
    {"stop-confirmed", ASKS | PAST_BOTH},
    {"stop-question", ASKS | PAST_BUDGET},
    {"stop-lifted", ASKS | PAST_BUDGET},
    {"start-confirmed", ASKS | PAST_BUDGET},
    {"invitation-declined", PAST_BUDGET},
    {"request-code", ASKS | PAST_BUDGET},
    {"request-proved", PAST_BUDGET},
    {"request-received", PAST_BUDGET},
    {"addition-confirmed", PAST_BUDGET},
    {"repeat-confirmed", PAST_BUDGET},
    {"rating-question", ASKS},
    {"rating-stored", PAST_BUDGET},
    {"which-ticket", ASKS | PAST_BUDGET},
    {"twin-question", ASKS | PAST_BUDGET},
    {"supporter", ASKS | PAST_BUDGET},
    {"survey-question", ASKS},
    {"deadline-missed", UNASKED | ASKS},
    {"expected-date", UNASKED | ASKS},
    {"status-answer", UNASKED | PAST_BUDGET},
    {"status-solved", UNASKED | ASKS | PAST_BUDGET},
    {"status-no-action", UNASKED | ASKS | PAST_BUDGET},
    {"status-accepted", UNASKED | ASKS},
    {"status-planned", UNASKED | ASKS},
    {"status-commissioned", UNASKED | ASKS},
    {"help", ASKS},
    {"language-list", ASKS},
    {"language-set", ASKS},
    {"no-question", ASKS},
    {"no-choice", ASKS},
    {"status-unknown", ASKS},
    {"undo-nothing", ASKS},
    {NULL, 0},
};

unsigned
sms_text_traits(const char *name)
{
  for (const SmsText *row = sms_texts; row->name != NULL; row++)
    if (strcmp(row->name, name) == 0)
      return row->traits;
  return 0;
}
