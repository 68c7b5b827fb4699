/* SPDX-License-Identifier: Apache-2.0
 *
 * The player of IMAP scripts: blocking calls in one thread.
 */
#include "tests/support/imap_script.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/clock.h"

enum { SCRIPT_PATIENCE_S = 10 }; /* a broken test ends instead of hanging */

struct ImapScript {
  const char *const *steps;
  ImapScriptOptions options;
  int listener, fd, port;
  gnutls_session_t tls;
  char tag[32];
  bool moved; /* the one mail of SERVE */
  GString *log;
  GThread *thread;
};

static bool
send_bytes(ImapScript *script, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t sent = script->tls != NULL
                       ? gnutls_record_send(script->tls, bytes, size)
                       : send(script->fd, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    bytes += sent;
    size -= (size_t)sent;
  }
  return true;
}

static bool
send_text(ImapScript *script, const char *text, const char *end)
{
  g_auto(GStrv) parts = g_strsplit(text, "%t", -1);
  g_autofree char *filled = g_strjoinv(script->tag, parts);
  g_autofree char *line = g_strconcat(filled, end, NULL);
  return send_bytes(script, line, strlen(line));
}

static bool
send_many(ImapScript *script, size_t count)
{
  g_autofree char *block = g_malloc(65536);

  memset(block, 'a', 65536);
  while (count > 0) {
    size_t size = MIN(count, 65536);
    if (!send_bytes(script, block, size))
      return false;
    count -= size;
  }
  return true;
}

static bool
read_line(ImapScript *script, const char *word)
{
  g_autoptr(GString) line = g_string_new(NULL);
  char byte = 0;

  while (byte != '\n') {
    ssize_t got = script->tls != NULL
                      ? gnutls_record_recv(script->tls, &byte, 1)
                      : recv(script->fd, &byte, 1, 0);
    if (got <= 0)
      return false;
    if (byte != '\r')
      g_string_append_c(line, byte);
  }
  char *blank = strchr(line->str, ' ');
  size_t length = blank != NULL ? (size_t)(blank - line->str) : 0;
  if (length > 0 && length < sizeof script->tag &&
      strspn(line->str, "0123456789") == length) {
    memcpy(script->tag, line->str, length);
    script->tag[length] = '\0';
  }
  if (strstr(line->str, word) == NULL)
    g_string_append_printf(script->log, "UNEXPECTED (%s): ", word);
  g_string_append(script->log, line->str);
  return true;
}

