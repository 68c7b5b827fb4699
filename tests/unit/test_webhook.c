/* SPDX-License-Identifier: Apache-2.0
 *
 * What a right request becomes: a durable record, then the provider's answer.
 */
#include <string.h>

#include "daemon/clock.h"
#include "daemon/status.h"
#include "queue/fd.h"
#include "queue/spool.h"
#include "tests/support/cases.h"
#include "tests/support/json_text.h"
#include "tests/support/webhook_rig.h"

static void
test_webhook_post_becomes_a_record(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *request =
      webhook_rig_post("null", "", "Schlagloch \xf0\x9f\x95\xb3");
  g_assert_false(bell_drain(rig->bell));
  g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 200);
  g_assert_true(bell_drain(rig->bell));
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  json_t *record = json_array_get(records, 0);
  json_t *head = json_object_get(record, "head");
  g_assert_cmpstr(webhook_rig_head(records, 0, "kind"), ==, "webhook");
  g_assert_cmpstr(webhook_rig_head(records, 0, "channel"), ==, "null");
  g_assert_cmpstr(webhook_rig_head(records, 0, "method"), ==, "POST");
  g_assert_cmpstr(webhook_rig_head(records, 0, "query"), ==, "");
  g_assert_cmpuint(strlen(webhook_rig_head(records, 0, "key")), ==, 64);
  g_assert_cmpint(json_integer_value(json_object_get(head, "received_at_ms")),
                  ==, RIG_NOW_MS);
  g_assert_cmpstr(json_text(json_object_get(head, "headers"), "content-type"),
                  ==, "text/plain; charset=UTF-8");
  g_assert_cmpstr(json_text(record, "body"), ==, "Schlagloch \xf0\x9f\x95\xb3");
  char *text = json_dumps(records, 0);
  g_assert_null(strstr(text, RIG_SECRET));
  free(text);
  json_decref(records);
  g_assert_cmpint(status_get(rig->status, "accepted"), ==, 1);
}

static void
test_webhook_get_where_the_provider_uses_it(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_assert_cmpint(
      webhook_rig_exchange(rig, "GET /sms/kannel/" RIG_SECRET
                                "?from=%2B4915228817386&text=JA HTTP/1.1\r\n"
                                "Host: x\r\n\r\n"),
      ==, 200);
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  g_assert_cmpstr(webhook_rig_head(records, 0, "method"), ==, "GET");
  g_assert_cmpstr(webhook_rig_head(records, 0, "query"), ==,
                  "from=%2B4915228817386&text=JA");
  json_decref(records);
}

static void
test_webhook_connection_is_kept(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  auto_fd int fd = webhook_rig_connect(rig);
  for (int i = 0; i < 3; i++) {
    g_autofree char *request = webhook_rig_post("null", "", "again");
    webhook_rig_send(fd, request, strlen(request));
    g_autofree char *answer = webhook_rig_answer(rig, fd);
    g_assert_cmpint(webhook_rig_status(answer), ==, 200);
  }
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, 3);
  json_decref(records);
}

static void
test_webhook_body_may_come_in_pieces(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *body = g_strnfill(PROVIDER_BODY_MAX, 'x');
  g_autofree char *request = webhook_rig_post("null", "", body);
  auto_fd int fd = webhook_rig_connect(rig);
  size_t size = strlen(request);
  for (size_t at = 0; at < size; at += 5000) {
    webhook_rig_send(fd, request + at, MIN(5000, size - at));
    g_assert_true(webhook_rig_turn(rig, 1));
  }
  g_autofree char *answer = webhook_rig_answer(rig, fd);
  g_assert_cmpint(webhook_rig_status(answer), ==, 200);
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpstr(json_text(json_array_get(records, 0), "body"), ==, body);
  json_decref(records);
}

enum { PARALLEL = 100 };

static void
test_webhook_parallel_repeats_are_all_answered(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *request = webhook_rig_post("kannel", "", "JA");
  int fds[PARALLEL];
  for (int i = 0; i < PARALLEL; i++) {
    fds[i] = webhook_rig_connect(rig);
    webhook_rig_send(fds[i], request, strlen(request));
  }
  for (int i = 0; i < PARALLEL; i++) {
    g_autofree char *answer = webhook_rig_answer(rig, fds[i]);
    g_assert_cmpint(webhook_rig_status(answer), ==, 200);
    fd_close(&fds[i]);
  }
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, PARALLEL);
  for (size_t i = 1; i < PARALLEL; i++)
    g_assert_cmpstr(webhook_rig_head(records, i, "key"), ==,
                    webhook_rig_head(records, 0, "key"));
  json_decref(records);
}

