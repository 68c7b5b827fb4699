/* SPDX-License-Identifier: Apache-2.0
 *
 * To copy a process of some 440 mappings and to take the copy down costs as
 * much as to read a small mail; here both happen on another core than the
 * reading.  Everything called here must be in the zygote's list of system
 * calls.
 */
#include "daemon/parse/parse_children.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "daemon/parse/sandbox.h"

enum {
  FORK_AGAIN_MS = 50, /* without a process to spare; doubled up to … */
  FORK_AGAIN_MAX_MS = 1000,
};

typedef struct Child {
  pid_t pid; /* 0: none */
  int fd;    /* our end of its socket */
} Child;

struct ParseChildren {
  const Sandbox *sandbox;
  const ParseService *service;
  ParseStream *stream; /* to the child in turn; owns its descriptor */
  Child in_turn, next;
  pid_t dismissed; /* 0: none */
};

static const Child no_child = {.pid = 0, .fd = -1};

ParseChildren *
parse_children_new(const Sandbox *sandbox, const ParseService *service)
{
  ParseChildren *children = g_new0(ParseChildren, 1);
  children->sandbox = sandbox;
  children->service = service;
  children->stream = parse_stream_new(-1, PARSE_ZYGOTE_FD);
  children->in_turn = children->next = no_child;
  return children;
}

ParseStream *
parse_children_stream(const ParseChildren *children)
{
  return children->stream;
}

static int
child_reap(pid_t pid)
{
  int status = 0;
  pid_t gone = waitpid(pid, &status, 0);
  g_assert(gone == pid);
  return status;
}

static void
child_end(pid_t pid)
{
  int rc = kill(pid, SIGKILL);
  g_assert(rc == 0); /* until it is reaped, the id is its own */
}

/* Pass the turn on; what the streams hold of the last message is wiped. */
static void
next_turn(ParseChildren *children)
{
  children->in_turn = children->next;
  children->next = no_child;
  parse_stream_connect(children->stream, children->in_turn.fd);
}

int
parse_children_wait(ParseChildren *children)
{
  int status = child_reap(children->in_turn.pid);
  next_turn(children);
  return status;
}

void
parse_children_kill(ParseChildren *children)
{
  child_end(children->in_turn.pid);
  (void)parse_children_wait(children); /* we know how it died */
}

void
parse_children_bury(ParseChildren *children)
{
  if (children->dismissed != 0)
    (void)child_reap(children->dismissed); /* it had finished */
  children->dismissed = 0;
}

void
parse_children_dismiss(ParseChildren *children)
{
  parse_children_bury(children); /* dead long since; never more than one */
  child_end(children->in_turn.pid);
  children->dismissed = children->in_turn.pid;
  next_turn(children);
}

/* A child never speaks to the client, nor to or for another child. */
static G_NORETURN void
child_live(const ParseChildren *children, const int pair[2])
{
  (void)close(PARSE_ZYGOTE_FD); /* all of them hold nothing */
  (void)close(pair[0]);
  if (children->in_turn.pid != 0)
    (void)close(children->in_turn.fd);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
    _exit(EX_OSERR);
  sandbox_enter_child(children->sandbox);
  parse_child_serve(pair[1], children->service);
}

static pid_t
fork_patiently(void)
{
  int wait_ms = FORK_AGAIN_MS;
  for (;;) {
    pid_t pid = fork();
    if (pid >= 0 || (errno != EAGAIN && errno != ENOMEM))
      return pid;
    struct pollfd hangup = {.fd = PARSE_ZYGOTE_FD, .events = 0};
    if (poll(&hangup, 1, wait_ms) > 0)
      return -1;
    wait_ms = MIN(2 * wait_ms, FORK_AGAIN_MAX_MS);
  }
}

/* Another child by this way to fork; no_child when it failed. */
static Child
child_new(const ParseChildren *children, pid_t (*fork_by)(void))
{
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
    return no_child;
  pid_t pid = fork_by();
  if (pid == 0)
    child_live(children, pair);
  (void)close(pair[1]); /* so that the child's death is an end of file */
  if (pid > 0)
    return (Child){pid, pair[0]};
  (void)close(pair[0]);
  return no_child;
}

void
parse_children_fork_ahead(ParseChildren *children)
{
  if (children->next.pid == 0)
    children->next = child_new(children, fork);
}

/* Has the child in turn died before it was given anything?  Nobody is to blame,
 * and least of all the next message. */
static bool
is_gone(const Child *child)
{
  return waitpid(child->pid, NULL, WNOHANG) == child->pid;
}

bool
parse_children_ready(ParseChildren *children)
{
  while (children->in_turn.pid != 0 && is_gone(&children->in_turn))
    next_turn(children);
  if (children->in_turn.pid != 0)
    return true;
  children->next = child_new(children, fork_patiently);
  next_turn(children);
  return children->in_turn.pid != 0;
}
