/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote outbox`: what goes out, and its fate.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const list_columns[] = {
    "id",   "state",  "created_at_ms", "due_at_ms", "channel",
    "kind", "ticket", "attempts",      "status",    NULL};

static const AdminOption list_options[] = {
    {"--state", "state", 't',
     "queued leased sent delivered deferred failed expired suppressed hold "
     "cancelled"},
    ADMIN_LIMIT_OPTION,
    {0},
};

static const AdminCommand commands[] = {
    {"list", "outbox.list", false, false, list_columns, list_options},
    {"show", "outbox.show", true, false, NULL, admin_content_options},
    {"retry", "outbox.retry", true, true, NULL, NULL},
    {"go", "outbox.go", false, true, NULL, NULL},
    {0},
};

static int
run_outbox(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_outbox = {
    .name = "outbox",
    .arguments = "[list|show|retry|go] [ID]",
    .summary_de = "zeigt Ausgehendes und lässt Angehaltenes los",
    .summary_en = "shows what goes out and lets go what is held",
    .help_de =
        "  list [--state S] [--limit N]  Ausgänge, neueste zuerst; S: "
        "queued, leased,\n"
        "                                sent, delivered, deferred, "
        "failed, expired,\n"
        "                                suppressed, hold, cancelled\n"
        "  show KENNUNG [--content]      Schicksal einer Nachricht, mit "
        "--content ihr\n"
        "                                Wortlaut\n"
        "  retry KENNUNG [-n]            eine angehaltene, gescheiterte oder\n"
        "                                aufgeschobene jetzt senden\n"
        "  go [-n]                       nach einem Ausfall: "
        "angehaltene Antworten\n"
        "                                loslassen und neue nicht mehr "
        "anhalten\n"
        "\n"
        "-n, --dry-run: nur sagen, ob es ginge.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "  list [--state S] [--limit N]  what goes out, newest first; S: "
        "queued,\n"
        "                                leased, sent, delivered, deferred, "
        "failed,\n"
        "                                expired, suppressed, hold, cancelled\n"
        "  show ID [--content]           the fate of a message, with --content "
        "its\n"
        "                                words\n"
        "  retry ID [-n]                 send a held, failed or deferred one "
        "now"
        "\n"
        "  go [-n]                       after an outage: let go of the paused "
        "answers\n"
        "                                and pause no new ones\n"
        "\n"
        "-n, --dry-run: only say whether it would work.\n" CLI_ADMIN_HELP_EN,
    .run = run_outbox,
};
