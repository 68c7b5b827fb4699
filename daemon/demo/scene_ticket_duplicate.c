/* SPDX-License-Identifier: Apache-2.0
 *
 * One damage, several people.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep ticket_duplicate[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Schlagloch",
     .text = "Im Ahornweg 5 ist ein Schlagloch in der Fahrbahn.",
     .say_de = "Ayşe Kaya meldet ein Schlagloch.",
     .say_en = "Ayşe Kaya reports a pothole."},
    {.act = DEMO_GET, .who = "kaya", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Fahrbahn kaputt",
     .text = "Ahornweg 5: Da ist ein Schlagloch.",
     .say_de = "Jonas Weber meldet dasselbe.",
     .say_en = "Jonas Weber reports the same."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .text = "Ist das derselbe Schaden?",
     .is_other = true,
     .say_de = "Seine Meldung ist bestätigt wie jede. Dazu kommt eine Frage.",
     .say_en = "His report is confirmed like any other. There is a question."},
    {.act = DEMO_LACKS, .who = "weber", .text = "Kaya"},
    {.act = DEMO_BUTTON,
     .who = "weber",
     .subject = "1: Ja, derselbe",
     .say_de = "Ja: Er ist dabei und behält seine Nummer.",
     .say_en = "Yes: he is counted and keeps his number."},
    {.act = DEMO_GET, .who = "weber", .subject = "gemeinsam mit"},
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "AUCH %N",
     .say_de = "Ole Lind hat davon gehört und schreibt per SMS: AUCH.",
     .say_en = "Ole Lind has heard of it and texts: AUCH."},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "Sie sind bei %N dabei"},
    {.act = DEMO_BUTTON,
     .who = "tiefbau",
     .subject = "Erledigt",
     .text = "Das Loch ist geschlossen.",
     .say_de = "Das Tiefbauamt hat eine Meldung und beendet sie einmal.",
     .say_en = "The department has one report and ends it once."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "verstanden",
     .text = "dasselbe gemeldet haben: 2"},
    {.act = DEMO_ADVANCE, .count = 720}, /* a night: SMS wait for the morning */
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "erledigt",
     .say_de = "Alle drei erfahren es, jeder unter seiner Nummer.",
     .say_en = "All three hear of it, each under his number."},
    {.act = DEMO_GET, .who = "weber", .subject = "erledigt", .is_other = true},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "Stimmt das?"},
};
const DemoScene demo_scene_ticket_duplicate = {
    "ticket-duplicate", "Drei melden dasselbe", "Three report the same",
    ticket_duplicate, G_N_ELEMENTS(ticket_duplicate)};
