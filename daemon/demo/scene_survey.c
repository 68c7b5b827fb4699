/* SPDX-License-Identifier: Apache-2.0
 *
 * One survey, by phone and by mail.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep survey_answers[] = {
    {.act = DEMO_COMMAND,
     .subject = "survey open waldpark",
     .text = "ok",
     .say_de = "Die Stadt fragt, wie der Waldpark werden soll; auf den "
               "Plakaten steht das Stichwort WALDPARK.",
     .say_en = "The town asks what shall become of the forest park; posters "
               "tell the keyword WALDPARK."},
    {.act = DEMO_SMS, .who = "lind", .text = "WALDPARK"},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "1/5",
     .say_de = "Ole Lind bekommt eine Frage je SMS.",
     .say_en = "Ole Lind gets one question an SMS."},
    {.act = DEMO_SMS, .who = "lind", .text = "vier sterne"},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "2/5"},
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "manchmal",
     .say_de = "Was nicht klar ist, wird noch einmal gefragt.",
     .say_en = "What is not clear is asked once more."},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "nicht klar"},
    {.act = DEMO_SMS, .who = "lind", .text = "1"},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "3/5"},
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "1 und 4",
     .say_de = "Mehrere Antworten, dann zwei Fragen auf einmal.",
     .say_en = "Several answers, then two questions at once."},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "4/5"},
    {.act = DEMO_SMS, .who = "lind", .text = "4: Kies 5: mehr Bänke"},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "das waren alle Fragen"},
    {.act = DEMO_MAIL,
     .who = "kaya",
     .subject = "Waldpark",
     .text = "Ich möchte mitmachen.",
     .say_de = "Ayşe Kaya schreibt lieber: Das Stichwort als Betreff bringt "
               "das ganze Formular.",
     .say_en = "Ayşe Kaya rather writes: the keyword as subject brings the "
               "whole form."},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Umfrage: Ihr Waldpark",
     .text = "[ ] b) jeden Monat"},
    {.act = DEMO_REPLY,
     .who = "kaya",
     .text = "1: 5\n2: b\n3: a, c\n4: c\n",
     .say_de = "Sie antwortet mit Nummern und lässt eine Frage offen.",
     .say_en = "She answers by numbers and leaves one open."},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Umfrage: Ihr Waldpark",
     .text = "Nummer 5, Was fehlt",
     .say_de = "Die Quittung sagt, was verstanden wurde und was offen ist.",
     .say_en = "The receipt says what was understood and what is open."},
    {.act = DEMO_REPLY, .who = "kaya", .text = "4: a\n5: ein Brunnen\n"},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Umfrage: Ihr Waldpark",
     .text = "Kies",
     .say_de =
         "Sie hat es sich anders überlegt: Es gilt, was sie zuletzt sagt.",
     .say_en = "She changed her mind: what she says last counts."},
    {.act = DEMO_COMMAND,
     .subject = "survey results waldpark",
     .text = "sms",
     .say_de = "Bei so wenigen bleibt jede Zahl verdeckt: Niemand soll "
               "erraten, wer was gesagt hat.",
     .say_en = "Of so few every figure stays hidden: nobody shall guess who "
               "said what."},
};
const DemoScene demo_scene_survey_answers = {
    "survey-answers", "Eine Umfrage per SMS und per Mail",
    "A survey by SMS and by mail", survey_answers,
    G_N_ELEMENTS(survey_answers)};
