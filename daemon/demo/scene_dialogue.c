/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which people and departments talk with each other.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep question_and_answer[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Müll im Park",
     .text = "Im Park liegt eine alte Matratze.\n"},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .text = "Wo genau",
     .say_de = "Der Ort fehlt: Bote stellt genau eine Frage.",
     .say_en = "The place is missing: Bote asks exactly one question."},
    {.act = DEMO_GET, .who = "reinigung", .subject = "Neu:"},
    {.act = DEMO_REPLY,
     .who = "reinigung",
     .text = "#rückfrage\n\nLiegt die Matratze am Spielplatz oder am Teich?",
     .say_de = "Die Stadtreinigung fragt nach.",
     .say_en = "The cleaning department asks."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "eine Frage an Sie",
     .text = "am Spielplatz oder am Teich?"},
    {.act = DEMO_REPLY,
     .who = "weber",
     .text = "Am Teich, neben der Bank.",
     .say_de = "Herr Weber antwortet einfach auf die E-Mail.",
     .say_en = "Mr Weber simply replies."},
    {.act = DEMO_GET,
     .who = "reinigung",
     .subject = "Ergänzung",
     .text = "│ Am Teich, neben der Bank.",
     .say_de = "Die Antwort landet beim richtigen Vorgang.",
     .say_en = "The answer reaches the right ticket."},
};
const DemoScene demo_scene_question_and_answer = {
    "question-and-answer", "Rückfrage und Antwort", "Question and answer",
    question_and_answer, G_N_ELEMENTS(question_and_answer)};

static const DemoStep wrong_department[] = {
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Wurzel hebt Asphalt an",
     .text = "In der Waldstr. 5 drückt eine Baumwurzel den Asphalt der Straße "
             "hoch, die Fahrbahn hat eine Bodenwelle.\n"},
    {.act = DEMO_GET, .who = "kaya", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "tiefbau", .subject = "Neu:"},
    {.act = DEMO_REPLY,
     .who = "tiefbau",
     .text = "#weiter gruenflaechen",
     .say_de = "Das Tiefbauamt gibt weiter – an ein Amt, das es nicht gibt.",
     .say_en = "It is passed on, to a department that does not exist."},
    {.act = DEMO_GET,
     .who = "tiefbau",
     .subject = "Nichts ausgeführt",
     .text = "gruenflaechen",
     .say_de = "Nichts geschieht, und die Antwort sagt warum.",
     .say_en = "Nothing happens, and the answer says why."},
    {.act = DEMO_REPLY, .who = "tiefbau", .text = "#weiter gruen"},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "Neu:",
     .text = "Baumwurzel",
     .say_de = "Beim zweiten Versuch hat das Amt für Stadtgrün den Auftrag.",
     .say_en = "The second time the parks department has the ticket."},
};
const DemoScene demo_scene_wrong_department = {
    "wrong-department", "Falsches Amt", "The wrong department",
    wrong_department, G_N_ELEMENTS(wrong_department)};

static const DemoStep not_fixed[] = {
    {.act = DEMO_MAIL,
     .who = "weber",
     .subject = "Papierkorb quillt über",
     .text = "Der Papierkorb an der Marktstr. 1 quillt über.\n"},
    {.act = DEMO_GET, .who = "weber", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET, .who = "reinigung", .subject = "Neu:"},
    {.act = DEMO_REPLY,
     .who = "reinigung",
     .text = "#erledigt\n\nDer Papierkorb ist geleert."},
    {.act = DEMO_GET, .who = "reinigung", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 31},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "erledigt",
     .text = "Antworten Sie JA oder NEIN"},
    {.act = DEMO_REPLY,
     .who = "weber",
     .text = "NEIN\n\nEr ist noch genauso voll.",
     .say_de = "„Erledigt“ stimmt nicht: Herr Weber antwortet NEIN.",
     .say_en = "It is not solved: Mr Weber replies NEIN."},
    {.act = DEMO_GET,
     .who = "reinigung",
     .subject = "Wieder offen",
     .text = "│ Er ist noch genauso voll.",
     .say_de = "Der Vorgang ist wieder offen.",
     .say_en = "The ticket is open again."},
};
const DemoScene demo_scene_desk_not_fixed = {
    "desk-not-fixed", "Doch nicht erledigt", "Not fixed after all", not_fixed,
    G_N_ELEMENTS(not_fixed)};
