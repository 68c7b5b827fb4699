/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote contact`: the addresses Bote knows, masked unless somebody insists.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const list_columns[] = {
    "id", "channel", "created_at_ms", "verified", "opted_out", "muted_until_ms",
    NULL};
static const AdminOption list_options[] = {ADMIN_LIMIT_OPTION, {0}};
static const AdminOption show_options[] = {{"--reveal", "reveal", 'f', NULL},
                                           {0}};

static const AdminCommand commands[] = {
    {"list", "contact.list", false, false, list_columns, list_options},
    {"show", "contact.show", true, false, NULL, show_options},
    {0},
};

static int
run_contact(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_contact = {
    .name = "contact",
    .arguments = "[list|show] [ID]",
    .summary_de = "zeigt Kontakte, die Adressen verdeckt",
    .summary_en = "shows contacts, addresses masked",
    .help_de =
        "  list [--limit N]         Kontakte ohne Adressen, neueste zuerst\n"
        "  show KENNUNG [--reveal]  ein Kontakt; --reveal zeigt Adresse und "
        "Namen und\n"
        "                           wird im Protokoll "
        "vermerkt\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "  list [--limit N]    contacts without addresses, newest first\n"
        "  show ID [--reveal]  a contact; --reveal shows address and name, "
        "which is\n"
        "                      noted in the log\n" CLI_ADMIN_HELP_EN,
    .run = run_contact,
};
