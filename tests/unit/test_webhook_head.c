/* SPDX-License-Identifier: Apache-2.0
 *
 * The head of a record: what it must hold, and by which key repeats are told.
 */
#include <string.h>

#include "tests/support/cases.h"
#include "tests/support/json_text.h"
#include "tests/support/webhook_rig.h"

/* What a head must not hold as it is comes back as it came. */
static void
test_webhook_head_is_escaped(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  g_assert_cmpint(
      webhook_rig_exchange(rig, "POST /sms/kannel/" RIG_SECRET
                                "?a=\"\\n&b={} HTTP/1.1\r\nHost: x\r\n"
                                "Content-Type: text/plain;\tcharset=\"\\x\"\r\n"
                                "Content-Length: 0\r\n\r\n"),
      ==, 200);
  json_t *records = webhook_rig_records(rig);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  g_assert_cmpstr(webhook_rig_head(records, 0, "query"), ==, "a=\"\\n&b={}");
  const json_t *head = json_object_get(json_array_get(records, 0), "head");
  g_assert_cmpstr(json_text(json_object_get(head, "headers"), "content-type"),
                  ==, "text/plain;\tcharset=\"\\x\"");
  json_decref(records);
}

static void
test_webhook_key_tells_requests_apart(void)
{
  g_autoptr(WebhookRig) rig = webhook_rig_new(0);
  static const char *const requests[] = {
      "GET /sms/kannel/" RIG_SECRET "?a=1 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /sms/kannel/" RIG_SECRET "?a=2 HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST /sms/kannel/" RIG_SECRET
      "?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "POST /sms/null/" RIG_SECRET
      "?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "POST /sms/kannel/" RIG_SECRET
      "?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1",
  };
  g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < G_N_ELEMENTS(requests); i++)
    g_assert_cmpint(webhook_rig_exchange(rig, requests[i]), ==, 200);
  json_t *records = webhook_rig_records(rig);
  for (size_t i = 0; i < json_array_size(records); i++)
    g_hash_table_add(keys,
                     (void *)(uintptr_t)webhook_rig_head(records, i, "key"));
  g_assert_cmpuint(g_hash_table_size(keys), ==, G_N_ELEMENTS(requests));
  json_decref(records);
}

/* Two answers "1": equal where an id or a time would tell them apart, two
 * messages where nothing does. */
static void
test_webhook_key_of_unmarked_messages(void)
{
  static const struct {
    const char *channel;
    bool same;
  } rows[] = {{"kannel", true}, {"unmarked", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(WebhookRig) rig = webhook_rig_new(0);
    g_autofree char *request =
        webhook_rig_post(rows[i].channel, "", "from=%2B493023125001&text=1");
    for (int sent = 0; sent < 2; sent++)
      g_assert_cmpint(webhook_rig_exchange(rig, request), ==, 200);
    json_t *records = webhook_rig_records(rig);
    g_assert_cmpuint(json_array_size(records), ==, 2);
    g_assert_cmpint(strcmp(webhook_rig_head(records, 0, "key"),
                           webhook_rig_head(records, 1, "key")) == 0,
                    ==, rows[i].same);
    json_decref(records);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const Case cases[] = {
      {"head-is-escaped", test_webhook_head_is_escaped},
      {"key-tells-requests-apart", test_webhook_key_tells_requests_apart},
      {"key-of-unmarked-messages", test_webhook_key_of_unmarked_messages},
      {NULL, NULL},
  };
  cases_add("/daemon/webhook-head", cases);
  return g_test_run();
}
