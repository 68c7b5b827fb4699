/* SPDX-License-Identifier: Apache-2.0
 *
 * From a line to a request and back to lines.
 */
#include "daemon/admin/request.h"

#include <string.h>
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "parsers/json_text.h"

G_DEFINE_QUARK(bote - request - error - quark, request_error)

const char *
request_text(const RequestCall *call, const char *name)
{
  return json_string_value(json_object_get(call->arguments, name));
}

bool
request_flag(const RequestCall *call, const char *name)
{
  return json_is_true(json_object_get(call->arguments, name));
}

int64_t
request_limit(const RequestCall *call)
{
  int64_t limit = json_whole(call->arguments, "limit");
  return limit <= 0 ? REQUEST_LIMIT : MIN(limit, REQUEST_LIMIT_MAX);
}

static void
add_line(GString *out, json_t *value)
{
  g_autofree char *text = json_dumps(value, JSON_COMPACT);
  g_assert(text != NULL); /* we made it ourselves, of valid UTF-8 */
  g_string_append(out, text);
  g_string_append_c(out, '\n');
  json_decref(value);
}

void
request_add_row(RequestCall *call, json_t *row)
{
  add_line(call->out, row);
}

RequestActor
request_actor(const RequestCall *call)
{
  RequestActor actor;
  g_snprintf(actor.text, sizeof actor.text, "uid %u", (unsigned)call->uid);
  return actor;
}

/* Letters and digits of ids; what follows them in order is the range's end. */
static bool
is_prefix(const char *text)
{
  size_t length = strlen(text);
  return length > 0 && length <= ID_LENGTH &&
         strspn(text, "0123456789abcdefghijklmnopqrstuvwxyz"
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

bool
request_find_id(RequestCall *call, const char *sql, Id *out_id, GError **error)
{
  const char *prefix = request_text(call, "id");
  if (prefix == NULL || !is_prefix(prefix)) {
    /* Of what people type, only a ticket's number has hyphens. */
    g_set_error_literal(error, REQUEST_ERROR, EX_USAGE,
                        prefix != NULL && strchr(prefix, '-') != NULL
                            ? "a digit is mistyped: the last one does not fit"
                            : "this is not an id");
    return false;
  }
  g_autofree char *end = g_strconcat(prefix, "~", NULL);
  g_autoptr(StoreRows) rows =
      store_query(call->digest->store, error, sql, "tt", prefix, end);
  if (rows == NULL)
    return false;
  unsigned count = 0;
  while (store_rows_next(rows, error)) {
    g_strlcpy(out_id->text, store_rows_text(rows, 0), sizeof out_id->text);
    count++;
  }
  if (!store_rows_ok(rows))
    return false;
  if (count != 1)
    g_set_error(error, REQUEST_ERROR, EX_DATAERR,
                count == 0 ? "nothing has this id"
                           : "more than one id begins like this");
  return count == 1;
}

Ticket *
request_find_ticket(RequestCall *call, GError **error)
{
  const char *given = request_text(call, "id");
  Number number;
  if (given != NULL && number_parse(given, &number) && number.letter == 0)
    return ticket_load_number(&call->digest->queue, &number, error);
  Id id;
  if (!request_find_id(call, REQUEST_FIND("ticket"), &id, error))
    return NULL;
  return ticket_load(&call->digest->queue, id.text, error);
}

static json_t *
ticket_number(const char *digits)
{
  g_autofree char *text = number_text_of_digits(digits);
  return json_string(text); /* NULL stays NULL */
}

static json_t *
column_value(StoreRows *rows, int column, char type)
{
  if (type == 't')
    return json_string(store_rows_text(rows, column));
  if (type == 'n')
    return ticket_number(store_rows_text(rows, column));
  int64_t number = store_rows_int64(rows, column);
  switch (type) {
  case 'b':
    return json_boolean(number != 0);
  case 'm':
    return number == 0 ? NULL : json_integer(number);
  default:
    return json_integer(number);
  }
}

/* A row of the iterator as an object; columns end with a NULL name. */
static json_t *
row_object(StoreRows *rows, const RequestColumn *columns)
{
  json_t *row = json_object();
  for (int i = 0; columns[i].name != NULL; i++) {
    json_t *value = store_rows_is_null(rows, i)
                        ? NULL
                        : column_value(rows, i, columns[i].type);
    if (value != NULL)
      json_object_set_new(row, columns[i].name, value);
  }
  return row;
}

json_t *
request_rows_array(StoreRows *rows, const RequestColumn *columns,
                   GError **error)
{
  g_autoptr(StoreRows) owned = rows;
  if (owned == NULL)
    return NULL;
  json_auto_t *array = json_array();
  while (store_rows_next(owned, error))
    json_array_append_new(array, row_object(owned, columns));
  return store_rows_ok(owned) ? g_steal_pointer(&array) : NULL;
}

bool
request_add_rows(RequestCall *call, StoreRows *rows,
                 const RequestColumn *columns, GError **error)
{
  json_auto_t *array = request_rows_array(rows, columns, error);
  if (array == NULL)
    return false;
  size_t i;
  json_t *row;
  json_array_foreach(array, i, row) request_add_row(call, json_incref(row));
  return true;
}

static bool
answers_for(const char *pattern, const char *asked)
{
  return strcmp(pattern, asked) == 0 ||
         (strcmp(pattern, "*") == 0 && *asked != '\0');
}

static const char *
text_or_empty(const RequestCall *call, const char *name)
{
  const char *text = request_text(call, name);
  return text == NULL ? "" : text;
}

bool
request_list(RequestCall *call, const RequestList *lists,
             const RequestColumn *columns, GError **error)
{
  const char *state = text_or_empty(call, "state");
  const char *department = text_or_empty(call, "department");
  while (!answers_for(lists->state, state) ||
         !answers_for(lists->department, department))
    lists++;
  StoreRows *rows = store_query(call->digest->store, error, lists->sql, "tti",
                                state, department, request_limit(call));
  return request_add_rows(call, rows, columns, error);
}

bool
request_show(RequestCall *call, const RequestShow *show, GError **error)
{
  Id id;
  if (!request_find_id(call, show->find, &id, error))
    return false;
  StoreRows *rows =
      store_query(call->digest->store, error, show->load, "t", id.text);
  json_auto_t *found = request_rows_array(rows, show->columns, error);
  if (found == NULL)
    return false;
  json_t *row = json_array_get(found, 0);
  if (!show->complete(call, row, id.text, error))
    return false;
  request_add_row(call, json_incref(row));
  return true;
}

static const Request *
find_request(const char *name)
{
  for (const Request *const *row = request_registry; *row != NULL; row++)
    if (g_strcmp0((*row)->name, name) == 0)
      return *row;
  return NULL;
}

/* The request within its transaction.  A trial is rolled back and tells nobody
 * of states that never came to be. */
static bool
run_writing(const Request *request, RequestCall *call, GError **error)
{
  Digest *digest = call->digest;
  bool dry = request_flag(call, "dry_run");
  StateListener listener = digest->queue.on_state;
  if (!store_begin(digest->store, error))
    return false;
  if (dry)
    digest->queue.on_state = NULL;
  bool ok = request->run(call, error);
  digest->queue.on_state = listener;
  if (ok && !dry)
    return store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok;
}

static int
code_of(const GError *failure)
{
  if (failure->domain == REQUEST_ERROR)
    return failure->code;
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_CONFLICT))
    return EX_DATAERR;
  return EX_IOERR;
}

