/* SPDX-License-Identifier: Apache-2.0
 *
 * posix_spawn, one pipe, a deadline.
 */
#include "daemon/token_command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/clock.h"

static bool
fail(GError **error, const char *why)
{
  g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "token command %s",
              why);
  return false;
}

/* Start it as the leader of a group, so that all of it can be killed. */
static bool
start(char **argv, int out_fd, pid_t *out_pid, GError **error)
{
  static const char *const kept[] = {"PATH", "HOME", "LANG"};
  g_autoptr(GPtrArray) environment = g_ptr_array_new_with_free_func(g_free);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    if (g_getenv(kept[i]) != NULL)
      g_ptr_array_add(environment,
                      g_strconcat(kept[i], "=", g_getenv(kept[i]), NULL));
  g_ptr_array_add(environment, NULL);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out_fd, 1);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  int result = posix_spawn(out_pid, argv[0], &actions, &attributes, argv,
                           (char **)environment->pdata);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return result == 0 || fail(error, g_strerror(result));
}

/* Read until end of file; false: too slow, too much, or unreadable. */
static bool
read_output(int fd, int64_t deadline_ms, char *out, size_t *out_size,
            GError **error)
{
  struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
  size_t size = 0;

  for (;;) {
    int64_t left_ms = deadline_ms - clock_monotonic_ms();
    if (left_ms <= 0)
      return fail(error, "took too long");
    if (poll(&poll_fd, 1, (int)MIN(left_ms, 60000)) <= 0)
      continue;
    ssize_t length = read(fd, out + size, TOKEN_BYTES_MAX + 1 - size);
    if (length < 0 && errno != EINTR)
      return fail(error, g_strerror(errno));
    if (length == 0)
      break;
    size += length > 0 ? (size_t)length : 0;
    if (size > TOKEN_BYTES_MAX)
      return fail(error, "printed too much");
  }
  *out_size = size;
  return true;
}

/* Everybody in the group goes, whether it ended by itself or not. */
static bool
reap(pid_t pid, bool good, GError **error)
{
  int status = 0;

  if (!good)
    (void)kill(-pid, SIGKILL); /* gone already: fine */
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    ;
  (void)kill(-pid, SIGKILL);
  if (good && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
    return fail(error, "failed");
  return good;
}

/* The first line without blanks around it; NULL: nothing was printed. */
static char *
first_line(char *text, size_t size)
{
  text[size] = '\0';
  text[strcspn(text, "\r\n")] = '\0';
  g_strstrip(text);
  return *text != '\0' ? g_strdup(text) : NULL;
}

char *
token_command_run(const char *command, int timeout_ms, GError **error)
{
  g_auto(GStrv) argv = NULL;
  char output[TOKEN_BYTES_MAX + 2];
  int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;
  size_t size = 0;
  pid_t pid = 0;
  int fds[2];

  if (!g_shell_parse_argv(command, NULL, &argv, NULL) || argv[0][0] != '/') {
    fail(error, "needs an absolute path");
    return NULL;
  }
  if (pipe2(fds, O_CLOEXEC) < 0) {
    fail(error, g_strerror(errno));
    return NULL;
  }
  bool good = start(argv, fds[1], &pid, error);
  (void)close(fds[1]); /* the command's end */
  if (good)
    good = reap(pid, read_output(fds[0], deadline_ms, output, &size, error),
                error);
  (void)close(fds[0]); /* read only */
  char *token = good ? first_line(output, size) : NULL;
  if (good && token == NULL)
    fail(error, "printed nothing");
  memset(output, 0, sizeof output);
  return token;
}
