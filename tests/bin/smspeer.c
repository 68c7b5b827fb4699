/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS provider for scenarios: takes every request, writes its body as a line
 * of a file, and answers with an id.  One connection at a time, as the
 * scenarios need no more.
 *
 *   smspeer PORT FILE    on the loopback address, until it is killed
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include <glib.h>

#include "queue/fd.h"

enum { REQUEST_MAX = 65536, BACKLOG = 64 };

/* The body, once the request is whole; NULL before. */
static const char *
whole_body(const char *request)
{
  const char *end = strstr(request, "\r\n\r\n");
  const char *field = strcasestr(request, "\r\nContent-Length:");
  size_t length;

  if (end == NULL)
    return NULL;
  length = field == NULL || field > end ? 0 : strtoul(field + 17, NULL, 10);
  return strlen(end + 4) >= length ? end + 4 : NULL;
}

static void
serve(int fd, FILE *sent, unsigned number)
{
  char request[REQUEST_MAX + 1] = "";
  const char *body = NULL;
  size_t size = 0;
  ssize_t got = 1;

  while (body == NULL && got > 0 && size < REQUEST_MAX) {
    got = recv(fd, request + size, REQUEST_MAX - size, 0);
    size += got > 0 ? (size_t)got : 0;
    request[size] = '\0';
    body = whole_body(request);
  }
  if (body == NULL)
    return;
  fprintf(sent, "%s\n", body);
  fflush(sent);
  g_autofree char *json = g_strdup_printf("{\"id\": \"sms-%u\"}", number);
  dprintf(fd,
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
          "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
          strlen(json), json);
}

static int
listen_on(uint16_t port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  auto_fd int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int yes = 1;

  if (fd < 0 ||
      setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
      listen(fd, BACKLOG) < 0)
    return -1;
  return fd_steal(&fd);
}

int
main(int argc, char **argv)
{
  if (argc != 3)
    return EX_USAGE;
  int listener = listen_on((uint16_t)strtoul(argv[1], NULL, 10));
  FILE *sent = fopen(argv[2], "ae");
  if (listener < 0 || sent == NULL) {
    perror("smspeer");
    return EX_OSERR;
  }
  for (unsigned number = 1;; number++) {
    auto_fd int fd = accept(listener, NULL, NULL);
    if (fd >= 0)
      serve(fd, sent, number);
  }
}
