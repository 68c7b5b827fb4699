/* SPDX-License-Identifier: Apache-2.0
 *
 * A zygote that was taken over itself: whatever it writes, the client neither
 * crashes nor hangs, calls the message dead, and starts a new reader for the
 * next.  This binary is the fake when called as "fake NAME".
 */
#include "daemon/parse/parse_image.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/fake_zygote.h"

enum {
  WALL_MS = 10 * 1000, /* a busy machine must not look like a hang */
  SHORT_WALL_MS = 200,
};

static ParseClient *
start(const char *name, unsigned wall_ms, GError **error)
{
  const char *const arguments[] = {"test", "fake", name, NULL};
  ParseClientOptions options = {.wall_ms = wall_ms, .arguments = arguments};
  return parse_client_start(&options, error);
}

static ParseOutcome
ask(ParseClient *client)
{
  json_t *head = json_pack("{s:s}", "kind", "mail");
  g_assert_true(parse_client_send_begin(client, head, NULL));
  json_decref(head);
  parse_client_send_append(client, "Subject: x\n\nx\n", 14);
  parse_client_send_end(client);
  return parse_client_receive(client, NULL, NULL);
}

static void
test_client_hostile(const void *user)
{
  const FakeZygote *fake = user;
  bool hangs = fake->outcome == PARSE_OUTCOME_HUNG;
  g_autoptr(GError) error = NULL;
  g_autoptr(ParseClient) client =
      start(fake->name, hangs ? SHORT_WALL_MS : WALL_MS, &error);
  g_assert_no_error(error);
  for (unsigned i = 0; i < 2; i++) {
    g_assert_cmpint(ask(client), ==, fake->outcome);
    bool good = fake->outcome == PARSE_OUTCOME_OK;
    g_assert_cmpint(strlen(parse_client_reason(client)) == 0, ==, good);
    g_assert_cmpint((int)parse_client_restarts(client), ==, good ? 0 : (int)i);
  }
}

/* The process id of our only child; 0 when the kernel does not tell. */
static pid_t
only_child(void)
{
  g_autofree char *path =
      g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return 0;
  return (pid_t)g_ascii_strtoll(text, NULL, 10);
}

/* A reader that dies between two messages is not blamed on the second. */
static void
test_client_replaces_the_dead(void)
{
  g_autoptr(ParseClient) client = start("good", WALL_MS, NULL);
  g_assert_nonnull(client);
  g_assert_cmpint(ask(client), ==, PARSE_OUTCOME_OK);
  pid_t reader = only_child();
  if (reader <= 0) {
    g_test_skip("this kernel does not tell a process's children");
    return;
  }
  g_assert_cmpint(kill(reader, SIGKILL), ==, 0);
  siginfo_t info;
  g_assert_cmpint(waitid(P_PID, (id_t)reader, &info, WEXITED | WNOWAIT), ==, 0);
  g_assert_cmpint(ask(client), ==, PARSE_OUTCOME_OK);
  g_assert_cmpint((int)parse_client_restarts(client), ==, 1);
}

/* Parts of a webhook's head are a stranger's. */
static void
test_client_long_head_is_unreadable(void)
{
  g_autoptr(ParseClient) client = start("good", WALL_MS, NULL);
  g_assert_nonnull(client);
  g_autofree char *query = g_strnfill(PARSE_FRAME_MAX, 'x');
  json_t *head = json_pack("{s:s, s:s}", "kind", "webhook", "query", query);
  g_assert_true(parse_client_send_begin(client, head, NULL));
  json_decref(head);
  parse_client_send_append(client, "x", 1);
  parse_client_send_end(client);
  g_assert_cmpint(parse_client_receive(client, NULL, NULL), ==,
                  PARSE_OUTCOME_UNREADABLE);
  g_assert_cmpint(ask(client), ==, PARSE_OUTCOME_OK);
  g_assert_cmpint((int)parse_client_restarts(client), ==, 0);
}

static void
test_client_cannot_start(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParseClient) silent = start("no-hello", WALL_MS, &error);
  g_assert_null(silent);
  g_assert_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED);
  g_clear_error(&error);
  ParseClientOptions options = {.program = "/nonexistent/bote"};
  g_autoptr(ParseClient) absent = parse_client_start(&options, &error);
  g_assert_null(absent);
  g_assert_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED);
}

static ssize_t
read_nothing(void *out, size_t max, void *user)
{
  (void)out;
  (void)max;
  return *(const ssize_t *)user;
}

/* A result where a picture was asked for, and a photo that cannot be read. */
static void
test_client_image_hostile(void)
{
  g_autoptr(ParseClient) client = start("good", WALL_MS, NULL);
  g_assert_nonnull(client);
  ssize_t size = 0;
  ParsePhoto photo = {read_nothing, &size, 100};
  ParsePicture picture = {0};
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(parse_client_image(client, &photo, &picture, &error), ==,
                  PARSE_OUTCOME_DIED);
  g_assert_no_error(error);
  size = -1;
  g_assert_cmpint(parse_client_image(client, &photo, &picture, &error), ==,
                  PARSE_OUTCOME_UNREADABLE);
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
  g_assert_null(picture.jpeg);
}

int
main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "fake") == 0)
    return fake_zygote_main(argv[2]);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; fake_zygotes[i].name != NULL; i++) {
    if (strcmp(fake_zygotes[i].name, "no-hello") == 0)
      continue;
    g_autofree char *path = g_strdup_printf("/daemon/parse-client/hostile/%s",
                                            fake_zygotes[i].name);
    g_test_add_data_func(path, &fake_zygotes[i], test_client_hostile);
  }
  g_test_add_func("/daemon/parse-client/replaces-the-dead",
                  test_client_replaces_the_dead);
  g_test_add_func("/daemon/parse-client/long-head-is-unreadable",
                  test_client_long_head_is_unreadable);
  g_test_add_func("/daemon/parse-client/cannot-start",
                  test_client_cannot_start);
  g_test_add_func("/daemon/parse-client/image-hostile",
                  test_client_image_hostile);
  return g_test_run();
}
