/* SPDX-License-Identifier: Apache-2.0
 *
 * Does a text sound like a danger, though no pattern knows it?  Patterns find
 * what somebody thought of; this weighs all its words by how much more often
 * they stood in dangers than in other texts (logistic regression).  The weights
 * are learned by tests/eval/learn_danger.c, `make danger-weights`, never here.
 */
#ifndef BOTE_PARSERS_DANGER_DANGER_SCALE_H
#define BOTE_PARSERS_DANGER_DANGER_SCALE_H

#include <glib.h>
#include <stdbool.h>

typedef struct DangerScale DangerScale;

/* Of a file's text (templates/danger-weights.txt), read during the call. */
DangerScale *danger_scale_new(const char *rows);
void danger_scale_free(DangerScale *scale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DangerScale, danger_scale_free)

/* Does it?  Fewer than four words are too few to say.
 *
 * text       valid UTF-8 of any size; its first 32 KiB are looked at.
 * out_words  the few words that say most, folded, "junge … steckt"; a
 *            citizen's, so not for a log.  Owned by the caller; set only when
 *            true.  NULL: not wanted. */
bool danger_scale_tips(const DangerScale *scale, const char *text,
                       char **out_words);

#endif
