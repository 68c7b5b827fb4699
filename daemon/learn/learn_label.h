/* SPDX-License-Identifier: Apache-2.0
 *
 * Which category the town's people say that a ticket has, so that it may be
 * learnt from.  The last word of staff counts: a category they set
 * (#kategorie), a department they gave it to (#weiter) where that has one
 * category only; else the category with which its department solved it and said
 * nothing else.  Nothing else is fair: what is still open was only guessed,
 * what was filed or refused was looked at for another reason.  Pure.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_LABEL_H
#define BOTE_DAEMON_LEARN_LEARN_LABEL_H

#include "parsers/config/town.h"
#include "queue/ticket.h"

/* What staff did with a ticket, oldest first. */
typedef struct LearnStory LearnStory;

LearnStory *learn_story_new(void);
void learn_story_free(LearnStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnStory, learn_story_free)

/* Add an event of the ticket; those that say nothing of it are passed over.
 *
 * detail    may be NULL
 * inbox_id  the mail that caused it: #rückgängig takes back all of one; NULL */
void learn_story_add(LearnStory *story, const char *what, const char *detail,
                     const char *inbox_id);

typedef enum LearnVerdict {
  LEARN_LABELLED,
  LEARN_OPEN,    /* nobody has decided it yet, or it was filed */
  LEARN_UNCLEAR, /* its department has several categories */
  LEARN_GONE,    /* the town has its category no more */
} LearnVerdict;

/* out_place  of the category among the town's; set for LEARN_LABELLED alone */
LearnVerdict learn_label(const Town *town, const Ticket *ticket,
                         const LearnStory *story, unsigned *out_place);

#endif
