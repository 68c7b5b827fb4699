/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection in a thread.
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

static gpointer
serve(gpointer data)
{
  HttpScript *script = data;
  struct timeval patience = {.tv_sec = 10};
  char bytes[4096];
  ssize_t got = 1;
  int fd = accept(script->listener, NULL, NULL);

  if (fd < 0)
    return NULL;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  while (!is_whole(script->request) && got > 0) {
    got = recv(fd, bytes, sizeof bytes, 0);
    if (got > 0)
      g_string_append_len(script->request, bytes, got);
  }
  if (script->answer == http_script_silence)
    (void)recv(fd, bytes, sizeof bytes, 0); /* its end */
  else if (script->answer != NULL)
    (void)send(fd, script->answer, strlen(script->answer), MSG_NOSIGNAL);
  close(fd);
  return NULL;
}

HttpScript *
http_script_start(const char *answer)
{
  HttpScript *script = g_new0(HttpScript, 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;

  script->answer = answer;
  script->request = g_string_new(NULL);
  script->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert(bind(script->listener, (void *)&address, sizeof address) == 0);
  g_assert(listen(script->listener, 5) == 0);
  g_assert(getsockname(script->listener, (void *)&address, &size) == 0);
  script->port = ntohs(address.sin_port);
  script->thread = g_thread_new("http-script", serve, script);
  return script;
}

char *
http_script_finish(HttpScript *script)
{
  (void)shutdown(script->listener, SHUT_RDWR);
  g_thread_join(script->thread);
  close(script->listener);
  char *request = g_string_free(script->request, FALSE);
  g_free(script);
  return request;
}
