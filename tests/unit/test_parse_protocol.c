/* SPDX-License-Identifier: Apache-2.0
 *
 * Frames over a socket: whole, in crumbs, cut, too long, late; that a wiped
 * stream remembers nothing, and that a fork inherits none.
 */
#include "daemon/parse/parse_protocol.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/cases.h"

/* Both ends of a connection. */
typedef struct Pair {
  ParseStream *stream;
  int peer;
} Pair;

static Pair
connect_pair(int watch_fd)
{
  int fds[2];
  g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  return (Pair){parse_stream_new(fds[0], watch_fd), fds[1]};
}

static void
pair_free(Pair *pair)
{
  parse_stream_free(pair->stream);
  if (pair->peer >= 0)
    (void)close(pair->peer);
}

static void
test_protocol_numbers(void)
{
  uint8_t bytes[4];
  parse_put_u32(bytes, 0x01020304);
  g_assert_cmpmem(bytes, 4, "\4\3\2\1", 4);
  g_assert_cmpuint(parse_get_u32(bytes), ==, 0x01020304);
  parse_put_u32(bytes, UINT32_MAX);
  g_assert_cmpuint(parse_get_u32(bytes), ==, UINT32_MAX);
}

static void
test_protocol_round_trip(void)
{
  static const uint32_t sizes[] = {0, 1, 1000, PARSE_FRAME_MAX};
  Pair near = connect_pair(-1);
  ParseStream *far = parse_stream_new(near.peer, -1);
  near.peer = -1;
  g_autofree uint8_t *payload = g_malloc(PARSE_FRAME_MAX);
  memset(payload, 'x', PARSE_FRAME_MAX);
  int64_t soon = parse_clock_ms() + 5000;
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    ParseFrame sent = {PARSE_FRAME_DATA, sizes[i], payload}, got;
    g_assert_true(parse_stream_put(near.stream, &sent, soon));
    g_assert_true(parse_stream_flush(near.stream, soon));
    g_assert_cmpint(parse_stream_read(far, soon, &got), ==, PARSE_STEP_FRAME);
    g_assert_cmpint(got.type, ==, PARSE_FRAME_DATA);
    g_assert_cmpmem(got.bytes, got.size, payload, sizes[i]);
    g_assert_true(parse_stream_is_drained(far));
  }
  parse_stream_free(far);
  pair_free(&near);
}

static void
test_protocol_crumbs(void)
{
  static const char frames[] = "R\3\0\0\0abcE\0\0\0\0";
  Pair pair = connect_pair(-1);
  ParseFrame got;
  for (size_t i = 0; i < 7; i++) {
    g_assert_cmpint(write(pair.peer, frames + i, 1), ==, 1);
    g_assert_cmpint(parse_stream_read(pair.stream, 0, &got), ==,
                    PARSE_STEP_LATE);
  }
  g_assert_cmpint(write(pair.peer, frames + 7, sizeof frames - 8), ==,
                  sizeof frames - 8);
  g_assert_cmpint(parse_stream_read(pair.stream, 0, &got), ==,
                  PARSE_STEP_FRAME);
  g_assert_cmpmem(got.bytes, got.size, "abc", 3);
  g_assert_false(parse_stream_is_drained(pair.stream));
  g_assert_cmpint(parse_stream_read(pair.stream, 0, &got), ==,
                  PARSE_STEP_FRAME);
  g_assert_cmpint(got.type, ==, PARSE_FRAME_END);
  g_assert_true(parse_stream_is_drained(pair.stream));
  pair_free(&pair);
}

typedef struct BadRow {
  const char *name, *bytes;
  size_t size;
  ParseStep step;
} BadRow;

/* The peer sends these bytes and closes. */
static const BadRow bad_rows[] = {
    {"nothing", "", 0, PARSE_STEP_CLOSED},
    {"cut-head", "R\3\0", 3, PARSE_STEP_CLOSED},
    {"cut-payload", "R\3\0\0\0ab", 7, PARSE_STEP_CLOSED},
    {"too-long", "R\1\0\1\0", 5, PARSE_STEP_NONSENSE},
    {"huge", "R\xff\xff\xff\xff", 5, PARSE_STEP_NONSENSE},
};