/* A request to the signed channel whose signature is `age_s` old. */
static char *
signed_request(const char *key, int64_t age_s)
{
  static const char target[] = "/signed/" RIG_SECRET; /* public */
  static const char body[] = "{\"text\":\"JA\"}";
  g_autofree char *time =
      g_strdup_printf("%" G_GINT64_FORMAT, RIG_NOW_MS / 1000 - age_s);
  g_autofree char *plain =
      g_strconcat(time, ".", RIG_URL, target, ".", body, NULL);
  g_autofree char *mac = g_compute_hmac_for_string(
      G_CHECKSUM_SHA256, (const guchar *)key, strlen(key), plain, -1);
  g_autofree char *extra =
      g_strdup_printf("X-Time: %s\r\nX-Signature: %s\r\n", time, mac);
  return webhook_rig_post("signed", extra, body);
}

static void
test_webhook_signature_decides(void)
{
  static const struct {
    const char *key;
    int64_t age_s;
    int status;
    const char *signature;
  } rows[] = {
      {RIG_KEY, 0, 200, "fresh"},    {RIG_KEY, 299, 200, "fresh"},
      {RIG_KEY, 3600, 200, "stale"}, {RIG_KEY, 5 * 86400, 401, NULL},
      {"another key", 0, 401, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(WebhookRig) rig = webhook_rig_new(0);
    g_autofree char *request = signed_request(rows[i].key, rows[i].age_s);
    g_assert_cmpint(webhook_rig_exchange(rig, request), ==, rows[i].status);
    json_t *records = webhook_rig_records(rig);
    g_assert_cmpstr(webhook_rig_head(records, 0, "signature"), ==,
                    rows[i].signature);
    g_assert_cmpint(status_get(rig->status, "refused_signature"), ==,
                    rows[i].status == 401);
    json_decref(records);
  }
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *unsigned_request = webhook_rig_post("signed", "", "x");
  g_assert_cmpint(webhook_rig_exchange(rig, unsigned_request), ==, 401);
}

/* Where nothing tells two messages apart, a request that somebody caught must
 * not count again and again while its signature holds. */
static void
test_webhook_stale_is_known_again(void)
{
  static const struct {
    int64_t age_s;
    bool same;
  } rows[] = {{10, false}, {3600, true}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(WebhookRig) rig = webhook_rig_new(0);
    g_autofree char *request = signed_request(RIG_KEY, rows[i].age_s);
    for (int sent = 0; sent < 2; sent++)
      g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 200);
    json_t *records = webhook_rig_records(rig);
    g_assert_cmpint(strcmp(webhook_rig_head(records, 0, "key"),
                           webhook_rig_head(records, 1, "key")) == 0,
                    ==, rows[i].same);
    json_decref(records);
  }
}

static const Provider picture_provider = {
    .name = "pictures",
    .abilities = PROVIDER_INBOUND | PROVIDER_INLINE_MEDIA,
    .ack = {200, "text/plain", ""},
};

/* A body piece by piece, for it is larger than any socket's buffer. */
static void
send_body(WebhookRig *rig, int fd, const char *request)
{
  enum { PIECE = 32768 };
  for (size_t at = 0, left = strlen(request); left > 0;) {
    size_t piece = MIN(PIECE, left);
    webhook_rig_send(fd, request + at, piece);
    g_assert_true(webhook_rig_turn(rig, 0));
    at += piece;
    left -= piece;
  }
}

/* Eight MiB only where pictures stand in the body. */
static void
test_webhook_takes_pictures(void)
{
  static const struct {
    const char *channel;
    size_t size;
    int status;
  } rows[] = {{"pictures", 1024 * 1024, 200},
              {"pictures", PROVIDER_MEDIA_BODY_MAX, 200},
              {"pictures", PROVIDER_MEDIA_BODY_MAX + 1, 413},
              {"null", PROVIDER_BODY_MAX, 200},
              {"null", PROVIDER_BODY_MAX + 1, 413}};
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autoptr(GError) error = NULL;
  g_ptr_array_add(rig->channels,
                  webhook_channel_new("pictures", &picture_provider, NULL,
                                      RIG_SECRET, &error));
  g_assert_no_error(error);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    auto_fd int fd = webhook_rig_connect(rig);
    g_autofree char *body = g_strnfill(rows[i].size, 'x');
    g_autofree char *request = webhook_rig_post(rows[i].channel, "", body);
    if (rows[i].status == 200)
      send_body(rig, fd, request);
    else /* refused by its header */
      webhook_rig_send(fd, request, 1024);
    g_autofree char *answer = webhook_rig_answer(rig, fd);
    g_assert_cmpint(webhook_rig_status(answer), ==, rows[i].status);
  }
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, 3);
  size_t whole = 0; /* two segments of one moment: in any order */
  for (size_t i = 0; i < json_array_size(records); i++)
    whole +=
        json_string_length(json_object_get(json_array_get(records, i), "body"));
  g_assert_cmpuint(whole, ==,
                   1024 * 1024 + PROVIDER_MEDIA_BODY_MAX + PROVIDER_BODY_MAX);
  json_decref(records);
}

