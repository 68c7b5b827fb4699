/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes with a department that does not belong to the town's administration.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep external[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Laterne dunkel",
     .text = "Die Straßenlaterne vor der Lindenstr. 8 ist seit gestern aus.\n"
             "Sie erreichen mich unter 0152 28817387.\n\n"
             "Viele Grüße\nAyşe Kaya\n"},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Eingang bestätigt",
     .text = "Straßenlaterne"},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Neu:",
     .text = "Namen und Kontakt haben wir weggelassen",
     .say_de = "Licht ist Sache der Stadtwerke. Sie gehören nicht zur "
               "Verwaltung und lesen Ort und Worte, aber nicht, wer schrieb.",
     .say_en = "Lamps are the Stadtwerke's. They are not part of the town and "
               "read place and words, but not who wrote."},
    {.act = DEMO_LACKS, .who = "stadtwerke", .text = "Kaya"},
    {.act = DEMO_LACKS, .who = "stadtwerke", .text = "28817387"},
    {.act = DEMO_AUTO_REPLY,
     .who = "stadtwerke",
     .text = "Ihre Nachricht ist eingegangen.\n"
             "Vorgangsnummer: SW-2026/4711\n",
     .say_de = "Ihr Ticketsystem bestätigt von selbst: Bote merkt sich die "
               "dortige Nummer und antwortet nicht.",
     .say_en = "Their ticket system confirms by itself: Bote keeps their "
               "number and does not answer."},
    {.act = DEMO_BUTTON,
     .who = "stadtwerke",
     .subject = "Die meldende Person danach fragen",
     .text = "",
     .say_de = "Ein Mensch dort möchte wissen, wer meldet. Das darf nur sie "
               "selbst erlauben.",
     .say_en = "A person there wants to know who reports. Only she may allow "
               "that."},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "eine Frage an Sie",
     .text = "Dürfen wir Ihren Namen"},
    {.act = DEMO_REPLY, .who = "kaya", .text = "JA"},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Ergänzung",
     .text = "ayse.kaya@example.org",
     .say_de = "Nach ihrem JA lesen die Stadtwerke Namen und Adresse.",
     .say_en = "After her JA the Stadtwerke read name and address."},
    {.act = DEMO_MAIL,
     .who = "stadtwerke",
     .subject = "Vorgang SW-2026/4711",
     .text = "Das Leuchtmittel ist getauscht.\n",
     .say_de = "Später schreiben sie unter ihrer eigenen Nummer, ohne unseren "
               "Vorgangscode.",
     .say_en = "Later they write under a number of their own, without our "
               "code."},
    {.act = DEMO_GET,
     .who = "zentrale",
     .subject = "Nur zum Lesen",
     .text = "Leuchtmittel ist getauscht",
     .say_de = "Bote findet die Meldung wieder, tut aber nichts: Die Zentrale "
               "entscheidet, mit einem Knopf.",
     .say_en = "Bote finds the report again, but does nothing: the desk "
               "decides, with a button."},
    {.act = DEMO_BUTTON,
     .who = "zentrale",
     .subject = "Erledigt",
     .text = "Die Laterne brennt wieder."},
    {.act = DEMO_GET, .who = "zentrale", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 31},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "erledigt",
     .text = "Die Laterne brennt wieder.",
     .say_de = "Frau Kaya hört es im Namen und in der Farbe der Stadtwerke.",
     .say_en = "Ms Kaya hears of it in the name and colour of the "
               "Stadtwerke."},
};
const DemoScene demo_scene_desk_external = {
    "desk-external", "Die Stadtwerke sind ein anderes Haus",
    "The Stadtwerke are another house", external, G_N_ELEMENTS(external)};
