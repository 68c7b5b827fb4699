/* SPDX-License-Identifier: Apache-2.0
 *
 * Places before words: a lamp is out in many streets.
 */
#include "daemon/services/report/same/report_near.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/phrases/phrase_pattern.h"
#include "parsers/place/place_distance.h"
#include "parsers/wish/wish.h"

enum {
  CLOSE_M = 50,   /* telephones err by as much */
  HOUSES_MAX = 4, /* the next house of the same side is 2 further */
  STREET_BYTES_MIN = 3,
  STEM_BYTES = 5,       /* "Laterne", "Laternen" */
  NAMED_DIGITS_MIN = 3, /* of a lamp, a number plate; not of a house */
  NAMED_DIGITS_MAX = 6, /* longer ones are telephones */
  YEAR_FIRST = 1900,
  YEAR_LAST = 2099,
};

/* What the words must have in common, by how near the places are: the first
 * words of two people about one thing share a noun, seldom more. */
static const struct {
  unsigned percent, words;
} enough[] = {
    [REPORT_APART] = {101, 0},
    [REPORT_LOOSE] = {60, 2},
    [REPORT_NEAR] = {40, 1},
    [REPORT_CLOSE] = {20, 1},
};

/* Before the name of a street, as phrase_fold() writes them. */
static const char *const prepositions[] = {
    "am",   "an",  "auf",  "bei",        "beim",      "das",    "dem",  "den",
    "der",  "die", "eke",  "gegenueber", "gegenuber", "höhe",   "hohe", "hoehe",
    "im",   "in",  "nahe", "neben",      "ort",       "vor",    "zum",  "zur",
    "near", "at",  "the",  "of",         "front",     "corner", NULL};

/* --- places --------------------------------------------------------------- */

static void
add_word(GString *name, const char *word)
{
  bool first = name->len == 0;
  if (first && g_strv_contains(prepositions, word))
    return;
  g_string_append(name, word);
}

char *
report_street_of(const char *place, int64_t *out_number)
{
  static const char breaks[] = " \t\r\n.,;:!?)/\"'-";
  g_autofree char *told = g_strdup(place == NULL ? "" : place);
  told[strcspn(told, "(")] = '\0'; /* degrees follow */
  g_autofree char *folded = phrase_fold(told);
  g_auto(GStrv) words = g_strsplit_set(folded, breaks, -1);
  GString *name = g_string_new(NULL);
  int64_t number = 0;
  for (size_t i = 0; words[i] != NULL; i++) {
    if (g_ascii_isdigit(words[i][0])) {
      number = name->len > 0 ? g_ascii_strtoll(words[i], NULL, 10) : 0;
      break;
    }
    add_word(name, words[i]);
  }
  g_string_replace(name, "strase", "str", 0);
  if (out_number != NULL)
    *out_number = name->len >= STREET_BYTES_MIN ? number : 0;
  return g_string_free(name, name->len < STREET_BYTES_MIN);
}

/* The town's list knows the middle of a street, not the house. */
static bool
is_exact(const Place *point)
{
  return point->has_point && point->source != PLACE_SOURCE_TEXT;
}

static ReportNearness
nearness_of_points(const Place *one, const Place *other)
{
  double apart_m = place_distance_m(one->latitude, one->longitude,
                                    other->latitude, other->longitude);
  if (apart_m > REPORT_NEAR_M)
    return REPORT_APART;
  if (!is_exact(one) || !is_exact(other))
    return REPORT_LOOSE;
  return apart_m <= CLOSE_M ? REPORT_CLOSE : REPORT_NEAR;
}

/* Of one street. */
static ReportNearness
nearness_of_houses(int64_t one, int64_t other)
{
  if (one == 0 || other == 0)
    return REPORT_LOOSE;
  int64_t apart = llabs(one - other);
  return apart == 0            ? REPORT_CLOSE
         : apart <= HOUSES_MAX ? REPORT_NEAR
                               : REPORT_APART;
}

ReportNearness
report_nearness(const Ticket *ticket, const Ticket *other)
{
  const Place *one = &ticket->point, *two = &other->point;
  if (is_exact(one) && is_exact(two))
    return nearness_of_points(one, two);
  int64_t number, other_number;
  g_autofree char *street = report_street_of(ticket->place, &number);
  g_autofree char *other_street = report_street_of(other->place, &other_number);
  if (street != NULL && other_street != NULL)
    return strcmp(street, other_street) == 0
               ? nearness_of_houses(number, other_number)
               : REPORT_APART;
  return one->has_point && two->has_point ? nearness_of_points(one, two)
                                          : REPORT_APART;
}

