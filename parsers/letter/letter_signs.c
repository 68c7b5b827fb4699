/* SPDX-License-Identifier: Apache-2.0
 *
 * The signs in a letter: words, who sent it, that it asks, that a category fits
 * it; and what each of them is worth.
 */
#include <string.h>

#include "parsers/letter/letter_private.h"
#include "parsers/subject.h"

/* Chosen with the labelled letters (tests/eval/letters.tsv): what decides is
 * worth what LETTER_SURE asks for, see letter_classify.c. */
enum {
  STRONG_POINTS = 6,
  WEAK_POINTS = 2,
  AGAINST_POINTS = -4,
  SUBJECT_POINTS = 2, /* more, for what the writer put on top */
  BELIEVED_POINTS = 14,
  CLAIMED_POINTS = 4, /* an address that anybody may have written there */
  SHORT_POINTS = 2,
  SHORT_WORDS = 8,   /* "Super, alles weg. Danke an die Kollegen!" */
  BRIEF_WORDS = 30,  /* a longer letter says more than what it is about */
  PLACED_POINTS = 4, /* what a category alone makes likely, never certain */
};

typedef struct Finder {
  const LetterTable *table;
  GArray *signs; /* LetterSign */
  bool *found;   /* by pattern */
  bool in_subject;
} Finder;

static void
clear_sign(void *sign)
{
  g_clear_pointer(&((LetterSign *)sign)->words, g_free);
}

static bool
wants(void *data, unsigned row, unsigned pattern)
{
  (void)row; /* of any kind, each pattern once */
  return !((const Finder *)data)->found[pattern];
}

static int
points_of(LetterSide side, bool in_subject)
{
  static const int points[LETTER_SIDES] = {STRONG_POINTS, WEAK_POINTS,
                                           AGAINST_POINTS};
  return points[side] +
         (in_subject && side != LETTER_AGAINST ? SUBJECT_POINTS : 0);
}

static bool
keep(void *data, const PhraseHit *hit)
{
  Finder *finder = data;
  const LetterSign sign = {
      .kind = finder->table->rows->pdata[hit->row / LETTER_SIDES],
      .points = points_of(hit->row % LETTER_SIDES, finder->in_subject),
      .pattern = hit->text,
      .words = phrase_hit_words(hit),
  };
  g_array_append_val(finder->signs, sign);
  finder->found[hit->pattern] = true;
  return true;
}

static void
look_in(Finder *finder, const char *text)
{
  const PhraseVisitor visitor = {wants, keep, finder};
  if (text != NULL)
    phrase_set_search(finder->table->phrases, text, &visitor);
}

/* A reply's subject is that of the mail it answers: not of its matter. */
static void
look_in_subject(Finder *finder, const char *subject)
{
  SubjectPrefix prefix;
  g_autofree char *base = subject_base(subject, &prefix);
  finder->in_subject = true;
  if (prefix != SUBJECT_PREFIX_REPLY && prefix != SUBJECT_PREFIX_EITHER)
    look_in(finder, base);
  finder->in_subject = false;
}

static void
add(Finder *finder, const LetterKind *kind, int points, const char *pattern)
{
  const LetterSign sign = {kind, points, pattern, g_strdup(pattern)};
  g_array_append_val(finder->signs, sign);
}

/* The best entry of the kind's list that the sender fits. */
static void
look_at_sender(Finder *finder, const LetterKind *kind, const LetterView *view)
{
  int points = view->authenticated ? BELIEVED_POINTS : CLAIMED_POINTS;
  if (view->from_council && (kind->flags & LETTER_COUNCIL) != 0) {
    add(finder, kind, points, "council");
    return;
  }
  for (unsigned i = 0; view->sender != NULL && i < kind->senders->len; i++)
    if (letter_sender_fits(kind->senders->pdata[i], view->sender)) {
      add(finder, kind, points, kind->senders->pdata[i]);
      return;
    }
}

static int
points_so_far(const Finder *finder, const LetterKind *kind)
{
  int points = 0;
  for (unsigned i = 0; i < finder->signs->len; i++) {
    const LetterSign *sign = &g_array_index(finder->signs, LetterSign, i);
    points += sign->kind == kind ? sign->points : 0;
  }
  return points;
}

/* A category says little more than the words it was found by, which are signs
 * themselves: it fills up what they lack. */
static void
look_at_category(Finder *finder, const LetterKind *kind, unsigned words)
{
  int points = points_so_far(finder, kind);
  if (points == 0 && words > BRIEF_WORDS)
    add(finder, kind, WEAK_POINTS, "category");
  else if (points >= 0 && points < PLACED_POINTS)
    add(finder, kind, PLACED_POINTS - points, "category");
}

static bool
asks(const LetterView *view)
{
  return (view->subject != NULL && strchr(view->subject, '?') != NULL) ||
         (view->text != NULL && strchr(view->text, '?') != NULL);
}

/* By their number of blanks, which is near enough. */
static unsigned
words_of(const LetterView *view)
{
  unsigned words = 1;
  const char *text = view->text != NULL ? view->text : "";
  for (; *text != '\0' && words <= BRIEF_WORDS; text++)
    words += g_ascii_isspace(*text);
  return words;
}

static void
look_around(Finder *finder, const LetterView *view)
{
  bool question = asks(view), brief = words_of(view) <= SHORT_WORDS;
  for (unsigned i = 0; i < finder->table->kinds->len; i++) {
    const LetterKind *kind = finder->table->kinds->pdata[i];
    look_at_sender(finder, kind, view);
    if (question && (kind->flags & LETTER_ASKS) != 0)
      add(finder, kind, WEAK_POINTS, "?");
    if (view->category_found && (kind->flags & LETTER_PLACED) != 0)
      look_at_category(finder, kind, words_of(view));
    if (brief && (kind->flags & LETTER_SHORT) != 0 &&
        points_so_far(finder, kind) > 0)
      add(finder, kind, SHORT_POINTS, "short");
  }
}

GArray *
letter_signs_find(const LetterTable *table, const LetterView *view)
{
  GArray *signs = g_array_new(FALSE, FALSE, sizeof(LetterSign));
  g_array_set_clear_func(signs, clear_sign);
  g_autofree bool *found =
      g_new0(bool, phrase_set_patterns(table->phrases) + 1);
  Finder finder = {.table = table, .signs = signs, .found = found};
  look_in_subject(&finder, view->subject);
  look_in(&finder, view->text);
  for (unsigned i = 0; view->files != NULL && i < view->files->len; i++)
    look_in(&finder, view->files->pdata[i]);
  look_around(&finder, view);
  return signs;
}
