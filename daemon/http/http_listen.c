/* SPDX-License-Identifier: Apache-2.0
 *
 * Sockets to listen on.
 */
#include "daemon/http/http_listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "queue/fd.h"

enum {
  FIRST_PASSED_FD = 3, /* sd_listen_fds(3) */
  BACKLOG = 512,       /* as many as there may be connections */
};

static int
fail(GError **error, int code, const char *what, const char *listen)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
              "cannot %s '%s': %s", what, listen, g_strerror(code));
  return -1;
}

/* The socket systemd passed to this very process; -1: none. */
static int
passed_socket(void)
{
  const char *pid = g_getenv("LISTEN_PID"), *count = g_getenv("LISTEN_FDS");
  if (pid == NULL || count == NULL ||
      g_ascii_strtoll(pid, NULL, 10) != getpid() || strcmp(count, "1") != 0)
    return -1;
  /* Neither our children nor a blocking accept() may keep it. */
  if (fcntl(FIRST_PASSED_FD, F_SETFD, FD_CLOEXEC) != 0 ||
      fcntl(FIRST_PASSED_FD, F_SETFL, O_NONBLOCK) != 0)
    return -1;
  return FIRST_PASSED_FD;
}

static int
bind_and_listen(int family, const struct sockaddr *address, socklen_t size,
                const char *name, GError **error)
{
  auto_fd int fd =
      socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int one = 1;
  if (fd < 0)
    return fail(error, errno, "open", name);
  /* Only speeds up a restart; without it bind() tells. */
  (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, address, size) != 0 || listen(fd, BACKLOG) != 0)
    return fail(error, errno, "listen on", name);
  return fd_steal(&fd);
}

static int
listen_unix(const char *path, GError **error)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path)
    return fail(error, ENAMETOOLONG, "listen on", path);
  memcpy(address.sun_path, path, strlen(path));
  (void)unlink(path); /* left by an earlier process; bind() tells the rest */
  auto_fd int fd = bind_and_listen(AF_UNIX, (struct sockaddr *)&address,
                                   sizeof address, path, error);
  if (fd >= 0 && chmod(path, 0660) != 0)
    return fail(error, errno, "set the mode of", path);
  return fd_steal(&fd);
}

/* Split "HOST:PORT" or "[HOST]:PORT". */
static bool
split_address(const char *listen, char **out_host, char **out_port)
{
  const char *colon = strrchr(listen, ':');
  if (colon == NULL || colon == listen || colon[1] == '\0')
    return false;
  size_t length = (size_t)(colon - listen);
  bool brackets = listen[0] == '[' && listen[length - 1] == ']';
  *out_host =
      brackets ? g_strndup(listen + 1, length - 2) : g_strndup(listen, length);
  *out_port = g_strdup(colon + 1);
  return true;
}

static int
listen_tcp(const char *listen, GError **error)
{
  g_autofree char *host = NULL, *port = NULL;
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                           .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  if (!split_address(listen, &host, &port) ||
      getaddrinfo(host, port, &hints, &found) != 0)
    return fail(error, EINVAL, "listen on", listen);
  int fd = bind_and_listen(found->ai_family, found->ai_addr, found->ai_addrlen,
                           listen, error);
  freeaddrinfo(found);
  return fd;
}

int
http_listen(const char *listen, GError **error)
{
  int passed = passed_socket();
  if (passed >= 0)
    return passed;
  return g_str_has_prefix(listen, "unix:")
             ? listen_unix(listen + strlen("unix:"), error)
             : listen_tcp(listen, error);
}
