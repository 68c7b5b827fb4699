/* SPDX-License-Identifier: Apache-2.0
 *
 * The webhook's rig.
 */
#include "tests/support/webhook_rig.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/http/http_listen.h"
#include "daemon/status.h"
#include "queue/fd.h"
#include "queue/spool.h"
#include "tests/support/json_text.h"

enum { PATIENCE_MS = 5000, BODY_MAX = 9 * 1024 * 1024 };

static void
free_channel(void *channel)
{
  webhook_channel_free(channel);
}

static void
add_channel(WebhookRig *rig, const char *name, const char *provider,
            const json_t *config, const char *key)
{
  g_autoptr(GError) error = NULL;
  WebhookChannel *channel = webhook_channel_new(
      name, provider_find(provider), config, RIG_SECRET "\n", &error);
  g_assert_no_error(error);
  g_assert_true(webhook_channel_set_signature(channel, key, RIG_URL, &error));
  g_assert_no_error(error);
  g_ptr_array_add(rig->channels, channel);
}

static int
port_of(int fd)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  g_assert_cmpint(getsockname(fd, (struct sockaddr *)&address, &size), ==, 0);
  return ntohs(address.sin_port);
}

static void
start_webhook(WebhookRig *rig, int deadline_ms)
{
  g_autoptr(GError) error = NULL;
  int fd = http_listen("127.0.0.1:0", &error);
  g_assert_no_error(error);
  rig->port = port_of(fd);
  WebhookOptions options = {
      .folder = rig->folder,
      .runtime_dir = rig->scratch->folder,
      .reader = &rig->pair.public_key,
      .channels = rig->channels,
      .clock = rig->clock,
      .status = rig->status,
      .limits = {512, deadline_ms ? deadline_ms : HTTP_DEADLINE_MS},
      .per_address = 64,
  };
  rig->webhook = webhook_new(fd, &options, &error);
  g_assert_no_error(error);
}

WebhookRig *
webhook_rig_new(int deadline_ms)
{
  WebhookRig *rig = g_new0(WebhookRig, 1);
  g_autoptr(GError) error = NULL;
  rig->scratch = scratch_new();
  rig->folder = scratch_path(rig->scratch, "webhook");
  rig->clock_file = scratch_path(rig->scratch, "clock");
  secret_box_pair_random(&rig->pair);
  g_assert_true(spool_folder_make(rig->folder, &error));
  g_assert_true(clock_file_write(rig->clock_file, RIG_NOW_MS, 0, &error));
  rig->clock = clock_new_file(rig->clock_file, &error);
  g_assert_no_error(error);
  rig->status = status_new(rig->scratch->folder, "webhook", rig->clock);
  rig->bell = bell_open(rig->scratch->folder, "digest", &error);
  g_assert_no_error(error);
  rig->channels = g_ptr_array_new_with_free_func(free_channel);
  rig->signing = json_pack(
      "{s:{s:s, s:s, s:s, s:s, s:s}, s:{s:s, s:s}}", "signature", "kind",
      "hmac", "hash", "sha256", "header", "X-Signature", "timestamp", "X-Time",
      "recipe", "T.U.B", "inbound", "from", "from", "text", "text");
  add_channel(rig, "kannel", "kannel", NULL, NULL);
  add_channel(rig, "vonage", "vonage", NULL, RIG_KEY);
  add_channel(rig, "null", "null", NULL, NULL);
  add_channel(rig, "signed", "generic", rig->signing, RIG_KEY);
  rig->unmarked =
      json_pack("{s:{s:s, s:s}}", "inbound", "from", "from", "text", "text");
  add_channel(rig, "unmarked", "generic", rig->unmarked, NULL);
  start_webhook(rig, deadline_ms);
  return rig;
}

void
webhook_rig_free(WebhookRig *rig)
{
  if (rig == NULL)
    return;
  webhook_free(rig->webhook);
  g_ptr_array_unref(rig->channels);
  json_decref(rig->signing);
  json_decref(rig->unmarked);
  bell_close(rig->bell);
  status_free(rig->status);
  clock_free(rig->clock);
  g_free(rig->folder);
  g_free(rig->clock_file);
  scratch_free(rig->scratch);
  g_free(rig);
}

