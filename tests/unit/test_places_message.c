/* SPDX-License-Identifier: Apache-2.0
 *
 * The places of a whole message: what comes from where, in which order, and
 * what is told of contradictions.
 */
#include "parsers/place/places.h"

#include <glib.h>
#include <string.h>

#include "parsers/place/place_distance.h"
#include "tests/support/cases.h"
#include "tests/support/places.h"

static Gazetteer *
town_new(void)
{
  static const char csv[] = "name,latitude,longitude\n"
                            "Gartenstraße,54.0900,12.1000\n"
                            "Lindenweg,54.0950,12.1000\n"
                            "Bergstraße,54.0900,12.1000\n"
                            "Bergstraße,54.1900,12.1000\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(csv, sizeof csv - 1);
  return gazetteer_new(bytes, "places.csv", NULL);
}

static Message *
message_with(const char *subject, const char *text)
{
  Message *message = message_new();
  message->subject = g_strdup(subject);
  message->text = g_strdup(text);
  return message;
}

static void
add_photo(Message *message, double latitude, double longitude)
{
  Attachment *attachment = attachment_new();
  attachment->photo = g_new0(Photo, 1);
  attachment->photo->has_point = true;
  attachment->photo->latitude = latitude;
  attachment->photo->longitude = longitude;
  g_ptr_array_add(message->attachments, attachment);
}

/* Each sentence, and what produces it. */
static void
test_places_message_problems(void)
{
  static const struct {
    const char *text;
    double photos[2][2]; /* zeros: none */
    const char *problem; /* NULL: none */
  } rows[] = {
      {"Gartenstraße 12", {{54.0901, 12.1001}}, NULL},
      {"Gartenstraße 12",
       {{54.1101, 12.1}},
       "The photo was taken 2.2 km from the street that the text names."},
      {"Gartenstraße 12",
       {{54.0936, 12.1}},
       "The photo was taken 400 m from the street that the text names."},
      /* the nearest photo counts */
      {"Gartenstraße 12", {{54.0901, 12.1}, {54.0902, 12.1001}}, NULL},
      {"54.0900, 12.1000",
       {{54.1900, 12.1}},
       "The photo was taken 11.1 km from the coordinates in the text."},
      {"nichts",
       {{54.09, 12.1}, {54.19, 12.1}},
       "The photos were taken 11.1 km apart."},
      {"Gartenstraße 12, 54.1900, 12.1000",
       {{0}},
       "The coordinates in the text lie 11.1 km from the street that it "
       "names."},
      {"Gartenstraße 12, 54.0900, 12.1000", {{0}}, NULL},
      {"Bergstraße 12",
       {{0}},
       "The town has several places of the name that the text gives."},
      {"nichts", {{0}}, NULL},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_with(NULL, rows[i].text);
    for (int j = 0; j < 2; j++)
      if (rows[i].photos[j][0] != 0)
        add_photo(message, rows[i].photos[j][0], rows[i].photos[j][1]);
    g_test_message("%s", rows[i].text);
    places_read_message(message, town);
    places_add_photos(message);
    places_add_photos(message); /* adds nothing */
    g_assert_cmpuint(message->problems->len, ==, rows[i].problem != NULL);
    if (message->problems->len > 0 && rows[i].problem != NULL)
      g_assert_cmpstr(message->problems->pdata[0], ==, rows[i].problem);
  }
}

/* The surest first; what contradicts stays. */
static void
test_places_message_order(void)
{
  g_autoptr(Gazetteer) town = town_new();
  g_autoptr(Message) message =
      message_with(NULL, "In der Nirgendwostraße und am Lindenweg 4");
  add_photo(message, 54.2, 12.2);
  places_read_message(message, town);
  places_add_photos(message);
  g_autofree char *line = place_list_to_line(message->places);
  g_assert_cmpstr(line, ==,
                  "Lindenweg #4@54.095,12.1 + @54.2,12.2 + Nirgendwostraße");
}

