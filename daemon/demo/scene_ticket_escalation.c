/* SPDX-License-Identifier: Apache-2.0
 *
 * A scene of two weeks, on an accelerated clock: a deadline passes and nobody
 * acts.  It begins on the second or third day of the story, a Wednesday or
 * Thursday, so that both mornings are working days.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep escalation[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Gehweg Hafenstr. 41",
     .text = "In der Hafenstr. 41 sind die Gehwegplatten gebrochen.\n",
     .say_de = "Jonas Weber meldet einen kaputten Gehweg.",
     .say_en = "Jonas Weber reports a broken pavement."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .text = "voraussichtlich bis",
     .say_de = "Er erfährt, bis wann es voraussichtlich dauert; versprochen "
               "wird nichts.",
     .say_en = "He hears by when it will probably be done; nothing is "
               "promised."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_MORNING,
     .count = 12,
     .say_de = "Im Tiefbauamt sagt niemand etwas. Zwölf Tage vergehen.",
     .say_en = "Nobody in the department says anything. Twelve days pass."},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "jemanden",
     .text = "%N",
     .is_other = true,
     .say_de = "Die Frist ist vorbei: Die Vertretung bekommt eine Liste und "
               "darf handeln.",
     .say_en = "The deadline has passed: the deputy gets a list and may "
               "act."},
    {.act = DEMO_MORNING, .count = 1},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "es dauert länger",
     .say_de = "Auch Jonas Weber hört ein ehrliches Wort.",
     .say_en = "Jonas Weber hears an honest word, too."},
    {.act = DEMO_MORNING, .count = 2},
    {.act = DEMO_GET,
     .who = "leitung",
     .subject = "jemanden",
     .text = "%N",
     .is_other = true,
     .say_de = "Nach fünf Werktagen ist es bei der Leitung.",
     .say_en = "After five working days it is the head's."},
    {.act = DEMO_BUTTON,
     .who = "tiefbau",
     .subject = "Erledigt",
     .text = "Die Platten sind erneuert.",
     .say_de = "Nun handelt das Amt, aus der alten E-Mail heraus.",
     .say_en = "Now the department acts, from its old mail."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 31},
    {.act = DEMO_GET, .who = "weber", .subject = "erledigt"},
};
const DemoScene demo_scene_ticket_escalation = {
    .id = "ticket-escalation",
    .title_de = "Die Frist verstreicht",
    .title_en = "A deadline passes",
    .steps = escalation,
    .step_count = G_N_ELEMENTS(escalation),
};
