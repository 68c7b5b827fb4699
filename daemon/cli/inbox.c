/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote inbox`: what came in, and why it became what it became.
 */
#include <stddef.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/admin/no_answer.h"
#include "daemon/verb.h"

static const char *const list_columns[] = {
    "id",   "state",  "received_at_ms", "channel", "source",
    "kind", "ticket", "attempts",       NULL};

static const AdminOption list_options[] = {
    {"--state", "state", 't', "incoming active done hold discarded"},
    ADMIN_LIMIT_OPTION,
    {0},
};

static const AdminOption show_options[] = {
    {"--content", "content", 'f', NULL},
    {"--raw", "raw", 'f', NULL},
    {0},
};

static const AdminCommand commands[] = {
    {"list", "inbox.list", false, false, list_columns, list_options},
    {"show", "inbox.show", true, false, NULL, show_options},
    {"retry", "inbox.retry", true, true, NULL, NULL},
    {"discard", "inbox.discard", true, true, NULL, NULL},
    {0},
};

static int
run_inbox(int argc, char **argv)
{
  return cli_admin_run_explained(argc, argv, commands, no_answer_explain);
}

const Verb verb_inbox = {
    .name = "inbox",
    .arguments = "[list|show|retry|discard] [ID]",
    .summary_de = "zeigt Eingegangenes und erklärt, was daraus wurde",
    .summary_en = "shows what came in and explains what became of it",
    .help_de =
        "  list [--state S] [--limit N]  Eingänge, neueste zuerst; S: "
        "incoming,\n"
        "                                active, done, hold, discarded\n"
        "  show KENNUNG|NUMMER [--content|--raw]\n"
        "                                Zustände und Gründe der Reihe nach; "
        "mit\n"
        "                                --content auch, was darin steht, mit\n"
        "                                --raw, wie es kam (die ersten 64 "
        "KiB)\n"
        "  retry KENNUNG [-n]            einen angehaltenen neu lesen und "
        "entscheiden\n"
        "  discard KENNUNG [-n]          einen angehaltenen weglegen; nach "
        "hold_days\n"
        "                                (town.yaml) kann ihn niemand mehr "
        "lesen,\n"
        "                                nur dass es ihn gab, bleibt "
        "sichtbar\n"
        "\n"
        "-n, --dry-run: nur sagen, ob es ginge.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "  list [--state S] [--limit N]  what came in, newest first; S: "
        "incoming,\n"
        "                                active, done, hold, discarded\n"
        "  show ID|NUMBER [--content|--raw]\n"
        "                                states and reasons in order; with "
        "--content\n"
        "                                also what is written in it, with "
        "--raw\n"
        "                                how it came (the first 64 KiB)\n"
        "  retry ID [-n]                 read and decide a held one again\n"
        "  discard ID [-n]               put a held one aside; after "
        "hold_days\n"
        "                                (town.yaml) nobody can read it any "
        "more, only\n"
        "                                that it came stays visible\n"
        "\n"
        "-n, --dry-run: only say whether it would work.\n" CLI_ADMIN_HELP_EN,
    .run = run_inbox,
};
