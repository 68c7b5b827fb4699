/* SPDX-License-Identifier: Apache-2.0
 *
 * A modem behind Gammu SMSD, in place of a provider's account.
 */
#ifndef BOTE_DAEMON_DOCTOR_SMS_MODEM_H
#define BOTE_DAEMON_DOCTOR_SMS_MODEM_H

#include "daemon/doctor/doctor.h"

/* Say whether this user may use SMSD's database, whether SMSD is alive, and how
 * well the modem hears.  Reads only. */
void sms_modem_examine(Doctor *doctor, const ChannelSettings *channel);

#endif
