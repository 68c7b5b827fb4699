/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenes with a phone.
 */
#include <glib.h>

#include "daemon/demo/scene.h"

static const DemoStep sms_report[] = {
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "Die Straßenlaterne vor der Gartenstr. 12 ist aus",
     .say_de = "Ole Lind hat nur ein Telefon: Er meldet per SMS.",
     .say_en = "Ole Lind has nothing but a phone: he reports by SMS."},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "Meldung %N erhalten"},
    {.act = DEMO_RECEIPT,
     .who = "lind",
     .say_de = "Der Anbieter meldet, dass die SMS zugestellt ist.",
     .say_en = "The provider reports that the SMS was delivered."},
    {.act = DEMO_GET,
     .who = "stadtwerke",
     .subject = "Neu: Straßenlaterne",
     .text = "per SMS",
     .say_de = "Die Stadtwerke haben den Auftrag per E-Mail.",
     .say_en = "The municipal works have the ticket by mail."},
    {.act = DEMO_SMS, .who = "lind", .text = "STATUS %N"},
    {.act = DEMO_GET_SMS,
     .who = "lind",
     .text = "%N ist",
     .say_de = "Auf STATUS erfährt er den Stand.",
     .say_en = "STATUS tells him how things stand."},
};
const DemoScene demo_scene_sms_report = {"sms-report", "Meldung per SMS",
                                         "A report by SMS", sms_report,
                                         G_N_ELEMENTS(sms_report)};

static const DemoStep stop_by_sms[] = {
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "Die Laterne in der Lindenstraße 8 flackert"},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "Meldung %N erhalten"},
    {.act = DEMO_GET, .who = "stadtwerke", .subject = "Neu:"},
    {.act = DEMO_SMS,
     .who = "lind",
     .text = "STOPP",
     .say_de = "STOPP: Ole Lind will keine SMS mehr.",
     .say_en = "STOPP: Ole Lind wants no more SMS."},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "keine SMS mehr"},
    {.act = DEMO_BUTTON,
     .who = "stadtwerke",
     .subject = "Erledigt",
     .text = "Die Leuchte ist getauscht."},
    {.act = DEMO_GET, .who = "stadtwerke", .subject = "verstanden"},
    {.act = DEMO_ADVANCE, .count = 60},
    {.act = DEMO_SETTLE, .who = "stadtwerke"},
    {.act = DEMO_NONE_SMS,
     .who = "lind",
     .text = "erledigt",
     .say_de = "Die Nachricht „erledigt“ bekommt er nicht mehr.",
     .say_en = "The news that it is solved does not reach him any more."},
    {.act = DEMO_SMS, .who = "lind", .text = "START"},
    {.act = DEMO_GET_SMS, .who = "lind", .text = "wieder SMS"},
};
const DemoScene demo_scene_stop_by_sms = {"stop-by-sms", "STOPP per SMS",
                                          "STOP by SMS", stop_by_sms,
                                          G_N_ELEMENTS(stop_by_sms)};
