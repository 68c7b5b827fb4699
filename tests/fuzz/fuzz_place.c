/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the reading of places: the input's first line may be a gazetteer's row,
 * the rest is the text, which is also read as an answer to what it leaves open.
 */
#include "parsers/place/places.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "parsers/keyword/keyword_here.h"
#include "parsers/place/place_choice.h"
#include "tests/support/fuzz.h"

static void
check_places(const GPtrArray *places, const char *text)
{
  unsigned length = (unsigned)g_utf8_strlen(text, -1);
  g_assert_cmpuint(places->len, <=, PLACES_MAX);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = places->pdata[i];
    g_assert_cmpuint(place->offset, <, length);
    g_assert_cmpfloat(place->confidence, >, 0);
    g_assert_cmpfloat(place->confidence, <=, 1);
    g_assert_true(g_utf8_validate(place->text, -1, NULL));
    g_assert_null(strpbrk(place->text, "\n\r\t"));
    g_assert_true(place->street == NULL ||
                  g_utf8_validate(place->street, -1, NULL));
    g_assert_true(!place->has_point || (fabs(place->latitude) <= 90 &&
                                        fabs(place->longitude) <= 180));
    g_autofree char *words = place_to_words(place);
    g_assert_nonnull(words);
  }
}

static void
check_choices(const GPtrArray *places, const char *text)
{
  g_autoptr(GPtrArray) choices = place_choices(places, NULL);
  g_assert_cmpuint(choices->len, !=, 1);
  g_assert_cmpuint(choices->len, <=, PLACE_CHOICES_MAX);
  for (guint i = 0; i < choices->len; i++) {
    g_autofree char *token = place_choice_to_token(choices->pdata[i]);
    g_assert_null(strpbrk(token, " \n\t"));
    g_autoptr(PlaceChoice) back = place_choice_from_token(token);
    g_assert_nonnull(back);
    g_autofree char *words = place_choice_to_words(back, text);
    g_assert_nonnull(words);
  }
  g_assert_cmpint(place_choice_named(choices, text), <, (int)choices->len);
  (void)place_choice_number(text); /* any number may be asked for */
  (void)keyword_says_here(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  const uint8_t *line = memchr(bytes, '\n', size);
  size_t row = line == NULL ? 0 : (size_t)(line - bytes);
  g_autoptr(GString) csv = g_string_new("name,latitude,longitude\n");
  g_string_append_len(csv, (const char *)bytes, (gssize)row);
  g_string_append(csv, "\nGartenstraße,54.09,12.1\nLange Straße,54.1,12.2\n"
                       "Gertenstraße,54.2,12.3\n");
  g_autoptr(GBytes) file = g_bytes_new_static(csv->str, csv->len);
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(file, "places.csv", NULL);

  g_autofree char *copy = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(copy, -1);
  for (int i = 0; i < 2; i++) {
    g_autoptr(GPtrArray) places =
        g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
    places_find(text, i == 0 ? NULL : gazetteer, places);
    check_places(places, text);
    check_choices(places, text);
  }
  return 0;
}
