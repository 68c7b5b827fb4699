/* SPDX-License-Identifier: Apache-2.0
 *
 * Do reports of two people seem to be about the same thing?  Pure.  A yes is
 * only a question to the second one, so that both mistakes are small; but
 * whoever is asked about another thing each time answers no more.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_NEAR_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_NEAR_H

#include "queue/ticket.h"

enum {
  REPORT_NEAR_M = 100,   /* what is further away is another thing */
  REPORT_NEAR_DAYS = 90, /* later the same hole may be a new one */
};

/* How near two places are. */
typedef enum ReportNearness {
  REPORT_APART, /* or nobody knows */
  REPORT_LOOSE, /* the same street, and no more is known */
  REPORT_NEAR,  /* a few houses away */
  REPORT_CLOSE, /* as near as telephones and people tell it */
} ReportNearness;

/* The street that a ticket's place names, folded for comparing, without "in
 * der", house number and town; and the number.
 *
 * place       in words; NULL: not known
 * out_number  0: none; may be NULL
 * Owned by the caller; NULL: no street
 */
char *report_street_of(const char *place, int64_t *out_number);

ReportNearness report_nearness(const Ticket *ticket, const Ticket *other);

/* How many of a hundred of the words that say what it is are in both; of the
 * one that says less.  Words of the places do not count.
 *
 * out_shared   how many words those are
 */
unsigned report_likeness(const Ticket *ticket, const Ticket *other,
                         unsigned *out_shared);

/* The same category, near, and similar in words: the less is known of the
 * place, the more the words have to be.  What both name by numbers that differ
 * ("Laterne 4711", a number plate) are two things. */
bool report_seems_same(const Ticket *ticket, const Ticket *other);

#endif
