/* SPDX-License-Identifier: Apache-2.0
 *
 * What cannot wait for office hours: a table of dangers and the words that tell
 * of them (templates/danger.yaml and the town's own danger.yaml), and whether a
 * text does.  Words alone, of all languages at once, rather too often than not;
 * what is done about a danger is decided by others.
 */
#ifndef BOTE_PARSERS_DANGER_DANGER_H
#define BOTE_PARSERS_DANGER_DANGER_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"
#include "parsers/config/yaml_tree.h"

/* A row of the table. */
typedef struct DangerRule {
  char *id;
  GHashTable *names; /* language -> what people call it ("Gasgeruch") */
  char *department;  /* id; NULL: as without a danger */
  char *phone;       /* of those who help with this one, told besides 112; or
                        NULL */
  bool enabled;      /* false: takes the shipped row of the same id away */
  bool group;        /* no danger, but words that patterns name as @id */
  bool half;         /* only for danger_may_match() */
  bool weighed;      /* found by all the words together (danger_scale.h) */
  GPtrArray *words;  /* char *: patterns (phrase_pattern.h) */
  GPtrArray *ignore; /* char *: words in a row that do not count; those of a
                        group do for no row */
} DangerRule;

typedef struct DangerTable DangerTable;

/* What was found. */
typedef struct DangerHit {
  const DangerRule *rule; /* borrowed from the table, never a group */
  char *pattern;          /* as the table has it; "" of what was weighed */
  char *words;            /* of the text, folded; for history and `why`.  These
                             are a citizen's words: not for a log */
} DangerHit;

void danger_hit_clear(DangerHit *hit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DangerHit, danger_hit_clear)

/* Build the table: the shipped rows, after them the town's.  A town's row with
 * the id of a shipped one replaces it where it stands.
 *
 * town      the root of the town's danger.yaml, a list; NULL: it has none.
 * problems  gets what is wrong in the town's rows, all of it; then the table
 *           has gaps.
 * Returns the table, owned by the caller, never NULL. */
DangerTable *danger_table_new(const YamlNode *town, Problems *problems);
void danger_table_free(DangerTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DangerTable, danger_table_free)

/* The row that is in force; NULL when there is none, or a group. */
const DangerRule *danger_table_find(const DangerTable *table, const char *id);

/* The row's name in `language` (BCP 47), else in its main language, else in
 * German, else its id.  Borrowed. */
const char *danger_rule_name(const DangerRule *rule, const char *language);

/* Does a text tell of a danger?  Of several the one that stands first in the
 * table.
 *
 * text     valid UTF-8 of any size; time grows with its length alone.  A
 *          subject goes before it, with an empty line between.
 * out_hit  set only when true; danger_hit_clear().  NULL: not wanted. */
bool danger_match(const DangerTable *table, const char *text,
                  DangerHit *out_hit);

/* May it, so that it must not wait for its other parts, nor for its sender's
 * answer, nor lie at a limit?  True whenever danger_match() is, and for single
 * words that half a text may consist of. */
bool danger_may_match(const DangerTable *table, const char *text);

/* What a text is judged to be. */
typedef enum DangerVerdict {
  DANGER_NONE,
  DANGER_MAY_BE, /* danger_may_match() alone */
  DANGER_IS,     /* danger_match() */
} DangerVerdict;

/* Both questions in one pass. */
DangerVerdict danger_judge(const DangerTable *table, const char *text,
                           DangerHit *out_hit);

#endif
