/* SPDX-License-Identifier: Apache-2.0
 *
 * Places in citizens' words, without a gazetteer.
 */
#include "parsers/place/places.h"

#include <glib.h>

#include "tests/support/places.h"

/* What is found, as places_to_line() writes it; "" is nothing. */
static const struct {
  const char *text, *found;
} rows[] = {
    /* streets by their endings */
    {"In der Gartenstraße 12 ist ein Loch.", "Gartenstraße #12"},
    {"Gartenstr. 12", "Gartenstr. #12"},
    {"vor der Gartenstrasse 12a, links", "Gartenstrasse #12a"},
    {"in der Gartenstr 12 ist es dunkel", "Gartenstr #12"},
    {"Gartenstraße 12-14", "Gartenstraße #12-14"},
    {"Gartenstraße 12 – 14", "Gartenstraße #12 – 14"},
    {"Hausnummer 33 in der Gartenstraße", "Gartenstraße #33"},
    {"Gartenstraße 12 bis 16", "Gartenstraße #12 bis 16"},
    {"Gartenstraße 12 bis 16 Uhr gesperrt", "Gartenstraße"},
    {"Gartenstraße 3a-c", "Gartenstraße #3a-c"},
    {"Gartenstraße 12/3", "Gartenstraße #12/3"},
    {"Gartenstraße 12 a", "Gartenstraße #12 a"},
    {"Gartenstraße Nr. 12", "Gartenstraße #12"},
    {"Gartenstraße, Hausnummer 12", "Gartenstraße #12"},
    {"Gartenstraße Höhe Hausnummer 12", "Gartenstraße #12"},
    {"Gartenstraße, gegenüber von Haus Nr. 12b", "Gartenstraße #12b"},
    {"in der gartenstrasse 5 liegt müll", "gartenstrasse #5"},
    {"gartenstr 5", "gartenstr #5"},
    {"IN DER GARTENSTRASSE 5", "GARTENSTRASSE #5"},
    {"am Schillerplatz", "Schillerplatz"},
    {"des Schillerplatzes", "Schillerplatz"},
    {"Otto-Hahn-Straße 7", "Otto-Hahn-Straße #7"},
    {"Otto Hahn Straße 7", "Otto Hahn Straße #7"},
    {"Karl-Marx-Allee", "Karl-Marx-Allee"},
    {"Theodor - Heuss - Allee", "Theodor - Heuss - Allee"},
    {"Dr.-Wilhelm-Külz-Straße 3", "Dr.-Wilhelm-Külz-Straße #3"},
    {"Lange Straße 5 und weiter", "Lange Straße #5"},
    {"in der Langen Straße", "Langen Straße"},
    {"Die Frankfurter Allee ist gesperrt", "Frankfurter Allee"},
    {"Bad Doberaner Straße 4", "Bad Doberaner Straße #4"},
    {"in der berliner straße 12", "berliner straße #12"},
    {"Alte Dorfstraße 1", "Alte Dorfstraße #1"},
    {"Neuer Weg", "Neuer Weg"},
    {"auf dem Alten Markt", "Alten Markt"},
    {"Muehlenweg 3", "Muehlenweg #3"},
    {"Mu\xCC\x88hlenweg 3", "Mu\xCC\x88hlenweg #3"},
    {"Holzdamm 8", "Holzdamm #8"},
    {"am Westring", "Westring"},
    {"Goethering 4", "Goethering #4"},
    {"Schulweg 5", "Schulweg #5"},
    {"Lindenhof 3", "Lindenhof #3"},
    {"Kreisverkehr Südring/Nordallee", "Südring + Nordallee"},
    {"Platz der Einheit", "Platz der Einheit"},
    {"Straße des 17. Juni 135", "Straße des 17. Juni #135"},
    {"am Platz der Deutschen Einheit", "Platz der Deutschen Einheit"},
    {"Markt 5", "Markt #5"},
    {"Am Markt liegt Müll", "Am Markt"},
    {"Am Bahnhof 3 ist die Lampe aus", "Am Bahnhof #3"},
    {"An der Lehmgrube 5", "An der Lehmgrube #5"},
    {"Müll liegt in Neustadt, Am Fährhaus", "Am Fährhaus"},
    {"Unter den Linden 6", "Unter den Linden #6"},
    {"Im Winkel 3a", "Im Winkel #3a"},
    {"Am Lindenplatz 3", "Am Lindenplatz #3"},
    {"Gartenstr.12", "Gartenstr. #12"},
    {"Loch in der Gartenstra\xC3\x9F"
     "e\nBitte reparieren",
     "Gartenstraße"},
    {"Gartenstasse 5", "Gartenstasse #5"},
    {"in der Gartenstarsse 5", "Gartenstarsse #5"},
    {"am Schillerplaz", "Schillerplaz"},
    {"wimpfenerstrase", "wimpfenerstrase"},
    {"vor dem Haus Gartenstraße 12, 18055 Rostock",
     "Gartenstraße #12 + {18055 Rostock}"},
    /* crossings */
    {"Ecke Haupt-/Ringstraße",
     "Hauptstraße{Ecke Haupt-/Ringstraße} + Ringstraße{Ecke "
     "Haupt-/Ringstraße}"},
    {"Haupt- und Ringstraße", "Hauptstraße + Ringstraße"},
    {"Kreuzung Gartenstr./Lindenweg", "Gartenstr. + Lindenweg"},
    {"Gartenstraße Ecke Lindenweg", "Gartenstraße + Lindenweg"},
    {"Berliner und Hamburger Straße", "Berliner Straße + Hamburger Straße"},
    {"zwischen Gartenstraße und Lindenweg", "Gartenstraße + Lindenweg"},
    {"An der Ecke Lange Straße 5", "Lange Straße #5"},
    {"Höhe Otto-Hahn-Straße 7", "Otto-Hahn-Straße #7"},
    {"Kreuzung der Gartenstraße mit dem Lindenweg", "Gartenstraße + Lindenweg"},
    /* roads */
    {"auf der A 20", "A 20"},
    {"B105 bei Sievershagen", "B105"},
    {"an der L 22", "L 22"},
    {"Unfall #A7", "A7"},
    {"Bundesstraße 103", "Bundesstraße 103"},
    {"B 27a", "B 27"},
    /* things with numbers */
    {"Laterne 4711 ist aus", "#4711{Laterne 4711}"},
    {"Leuchte Nr. 12-345", "#12-345{Leuchte Nr. 12-345}"},
    {"Laternennummer: 12345", "#12345{Laternennummer: 12345}"},
    {"Mastnr. 17", "#17{Mastnr. 17}"},
    {"Hausnummer 17, Telefonnummer 0381 4567890", ""},
    {"Lichtmast 17", "#17{Lichtmast 17}"},
    {"Straßenlaterne mit der Nummer 815",
     "#815{Straßenlaterne mit der Nummer 815}"},
    {"Ampel 23", "#23{Ampel 23}"},
    {"Altglascontainer 5", "#5{Altglascontainer 5}"},
    {"Laternen 4711 und 4712", "#4711{Laternen 4711} + #4712{Laternen 4711 "
                               "und 4712}"},
    {"Laterne #815 in der Gartenstraße", "#815{Laterne #815} + Gartenstraße"},
    {"Haltestelle 12", "#12{Haltestelle 12}"},
    {"Baum Nr. 7", "#7{Baum Nr. 7}"},
    /* landmarks */
    {"Haltestelle Doberaner Platz", "{Haltestelle Doberaner Platz}"},
    {"am Hbf", "{Hbf}"},
    {"Spielplatz am Kringelgraben", "{Spielplatz am Kringelgraben}"},
    {"S3: ab Elbgaustraße", "{Elbgaustraße}"},
    {"in der U2 an der Gartenstraße", "Gartenstraße"},
    /* coordinates */
    {"54.0924, 12.0991", "@54.0924,12.0991"},
    {"54.0924,12.0991", "@54.0924,12.0991"},
    {"(54.0924/12.0991)", "@54.0924,12.0991"},
    {"54,0924 12,0991", "@54.0924,12.0991"},
    {"54,0924; 12,0991", "@54.0924,12.0991"},
    {"54,0924, 12,0991.", "@54.0924,12.0991"},
    {"N 54.0924 E 12.0991", "@54.0924,12.0991"},
    {"54.0924° N, 12.0991° O", "@54.0924,12.0991"},
    {"54.0924 Nord 12.0991 Ost", "@54.0924,12.0991"},
    {"12.0991 E, 54.0924 N", "@54.0924,12.0991"},
    {"12.0991, 54.0924", "@54.0924,12.0991"},
    {"Lat: 54.0924 Lon: 12.0991", "@54.0924,12.0991"},
    {"Breite: 54,0924\nLänge: 12,0991", "@54.0924,12.0991"},
    {"54°05'32.6\"N 12°05'56.8\"E", "@54.0924,12.0991"},
    {"54° 05′ 32,6″ N, 12° 05′ 56,8″ O", "@54.0924,12.0991"},
    {"54°05'32.6''N 12°05'56.8''E", "@54.0924,12.0991"},
    {"N54 05.544 E012 05.946", "@54.0924,12.0991"},
    {"N 54 5 32,6 E 12 5 56,8", "@54.0924,12.0991"},
    {"N 3 4 E 5 6", ""},
    {"N 54° 5.543' E 12° 5.946'", "@54.0924,12.0991"},
    {"54 Grad 5 Minuten 32,6 Sekunden Nord, 12 Grad 5 Minuten 56,8 Sekunden "
     "Ost",
     "@54.0924,12.0991"},
    {"33.8688° S, 151.2093° E", "@-33.8688,151.2093"},
    {"-33.86880, 151.20930", "@-33.8688,151.2093"},
    {"33U 310294 5997693", "@54.0924,12.0991"},
    {"UTM 33 310294 5997693", "@54.0924,12.0991"},
    {"33310294 5997693", "@54.0924,12.0991"},
    {"32 U 0356676, 5645134", "@50.94,6.96"},
    {"9F6J33RX+XJ", "@54.0924,12.0991"},
    {"(8FVC9G8F+6X)", "@47.3656,8.5249"},
    {"9G8F+6X Zürich", "{9G8F+6X}"},
    {"4+4=8, 22222222+2", ""},
    /* links */
    {"https://www.openstreetmap.org/#map=19/54.09240/12.09910",
     "K@54.0924,12.0991"},
    {"https://www.openstreetmap.org/?mlat=54.0924&mlon=12.0991#map=17/54.1/12",
     "K@54.0924,12.0991"},
    {"https://osm.org/?mlat=54.0924&amp;mlon=12.0991.", "K@54.0924,12.0991"},
    {"https://osm.org/go/0NDW3JcJq?m=", "K@54.0924,12.0991"},
    {"https://www.openstreetmap.org/go/0NDW3JcJq--.", "K@54.0924,12.0991"},
    {"https://osm.org/go/0EEQjEEb", "K@51.511,0.055"},
    {"https://osm.org/go/0NDW", ""},
    {"https://osm.org/go/0NDW%25JcJq", ""},
    {"https://osm.org/go/0NDW3JcJq0NDW3JcJq", ""},
    {"https://example.org/go/0NDW3JcJq", ""},
    {"https://www.openstreetmap.org/node/123456", ""},
    {"https://www.google.com/maps/@54.0924,12.0991,17z", "K@54.0924,12.0991"},
    {"https://maps.google.com/?q=54.0924,12.0991", "K@54.0924,12.0991"},
    {"https://maps.google.com/maps?q=loc:54.0924+12.0991", "K@54.0924,12.0991"},
    {"https://www.google.de/maps/place/54%C2%B005'32.6%22N+12%C2%B005'56.8%22E/"
     "@54.09,12.09,17z/data=!3m1!4b1!4m4!3m3!8m2!3d54.0924!4d12.0991",
     "K@54.0924,12.0991"},
    {"https://www.google.com/maps/place/"
     "54%C2%B005'32.6%22N+12%C2%B005'56.8%22E/"
     "@54.09,12.09,17z",
     "K@54.0924,12.0991"},
    {"https://www.google.com/maps/dir/54.1,12.1/54.0924,12.0991/@54.1,12.1,15z",
     "K@54.0924,12.0991"},
    {"https://share.here.com/l/54.0924,12.0991,Loch?z=17", "K@54.0924,12.0991"},
    {"https://osmand.net/map?pin=54.0924,12.0991#17/54.1/12.1",
     "K@54.0924,12.0991"},
    {"https://www.google.com/maps/search/?api=1&query=54.0924%2C12.0991",
     "K@54.0924,12.0991"},
    {"https://www.google.com/maps/search/54.0924,+12.0991?entry=tts",
     "K@54.0924,12.0991"},
    {"https://www.google.com/maps/place/Gartenstra%C3%9Fe+12,+18055+Rostock/",
     "K Gartenstraße #12"},
    {"https://maps.google.de/?q=Gartenstr.+12,+Rostock", "K Gartenstr. #12"},
    {"https://maps.app.goo.gl/AbCdEf123", "K"},
    {"https://maps.apple.com/?ll=54.0924,12.0991&q=Pin", "K@54.0924,12.0991"},
    {"https://maps.apple.com/place?coordinate=54.0924,12.0991&name=Pin",
     "K@54.0924,12.0991"},
    {"https://maps.apple.com/?address=Gartenstra%C3%9Fe%2012,%20Rostock",
     "K Gartenstraße #12"},
    {"https://www.bing.com/maps?cp=54.0924~12.0991&lvl=17",
     "K@54.0924,12.0991"},
    {"https://wego.here.com/?map=54.0924,12.0991,17,normal",
     "K@54.0924,12.0991"},
    {"geo:54.0924,12.0991;u=35", "K@54.0924,12.0991"},
    {"geo:0,0?q=54.0924,12.0991(Laterne)", "K@54.0924,12.0991"},
    {"https://waze.com/ul?ll=54.0924%2C12.0991&navigate=yes",
     "K@54.0924,12.0991"},
    {"https://yandex.com/maps/?ll=12.0991,54.0924&z=17", "K@54.0924,12.0991"},
    {"https://w3w.co/tisch.stuhl.bank", "K"},
    {"https://example.org/gartenstrasse-12.html", ""},
    {"https://example.org/gallery@large", ""},
    /* no places */
    {"Am Samstag um 12 Uhr", ""},
    {"24. Mai", ""},
    {"Anlage 2", ""},
    {"Punkt 5", ""},
    {"Am Weg liegt Müll", ""},
    {"ich stand auf der Straße 10 Minuten", ""},
    {"Rufen Sie an: 0381 4567890 oder +49 30 23125 000", ""},
    {"Das kostet 54,09 Euro, 12,10 Euro Versand", ""},
    {"54.092 Einwohner, 12.099 Haushalte", ""},
    {"nach § 12 Absatz 3 StVO", ""},
    {"Platz 3", ""},
    {"Rechnung 4711", ""},
    {"Auf dem Weg nach Hause liegt Glas.", ""},
    {"Der Weg ist kaputt", ""},
    {"Die Straße ist gesperrt.", ""},
    {"da ist kein Platz mehr", ""},
    {"Auf dem Markt, am Ring, am Damm", ""},
    {"Diese Straße hat ein Loch", ""},
    {"Der Gehweg und der Parkplatz sind vereist", ""},
    {"Auf dem Spielplatz liegen Scherben", ""},
    {"im Supermarkt am Bahnsteig 4", ""},
    {"Carsharing und Catering", ""},
    {"Im Jahr 2024 war das anders", ""},
    {"Im Zimmer 12, 3. Stock", ""},
    {"Am Montag, 3. Juni", ""},
    {"Am Sonntagmorgen 2 Leute", ""},
    {"Ampel 2 Minuten rot", ""},
    {"Laterne 3 Tage aus", ""},
    {"DIN A4", ""},
    {"Audi A4", ""},
    {"Größe L", ""},
    {"Version 2.0.15, Zeile 12.5", ""},
    {"1.2345,6.7890,2.3456", ""},
    {"Kontonummer 12345678 1234567", ""},
    {"Vielen Dank für Ihre Mühe", ""},
    {"Ecke Markt", ""},
    {"Weg", ""},
    {"Straße", ""},
    {"", ""},
    {"Auf dem Weg zur Gartenstraße 3", "Gartenstraße #3"},
    {"Gartenstraße 12 Meter lang aufgerissen", "Gartenstraße"},
    {"Gartenstraße 12.5.2026", "Gartenstraße"},
    {"Gartenstraße 12:30 Uhr", "Gartenstraße"},
    {"Gartenstraße 3 Laternen aus", "Gartenstraße"},
};

