/* SPDX-License-Identifier: Apache-2.0
 *
 * One libmicrohttpd daemon and the deadlines of its connections.
 */
#include "daemon/http/http_server.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "daemon/clock.h"
#include "queue/fd.h"

/* One open connection.  All have the same deadline, so the list is in the
 * order in which they fall due: a new start goes to the end. */
typedef struct Connection {
  GList link; /* data: this struct; in server->connections unless cut */
  int fd;     /* belongs to the library */
  bool cut;
  int64_t due_ms; /* monotonic */
} Connection;

struct HttpServer {
  struct MHD_Daemon *daemon;
  const HttpHandler *handler;
  void *context;
  int deadline_ms;
  GQueue connections; /* Connection *, next due first */
};

static void
connection_start(HttpServer *server, Connection *connection)
{
  connection->due_ms = clock_monotonic_ms() + server->deadline_ms;
  g_queue_push_tail_link(&server->connections, &connection->link);
}

static void
connection_stop(HttpServer *server, Connection *connection)
{
  if (!connection->cut)
    g_queue_unlink(&server->connections, &connection->link);
}

static void
on_connection(void *data, struct MHD_Connection *peer, void **socket_context,
              enum MHD_ConnectionNotificationCode what)
{
  HttpServer *server = data;
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    Connection *connection = *socket_context;
    connection_stop(server, connection);
    g_free(connection);
    *socket_context = NULL;
    return;
  }
  Connection *connection = g_new0(Connection, 1);
  connection->link.data = connection;
  connection->fd =
      MHD_get_connection_info(peer, MHD_CONNECTION_INFO_CONNECTION_FD)
          ->connect_fd;
  *socket_context = connection;
  connection_start(server, connection);
}

static void *
on_target(void *data, const char *target, struct MHD_Connection *peer)
{
  HttpServer *server = data;
  return server->handler->begin(server->context, peer, target);
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *peer, const char *url,
           const char *method, const char *version, const char *piece,
           size_t *size, void **request)
{
  (void)url; /* decoded; begin() got it as it came */
  (void)version;
  HttpServer *server = data;
  HttpTurn turn = {peer, method, piece, size};
  return server->handler->handle(server->context, *request, &turn);
}

static void
on_end(void *data, struct MHD_Connection *peer, void **request,
       enum MHD_RequestTerminationCode why)
{
  (void)why; /* the peer hears of it or not; we look at neither */
  HttpServer *server = data;
  server->handler->end(server->context, *request);
  *request = NULL;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(peer, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  Connection *connection = info ? info->socket_context : NULL;
  if (connection == NULL || connection->cut)
    return;
  connection_stop(server, connection);
  connection_start(server, connection);
}

/* The library's own words would name addresses, and its errors are the
 * peer's: none is worth a line. */
static void
on_message(void *data, const char *format, va_list arguments)
{
  (void)data;
  (void)format;
  (void)arguments;
}

HttpServer *
http_server_new(int listen_fd, const HttpLimits *limits,
                const HttpHandler *handler, void *context, GError **error)
{
  auto_fd int fd = listen_fd;
  HttpServer *server = g_new0(HttpServer, 1);
  server->handler = handler;
  server->context = context;
  server->deadline_ms = limits->deadline_ms;
  g_queue_init(&server->connections);
  server->daemon = MHD_start_daemon(
      MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, server,
      MHD_OPTION_EXTERNAL_LOGGER, on_message, NULL, MHD_OPTION_LISTEN_SOCKET,
      fd, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
      MHD_OPTION_NOTIFY_COMPLETED, on_end, server, MHD_OPTION_NOTIFY_CONNECTION,
      on_connection, server, MHD_OPTION_CONNECTION_LIMIT, limits->connections,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_MEMORY_BYTES,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  if (server->daemon == NULL) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                        "cannot start the HTTP server");
    g_free(server);
    return NULL;
  }
  (void)fd_steal(&fd); /* the library closes it */
  return server;
}

void
http_server_free(HttpServer *server)
{
  if (server == NULL)
    return;
  MHD_stop_daemon(server->daemon);
  g_assert(g_queue_is_empty(&server->connections));
  g_free(server);
}

int
http_server_fd(const HttpServer *server)
{
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)
      ->epoll_fd;
}

bool
http_server_is_ready(const HttpServer *server)
{
  struct pollfd ready = {.fd = http_server_fd(server), .events = POLLIN};
  return poll(&ready, 1, 0) > 0;
}

