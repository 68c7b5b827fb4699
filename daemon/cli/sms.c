/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms`: small tools for who orders, sets up or doubts an SMS channel.
 */
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/sms_tool.h"
#include "daemon/verb.h"

static const struct {
  const char *name;
  int (*run)(int argc, char **argv);
} tools[] = {
    {"segments", sms_segments_run}, {"number", sms_number_run},
    {"intent", sms_intent_run},     {"replay", sms_replay_run},
    {"send", sms_send_run},
};

static int
run_sms(int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(tools); i++)
    if (strcmp(tools[i].name, name) == 0)
      return tools[i].run(argc - 1, argv + 1);
  return cli_fail(EX_USAGE, name != NULL ? name : "sms",
                  name != NULL ? cli_text("dieses Werkzeug gibt es nicht",
                                          "there is no such tool")
                               : cli_text("welches Werkzeug?", "which tool?"),
                  "segments, number, intent, replay, send");
}

const Verb verb_sms = {
    .name = "sms",
    .arguments = "segments|number|intent|replay|send [OPTION…] […]",
    .summary_de = "misst Texte, prüft Nummern, liest Requests der Anbieter",
    .summary_en = "measures texts, checks numbers, reads providers' requests",
    .help_de =
        "  segments [--prepare] [TEXT|-]  Kodierung und Teile einer SMS, und "
        "welche\n"
        "                                 Zeichen sie teuer machen; --prepare: "
        "so, wie\n"
        "                                 sie gesendet würde\n"
        "  number [--mode user|provider] [NUMMER…|-]\n"
        "                                 E.164 oder der Grund, warum nicht; "
        "user: von\n"
        "                                 Hand getippt und Ziel einer SMS, "
        "provider: wie\n"
        "                                 ein Anbieter sie meldet\n"
        "  intent [TEXT|-]                als welcher Befehl ein Text gilt: "
        "stop, start,\n"
        "                                 help, status, language, undo, "
        "delete, yes, no,\n"
        "                                 none\n"
        "  replay PROVIDER|--channel NAME [--secret-file F] [--url URL] < "
        "REQUEST\n"
        "                                 prüft die Signatur eines "
        "HTTP-Requests und zeigt\n"
        "                                 seine Nachrichten und Belege; ändert "
        "nichts.\n"
        "                                 Endet mit 77 bei falscher Signatur, "
        "65 bei\n"
        "                                 Unlesbarem. F: ein Schlüssel je "
        "Zeile. URL: die\n"
        "                                 der Anbieter kennt; sonst https:// "
        "und Host\n"
        "  send -n --provider PROVIDER|--channel NAME [--from N] --to N TEXT\n"
        "                                 der Request, mit dem gesendet "
        "würde\n"
        "\n  --json  ein JSON-Objekt je Zeile, für Programme\n"
        "  -       JSON Lines von der Standardeingabe, {\"text\": …} oder\n"
        "          {\"number\": …}; je Zeile ein Objekt, bei unlesbaren mit "
        "\"error\"\n"
        "          (dann endet der Befehl mit 65). Ohne Text ebenso.\n"
        "  --config FILE  bote.yaml; sonst $BOTE_CONFIG, /etc/bote/bote.yaml",
    .help_en =
        "  segments [--prepare] [TEXT|-]  encoding and parts of an SMS, and "
        "which\n"
        "                                 characters make it expensive; "
        "--prepare: as it\n"
        "                                 would be sent\n"
        "  number [--mode user|provider] [NUMBER…|-]\n"
        "                                 E.164, or why not; user: typed by "
        "hand and a\n"
        "                                 destination of an SMS, provider: as "
        "a provider\n"
        "                                 reports it\n"
        "  intent [TEXT|-]                which command a text is taken for: "
        "stop, start,\n"
        "                                 help, status, language, undo, "
        "delete, yes, no,\n"
        "                                 none\n"
        "  replay PROVIDER|--channel NAME [--secret-file F] [--url URL] < "
        "REQUEST\n"
        "                                 checks the signature of an HTTP "
        "request and shows\n"
        "                                 its messages and receipts; changes "
        "nothing. Ends\n"
        "                                 with 77 for a bad signature, 65 for "
        "what cannot\n"
        "                                 be read. F: one secret a line. URL: "
        "as the provider\n"
        "                                 knows it; else https:// and Host\n"
        "  send -n --provider PROVIDER|--channel NAME [--from N] --to N TEXT\n"
        "                                 the request that would go out\n"
        "\n  --json  one JSON object a line, for programs\n"
        "  -       JSON Lines from standard input, {\"text\": …} or "
        "{\"number\": …};\n"
        "          an object a line, with \"error\" for those that cannot be "
        "read\n"
        "          (then the command ends with 65). Without a text, too.\n"
        "  --config FILE  bote.yaml; else $BOTE_CONFIG, /etc/bote/bote.yaml",
    .run = run_sms,
};
