/* SPDX-License-Identifier: Apache-2.0
 *
 * The demo's settings: Maildirs in place of mail servers, a simulator on
 * loopback in place of the SMS provider.
 */
#include "daemon/demo/town_private.h"

/* Fewer megabytes free than usual: a laptop is no server. */
static const char SETTINGS[] =
    "# Settings of the demo: no server is needed, nothing leaves this "
    "machine.\n"
    "test: true\n"
    "town: town\n"
    "domain: " DEMO_MAIL_DOMAIN "\n"
    "timezone: Europe/Berlin\n"
    "paths: {state: state, runtime: run, credentials: credentials}\n"
    "mailboxes:\n"
    "  - name: rathaus\n"
    "    kind: maildir\n"
    "    path: inbox\n"
    "    address: " DEMO_MAIL_ADDRESS "\n"
    "    from_name: \"Musterhagen an der Wieke\"\n"
    "    reply_token: plus\n"
    "    authserv_id: mail." DEMO_MAIL_DOMAIN "\n"
    "    internal: [" DEMO_MAIL_DOMAIN "]\n"
    "transports:\n"
    "  - {name: mail, kind: maildir, path: mail}\n"
    "  - {name: sms-out, kind: http}\n"
    "channels:\n"
    "  - name: sms\n"
    "    provider: kannel\n"
    "    number: \"" DEMO_SMS_NUMBER "\"\n"
    "    path_credential: sms-path\n"
    "    credential: sms-password\n"
    "    transport: sms-out\n"
    "    settings:\n"
    "      url: http://127.0.0.1:%d/cgi-bin/sendsms\n"
    "      user: bote\n"
    "      from: \"" DEMO_SMS_NUMBER "\"\n"
    "webhook:\n"
    "  listen: 127.0.0.1:%d\n"
    "  public_url: http://127.0.0.1:%d/sms\n"
    "site:\n"
    "  listen: 127.0.0.1:%d\n"
    "  public_url: http://127.0.0.1:%d\n"
    "limits:\n"
    "  free_disk_mib: 64\n";

char *
demo_town_settings(const DemoTown *town)
{
  return g_strdup_printf(SETTINGS, town->web_port, town->webhook_port,
                         town->webhook_port, town->site_port, town->site_port);
}
