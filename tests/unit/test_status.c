/* SPDX-License-Identifier: Apache-2.0
 *
 * The status file of a role, and the words to systemd.
 */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <jansson.h>

#include "daemon/notify.h"
#include "daemon/status.h"
#include "queue/fd.h"
#include "tests/support/scratch.h"

static void
test_status_write_shows_counters(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "webhook.status");
  g_autoptr(Clock) clock = clock_new_system();
  g_autoptr(Status) status = status_new(scratch->folder, "webhook", clock);
  status_add(status, "accepted", 2);
  status_add(status, "accepted", 3);
  status_set(status, "last_success_ms", INT64_C(1795282181000));
  status_tick(status);
  json_t *read = json_load_file(path, 0, NULL);
  g_assert_cmpint(json_integer_value(json_object_get(read, "accepted")), ==, 5);
  g_assert_cmpint(json_integer_value(json_object_get(read, "last_success_ms")),
                  ==, INT64_C(1795282181000));
  g_assert_cmpint(json_integer_value(json_object_get(read, "pid")), ==,
                  getpid());
  json_decref(read);
  struct stat file;
  g_assert_cmpint(stat(path, &file), ==, 0);
  g_assert_cmpint(file.st_mode & 0777, ==, 0644);
  status_add(status, "accepted", 1);
  g_assert_cmpint(unlink(path), ==, 0);
  status_tick(status); /* not yet due again */
  g_assert_cmpint(access(path, F_OK), !=, 0);
}

static void
test_status_write_survives_a_missing_folder(void)
{
  g_autoptr(Clock) clock = clock_new_system();
  g_autoptr(Status) status = status_new("/nonexistent", "webhook", clock);
  status_write(status);
  status_add(status, "accepted", 1);
  g_assert_cmpint(status_get(status, "accepted"), ==, 1);
}

static void
test_notify_sends_to_the_socket(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_snprintf(address.sun_path, sizeof address.sun_path, "%s/notify",
             scratch->folder);
  auto_fd int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  g_setenv("NOTIFY_SOCKET", address.sun_path, TRUE);
  notify_ready();
  notify_alive();
  g_unsetenv("NOTIFY_SOCKET");
  notify_ready(); /* to nobody */
  static const char *const words[] = {"READY=1", "WATCHDOG=1"};
  char text[64];
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    ssize_t size = recv(fd, text, sizeof text - 1, 0);
    g_assert_cmpint(size, >, 0);
    text[MAX(size, 0)] = '\0';
    g_assert_cmpstr(text, ==, words[i]);
  }
  g_assert_cmpint(recv(fd, text, sizeof text, 0), <, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/status/shows-counters",
                  test_status_write_shows_counters);
  g_test_add_func("/daemon/status/missing-folder",
                  test_status_write_survives_a_missing_folder);
  g_test_add_func("/daemon/notify/sends", test_notify_sends_to_the_socket);
  return g_test_run();
}
