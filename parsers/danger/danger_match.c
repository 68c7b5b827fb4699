/* SPDX-License-Identifier: Apache-2.0
 *
 * Of the dangers that are found the one that stands first in the table.
 */
#include "parsers/danger/danger.h"

#include "parsers/danger/danger_private.h"

typedef struct Search {
  const DangerTable *table;
  bool half;      /* rules for halves count, too */
  unsigned best;  /* place of the best rule so far */
  DangerHit *hit; /* filled for the best one, or NULL */
} Search;

static bool
wants(void *data, unsigned row, unsigned pattern)
{
  const Search *search = data;
  const DangerRule *rule = search->table->rules->pdata[row];
  (void)pattern; /* one of a rule's is as good as another */
  return row < search->best && (search->half || !rule->half);
}

static bool
keep_hit(void *data, const PhraseHit *found)
{
  Search *search = data;
  search->best = found->row;
  if (search->hit != NULL) {
    danger_hit_clear(search->hit);
    search->hit->rule = search->table->rules->pdata[found->row];
    search->hit->pattern = g_strdup(found->text);
    search->hit->words = phrase_hit_words(found);
  }
  return search->best > 0;
}

static bool
find(Search *search, const char *text)
{
  const PhraseVisitor visitor = {wants, keep_hit, search};
  search->best = search->table->rules->len;
  phrase_set_search(search->table->phrases, text, &visitor);
  return search->best < search->table->rules->len;
}

bool
danger_match(const DangerTable *table, const char *text, DangerHit *out_hit)
{
  g_auto(DangerHit) hit = {0};
  Search search = {.table = table, .hit = out_hit != NULL ? &hit : NULL};
  if (!find(&search, text))
    return false;
  if (out_hit != NULL) {
    *out_hit = hit;
    hit = (DangerHit){0};
  }
  return true;
}

bool
danger_may_match(const DangerTable *table, const char *text)
{
  Search search = {.table = table, .half = true};
  return find(&search, text);
}
