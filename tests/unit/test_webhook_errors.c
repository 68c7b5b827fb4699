/* SPDX-License-Identifier: Apache-2.0
 *
 * What providers, strangers and disks do wrong: nothing is answered with 200
 * that is not durable, and nobody keeps a connection longer than allowed.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/status.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/spool.h"
#include "tests/support/cases.h"
#include "tests/support/faulty_fs.h"
#include "tests/support/webhook_rig.h"

/* Linked in place of the library's. */
const FsOps fs_table = FAULTY_FS_TABLE;

static size_t
count_records(const WebhookRig *rig)
{
  json_t *records = webhook_rig_records(rig);
  size_t count = json_array_size(records);
  json_decref(records);
  return count;
}

#define PATH "/sms/null/" RIG_SECRET
#define LINE "POST " PATH " HTTP/1.1\r\nHost: x\r\n"

static void
test_webhook_refuses_wrong_requests(void)
{
  static const struct {
    const char *request;
    int status;
  } rows[] = {
      {LINE "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400},
      {LINE "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {LINE "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 400},
      {LINE "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {LINE "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
       400},
      {LINE "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na", 400},
      {LINE "Transfer-Encoding : chunked\r\nContent-Length: 1\r\n\r\na", 400},
      {LINE "Content-Length: 1, 1\r\n\r\na", 400},
      {LINE "Content-Length: +1\r\n\r\na", 400},
      {LINE "Content-Length: 99999999999999999999\r\n\r\na", 413},
      {LINE "\r\n", 411},
      {LINE "Content-Length: 65537\r\n\r\n", 413},
      {LINE "Content-Length: 1073741824\r\n\r\n", 413},
      {"POST /sms/null/0123456789abcdef0123456789abcdeX HTTP/1.1\r\nHost: x\r\n"
       "Content-Length: 1\r\n\r\na",
       404},
      {"POST /sms/other/" RIG_SECRET " HTTP/1.1\r\nHost: x\r\n"
       "Content-Length: 1\r\n\r\na",
       404},
      {"POST /sms/n%75ll/" RIG_SECRET " HTTP/1.1\r\nHost: x\r\n"
       "Content-Length: 1\r\n\r\na",
       404},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 404},
      {"GET " PATH " HTTP/1.1\r\nHost: x\r\n\r\n", 405},
      {"PUT " PATH " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 405},
      {"DELETE " PATH " HTTP/1.1\r\nHost: x\r\n\r\n", 405},
      {"POST " PATH "?q=\xfc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
       400},
      {"POST " PATH " HTTP/1.1\r\nContent-Length: 1\r\n\r\na", 400},
      {LINE "Content-Type: text/pl\xe4in\r\nContent-Length: 1\r\n\r\na", 400},
  };
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_assert_cmpint(webhook_rig_exchange(rig, rows[i].request), ==,
                    rows[i].status);
  }
  g_assert_cmpuint(count_records(rig), ==, 0);
  g_assert_cmpint(webhook_rig_exchange(rig, LINE "Content-Length: 1\r\n\r\na"),
                  ==, 200);
}

static void
test_webhook_refused_connection_is_closed(void)
{
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  auto_fd int fd = webhook_rig_connect(rig);
  static const char request[] =
      LINE "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
           "0\r\n\r\n" LINE "Content-Length: 1\r\n\r\na";
  webhook_rig_send(fd, request, sizeof request - 1);
  g_autofree char *first = webhook_rig_answer(rig, fd);
  g_assert_cmpint(webhook_rig_status(first), ==, 400);
  g_autofree char *second = webhook_rig_answer(rig, fd);
  g_assert_cmpstr(second, ==, "");
  g_assert_cmpuint(count_records(rig), ==, 0);
}

