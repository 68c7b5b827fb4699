/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection after the other, in a thread.
 */
#include "tests/support/http_script.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const char http_script_silence[] = "";

/* All of the header block, and the body that Content-Length tells. */
static bool
is_whole(const GString *request)
{
  const char *end = strstr(request->str, "\r\n\r\n");
  const char *field = strstr(request->str, "Content-Length: ");
  if (end == NULL)
    return false;
  size_t body =
      field == NULL ? 0 : (size_t)g_ascii_strtoll(field + 16, NULL, 10);
  return request->len >= (size_t)(end + 4 - request->str) + body;
}

/* False: the client went away before it was whole. */
static bool
take_request(HttpScript *script, int fd)
{
  char bytes[4096];
  ssize_t got = 1;

  g_string_truncate(script->request, 0);
  while (!is_whole(script->request) && got > 0) {
    got = recv(fd, bytes, sizeof bytes, 0);
    if (got > 0)
      g_string_append_len(script->request, bytes, got);
  }
  script->requests += script->request->len > 0;
  return got > 0;
}

static void
give_answer(const HttpScript *script, int fd)
{
  char byte;

  if (script->answer == http_script_silence)
    (void)recv(fd, &byte, sizeof byte, 0); /* its end */
  else if (script->answer != NULL)
    (void)send(fd, script->answer, strlen(script->answer), MSG_NOSIGNAL);
}

static void
serve_connection(HttpScript *script, int fd)
{
  struct timeval patience = {.tv_sec = 10};
  int left = script->answers;

  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  while (take_request(script, fd)) {
    if (left > 0 || script->answers == 0)
      give_answer(script, fd);
    if (left-- <= 0)
      break;
  }
}

static gpointer
serve(gpointer data)
{
  HttpScript *script = data;
  int fd;

  while ((fd = accept(script->listener, NULL, NULL)) >= 0) {
    g_autofree char *before = g_strdup(script->request->str);
    serve_connection(script, fd);
    /* Who only looked whether somebody listens has said nothing. */
    if (script->request->len == 0)
      g_string_assign(script->request, before);
    close(fd);
  }
  return NULL;
}

HttpScript *
http_script_start_kept(const char *answer, int answers)
{
  HttpScript *script = g_new0(HttpScript, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;

  script->answer = answer;
  script->answers = answers;
  script->request = g_string_new(NULL);
  script->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert(bind(script->listener, (void *)&address, sizeof address) == 0);
  g_assert(listen(script->listener, 5) == 0);
  g_assert(getsockname(script->listener, (void *)&address, &size) == 0);
  script->port = ntohs(address.sin_port);
  script->thread = g_thread_new("http-script", serve, script);
  return script;
}

HttpScript *
http_script_start(const char *answer)
{
  return http_script_start_kept(answer, 0);
}

char *
http_script_finish_count(HttpScript *script, int *out_requests)
{
  (void)shutdown(script->listener, SHUT_RDWR);
  g_thread_join(script->thread);
  close(script->listener);
  *out_requests = script->requests;
  char *request = g_string_free(script->request, FALSE);
  g_free(script);
  return request;
}

char *
http_script_finish(HttpScript *script)
{
  int requests;
  return http_script_finish_count(script, &requests);
}
