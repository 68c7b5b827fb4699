/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the table of requests: what digest does and shows for a
 * person at the command line.  Each row is the file daemon/requests/NAME.c that
 * defines `const Request request_NAME`; the Makefile makes the table.
 *
 *   -> {"verb": "inbox.show", "arguments": {"id": "01J…"}}
 *   <- {"id": "01J…", "state": "done", …}          any number of rows
 *   <- {"ok": true} or {"ok": false, "code": 65, "error": "…"}    the last line
 *
 * The code is one of sysexits.h.  A writing request takes "dry_run": true: it
 * is carried out and rolled back, so that its answer is the truth.
 */
#ifndef BOTE_DAEMON_ADMIN_REQUEST_H
#define BOTE_DAEMON_ADMIN_REQUEST_H

#include "daemon/digest/digest.h"

enum {
  REQUEST_LIMIT = 50,       /* rows of a list, unless asked otherwise */
  REQUEST_LIMIT_MAX = 1000, /* so that digest is back at work soon */
};

/* One request being answered. */
typedef struct RequestCall {
  Digest *digest;
  const json_t *arguments; /* object; never NULL */
  uid_t uid;
  GString *out; /* rows so far, a line each */
} RequestCall;

typedef struct Request {
  const char *name; /* "inbox.show" */
  bool writes;      /* within a transaction, rolled back on failure */
  /* Add rows, change something.  error: STORE_ERROR, or REQUEST_ERROR with a
   * code of sysexits.h. */
  bool (*run)(RequestCall *call, GError **error);
} Request;

extern const Request *const request_registry[];

/* Codes of this domain are those of sysexits.h. */
#define REQUEST_ERROR (request_error_quark())
GQuark request_error_quark(void);

/* An AdminHandler; `user` is the Digest.  Logs who asked for what by name. */
bool request_answer(void *user, const char *line, uid_t uid, GString *out,
                    GError **error);

/* Arguments; NULL, false or `fallback` when absent or of another type. */
const char *request_text(const RequestCall *call, const char *name);
bool request_flag(const RequestCall *call, const char *name);
int64_t request_limit(const RequestCall *call);

/* Add a row; takes the reference. */
void request_add_row(RequestCall *call, json_t *row);

/* "uid 1000": who did it, for the event that is kept. */
typedef struct RequestActor {
  char text[24];
} RequestActor;

/* The actor of a call, by value; to be used at once. */
RequestActor request_actor(const RequestCall *call);

/* The ids of a table that begin alike, for request_find_id(). */
#define REQUEST_FIND(table)                                                    \
  "SELECT id FROM " table " WHERE id >= $1 AND id < $2 LIMIT 2"

/* The id that the argument "id" is the beginning of.
 *
 * sql     REQUEST_FIND("table")
 * error   REQUEST_ERROR EX_USAGE: no or no proper id; EX_DATAERR: none or more
 *         than one begins like this
 */
bool request_find_id(RequestCall *call, const char *sql, Id *out_id,
                     GError **error);

/* The ticket of the argument "id": a number as people write it, or the
 * beginning of an id.  Owned; errors as of request_find_id(), and
 * STORE_ERROR_MISSING: there is none, or its person was erased. */
Ticket *request_find_ticket(RequestCall *call, GError **error);

/* How a column of a query becomes a member: 't' text, 'i' number, 'm' time (0
 * is left out), 'b' boolean, 'n' a ticket's digits as its number for people.
 * NULL is left out. */
typedef struct RequestColumn {
  const char *name;
  char type;
} RequestColumn;

/* Add all rows of a query.  Frees `rows`; NULL is the query's failure. */
bool request_add_rows(RequestCall *call, StoreRows *rows,
                      const RequestColumn *columns, GError **error);

/* The same as array for a member of a row; NULL with error set. */
json_t *request_rows_array(StoreRows *rows, const RequestColumn *columns,
                           GError **error);

/* A query of a list that is quick for some filters. */
typedef struct RequestList {
  const char *state;      /* it answers for; "" none asked; "*" any other */
  const char *department; /* "" none asked; "*" any */
  const char *sql;        /* $1 the state or '', $2 the department or '', $3 the
                             most rows */
} RequestList;

/* The rows of the arguments "state" and "department", at most "limit".
 *
 * lists  the first that answers is run; the last one answers for all */
bool request_list(RequestCall *call, const RequestList *lists,
                  const RequestColumn *columns, GError **error);

/* How one row is shown with all that belongs to it. */
typedef struct RequestShow {
  const char *find; /* as for request_find_id() */
  const char *load; /* the row whose id is $1 */
  const RequestColumn *columns;
  bool (*complete)(RequestCall *call, json_t *row, const char *id,
                   GError **error);
} RequestShow;

/* Add the row that the argument "id" is the beginning of.  Errors as of
 * request_find_id(). */
bool request_show(RequestCall *call, const RequestShow *show, GError **error);

#endif
