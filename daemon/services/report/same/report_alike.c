/* SPDX-License-Identifier: Apache-2.0
 *
 * In doubt it is another matter: two tickets of one thing cost a clerk a
 * minute, a matter that was laid with another one is lost.
 */
#include "daemon/services/report/same/report_alike.h"

#include <string.h>

#include "parsers/phrases/phrase_pattern.h"
#include "parsers/place/place_distance.h"
#include "parsers/wish/wish.h"

enum {
  SAME_THING_DAYS = 90, /* later the same hole may be a new one */
  SAME_WORDS_DAYS = 30,
  SAME_WORDS_MIN = 3, /* fewer are said of many things */
  SAME_WORDS_PERCENT = 80,
  STEM_BYTES = 5, /* "Laterne", "Laternen" */
  NEAR_M = 50,    /* telephones err by as much */
  FAR_M = 200,
};

#define DAY_MS INT64_C(86400000)

typedef enum Likeness {
  LIKENESS_OTHER,
  LIKENESS_UNKNOWN,
  LIKENESS_SAME,
} Likeness;

static Likeness
compare_categories(const ReportSaid *said, const Ticket *before)
{
  if (said->category == NULL || before->category == NULL)
    return LIKENESS_UNKNOWN;
  return strcmp(said->category, before->category) == 0 ? LIKENESS_SAME
                                                       : LIKENESS_OTHER;
}

/* "Gartenstraße 12" and "Gartenstr. 12" as one; owned. */
static char *
fold_place(const char *place)
{
  g_autofree char *folded = phrase_fold(place);
  g_autoptr(GString) plain = g_string_new(folded);
  g_string_replace(plain, "strase", "str", 0);
  GString *out = g_string_new(NULL);
  for (const char *at = plain->str; *at != '\0'; at++)
    if (g_ascii_isalnum(*at))
      g_string_append_c(out, *at);
  return g_string_free(out, FALSE);
}

/* The town's list knows the middle of a street, not the house. */
static bool
is_exact(const Place *point)
{
  return point->has_point && point->source != PLACE_SOURCE_TEXT;
}

static Likeness
compare_words_of_places(const char *said, const char *before)
{
  g_autofree char *one = fold_place(said);
  g_autofree char *other = fold_place(before);
  /* "Vor der Gartenstr. 12" is there, too. */
  if (g_str_has_suffix(one, other) || g_str_has_suffix(other, one))
    return LIKENESS_SAME;
  /* Degrees against words, a street against a house of it. */
  bool degrees = g_ascii_isdigit(*one) || g_ascii_isdigit(*other);
  size_t shorter = MIN(strlen(one), strlen(other));
  bool within = strncmp(one, other, shorter) == 0 &&
                !(g_ascii_isdigit(one[shorter]) && shorter > 0 &&
                  g_ascii_isdigit(one[shorter - 1])) &&
                !(g_ascii_isdigit(other[shorter]) && shorter > 0 &&
                  g_ascii_isdigit(other[shorter - 1]));
  return degrees || within ? LIKENESS_UNKNOWN : LIKENESS_OTHER;
}

static Likeness
compare_places(const ReportSaid *said, const Ticket *before)
{
  if (is_exact(&said->point) && is_exact(&before->point)) {
    double apart_m =
        place_distance_m(said->point.latitude, said->point.longitude,
                         before->point.latitude, before->point.longitude);
    return apart_m <= NEAR_M  ? LIKENESS_SAME
           : apart_m >= FAR_M ? LIKENESS_OTHER
                              : LIKENESS_UNKNOWN;
  }
  if (said->place == NULL || before->place == NULL)
    return LIKENESS_UNKNOWN;
  return compare_words_of_places(said->place, before->place);
}

static bool
holds_stem(const GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    if (strcmp(words->pdata[i], word) == 0 ||
        (strlen(word) >= STEM_BYTES &&
         strncmp(words->pdata[i], word, STEM_BYTES) == 0))
      return true;
  return false;
}

static guint
count_shared(const GPtrArray *words, const GPtrArray *others)
{
  guint shared = 0;
  for (guint i = 0; i < words->len; i++)
    shared += holds_stem(others, words->pdata[i]) ? 1 : 0;
  return shared;
}

/* All that a ticket's writer told; owned. */
static GPtrArray *
words_of_ticket(const Ticket *ticket)
{
  g_autofree char *all =
      g_strjoin(" ", ticket->subject == NULL ? "" : ticket->subject,
                ticket->text, ticket->place == NULL ? "" : ticket->place,
                ticket->category == NULL ? "" : ticket->category, NULL);
  return wish_matter_words(all);
}

/* Does it speak of nothing but what the ticket is about? */
static bool
says_nothing_else(const char *text, const Ticket *before)
{
  g_autoptr(GPtrArray) words = wish_matter_words(text);
  g_autoptr(GPtrArray) known = words_of_ticket(before);
  return count_shared(words, known) * 2 >= words->len;
}

/* "Haus 5" and "Haus 7" differ in nothing else; owned. */
static char *
digits_of(const char *text)
{
  GString *digits = g_string_new(NULL);
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit(*text))
      g_string_append_c(digits, *text);
    else if (digits->len > 0 && digits->str[digits->len - 1] != ' ')
      g_string_append_c(digits, ' ');
  return g_strchomp(g_string_free(digits, FALSE));
}

static bool
has_same_words(const char *text, const char *before)
{
  g_autofree char *numbers = digits_of(text);
  g_autofree char *numbers_before = digits_of(before);
  g_autoptr(GPtrArray) words = wish_matter_words(text);
  g_autoptr(GPtrArray) known = wish_matter_words(before);
  guint most = MAX(words->len, known->len);
  return strcmp(numbers, numbers_before) == 0 && words->len >= SAME_WORDS_MIN &&
         count_shared(words, known) * 100 >= most * SAME_WORDS_PERCENT &&
         count_shared(known, words) * 100 >= most * SAME_WORDS_PERCENT;
}

bool
report_is_alike(const ReportSaid *said, const Ticket *before)
{
  Likeness category = compare_categories(said, before);
  Likeness place = compare_places(said, before);
  if (category == LIKENESS_OTHER || place == LIKENESS_OTHER || said->another)
    return false;
  if (said->again)
    return category == LIKENESS_SAME || place == LIKENESS_SAME ||
           says_nothing_else(said->text, before);
  if (before->state != TICKET_STATE_NEW && before->state != TICKET_STATE_OPEN &&
      before->state != TICKET_STATE_WAITING)
    return false;
  int64_t age_ms = said->at_ms - before->created_at_ms;
  if (category == LIKENESS_SAME && place == LIKENESS_SAME)
    return age_ms <= SAME_THING_DAYS * DAY_MS;
  return age_ms <= SAME_WORDS_DAYS * DAY_MS && before->text != NULL &&
         has_same_words(said->text, before->text);
}
