/* SPDX-License-Identifier: Apache-2.0
 *
 * Tickets: a matter somebody raised and the department in charge.  What
 * happened to it is told by its events (ticket_event.h).
 *
 *   new --> open --> waiting --> open …
 *   new, open, waiting --> solved | no-action | duplicate
 *   new, open, waiting --> closed (filed)
 *   solved --> closed      solved --> open (the citizen says NEIN)
 *   closed, no-action --> open (by a person of the town, or NEIN in time)
 * All arrows are performed by ticket_set_state().
 */
#ifndef BOTE_QUEUE_TICKET_H
#define BOTE_QUEUE_TICKET_H

#include "parsers/number.h"
#include "parsers/place/place.h"
#include "queue/queue.h"

typedef enum TicketState {
  TICKET_STATE_NEW,
  TICKET_STATE_OPEN,
  TICKET_STATE_WAITING,
  TICKET_STATE_SOLVED,
  TICKET_STATE_CLOSED,
  TICKET_STATE_NO_ACTION,
  TICKET_STATE_DUPLICATE,
} TicketState;

const char *ticket_state_to_string(TicketState state);

typedef struct Ticket {
  Id id;
  Number number;
  char digits[NUMBER_TEXT_SIZE]; /* year and serial, as tokens carry them */
  char text_number[NUMBER_TEXT_SIZE]; /* for people, "26-00417-6" */
  char *service;
  TicketState state;
  char *category; /* id, or NULL */
  char *department;
  unsigned assignment; /* rises with each change of department */
  char *language;
  char *channel; /* by which the citizen hears of it: "mail", "sms"; "phone":
                    by none, but he may be called; "none" */
  char *origin;  /* of what was recorded for him: "phone", "visit", "letter",
                    "fax"; NULL: he wrote himself, by `channel` */
  char *mailbox; /* the mailbox or SMS channel it came by */
  Id person_id, contact_id, inbox_id;
  char *subject;   /* of the citizen's mail; NULL for SMS */
  char *text;      /* the citizen's words; "": none, never NULL */
  char *place;     /* as told; NULL when not */
  Place point;     /* source, has_point, latitude and longitude alone */
  char *thread_id; /* Message-ID of the citizen's last mail */
  char *danger; /* the rule (danger.yaml) by which somebody was alarmed; NULL:
                      nobody was */
  bool confidential;  /* nothing of it becomes public */
  char *duplicate_of; /* id of the ticket it is the same as; NULL unless it is
                         in that state */
  int64_t supporters; /* contacts besides its own that told of the same, as it
                         was read */
  int64_t created_at_ms, due_at_ms, changed_at_ms;
} Ticket;

Ticket *ticket_new(void);
void ticket_free(Ticket *ticket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ticket, ticket_free)

/* Give a ticket its number and write it.
 *
 * ticket   id, number, digits and text_number are set here; the state is new
 * year     two digits, the town's local year
 */
bool ticket_create(Queue *queue, Ticket *ticket, unsigned year, GError **error);

/* Load by id, by digits of year and serial, or by serial alone (0 or several
 * matches: STORE_ERROR_MISSING). */
Ticket *ticket_load(Queue *queue, const char *id, GError **error);
Ticket *ticket_load_digits(Queue *queue, const char *digits, GError **error);
Ticket *ticket_load_number(Queue *queue, const Number *number, GError **error);

/* The same where a citizen may name any number: NULL instead of
 * STORE_ERROR_MISSING.  *out is owned by the caller. */
bool ticket_find(Queue *queue, const char *id, Ticket **out, GError **error);
bool ticket_find_digits(Queue *queue, const char *digits, Ticket **out,
                        GError **error);
bool ticket_find_number(Queue *queue, const Number *number, Ticket **out,
                        GError **error);

/* The tickets of a contact about which we may have asked him something: new,
 * open, waiting, solved and not closed yet, without action, or the same as one
 * that he hears of; newest first, at most `limit` (Ticket *). */
GPtrArray *ticket_unclosed_of(Queue *queue, const char *contact_id,
                              unsigned limit, GError **error);

/* Change the state, one of the arrows above; the same state again is nothing
 * and true.  Closing sets closed_at_ms, reopening clears it. */
bool ticket_set_state(Queue *queue, Ticket *ticket, TicketState state,
                      GError **error);
/* The same as another one from now on, which is itself the same as none.  What
 * was the same as this one goes along; any other state takes both apart again.
 */
bool ticket_set_duplicate(Queue *queue, Ticket *ticket, const Ticket *of,
                          GError **error);
/* The tickets that are the same as this one (Ticket *), oldest first, at most
 * `limit`. */
GPtrArray *ticket_duplicates_of(Queue *queue, const Ticket *ticket,
                                unsigned limit, GError **error);
/* Hand over to another department: a new assignment ends the old tokens. */
bool ticket_assign(Queue *queue, Ticket *ticket, const char *department,
                   GError **error);
/* Note where it is; only the members of ticket->point named above are kept. */
bool ticket_set_point(Queue *queue, Ticket *ticket, const Place *point,
                      GError **error);
/* The words of one matter out of his letter, or all of it again. */
bool ticket_set_text(Queue *queue, Ticket *ticket, const char *text,
                     GError **error);
/* Say in words where it is; the point goes, for it is another place's. */
bool ticket_set_place(Queue *queue, Ticket *ticket, const char *place,
                      GError **error);
bool ticket_set_confidential(Queue *queue, Ticket *ticket, bool confidential,
                             GError **error);
/* Mark it as dangerous, by the id of a rule. */
bool ticket_set_danger(Queue *queue, Ticket *ticket, const char *rule,
                       GError **error);
bool ticket_set_due(Queue *queue, Ticket *ticket, int64_t due_at_ms,
                    GError **error);
bool ticket_set_category(Queue *queue, Ticket *ticket, const char *category,
                         GError **error);
/* What is still open to a contact goes to him in this language from now on. */
bool ticket_set_language_of(Queue *queue, const char *contact_id,
                            const char *language, GError **error);
bool ticket_set_thread(Queue *queue, Ticket *ticket, const char *message_id,
                       GError **error);

#endif
