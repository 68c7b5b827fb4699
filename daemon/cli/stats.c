/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote stats`: how much there is of what.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const columns[] = {"table", "state", "count", NULL};

static const AdminCommand commands[] = {
    {"show", "stats", false, false, columns, NULL},
    {0},
};

static int
run_stats(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_stats = {
    .name = "stats",
    .arguments = "",
    .summary_de = "zählt Eingänge, Ausgänge und Vorgänge nach Zustand",
    .summary_en = "counts what came in and went out, and tickets, by state",
    .help_de =
        "Eine Zeile je Tabelle und Zustand; dazu, wie Vorgänge zu uns kamen\n"
        "(channel: mail, sms, phone, visit, letter, fax), wer sie hat\n"
        "(department), die SMS-Segmente jedes Monats, wie oft Bürger NEIN\n"
        "sagten (reopened) oder noch einmal nachfragten (repeated), was\n"
        "nicht Sache des Ortes war (elsewhere), ihre\n"
        "Sterne (stars, 5 ist am besten) und was Bremsen gemeldet "
        "haben.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "A line for each table and state; besides, how tickets came to us\n"
        "(channel: mail, sms, phone, visit, letter, fax), who has them\n"
        "(department), the SMS segments of each month, how often citizens\n"
        "said NO (reopened) or told it once more (repeated), what was not\n"
        "the town's (elsewhere), their stars\n"
        "(5 is best) and what brakes "
        "told.\n" CLI_ADMIN_HELP_EN,
    .run = run_stats,
};
