/* SPDX-License-Identifier: Apache-2.0
 *
 * The child that waits while another one reads: what it has, and what becomes
 * of it when either of them dies, or the zygote.  This binary is the reader
 * itself when called as "zygote".
 */
#include "daemon/parse/parse_children.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "daemon/parse/parse_client.h"
#include "tests/support/bad_parsers.h"

enum {
  WALL_MS = 10 * 1000, /* a busy machine must not look like a hang */
  SHORT_WALL_MS = 300,
  PATIENCE_MS = 10 * 1000,
  FAMILY_MAX = 8,
};

/* The children of a process, in any order. */
typedef struct Family {
  pid_t pids[FAMILY_MAX];
  size_t count;
} Family;

static bool
is_child_of(pid_t pid, pid_t parent)
{
  g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return false;
  /* "PID (NAME) STATE PARENT …" */
  const char *rest = strrchr(text, ')');
  return rest != NULL && rest[2] != 'Z' &&
         g_ascii_strtoll(rest + 4, NULL, 10) == parent;
}

static Family
family_of(pid_t parent)
{
  Family family = {.count = 0};
  g_autoptr(GDir) processes = g_dir_open("/proc", 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(processes)) != NULL) {
    pid_t pid = (pid_t)g_ascii_strtoll(name, NULL, 10);
    if (pid > 0 && family.count < FAMILY_MAX && is_child_of(pid, parent))
      family.pids[family.count++] = pid;
  }
  return family;
}

static pid_t
zygote_of_test(void)
{
  Family family = family_of(getpid());
  g_assert_cmpuint(family.count, ==, 1);
  return family.pids[0];
}

/* Wait until so many live. */
static Family
family_grown(pid_t parent, size_t count)
{
  int64_t deadline_ms = parse_clock_ms() + PATIENCE_MS;
  Family family = family_of(parent);
  while (family.count != count && parse_clock_ms() < deadline_ms) {
    (void)poll(NULL, 0, 1);
    family = family_of(parent);
  }
  g_assert_cmpuint(family.count, ==, count);
  return family;
}

static int
process_open(pid_t pid)
{
  int fd = (int)syscall(SYS_pidfd_open, pid, 0);
  g_assert_cmpint(fd, >=, 0);
  return fd;
}

static void
process_ended(int fd)
{
  struct pollfd end = {.fd = fd, .events = POLLIN};
  g_assert_cmpint(poll(&end, 1, PATIENCE_MS), ==, 1);
  (void)close(fd);
}

static void
process_kill(pid_t pid)
{
  int fd = process_open(pid);
  g_assert_cmpint(kill(pid, SIGKILL), ==, 0);
  process_ended(fd);
}

static ParseClient *
start(unsigned keep, unsigned wall_ms)
{
  static const char *const arguments[] = {"test", "zygote", NULL};
  ParseClientOptions options = {.keep = keep,
                                .memory_mib = 256,
                                .wall_ms = wall_ms,
                                .arguments = arguments};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  return client;
}

static void
tell(ParseClient *client, const char *kind)
{
  json_auto_t *head = json_pack("{s:s}", "kind", kind);
  g_assert_true(parse_client_send_begin(client, head, NULL));
  parse_client_send_end(client);
}

static bool
see_number(const json_t *result, GBytes *texts, void *user)
{
  (void)texts;
  *(json_int_t *)user = json_integer_value(json_object_get(result, "number"));
  return true;
}

/* One that reads until it is killed, and one that waits. */
typedef struct Two {
  pid_t reads, waits;
} Two;

static Two
two_at_work(ParseClient *client)
{
  pid_t zygote = zygote_of_test();
  Two two = {.reads = family_grown(zygote, 1).pids[0]};
  tell(client, "loop");
  Family both = family_grown(zygote, 2);
  two.waits = both.pids[both.pids[0] == two.reads ? 1 : 0];
  return two;
}

/* What a handler of bad_parsers tells of its child. */
static int
ask_number(ParseClient *client, const char *kind)
{
  const ParseHandlers handlers = {.result = see_number};
  json_int_t number = -1;
  tell(client, kind);
  g_assert_cmpint(parse_client_receive(client, &handlers, &number), ==,
                  PARSE_OUTCOME_OK);
  return (int)number;
}

static void
hear(ParseClient *client, ParseOutcome outcome, const char *reason)
{
  g_assert_cmpint(parse_client_receive(client, NULL, NULL), ==, outcome);
  g_assert_cmpstr(parse_client_reason(client), ==, reason);
}

