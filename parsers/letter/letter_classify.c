/* SPDX-License-Identifier: Apache-2.0
 *
 * Signs into a verdict: the first kind, in the table's order, that is certain;
 * but where one that must not be missed is possible, a person.
 */
#include "parsers/letter/letter.h"

#include "parsers/letter/letter_private.h"
#include "parsers/wish/wish.h"

/* In points, see letter_signs.c. */
enum {
  LETTER_LIKELY = 4, /* enough where nothing else is as likely, for kinds that
                        a category or few words speak for */
  LEAD = 2,          /* ahead of the next one, then */
  GRAVE_LEAD = 2,    /* over what suffices, where a word of a kind that must not
                        be missed was found */
  UNPLACED_LEAD = 14, /* the same, for what should have a category and has none:
                         "Unser Sohn geht nicht mehr zur Schule" */
  DOUBT = 6,          /* so far behind another one the first is in doubt */
};

typedef struct Score {
  const LetterKind *kind;
  int points;
} Score;

static int
points_of(const GArray *signs, const LetterKind *kind)
{
  int points = 0;
  for (unsigned i = 0; i < signs->len; i++) {
    const LetterSign *sign = &g_array_index(signs, LetterSign, i);
    points += sign->kind == kind ? sign->points : 0;
  }
  return points;
}

/* In the table's order. */
static GArray *
score(const LetterTable *table, const GArray *signs)
{
  GArray *scores = g_array_new(FALSE, FALSE, sizeof(Score));
  for (unsigned i = 0; i < table->kinds->len; i++) {
    const LetterKind *kind = table->kinds->pdata[i];
    const Score one = {kind, points_of(signs, kind)};
    g_array_append_val(scores, one);
  }
  return scores;
}

/* The first one with at least so many points, and one of these flags if any;
 * NULL: none. */
static const Score *
first_of(const GArray *scores, int points, unsigned flags)
{
  for (unsigned i = 0; i < scores->len; i++) {
    const Score *one = &g_array_index(scores, Score, i);
    if (one->points >= points &&
        (flags == 0 || (one->kind->flags & flags) != 0))
      return one;
  }
  return NULL;
}

/* The one with most points above 0 that is not `but`. */
static const Score *
best_of(const GArray *scores, const Score *but)
{
  const Score *best = NULL;
  for (unsigned i = 0; i < scores->len; i++) {
    const Score *one = &g_array_index(scores, Score, i);
    if (one != but && one->points > (best != NULL ? best->points : 0))
      best = one;
  }
  return best;
}

/* Of kinds alike, those that a service takes or those that must not be missed,
 * the one that clearly more speaks for: "man könnte Grillplätze machen, dann
 * liegt kein Müll herum".  But whoever is angry asks a lot. */
static const Score *
overtaken(const GArray *scores, const Score *one)
{
  const Score *best = one;
  for (unsigned i = 0; one != NULL && i < scores->len; i++) {
    const Score *other = &g_array_index(scores, Score, i);
    unsigned alike = one->kind->flags & other->kind->flags;
    if ((alike & (LETTER_SERVICE | LETTER_CAREFUL)) != 0 &&
        (other->kind->flags & LETTER_ASKS) == 0 &&
        other->points >= one->points + DOUBT && other->points > best->points)
      best = other;
  }
  return best;
}

/* Does as much speak for another kind?  Whoever asks does so as the press or a
 * council member, too. */
static bool
is_doubted(const GArray *scores, const Score *one)
{
  for (unsigned i = 0; i < scores->len; i++) {
    const Score *other = &g_array_index(scores, Score, i);
    bool asks = (other->kind->flags & LETTER_ASKS) != 0 &&
                (one->kind->flags & LETTER_SERVICE) == 0;
    if (other != one && !asks && other->points >= one->points + DOUBT)
      return true;
  }
  return false;
}

/* May it be one that must not be missed? */
static bool
is_grave(const GArray *scores, const Score *one, bool has_category)
{
  const Score *grave = first_of(scores, 1, LETTER_CAREFUL);
  bool unplaced = (one->kind->flags & LETTER_PLACED) != 0 && !has_category;
  int lead = unplaced ? UNPLACED_LEAD : GRAVE_LEAD;
  return grave != NULL && one->points < LETTER_SURE + lead;
}

/* Is what falls short of certain enough?  Not a thank-you that names a matter,
 * too: "Danke! Es ist die Hecke am Tor." */
