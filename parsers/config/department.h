/* SPDX-License-Identifier: Apache-2.0
 *
 * A department of a town (departments.yaml), as plain data: who gets its
 * tickets, who may act for it, how its mails look.
 */
#ifndef BOTE_PARSERS_CONFIG_DEPARTMENT_H
#define BOTE_PARSERS_CONFIG_DEPARTMENT_H

#include <glib.h>
#include <stdbool.h>

typedef enum MailMode { MAIL_MODE_EACH, MAIL_MODE_MORNING } MailMode;

/* Who may give commands for a department. */
typedef struct MayAct {
  GPtrArray *addresses; /* char * */
  char *domain;         /* everybody of it, with dmarc=pass; NULL: nobody */
} MayAct;

/* How mails to citizens about a department's tickets look, where it is not the
 * town itself that answers. */
typedef struct DepartmentLook {
  char *from_name;    /* "Stadtwerke Musterhagen"; NULL: the mailbox's */
  char *from_address; /* used where the mailbox may send as it; NULL: its own */
  char *logo;         /* file in the town directory; NULL: none */
  char *color, *text_color; /* "#00664f": the bar on top, and what stands in it;
                               NULL: as the texts have it */
  GBytes *logo_bytes;       /* of `logo`, read by daemon/config_look.h */
  const char *logo_type;    /* "image/png" */
} DepartmentLook;

/* Who is told when a deadline has passed and nobody acts, after so many working
 * days. */
typedef struct DepartmentEscalation {
  GPtrArray *head; /* char *: addresses; may act, and get the monthly report */
  int deputy_days; /* until the deputy is told; 0: the default where there is a
                      head, else never */
  int head_days;   /* until the head is told */
} DepartmentEscalation;

enum { DEPARTMENT_DEPUTY_DAYS = 2, DEPARTMENT_HEAD_DAYS = 5 };

typedef struct Department {
  char *id, *name;
  GPtrArray *addresses; /* char *: get the tickets */
  MayAct may_act;
  GPtrArray *members; /* char *: addresses that may act and get nothing */
  char *language;     /* BCP 47; default: the town's first */
  int undo_minutes;   /* 0 … 1440; -1: as the settings say */
  char *hours;        /* for people to read */
  bool external;      /* a firm or another authority: gets no personal data */
  DepartmentLook look;
  char *deputy; /* id: stands in and may act for this one; or NULL */
  GPtrArray *working_hours; /* char *: as in working_hours.h; empty: not told */
  char *after_hours; /* id: gets its reports, too, outside of them, and may act
                        for it; or NULL */
  MailMode mail;     /* each, or one list a working morning (quiet mode) */
  char *morning;     /* when its list goes (working_day.h) */
  DepartmentEscalation escalation;
} Department;

/* Is it one of the department's addresses, members, may_act.addresses,
 * its head?  Is it
 * in may_act.domain, which counts only with dmarc=pass (the caller's)? */
bool department_lists(const Department *department, const char *address);
bool department_has_domain(const Department *department, const char *address);

#endif
