/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox_receipt.h against sequences that providers were seen to send.
 */
#include <string.h>

#include "queue/outbox_receipt.h"
#include "tests/support/json_text.h"
#include "tests/support/outbox_rows.h"
#include "tests/support/shared_data.h"

/* What each word of the sequences is in the outbox. */
static const char *
outbox_word(const char *word)
{
  return g_str_has_prefix(word, "failed") ? "failed" : word;
}

static void
receive(QueueFixture *fix, const char *word)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) lookup = NULL;
  SmsReport report = {.provider_id = (char *)"p1", .state = SMS_REPORT_IGNORED};
  (void)sms_report_state_from_string(word, &report.state); /* else unmapped */
  (void)outbox_receipt(&fix->queue, "sms", &report, &lookup, &error);
  g_assert_no_error(error);
}

/* Before the result of sending is known, after it, or in the midst of it: the
 * state they end in is the same. */
static void
play(const json_t *row, size_t before)
{
  const json_t *events = json_object_get(row, "events");
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id id = outbox_put(fix, &(OutboxNew){.channel = "sms", .transport = "sms"});
  OutboxResult sent = {.id = id,
                       .attempt = outbox_lease_one(fix, "sms", FIXTURE_NOW_MS),
                       .action = DELIVERY_SENT,
                       .provider_ref = (char *)"p1"};
  for (size_t i = 0; i <= json_array_size(events); i++) {
    if (i == before)
      g_assert_true(outbox_result(&fix->queue, &sent, NULL, NULL));
    if (i < json_array_size(events))
      receive(fix, json_string_value(json_array_get(events, i)));
  }
  outbox_assert_state(fix, &id, outbox_word(json_text(row, "final")));
}

static void
test_sequences(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  if (root == NULL)
    return;
  const json_t *rows = json_object_get(root, "dlr_state_sequences");
  g_assert_cmpuint(json_array_size(rows), >=, 5);
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    size_t events = json_array_size(json_object_get(row, "events"));
    g_test_message("%s", json_text(row, "id"));
    for (size_t before = 0; before <= events; before++)
      play(row, before);
  }
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/receipt/spec/sequences", test_sequences);
  return g_test_run();
}