static void
test_protocol_bad(const void *user)
{
  const BadRow *row = user;
  static const int64_t deadlines[] = {-1, 5000};
  for (size_t i = 0; i < G_N_ELEMENTS(deadlines); i++) {
    Pair pair = connect_pair(-1);
    g_assert_cmpint(write(pair.peer, row->bytes, row->size), ==, row->size);
    g_assert_cmpint(shutdown(pair.peer, SHUT_WR), ==, 0);
    int64_t deadline_ms =
        deadlines[i] < 0 ? -1 : parse_clock_ms() + deadlines[i];
    ParseFrame got;
    g_assert_cmpint(parse_stream_read(pair.stream, deadline_ms, &got), ==,
                    row->step);
    pair_free(&pair);
  }
}

static void
test_protocol_deadlines(void)
{
  Pair pair = connect_pair(-1);
  ParseFrame got;
  g_assert_cmpint(parse_stream_read(pair.stream, parse_clock_ms() + 10, &got),
                  ==, PARSE_STEP_LATE);
  /* A peer that does not read: the socket's buffer fills up. */
  g_autofree uint8_t *payload = g_malloc0(PARSE_FRAME_MAX);
  ParseFrame frame = {PARSE_FRAME_DATA, PARSE_FRAME_MAX, payload};
  int64_t deadline_ms = parse_clock_ms() + 50;
  int frames = 0;
  while (frames < 1000 && parse_stream_put(pair.stream, &frame, deadline_ms))
    frames++;
  g_assert_cmpint(frames, <, 1000);
  pair_free(&pair);
}

static void
test_protocol_watch(void)
{
  int watched[2];
  g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, watched), ==, 0);
  Pair pair = connect_pair(watched[0]);
  ParseFrame got;
  /* What the watched peer says is not waited for, only its end. */
  g_assert_cmpint(write(watched[1], "x", 1), ==, 1);
  g_assert_cmpint(parse_stream_read(pair.stream, 0, &got), ==, PARSE_STEP_LATE);
  (void)close(watched[1]);
  g_assert_cmpint(parse_stream_read(pair.stream, parse_clock_ms() + 5000, &got),
                  ==, PARSE_STEP_ABANDONED);
  (void)close(watched[0]);
  pair_free(&pair);
}

/* Its memory is its own as far as its pages go; a neighbour may follow. */
static bool
remembers(const ParseStream *stream, const char *word)
{
  enum { STREAM_BYTES = 3 * (PARSE_FRAME_HEAD + PARSE_FRAME_MAX) };
  return memmem(stream, STREAM_BYTES, word, strlen(word)) != NULL;
}

/* Who is forked for the next message has not even the pages. */
static void
test_protocol_fork(void)
{
  Pair pair = connect_pair(-1);
  pid_t pid = fork();
  if (pid == 0) {
    (void)dup2(pair.peer, STDERR_FILENO); /* a sanitizer has words for it */
    _exit(remembers(pair.stream, "x") ? 2 : 0);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
#ifdef BOTE_SANITIZED
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
#else
  g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
#endif
  pair_free(&pair);
}

static void
test_protocol_wipe(void)
{
  static const char secret[] = "Mein Nachbar heizt mit Sperrmuell";
  Pair pair = connect_pair(-1);
  ParseFrame frame = {PARSE_FRAME_DATA, sizeof secret, (const uint8_t *)secret};
  ParseFrame got;
  ParseStream *far = parse_stream_new(dup(pair.peer), -1);
  int64_t soon = parse_clock_ms() + 5000;
  g_assert_true(parse_stream_put(far, &frame, soon));
  g_assert_true(parse_stream_flush(far, soon));
  g_assert_cmpint(parse_stream_read(pair.stream, soon, &got), ==,
                  PARSE_STEP_FRAME);
  ParseStream *both[] = {pair.stream, far};
  for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
    g_assert_true(remembers(both[i], "Sperrmuell"));
    parse_stream_wipe(both[i]);
    g_assert_false(remembers(both[i], "Sperrmuell"));
  }
  parse_stream_free(far);
  pair_free(&pair);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/parse-protocol/numbers", test_protocol_numbers);
  g_test_add_func("/daemon/parse-protocol/round-trip",
                  test_protocol_round_trip);
  g_test_add_func("/daemon/parse-protocol/crumbs", test_protocol_crumbs);
  g_test_add_func("/daemon/parse-protocol/deadlines", test_protocol_deadlines);
  g_test_add_func("/daemon/parse-protocol/watch", test_protocol_watch);
  g_test_add_func("/daemon/parse-protocol/wipe", test_protocol_wipe);
  g_test_add_func("/daemon/parse-protocol/fork", test_protocol_fork);
  CASES_ADD_ROWS("/daemon/parse-protocol/bad", bad_rows, test_protocol_bad);
  return g_test_run();
}
