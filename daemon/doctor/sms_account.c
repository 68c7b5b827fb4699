/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks the provider for the account.
 */
#include "daemon/cli_print.h"
#include "daemon/doctor/peer.h"
#include "daemon/doctor/sms_channel.h"

static void
say_unreachable(Doctor *doctor, const SmsSubject *subject, CURLcode code)
{
  doctor_say(
      doctor, DOCTOR_FAILED, subject->channel->name,
      cli_text("Adresse, DNS und Firewall prüfen",
               "check address, DNS and firewall"),
      cli_text("%s ist nicht erreichbar (%s)", "%s cannot be reached (%s)"),
      subject->channel->provider, curl_easy_strerror(code));
}

void
sms_account_examine(Doctor *doctor, const SmsSubject *subject)
{
  if (subject->sending->url == NULL)
    return;
  CURLcode code = peer_connect(doctor, subject->sending->url, subject->ca_file);
  if (code != CURLE_OK)
    say_unreachable(doctor, subject, code);
  else
    doctor_say(doctor, DOCTOR_OK, subject->channel->name, NULL,
               cli_text("%s ist erreichbar", "%s can be reached"),
               subject->channel->provider);
}