static void
test_webhook_refuses_a_huge_header(void)
{
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *value = g_strnfill(40000, 'x');
  g_autofree char *request =
      g_strdup_printf(LINE "X-Large: %s\r\nContent-Length: 1\r\n\r\na", value);
  int status = webhook_rig_exchange(rig, request);
  g_assert_true(status == 431 || status == 0);
  g_autofree char *query = g_strnfill(SPOOL_HEAD_BYTES - 2000, '"');
  g_autofree char *escaped = g_strdup_printf(
      "POST " PATH "?%.*s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      20000, query);
  g_assert_cmpint(webhook_rig_exchange(rig, escaped), ==, 414);
  g_assert_cmpuint(count_records(rig), ==, 0);
}

/* Send a byte at each turn, all within the idle time a server might allow. */
static void
assert_drip_is_cut(const char *request)
{
  enum { DEADLINE_MS = 60 };
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(DEADLINE_MS);
  auto_fd int fd = webhook_rig_connect(rig);
  int64_t start_ms = clock_monotonic_ms(), end_ms = start_ms + 3000;
  size_t size = strlen(request);
  ssize_t count = -1;
  char bytes[512];
  for (size_t at = 0; count < 0 && clock_monotonic_ms() < end_ms; at++) {
    webhook_rig_send(fd, request + at % size, 1);
    g_assert_true(webhook_rig_turn(rig, 5));
    g_assert_true(webhook_rig_turn(rig, 2)); /* nothing to do: the pace */
    count = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && errno == ECONNRESET)
      count = 0;
  }
  g_assert_cmpint(count, ==, 0);
  int64_t took_ms = clock_monotonic_ms() - start_ms;
  g_assert_cmpint(took_ms, >=, DEADLINE_MS);
  g_assert_cmpint(took_ms, <, 2000);
  g_assert_cmpuint(count_records(rig), ==, 0);
  g_assert_cmpint(webhook_rig_exchange(rig, LINE "Content-Length: 1\r\n\r\na"),
                  ==, 200);
}

static void
test_webhook_cuts_a_dripping_header(void)
{
  g_autofree char *value = g_strnfill(20000, 'x');
  g_autofree char *request = g_strconcat(LINE "X-Slow: ", value, NULL);
  assert_drip_is_cut(request);
}

static void
test_webhook_cuts_a_dripping_body(void)
{
  g_autofree char *value = g_strnfill(20000, 'x');
  g_autofree char *request =
      g_strconcat(LINE "Content-Length: 60000\r\n\r\n", value, NULL);
  assert_drip_is_cut(request);
}

static void
test_webhook_cuts_a_silent_connection(void)
{
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(50);
  auto_fd int fd = webhook_rig_connect(rig);
  g_autofree char *answer = webhook_rig_answer(rig, fd);
  g_assert_cmpstr(answer, ==, "");
  char byte;
  g_assert_cmpint(recv(fd, &byte, 1, MSG_DONTWAIT), ==, 0);
}

static void
test_webhook_cut_body_leaves_nothing(void)
{
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  static const char request[] = LINE "Content-Length: 10\r\n\r\nhalf";
  auto_fd int fd = webhook_rig_connect(rig);
  webhook_rig_send(fd, request, sizeof request - 1);
  g_assert_true(webhook_rig_turn(rig, 10));
  g_assert_true(webhook_rig_turn(rig, 10));
  fd_close(&fd);
  g_assert_cmpint(webhook_rig_exchange(rig, LINE "Content-Length: 1\r\n\r\na"),
                  ==, 200);
  g_assert_cmpuint(count_records(rig), ==, 1);
}

static void
test_webhook_limits_one_address(void)
{
  enum { LIMIT = 64 };
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  static const char open[] = LINE "X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n"
                                  "Content-Length: 2\r\n\r\na";
  int fds[LIMIT];
  for (int i = 0; i < LIMIT; i++) {
    fds[i] = webhook_rig_connect(rig);
    webhook_rig_send(fds[i], open, sizeof open - 1);
    g_assert_true(webhook_rig_turn(rig, 10));
  }
  g_assert_true(webhook_rig_turn(rig, 10));
  static const char one[] = "Content-Length: 1\r\n\r\na";
  g_autofree char *same = g_strconcat(
      LINE "X-Forwarded-For: 198.51.100.1, 192.0.2.7\r\n", one, NULL);
  g_autofree char *other =
      g_strconcat(LINE "X-Forwarded-For: 192.0.2.7, 192.0.2.8\r\n", one, NULL);
  g_assert_cmpint(webhook_rig_exchange(rig, same), ==, 503);
  g_assert_cmpint(webhook_rig_exchange(rig, other), ==, 200);
  for (int i = 0; i < LIMIT; i++) {
    webhook_rig_send(fds[i], "b", 1);
    g_autofree char *answer = webhook_rig_answer(rig, fds[i]);
    g_assert_cmpint(webhook_rig_status(answer), ==, 200);
    fd_close(&fds[i]);
  }
  g_assert_cmpint(webhook_rig_exchange(rig, same), ==, 200);
}

