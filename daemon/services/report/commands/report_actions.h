/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the table of staff actions, and the rows' functions that
 * stand in files of their own.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_ACTIONS_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_ACTIONS_H

#include "daemon/services/report/commands/report_commands.h"

typedef struct Action Action;

typedef bool (*ActionRun)(StaffCall *call, const Action *action,
                          const CommandCall *command, GError **error);

struct Action {
  const char *command; /* row of the command table */
  ActionRun run;
  const char *news;  /* text for the citizen; NULL: none */
  TicketState state; /* the ticket's new state */
  unsigned how;      /* ACTION_… */
  /* What stands against it: a section of the text `mistakes`, NULL for
   * nothing.  May be NULL. */
  bool (*problem)(StaffCall *call, const CommandCall *command,
                  const char **out_problem, GError **error);
  /* What #rückgängig has to take back besides state, department, deadline and
   * category.  May be NULL.
   *
   * inbox_id   the mail that is taken back */
  bool (*undo)(StaffCall *call, const char *inbox_id, GError **error);
};

enum {
  ACTION_AT_ONCE = 1 << 0,    /* the news does not wait for an undo */
  ACTION_NEEDS_TEXT = 1 << 1, /* without a sentence there is nothing to say */
  ACTION_KEEPS_END = 1 << 2,  /* what is solved or closed stays so */
  /* What contradicts in one mail: two ends; an end and what goes on. */
  ACTION_ENDS = 1 << 3,
  ACTION_GOES_ON = 1 << 4,
  ACTION_GIVES_AWAY = 1 << 5,
  ACTION_SHOWS = 1 << 6,
  ACTION_HIDES = 1 << 7,
  ACTION_DECIDES = 1 << 8, /* at the desk: no other clerk is to do it again */
  ACTION_SORTS = 1 << 9,   /* and says what the letter is, or whose */
  ACTION_TAKES = 1 << 10,  /* we work on it: not behind an end, nor with what
                              gives it away */
};

/* Change the ticket's state, from one end to another by way of open, and set or
 * cancel the timer that closes it. */
bool report_change_state(StaffCall *call, TicketState state, GError **error);

/* Hand it over to another department, open again; nothing when it is there. */
bool report_give_to(StaffCall *call, const Department *to, GError **error);

/* Does nothing more happen in this state? */
bool report_is_ended(TicketState state);

/* The rows' functions.  Each writes within the call's transaction; false with a
 * STORE_ERROR ends it, and nothing of the mail is carried out. */

/* --- report_act_tell.c ---------------------------------------------------- */

/* The new state and its news to the citizen. */
bool report_act_tell(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);

/* --- report_filing.c ------------------------------------------------------ */

/* #zda, #werbung: ended, and nobody is told. */
bool report_act_file(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);
/* #wv: back on that morning; and its timer taken away again. */
bool report_act_remind(StaffCall *call, const Action *action,
                       const CommandCall *command, GError **error);
bool report_undo_remind(StaffCall *call, const char *inbox_id, GError **error);
/* #zeigen: the whole ticket once more, with its pictures, at once. */
bool report_act_show(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);
/* #ort: another place; and the one before. */
bool report_act_place(StaffCall *call, const Action *action,
                      const CommandCall *command, GError **error);
bool report_undo_place(StaffCall *call, const char *inbox_id, GError **error);

/* --- report_kind.c -------------------------------------------------------- */

/* #art: treated as a letter of that kind, unless there is none; and as the kind
 * it was before. */
bool report_act_kind(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);
bool report_kind_problem(StaffCall *call, const CommandCall *command,
                         const char **out_problem, GError **error);
bool report_undo_kind(StaffCall *call, const char *inbox_id, GError **error);

/* --- report_split_act.c --------------------------------------------------- */

/* #teilen: a ticket for each matter of the letter, unless something stands
 * against it; and one letter again. */
bool report_act_split(StaffCall *call, const Action *action,
                      const CommandCall *command, GError **error);
bool report_split_problem(StaffCall *call, const CommandCall *command,
                          const char **out_problem, GError **error);
bool report_undo_split(StaffCall *call, const char *inbox_id, GError **error);

/* --- report_same.c -------------------------------------------------------- */

/* #doppelt: joined to the ticket of that number, unless something stands
 * against it; "#doppelt nein": taken apart from the one that it was joined to.
 */
bool report_act_same(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);
bool report_same_problem(StaffCall *call, const CommandCall *command,
                         const char **out_problem, GError **error);
bool report_undo_same(StaffCall *call, const char *inbox_id, GError **error);

/* --- report_publish.c ----------------------------------------------------- */

/* #freigeben: public once it cannot be taken back, unless something stands
 * against it. */
bool report_act_publish(StaffCall *call, const Action *action,
                        const CommandCall *command, GError **error);
bool report_publish_problem(StaffCall *call, const CommandCall *command,
                            const char **out_problem, GError **error);
bool report_undo_publish(StaffCall *call, const char *inbox_id, GError **error);
/* Tell the citizen what a command did: news that its mail caused, and that
 * #rückgängig takes back.  The transcript shows it as it will go, or says why
 * it cannot. */
bool report_tell_of_command(StaffCall *call, ReportNews *news, GError **error);
/* #sperren: no longer public. */
bool report_act_hide(StaffCall *call, const Action *action,
                     const CommandCall *command, GError **error);
/* #vertraulich: only listed addresses act on it, and it is not public; and as
 * it was before. */
bool report_act_confidential(StaffCall *call, const Action *action,
                             const CommandCall *command, GError **error);
bool report_undo_confidential(StaffCall *call, const char *inbox_id,
                              GError **error);

#endif
