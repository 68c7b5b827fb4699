/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote store verify`: is the store intact?
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const verify_columns[] = {"file", "intact", NULL};

static const AdminCommand commands[] = {
    {"verify", "store.verify", false, false, verify_columns, NULL},
    {0},
};

static int
run_store(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_store = {
    .name = "store",
    .arguments = "[verify]",
    .summary_de = "prüft, ob die Ablage heil ist",
    .summary_en = "checks that the store is intact",
    .help_de = "  verify  liest alles und prüft Aufbau und Verweise; Ende mit "
               "74, wenn etwas\n"
               "          beschädigt ist. Digest steht so lange "
               "still.\n" CLI_ADMIN_HELP_DE,
    .help_en = "  verify  reads everything and checks structure and "
               "references; exits with 74\n"
               "          when something is damaged. Digest stands still "
               "meanwhile.\n" CLI_ADMIN_HELP_EN,
    .run = run_store,
};
