/* SPDX-License-Identifier: Apache-2.0
 *
 * One command a line, one answer each; no extension but 8BITMIME.
 */
#include "tests/support/bench_sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib.h>

#include "queue/fd.h"
#include "tests/support/bench.h"

enum { CONNECTIONS = BENCH_SINK_POLLS - 1, PIECE_BYTES = 65536 };

typedef struct Connection {
  int fd; /* -1: free */
  bool in_data;
  char *recipient;
  GString *input;
} Connection;

struct BenchSink {
  int listener;
  BenchSinkTaken taken;
  void *user;
  Connection connections[CONNECTIONS];
};

BenchSink *
bench_sink_new(int port, BenchSinkTaken taken, void *user)
{
  BenchSink *sink = g_new0(BenchSink, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  sink->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sink->taken = taken;
  sink->user = user;
  if (bind(sink->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(sink->listener, CONNECTIONS) != 0)
    g_error("port %d: %m", port);
  for (int i = 0; i < CONNECTIONS; i++)
    sink->connections[i].fd = -1;
  return sink;
}

static void
hang_up(Connection *connection)
{
  fd_close(&connection->fd);
  g_clear_pointer(&connection->recipient, g_free);
  g_string_free(connection->input, TRUE);
  connection->input = NULL;
}

void
bench_sink_free(BenchSink *sink)
{
  for (int i = 0; i < CONNECTIONS; i++)
    if (sink->connections[i].fd >= 0)
      hang_up(&sink->connections[i]);
  fd_close(&sink->listener);
  g_free(sink);
}

void
bench_sink_prepare(const BenchSink *sink, struct pollfd *polls)
{
  polls[0] = (struct pollfd){.fd = sink->listener, .events = POLLIN};
  for (int i = 0; i < CONNECTIONS; i++)
    polls[i + 1] =
        (struct pollfd){.fd = sink->connections[i].fd, .events = POLLIN};
}

static void
answer(const Connection *connection, const char *line)
{
  if (write(connection->fd, line, strlen(line)) < 0)
    g_warning("sink: %m");
}

static void
take_recipient(Connection *connection, const char *line)
{
  const char *begin = strchr(line, '<'), *end = strchr(line, '>');
  g_free(connection->recipient);
  connection->recipient = begin == NULL || end < begin
                              ? g_strdup("")
                              : g_strndup(begin + 1, (gsize)(end - begin - 1));
}

static void
take_line(BenchSink *sink, Connection *connection, const char *line)
{
  if (connection->in_data) {
    if (strcmp(line, ".") != 0)
      return;
    connection->in_data = false;
    answer(connection, "250 2.0.0 taken\r\n");
    sink->taken(sink->user, connection->recipient, bench_now_us());
    return;
  }
  if (g_ascii_strncasecmp(line, "RCPT", 4) == 0)
    take_recipient(connection, line);
  connection->in_data = g_ascii_strncasecmp(line, "DATA", 4) == 0;
  if (connection->in_data)
    answer(connection, "354 go on\r\n");
  else if (g_ascii_strncasecmp(line, "EHLO", 4) == 0)
    answer(connection, "250-sink\r\n250 8BITMIME\r\n");
  else if (g_ascii_strncasecmp(line, "QUIT", 4) == 0)
    answer(connection, "221 2.0.0 bye\r\n");
  else
    answer(connection, "250 2.1.0 ok\r\n");
}

static void
receive(BenchSink *sink, Connection *connection)
{
  static char piece[PIECE_BYTES];
  ssize_t size = read(connection->fd, piece, sizeof piece);
  if (size <= 0) {
    hang_up(connection);
    return;
  }
  GString *input = connection->input;
  g_string_append_len(input, piece, size);
  gsize done = 0;
  char *end;
  while ((end = strstr(input->str + done, "\r\n")) != NULL) {
    *end = '\0';
    take_line(sink, connection, input->str + done);
    done = (gsize)(end - input->str) + 2;
  }
  g_string_erase(input, 0, (gssize)done);
}

static void
welcome(BenchSink *sink)
{
  int fd = accept4(sink->listener, NULL, NULL, SOCK_CLOEXEC);
  int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  for (int i = 0; fd >= 0 && i < CONNECTIONS; i++)
    if (sink->connections[i].fd < 0) {
      sink->connections[i] =
          (Connection){.fd = fd, .input = g_string_new(NULL)};
      answer(&sink->connections[i], "220 sink ESMTP\r\n");
      return;
    }
  g_error("too many connections: %m");
}

void
bench_sink_serve(BenchSink *sink, const struct pollfd *polls)
{
  for (int i = 0; i < CONNECTIONS; i++)
    if (polls[i + 1].fd >= 0 && polls[i + 1].revents != 0)
      receive(sink, &sink->connections[i]);
  if (polls[0].revents != 0)
    welcome(sink);
}