/* A place of the subject stands beside the text, once. */
/* Named again and again, a place is one candidate: the surest mention. */
static void
test_places_message_repeated(void)
{
  g_autoptr(Message) message = message_with(
      "Laterne", "Im Lindenweg ist es dunkel, vor Gartenweg 3 auch.\n"
                 "Wer im Lindenweg wohnt oder Gartenweg 3, sieht nichts.\n"
                 "Lindenweg und Lindenweg!");
  places_read_message(message, NULL);
  g_assert_cmpuint(message->places->len, ==, 2);
  const Place *first = message->places->pdata[0];
  const Place *second = message->places->pdata[1];
  g_assert_cmpstr(first->street, ==, "Gartenweg");
  g_assert_cmpint(first->offset, ==, 32);
  g_assert_cmpstr(second->street, ==, "Lindenweg");
  g_assert_cmpint(second->offset, ==, 3);
}

static void
test_places_message_outside(void)
{
  g_autoptr(Message) message =
      message_with("Loch Gartenstr. 12, Lindenweg 3", "in der Gartenstr. 12");
  message->forwarded_text = g_strdup("Es ist Lindenweg 3, nahe Ringstr. 4");
  places_read_message(message, NULL);
  g_autofree char *line = place_list_to_line(message->places);
  g_assert_cmpstr(line, ==, "Gartenstr. #12 + Lindenweg #3 + Ringstr. #4");
  for (guint i = 0; i < message->places->len; i++) {
    const Place *place = message->places->pdata[i];
    g_assert_true((place->offset == PLACE_OUTSIDE) == (i > 0));
  }
}

static void
test_places_message_words(void)
{
  static const struct {
    const char *text, *words;
  } rows[] = {
      {"in der Gartenstr 12", "Gartenstraße 12"},
      {"vor der Nirgendwostr. 3a", "Nirgendwostr. 3a"},
      {"Ecke Gartenstraße/Lindenweg", "Ecke Gartenstraße/Lindenweg"},
      {"Laterne 4711", "Laterne 4711"},
      {"54.0924, 12.0991", "54.09240, 12.09910"},
      {"Gartenstr. 12 (54.0900, 12.1000)",
       "Gartenstraße 12 (54.09000, 12.10000)"},
      {"https://maps.google.com/?q=Gartenstr.+12", "Gartenstraße 12"},
      {"https://maps.app.goo.gl/abc", NULL},
      {"18055 Rostock", NULL},
      {"nichts", NULL},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_with(NULL, rows[i].text);
    places_read_message(message, town);
    g_test_message("%s", rows[i].text);
    g_autofree char *words = places_to_words(message->places);
    g_assert_cmpstr(words, ==, rows[i].words);
  }
}

/* Rostock to Warnemünde, and a street on the other side of the date line. */
static void
test_places_message_distance(void)
{
  g_assert_cmpfloat_with_epsilon(
      place_distance_m(54.0887, 12.1405, 54.1767, 12.0839), 10460, 60);
  g_assert_cmpfloat(place_distance_m(0, 179.9999, 0, -179.9999), <, 30);
  g_assert_cmpfloat(place_distance_m(54, 12, 54, 12), ==, 0);
}

/* A quarter that is named beside the street says which one is meant. */
static void
test_places_message_quarters(void)
{
  static const char csv[] = "name,latitude,longitude,quarter\n"
                            "Bergstraße,54.0100,12.1000,Nord\n"
                            "Bergstraße,54.0400,12.1000,Alt-Wieke\n"
                            "Bergstraße,54.0700,12.1000,Süd\n"
                            "Bergstraße,54.1000,12.1000,\n"
                            "Bergstraße,54.1300,12.1000,Am Markt\n"
                            "Lindenweg,54.0950,12.1000,Süd\n";
  static const struct {
    const char *text;
    double latitude; /* 0: there is no point */
  } rows[] = {
      {"Bergstraße 3", 0},
      {"Bergstraße 3 in Süd", 54.07},
      {"In Alt-Wieke, in der Bergstr. 3, ist ein Loch.", 54.04},
      {"in alt wieke die Bergstraße", 54.04},
      {"Bergstraße, Ortsteil SÜD", 54.07},
      {"Bergstraße 3, Ortsteil Am Markt", 54.13}, /* the fifth of the name */
      {"Bergstraße 3 in Südende", 0},
      {"Bergstraße in Nord oder in Süd", 0},
      {"Lindenweg 3, nicht Nord", 54.095},
  };
  g_autoptr(GBytes) bytes = g_bytes_new_static(csv, sizeof csv - 1);
  g_autoptr(Gazetteer) town = gazetteer_new(bytes, "places.csv", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_with(NULL, rows[i].text);
    places_read_message(message, town);
    const Place *best = places_best_point(message->places);
    g_test_message("%s", rows[i].text);
    g_assert_true((best != NULL) == (rows[i].latitude > 0));
    if (best != NULL)
      g_assert_cmpfloat(best->latitude, ==, rows[i].latitude);
  }
}

