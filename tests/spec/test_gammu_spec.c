/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of Gammu SMSD and what they mean, as captured from a real one, and
 * TP-Status of 3GPP TS 23.040 9.2.3.15.
 */
#include <string.h>

#include "parsers/provider/provider.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static SmsBatch *
parse(const json_t *row)
{
  char *body = json_dumps(row, JSON_COMPACT);
  ProviderRequest request = {
      .method = "POST", .body = body, .body_size = strlen(body)};
  json_t *config = json_object();
  SmsBatch *batch = NULL;
  g_autoptr(GError) error = NULL;

  (void)provider_parse(provider_find("gammu"), &request, config, &batch,
                       &error);
  g_assert_no_error(error);
  json_decref(config);
  free(body);
  return batch;
}

static void
test_gammu_spec_inbound(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  unsigned passed = 0;
  size_t i;
  json_t *entry;

  json_array_foreach(json_object_get(root, "inbound"), i, entry)
  {
    if (strcmp(json_text(entry, "provider"), "gammu") != 0)
      continue;
    const json_t *expect = json_object_get(entry, "expect");
    g_autoptr(SmsBatch) batch = parse(json_object_get(entry, "row"));
    g_assert_cmpuint(batch->messages->len, ==, 1);
    const SmsIn *sms = batch->messages->pdata[0];
    g_assert_cmpstr(sms->provider_id, ==, json_text(expect, "id"));
    g_assert_cmpstr(sms->from, ==, json_text(expect, "sender"));
    g_assert_cmpstr(sms->text, ==, json_text(expect, "text"));
    /* What tells repeats apart is more than the number. */
    g_assert_nonnull(strstr(sms->event_id, "2026-11-21 17:26:38"));
    passed++;
  }
  if (root != NULL)
    g_assert_cmpuint(passed, >=, 1);
  json_decref(root);
}

static const char *
state_of(const char *status, int error)
{
  json_t *row = json_pack("{s:i, s:s, s:s, s:i}", "ID", 7, "CreatorID",
                          "bote:0abc2", "Status", status, "StatusError", error);
  g_autoptr(SmsBatch) batch = parse(row);
  json_decref(row);
  g_assert_cmpuint(batch->reports->len, ==, 1);
  const SmsReport *report = batch->reports->pdata[0];
  g_assert_cmpstr(report->reference, ==, "0abc2");
  return sms_report_state_to_string(report->state);
}

static void
test_gammu_spec_words(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  json_t *words = json_object_get(json_object_get(root, "status_map"),
                                  "gammu(sentitems.Status)");
  const char *word;
  json_t *state;

  json_object_foreach(words, word, state)
  {
    g_test_message("%s", word);
    g_assert_cmpstr(state_of(word, -1), ==, json_string_value(state));
  }
  if (root != NULL)
    g_assert_cmpuint(json_object_size(words), ==, 8);
  json_decref(root);
}

/* All of its numbers, by the ranges of the standard. */
static void
test_gammu_spec_tp_status(void)
{
  for (int number = 0; number <= 0x7F; number++) {
    const char *want = number == 0x46  ? "expired"
                       : number < 0x20 ? "delivered"
                       : number < 0x40 ? "sent"
                       : number < 0x60 ? "failed_perm"
                                       : "failed_temp";
    g_test_message("0x%02x", number);
    g_assert_cmpstr(state_of("DeliveryUnknown", number), ==, want);
    /* Before there is a receipt it is no TP-Status. */
    g_assert_cmpstr(state_of("SendingOK", number), ==, "sent");
  }
  g_assert_cmpstr(state_of("DeliveryUnknown", 0x80), ==, "sent");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/gammu/spec/inbound", test_gammu_spec_inbound);
  g_test_add_func("/parsers/gammu/spec/words", test_gammu_spec_words);
  g_test_add_func("/parsers/gammu/spec/tp-status", test_gammu_spec_tp_status);
  return g_test_run();
}
