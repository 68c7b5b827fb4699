/* SPDX-License-Identifier: Apache-2.0
 *
 * The labelled texts of dangers (tests/eval/danger*.tsv) and the real reports
 * (tests/eval/danger_reports.tsv): read to measure the table of dangers, and to
 * learn from those that are not held back.
 */
#ifndef BOTE_TESTS_SUPPORT_DANGER_TEXTS_H
#define BOTE_TESTS_SUPPORT_DANGER_TEXTS_H

#include <stdbool.h>

typedef struct DangerText {
  const char *set; /* of danger_fresh.tsv; the others: the language */
  const char *language;
  const char *danger; /* its id, "danger" of a real report; "-": none */
  const char *text;
  const char *name; /* of a report "source/id"; else the text */
  bool held;        /* nobody looks at it, nothing is learned from it */
  bool borderline;  /* a report that counts neither way */
} DangerText;

typedef void (*DangerTextVisitor)(void *data, const DangerText *text);

/* Our own: those of which a half is held back, those that all are, and those in
 * sets. */
void danger_texts_own(DangerTextVisitor visit, void *data);
void danger_texts_new(DangerTextVisitor visit, void *data);
void danger_texts_fresh(DangerTextVisitor visit, void *data);

/* Those that are learned from and never measured. */
void danger_texts_taught(DangerTextVisitor visit, void *data);

/* Real ones; false: the measuring data is absent. */
bool danger_texts_reports(DangerTextVisitor visit, void *data);

/* The set of danger_fresh.tsv that was held back last. */
extern const char DANGER_TEXTS_HELD_SET[];

#endif
