/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which something is reported and done.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep photo_report[] = {
    {.act = DEMO_PHOTO_MAIL,
     .who = "kaya",
     .subject = "Schlagloch in der Gartenstr. 12",
     .text = "Guten Tag,\n\nvor der Gartenstr. 12 ist ein tiefes Schlagloch. "
             "Bei Regen sieht man es nicht.\n\n"
             "Viele Grüße\nAyşe Kaya\n",
     .say_de = "Ayşe Kaya fotografiert ein Schlagloch und schreibt der Stadt.",
     .say_en = "Ayşe Kaya takes a photo of a pothole and writes to the town."},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Straßenschaden",
     .text = "Nummer:    %N",
     .say_de = "Sie bekommt sofort eine Bestätigung mit Nummer und Datum.",
     .say_en = "At once she gets a confirmation with a number and a date."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "Neu: Straßenschaden",
     .text = "Gartenstr. 12",
     .say_de = "Das Tiefbauamt hat den Auftrag im eigenen Postfach.",
     .say_en = "The civil engineering department has the ticket in its inbox."},
    {.act = DEMO_SEE_PHOTO,
     .who = "tiefbau",
     .say_de = "Das Foto steht in der E-Mail, verkleinert und ohne Metadaten.",
     .say_en = "The photo stands in the mail, smaller and without metadata."},
};
const DemoScene demo_scene_photo_report = {
    "photo-report", "Meldung mit Foto", "A report with a photo", photo_report,
    G_N_ELEMENTS(photo_report)};

static const DemoStep department_solves[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Gehwegplatte locker",
     .text = "Hallo, vor der Lindenstraße 3 liegt eine lockere Gehwegplatte, "
             "man stolpert leicht.\n\nJonas Weber\n",
     .say_de = "Jonas Weber meldet eine lockere Gehwegplatte.",
     .say_en = "Jonas Weber reports a loose paving slab."},
    {.act = DEMO_GET, .who = "weber", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_BUTTON,
     .who = "tiefbau",
     .subject = "Erledigt",
     .text = "Die Platte liegt seit heute wieder fest.",
     .say_de = "Das Amt drückt in der E-Mail auf „Erledigt“ und schreibt einen "
               "Satz.",
     .say_en = "The department presses the button and adds a sentence."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "verstanden",
     .text = "│ Die Platte liegt seit heute wieder fest.",
     .say_de = "Es sieht sofort, was Herr Weber bekommen wird – und wann.",
     .say_en = "It sees at once what Mr Weber will get, and when."},
    {.act = DEMO_NONE, .who = "weber", .subject = "erledigt"},
    {.act = DEMO_ADVANCE,
     .count = 31,
     .say_de = "Die Frist zum Zurücknehmen läuft ab.",
     .say_en = "The time to take it back passes."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "erledigt",
     .text = "Die Platte liegt seit heute wieder fest.",
     .say_de = "Jetzt bekommt der Bürger die Nachricht.",
     .say_en = "Now the citizen gets the news."},
};
const DemoScene demo_scene_department_solves = {
    "department-solves", "Das Amt antwortet aus dem eigenen Postfach",
    "A department answers from its inbox", department_solves,
    G_N_ELEMENTS(department_solves)};

static const DemoStep undo[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Riss im Asphalt",
     .text = "In der Hafenstr. 7 ist ein Riss im Asphalt.\n"},
    {.act = DEMO_GET, .who = "kaya", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_REPLY,
     .who = "tiefbau",
     .text = "#erledigt\n\nDer Riss ist vergossen.",
     .say_de = "Das Amt meldet „erledigt“ – zum falschen Vorgang.",
     .say_en = "The department says “solved”, for the wrong ticket."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 5},
    {.act = DEMO_REPLY,
     .who = "tiefbau",
     .text = "#rückgängig",
     .say_de = "Fünf Minuten später nimmt es den Befehl zurück.",
     .say_en = "Five minutes later it takes the command back."},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "rückgängig gemacht"},
    {.act = DEMO_ADVANCE, .count = 60},
    {.act = DEMO_SETTLE, .who = "tiefbau"},
    {.act = DEMO_NONE,
     .who = "kaya",
     .subject = "erledigt",
     .say_de = "Frau Kaya hat davon nichts gehört.",
     .say_en = "Ms Kaya has heard nothing of it."},
};
const DemoScene demo_scene_desk_undo = {
    "desk-undo", "Zurückgenommen, bevor es hinausging", "Taken back in time",
    undo, G_N_ELEMENTS(undo)};

static const DemoStep english[] = {
    {.act = DEMO_MAIL,
     .who = "clarke",
     .subject = "Broken street light in Gartenstr. 20",
     .text = "Hello,\n\nthe street light in front of Gartenstr. 20 has been "
             "broken since last week and it is very dark there in the "
             "evening.\n\nKind regards\nEmma Clarke\n",
     .say_de = "Emma Clarke schreibt auf Englisch.",
     .say_en = "Emma Clarke writes in English."},
    {.act = DEMO_GET,
     .who = "clarke",
     .subject = "received",
     .text = "Street light",
     .say_de = "Sie bekommt eine englische Bestätigung.",
     .say_en = "She gets an English confirmation."},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Straßenlaterne",
     .text = "street light in front of",
     .say_de = "Die Stadtwerke lesen Deutsch – und ihre Worte.",
     .say_en = "The municipal works read German, and her words."},
};
const DemoScene demo_scene_english = {"english", "Eine Meldung auf Englisch",
                                      "A report in English", english,
                                      G_N_ELEMENTS(english)};
