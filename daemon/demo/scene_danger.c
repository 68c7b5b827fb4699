/* SPDX-License-Identifier: Apache-2.0
 *
 * A scene with danger.  Who is on duty depends on the story's hour: it goes on
 * until both were alarmed.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep desk_danger[] = {
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "HILFE Gasgeruch im Treppenhaus Gartenstr. 5",
     .say_de = "Ole Lind riecht Gas und schreibt der Stadt statt der 112.",
     .say_en = "Ole Lind smells gas and texts the town instead of 112."},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "sofort 112 anrufen",
     .say_de = "Vor allem anderen liest er, wen er anrufen soll.",
     .say_en = "Before anything else he reads whom to call."},
    {.act = DEMO_ADVANCE,
     .count = 5,
     .say_de = "Wer Bereitschaft hat, bekommt E-Mail und SMS. Niemand "
               "antwortet: Nach fünf Minuten kommt die nächste Person dran.",
     .say_en = "Who is on call gets mail and SMS. Nobody answers: after five "
               "minutes it is the next person's turn."},
    {.act = DEMO_GET, .who = "bauhof", .subject = "GEFAHR: Gasgeruch"},
    {.act = DEMO_GET_SMS, .who = "bauhof-handy", .text = "GEFAHR"},
    {.act = DEMO_GET, .who = "bereitschaft", .subject = "GEFAHR: Gasgeruch"},
    {.act = DEMO_GET_SMS, .who = "bereitschaft-handy", .text = "GEFAHR"},
    {.act = DEMO_SMS,
     .who = "bereitschaft-handy",
     .text = "OK",
     .say_de = "Die Bereitschaft antwortet OK und fährt los.",
     .say_en = "The person on call answers OK and sets out."},
    {.act = DEMO_GET_SMS,
     .who = "bereitschaft-handy",
     .text = "Sie haben übernommen"},
    {.act = DEMO_GET_SMS,
     .who = "bauhof-handy",
     .text = "hat übernommen",
     .say_de = "Alle anderen erfahren, dass jemand kommt.",
     .say_en = "All others hear that somebody is on the way."},
    {.act = DEMO_GET, .who = "bauhof", .subject = "nichts mehr zu tun"},
};
const DemoScene demo_scene_desk_danger = {
    "desk-danger", "Gefahr: 112 und die Bereitschaft",
    "Danger: 112 and who is on call", desk_danger, G_N_ELEMENTS(desk_danger)};
