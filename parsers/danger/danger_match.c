/* SPDX-License-Identifier: Apache-2.0
 *
 * Of the dangers that are found the one that stands first in the table; where
 * no pattern finds one, the scale is asked.
 */
#include "parsers/danger/danger.h"

#include "parsers/danger/danger_private.h"
#include "parsers/danger/danger_scale.h"

typedef struct Search {
  const DangerTable *table;
  bool may;       /* a rule for halves of a text was found */
  unsigned best;  /* place of the best other rule so far */
  DangerHit *hit; /* filled for the best one, or NULL */
} Search;

static bool
wants(void *data, unsigned row, unsigned pattern)
{
  const Search *search = data;
  const DangerRule *rule = search->table->rules->pdata[row];
  (void)pattern; /* one of a rule's is as good as another */
  return rule->half ? !search->may : row < search->best;
}

static bool
keep_hit(void *data, const PhraseHit *found)
{
  Search *search = data;
  const DangerRule *rule = search->table->rules->pdata[found->row];
  if (rule->half) {
    search->may = true;
    return true;
  }
  search->best = found->row;
  if (search->hit != NULL) {
    danger_hit_clear(search->hit);
    search->hit->rule = rule;
    search->hit->pattern = g_strdup(found->text);
    search->hit->words = phrase_hit_words(found);
  }
  return search->best > 0;
}

static bool
wants_any(void *data, unsigned row, unsigned pattern)
{
  (void)data, (void)row, (void)pattern;
  return true;
}

static bool
note_found(void *data, const PhraseHit *found)
{
  bool *any = data;
  (void)found;
  *any = true;
  return false;
}

/* Does it tell of what the town does not want to hear of? */
static bool
is_taken(const DangerTable *table, const char *text)
{
  bool any = false;
  const PhraseVisitor visitor = {wants_any, note_found, &any};
  if (table->taken != NULL)
    phrase_set_search(table->taken, text, &visitor);
  return any;
}

/* What no pattern knows. */
static bool
is_weighed(const DangerTable *table, const char *text, DangerHit *hit)
{
  if (table->weighed == NULL || is_taken(table, text))
    return false;
  char *words = NULL;
  if (!danger_scale_tips(table->scale, text, hit != NULL ? &words : NULL))
    return false;
  if (hit != NULL)
    *hit = (DangerHit){table->weighed, g_strdup(""), words};
  return true;
}

DangerVerdict
danger_judge(const DangerTable *table, const char *text, DangerHit *out_hit)
{
  g_auto(DangerHit) hit = {0};
  Search search = {.table = table,
                   .best = table->rules->len,
                   .hit = out_hit != NULL ? &hit : NULL};
  const PhraseVisitor visitor = {wants, keep_hit, &search};
  phrase_set_search(table->phrases, text, &visitor);
  if (search.best == table->rules->len && !is_weighed(table, text, search.hit))
    return search.may ? DANGER_MAY_BE : DANGER_NONE;
  if (out_hit != NULL) {
    *out_hit = hit;
    hit = (DangerHit){0};
  }
  return DANGER_IS;
}

bool
danger_match(const DangerTable *table, const char *text, DangerHit *out_hit)
{
  return danger_judge(table, text, out_hit) == DANGER_IS;
}

bool
danger_may_match(const DangerTable *table, const char *text)
{
  return danger_judge(table, text, NULL) != DANGER_NONE;
}
