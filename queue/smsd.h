/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQLite database of Gammu SMSD, which drives a modem: what came in is
 * taken from its table inbox, what goes out is put into outbox, and what became
 * of that stands in sentitems (gammu-smsd-tables(7), schema version 17).  The
 * database is SMSD's: we are guests in it, with short transactions.
 *
 * Several programs and phones may share it, so we touch only rows of our phone
 * that nobody has processed, and in outbox and sentitems only our own, by their
 * CreatorID "bote:ID".  Numbers of rows begin anew when somebody makes the
 * database anew: a number alone names no SMS.
 */
#ifndef BOTE_QUEUE_SMSD_H
#define BOTE_QUEUE_SMSD_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "parsers/sms/gsm7.h"

#define SMSD_CREATOR "bote:"

typedef struct Smsd Smsd;

/* Open the database as it stands.  Cheap enough to be done for each look, so
 * that a file which was replaced is noticed.
 *
 * path   absolute
 * phone  PhoneID of SMSD, whose rows alone count; NULL: all.  Copied
 * error  STORE_ERROR of any code, here and below: nothing was changed, and the
 *        message says what to do.  _BUSY: try again soon; _FULL: when there is
 *        room; all others wait for a person.
 */
Smsd *smsd_open(const char *path, const char *phone, GError **error);
void smsd_close(Smsd *smsd);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Smsd, smsd_close)

/* --- what came in --- */

/* A row of inbox.  SMSD joins the parts of a long SMS: the first part's row
 * holds the whole text, the rows of the others none; parts that miss others
 * after its MultipartTimeout hold their own text. */
typedef struct SmsdInbound {
  int64_t id;
  char *received; /* as it stands there: "2026-11-21 17:26:38", local time */
  char *sender, *recipient, *udh;
  char *text;
  int parts;    /* how many of a long SMS are in this text; else 1 */
  bool is_rest; /* its text stands in another row: nothing to tell */
  bool is_new;  /* SMSD may still be adding parts to it */
  json_t *row;  /* the columns by name, and "Parts"; members of the wrong type
                   are left out */
} SmsdInbound;

/* The rows nobody has processed, oldest first, at most SMSD_TAKE_MAX.  Rows of
 * a long SMS that SMSD is still writing are left for the next look.
 *
 * Returns SmsdInbound *, owned by the caller.  Nothing is changed. */
GPtrArray *smsd_take(Smsd *smsd, GError **error);
enum { SMSD_TAKE_MAX = 600 }; /* two of the longest SMS, 255 parts each */

/* Note that rows are processed, all in one transaction.  Rows that are not the
 * same any more are left alone.
 *
 * rows  SmsdInbound *, as taken */
bool smsd_mark(Smsd *smsd, const GPtrArray *rows, GError **error);

/* --- what goes out --- */

typedef struct SmsdOut {
  const char *id; /* of our outbox: what is there already stays */
  const char *to; /* E.164 */
  const char *text;
} SmsdOut;

/* Put an SMS into the outbox, divided and with its headers if it is long.  The
 * same id again changes nothing: repeating is safe.
 *
 * out_row  the number of its row */
bool smsd_put(Smsd *smsd, const SmsdOut *sms, int64_t *out_row, GError **error);

/* --- what became of it --- */

/* An SMS of ours that SMSD has sent, or tried to. */
typedef struct SmsdSent {
  int64_t id;
  char *creator; /* CreatorID */
  char *status;  /* of the part that came least far, a word of gammu's */
  int error;     /* its TP-Status (TS 23.040 9.2.3.15); -1: none */
  bool is_old;   /* no more is to be expected of it */
} SmsdSent;

/* Ours from row `from` on, in the order of their numbers; all of them when
 * there is no row near that number, because numbers began anew.
 * Returns SmsdSent *, owned by the caller. */
GPtrArray *smsd_sent(Smsd *smsd, int64_t from, GError **error);

/* Remove what is done for so many days: rows of inbox that are processed, and
 * ours of sentitems, at most SMSD_FORGET_MAX of each, for SMSD waits meanwhile.
 *
 * out_more  there may be more of them */
bool smsd_forget(Smsd *smsd, int days, bool *out_more, GError **error);
enum { SMSD_FORGET_MAX = 500 };

/* --- the phone --- */

typedef struct SmsdPhone {
  bool known;          /* SMSD has ever run on this database */
  int64_t silent_s;    /* since it wrote last; it does every minute */
  int signal, battery; /* percent; -1: not known */
} SmsdPhone;

/* How SMSD and its modem are: of several phones the one that wrote last. */
bool smsd_phone(Smsd *smsd, SmsdPhone *out, GError **error);

#endif