static bool
start_tls(ImapScript *script)
{
  const char *priority =
      script->options.priority != NULL ? script->options.priority : "NORMAL";

  gnutls_init(&script->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
  g_assert(gnutls_priority_set_direct(script->tls, priority, NULL) == 0);
  gnutls_credentials_set(script->tls, GNUTLS_CRD_CERTIFICATE,
                         script->options.credentials);
  gnutls_transport_set_int(script->tls, script->fd);
  int result;
  do
    result = gnutls_handshake(script->tls);
  while (result < 0 && !gnutls_error_is_fatal(result));
  return result == 0;
}

static void
hang_up(ImapScript *script)
{
  if (script->tls != NULL)
    gnutls_deinit(script->tls);
  script->tls = NULL;
  if (script->fd >= 0)
    close(script->fd);
  script->fd = -1;
}

static bool
drip(ImapScript *script)
{
  while (send_bytes(script, "a", 1))
    g_usleep(20000);
  return false;
}

static bool
set_clock(ImapScript *script, int64_t forward_ms)
{
  script->options.now_ms += forward_ms;
  return clock_file_write(script->options.clock_file, script->options.now_ms, 0,
                          NULL);
}

/* What is said in spite of it, the next step reads; here it is noted. */
static bool
keep_quiet(ImapScript *script, int time_ms)
{
  struct pollfd fd = {.fd = script->fd, .events = POLLIN};

  if (poll(&fd, 1, time_ms) > 0)
    g_string_append(script->log, "UNEXPECTED (silence): ");
  return true;
}

/* The answer to the line read last. */
static const char *
answer(ImapScript *script, const char *line)
{
  static const char list[] =
      "* 1 FETCH (UID 1 RFC822.SIZE 24 INTERNALDATE \"01-Jan-2026 10:00:00 "
      "+0000\" FLAGS ())\r\n";
  static const char body[] =
      "* 1 FETCH (UID 1 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n";

  if (strstr(line, "CAPABILITY") != NULL)
    return "* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n";
  if (strstr(line, " LIST ") != NULL)
    return "* LIST (\\Noselect) \"/\" \"\"\r\n";
  if (strstr(line, " SELECT ") != NULL)
    return script->moved
               ? "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 2] "
                 "n\r\n"
               : "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 2] "
                 "n\r\n";
  if (strstr(line, "RFC822.SIZE") != NULL && !script->moved)
    return list;
  if (strstr(line, "BODY.PEEK") != NULL && !script->moved)
    return body;
  if (strstr(line, "UID MOVE") != NULL)
    script->moved = true;
  return "";
}

static bool
serve(ImapScript *script)
{
  bool alive = send_text(script, "* OK ready", "\r\n");

  for (;;) {
    size_t before = script->log->len;
    if (!alive || !read_line(script, ""))
      return false;
    alive = send_text(script, answer(script, script->log->str + before), "") &&
            send_text(script, "%t OK done", "\r\n");
  }
}

static bool
play_step(ImapScript *script, const char *step)
{
  const char *text = step[0] != '\0' && step[1] == ' ' ? step + 2 : "";

  if (strcmp(step, "TLS") == 0)
    return start_tls(script);
  if (strcmp(step, "DRIP") == 0)
    return drip(script);
  if (strcmp(step, "SERVE") == 0)
    return serve(script);
  if (strcmp(step, "GONE") == 0)
    return script->moved = true;
  switch (step[0]) {
  case 'C':
    return read_line(script, text);
  case 'S':
    return send_text(script, text, "\r\n");
  case 'R':
    return send_text(script, text, "");
  case 'Z':
    return send_many(script, (size_t)g_ascii_strtoull(text, NULL, 10));
  case 'T':
    return set_clock(script, g_ascii_strtoll(text, NULL, 10));
  case 'Q':
    return keep_quiet(script, (int)g_ascii_strtoll(text, NULL, 10));
  case '0':
    return send_bytes(script, "", 1);
  default:
    g_error("no such step: %s", step);
  }
}

/* Play one connection; returns the step behind its EOF. */
static const char *const *
play_connection(ImapScript *script, const char *const *step)
{
  struct timeval patience = {.tv_sec = SCRIPT_PATIENCE_S};
  bool alive = true;

  script->fd = accept(script->listener, NULL, NULL);
  alive = script->fd >= 0;
  if (alive) {
    setsockopt(script->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    /* Many small answers: without it each waits for the client's ACK. */
    setsockopt(script->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  }
  for (; *step != NULL && strcmp(*step, "EOF") != 0; step++)
    alive = alive && play_step(script, *step);
  /* What the client says at the end is still worth knowing. */
  while (alive && *step == NULL && read_line(script, ""))
    ;
  hang_up(script);
  return *step != NULL ? step + 1 : step;
}

static gpointer
play(gpointer data)
{
  ImapScript *script = data;
  const char *const *step = script->steps;

  do
    step = play_connection(script, step);
  while (*step != NULL);
  return NULL;
}

ImapScript *
imap_script_start(const char *const *steps,
                  gnutls_certificate_credentials_t credentials,
                  const char *priority)
{
  ImapScriptOptions options = {.credentials = credentials,
                               .priority = priority};
  return imap_script_start_with(steps, &options);
}

ImapScript *
imap_script_start_with(const char *const *steps,
                       const ImapScriptOptions *options)
{
  ImapScript *script = g_new0(ImapScript, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval patience = {.tv_sec = SCRIPT_PATIENCE_S};
  socklen_t size = sizeof address;

  script->steps = steps;
  script->options = *options;
  script->fd = -1;
  script->log = g_string_new(NULL);
  script->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert(bind(script->listener, (void *)&address, sizeof address) == 0);
  g_assert(listen(script->listener, 5) == 0);
  g_assert(getsockname(script->listener, (void *)&address, &size) == 0);
  setsockopt(script->listener, SOL_SOCKET, SO_RCVTIMEO, &patience,
             sizeof patience);
  script->port = ntohs(address.sin_port);
  script->thread = g_thread_new("imap-script", play, script);
  return script;
}

int
imap_script_port(const ImapScript *script)
{
  return script->port;
}

char *
imap_script_finish(ImapScript *script)
{
  /* A connection that never came is not waited for. */
  (void)shutdown(script->listener, SHUT_RDWR);
  g_thread_join(script->thread);
  close(script->listener);
  if (script->options.credentials != NULL)
    gnutls_certificate_free_credentials(script->options.credentials);
  char *log = g_string_free(script->log, FALSE);
  g_free(script);
  return log;
}