static void
test_places_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *found = places_to_line(rows[i].text, NULL);
    g_assert_cmpstr(found, ==, rows[i].found);
  }
}

/* Each candidate stands where its offset says, also behind umlauts. */
static void
test_places_offsets(void)
{
  static const char text[] =
      "Grüße! Übrigens: in der Gartenstr. 12 (54.0924, 12.0991) ist es "
      "düster.\nSiehe https://osm.org/?mlat=54.0924&mlon=12.0991 und Laterne "
      "4711.";
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text, NULL, places);
  g_assert_cmpuint(places->len, ==, 4);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = places->pdata[i];
    const char *at = g_utf8_offset_to_pointer(text, place->offset);
    g_assert_true(g_str_has_prefix(at, place->text));
  }
}

static void
test_places_source_names(void)
{
  static const struct {
    PlaceSource source;
    const char *name;
  } sources[] = {{PLACE_SOURCE_PHOTO, "photo"},
                 {PLACE_SOURCE_TEXT, "text"},
                 {PLACE_SOURCE_LINK, "link"},
                 {PLACE_SOURCE_COORDINATES, "coordinates"}};
  for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
    PlaceSource source = PLACE_SOURCE_PHOTO;
    g_assert_cmpstr(place_source_to_string(sources[i].source), ==,
                    sources[i].name);
    g_assert_true(place_source_from_string(sources[i].name, &source));
    g_assert_cmpint((int)source, ==, (int)sources[i].source);
  }
}

/* Any length is read in linear time and gives no more than PLACES_MAX. */
static void
test_places_many(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append_printf(text, "Gartenstraße %d, ", i + 1);
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text->str, NULL, places);
  g_assert_cmpuint(places->len, ==, PLACES_MAX);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/places/rows", test_places_rows);
  g_test_add_func("/parsers/places/offsets", test_places_offsets);
  g_test_add_func("/parsers/places/source-names", test_places_source_names);
  g_test_add_func("/parsers/places/many", test_places_many);
  return g_test_run();
}
