/* SPDX-License-Identifier: Apache-2.0
 *
 * The intake from IMAP in a process that runs out of descriptors (F16) or
 * memory (F18) at any moment.  It may fail or die; nothing is set aside that is
 * not in the spool, and the next process takes the mail.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

#include "tests/support/mailbox_take.h"

enum {
  DESCRIPTORS_MAX = 64,
  ALLOCATIONS_TRIED = 60, /* of some hundred, evenly spread */
};

typedef enum End {
  END_TAKEN,
  END_PAUSE, /* would try again by itself */
  END_EXIT,  /* the supervisor starts it again */
  END_DEATH,
} End;

/* Shared with the child, and read by malloc(), which has no context. */
typedef struct Memory {
  unsigned calls;
  unsigned fail_at; /* this one fails; 0: none */
} Memory;

static Memory *memory;
static bool is_child; /* the server plays on in the parent */

#ifndef BOTE_SANITIZED
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static bool
is_refused(void)
{
  if (!is_child || ++memory->calls != memory->fail_at)
    return false;
  errno = ENOMEM;
  return true;
}

void *
malloc(size_t size)
{
  return is_refused() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
  return is_refused() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
  return is_refused() ? NULL : __libc_realloc(old, size);
}
#endif

/* The life of the role's process, from its start to the end of a step. */
static End
live(MailboxFixture *fixture)
{
  GError *error = NULL;
  MailboxWatch *watch = mailbox_watch_new(fixture->box, -1, &error);

  if (watch == NULL)
    return END_EXIT;
  if (mailbox_watch_step(watch, &error))
    return END_TAKEN;
  return mailbox_watch_pause_ms(watch, error) > 0 ? END_PAUSE : END_EXIT;
}

/* Let a child live with so many descriptors (0: as many as we have), and with
 * memory as `memory` says. */
static End
live_in_child(MailboxFixture *fixture, unsigned descriptors)
{
  struct rlimit files = {descriptors, descriptors}, core = {0, 0};
  pid_t pid = fork();
  int status = 0;

  g_assert_cmpint(pid, >=, 0);
  if (pid == 0) {
    int null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    (void)dup2(null_fd, 1); /* last words are not of interest */
    (void)dup2(null_fd, 2);
    (void)close(null_fd);
    (void)setrlimit(RLIMIT_CORE, &core);
    if (descriptors > 0)
      (void)setrlimit(RLIMIT_NOFILE, &files);
    is_child = true;
    _exit((int)live(fixture));
  }
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  return WIFEXITED(status) ? (End)WEXITSTATUS(status) : END_DEATH;
}

static void
test_mailbox_scarce_descriptors(void)
{
  unsigned ends[END_DEATH + 1] = {0};

  for (unsigned limit = 3; limit <= DESCRIPTORS_MAX; limit++) {
    g_autoptr(MailboxFixture) fixture = mailbox_take_new();
    ImapScript *script = mailbox_take_serve(fixture, false);
    End end = live_in_child(fixture, limit);
    ends[end]++;
    mailbox_take_restart(fixture, script);
    if (end == END_TAKEN)
      break;
  }
  g_assert_cmpuint(ends[END_TAKEN], ==, 1);
  g_assert_cmpuint(ends[END_PAUSE], >, 0); /* no socket */
  g_assert_cmpuint(ends[END_EXIT], >, 0);  /* no file in the spool */
  g_assert_cmpuint(ends[END_DEATH], ==, 0);
}

static void
test_mailbox_scarce_memory(void)
{
#ifdef BOTE_SANITIZED
  g_test_skip("the sanitizer has a malloc of its own");
#else
  unsigned total = 0, step = 0, survived = 0;

  for (unsigned at = 0; at <= total; at += step) {
    g_autoptr(MailboxFixture) fixture = mailbox_take_new();
    ImapScript *script = mailbox_take_serve(fixture, false);
    *memory = (Memory){.fail_at = at};
    End end = live_in_child(fixture, 0);
    if (at == 0) { /* undisturbed: how many there are */
      g_assert_cmpint(end, ==, END_TAKEN);
      total = memory->calls;
      step = MAX(total / ALLOCATIONS_TRIED, 1);
    }
    survived += end != END_DEATH;
    mailbox_take_restart(fixture, script);
  }
  g_test_message("%u allocations, %u of %u lives survived", total, survived,
                 total / step);
  g_assert_cmpuint(total, >, 100);
  g_assert_cmpuint(survived, <, total / step);
#endif
}

int
main(int argc, char **argv)
{
  memory = mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert(memory != MAP_FAILED);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/mailbox-scarce/F16-descriptors",
                  test_mailbox_scarce_descriptors);
  g_test_add_func("/daemon/mailbox-scarce/F18-memory",
                  test_mailbox_scarce_memory);
  return g_test_run();
}
