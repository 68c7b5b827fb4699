/* SPDX-License-Identifier: Apache-2.0
 *
 * sd_notify's protocol (systemd, sd_notify(3)): "NAME=value" datagrams.
 */
#include "daemon/notify.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <glib.h>

#include "queue/fd.h"

/* The watchdog is fed by every loop turn; a lost datagram is repaired by the
 * next one, so failures are not looked at. */
static void
notify_send(const char *state)
{
  const char *path = g_getenv("NOTIFY_SOCKET");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (path == NULL || path[0] == '\0' ||
      strlen(path) >= sizeof address.sun_path)
    return;
  memcpy(address.sun_path, path, strlen(path));
  if (path[0] == '@') /* abstract: a name without a file (unix(7)) */
    address.sun_path[0] = '\0';
  auto_fd int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return;
  socklen_t size =
      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
  (void)sendto(fd, state, strlen(state), MSG_NOSIGNAL,
               (struct sockaddr *)&address, size);
}

void
notify_ready(void)
{
  notify_send("READY=1");
}

void
notify_alive(void)
{
  notify_send("WATCHDOG=1");
}