/* Memory for so many pictures at once; texts go on. */
static void
test_webhook_limits_pictures(void)
{
  static const char open[] = "POST /sms/pictures/" RIG_SECRET " HTTP/1.1\r\n"
                             "Host: x\r\nContent-Length: 65537\r\n\r\n";
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_ptr_array_add(rig->channels,
                  webhook_channel_new("pictures", &picture_provider, NULL,
                                      RIG_SECRET, NULL));
  int fds[WEBHOOK_LARGE_MAX];
  for (int i = 0; i < WEBHOOK_LARGE_MAX; i++) {
    fds[i] = webhook_rig_connect(rig);
    webhook_rig_send(fds[i], open, sizeof open - 1);
    g_assert_true(webhook_rig_turn(rig, 10));
  }
  g_assert_true(webhook_rig_turn(rig, 10));
  g_autofree char *text = webhook_rig_post("pictures", "", "x");
  g_assert_cmpint(webhook_rig_exchange(rig, open), ==, 503);
  g_assert_cmpint(webhook_rig_exchange(rig, text), ==, 200);
  fd_close(&fds[0]); /* one of them is gone */
  g_assert_true(webhook_rig_turn(rig, 10));
  g_autofree char *body = g_strnfill(65537, 'x');
  g_autofree char *large = webhook_rig_post("pictures", "", body);
  g_assert_cmpint(webhook_rig_exchange(rig, large), ==, 200);
  for (int i = 1; i < WEBHOOK_LARGE_MAX; i++)
    fd_close(&fds[i]);
}

static void
test_webhook_full_segment_is_ended(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_autofree char *body = g_strnfill(PROVIDER_BODY_MAX, 'x');
  g_autofree char *request = webhook_rig_post("null", "", body);
  int sent = 0;
  for (; sent < 70; sent++)
    g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 200);
  g_autoptr(GPtrArray) names = spool_list(rig->folder, 10, NULL);
  g_assert_cmpuint(names->len, ==, 2);
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, (size_t)sent);
  json_decref(records);
}

static void
test_webhook_channel_refuses_weak_secrets(void)
{
  static const char *const rows[] = {
      "", "\n\n", "short", "0123456789/123456789abc", RIG_SECRET "\nshort"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(
        webhook_channel_new("x", provider_find("null"), NULL, rows[i], &error));
    g_assert_nonnull(error);
  }
}

static void
test_webhook_channel_takes_two_secrets(void)
{
  g_autoptr(GPtrArray) channels = g_ptr_array_new();
  g_autoptr(WebhookChannel) channel = webhook_channel_new(
      "x", provider_find("null"), NULL,
      "aaaaaaaaaaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbbbbbbbbb\n", NULL);
  g_ptr_array_add(channels, channel);
  static const struct {
    const char *target;
    bool found;
  } rows[] = {
      {"/sms/x/aaaaaaaaaaaaaaaaaaaaaaaa", true},
      {"/sms/x/bbbbbbbbbbbbbbbbbbbbbbbb?q=1", true},
      {"/sms/x/cccccccccccccccccccccccc", false},
      {"/sms/x/", false},
      {"/sms/y/aaaaaaaaaaaaaaaaaaaaaaaa", false},
      {"/sms/x/aaaaaaaaaaaaaaaaaaaaaaaa/", false},
      {"//sms/x/aaaaaaaaaaaaaaaaaaaaaaaa", false},
      {"", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(webhook_channel_find(channels, rows[i].target) == channel,
                    ==, rows[i].found);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const Case cases[] = {
      {"post-becomes-a-record", test_webhook_post_becomes_a_record},
      {"get-where-used", test_webhook_get_where_the_provider_uses_it},
      {"connection-is-kept", test_webhook_connection_is_kept},
      {"body-in-pieces", test_webhook_body_may_come_in_pieces},
      {"parallel-repeats", test_webhook_parallel_repeats_are_all_answered},
      {"signature-decides", test_webhook_signature_decides},
      {"stale-is-known-again", test_webhook_stale_is_known_again},
      {"takes-pictures", test_webhook_takes_pictures},
      {"limits-pictures", test_webhook_limits_pictures},
      {"full-segment-is-ended", test_webhook_full_segment_is_ended},
      {"weak-secrets-are-refused", test_webhook_channel_refuses_weak_secrets},
      {"two-secrets", test_webhook_channel_takes_two_secrets},
      {NULL, NULL},
  };
  cases_add("/daemon/webhook", cases);
  return g_test_run();
}
