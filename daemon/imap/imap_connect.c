/* SPDX-License-Identifier: Apache-2.0
 *
 * Connecting, one address after the other.
 */
#include "daemon/imap/imap_connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_error.h"

enum { ADDRESSES_MAX = 16 }; /* a name with more is a mistake or an attack */

static bool
is_loopback(const struct sockaddr *address)
{
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *v4 = (const void *)address;
    return ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
  }
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *v6 = (const void *)address;
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
  }
  return false;
}

static void
set_options(int fd)
{
  static const struct {
    int level, name, value;
  } options[] = {
      {SOL_SOCKET, SO_KEEPALIVE, 1},    {IPPROTO_TCP, TCP_KEEPIDLE, 60},
      {IPPROTO_TCP, TCP_KEEPINTVL, 30}, {IPPROTO_TCP, TCP_KEEPCNT, 3},
      {IPPROTO_TCP, TCP_NODELAY, 1},    {IPPROTO_TCP, TCP_USER_TIMEOUT, 120000},
  };

  /* Without one of them we only notice later that the peer is gone. */
  for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
    (void)setsockopt(fd, options[i].level, options[i].name, &options[i].value,
                     sizeof options[i].value);
}

/* 0 when connected, else an errno. */
static int
finish_connect(int fd, int64_t deadline_ms)
{
  struct pollfd poll_fd = {.fd = fd, .events = POLLOUT};
  int failure = 0;
  socklen_t size = sizeof failure;

  for (;;) {
    int64_t left_ms = deadline_ms - clock_monotonic_ms();
    if (left_ms <= 0)
      return ETIMEDOUT;
    int ready = poll(&poll_fd, 1, (int)MIN(left_ms, 60000));
    if (ready < 0 && errno != EINTR)
      return errno;
    if (ready > 0)
      break;
  }
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &size) < 0 ? errno
                                                                   : failure;
}

/* A connected descriptor, or a negative errno. */
static int
connect_one(const struct addrinfo *address, int64_t deadline_ms)
{
  int fd =
      socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int failure = 0;

  if (fd < 0)
    return -errno;
  set_options(fd);
  if (connect(fd, address->ai_addr, address->ai_addrlen) < 0)
    failure = errno == EINPROGRESS ? finish_connect(fd, deadline_ms) : errno;
  if (failure == 0)
    return fd;
  (void)close(fd); /* never connected */
  return -failure;
}

int
imap_connect(const char *host, int port, int64_t deadline_ms,
             bool *out_loopback, GError **error)
{
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                           .ai_flags = AI_NUMERICSERV};
  struct addrinfo *list = NULL;
  g_autofree char *service = g_strdup_printf("%d", port);
  int result = getaddrinfo(host, service, &hints, &list);
  int tries = 0, fd = -EHOSTUNREACH;

  if (result != 0) {
    g_set_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK, "looking up %s: %s",
                host, gai_strerror(result));
    return -1;
  }
  for (const struct addrinfo *a = list; a != NULL && fd < 0; a = a->ai_next) {
    if (++tries > ADDRESSES_MAX)
      break;
    fd = connect_one(a, deadline_ms);
    if (fd >= 0)
      *out_loopback = is_loopback(a->ai_addr);
  }
  freeaddrinfo(list);
  if (fd >= 0)
    return fd;
  g_set_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK, "connecting to %s:%d: %s",
              host, port, g_strerror(-fd));
  return -1;
}
