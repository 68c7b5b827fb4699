/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of an alarm share: its rows (report_oncall_store.c) and its
 * letters (report_oncall_tell.c).
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_ONCALL_PRIVATE_H
#define BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_ONCALL_PRIVATE_H

#include "daemon/services/report/danger/report_oncall.h"
#include "parsers/config/oncall.h"

typedef struct OncallAlarm {
  Id ticket_id, inbox_id;
  bool is_open;
  int64_t turn;
  int64_t received_at_ms, begun_at_ms, told_at_ms, taken_at_ms;
  GBytes *taken_by; /* NULL: the desk, or nobody */
} OncallAlarm;

void oncall_alarm_free(OncallAlarm *alarm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OncallAlarm, oncall_alarm_free)

/* --- rows; errors are STORE_ERRORs ---------------------------------------- */

/* *out NULL: there was none. */
bool oncall_alarm_load(Desk *desk, const char *ticket_id, OncallAlarm **out,
                       GError **error);
/* The newest alarm that a number was told of, open ones before those that were
 * taken within a day; *out NULL: none. */
bool oncall_alarm_of_number(Desk *desk, GBytes *lookup, OncallAlarm **out,
                            GError **error);
bool oncall_alarm_begin(Desk *desk, const Incoming *incoming,
                        const Ticket *ticket, GError **error);
/* Note that one person was told, or (lookup NULL) that the list is through. */
bool oncall_alarm_told(Desk *desk, OncallAlarm *alarm, GBytes *lookup,
                       GError **error);
/* state   "taken" or "ended" */
bool oncall_alarm_close(Desk *desk, OncallAlarm *alarm, const char *state,
                        GBytes *by, GError **error);
/* Was this number told in the present turn; or (`ever`) in any? */
typedef struct OncallWho {
  GBytes *lookup;
  bool ever;
} OncallWho;
bool oncall_alarm_was_told(Desk *desk, const OncallAlarm *alarm, OncallWho who,
                           bool *out_was, GError **error);
/* Alarms that reached anybody for the first time since then; those of one
 * contact, open or not, that began since then. */
bool oncall_alarms_told_since(Desk *desk, int64_t since_ms, int64_t *out_count,
                              GError **error);
bool oncall_alarms_of_contact(Desk *desk, const Ticket *ticket,
                              int64_t since_ms, int64_t *out_count,
                              GError **error);

/* The keyed hash by which a person on call is known in rows; owned. */
GBytes *oncall_lookup(const Desk *desk, const OncallShift *shift);

/* --- letters -------------------------------------------------------------- */

/* What one reader is told about an alarm. */
typedef struct OncallTelling {
  const char *text; /* "on-call", "on-call-taken", "on-call-unclear" */
  const Ticket *ticket;
  OncallAlarm *alarm;
  const char *inbox_id; /* what it answers; NULL: nothing */
  json_t *data;         /* more variables, borrowed; NULL: none */
  const char *dedupe;   /* of its one mail (DeskLetter); NULL: none */
  bool to_desk;         /* it reads the words as they are written */
  unsigned ways;        /* set: how many went out */
} OncallTelling;

/* By mail and SMS, whichever reaches the person. */
bool oncall_tell_person(Desk *desk, OncallTelling *telling,
                        const OncallShift *shift, GError **error);
/* By mail, to whom an answer goes where it came from. */
bool oncall_tell_address(Desk *desk, OncallTelling *telling,
                         const char *address, GError **error);
/* By mail to all addresses of the desk. */
bool oncall_tell_desk(Desk *desk, OncallTelling *telling, GError **error);

/* --- answers (report_oncall_unclear.c) ------------------------------------ */

/* What an answer says: an SMS, or the first line of a mail, for "OK" and a
 * signature is an OK.  Owned by the caller. */
char *oncall_first_line(const Incoming *incoming);
/* It was no OK: nobody may believe that he took the alarm. */
bool oncall_answer_unclear(Desk *desk, const Incoming *incoming,
                           GError **error);

#endif
