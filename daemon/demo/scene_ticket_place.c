/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which somebody is asked where it is.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep ticket_place_sms[] = {
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "Die Straßenlaterne in der Bergstraße 8 ist aus",
     .say_de = "Ole Lind meldet eine Laterne in der Bergstraße. Die gibt es "
               "zweimal, und nicht beide gehören den Stadtwerken.",
     .say_en = "Ole Lind reports a lamp in Bergstraße. There are two of them, "
               "and not both are the municipal works'."},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "Meldung %N erhalten: Bergstraße 8. Wo? Ziffer bitte: "
             "1 = Alt-Wieke; 2 = Nord;",
     .say_de = "Die Bestätigung fragt, welche er meint.",
     .say_en = "The confirmation asks which one he means."},
    {.act = DEMO_NONE,
     .who = "stadtwerke",
     .subject = "Neu:",
     .say_de = "So lange hat sie niemand; ohne Antwort ginge sie am nächsten "
               "Tag an die Stadtwerke.",
     .say_en = "Nobody has it yet; without an answer the municipal works "
               "would get it the next day."},
    {.act = DEMO_SMS, .who = "lind", .text = "1"},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "Bergstraße 8, Alt-Wieke. Zuständig: Tiefbauamt",
     .say_de = "Eine Ziffer genügt.",
     .say_en = "A digit will do."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "Neu: Straßenlaterne",
     .text = "Bergstraße 8, Alt-Wieke",
     .say_de = "In Alt-Wieke ist für Laternen das Tiefbauamt zuständig.",
     .say_en = "In Alt-Wieke lamps are the civil engineering department's."},
};
const DemoScene demo_scene_ticket_place_sms = {
    "ticket-place-sms", "Welche Bergstraße? Rückfrage per SMS",
    "Which Bergstraße? Asked back by SMS", ticket_place_sms,
    G_N_ELEMENTS(ticket_place_sms)};

static const DemoStep ticket_place_mail[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Laterne flackert",
     .text = "Hallo, die Straßenlaterne bei uns flackert seit Montag.\n\n"
             "Jonas Weber\n",
     .say_de = "Jonas Weber schreibt nicht dazu, wo.",
     .say_en = "Jonas Weber does not say where."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .text = "Wo genau ist das?",
     .say_de = "Die Bestätigung fragt danach.",
     .say_en = "The confirmation asks."},
    {.act = DEMO_REPLY, .who = "weber", .text = "In der Bergstraße 21."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "welcher Ort?",
     .text = "2 – Bergstraße 21, Nord",
     .say_de = "Auch er wohnt in einer der beiden Bergstraßen.",
     .say_en = "He, too, lives in one of the two."},
    {.act = DEMO_BUTTON,
     .who = "weber",
     .subject = "2 – Bergstraße 21, Nord",
     .say_de = "Er drückt auf einen Knopf der E-Mail.",
     .say_en = "He presses a button of the mail."},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Neu: Straßenlaterne",
     .text = "Bergstraße 21, Nord",
     .say_de = "Im Norden sind es die Stadtwerke.",
     .say_en = "In the north it is the municipal works."},
    {.act = DEMO_GET, .who = "weber", .subject = "Ort notiert"},
};
const DemoScene demo_scene_ticket_place_mail = {
    "ticket-place-mail", "Wo genau? Rückfrage per E-Mail",
    "Where exactly? Asked back by mail", ticket_place_mail,
    G_N_ELEMENTS(ticket_place_mail)};