int
http_server_wait_ms(HttpServer *server)
{
  MHD_UNSIGNED_LONG_LONG own_ms;
  int64_t wait_ms = G_MAXINT;
  if (MHD_get_timeout(server->daemon, &own_ms) == MHD_YES)
    wait_ms = (int64_t)MIN(own_ms, (MHD_UNSIGNED_LONG_LONG)G_MAXINT);
  const Connection *next = g_queue_peek_head(&server->connections);
  if (next)
    wait_ms = MIN(wait_ms, next->due_ms - clock_monotonic_ms());
  if (wait_ms == G_MAXINT)
    return -1;
  return (int)MAX(wait_ms, 0);
}

/* The library sees the end of input and closes the socket itself. */
static void
cut_late(HttpServer *server)
{
  int64_t now_ms = clock_monotonic_ms();
  Connection *next;
  while ((next = g_queue_peek_head(&server->connections)) != NULL &&
         next->due_ms <= now_ms) {
    g_queue_unlink(&server->connections, &next->link);
    next->cut = true;
    (void)shutdown(next->fd, SHUT_RDWR); /* the peer may be gone already */
  }
}

void
http_server_run(HttpServer *server)
{
  cut_late(server);
  /* It fails only for a daemon that has a thread of its own. */
  (void)MHD_run(server->daemon);
}

/* What the fields say about where the request ends. */
typedef struct Framing {
  unsigned lengths;
  bool strange; /* Transfer-Encoding, or a name that is no token */
  uint64_t length;
} Framing;

static bool
is_token(const char *name, size_t size)
{
  static const char others[] = "!#$%&'*+-.^_`|~"; /* RFC 9110 5.6.2 */
  for (size_t i = 0; i < size; i++)
    if (!g_ascii_isalnum(name[i]) &&
        (name[i] == '\0' || strchr(others, name[i]) == NULL))
      return false;
  return size > 0;
}

static enum MHD_Result
look_at_field(void *data, enum MHD_ValueKind kind, const char *name,
              size_t name_size, const char *value, size_t value_size)
{
  (void)kind;
  Framing *framing = data;
  if (!is_token(name, name_size) ||
      g_ascii_strcasecmp(name, "Transfer-Encoding") == 0)
    framing->strange = true;
  if (g_ascii_strcasecmp(name, "Content-Length") != 0)
    return MHD_YES;
  framing->lengths++;
  /* 18 digits cannot overflow; the library refuses what is no number. */
  if (value == NULL || value_size > 18 ||
      strspn(value, "0123456789") != value_size)
    framing->strange = true;
  else
    framing->length = g_ascii_strtoull(value, NULL, 10);
  return MHD_YES;
}

unsigned
http_check_framing(struct MHD_Connection *connection, const char *method,
                   uint64_t body_max)
{
  Framing framing = {0};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_field,
                              &framing);
  if (framing.strange || framing.lengths > 1)
    return MHD_HTTP_BAD_REQUEST;
  if (framing.lengths == 0 && strcmp(method, MHD_HTTP_METHOD_POST) == 0)
    return MHD_HTTP_LENGTH_REQUIRED;
  return framing.length > body_max ? MHD_HTTP_CONTENT_TOO_LARGE : 0;
}

enum MHD_Result
http_answer(struct MHD_Connection *connection, const HttpAnswer *answer)
{
  const char *body = answer->body ? answer->body : "";
  const char *type = answer->content_type ? answer->content_type : "text/plain";
  size_t size = answer->size != 0 ? answer->size : strlen(body);
  struct MHD_Response *response = MHD_create_response_from_buffer(
      size, (void *)(uintptr_t)body, MHD_RESPMEM_MUST_COPY);
  if (response == NULL)
    return MHD_NO; /* out of memory: the library closes the connection */
  char number[16];
  g_snprintf(number, sizeof number, "%d", answer->retry_after_s);
  /* A field that cannot be added leaves an answer that still holds. */
  (void)MHD_add_response_header(response, "Content-Type", type);
  if (answer->retry_after_s > 0)
    (void)MHD_add_response_header(response, "Retry-After", number);
  for (size_t i = 0; answer->headers && answer->headers[i]; i += 2)
    (void)MHD_add_response_header(response, answer->headers[i],
                                  answer->headers[i + 1]);
  if (answer->close)
    (void)MHD_add_response_header(response, "Connection", "close");
  enum MHD_Result result =
      MHD_queue_response(connection, answer->status, response);
  MHD_destroy_response(response);
  return result;
}
