/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote ticket`: tickets and their history.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/verb.h"

static const char *const list_columns[] = {
    "number",        "state",     "category", "department", "channel",
    "created_at_ms", "due_at_ms", "danger",   NULL};
static const AdminOption list_options[] = {
    {"--state", "state", 't',
     "new open waiting solved closed no-action duplicate"},
    {"--department", "department", 't', NULL},
    ADMIN_LIMIT_OPTION,
    {0},
};

static const AdminOption release_options[] = {
    {"--photo", "photo", 'i', NULL},
    {"--text", "text", 't', NULL},
    {"--withdraw", "withdraw", 'f', NULL},
    {0},
};

static const AdminOption new_options[] = {
    {"--channel", "channel", 't', NULL},
    {"--from", "from", 't', NULL},
    {"--confidential", "confidential", 'f', NULL},
    {"-", "text", 's', NULL},
    {0},
};

static const AdminCommand commands[] = {
    {"list", "ticket.list", false, false, list_columns, list_options},
    {"show", "ticket.show", true, false, NULL, NULL},
    {"new", "ticket.new", false, true, NULL, new_options},
    {"release", "ticket.release", true, true, NULL, release_options},
    {0},
};

static int
run_ticket(int argc, char **argv)
{
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_ticket = {
    .name = "ticket",
    .arguments = "[list|show|new|release] [NUMBER|ID]",
    .summary_de =
        "zeigt Vorgänge und ihren Verlauf, erfasst neue, gibt Fotos frei",
    .summary_en =
        "shows tickets and their history, records new ones, releases photos",
    .help_de = "  list [--state S] [--department AMT] [--limit N]\n"
               "                 Vorgänge, neueste zuerst; S: new, open, "
               "waiting, solved,\n"
               "                 closed, no-action, duplicate\n"
               "  show NUMMER    erzählt einen Vorgang, Satz für Satz: "
               "26-00417-6, 417 oder\n"
               "                 seine Kennung; --json: alle Angaben\n"
               "  new [--channel K] [--from \"NAME, KONTAKT\"] "
               "[--confidential] [-n] < TEXT\n"
               "                 erfasst, was jemand gesagt oder geschrieben "
               "hat; K: telefon,\n"
               "                 vorsprache, brief, fax. KONTAKT: eine "
               "Mobilnummer oder E-Mail-\n"
               "                 Adresse, dann hört die Person davon; "
               "sonst niemand\n"
               "  release NUMMER --photo N [--text T] [-n]\n"
               "                 macht das N-te Foto öffentlich: die "
               "verkleinerte Kopie ohne\n"
               "                 Metadaten, unter der Adresse, die dann "
               "dasteht; T sagt, was\n"
               "                 darauf ist. show nennt die Fotos\n"
               "  release NUMMER --photo N --withdraw [-n]\n"
               "                 nimmt es zurück\n"
               "\n"
               "-n, --dry-run: nur sagen, ob es ginge.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "  list [--state S] [--department ID] [--limit N]\n"
        "                 tickets, newest first; S: new, open, waiting, "
        "solved,\n"
        "                 closed, no-action, duplicate\n"
        "  show NUMBER    tells a ticket's story, a sentence each: "
        "26-00417-6, 417 or\n"
        "                 its id; --json: all its data\n"
        "  new [--channel C] [--from \"NAME, CONTACT\"] [--confidential] "
        "[-n] < TEXT\n"
        "                 records what somebody said or wrote; C: phone, "
        "visit, letter,\n"
        "                 fax. CONTACT: a mobile number or e-mail address, "
        "by which the\n"
        "                 person hears of it; else nobody is told\n"
        "  release NUMBER --photo N [--text T] [-n]\n"
        "                 makes its Nth photo public: the small copy "
        "without metadata,\n"
        "                 at the address that is told; T says what "
        "it shows. show\n"
        "                 lists the photos\n"
        "  release NUMBER --photo N --withdraw [-n]\n"
        "                 takes it back\n"
        "\n"
        "-n, --dry-run: only say whether it would work.\n" CLI_ADMIN_HELP_EN,
    .run = run_ticket,
};
