/* SPDX-License-Identifier: Apache-2.0
 *
 * The command socket: a request is a line, an answer is bounded, and nobody who
 * connects can make digest wait.
 */
#include "daemon/admin/admin.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "daemon/clock.h"
#include "queue/fd.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  Admin *admin;
  char *last; /* request the handler saw */
  uid_t uid;
  unsigned count;      /* of requests */
  size_t answer_bytes; /* 0: echo */
  bool fatal;
} Fixture;

static bool
handle(void *user, const char *line, uid_t uid, GString *out, GError **error)
{
  Fixture *fixture = user;
  g_free(fixture->last);
  fixture->last = g_strdup(line);
  fixture->uid = uid;
  fixture->count++;
  if (fixture->fatal) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "disk");
    return false;
  }
  if (fixture->answer_bytes == 0) {
    g_string_append_printf(out, "%s\n", line);
    return true;
  }
  g_string_set_size(out, fixture->answer_bytes);
  memset(out->str, 'a', fixture->answer_bytes);
  return true;
}

static void
set_up(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  *fixture = (Fixture){.scratch = scratch_new()};
  fixture->admin = admin_new(fixture->scratch->folder, handle, fixture, &error);
  g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, const void *data)
{
  (void)data;
  admin_free(fixture->admin);
  scratch_free(fixture->scratch);
  g_free(fixture->last);
}

static int
dial(const Fixture *fixture)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_autofree char *path = scratch_path(fixture->scratch, ADMIN_SOCKET);
  memcpy(address.sun_path, path, strlen(path));
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int code = connect(fd, (const struct sockaddr *)&address, sizeof address);
  g_assert_cmpint(code, ==, 0);
  return fd;
}

static void
say(int fd, const char *text)
{
  ssize_t sent = send(fd, text, strlen(text), MSG_NOSIGNAL);
  g_assert_cmpint(sent, ==, (ssize_t)strlen(text));
}

static void
turn(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(admin_turn(fixture->admin, &error));
  g_assert_no_error(error);
}

/* Give turns and read until the other side closes; NULL: it did not within the
 * turns. */
static GString *
hear(Fixture *fixture, int fd)
{
  GString *text = g_string_new(NULL);
  char piece[65536];
  for (unsigned turns = 0; turns < 2000; turns++) {
    turn(fixture);
    ssize_t size = recv(fd, piece, sizeof piece, 0);
    if (size == 0 || (size < 0 && errno == ECONNRESET))
      return text;
    if (size > 0)
      g_string_append_len(text, piece, size);
  }
  g_string_free(text, TRUE);
  return NULL;
}

static void
test_admin_answers_a_line(Fixture *fixture, const void *data)
{
  (void)data;
  auto_fd int fd = dial(fixture);
  say(fd, "{\"verb\":");
  turn(fixture);
  g_assert_cmpuint(fixture->count, ==, 0);
  say(fd, "\"x\"}\nrest");
  GString *heard = hear(fixture, fd);
  g_assert_nonnull(heard);
  g_assert_cmpstr(heard->str, ==, "{\"verb\":\"x\"}\n");
  g_assert_cmpuint(fixture->uid, ==, getuid());
  g_string_free(heard, TRUE);
}

static void
test_admin_is_private(Fixture *fixture, const void *data)
{
  (void)data;
  struct stat facts;
  g_autofree char *path = scratch_path(fixture->scratch, ADMIN_SOCKET);
  g_assert_cmpint(stat(path, &facts), ==, 0);
  g_assert_cmpuint(facts.st_mode & 0007, ==, 0);
}

static void
test_admin_refuses_half_and_huge(Fixture *fixture, const void *data)
{
  (void)data;
  g_autofree char *huge = g_strnfill(ADMIN_REQUEST_BYTES + 4097, 'a');
  auto_fd int half = dial(fixture);
  say(half, "half");
  (void)shutdown(half, SHUT_WR);
  GString *heard = hear(fixture, half);
  g_assert_nonnull(heard);
  g_assert_cmpuint(heard->len, ==, 0);
  g_string_free(heard, TRUE);
  auto_fd int fd = dial(fixture);
  say(fd, huge);
  heard = hear(fixture, fd);
  g_assert_nonnull(heard);
  g_string_free(heard, TRUE);
  g_assert_cmpuint(fixture->count, ==, 0);
}