int
webhook_rig_connect(const WebhookRig *rig)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)rig->port),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint(connect(fd, (struct sockaddr *)&address, sizeof address), ==,
                  0);
  return fd;
}

void
webhook_rig_send(int fd, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t count = send(fd, bytes, size, MSG_NOSIGNAL);
    if (count <= 0)
      return; /* refused before all was sent, as the answer will tell */
    bytes += count;
    size -= (size_t)count;
  }
}

bool
webhook_rig_turn(WebhookRig *rig, int wait_ms)
{
  int own_ms = webhook_wait_ms(rig->webhook);
  if (own_ms >= 0)
    wait_ms = MIN(wait_ms, own_ms);
  struct pollfd ready = {.fd = webhook_fd(rig->webhook), .events = POLLIN};
  (void)poll(&ready, 1, wait_ms);
  g_autoptr(GError) error = NULL;
  return webhook_turn(rig->webhook, &error);
}

/* True when head and announced body are there. */
static bool
is_complete(const GString *answer)
{
  const char *end = strstr(answer->str, "\r\n\r\n");
  const char *length = strstr(answer->str, "Content-Length: ");
  if (end == NULL || length == NULL)
    return false;
  size_t body = (size_t)g_ascii_strtoull(length + 16, NULL, 10);
  return answer->len >= (size_t)(end + 4 - answer->str) + body;
}

char *
webhook_rig_answer(WebhookRig *rig, int fd)
{
  GString *answer = g_string_new(NULL);
  int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
  while (!is_complete(answer) && clock_monotonic_ms() < end_ms) {
    char bytes[4096];
    ssize_t count = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count > 0) {
      g_string_append_len(answer, bytes, count);
      continue;
    }
    if (count == 0 || (errno != EAGAIN && errno != EINTR))
      break; /* closed or reset */
    if (!webhook_rig_turn(rig, 10))
      break;
  }
  return g_string_free(answer, FALSE);
}

int
webhook_rig_status(const char *answer)
{
  if (!g_str_has_prefix(answer, "HTTP/1.1 "))
    return 0;
  return (int)g_ascii_strtoll(answer + 9, NULL, 10);
}

int
webhook_rig_exchange(WebhookRig *rig, const char *request)
{
  auto_fd int fd = webhook_rig_connect(rig);
  webhook_rig_send(fd, request, strlen(request));
  g_autofree char *answer = webhook_rig_answer(rig, fd);
  return webhook_rig_status(answer);
}

char *
webhook_rig_post(const char *channel, const char *extra, const char *body)
{
  return g_strdup_printf("POST /sms/%s/" RIG_SECRET " HTTP/1.1\r\n"
                         "Host: bote.example.org\r\n"
                         "Content-Type: text/plain; charset=UTF-8\r\n"
                         "%sContent-Length: %zu\r\n\r\n%s",
                         channel, extra, strlen(body), body);
}

static void
read_segment(const WebhookRig *rig, const char *name, json_t *records)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(rig->folder, "new", name, NULL);
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &rig->pair, &error);
  g_assert_no_error(error);
  json_t *head;
  while (reader &&
         spool_reader_next(reader, &head, &error) == SPOOL_STEP_RECORD) {
    g_autoptr(GBytes) body = spool_reader_read_all(reader, BODY_MAX, &error);
    g_assert_no_error(error);
    gsize size;
    const char *text = g_bytes_get_data(body, &size);
    json_array_append_new(records, json_pack("{s:o, s:s%}", "head", head,
                                             "body", text ? text : "", size));
  }
  g_assert_no_error(error);
}

json_t *
webhook_rig_records(const WebhookRig *rig)
{
  json_t *records = json_array();
  g_autoptr(GPtrArray) names = spool_list(rig->folder, 1000, NULL);
  for (guint i = 0; i < names->len; i++)
    read_segment(rig, names->pdata[i], records);
  return records;
}

const char *
webhook_rig_head(const json_t *records, size_t index, const char *key)
{
  return json_text(json_object_get(json_array_get(records, index), "head"),
                   key);
}
