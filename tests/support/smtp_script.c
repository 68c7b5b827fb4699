/* SPDX-License-Identifier: Apache-2.0
 *
 * A thread that accepts, and one for each connection.
 */
#include "tests/support/smtp_script.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_S = 10, RULES_MAX = 16 }; /* a broken test ends */

struct SmtpScript {
  SmtpScriptOptions options;
  int listener, port;
  GThread *thread;
  GMutex mutex; /* guards what follows */
  GString *log;
  GPtrArray *peers; /* Peer * */
  GHashTable *counts;
  unsigned used[RULES_MAX]; /* times a rule's command came */
};

typedef struct Peer {
  SmtpScript *script;
  GThread *thread;
  int fd;
  gnutls_session_t tls;
  char said; /* first digit of the last reply */
} Peer;

static bool
send_text(Peer *peer, const char *text)
{
  size_t size = strlen(text);
  peer->said = text[0];
  while (size > 0) {
    ssize_t sent = peer->tls != NULL ? gnutls_record_send(peer->tls, text, size)
                                     : send(peer->fd, text, size, MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    text += sent;
    size -= (size_t)sent;
  }
  return true;
}

static char *
read_line(Peer *peer)
{
  g_autoptr(GString) line = g_string_new(NULL);
  char byte = 0;

  while (byte != '\n') {
    ssize_t got = peer->tls != NULL ? gnutls_record_recv(peer->tls, &byte, 1)
                                    : recv(peer->fd, &byte, 1, 0);
    if (got <= 0)
      return NULL;
    if (byte != '\r' && byte != '\n')
      g_string_append_c(line, byte);
  }
  g_mutex_lock(&peer->script->mutex);
  g_string_append_printf(peer->script->log, "%s\n", line->str);
  g_mutex_unlock(&peer->script->mutex);
  return g_string_free(g_steal_pointer(&line), FALSE);
}

/* The rule that applies to this command now; NULL: none. */
static const char *
ruled(SmtpScript *script, const char *command)
{
  const SmtpRule *rule = script->options.rules;
  const char *reply = NULL;

  g_mutex_lock(&script->mutex);
  gpointer count = g_hash_table_lookup(script->counts, command);
  g_hash_table_insert(script->counts, g_strdup(command),
                      GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
  for (unsigned i = 0; rule != NULL && rule[i].command != NULL; i++) {
    if (strcmp(rule[i].command, command) != 0)
      continue;
    unsigned used = script->used[i]++;
    if (used >= rule[i].after &&
        (rule[i].times == 0 || used < rule[i].after + rule[i].times))
      reply = rule[i].reply;
  }
  g_mutex_unlock(&script->mutex);
  return reply;
}

/* Answer a command by its rule, else well.  False: hang up. */
static bool
answer(Peer *peer, const char *command, const char *good)
{
  const char *reply = ruled(peer->script, command);
  char byte;

  if (reply == NULL)
    return send_text(peer, good);
  if (strcmp(reply, SMTP_SCRIPT_CUT) == 0)
    return false;
  if (strcmp(reply, SMTP_SCRIPT_SILENT) == 0) {
    (void)recv(peer->fd, &byte, 1, 0);
    return false;
  }
  g_autofree char *line = g_strconcat(reply, "\r\n", NULL);
  return send_text(peer, line);
}

static bool
start_tls(Peer *peer)
{
  const SmtpScriptOptions *options = &peer->script->options;
  const char *priority =
      options->priority != NULL ? options->priority : "NORMAL";
  int result;

  gnutls_init(&peer->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
  g_assert(gnutls_priority_set_direct(peer->tls, priority, NULL) == 0);
  gnutls_credentials_set(peer->tls, GNUTLS_CRD_CERTIFICATE,
                         options->credentials);
  gnutls_transport_set_int(peer->tls, peer->fd);
  do
    result = gnutls_handshake(peer->tls);
  while (result < 0 && !gnutls_error_is_fatal(result));
  return result == 0;
}

/* After DATA: the text, up to the dot. */
static bool
take_text(Peer *peer)
{
  const char *early = ruled(peer->script, "text");

  if (early != NULL && strcmp(early, SMTP_SCRIPT_CUT) == 0)
    return false;
  if (early != NULL) {
    g_autofree char *line = g_strconcat(early, "\r\n", NULL);
    (void)send_text(peer, line);
  }
  for (;;) {
    g_autofree char *line = read_line(peer);
    if (line == NULL)
      return false;
    if (strcmp(line, ".") == 0 && early != NULL)
      return false; /* it was answered already */
    if (strcmp(line, ".") == 0)
      return answer(peer, ".", "250 2.0.0 Ok: queued as 4AbCd\r\n");
  }
}

static bool
say_ehlo(Peer *peer)
{
  const SmtpScriptOptions *options = &peer->script->options;
  bool can_tls = options->credentials != NULL && peer->tls == NULL;
  g_autofree char *good =
      g_strconcat("250-localhost\r\n", can_tls ? "250-STARTTLS\r\n" : "",
                  options->offers != NULL ? options->offers : "",
                  "250 AUTH PLAIN LOGIN XOAUTH2\r\n", NULL);
  return answer(peer, "EHLO", good);
}

/* Ask for what the client has not said with the command: LOGIN needs two
 * lines, the others one. */
static bool
take_auth(Peer *peer, const char *line)
{
  int prompts = strcmp(line, "AUTH LOGIN") == 0 ? 2 : 1;
  if (strchr(line + 5, ' ') != NULL)
    prompts = 0;
  for (int i = 0; i < prompts; i++) {
    if (!send_text(peer, "334 \r\n"))
      return false;
    g_autofree char *answer_line = read_line(peer);
    if (answer_line == NULL)
      return false;
  }
  return answer(peer, "AUTH", "235 2.7.0 in\r\n");
}

static bool
obey(Peer *peer, const char *line)
{
  g_autofree char *word = g_strndup(line, strcspn(line, " :"));

  if (strcmp(word, "EHLO") == 0)
    return say_ehlo(peer);
  if (strcmp(word, "STARTTLS") == 0)
    return answer(peer, word, "220 go\r\n") && start_tls(peer);
  if (strcmp(word, "AUTH") == 0)
    return take_auth(peer, line);
  if (strcmp(word, "DATA") == 0)
    return answer(peer, word, "354 go\r\n") &&
           (peer->said != '3' || take_text(peer));
  return answer(peer, word, "250 2.0.0 Ok\r\n") && strcmp(word, "QUIT") != 0;
}

static gpointer
serve(gpointer data)
{
  Peer *peer = data;
  struct timeval patience = {.tv_sec = PATIENCE_S};
  bool goes_on = true;

  setsockopt(peer->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (peer->script->options.implicit_tls)
    goes_on = start_tls(peer);
  goes_on = goes_on && answer(peer, "greeting", "220 localhost ESMTP\r\n");
  while (goes_on) {
    g_autofree char *line = read_line(peer);
    goes_on = line != NULL && obey(peer, line);
  }
  if (peer->tls != NULL)
    gnutls_deinit(peer->tls);
  (void)shutdown(peer->fd, SHUT_RDWR);
  return NULL;
}

static gpointer
accept_all(gpointer data)
{
  SmtpScript *script = data;
  int fd;

  while ((fd = accept(script->listener, NULL, NULL)) >= 0) {
    Peer *peer = g_new0(Peer, 1);
    peer->script = script;
    peer->fd = fd;
    g_mutex_lock(&script->mutex);
    g_ptr_array_add(script->peers, peer);
    peer->thread = g_thread_new("smtp-peer", serve, peer);
    g_mutex_unlock(&script->mutex);
  }
  return NULL;
}

SmtpScript *
smtp_script_start(const SmtpScriptOptions *options)
{
  SmtpScript *script = g_new0(SmtpScript, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;

  script->options = *options;
  script->log = g_string_new(NULL);
  script->peers = g_ptr_array_new_with_free_func(g_free);
  script->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init(&script->mutex);
  script->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert(bind(script->listener, (void *)&address, sizeof address) == 0);
  g_assert(listen(script->listener, 50) == 0);
  g_assert(getsockname(script->listener, (void *)&address, &size) == 0);
  script->port = ntohs(address.sin_port);
  script->thread = g_thread_new("smtp-script", accept_all, script);
  return script;
}

int
smtp_script_port(const SmtpScript *script)
{
  return script->port;
}

unsigned
smtp_script_connections(SmtpScript *script)
{
  g_mutex_lock(&script->mutex);
  unsigned count = script->peers->len;
  g_mutex_unlock(&script->mutex);
  return count;
}

unsigned
smtp_script_count(SmtpScript *script, const char *command)
{
  g_mutex_lock(&script->mutex);
  unsigned count =
      GPOINTER_TO_UINT(g_hash_table_lookup(script->counts, command));
  g_mutex_unlock(&script->mutex);
  return count;
}

char *
smtp_script_finish(SmtpScript *script)
{
  (void)shutdown(script->listener, SHUT_RDWR);
  g_thread_join(script->thread);
  close(script->listener);
  for (guint i = 0; i < script->peers->len; i++) {
    Peer *peer = script->peers->pdata[i];
    (void)shutdown(peer->fd, SHUT_RDWR);
    g_thread_join(peer->thread);
    close(peer->fd);
  }
  if (script->options.credentials != NULL)
    gnutls_certificate_free_credentials(script->options.credentials);
  char *log = g_string_free(script->log, FALSE);
  g_ptr_array_unref(script->peers);
  g_hash_table_unref(script->counts);
  g_mutex_clear(&script->mutex);
  g_free(script);
  return log;
}
