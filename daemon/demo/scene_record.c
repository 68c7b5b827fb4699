/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which the town hall writes down what somebody told.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep call_recorded[] = {
    {.act = DEMO_MAIL,
     .who = "zentrale",
     .subject = "Anruf",
     .text = "#neu\n#kanal telefon\n#von Ole Lind, 0152 28817386\n\n"
             "Herr Lind sagt, in der Lindenstr. 3 ist ein Schlagloch in der "
             "Fahrbahn.\n",
     .say_de = "Ole Lind ruft an. Die Zentrale schreibt auf, was er sagt: eine "
               "E-Mail, die mit #neu beginnt.",
     .say_en = "Ole Lind calls. The desk writes down what he says: a mail that "
               "begins with #neu."},
    {.act = DEMO_GET,
     .who = "zentrale",
     .subject = "erfasst",
     .text = "#von Ole Lind",
     .say_de = "Zurück kommt die Nummer, und was verstanden wurde.",
     .say_en = "Back come the number and what was understood."},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "Meldung %N erhalten",
     .say_de = "Herr Lind bekommt dieselbe SMS, als hätte er geschrieben.",
     .say_en = "Mr Lind gets the same SMS as if he had written."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "Neu: Straßenschaden",
     .text = "am Telefon",
     .say_de = "Das Tiefbauamt hat den Auftrag, ohne Namen und Nummer.",
     .say_en = "The roads department has the ticket, without name or number."},
    {.act = DEMO_LACKS, .who = "tiefbau", .text = "Ole Lind, 0152"},
    {.act = DEMO_LACKS, .who = "tiefbau", .text = "28817386"},
    {.act = DEMO_BUTTON,
     .who = "tiefbau",
     .subject = "Erledigt",
     .text = "Das Loch ist zu."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 31},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "Stimmt das?",
     .say_de = "Auch das Ende hört er per SMS.",
     .say_en = "He hears of its end by SMS, too."},
};
const DemoScene demo_scene_desk_call = {"desk-call", "Ein Anruf wird erfasst",
                                        "A call recorded", call_recorded,
                                        G_N_ELEMENTS(call_recorded)};
