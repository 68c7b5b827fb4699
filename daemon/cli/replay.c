/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote replay`: what saved messages would become by today's rules, and by
 * changed ones: last month's mails against next month's words.
 */
#include <limits.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/replay/replay.h"
#include "daemon/verb.h"

static int
run_replay(int argc, char **argv)
{
  const char *option = NULL;
  ReplayOptions options = {0};
  options.json = cli_take_flag(&argc, argv, "--json");
  if (!cli_take_option(&argc, argv, "--config", &option) ||
      !cli_take_option(&argc, argv, "--town", &options.town) ||
      !cli_take_option(&argc, argv, "--against", &options.against) ||
      !cli_take_option(&argc, argv, "--mailbox", &options.mailbox) ||
      !cli_take_option(&argc, argv, "--channel", &options.channel) ||
      !cli_check_rest(argc, argv, INT_MAX))
    return EX_USAGE;
  g_autoptr(GPtrArray) paths = g_ptr_array_new();
  for (int i = 1; i < argc; i++)
    if (!g_str_equal(argv[i], "--"))
      g_ptr_array_add(paths, argv[i]);
  if (paths->len == 0)
    return cli_fail(EX_USAGE, "replay",
                    cli_text("keine Datei genannt", "no file is named"),
                    cli_text("siehe --help", "see --help"));
  g_autofree char *config = config_find(option);
  options.config = config;
  options.paths = paths;
  return replay_run(&options);
}

const Verb verb_replay = {
    .name = "replay",
    .arguments = "[--against DIR] [--json] FILE…",
    .summary_de =
        "spielt gespeicherte Nachrichten nach den heutigen Regeln durch",
    .summary_en = "runs saved messages through today's rules",
    .help_de =
        "Sagt von jeder Nachricht, was aus ihr würde und warum, in einem\n"
        "Speicher nur für diesen Lauf: Der echte wird nicht geöffnet, nichts\n"
        "wird verschickt, nichts bleibt. FILE: E-Mails, Mailboxen (mbox),\n"
        "Ordner und Maildirs, gespeicherte Anfragen eines SMS-Anbieters.\n"
        "Die Uhr steht bei jeder auf ihrer Zeit; die älteste kommt zuerst.\n"
        "Antworten auf E-Mails der Stadt sind hier neu: Ihren Vorgang gibt\n"
        "es im Probelauf nicht.\n\n"
        "  --against DIR   nur was mit dem Ortsverzeichnis DIR anders würde:\n"
        "                  geänderte Regeln am letzten Monat erproben\n"
        "  --town DIR      statt des eingestellten Ortsverzeichnisses\n"
        "  --mailbox NAME  Postfach der E-Mails, sonst nach ihrem Empfänger\n"
        "  --channel NAME  Kanal der Anfragen, wenn es mehrere gibt\n"
        "  --json          ein JSON-Objekt je Nachricht",
    .help_en =
        "Tells of each message what would become of it and why, in a store\n"
        "for this run only: the real one is not opened, nothing is sent,\n"
        "nothing stays. FILE: mails, mailboxes (mbox), folders and Maildirs,\n"
        "saved requests of an SMS provider. The clock stands at each one's\n"
        "own time; the oldest comes first. Replies to mails of the town are\n"
        "new here: their ticket is not in the scratch store.\n\n"
        "  --against DIR   only what would differ with the town directory\n"
        "                  DIR: try changed rules on last month\n"
        "  --town DIR      instead of the configured town directory\n"
        "  --mailbox NAME  mailbox of the mails, else by their recipient\n"
        "  --channel NAME  channel of the requests where there are several\n"
        "  --json          a JSON object a message",
    .run = run_replay,
};
