/* SPDX-License-Identifier: Apache-2.0
 *
 * Two buffers and a socket.
 */
#include "daemon/learn/learn_worker.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/learn/learn_child.h"
#include "daemon/parse/parse_spawn.h"
#include "parsers/learn/learn_model.h"

enum { ANSWER_MAX = LEARN_MODEL_MAX + 1024 }; /* with its line of JSON */

struct LearnWorker {
  pid_t pid;
  int fd;
  int64_t due_ms; /* monotonic */
  GByteArray *out, *in;
  bool all_put, all_sent;
  bool is_over, is_whole;
};

LearnWorker *
learn_worker_start(GError **error)
{
  static const char *const argv[] = {"bote", "role", "parse", "learn", NULL};
  const ParseProgram program = {"/proc/self/exe", argv, -1};
  pid_t pid;
  int fd = parse_spawn(&program, &pid, error);
  if (fd < 0)
    return NULL;
  LearnWorker *worker = g_new0(LearnWorker, 1);
  worker->pid = pid;
  worker->fd = fd;
  worker->due_ms = clock_monotonic_ms() + LEARN_WORKER_WALL_MS;
  worker->out = g_byte_array_new();
  worker->in = g_byte_array_new();
  return worker;
}

void
learn_worker_free(LearnWorker *worker)
{
  if (worker == NULL)
    return;
  (void)close(worker->fd); /* a socket */
  parse_spawn_end(worker->pid);
  g_byte_array_unref(worker->out);
  g_byte_array_unref(worker->in);
  g_free(worker);
}

bool
learn_worker_has_room(const LearnWorker *worker)
{
  return worker->out->len < LEARN_WORKER_WAITING;
}

void
learn_worker_put(LearnWorker *worker, GByteArray *bytes)
{
  g_assert(!worker->all_put);
  g_byte_array_append(worker->out, bytes->data, bytes->len);
  g_byte_array_set_size(bytes, 0);
}

void
learn_worker_end(LearnWorker *worker)
{
  worker->all_put = true;
}

static void
end(LearnWorker *worker, bool is_whole)
{
  worker->is_over = true;
  worker->is_whole = is_whole;
}

/* True when some went.  Who does not listen any more is dead. */
static bool
send_some(LearnWorker *worker)
{
  guint sent = 0;
  while (sent < worker->out->len) {
    size_t piece = MIN(worker->out->len - sent, (guint)LEARN_CHILD_PIECE);
    ssize_t size = send(worker->fd, worker->out->data + sent, piece,
                        MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0 && errno != EAGAIN)
      end(worker, false);
    if (size < 0)
      break;
    sent += (guint)size;
  }
  if (sent > 0)
    g_byte_array_remove_range(worker->out, 0, sent);
  if (worker->out->len == 0 && worker->all_put && !worker->all_sent) {
    worker->all_sent = true;
    if (shutdown(worker->fd, SHUT_WR) != 0)
      end(worker, false);
  }
  return sent > 0;
}

static bool
receive_some(LearnWorker *worker)
{
  bool some = false;
  uint8_t piece[LEARN_CHILD_PIECE];
  for (;;) {
    ssize_t size = recv(worker->fd, piece, sizeof piece, MSG_DONTWAIT);
    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0 && errno == EAGAIN)
      return some;
    bool too_long = size > 0 && worker->in->len + (size_t)size > ANSWER_MAX;
    if (size <= 0 || too_long) {
      end(worker, size == 0 && worker->all_sent);
      return true;
    }
    g_byte_array_append(worker->in, piece, (guint)size);
    some = true;
  }
}

bool
learn_worker_turn(LearnWorker *worker)
{
  if (worker->is_over)
    return false;
  bool some = send_some(worker);
  some = (!worker->is_over && receive_some(worker)) || some;
  if (!worker->is_over && clock_monotonic_ms() >= worker->due_ms)
    end(worker, false);
  return some || worker->is_over;
}

struct pollfd
learn_worker_poll(const LearnWorker *worker)
{
  short events = worker->out->len > 0 ? POLLIN | POLLOUT : POLLIN;
  return (struct pollfd){.fd = worker->fd, .events = events};
}

bool
learn_worker_is_over(const LearnWorker *worker)
{
  return worker->is_over;
}

GBytes *
learn_worker_take(LearnWorker *worker)
{
  return worker->is_whole ? g_bytes_new(worker->in->data, worker->in->len)
                          : NULL;
}