static bool
is_likely(const GArray *scores, const Score *one)
{
  const Score *next = best_of(scores, one);
  unsigned doubtful = LETTER_CAREFUL;
  if ((one->kind->flags & LETTER_SERVICE) == 0)
    doubtful |= LETTER_SERVICE;
  return one->points >= LETTER_LIKELY &&
         (one->kind->flags & (LETTER_PLACED | LETTER_SHORT | LETTER_ASKS)) !=
             0 &&
         first_of(scores, 1, doubtful) == NULL &&
         (next == NULL || next->points + LEAD <= one->points);
}

/* What it is, or is likely; sets whether that is enough. */
static const Score *
choose(const GArray *scores, bool has_category, bool *out_certain)
{
  *out_certain = true;
  const Score *one = first_of(scores, LETTER_SURE, LETTER_CAREFUL);
  if (one != NULL)
    return overtaken(scores, one);
  one = first_of(scores, LETTER_LIKELY, LETTER_CAREFUL);
  *out_certain = one == NULL;
  if (one != NULL)
    return one;
  one = overtaken(scores, first_of(scores, LETTER_SURE, 0));
  if (one != NULL) {
    *out_certain =
        !is_doubted(scores, one) && !is_grave(scores, one, has_category);
    return one;
  }
  one = best_of(scores, NULL);
  *out_certain = one != NULL && is_likely(scores, one);
  return one;
}

/* A figure for people: half for what just suffices. */
static unsigned
percent_of(const Score *one, const Score *next, bool certain)
{
  int points = one != NULL ? one->points : 0;
  int other = next != NULL ? MAX(next->points, 0) : 0;
  int percent = points <= 0 ? 0 : 100 * points / (points + other + 1);
  return (unsigned)(certain ? CLAMP(percent, 50, 99) : MIN(percent, 49));
}

/* Signs for the kind, then those against it, then those of others. */
static int
compare_signs(const void *a, const void *b, void *kind)
{
  const LetterSign *one = a, *other = b;
  bool one_fits = one->kind == kind, other_fits = other->kind == kind;
  if (one_fits != other_fits)
    return one_fits ? -1 : 1;
  return other->points - one->points;
}

static void
classify(const LetterTable *table, const LetterView *view,
         LetterVerdict *out_verdict)
{
  g_autoptr(GArray) signs = letter_signs_find(table, view);
  g_autoptr(GArray) scores = score(table, signs);
  bool certain;
  const Score *one = choose(scores, view->category_found, &certain);
  const Score *next = best_of(scores, one);
  const LetterKind *likely = one != NULL ? one->kind : NULL;
  g_array_sort_with_data(signs, compare_signs, (void *)likely);
  *out_verdict = (LetterVerdict){
      .kind = certain ? likely : NULL,
      .likely = likely,
      .second = next != NULL ? next->kind : NULL,
      .sure_percent = percent_of(one, next, certain),
      .signs = g_steal_pointer(&signs),
  };
}

/* May it be confidential by nothing but the wish not to be named? */
static bool
may_only_wish(const LetterTable *table, const LetterVerdict *verdict,
              const LetterView *view)
{
  const Wishes *wishes = table->wishes;
  return verdict->likely != NULL && view->text != NULL &&
         (verdict->likely->flags & LETTER_CONFIDENTIAL) != 0 &&
         (wish_to_be_unnamed(wishes, view->text) ||
          (view->subject != NULL && wish_to_be_unnamed(wishes, view->subject)));
}

/* "Die Laterne ist aus, bitte vertraulich": without the wish it is a defect,
 * and of one alone it is believed. */
static void
classify_matter(const LetterTable *table, const LetterView *view,
                LetterVerdict *verdict)
{
  g_autofree char *text = wish_without_unnamed(table->wishes, view->text);
  g_autofree char *subject =
      view->subject == NULL
          ? NULL
          : wish_without_unnamed(table->wishes, view->subject);
  LetterView matter = *view;
  matter.text = text;
  matter.subject = subject;
  LetterVerdict found;
  classify(table, &matter, &found);
  bool told = *text != '\0' || view->category_found;
  bool placed =
      told && found.kind != NULL && (found.kind->flags & LETTER_PLACED) != 0;
  letter_verdict_clear(placed ? verdict : &found);
  if (placed)
    *verdict = found;
}

void
letter_classify(const LetterTable *table, const LetterView *view,
                LetterVerdict *out_verdict)
{
  classify(table, view, out_verdict);
  if (may_only_wish(table, out_verdict, view))
    classify_matter(table, view, out_verdict);
}

unsigned
letter_flags_of(const LetterTable *table, const char *text)
{
  const LetterView view = {.text = text};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(table, &view, &verdict);
  return verdict.kind == NULL ? 0 : verdict.kind->flags;
}

void
letter_verdict_clear(LetterVerdict *verdict)
{
  g_clear_pointer(&verdict->signs, g_array_unref);
}
