/* SPDX-License-Identifier: Apache-2.0
 *
 * Candidates of the same words are what a writer may have meant by them.
 */
#include "parsers/place/place_choice.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/config/town_fold.h"
#include "parsers/geo/districts.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/place/places.h"

enum { TOKEN_PARTS = 4 };

void
place_choice_free(PlaceChoice *choice)
{
  if (choice == NULL)
    return;
  g_free(choice->label);
  g_free(choice->street);
  g_free(choice->number);
  g_free(choice);
}

static GPtrArray *
new_choices(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)place_choice_free);
}

/* --- what there is to choose from ----------------------------------------- */

/* A point that stands for the same words as another candidate does. */
static bool
is_alternative(const Place *place, const Place *of)
{
  return place->source == PLACE_SOURCE_TEXT && place->has_point &&
         place->street != NULL && place->offset == of->offset &&
         g_strcmp0(place->text, of->text) == 0;
}

/* The first words that mean several places (const Place *). */
static GPtrArray *
alternatives(const GPtrArray *places)
{
  GPtrArray *found = g_ptr_array_new();
  for (guint i = 0; i < places->len; i++) {
    for (guint j = 0; j < places->len && found->len < PLACE_CHOICES_MAX; j++)
      if (is_alternative(places->pdata[j], places->pdata[i]))
        g_ptr_array_add(found, places->pdata[j]);
    if (found->len > 1)
      break;
    g_ptr_array_set_size(found, 0);
  }
  return found;
}

static bool
have_one_street(const GPtrArray *found)
{
  const Place *first = found->pdata[0];
  for (guint i = 1; i < found->len; i++) {
    const Place *place = found->pdata[i];
    if (strcmp(place->street, first->street) != 0)
      return false;
  }
  return true;
}

static const char *
area_of(const Place *place, const Districts *districts)
{
  if (place->quarter != NULL || districts == NULL)
    return place->quarter;
  return districts_find(districts,
                        (PlacePoint){place->latitude, place->longitude});
}

static PlaceChoice *
make_choice(const Place *place, const char *area)
{
  PlaceChoice *choice = g_new0(PlaceChoice, 1);
  choice->label = g_strdup(area != NULL ? area : place->street);
  choice->street = g_strdup(place->street);
  choice->number = g_strdup(place->number);
  choice->latitude = place->latitude;
  choice->longitude = place->longitude;
  return choice;
}

static bool
has_label(const GPtrArray *choices, const char *label)
{
  for (guint i = 0; i < choices->len; i++) {
    const PlaceChoice *choice = choices->pdata[i];
    if (strcmp(choice->label, label) == 0)
      return true;
  }
  return false;
}

static int
compare_labels(const void *a, const void *b)
{
  const PlaceChoice *left = *(const PlaceChoice *const *)a;
  const PlaceChoice *right = *(const PlaceChoice *const *)b;
  return strcmp(left->label, right->label);
}

GPtrArray *
place_choices(const GPtrArray *places, const Districts *districts)
{
  g_autoptr(GPtrArray) choices = new_choices();
  if (places_best_point(places) != NULL)
    return g_steal_pointer(&choices);
  g_autoptr(GPtrArray) found = alternatives(places);
  bool one_street = found->len > 0 && have_one_street(found);
  for (guint i = 0; i < found->len; i++) {
    const Place *place = found->pdata[i];
    const char *area = one_street ? area_of(place, districts) : NULL;
    if (has_label(choices, area != NULL ? area : place->street))
      return new_choices();
    g_ptr_array_add(choices, make_choice(place, area));
  }
  g_ptr_array_sort(choices, compare_labels);
  return g_steal_pointer(&choices);
}

/* --- as a word ------------------------------------------------------------ */

char *
place_choice_to_token(const PlaceChoice *choice)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *label = g_uri_escape_string(choice->label, NULL, FALSE);
  g_autofree char *street = g_uri_escape_string(choice->street, NULL, FALSE);
  return g_strjoin(
      ";", g_ascii_formatd(latitude, sizeof latitude, "%.6f", choice->latitude),
      g_ascii_formatd(longitude, sizeof longitude, "%.6f", choice->longitude),
      label, street, NULL);
}

PlaceChoice *
place_choice_from_token(const char *token)
{
  g_auto(GStrv) parts = g_strsplit(token, ";", TOKEN_PARTS + 1);
  if (g_strv_length(parts) != TOKEN_PARTS)
    return NULL;
  g_autoptr(PlaceChoice) choice = g_new0(PlaceChoice, 1);
  choice->latitude = g_ascii_strtod(parts[0], NULL);
  choice->longitude = g_ascii_strtod(parts[1], NULL);
  choice->label = g_uri_unescape_string(parts[2], NULL);
  choice->street = g_uri_unescape_string(parts[3], NULL);
  return choice->label == NULL || choice->street == NULL
             ? NULL
             : g_steal_pointer(&choice);
}

char *
place_choice_to_words(const PlaceChoice *choice, const char *place)
{
  const char *number = choice->number;
  if (number == NULL && place != NULL)
    number = strpbrk(place, "0123456789");
  bool is_street = strcmp(choice->label, choice->street) == 0;
  return g_strconcat(choice->street, number == NULL ? "" : " ",
                     number == NULL ? "" : number, is_street ? "" : ", ",
                     is_street ? "" : choice->label, NULL);
}

/* --- what an answer means ------------------------------------------------- */

/* "2) beim Bäcker", "B, vor Nr. 3": a sign, and then something else. */
static unsigned
leading_sign(const char *text)
{
  const char *at = text + strspn(text, " \t(");
  char sign = g_ascii_toupper(at[0]);
  if (sign == '\0' || strchr(" \r\n\t.,;:)!", at[1]) == NULL)
    return 0;
  bool closed = at[1] != ' ' && at[1] != '\t';
  if (at[1] != '\0' && !closed)
    return 0;
  if (sign >= '1' && sign <= '9')
    return (unsigned)(sign - '0');
  return sign >= 'A' && sign < 'A' + 2 * PLACE_CHOICES_MAX
             ? (unsigned)(sign - 'A') + 1
             : 0;
}

unsigned
place_choice_number(const char *text)
{
  int number = keyword_answer_choice(text);
  return number > 0 ? (unsigned)number : leading_sign(text);
}

static bool
holds_words(const char *folded, const char *words)
{
  g_autofree char *wanted = g_strconcat(" ", words, " ", NULL);
  return words[0] != '\0' && strstr(folded, wanted) != NULL;
}

static bool
denies(const char *folded)
{
  static const char *const words[] = {"nicht", "weder", "kein", "not",
                                      "neither"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (holds_words(folded, words[i]))
      return true;
  return false;
}

int
place_choice_named(const GPtrArray *choices, const char *text)
{
  int named = -1;
  g_autofree char *plain = town_fold(text);
  g_autofree char *folded = g_strconcat(" ", plain, " ", NULL);
  if (denies(folded))
    return -1;
  for (guint i = 0; i < choices->len; i++) {
    const PlaceChoice *choice = choices->pdata[i];
    g_autofree char *label =
        choice == NULL ? g_strdup("") : town_fold(choice->label);
    if (!holds_words(folded, label))
      continue;
    if (named >= 0)
      return -1;
    named = (int)i;
  }
  return named;
}