static void
add_failure(GString *out, int code, const char *message)
{
  add_line(out,
           json_pack("{s:b,s:i,s:s}", "ok", 0, "code", code, "error", message));
}

/* What was asked for, if it is an id or a number: anything else may be what
 * somebody wrote, or an address. */
static const char *
loggable_id(const RequestCall *call)
{
  const char *id = request_text(call, "id");
  Number number;
  return id != NULL && (is_prefix(id) || number_parse(id, &number)) ? id : NULL;
}

/* Rows before a failure stay: the last line says that they are not all. */
static bool
finish(const Request *request, RequestCall *call, bool ok, GError *failure,
       GError **error)
{
  log_event(LOG_NOTICE, "request", "verb", request->name, "uid",
            log_number(call->uid).text, "id", loggable_id(call), "dry_run",
            request_flag(call, "dry_run") ? "yes" : NULL, "result",
            ok ? "ok" : "failed", NULL);
  if (ok) {
    add_line(call->out, json_pack("{s:b}", "ok", 1));
    return true;
  }
  /* A row that cannot be read must not stop the town; a disk must. */
  bool fatal = request->writes
                   ? digest_error_is_fatal(failure)
                   : g_error_matches(failure, STORE_ERROR, STORE_ERROR_IO);
  if (fatal) {
    g_propagate_error(error, failure);
    return false;
  }
  add_failure(call->out, code_of(failure), failure->message);
  g_error_free(failure);
  return true;
}

bool
request_answer(void *user, const char *line, uid_t uid, GString *out,
               GError **error)
{
  Digest *digest = user;
  json_auto_t *value = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
  const Request *request =
      find_request(json_string_value(json_object_get(value, "verb")));
  const json_t *given = json_object_get(value, "arguments");
  json_auto_t *none = json_object();
  if (request == NULL || (given != NULL && !json_is_object(given))) {
    add_failure(out, value == NULL ? EX_PROTOCOL : EX_USAGE,
                value == NULL ? "not JSON" : "no such request");
    return true;
  }
  RequestCall call = {.digest = digest,
                      .arguments = given == NULL ? none : given,
                      .uid = uid,
                      .out = out};
  GError *failure = NULL;
  digest_begin(digest);
  /* Nobody is told of a number that a power failure could take back. */
  bool ok = store_sync(digest->store, &failure) &&
            (request->writes ? run_writing(request, &call, &failure)
                             : request->run(&call, &failure));
  return finish(request, &call, ok, failure, error);
}