static void
test_webhook_full_disk_is_503(void)
{
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  static const char request[] = LINE "Content-Length: 1\r\n\r\na";
  faulty_fs.open = ENOSPC;
  auto_fd int fd = webhook_rig_connect(rig);
  webhook_rig_send(fd, request, sizeof request - 1);
  g_autofree char *answer = webhook_rig_answer(rig, fd);
  g_assert_cmpint(webhook_rig_status(answer), ==, 503);
  g_assert_nonnull(strstr(answer, "\r\nRetry-After: 60\r\n"));
  g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 503);
  g_assert_cmpint(status_get(rig->status, "accepted"), ==, 0);
  g_assert_cmpint(status_get(rig->status, "refused_busy"), ==, 2);
  faulty_fs.open = 0;
  g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 200);
  g_assert_cmpuint(count_records(rig), ==, 1);
}

/* Whatever sync fails: the webhook gives up and no client hears a 200. */
static void
assert_failed_sync_is_final(int *fault, int code)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  static const char request[] = LINE "Content-Length: 1\r\n\r\na";
  auto_fd int one = webhook_rig_connect(rig), other = webhook_rig_connect(rig);
  webhook_rig_send(one, request, sizeof request - 1);
  webhook_rig_send(other, request, sizeof request - 1);
  *fault = code;
  bool alive = true;
  for (int i = 0; i < 20 && alive; i++)
    alive = webhook_rig_turn(rig, 50);
  g_assert_false(alive);
  *fault = 0;
  g_clear_pointer(&rig->webhook, webhook_free);
  char bytes[64];
  g_assert_cmpint(recv(one, bytes, sizeof bytes, 0), <=, 0);
  g_assert_cmpint(recv(other, bytes, sizeof bytes, 0), <=, 0);
}

static void
test_webhook_failed_sync_is_final(void)
{
  static const int codes[] = {EIO, ENOSPC};
  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
    faulty_fs_reset();
    assert_failed_sync_is_final(&faulty_fs.fdatasync, codes[i]);
    faulty_fs_reset();
    assert_failed_sync_is_final(&faulty_fs.fsync, codes[i]);
  }
}

static void
test_webhook_waiting_requests_share_a_sync(void)
{
  enum { CLIENTS = 128 };
  faulty_fs_reset();
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_assert_cmpint(webhook_rig_exchange(rig, LINE "Content-Length: 1\r\n\r\na"),
                  ==, 200);
  int fds[CLIENTS];
  static const char request[] = LINE "Content-Length: 1\r\n\r\na";
  for (int i = 0; i < CLIENTS; i++) {
    fds[i] = webhook_rig_connect(rig);
    webhook_rig_send(fds[i], request, sizeof request - 1);
  }
  faulty_fs_reset();
  for (int i = 0; i < CLIENTS; i++) {
    g_autofree char *answer = webhook_rig_answer(rig, fds[i]);
    g_assert_cmpint(webhook_rig_status(answer), ==, 200);
    fd_close(&fds[i]);
  }
  /* All were there before the first turn, so one would do; a machine under
   * load may show the last of them late. */
  g_assert_cmpuint(faulty_fs.fdatasyncs, >=, 1);
  g_assert_cmpuint(faulty_fs.fdatasyncs, <=, 3);
}

/* Vonage repeats with a signature what came without one, if we say 5xx. */
static void
test_webhook_missing_signature_may_come_again(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *missing = webhook_rig_post("vonage", "", "{}");
  g_autofree char *wrong =
      webhook_rig_post("vonage", "Authorization: Bearer a.b.c\r\n", "{}");

  g_assert_cmpint(webhook_rig_exchange(rig, missing), ==, 500);
  g_assert_cmpint(webhook_rig_exchange(rig, wrong), ==, 401);
  g_assert_cmpint(status_get(rig->status, "refused_signature"), ==, 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const Case cases[] = {
      {"wrong-requests", test_webhook_refuses_wrong_requests},
      {"refused-is-closed", test_webhook_refused_connection_is_closed},
      {"missing-signature-may-come-again",
       test_webhook_missing_signature_may_come_again},
      {"huge-header", test_webhook_refuses_a_huge_header},
      {"dripping-header", test_webhook_cuts_a_dripping_header},
      {"dripping-body", test_webhook_cuts_a_dripping_body},
      {"silent-connection", test_webhook_cuts_a_silent_connection},
      {"cut-body", test_webhook_cut_body_leaves_nothing},
      {"one-address", test_webhook_limits_one_address},
      {"full-disk", test_webhook_full_disk_is_503},
      {"failed-sync-is-final", test_webhook_failed_sync_is_final},
      {"waiting-share-a-sync", test_webhook_waiting_requests_share_a_sync},
      {NULL, NULL},
  };
  cases_add("/daemon/webhook-errors", cases);
  return g_test_run();
}
