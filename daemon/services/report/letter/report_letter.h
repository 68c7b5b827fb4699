/* SPDX-License-Identifier: Apache-2.0
 *
 * What kind of letter a message is (letters.yaml), looked at once, and what is
 * done with one of that kind.  Danger comes before all kinds: a message that
 * tells of one goes its own way, whatever kind it is of.
 *
 * What a kind's flags say becomes one row of the table in report_letter.c.  A
 * kind that has none of its own goes to its recipient and gets its answer.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LETTER_H
#define BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LETTER_H

#include "daemon/services/report/intake/report_matter.h"
#include "parsers/letter/letter.h"

/* Events of a ticket whose detail is the id of its kind: found when it came, by
 * a command, and by taking that back (none: of no kind again).  The newest
 * counts. */
#define LETTER_EVENT "letter"
#define LETTER_DECIDED "letter-decided"
#define LETTER_UNDECIDED "letter-undecided"
/* Beside the first: why, "2026-05-03", the day the desk said so of the sender,
 * or of others of his organisation. */
#define LETTER_TAUGHT "letter-taught"
#define LETTER_TAUGHT_OTHERS "letter-taught-others"

/* What is done with the letters of a kind. */
typedef struct ReportLetterWay {
  unsigned flags; /* LetterFlag: a kind with all of these takes this way */
  bool routed;    /* goes where its category says, as a report does */
  bool filed;     /* its ticket is closed at once: nothing is to be done */
  bool no_ticket; /* stays in the inbox, unanswered; with `filed` */
  bool whole;     /* goes on with its original, at once, past all that waits */
  bool veiled;    /* no mail of ours holds any of its words */
} ReportLetterWay;

typedef struct ReportLetter {
  LetterVerdict verdict;
  const LetterKind *kind;     /* of the verdict; NULL: in doubt, or in danger */
  const ReportLetterWay *way; /* never NULL */
  int64_t taught_at_ms;  /* the kind is the one that the desk said then of this
                           sender's letters; 0: its own signs tell it */
  bool taught_by_others; /* of others of his organisation */
} ReportLetter;

void report_letter_clear(ReportLetter *letter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportLetter, report_letter_clear)

/* A letter of this kind, NULL of none, without a verdict. */
void report_letter_of_kind(const LetterKind *kind, ReportLetter *out);

/* Take it for one of a kind all the same, because of what the desk said. */
void report_letter_teach(ReportLetter *letter, const LetterKind *kind,
                         int64_t at_ms, bool by_others);

/* Look at a new matter.
 *
 * named   a category was named in it (ReportCategory)
 * out     borrows from the town; report_letter_clear()
 */
void report_letter_look(const Desk *desk, const Incoming *incoming,
                        const ReportMatter *matter, bool named,
                        ReportLetter *out);

/* Note kind, flags and certainty with the message (bote inbox show). */
bool report_letter_note(Desk *desk, const Incoming *incoming,
                        const ReportLetter *letter, GError **error);
/* The same with a ticket, and the signs: a citizen's words, which are sealed
 * there. */
bool report_letter_remember(Desk *desk, const Incoming *incoming,
                            const ReportLetter *letter, const Ticket *ticket,
                            GError **error);

/* Is it likely to be something else than what a service takes, but not surely?
 * Then the desk says what it is. */
bool report_letter_in_doubt(const ReportLetter *letter);
/* Does it insult or threaten?  It goes to the desk alone, and no answer repeats
 * it. */
bool report_letter_is_abuse(const ReportLetter *letter);
/* May it?  Then the desk reads it before those it is aimed at. */
bool report_letter_may_abuse(const ReportLetter *letter);

/* The name of what needs no ticket, for its row in the inbox. */
const char *report_letter_name(const ReportLetter *letter);

/* The department that gets it: the kind's own, else the desk; NULL: the one of
 * its category.  Borrowed from the town. */
const char *report_letter_department(const Desk *desk,
                                     const ReportLetter *letter);

/* What a ticket's letter was found or decided to be, out of its history;
 * without a verdict.  Borrows from the town alone. */
bool report_letter_of_ticket(Desk *desk, const Ticket *ticket,
                             ReportLetter *out, GError **error);

/* --- on its way: report_letter_pass.c ------------------------------------ */

typedef struct Enclosures Enclosures;
typedef struct ReportHandover ReportHandover;

/* Does a handover go as a note without content? */
bool report_letter_is_veiled(Desk *desk, const Ticket *ticket,
                             const ReportHandover *handover, bool *out_is,
                             GError **error);
/* Send that note to all addresses of the department; what is outside of the
 * administration gets none, the desk does. */
bool report_letter_hand_note(Desk *desk, const Ticket *ticket,
                             const ReportHandover *handover, GError **error);

/* Enclose the mail as it came, where its kind wants it whole; not for readers
 * outside of the administration. */
bool report_letter_enclose(Desk *desk, const Ticket *ticket,
                           const ReportHandover *handover,
                           Enclosures *enclosures, GError **error);

/* Add "letter" to what a department is told, "taught" where the desk's decision
 * about the sender tells it, and to a whole one "whole" and the exact time of
 * receipt; nothing of what a service takes. */
typedef struct ReportLetterMail {
  const char *language, *inbox_id;
  bool has_original;
} ReportLetterMail;
bool report_letter_describe(Desk *desk, const Ticket *ticket,
                            const ReportLetterMail *mail, json_t *data,
                            GError **error);

/* --- the contact of a ticket writes: report_letter_reply.c ---------------- */

typedef enum ReportLetterReply {
  REPORT_LETTER_GOES_ON, /* it is about his ticket */
  REPORT_LETTER_ABUSES,  /* so it is, but it may insult or threaten */
  REPORT_LETTER_TAKEN,
} ReportLetterReply;

/* Take what changes nothing (thanks), and what is a matter of its own (an
 * objection, something confidential).
 */
bool report_letter_take_reply(Desk *desk, const Incoming *incoming,
                              Handled *out_handled, ReportLetterReply *out,
                              GError **error);

#endif