static void
test_admin_refuses_nul(Fixture *fixture, const void *data)
{
  (void)data;
  auto_fd int fd = dial(fixture);
  g_assert_cmpint(send(fd, "a\0b\n", 4, MSG_NOSIGNAL), ==, 4);
  GString *heard = hear(fixture, fd);
  g_assert_nonnull(heard);
  g_assert_cmpuint(heard->len, ==, 0);
  g_assert_cmpuint(fixture->count, ==, 0);
  g_string_free(heard, TRUE);
}

/* A client that reads nothing holds up nobody, and its answer waits. */
static void
test_admin_writes_as_the_client_reads(Fixture *fixture, const void *data)
{
  (void)data;
  fixture->answer_bytes = 3 * 1048576;
  auto_fd int slow = dial(fixture);
  say(slow, "slow\n");
  turn(fixture);
  turn(fixture);
  g_assert_cmpuint(fixture->count, ==, 1);
  fixture->answer_bytes = 0;
  auto_fd int quick = dial(fixture);
  say(quick, "quick\n");
  GString *heard = hear(fixture, quick);
  g_assert_nonnull(heard);
  g_assert_cmpstr(heard->str, ==, "quick\n");
  g_string_free(heard, TRUE);
  heard = hear(fixture, slow);
  g_assert_nonnull(heard);
  g_assert_cmpuint(heard->len, ==, 3 * 1048576);
  g_string_free(heard, TRUE);
}

static void
test_admin_cuts_an_answer_without_bound(Fixture *fixture, const void *data)
{
  (void)data;
  fixture->answer_bytes = ADMIN_ANSWER_BYTES + 1;
  auto_fd int fd = dial(fixture);
  say(fd, "much\n");
  GString *heard = hear(fixture, fd);
  g_assert_nonnull(heard);
  g_assert_cmpuint(heard->len, ==, 0);
  g_string_free(heard, TRUE);
}

/* More than there are places wait in the backlog and are served in turn. */
static void
test_admin_serves_many(Fixture *fixture, const void *data)
{
  (void)data;
  int fds[ADMIN_CONNECTIONS + 4];
  for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
    fds[i] = dial(fixture);
    turn(fixture);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
    say(fds[i], "many\n");
  for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
    GString *heard = hear(fixture, fds[i]);
    g_assert_nonnull(heard);
    g_assert_cmpstr(heard->str, ==, "many\n");
    g_string_free(heard, TRUE);
    fd_close(&fds[i]);
  }
  g_assert_cmpuint(fixture->count, ==, G_N_ELEMENTS(fds));
}

static void
test_admin_has_deadlines(Fixture *fixture, const void *data)
{
  (void)data;
  g_assert_cmpint(admin_wait_ms(fixture->admin), ==, G_MAXINT);
  auto_fd int fd = dial(fixture);
  turn(fixture);
  g_assert_cmpint(admin_wait_ms(fixture->admin), <=, ADMIN_DEADLINE_MS);
  struct pollfd ready = {.fd = admin_fd(fixture->admin), .events = POLLIN};
  g_assert_cmpint(poll(&ready, 1, 0), ==, 0);
  say(fd, "x\n");
  g_assert_cmpint(poll(&ready, 1, 1000), ==, 1);
}

static void
test_admin_passes_on_a_failed_disk(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  fixture->fatal = true;
  auto_fd int fd = dial(fixture);
  say(fd, "x\n");
  turn(fixture); /* accepts */
  g_assert_false(admin_turn(fixture->admin, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(path, function)                                                    \
  g_test_add("/daemon/admin/" path, Fixture, NULL, set_up, function, tear_down)
  ADD("answers-a-line", test_admin_answers_a_line);
  ADD("is-private", test_admin_is_private);
  ADD("refuses-half-and-huge", test_admin_refuses_half_and_huge);
  ADD("refuses-nul", test_admin_refuses_nul);
  ADD("writes-as-the-client-reads", test_admin_writes_as_the_client_reads);
  ADD("cuts-an-answer-without-bound", test_admin_cuts_an_answer_without_bound);
  ADD("serves-many", test_admin_serves_many);
  ADD("has-deadlines", test_admin_has_deadlines);
  ADD("passes-on-a-failed-disk", test_admin_passes_on_a_failed_disk);
  return g_test_run();
}
