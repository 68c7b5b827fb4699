/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote export`: the town's records for other programs.
 */
#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/export/export_tickets.h"
#include "daemon/verb.h"

static int
refuse(const char *what, const char *why)
{
  return cli_fail(EX_USAGE, what, why, cli_text("siehe --help", "see --help"));
}

static int
run_export(int argc, char **argv)
{
  const char *format = "csv", *option = NULL;
  ExportTickets wanted = {0};
  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_take_option(&argc, argv, "--format", &format) ||
      !cli_take_option(&argc, argv, "--since", &wanted.since) ||
      !cli_take_option(&argc, argv, "--until", &wanted.until) ||
      !cli_take_option(&argc, argv, "--state", &wanted.state) ||
      !cli_take_option(&argc, argv, "--department", &wanted.department) ||
      !cli_check_rest(argc, argv, 1))
    return EX_USAGE;
  if (argc < 2 || !g_str_equal(argv[1], "tickets"))
    return refuse(argc < 2 ? "export" : argv[1],
                  cli_text("was? Es gibt: tickets", "what? There is: tickets"));
  wanted.format = export_format_find(format);
  if (wanted.format == NULL)
    return refuse(format, cli_text("dieses Format gibt es nicht: csv, jsonl, "
                                   "geojson",
                                   "no such format: csv, jsonl, geojson"));
  g_autofree char *path = config_find(option);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  return config == NULL ? cli_fail_config(error)
                        : export_tickets(&wanted, config);
}

const Verb verb_export = {
    .name = "export",
    .arguments = "tickets [--format csv|jsonl|geojson]",
    .summary_de = "gibt Vorgänge für andere Programme aus",
    .summary_en = "writes tickets for other programs",
    .help_de =
        "Eine Zeile je Vorgang, älteste zuerst: Nummer, Stand, Thema, Amt,\n"
        "Zeiten, Ort. Nichts davon, was jemand schrieb oder wer es war; von\n"
        "Vertraulichem auch kein Ort.\n\n"
        "  --format F        csv (Vorgabe; UTF-8, Komma), jsonl, geojson\n"
        "  --since TAG       ab diesem Eingangstag: 2026-05-01\n"
        "  --until TAG       bis zu diesem, einschließlich\n"
        "  --state S         nur in diesem Stand (bote ticket --help)\n"
        "  --department AMT  nur dieses Amts\n"
        "  --config FILE     bote.yaml; sonst $BOTE_CONFIG, "
        "/etc/bote/bote.yaml",
    .help_en =
        "A row a ticket, oldest first: number, state, category, department,\n"
        "times, place. Nothing of what anybody wrote or who it was; of what\n"
        "is confidential no place either.\n\n"
        "  --format F        csv (default; UTF-8, comma), jsonl, geojson\n"
        "  --since DAY       from this day of arrival on: 2026-05-01\n"
        "  --until DAY       up to this one, with it\n"
        "  --state S         only in this state (bote ticket --help)\n"
        "  --department ID   only of this department\n"
        "  --config FILE     bote.yaml; else $BOTE_CONFIG, "
        "/etc/bote/bote.yaml",
    .run = run_export,
};
