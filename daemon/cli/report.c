/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote report`: how a phase of the report service, or a month, went.
 */
#include <stddef.h>
#include <string.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const AdminOption options[] = {{"--phase", "phase", 't', NULL},
                                      {"--month", "month", 't', NULL},
                                      {"--department", "department", 't', NULL},
                                      {"page", "page", 'p', NULL},
                                      {0}};

static const AdminCommand commands[] = {
    {"show", "report", false, false, NULL, options},
    {0},
};

/* "--phase" alone means the present: as if it were not there. */
static void
drop_bare_option(int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++) {
    bool bare = strcmp(argv[i], "--phase") == 0 &&
                (i + 1 == *argc || g_str_has_prefix(argv[i + 1], "--"));
    if (!bare)
      continue;
    (void)cli_take_flag(argc, argv, "--phase"); /* it is there */
    return;
  }
}

static int
run_report(int argc, char **argv)
{
  drop_bare_option(&argc, argv);
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_report = {
    .name = "report",
    .arguments =
        "[--phase [NAME|FROM..UNTIL] | --month YYYY-MM [--department ID]]",
    .summary_de = "wertet eine Phase des Betriebs aus",
    .summary_en = "evaluates a phase of operation",
    .help_de =
        "Eine Seite für den Rat: wie viel kam, was beim ersten Mal richtig\n"
        "war, Korrekturen, Zeiten, Zufriedenheit, Kosten; ohne Personen.\n"
        "\n"
        "  --phase        die Zeit, seit der Dienst in seinem Zustand ist\n"
        "  --phase NAME   eine Phase aus town.yaml, wie sie wirklich war\n"
        "  --phase 2026-04-07..2026-05-08\n"
        "                 diese Tage; auch mit Minute: '2026-04-07 "
        "08:00'\n"
        "  --month 2026-10  der Monatsbericht, wie ihn Leitung und Rat "
        "bekommen\n"
        "  --department ID  nur von diesem Amt\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "A page for a council: how much came, what was right first time,\n"
        "corrections, times, satisfaction, costs; without persons.\n"
        "\n"
        "  --phase        the time since the service is in its state\n"
        "  --phase NAME   a phase of town.yaml, as it was in fact\n"
        "  --phase 2026-04-07..2026-05-08\n"
        "                 these days; with a minute, too: '2026-04-07 "
        "08:00'\n"
        "  --month 2026-10  the monthly report as heads and council get it\n"
        "  --department ID  of this department alone\n" CLI_ADMIN_HELP_EN,
    .run = run_report,
};