/* One's own socket, and never another child's. */
static void
test_children_have_one_socket(gconstpointer keep)
{
  g_autoptr(ParseClient) client = start(GPOINTER_TO_UINT(keep), WALL_MS);
  for (int i = 0; i < 5; i++)
    g_assert_cmpint(ask_number(client, "descriptors"), ==, 1);
}

static void
test_children_wait_their_turn(void)
{
  g_autoptr(ParseClient) client = start(0, SHORT_WALL_MS);
  Two two = two_at_work(client);
  /* It has waited for longer than it may read. */
  hear(client, PARSE_OUTCOME_HUNG, "wall limit");
  g_assert_cmpint(ask_number(client, "pid"), ==, two.waits);
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

/* Nobody waits beside a child that is kept for more. */
static void
test_children_kept_are_alone(void)
{
  g_autoptr(ParseClient) client = start(3, SHORT_WALL_MS);
  int first = ask_number(client, "pid");
  g_assert_cmpint(ask_number(client, "pid"), ==, first);
  Two two = two_at_work(client); /* its last one */
  g_assert_cmpint(two.reads, ==, first);
  hear(client, PARSE_OUTCOME_HUNG, "wall limit");
  g_assert_cmpint(ask_number(client, "pid"), ==, two.waits);
  g_assert_cmpint(ask_number(client, "pid"), ==, two.waits);
}

static void
test_children_death_before_the_turn(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  pid_t zygote = zygote_of_test();
  for (int i = 0; i < 3; i++) {
    process_kill(family_grown(zygote, 1).pids[0]);
    g_assert_cmpint(ask_number(client, "pid"), >, 0);
  }
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

static void
test_children_death_of_who_waits(void)
{
  g_autoptr(ParseClient) client = start(0, SHORT_WALL_MS);
  process_kill(two_at_work(client).waits);
  hear(client, PARSE_OUTCOME_HUNG, "wall limit");
  g_assert_cmpint(ask_number(client, "pid"), >, 0);
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

static void
test_children_death_of_who_reads(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  Two two = two_at_work(client);
  process_kill(two.reads);
  hear(client, PARSE_OUTCOME_DIED, "signal 9");
  g_assert_cmpint(ask_number(client, "pid"), ==, two.waits);
  g_assert_cmpuint(parse_client_restarts(client), ==, 0);
}

static void
test_children_end_with_the_zygote(void)
{
  ParseClient *client = start(0, WALL_MS);
  Two two = two_at_work(client);
  int reads = process_open(two.reads), waits = process_open(two.waits);
  parse_client_free(client);
  process_ended(reads);
  process_ended(waits);
}

/* Who is dismissed dies, and takes no place in the process table. */
static void
test_children_are_buried(void)
{
  g_autoptr(ParseClient) client = start(0, WALL_MS);
  pid_t last = ask_number(client, "pid");
  int64_t deadline_ms = parse_clock_ms() + PATIENCE_MS;
  while (kill(last, 0) == 0 && parse_clock_ms() < deadline_ms)
    (void)poll(NULL, 0, 1);
  g_assert_cmpint(kill(last, 0), !=, 0);
}

int
main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "zygote") == 0)
    return bad_parsers_main(argc - 2, argv + 2);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_data_func("/daemon/parse-children/have-one-socket/each", NULL,
                       test_children_have_one_socket);
  g_test_add_data_func("/daemon/parse-children/have-one-socket/kept",
                       GUINT_TO_POINTER(2), test_children_have_one_socket);
  g_test_add_func("/daemon/parse-children/wait-their-turn",
                  test_children_wait_their_turn);
  g_test_add_func("/daemon/parse-children/kept-are-alone",
                  test_children_kept_are_alone);
  g_test_add_func("/daemon/parse-children/death-before-the-turn",
                  test_children_death_before_the_turn);
  g_test_add_func("/daemon/parse-children/death-of-who-waits",
                  test_children_death_of_who_waits);
  g_test_add_func("/daemon/parse-children/death-of-who-reads",
                  test_children_death_of_who_reads);
  g_test_add_func("/daemon/parse-children/end-with-the-zygote",
                  test_children_end_with_the_zygote);
  g_test_add_func("/daemon/parse-children/are-buried",
                  test_children_are_buried);
  return g_test_run();
}
