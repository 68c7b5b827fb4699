/* SPDX-License-Identifier: Apache-2.0
 *
 * One SMS channel of bote.yaml: could its roles start, would an SMS find its
 * way, does the provider know us?  An SMS is built and thrown away.
 */
#ifndef BOTE_DAEMON_DOCTOR_SMS_CHANNEL_H
#define BOTE_DAEMON_DOCTOR_SMS_CHANNEL_H

#include "daemon/doctor/doctor.h"
#include "parsers/provider/provider.h"

/* Say what is right and wrong with it, under its name. */
void sms_channel_examine(Doctor *doctor, const ChannelSettings *channel);

/* A channel whose settings are whole; all borrowed. */
typedef struct SmsSubject {
  const ChannelSettings *channel;
  const Provider *provider;
  const ProviderConfig *config;       /* with secrets */
  const ProviderHttpRequest *sending; /* what an SMS would be */
  const char *ca_file;                /* or NULL */
} SmsSubject;

/* Say that an address is neither https nor this machine's, so that deliver
 * sends nothing there. */
void sms_say_not_encrypted(Doctor *doctor, const ChannelSettings *channel);

/* The account at the provider, or whoever stands in its place. */
void sms_account_examine(Doctor *doctor, const SmsSubject *subject);

#endif
