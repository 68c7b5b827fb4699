/* SPDX-License-Identifier: Apache-2.0
 *
 * posix_spawn rather than fork: digest is large, and between fork and exec
 * nothing of ours could run wrong.
 */
#include "daemon/parse/parse_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  CHILD_FD = 3,
  TOWN_FD = 4,
  CLEAR_FD = 10, /* above all that the file actions touch */
};

/* The descriptors of the new process.  Returns an errno code. */
static int
actions_fill(posix_spawn_file_actions_t *actions, int fd, int town_fd)
{
  int rc = 0;
  for (int i = 0; rc == 0 && i < CHILD_FD; i++)
    rc = posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0);
  if (rc == 0)
    rc = posix_spawn_file_actions_adddup2(actions, fd, CHILD_FD);
  if (rc == 0)
    rc = town_fd < 0
             ? 0
             : posix_spawn_file_actions_adddup2(actions, town_fd, TOWN_FD);
  if (rc == 0)
    rc = posix_spawn_file_actions_addclosefrom_np(
        actions, town_fd < 0 ? TOWN_FD : TOWN_FD + 1);
  return rc;
}

static int
attributes_fill(posix_spawnattr_t *attributes)
{
  sigset_t none, all;
  (void)sigemptyset(&none); /* these two cannot fail */
  (void)sigfillset(&all);
  int rc = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
                                                    POSIX_SPAWN_SETSIGMASK);
  if (rc == 0)
    rc = posix_spawnattr_setsigmask(attributes, &none);
  return rc != 0 ? rc : posix_spawnattr_setsigdefault(attributes, &all);
}

static int
spawn_with(const ParseProgram *program, int fd, int town_fd, pid_t *out_pid)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int rc = posix_spawn_file_actions_init(&actions);
  g_assert(rc == 0);
  rc = posix_spawnattr_init(&attributes);
  g_assert(rc == 0);
  /* Nothing of ours; the loader shall find all functions now.  What only a
     child of the new process calls, each child would look up anew.  And malloc
     shall keep what it got back in the lists that cost least (ld.so(8)): seven
     pieces of a size, as is usual, a mail fills and empties time and again. */
  char bind_now[] = "LD_BIND_NOW=1";
  char tunables[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=2000";
  char *environment[] = {bind_now, tunables, NULL};
  rc = actions_fill(&actions, fd, town_fd);
  if (rc == 0)
    rc = attributes_fill(&attributes);
  if (rc == 0)
    rc = posix_spawn(out_pid, program->program, &actions, &attributes,
                     (char *const *)program->argv, environment);
  (void)posix_spawnattr_destroy(&attributes); /* always 0 on Linux */
  (void)posix_spawn_file_actions_destroy(&actions);
  return rc;
}

/* A second descriptor that no action overwrites; an errno code. */
static int
move_up(int fd, int *out)
{
  *out = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, CLEAR_FD);
  return fd >= 0 && *out < 0 ? errno : 0;
}

int
parse_spawn(const ParseProgram *program, pid_t *out_pid, GError **error)
{
  int pair[2] = {-1, -1};
  int clear = -1, town = -1;
  int rc = 0;
  /* Records: a reader takes no byte of the next message before its time. */
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    rc = errno;
  if (rc == 0 && (clear = fcntl(pair[1], F_DUPFD_CLOEXEC, CLEAR_FD)) < 0)
    rc = errno;
  if (rc == 0)
    rc = move_up(program->town_fd, &town);
  if (rc == 0)
    rc = spawn_with(program, clear, town, out_pid);
  if (clear >= 0)
    (void)close(clear); /* the new process has its own */
  if (town >= 0)
    (void)close(town); /* the same */
  if (pair[1] >= 0)
    (void)close(pair[1]);
  if (rc == 0)
    return pair[0];
  if (pair[0] >= 0)
    (void)close(pair[0]);
  g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
              "cannot start the role parse: %s", g_strerror(rc));
  return -1;
}

void
parse_spawn_end(pid_t pid)
{
  /* It may have ended itself; as long as it was not waited for, the id is
     still its own. */
  (void)kill(pid, SIGKILL);
  pid_t gone;
  do
    gone = waitpid(pid, NULL, 0);
  while (gone < 0 && errno == EINTR);
}
