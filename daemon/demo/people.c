/* SPDX-License-Identifier: Apache-2.0
 *
 * Table only: the departments are those of the example town.
 */
#include "daemon/demo/people.h"

#include <string.h>

#define TOWN "@musterhagen.example.org"

const DemoPerson demo_people[] = {
    {"kaya", "Ayşe Kaya", "ayse.kaya@example.org", NULL,
     "Bürgerin, schreibt E-Mails", "resident, writes emails", false},
    {"weber", "Jonas Weber", "jonas.weber@example.com", NULL,
     "Bürger, schreibt E-Mails", "resident, writes emails", false},
    {"clarke", "Emma Clarke", "emma.clarke@example.com", NULL,
     "wohnt hier und schreibt Englisch", "lives here and writes English",
     false},
    {"thal", "Bruno Thal", "bruno.thal@example.com", NULL,
     "Bürger, schreibt dem Bürgermeister", "resident, writes to the mayor",
     false},
    {"kunz", "Rainer Kunz", "buergermeister" TOWN, NULL,
     "Bürgermeister, leitet E-Mails weiter", "mayor, forwards emails", false},
    {"schule", "Lindenschule", "sekretariat@lindenschule.example.org", NULL,
     "Schule, schreibt mit altem Outlook", "school, writes with an old Outlook",
     false},
    {"lind", "Ole Lind", NULL, "+4915228817386", "Bürger, hat nur ein Telefon",
     "resident, has nothing but a phone", false},
    {"tiefbau", "Tiefbauamt", "tiefbau" TOWN, NULL,
     "zuständig für Straßen und Gehwege", "in charge of streets", true},
    {"leitung", "Leitung Tiefbau", "leitung.tiefbau" TOWN, NULL,
     "leitet das Tiefbauamt", "head of civil engineering", true},
    {"gruen", "Amt für Stadtgrün", "stadtgruen" TOWN, NULL,
     "zuständig für Parks und Bäume", "in charge of parks and trees", true},
    {"reinigung", "Stadtreinigung", "stadtreinigung" TOWN, NULL,
     "zuständig für Müll", "in charge of waste", true},
    {"stadtwerke", "Stadtwerke", "stoerung@stadtwerke.example.org", NULL,
     "Firma, zuständig für Licht und Ampeln", "firm in charge of lights", true},
    {"zentrale", "Zentrale und Bürgerbüro", "zentrale" TOWN, NULL,
     "liest, was nirgends hinpasst", "reads what fits nowhere", true},
    {"registratur", "Registratur", "registratur" TOWN, NULL,
     "hütet Anträge, Einsprüche und ihre Fristen",
     "keeps applications, objections and their deadlines", true},
    {"bauhof", "Bauhof", "bauhof" TOWN, NULL, "hat tagsüber Bereitschaft",
     "on call by day", true},
    {"bauhof-handy", "Diensthandy des Bauhofs", NULL, "+491713920001",
     "klingelt bei Gefahr", "rings when there is danger", true},
    {"bereitschaft", "Bereitschaft", "bereitschaft" TOWN, NULL,
     "hat abends und am Wochenende Dienst", "on call at night", true},
    {"bereitschaft-handy", "Diensthandy der Bereitschaft", NULL,
     "+491713920002", "klingelt bei Gefahr", "rings when there is danger",
     true},
    {"fremd", "Unbekannt", "fremd@stranger.example.com", NULL,
     "kam an eine weitergeleitete E-Mail", "came by a forwarded mail", false},
    {NULL, NULL, NULL, NULL, NULL, NULL, false},
};

const DemoPerson *
demo_person(const char *id)
{
  for (const DemoPerson *person = demo_people; person->id != NULL; person++)
    if (strcmp(person->id, id) == 0)
      return person;
  return NULL;
}
