/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the table of services.  A service is one file
 * daemon/services/NAME.c that defines `const Service service_NAME`, pieces of
 * it in NAME_what.c, its schema in queue/schema/NAME/ and its texts.  Services
 * never call each other.
 */
#ifndef BOTE_DAEMON_SERVICE_H
#define BOTE_DAEMON_SERVICE_H

#include "daemon/belonging.h"
#include "daemon/desk.h"
#include "queue/inbox.h"

typedef struct AgendaItem AgendaItem;
typedef struct Message Message;
typedef struct SmsIn SmsIn;

/* Somebody may be in danger.  All is borrowed. */
typedef struct IncomingDanger {
  const char *rule;       /* id in danger.yaml, or "cry-for-help" */
  const char *department; /* in charge; NULL: as of any other matter */
  const char *number;     /* to call besides 112 and 110; NULL: the town's */
  const char *words;      /* by which it was found; NULL: none of their own */
} IncomingDanger;

/* A message that a service is to handle. */
typedef struct Incoming {
  const InboxItem *item;
  const Message *mail;            /* exactly one of mail and sms is set */
  const MailboxSettings *mailbox; /* of a mail */
  const SmsIn *sms;
  GPtrArray *attachments; /* StoredAttachment *: contents durable, rows not
                             written yet */
  Belonging belonging;
  const char *content_hash_note; /* "maybe-duplicate" or NULL */
  bool answers_paused;           /* after an outage: a person lets answers go */
  const char *quiet;  /* why it gets no answer of its own; NULL: it may */
  bool is_proved;     /* of an SMS: the code we sent to its number came back */
  bool may_be_danger; /* of an SMS: not sure enough for an alarm, but it is not
                         to wait nor to be left lying */
  const IncomingDanger *danger; /* NULL: none; else no state of a service, no
                                   pause and no limit stands before it */
} Incoming;

/* What a service made of a message; texts are literals or live in `ids`. */
typedef struct Handled {
  const char *kind; /* for the inbox row: "report", "command" … */
  Id person_id, contact_id, ticket_id; /* empty: none */
  bool held; /* it waits for somebody's answer and is decided again then */
} Handled;

typedef struct Service {
  const char *name;
  /* Does this service take what belongs like this?  The first in the table
   * that says yes handles it. */
  bool (*takes)(const Desk *desk, const Incoming *incoming);
  /* Is an SMS the answer of somebody of the town's to what this service asked
   * him?  Asked before any keyword; a service that says yes sets its
   * `belonging`.  NULL: it asks nobody. */
  bool (*claims)(Desk *desk, Incoming *incoming, bool *out_claims,
                 GError **error);
  /* Decide, write records and answers.  A STORE_ERROR ends the transaction;
   * any other error sends the message to `hold`. */
  bool (*handle)(Desk *desk, const Incoming *incoming, Handled *out_handled,
                 GError **error);
  /* A machine wrote about a ticket, or about a list (no ticket), or somebody of
   * the town's answered past us: to learn from, nothing is answered.  NULL:
   * nothing to learn.  Errors as of `handle`. */
  bool (*hears)(Desk *desk, const Incoming *incoming, GError **error);
  /* A timer of this service's kinds is due; kinds begin with its name. */
  bool (*timer)(Desk *desk, const AgendaItem *item, GError **error);
  /* Digest starts, a day is over: set timers of its own.  NULL: it has none. */
  bool (*plan)(Desk *desk, GError **error);
} Service;

extern const Service *const service_registry[];

/* Let the service of its ticket, if it has one, learn from a mail that is not
 * for us to answer. */
bool service_hear(Desk *desk, const Incoming *incoming, GError **error);

bool service_plan(Desk *desk, GError **error); /* Service.plan of all */

/* Is this service at work today: for everybody, or for the town's own people?
 */
bool service_is_working(const Desk *desk, const char *service);
/* Does this service answer this address in its state of today: everybody, the
 * town's own people, nobody?  NULL: does any? */
bool service_answers(const Desk *desk, const char *service,
                     const char *address);
/* Does any service answer this address today? */
bool service_somebody_answers(const Desk *desk, const char *address);
/* Is any service at work today, if only in the shadow? */
bool service_somebody_works(const Desk *desk);

/* The other tickets a message is written to (Belonging.others): how many; the
 * message as if it had been written to that one alone, borrowed; the numbers of
 * all but `ticket`, "26-00391-2, 26-00402-8", owned, NULL: there is none. */
unsigned incoming_other_count(const Incoming *incoming);
Incoming incoming_to_other(const Incoming *incoming, unsigned index);
char *incoming_other_numbers(const Incoming *incoming, const Ticket *ticket);

/* Note why something was decided about a message (bote inbox show). */
bool incoming_note(Desk *desk, const Incoming *incoming, const char *what,
                   const char *detail, GError **error);

/* Is the originator of a mail who he says: dmarc or aligned signatures passed,
 * or the town's own server guards his domain? */
bool incoming_is_authenticated(const Incoming *incoming);

/* May this message be answered automatically at all (RFC 3834)?  Limits of
 * frequency are desk_may_answer().  out_why: a word for the note. */
bool incoming_may_be_answered(const Incoming *incoming, const char **out_why);

/* The beginnings of an answer to a mail, for its originator. */
DeskLetter incoming_letter(const Desk *desk, const Incoming *incoming,
                           const char *text, json_t *data);

/* In which of the town's languages an SMS, or any text, is written; NULL: its
 * few words do not tell.  Borrowed from the town. */
const char *incoming_sms_language(const Desk *desk, const Incoming *incoming);
const char *incoming_text_language(const Desk *desk, const char *text);

/* The language to answer in: the mail's if the town writes it, else the one the
 * person is known by, else the town's first.  Who is known to read a variety of
 * the mail's language is answered in that: words do not tell easy German.  For
 * an SMS what the person asked for comes before what its words look like.
 *
 * known   NULL: nothing is known
 * Borrowed from the town.
 */
const char *incoming_language(const Desk *desk, const Incoming *incoming,
                              const char *known);

#endif
