/* SPDX-License-Identifier: Apache-2.0
 *
 * File descriptors with an owner: `auto_fd int fd = open(…)` closes itself.
 */
#ifndef BOTE_QUEUE_FD_H
#define BOTE_QUEUE_FD_H

#include <unistd.h>

/* Close `*fd` unless it is negative, and make it -1.  close() is not repeated
 * after EINTR: Linux has released the number by then (close(2)). */
static inline void
fd_close(int *fd)
{
  if (*fd >= 0)
    (void)close(*fd); /* what had to be durable was synced before */
  *fd = -1;
}

/* Give the descriptor away: returns it and leaves -1 behind. */
static inline int
fd_steal(int *fd)
{
  int stolen = *fd;
  *fd = -1;
  return stolen;
}

#define auto_fd __attribute__((cleanup(fd_close)))

#endif
