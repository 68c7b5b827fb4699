/* SPDX-License-Identifier: Apache-2.0
 *
 * What a service needs to decide about a message and to answer it: the town,
 * its texts, the store, the time; and the two ways out, a mail and an SMS.  A
 * desk lives for one transaction; all its functions write within it.
 */
#ifndef BOTE_DAEMON_DESK_H
#define BOTE_DAEMON_DESK_H

#include <jansson.h>

#include "parsers/config/town.h"
#include "queue/outbox.h"
#include "queue/ticket_event.h"

typedef struct Config Config;
typedef struct MailboxSettings MailboxSettings;
typedef struct MailPart MailPart;
typedef struct Status Status;
typedef struct Texts Texts;
typedef struct TokenRef TokenRef;

enum { DESK_TOKEN_VERSION = 1 };

typedef struct Desk {
  const Config *config;
  const Texts *texts;
  Queue *queue;
  GTimeZone *zone;
  int64_t now_ms;
  Status *status;                 /* counters; NULL: nobody counts */
  GPtrArray *unreadable;          /* char *: files that go after the commit */
  const struct LearnModel *model; /* NULL: the words decide alone */
} Desk;

/* A mail of ours.  Everything is borrowed. */
typedef struct DeskLetter {
  const char *text;     /* name of the text: "confirmation" */
  const char *kind;     /* of the outbox row; NULL: the text's name */
  const char *language; /* BCP 47 */
  json_t *data;         /* variables; the common ones are added here */
  const char *mailbox;  /* name of the mailbox it comes from */
  const char *to, *to_name;
  const char *owner_id;    /* person whose key seals it; NULL: the town */
  const Ticket *ticket;    /* NULL: about no ticket */
  char role;               /* token for the reply; 0: none */
  unsigned token_serial;   /* of a question; 0: the present assignment */
  const TokenRef *token;   /* where it is about no ticket; NULL: none */
  const char *in_reply_to; /* of a stranger; left out when it is not safe */
  const char *inbox_id, *cancel_group, *dedupe;
  OutboxPriority priority;
  int64_t not_before_ms;
  bool unsolicited; /* status news: auto-generated, may be opted out of */
  bool held;        /* answers are paused: a person lets it go */
  const MailPart *parts;
  size_t part_count;
} DeskLetter;

/* Render a mail and put it into the outbox.
 *
 * out_text   subject and text part as they will go, owned; may be NULL
 * A TEMPLATE_ERROR is a town's text that cannot be rendered; a PARSE_ERROR an
 * address that cannot be written to.
 */
bool desk_send_mail(Desk *desk, const DeskLetter *letter, char **out_text,
                    GError **error);

/* An SMS of ours. */
typedef struct DeskSms {
  const char *text; /* name of the text, without ".sms" */
  const char *language;
  json_t *data;
  const char *channel; /* name of the SMS channel */
  const char *to;      /* E.164 */
  const char *owner_id;
  const Ticket *ticket;
  const char *inbox_id, *cancel_group, *dedupe;
  int64_t not_before_ms;
  bool unsolicited, held, danger; /* the last: first of all, without brake */
} DeskSms;

/* Put an SMS into the outbox.  Nothing is sent, and *out_text is NULL, when the
 * number is of no country the channel sends to, when the settings know the
 * channel no more, and when a brake holds, as history tells (sms_brake.h). */
bool desk_send_sms(Desk *desk, const DeskSms *sms, char **out_text,
                   GError **error);

/* Render a text with its type ("button.txt") in the town's form of address. */
char *desk_render(const Desk *desk, const char *language, const char *name,
                  json_t *data, GError **error);

/* The token of a ticket for one role.
 *
 * serial   in place of the assignment (questions); 0: the present assignment
 *          for departments, none for others
 */
void desk_token(Desk *desk, char role, const Ticket *ticket, unsigned serial,
                TokenRef *out_token);

/* The token of what is no ticket, by its serial. */
void desk_token_of_serial(Desk *desk, char role, int64_t serial,
                          TokenRef *out_token);

/* True when a token's MAC is ours.  Constant time. */
bool desk_token_is_ours(Desk *desk, const TokenRef *token);

/* Where a reply with this token goes: plus or alias address, or the mailbox
 * itself where tokens travel as text.  Owned by the caller. */
char *desk_reply_address(const MailboxSettings *mailbox, const TokenRef *token);

/* A mailto: URL that carries subject and body (RFC 6068); owned. */
char *desk_mailto(const char *address, const char *subject, const char *body);

/* The mailbox a ticket's mails come from: its own, or the desk's for SMS. */
const MailboxSettings *desk_mailbox_of(const Desk *desk, const char *name);

/* The town's name in subject tags. */
const char *desk_town_tag(const Desk *desk);

/* Dates for people in a language, in the town's zone; owned. */
char *desk_date(const Desk *desk, int64_t ms, const char *language, int style);

/* A time, or the present, in the town's zone, owned; its year, two digits. */
GDateTime *desk_local(const Desk *desk, int64_t ms);
GDateTime *desk_local_now(const Desk *desk);
unsigned desk_local_year(const Desk *desk);
/* The state of a service of the town's at this minute. */
ServiceState desk_service_state(const Desk *desk, const char *service);

/* Add working days (town_calendar.h) to a time, or take them away. */
int64_t desk_add_working_days(const Desk *desk, int64_t from_ms, int days);

/* Who would get an automatic answer. */
typedef struct DeskReceiver {
  const char *channel, *address;
  bool is_authenticated; /* false: at most one answer an hour */
  bool danger;           /* only answers to dangers count against this one */
} DeskReceiver;

/* May an automatic answer go there now?  Sliding windows per address and for
 * the whole system; a yes counts as an answer.
 *
 * out_why   why not, a word for the log; NULL when it may
 */
bool desk_may_answer(Desk *desk, const DeskReceiver *receiver,
                     const char **out_why, GError **error);
/* The window of the whole system alone. */
bool desk_may_answer_anybody(Desk *desk, const char **out_why, GError **error);

#endif
