/* SPDX-License-Identifier: Apache-2.0
 *
 * What reading the table (danger_table.c) and asking it (danger_match.c) share.
 */
#ifndef BOTE_PARSERS_DANGER_DANGER_PRIVATE_H
#define BOTE_PARSERS_DANGER_DANGER_PRIVATE_H

#include "parsers/config/schema.h"
#include "parsers/danger/danger.h"
#include "parsers/phrases/phrases.h"

extern const Schema danger_schema; /* a row of danger.yaml: DangerRule */

typedef struct DangerScale DangerScale; /* danger_scale.h */

struct DangerTable {
  GPtrArray *rules;          /* DangerRule *, owned, in the order of rank */
  PhraseSet *phrases;        /* their patterns, by the same places */
  DangerScale *scale;        /* for the row that is weighed */
  const DangerRule *weighed; /* that row; NULL: none is in force */
  GPtrArray *shipped;        /* DangerRule *, owned, without the town's */
  /* Of them those that the town has replaced or switched off, and what it
   * ignores: what they match is not weighed.  NULL: none. */
  PhraseSet *taken;
};

#endif
