/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote taught`: what the desk's decisions taught about senders.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const list_columns[] = {"id",     "decided_at_ms", "kind",
                                           "ticket", "organisation",  NULL};
static const AdminOption list_options[] = {ADMIN_LIMIT_OPTION, {0}};

static const AdminCommand commands[] = {
    {"list", "taught.list", false, false, list_columns, list_options},
    {"forget", "taught.forget", true, true, NULL, NULL},
    {0},
};

static int
run_taught(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_taught = {
    .name = "taught",
    .arguments = "[list|forget] [ID]",
    .summary_de = "zeigt und vergisst, was die Zentrale über Absender lehrte",
    .summary_en = "shows and forgets what the desk taught about senders",
    .help_de =
        "Was die Zentrale mit #art oder #werbung über ein Schreiben sagt, "
        "gilt\n"
        "auch für die nächsten des Absenders (docs/guide/de/desk.md).\n"
        "\n"
        "  list [--limit N]     eine Zeile je Absender, neueste zuerst, ohne\n"
        "                       ihn zu nennen: wann, welche Art, bei welchem\n"
        "                       Vorgang; organisation: gilt auch für andere\n"
        "                       derselben Organisation\n"
        "  forget KENNUNG [-n]  alles vergessen, was über diesen Absender\n"
        "                       gelernt wurde; Vorgänge bleiben, wie sie sind\n"
        "\n"
        "-n, --dry-run: nur sagen, ob es ginge.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "What the desk says of a letter by #kind or #spam goes for the next\n"
        "ones of its sender, too (docs/guide/desk.md).\n"
        "\n"
        "  list [--limit N]  a line for each sender, newest first, without\n"
        "                    naming him: when, which kind, at which ticket;\n"
        "                    organisation: goes for others of the same one, "
        "too\n"
        "  forget ID [-n]    forget all that was learnt of this sender; "
        "tickets\n"
        "                    stay as they are\n"
        "\n"
        "-n, --dry-run: only say whether it would work.\n" CLI_ADMIN_HELP_EN,
    .run = run_taught,
};
