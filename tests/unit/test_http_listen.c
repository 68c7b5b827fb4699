/* SPDX-License-Identifier: Apache-2.0
 *
 * Where an HTTP role listens.
 */
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "daemon/http/http_listen.h"
#include "queue/fd.h"
#include "tests/support/scratch.h"

static void
test_http_listen_on_loopback(void)
{
  static const char *const rows[] = {"127.0.0.1:0", "[::1]:0"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    auto_fd int fd = http_listen(rows[i], &error);
    if (i == 1 && fd < 0) {
      g_test_message("no IPv6 on this machine: %s", error->message);
      continue;
    }
    g_assert_no_error(error);
    int listening = 0;
    socklen_t size = sizeof listening;
    g_assert_cmpint(
        getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size), ==, 0);
    g_assert_cmpint(listening, ==, 1);
    g_assert_cmpint(accept(fd, NULL, NULL), ==, -1); /* does not block */
  }
}

static void
test_http_listen_on_a_unix_socket(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "webhook.sock");
  g_autofree char *listen = g_strconcat("unix:", path, NULL);
  for (int i = 0; i < 2; i++) { /* the second finds the first one's file */
    g_autoptr(GError) error = NULL;
    auto_fd int fd = http_listen(listen, &error);
    g_assert_no_error(error);
    struct stat status;
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 07777, ==, 0660);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path));
    auto_fd int client = socket(AF_UNIX, SOCK_STREAM, 0);
    g_assert_cmpint(
        connect(client, (struct sockaddr *)&address, sizeof address), ==, 0);
  }
}

static void
test_http_listen_refuses_other_forms(void)
{
  static const char *const rows[] = {
      "",        ":80",  "127.0.0.1",          "127.0.0.1:", "localhost:80",
      "1.2.3:x", "[::1", "unix:/nonexistent/x"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i]);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(http_listen(rows[i], &error), ==, -1);
    g_assert_true(error && error->domain == G_FILE_ERROR);
  }
}

static void
test_http_listen_ignores_a_socket_for_another(void)
{
  g_setenv("LISTEN_PID", "1", TRUE);
  g_setenv("LISTEN_FDS", "1", TRUE);
  g_autoptr(GError) error = NULL;
  auto_fd int fd = http_listen("127.0.0.1:0", &error);
  g_assert_no_error(error);
  int listening = 0;
  socklen_t size = sizeof listening;
  g_assert_cmpint(getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size),
                  ==, 0);
  g_assert_cmpint(listening, ==, 1);
  g_unsetenv("LISTEN_PID");
  g_unsetenv("LISTEN_FDS");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/http-listen/loopback", test_http_listen_on_loopback);
  g_test_add_func("/daemon/http-listen/unix-socket",
                  test_http_listen_on_a_unix_socket);
  g_test_add_func("/daemon/http-listen/other-forms",
                  test_http_listen_refuses_other_forms);
  g_test_add_func("/daemon/http-listen/socket-for-another",
                  test_http_listen_ignores_a_socket_for_another);
  return g_test_run();
}
