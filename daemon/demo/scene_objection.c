/* SPDX-License-Identifier: Apache-2.0
 *
 * A scene with a letter that is no report: an objection within thanks.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep desk_objection[] = {
    {.act = DEMO_MAIL,
     .who = "thal",
     .subject = "Hundesteuer",
     .text = "Danke für Ihr Schreiben. Gegen den Bescheid vom 4. Mai lege ich "
             "hiermit Widerspruch ein.\nBruno Thal\n",
     .say_de = "Bruno Thal bedankt sich und legt im selben Satz Widerspruch "
               "ein.",
     .say_en = "Bruno Thal says thank you, and objects to a decision in the "
               "same letter."},
    {.act = DEMO_GET,
     .who = "thal",
     .subject = "Eingang Ihres Schreibens",
     .text = "keine Rechtsberatung",
     .say_de = "Er erfährt, wann sein Brief einging und dass eine E-Mail der "
               "gesetzlichen Form vielleicht nicht genügt.",
     .say_en = "He learns when his letter was received, and that an email may "
               "not meet the form the law requires."},
    {.act = DEMO_GET,
     .who = "registratur",
     .subject = "Neu: Antrag oder Rechtsbehelf",
     .text = "Das Original liegt bei.",
     .say_de = "Der Brief geht ganz und sofort weiter, mit dem Original und "
               "der Eingangszeit: Eine Frist kann laufen.",
     .say_en = "The letter goes on whole and at once, with the original and "
               "the time of receipt: a deadline may run."},
    {.act = DEMO_NONE, .who = "tiefbau"},
};
const DemoScene demo_scene_desk_objection = {
    "desk-objection", "Ein Widerspruch im Dankschreiben",
    "An objection within a thank-you", desk_objection,
    G_N_ELEMENTS(desk_objection)};
