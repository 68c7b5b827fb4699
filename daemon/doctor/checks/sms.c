/* SPDX-License-Identifier: Apache-2.0
 *
 * Every SMS channel: settings, secrets, and the provider's word on the account.
 */
#include "daemon/cli_print.h"
#include "daemon/doctor/secrets.h"
#include "daemon/doctor/sms_channel.h"

static void
run_sms(Doctor *doctor)
{
  const GPtrArray *channels = doctor->config->settings->channels;

  if (channels->len == 0)
    doctor_say(
        doctor, DOCTOR_OK, NULL, NULL, "%s",
        cli_text("keine SMS-Nummer eingerichtet", "no SMS channel configured"));
  else if (doctor_may_read_secrets(doctor, NULL))
    for (guint i = 0; i < channels->len; i++)
      sms_channel_examine(doctor, channels->pdata[i]);
}

const DoctorCheck check_sms = {.name = "sms", .run = run_sms};
