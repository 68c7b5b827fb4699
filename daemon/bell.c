/* SPDX-License-Identifier: Apache-2.0
 *
 * Datagram sockets as doorbells.
 */
#include "daemon/bell.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "queue/fd.h"

struct Bell {
  int fd;
};

/* False when the path does not fit into a socket address. */
static bool
bell_address(const char *runtime_dir, const char *name,
             struct sockaddr_un *out_address)
{
  *out_address = (struct sockaddr_un){.sun_family = AF_UNIX};
  int length = g_snprintf(out_address->sun_path, sizeof out_address->sun_path,
                          "%s/%s.bell", runtime_dir, name);
  return length > 0 && (size_t)length < sizeof out_address->sun_path;
}

static int
bell_socket(void)
{
  return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static void
bell_set_error(GError **error, const char *what, const char *name, int code)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
              "cannot %s bell '%s': %s", what, name, g_strerror(code));
}

Bell *
bell_open(const char *runtime_dir, const char *name, GError **error)
{
  struct sockaddr_un address;
  if (!bell_address(runtime_dir, name, &address)) {
    bell_set_error(error, "name", name, ENAMETOOLONG);
    return NULL;
  }
  auto_fd int fd = bell_socket();
  if (fd < 0) {
    bell_set_error(error, "make", name, errno);
    return NULL;
  }
  (void)unlink(address.sun_path); /* absent is fine; bind() tells the rest */
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    bell_set_error(error, "bind", name, errno);
    return NULL;
  }
  /* Roles have different users; who may ring is decided by the folder. */
  if (chmod(address.sun_path, 0666) != 0) {
    bell_set_error(error, "open up", name, errno);
    return NULL;
  }
  Bell *bell = g_new0(Bell, 1);
  bell->fd = fd_steal(&fd);
  return bell;
}

int
bell_fd(const Bell *bell)
{
  return bell->fd;
}

bool
bell_drain(Bell *bell)
{
  bool rung = false;
  char byte;
  while (recv(bell->fd, &byte, sizeof byte, 0) >= 0)
    rung = true;
  return rung;
}

void
bell_ring(const char *runtime_dir, const char *name)
{
  struct sockaddr_un address;
  auto_fd int fd = bell_socket();
  if (fd < 0 || !bell_address(runtime_dir, name, &address))
    return;
  (void)sendto(fd, "!", 1, MSG_NOSIGNAL, (struct sockaddr *)&address,
               sizeof address); /* a lost ring is harmless */
}

void
bell_close(Bell *bell)
{
  if (bell == NULL)
    return;
  fd_close(&bell->fd);
  g_free(bell);
}
