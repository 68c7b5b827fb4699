/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS of ours within so many segments: what others wrote, and we quote, is
 * shortened between two words; our own words stay, above all those at the end
 * that say what to answer.
 */
#ifndef BOTE_DAEMON_SMS_SMS_FIT_H
#define BOTE_DAEMON_SMS_SMS_FIT_H

#include "daemon/desk.h"
#include "parsers/sms/gsm7.h"

/* Render a text as it is to be sent (gsm7_prepare()).
 *
 * sms            its data gets the shortened words
 * max_segments   at least 1
 * out_measure    what it costs: never more segments than that
 * error          as of desk_render()
 * Returns a new string, g_free().
 */
char *sms_fit(const Desk *desk, const DeskSms *sms, unsigned max_segments,
              SmsMeasure *out_measure, GError **error);

#endif
