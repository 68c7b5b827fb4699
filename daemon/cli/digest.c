/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote digest -n`: what the lists of this morning would hold.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const columns[] = {
    "department", "what", "number", "category", "due", "deputy", "more", NULL};
static const AdminOption options[] = {{"-n", "dry_run", 'f', NULL}, {0}};

static const AdminCommand commands[] = {
    {"list", "digest.list", false, false, columns, options},
    {0},
};

static int
run_digest(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_digest = {
    .name = "digest",
    .arguments = "-n",
    .summary_de = "zeigt, was in den Morgenlisten der Ämter stünde",
    .summary_en = "shows what the departments' morning lists would hold",
    .help_de =
        "Eine Zeile für jeden Vorgang, der in der Liste eines Amts stünde,\n"
        "ginge sie jetzt hinaus, und für jedes Amt, das abwesend ist, mit\n"
        "seiner Vertretung. Verschickt wird nichts, mit und ohne -n.\n"
        "\n"
        "  overdue, due_today   überfällig, heute fällig\n"
        "  fresh, added         neu, ergänzt (nur im Ruhemodus)\n"
        "  seen_again           Wiedervorlage\n"
        "  opened_again         wieder offen\n"
        "  waits                wartet auf eine Antwort\n"
        "  gone                 nicht mehr beim Amt\n"
        "  away                 abwesend bis\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "A line for each ticket that a department's list would hold if it\n"
        "went now, and for each department that is away, with its deputy.\n"
        "Nothing is sent, with -n and without.\n"
        "\n"
        "  overdue, due_today   overdue, due today\n"
        "  fresh, added         new, added to (in quiet mode alone)\n"
        "  seen_again           to be seen again on this day\n"
        "  opened_again         open again\n"
        "  waits                waits for an answer\n"
        "  gone                 taken from the department\n"
        "  away                 away until\n" CLI_ADMIN_HELP_EN,
    .run = run_digest,
};
