/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes about the town's rules: why a ticket went where it went, and what
 * other rules would have done.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep route[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Hafenstraße",
     .text = "In der Hafenstr. 12 quillt der Papierkorb über, daneben steht "
             "ein alter Sessel.\n",
     .say_de = "Ayşe Kaya schreibt, was ihr auffiel. Ein Thema nennt sie "
               "nicht.",
     .say_en = "Ayşe Kaya writes what she noticed. She names no category."},
    {.act = DEMO_GET, .who = "kaya", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "reinigung", .subject = "Neu:"},
    {.act = DEMO_COMMAND,
     .subject = "inbox show %N",
     .text = "'Papierkorb', ",
     .say_de = "Warum bekam es die Stadtreinigung? Die Verwaltung am Rechner "
               "fragt; jedes Wort, das zählte, steht da.",
     .say_en = "Why did the street cleaners get it? The administrator asks; "
               "every word that counted is there."},
};
const DemoScene demo_scene_ticket_route = {
    .id = "ticket-route",
    .title_de = "Warum ein Vorgang dorthin ging",
    .title_en = "Why a ticket went there",
    .steps = route,
    .step_count = G_N_ELEMENTS(route),
};

static const DemoStep replay[] = {
    {.act = DEMO_CHANGE,
     .subject = "categories.yaml",
     .text = "  department: stadtwerke => "
             "  department: tiefbau",
     .say_de = "Nächsten Monat soll das Tiefbauamt die Laternen betreuen. Die "
               "Regel steht erst in einer Kopie.",
     .say_en = "Next month the civil engineers are to look after the lamps. "
               "The rule stands in a copy for now."},
    {.act = DEMO_COMMAND,
     .subject = "replay %D/inbox/.Bote.Erledigt --against %T",
     .text = "stadtwerke → tiefbau",
     .say_de = "Alle E-Mails, die bis jetzt kamen, laufen durch beide Regeln, "
               "in einem Speicher nur dafür: Was anders würde, steht da.",
     .say_en = "All mails that came so far go through both rules, in a store "
               "for that alone: what would change is told."},
};
const DemoScene demo_scene_ticket_replay = {
    .id = "ticket-replay",
    .title_de = "Neue Regeln, erprobt an alten E-Mails",
    .title_en = "New rules, tried on old mails",
    .steps = replay,
    .step_count = G_N_ELEMENTS(replay),
};
