/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether what somebody decided about a sender counts for what he writes now.
 */
#include <string.h>

#include "parsers/letter/letter_private.h"

/* What speaks for a kind in the letter itself. */
static int
points_of(const LetterVerdict *verdict, const LetterKind *kind)
{
  int points = 0;
  for (unsigned i = 0; i < verdict->signs->len; i++) {
    const LetterSign *sign = &g_array_index(verdict->signs, LetterSign, i);
    bool counts = sign->kind == kind && strcmp(sign->pattern, "category") != 0;
    points += counts ? sign->points : 0;
  }
  return points;
}

static bool
is_grave(const LetterVerdict *verdict)
{
  static const unsigned grave =
      LETTER_LEGAL | LETTER_CONFIDENTIAL | LETTER_CAREFUL;
  for (unsigned i = 0; i < verdict->signs->len; i++) {
    const LetterKind *kind = g_array_index(verdict->signs, LetterSign, i).kind;
    if ((kind->flags & grave) != 0 && points_of(verdict, kind) > 0)
      return true;
  }
  return false;
}

/* Is the kind no more than what a letter is taken for when nothing is said?
 * What advertises names a bench and praises, too. */
static bool
is_vague(const LetterVerdict *verdict, const LetterKind *taught)
{
  const LetterKind *kind = verdict->kind;
  bool advertises = (taught->flags & LETTER_WEEKLY_LIST) != 0;
  if (kind == NULL)
    return true;
  if ((kind->flags & LETTER_FILES_ONLY) != 0)
    return advertises;
  return (kind->flags & LETTER_SERVICE) != 0 &&
         ((kind->flags & LETTER_PLACED) == 0 ||
          points_of(verdict, kind) < (advertises ? LETTER_SURE : 1));
}

bool
letter_taught_counts(const LetterVerdict *verdict, const LetterKind *taught)
{
  return (taught->flags & LETTER_OF_SENDER) != 0 && !is_grave(verdict) &&
         is_vague(verdict, taught);
}
