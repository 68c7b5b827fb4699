/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection after the other, in a thread.
 */
#include "tests/support/https_script.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct HttpsScript {
  int listener, port;
  gnutls_certificate_credentials_t credentials;
  const char *const *answers;
  unsigned count, next;
  GString *requests;
  GThread *thread;
};

static void
talk(HttpsScript *script, gnutls_session_t session)
{
  const char *answer = script->answers[script->next];
  char bytes[4096];
  gsize begin = script->requests->len;
  ssize_t got = 1;

  if (script->next + 1 < script->count)
    script->next++;
  while (got > 0 && strstr(script->requests->str + begin, "\r\n\r\n") == NULL) {
    got = gnutls_record_recv(session, bytes, sizeof bytes);
    if (got > 0)
      g_string_append_len(script->requests, bytes, got);
  }
  for (size_t at = 0, size = strlen(answer); at < size;) {
    ssize_t sent = gnutls_record_send(session, answer + at, size - at);
    if (sent <= 0)
      return;
    at += (size_t)sent;
  }
  (void)gnutls_bye(session, GNUTLS_SHUT_WR);
}

static void
serve_one(HttpsScript *script, int fd)
{
  gnutls_session_t session;
  g_assert(gnutls_init(&session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL) == 0);
  g_assert(gnutls_set_default_priority(session) == 0);
  g_assert(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE,
                                  script->credentials) == 0);
  gnutls_transport_set_int(session, fd);
  gnutls_handshake_set_timeout(session, 5000);
  if (gnutls_handshake(session) == 0)
    talk(script, session);
  gnutls_deinit(session);
}

static gpointer
serve(gpointer data)
{
  HttpsScript *script = data;
  struct timeval patience = {.tv_sec = 5};
  int fd;

  while ((fd = accept(script->listener, NULL, NULL)) >= 0) {
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    serve_one(script, fd);
    (void)close(fd);
  }
  return NULL;
}

HttpsScript *
https_script_start(TestCa *ca, TestCert cert)
{
  HttpsScript *script = g_new0(HttpsScript, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;

  script->credentials = test_ca_server(ca, cert);
  script->requests = g_string_new(NULL);
  script->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint(
      bind(script->listener, (struct sockaddr *)&address, sizeof address), ==,
      0);
  g_assert_cmpint(listen(script->listener, 5), ==, 0);
  g_assert_cmpint(
      getsockname(script->listener, (struct sockaddr *)&address, &size), ==, 0);
  script->port = ntohs(address.sin_port);
  return script;
}

int
https_script_port(const HttpsScript *script)
{
  return script->port;
}

void
https_script_answer(HttpsScript *script, const char *const *answers,
                    unsigned count)
{
  script->answers = answers;
  script->count = count;
  script->thread = g_thread_new("https", serve, script);
}

char *
https_script_finish(HttpsScript *script)
{
  (void)shutdown(script->listener, SHUT_RDWR); /* ends accept() */
  if (script->thread != NULL)
    g_thread_join(script->thread);
  (void)close(script->listener);
  gnutls_certificate_free_credentials(script->credentials);
  char *requests = g_string_free(script->requests, FALSE);
  g_free(script);
  return requests;
}
