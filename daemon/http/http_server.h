/* SPDX-License-Identifier: Apache-2.0
 *
 * libmicrohttpd as our roles use it: one thread, an external epoll loop, and a
 * deadline for each request that no dripping of bytes can lengthen (its own
 * timeout counts idle time only).  What a request means is the caller's.
 *
 *   connection: open -> request begins -> handled … -> ended -> next or closed
 *   The deadline runs from the opening, and again from each request's end.
 */
#ifndef BOTE_DAEMON_HTTP_HTTP_SERVER_H
#define BOTE_DAEMON_HTTP_HTTP_SERVER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include <microhttpd.h>

enum {
  HTTP_DEADLINE_MS = 10000,      /* absolute, per request */
  HTTP_MEMORY_BYTES = 32 * 1024, /* header block and buffers of a connection */
};

typedef struct HttpServer HttpServer;

/* One turn of a request, as libmicrohttpd's MHD_AccessHandlerCallback. */
typedef struct HttpTurn {
  struct MHD_Connection *connection;
  const char *method;
  const char *piece; /* of the body */
  size_t *size;      /* of the piece in bytes; set to 0 when it was taken */
} HttpTurn;

/* What the caller does with requests. */
typedef struct HttpHandler {
  /* A request line was read; returns what the others get as `request`.
   * target: path and query, byte for byte; valid during the call. */
  void *(*begin)(void *context, struct MHD_Connection *connection,
                 const char *target);
  /* First with size 0 after the headers, then with pieces of the body, then
   * with size 0: in each http_server_run() until an answer is queued, and
   * http_server_wait_ms() is 0 as long.  So a request waits for a slow deed
   * that is done between two runs; suspending and resuming the connection
   * would cost three system calls more. */
  enum MHD_Result (*handle)(void *context, void *request, const HttpTurn *turn);
  /* The request is over, answered or not: frees `request`. */
  void (*end)(void *context, void *request);
} HttpHandler;

typedef struct HttpLimits {
  unsigned connections; /* open at once; more wait in the backlog */
  int deadline_ms;      /* real milliseconds for one request */
} HttpLimits;

/* listen_fd  from http_listen(); owned by the server from now on, also on
 *            failure
 * handler    kept, not owned; context goes to each of its functions
 * Returns NULL with a G_FILE_ERROR when the library refuses to start.
 */
HttpServer *http_server_new(int listen_fd, const HttpLimits *limits,
                            const HttpHandler *handler, void *context,
                            GError **error);
void http_server_free(HttpServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpServer, http_server_free)

/* The descriptor to poll for POLLIN, and for how many milliseconds at most
 * (-1: for ever): until the library wants its turn or a deadline passes. */
int http_server_fd(const HttpServer *server);
int http_server_wait_ms(HttpServer *server);

/* True when http_server_run() would find something new at once. */
bool http_server_is_ready(const HttpServer *server);

/* Handle what is ready; cut connections whose deadline has passed. */
void http_server_run(HttpServer *server);

/* Check the framing of a request before its body is read.
 *
 * body_max  bytes
 * Returns 0, or the status to refuse it with: 400 Transfer-Encoding, several
 * Content-Lengths, or a field name that is no token (RFC 9112 5.1, 6.1: what
 * two servers may understand differently); 411 POST without length; 413.
 */
unsigned http_check_framing(struct MHD_Connection *connection,
                            const char *method, uint64_t body_max);

/* A whole answer, all borrowed. */
typedef struct HttpAnswer {
  unsigned status;
  const char *content_type;   /* NULL: text/plain */
  const char *body;           /* NULL: empty */
  size_t size;                /* of it in bytes; 0: it is a text */
  int retry_after_s;          /* 0: no such field */
  const char *const *headers; /* name, value, name, value, …, NULL; may be NULL
                               */
  bool close;                 /* end the connection after it */
} HttpAnswer;

enum MHD_Result http_answer(struct MHD_Connection *connection,
                            const HttpAnswer *answer);

#endif
