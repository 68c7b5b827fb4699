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
     .subject = "Wilder Müll",
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
    {.act = DEMO_GET, .who = "schule", .subject = "Eingang bestätigt"},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "Neu:",
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
     .who = "vogt",
     .subject = "WG: Baum in der Lindenstraße",
     .text = "forwarded",
     .say_de = "Die Stadträtin leitet den Brief eines Bürgers weiter.",
     .say_en = "The council member forwards a resident's letter."},
    {.act = DEMO_GET,
     .who = "vogt",
     .subject = "Eingang bestätigt",
     .say_de = "Sie bekommt die Bestätigung,",
     .say_en = "She gets the confirmation,"},
    {.act = DEMO_GET,
     .who = "gruen",
     .subject = "Neu:",
     .text = "unten so zugewachsen",
     .say_de = "und das Grünamt liest, was der Bürger schrieb.",
     .say_en = "and the parks department reads what the resident wrote."},
};
const DemoScene demo_scene_forwarded = {"forwarded", "Weitergeleitet",
                                        "Passed on", forwarded,
                                        G_N_ELEMENTS(forwarded)};