/* --- words ---------------------------------------------------------------- */

static char *
all_words(const Ticket *ticket)
{
  return g_strjoin(" ", ticket->subject == NULL ? "" : ticket->subject,
                   ticket->text, NULL);
}

/* Each once, and none that tells the place. */
static GPtrArray *
words_of(const Ticket *ticket, const char *places)
{
  g_autofree char *all = all_words(ticket);
  g_autoptr(GPtrArray) words = wish_matter_words(all);
  GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < words->len; i++)
    if (strstr(places, words->pdata[i]) == NULL &&
        !g_ptr_array_find_with_equal_func(kept, words->pdata[i], g_str_equal,
                                          NULL))
      g_ptr_array_add(kept, g_strdup(words->pdata[i]));
  return kept;
}

/* "Laterne" and "Laternen"; "Laterne" and "Straßenlaterne". */
static bool
are_alike(const char *one, const char *other)
{
  if (strcmp(one, other) == 0)
    return true;
  size_t length = strlen(one), other_length = strlen(other);
  const char *shorter = length <= other_length ? one : other;
  const char *longer = shorter == one ? other : one;
  size_t least = MIN(length, other_length);
  if (least < STEM_BYTES)
    return false;
  g_autofree char *stem =
      g_strndup(shorter, least > STEM_BYTES ? least - 1 : least);
  return strncmp(one, other, STEM_BYTES) == 0 || strstr(longer, stem) != NULL;
}

static unsigned
count_shared(const GPtrArray *words, const GPtrArray *others)
{
  unsigned shared = 0;
  for (guint i = 0; i < words->len; i++) {
    bool found = false;
    for (guint k = 0; k < others->len && !found; k++)
      found = are_alike(words->pdata[i], others->pdata[k]);
    shared += found ? 1 : 0;
  }
  return shared;
}

unsigned
report_likeness(const Ticket *ticket, const Ticket *other, unsigned *out_shared)
{
  g_autofree char *places =
      g_strjoin(" ", ticket->place == NULL ? "" : ticket->place,
                other->place == NULL ? "" : other->place, NULL);
  g_autofree char *folded = phrase_fold(places);
  g_autoptr(GPtrArray) words = words_of(ticket, folded);
  g_autoptr(GPtrArray) others = words_of(other, folded);
  const GPtrArray *less = words->len <= others->len ? words : others;
  *out_shared = count_shared(less, less == words ? others : words);
  return less->len == 0 ? 0 : *out_shared * 100 / less->len;
}

/* The numbers by which it names a thing; char *, owned. */
static GPtrArray *
names_of(const Ticket *ticket)
{
  g_autofree char *all = all_words(ticket);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *at = all; *at != '\0';) {
    size_t digits = strspn(at, "0123456789");
    int64_t value = digits == 0 ? 0 : g_ascii_strtoll(at, NULL, 10);
    if (digits >= NAMED_DIGITS_MIN && digits <= NAMED_DIGITS_MAX &&
        (value < YEAR_FIRST || value > YEAR_LAST))
      g_ptr_array_add(names, g_strndup(at, digits));
    at += MAX(digits, 1);
  }
  return names;
}

static bool
names_contradict(const Ticket *ticket, const Ticket *other)
{
  g_autoptr(GPtrArray) names = names_of(ticket);
  g_autoptr(GPtrArray) others = names_of(other);
  for (guint i = 0; i < names->len; i++)
    if (g_ptr_array_find_with_equal_func(others, names->pdata[i], g_str_equal,
                                         NULL))
      return false;
  return names->len > 0 && others->len > 0;
}

bool
report_seems_same(const Ticket *ticket, const Ticket *other)
{
  if (ticket->category == NULL ||
      g_strcmp0(ticket->category, other->category) != 0)
    return false;
  ReportNearness near = report_nearness(ticket, other);
  unsigned shared;
  return near != REPORT_APART && !names_contradict(ticket, other) &&
         report_likeness(ticket, other, &shared) >= enough[near].percent &&
         shared >= enough[near].words;
}
