/* SPDX-License-Identifier: Apache-2.0
 *
 * A scene in which nobody can tell for sure what a letter is about.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep ticket_choice[] = {
    {.act = DEMO_MAIL,
     .who = "clarke",
     .subject = "Rund um den Markt",
     .text = "Guten Tag, am Markt 1 ist ein Schlagloch, und daneben ein "
             "Papierkorb, beides kein schöner Anblick.\n\nEmma Clarke\n",
     .say_de = "Emma Clarke schreibt von zwei Dingen in einem Satz. Die Wörter "
               "des Ortes sprechen für beide gleich.",
     .say_en = "Emma Clarke writes of two things in one sentence. The town's "
               "words speak for both alike."},
    {.act = DEMO_GET,
     .who = "zentrale",
     .subject = "Neu:",
     .text = "AM EHESTEN: Müll – wegen: Papierkorb",
     .say_de = "Die Zentrale liest, wofür was spricht, und bekommt die "
               "wahrscheinlichsten Kategorien als Knöpfe.",
     .say_en = "The desk reads what speaks for what, and gets the likeliest "
               "categories as buttons."},
    {.act = DEMO_BUTTON,
     .who = "zentrale",
     .subject = "Straßenschaden, an: Tiefbauamt (40 %)",
     .say_de = "Ein Druck genügt; daraus lernt der Ort.",
     .say_en = "One press will do; the town learns from it."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "Neu: Straßenschaden",
     .text = "daneben ein Papierkorb"},
    {.act = DEMO_GET, .who = "zentrale", .subject = "verstanden"},
};
const DemoScene demo_scene_ticket_choice = {
    "ticket-choice", "Wohin damit? Die Zentrale wählt mit einem Knopf",
    "Whose is it? The desk chooses by a button", ticket_choice,
    G_N_ELEMENTS(ticket_choice)};
