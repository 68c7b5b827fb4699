/* SPDX-License-Identifier: Apache-2.0
 *
 * Optimal string alignment over three rows.
 */
#include "parsers/nearest.h"

#include <stdbool.h>

#include <glib.h>

/* Names are short; a hostile "key" of megabytes must not cost a square. */
enum { NEAREST_MAX = 64 };

typedef struct Word {
  gunichar letters[NEAREST_MAX];
  int length;
} Word;

static void
word_read(Word *word, const char *text)
{
  word->length = 0;
  for (const char *p = text; *p != '\0' && word->length < NEAREST_MAX;
       p = g_utf8_next_char(p))
    word->letters[word->length++] = g_unichar_tolower(g_utf8_get_char(p));
}

/* Row i of the table of distances between the beginnings of a and b. */
static void
fill_row(const Word *a, const Word *b, int i, int rows[3][NEAREST_MAX + 1])
{
  int *row = rows[i % 3];
  const int *above = rows[(i + 2) % 3];
  const int *above2 = rows[(i + 1) % 3];
  row[0] = i;
  for (int j = 1; j <= b->length; j++) {
    bool same = a->letters[i - 1] == b->letters[j - 1];
    row[j] = MIN(MIN(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
    if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
        a->letters[i - 2] == b->letters[j - 1])
      row[j] = MIN(row[j], above2[j - 2] + 1);
  }
}

int
nearest_distance(const char *a, const char *b)
{
  Word left, right;
  int rows[3][NEAREST_MAX + 1];
  word_read(&left, a);
  word_read(&right, b);
  for (int j = 0; j <= right.length; j++)
    rows[0][j] = j;
  for (int i = 1; i <= left.length; i++)
    fill_row(&left, &right, i, rows);
  return rows[left.length % 3][right.length];
}

const char *
nearest_name(const char *wrong, const char *const *names, size_t count)
{
  const char *best = NULL;
  int allowed = MAX(1, (int)g_utf8_strlen(wrong, -1) / 3);
  for (size_t i = 0; i < count; i++) {
    if (names[i] == NULL)
      continue;
    int distance = nearest_distance(wrong, names[i]);
    if (distance <= allowed) {
      best = names[i];
      allowed = distance - 1; /* the next one must be better */
    }
  }
  return best;
}
