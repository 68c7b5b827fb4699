/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks into SMSD's database.
 */
#include "daemon/doctor/sms_modem.h"

#include <inttypes.h>

#include "daemon/cli_print.h"
#include "parsers/config/smsd_settings.h"
#include "queue/smsd.h"

enum {
  SILENT_MAX_S = 300, /* SMSD writes every minute, its StatusFrequency */
  SIGNAL_MIN = 20,    /* per cent; below, SMS come late or not at all */
};

static void
judge_phone(Doctor *doctor, const ChannelSettings *channel,
            const SmsdPhone *phone)
{
  const char *start = "systemctl restart gammu-smsd; journalctl -u gammu-smsd";

  if (!phone->known)
    doctor_say(doctor, DOCTOR_FAILED, channel->name, start, "%s",
               cli_text("gammu-smsd lief mit dieser Datenbank noch nie",
                        "gammu-smsd has never run on this database"));
  else if (phone->silent_s > SILENT_MAX_S)
    doctor_say(doctor, DOCTOR_FAILED, channel->name, start,
               cli_text("gammu-smsd schweigt seit %" PRId64 " Minuten",
                        "gammu-smsd has been silent for %" PRId64 " minutes"),
               phone->silent_s / 60);
  else if (phone->signal < 0)
    doctor_say(doctor, DOCTOR_OK, channel->name, NULL, "%s",
               cli_text("gammu-smsd läuft, der Empfang ist unbekannt",
                        "gammu-smsd runs, the signal is not known"));
  else
    doctor_say(doctor, phone->signal < SIGNAL_MIN ? DOCTOR_WARNING : DOCTOR_OK,
               channel->name,
               phone->signal < SIGNAL_MIN
                   ? cli_text("Antenne oder Ort des Modems ändern",
                              "move the modem or its antenna")
                   : NULL,
               cli_text("gammu-smsd läuft, Empfang %d %%",
                        "gammu-smsd runs, signal %d %%"),
               phone->signal);
}

void
sms_modem_examine(Doctor *doctor, const ChannelSettings *channel)
{
  SmsdSettings settings;
  SmsdPhone phone = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(Smsd) smsd = NULL;

  if (!smsd_settings_read(channel, &settings, &error)) {
    doctor_say(doctor, DOCTOR_FAILED, channel->name, "bote check", "%s",
               error->message);
    return;
  }
  smsd = smsd_open(settings.database, settings.phone, &error);
  /* What is wrong is said with its remedy. */
  if (smsd == NULL || !smsd_phone(smsd, &phone, &error))
    doctor_say(doctor, DOCTOR_FAILED, channel->name, NULL, "%s",
               error->message);
  else
    judge_phone(doctor, channel, &phone);
}
