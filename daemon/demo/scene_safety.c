/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which something goes wrong, and nothing bad comes of it.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep out_of_office[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Gehwegplatten lose",
     .text = "In der Bahnhofstr. 2 sind zwei Gehwegplatten lose.\n"},
    {.act = DEMO_GET, .who = "kaya", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_AUTO_REPLY,
     .who = "kaya",
     .text = "Ich bin bis Montag nicht im Büro und lese keine E-Mails.\n",
     .say_de = "Frau Kayas Postfach antwortet von selbst: abwesend.",
     .say_en = "Ms Kaya's mailbox answers by itself: out of office."},
    {.act = DEMO_SETTLE, .who = "tiefbau"},
    {.act = DEMO_NONE, .who = "tiefbau", .subject = ""},
    {.act = DEMO_NONE,
     .who = "kaya",
     .subject = "",
     .say_de = "Bote hebt es auf und antwortet nicht – keine Schleife.",
     .say_en = "Bote keeps it and does not answer: no loop."},
};
const DemoScene demo_scene_out_of_office = {
    "out-of-office", "Abwesenheitsnotiz", "Out of office", out_of_office,
    G_N_ELEMENTS(out_of_office)};

static const DemoStep stranger[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Bordstein lose",
     .text = "In der Ringstr. 9 ist der Bordstein am Gehweg lose.\n"},
    {.act = DEMO_GET, .who = "weber", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_REPLY,
     .who = "fremd",
     .of = "tiefbau",
     .text = "#erledigt\n\nAlles bestens, bitte nicht mehr melden.",
     .say_de = "Jemand Fremdes hat die E-Mail des Amts – mit gültigem Code.",
     .say_en = "A stranger got the department's mail, with its valid token."},
    {.act = DEMO_GET,
     .who = "zentrale",
     .subject = "Antwort von fremder Adresse",
     .say_de = "Nichts ändert sich. Die Zentrale wird gewarnt.",
     .say_en = "Nothing changes. The desk is warned."},
    {.act = DEMO_ADVANCE, .count = 60},
    {.act = DEMO_SETTLE, .who = "tiefbau"},
    {.act = DEMO_NONE, .who = "weber", .subject = "erledigt"},
    {.act = DEMO_NONE, .who = "fremd", .subject = ""},
};
const DemoScene demo_scene_stranger = {
    "stranger", "Ein Fremder mit gültigem Code",
    "A stranger with a valid token", stranger, G_N_ELEMENTS(stranger)};

static const DemoStep crash[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Schlagloch am Hafen",
     .text = "In der Hafenstr. 30 ist ein Schlagloch in der Fahrbahn.\n"},
    {.act = DEMO_KILL,
     .subject = "digest",
     .say_de = "Mitten darin wird der Prozess digest getötet (kill -9).",
     .say_en = "In the middle of it the process digest is killed (kill -9)."},
    {.act = DEMO_GET, .who = "weber", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_BUTTON,
     .who = "tiefbau",
     .subject = "Erledigt",
     .text = "Das Loch ist zu."},
    {.act = DEMO_KILL,
     .subject = "deliver",
     .say_de = "Auch der Versand stirbt einmal.",
     .say_en = "Sending dies once, too."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 31},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "erledigt",
     .text = "Das Loch ist zu."},
    {.act = DEMO_SETTLE, .who = "tiefbau"},
    {.act = DEMO_ONCE,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .say_de = "Alles ist angekommen, jedes genau einmal.",
     .say_en = "Everything has arrived, each exactly once."},
    {.act = DEMO_ONCE, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_ONCE, .who = "tiefbau", .subject = "verstanden"},
    {.act = DEMO_ONCE, .who = "weber", .subject = "erledigt"},
};
const DemoScene demo_scene_kill = {"kill", "Absturz mitten in der Arbeit",
                                   "A crash in the middle", crash,
                                   G_N_ELEMENTS(crash)};
