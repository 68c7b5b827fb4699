/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes in which letters come as mail programs make them: each is read as a
 * careful clerk would read it.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep phone_photo[] = {
    {.act = DEMO_LETTER,
     .who = "kaya",
     .subject = "Sperrmüll",
     .text = "phone-photo",
     .say_de = "Ayşe Kaya schickt vom iPhone ein Foto und nennt keine Straße.",
     .say_en = "Ayşe Kaya sends a photo from her iPhone and names no street."},
    {.act = DEMO_GET,
     .who = "kaya",
     .subject = "Müll",
     .text = "(aus Ihrem Foto gelesen)",
     .say_de = "Das Foto kennt seinen Ort, sie wird nicht danach gefragt.",
     .say_en = "The photo knows its place, so she is not asked for it."},
    {.act = DEMO_GET,
     .who = "reinigung",
     .subject = "Neu:",
     .text = "54.0924",
     .say_de = "Die Stadtreinigung bekommt den Ort des Fotos,",
     .say_en = "The cleaning department gets the place of the photo,"},
    {.act = DEMO_SEE_PHOTO,
     .who = "reinigung",
     .say_de = "und sieht das HEIC-Bild in jedem Mailprogramm.",
     .say_en = "and sees the HEIC picture in any mail program."},
    {.act = DEMO_LACKS, .who = "reinigung", .text = "iPhone"},
};
const DemoScene demo_scene_phone_photo = {
    "phone-photo", "Ein Foto vom iPhone sagt, wo",
    "A photo from an iPhone says where", phone_photo,
    G_N_ELEMENTS(phone_photo)};

static const DemoStep html_only[] = {
    {.act = DEMO_LETTER,
     .who = "weber",
     .subject = "Laterne flackert",
     .text = "html-only",
     .say_de =
         "Jonas Weber schreibt mit Outlook, nur HTML, mit Kleingedrucktem.",
     .say_en =
         "Jonas Weber writes with Outlook: nothing but HTML, small print."},
    {.act = DEMO_GET, .who = "weber", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Neu:",
     .text = "sie geht alle paar Minuten aus",
     .say_de = "Die Stadtwerke lesen seine Worte,",
     .say_en = "The municipal works read his words,"},
    {.act = DEMO_LACKS,
     .who = "stadtwerke",
     .text = "irrtümlich erhalten",
     .say_de = "ohne das Kleingedruckte.",
     .say_en = "without the small print."},
};
const DemoScene demo_scene_html_only = {"html-only", "Outlook schickt nur HTML",
                                        "Outlook sends HTML alone", html_only,
                                        G_N_ELEMENTS(html_only)};

static const DemoStep rich_text[] = {
    {.act = DEMO_LETTER,
     .who = "schule",
     .subject = "Schaukel auf dem Spielplatz",
     .text = "outlook-rich-text",
     .say_de = "Das alte Outlook der Schule packt alles in eine winmail.dat.",
     .say_en = "The school's old Outlook wraps all in a winmail.dat."},
    {.act = DEMO_GET,
     .who = "schule",
     .subject = "Bei Gefahr",
     .say_de = "Eine abgerissene Schaukel ist gefährlich: Zuerst steht da 112.",
     .say_en = "A torn swing is dangerous: 112 comes first."},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "GEFAHR:",
     .text = "ist eine Schaukel abgerissen",
     .say_de = "Das Grünamt liest den Text",
     .say_en = "The parks department reads the text"},
    {.act = DEMO_SEE_PHOTO,
     .who = "gruen",
     .say_de = "und sieht das Foto, das darin steckte.",
     .say_en = "and sees the photo that was inside."},
};
const DemoScene demo_scene_rich_text = {"rich-text", "Eine winmail.dat",
                                        "A winmail.dat", rich_text,
                                        G_N_ELEMENTS(rich_text)};

static const DemoStep forwarded[] = {
    {.act = DEMO_LETTER,
     .who = "weber",
     .subject = "WG: Baum in der Lindenstraße",
     .text = "forwarded",
     .say_de = "Jonas Weber leitet weiter, was ihm ein Nachbar schrieb.",
     .say_en = "Jonas Weber forwards what a neighbour wrote to him."},
    {.act = DEMO_GET,
     .who = "weber",
     .subject = "Eingang bestätigt",
     .say_de = "Er hat uns geschrieben, er bekommt die Bestätigung,",
     .say_en = "He wrote to us, so he gets the confirmation,"},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "Neu:",
     .text = "unten so zugewachsen",
     .say_de = "und das Grünamt liest, was der Nachbar schrieb,",
     .say_en = "and the parks department reads what the neighbour wrote,"},
    {.act = DEMO_LACKS,
     .who = "gruen",
     .text = "Thal",
     .say_de = "aber nicht, wer er ist.",
     .say_en = "but not who he is."},
};
const DemoScene demo_scene_forwarded = {"forwarded", "Weitergeleitet",
                                        "Passed on", forwarded,
                                        G_N_ELEMENTS(forwarded)};

static const DemoStep desk_forward[] = {
    {.act = DEMO_LETTER,
     .who = "kunz",
     .subject = "WG: Hecke in der Lindenstraße",
     .text = "forwarded-by-mayor",
     .say_de = "Bruno Thal schrieb dem Bürgermeister, und der leitet es "
               "weiter, mit ein paar Worten dazu.",
     .say_en = "Bruno Thal wrote to the mayor, who forwards it with a few "
               "words of his own."},
    {.act = DEMO_GET,
     .who = "thal",
     .subject = "Eingang bestätigt",
     .text = "an Herrn Bürgermeister Kunz wurde an uns weitergegeben",
     .say_de = "Es ist Bruno Thals Sache: Er hört, dass sie bei uns ist.",
     .say_en = "It is Bruno Thal's matter: he hears that it is with us."},
    {.act = DEMO_LACKS, .who = "thal", .text = "dritten Mal"},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "Neu:",
     .text = "wächst die Hecke der Grünanlage",
     .say_de = "Das Grünamt liest seine Worte und die Notiz des "
               "Bürgermeisters,",
     .say_en = "The parks department reads his words and the mayor's note,"},
    {.act = DEMO_GET,
     .who = "kunz",
     .subject = "Weitergeleitete Nachricht",
     .text = "%N",
     .say_de = "und der bekommt eine Zeile mit der Nummer.",
     .say_en = "and the mayor gets one line with the number."},
    {.act = DEMO_REPLY,
     .who = "thal",
     .text = "Danke! Es ist die Hecke am Tor.",
     .say_de = "Bruno Thal antwortet, und das Amt liest auch das.",
     .say_en = "Bruno Thal replies, and the department reads that, too."},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "",
     .text = "die Hecke am Tor"},
};
const DemoScene demo_scene_desk_forward = {
    "desk-forward", "Der Bürgermeister leitet weiter", "The mayor forwards",
    desk_forward, G_N_ELEMENTS(desk_forward)};