/* A house that only one of several has, and a part of a long street. */
static void
test_places_message_houses(void)
{
  static const char csv[] = "name,latitude,longitude,quarter,numbers\n"
                            "Bergstraße,54.0100,12.1000,Nord,\n"
                            "Bergstraße,54.0400,12.1000,Süd,\n"
                            "Langer Damm,54.1000,12.1000,Nord,\n"
                            "Bergstraße,54.0100,12.1000,Nord,1-45 2-60\n"
                            "Bergstraße,54.0400,12.1000,Süd,1-7 2-8\n"
                            "Langer Damm,54.0900,12.1000,Nord,1-99\n"
                            "Langer Damm,54.1200,12.1000,Süd,101-299 2-300\n";
  static const struct {
    const char *text;
    double latitude; /* 0: there is no point */
  } rows[] = {
      {"Bergstraße 44", 54.01},     {"Bergstr. 9 b", 54.01},
      {"Bergstraße 7", 0},          {"Bergstraße 7 in Süd", 54.04},
      {"Bergstraße 90", 0},         {"Bergstraße", 0},
      {"Langer Damm", 54.1},        {"Langer Damm 12", 54.12},
      {"am Langen Damm 13", 54.09}, {"Langer Damm 400", 54.1},
  };
  g_autoptr(GBytes) bytes = g_bytes_new_static(csv, sizeof csv - 1);
  g_autoptr(Gazetteer) town = gazetteer_new(bytes, "places.csv", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_with(NULL, rows[i].text);
    places_read_message(message, town);
    const Place *best = places_best_point(message->places);
    g_test_message("%s", rows[i].text);
    g_assert_true((best != NULL) == (rows[i].latitude > 0));
    if (best != NULL)
      g_assert_cmpfloat(best->latitude, ==, rows[i].latitude);
  }
}

/* Of two streets of one name none is sure, unless a photo was taken there. */
static void
test_places_message_best_point(void)
{
  static const struct {
    const char *text;
    double photo[2]; /* zeros: none */
    double latitude; /* 0: there is no point */
  } rows[] = {
      {"Gartenstraße 12", {0, 0}, 54.09},
      {"Bergstraße 3", {0, 0}, 0},
      {"Bergstraße 3", {54.1901, 12.1}, 54.19},
      {"Bergstraße 3, bei der Gartenstraße 12", {0, 0}, 54.09},
      {"Bergstraße 3 (54.1234, 12.1000)", {0, 0}, 54.1234},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Message) message = message_with(NULL, rows[i].text);
    places_read_message(message, town);
    if (rows[i].photo[0] > 0)
      add_photo(message, rows[i].photo[0], rows[i].photo[1]);
    places_add_photos(message);
    const Place *best = places_best_point(message->places);
    g_test_message("%s", rows[i].text);
    g_assert_true((best != NULL) == (rows[i].latitude > 0));
    if (best != NULL)
      g_assert_cmpfloat_with_epsilon(best->latitude, rows[i].latitude, 2e-4);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  static const Case cases[] = {
      {"problems", test_places_message_problems},
      {"order", test_places_message_order},
      {"repeated", test_places_message_repeated},
      {"outside", test_places_message_outside},
      {"words", test_places_message_words},
      {"distance", test_places_message_distance},
      {"quarters", test_places_message_quarters},
      {"houses", test_places_message_houses},
      {"best-point", test_places_message_best_point},
      {NULL, NULL},
  };
  cases_add("/parsers/places-message", cases);
  return g_test_run();
}
