/* SPDX-License-Identifier: Apache-2.0
 *
 * Every word and code with which providers tell the fate of an SMS.
 */
#include <stdint.h>
#include <string.h>

#include "parsers/provider/provider.h"
#include "tests/support/shared_data.h"
#include "tests/support/sms_settings.h"

/* A receipt of each provider with its word in the place of "@". */
static const struct {
  const char *provider, *content_type, *body;
} receipts[] = {
    {"twilio", NULL, "MessageSid=SM1&MessageStatus=@"},
    {"seven", "application/json",
     "{'webhook_event':'dlr','data':{'msg_id':'1','status':'@'}}"},
    {"vonage-sms", NULL, "messageId=1&status=@"},
    {"vonage-messages", "application/json",
     "{'message_uuid':'1','status':'@','channel':'sms'}"},
    {"telnyx", "application/json",
     "{'data':{'event_type':'message.finalized','payload':{'id':'1',"
     "'to':[{'status':'@'}]}}}"},
    {"messagebird", NULL, "id=1&status=@"},
    {"infobip(groupId)", "application/json",
     "{'results':[{'messageId':'1','status':{'groupId':@},"
     "'error':{'permanent':true}}]}"},
    {"sinch", "application/json",
     "{'type':'recipient_delivery_report_sms','batch_id':'1','status':'@'}"},
    {"plivo", NULL, "MessageUUID=1&Status=@"},
    {"linkmobility(resultCode)", "application/json",
     "{'id':'1','resultCode':@}"},
    {"lox24(dlr_code)", "application/json",
     "{'name':'sms.delivery','data':{'id':'1','dlr_code':@}}"},
    {"kannel(%d)", NULL, NULL}, /* in the query */
    {"gammu(sentitems.Status)", "application/json",
     "{'ID':1,'CreatorID':'bote:outbox1','Status':'@','StatusError':-1}"},
    {"capcom6(event)", "application/json",
     "{'event':'@','id':'e','payload':{'messageId':'1'}}"},
    {"gsm-03.40 TP-Status", "application/json",
     "{'ID':1,'CreatorID':'bote:outbox1','Status':'DeliveryFailed',"
     "'StatusError':@}"},
};

/* What a receipt with this word says; `code`: "&ErrorCode=30003". */
static char *
state_of_word(size_t index, const char *word, const char *code)
{
  const char *template = receipts[index].body;
  g_autoptr(GString) body = g_string_new(template);
  g_autofree char *query = g_strdup_printf("id=1&st=%s&ans=", word);
  g_string_replace(body, "'", "\"", 0);
  g_string_replace(body, "@", word, 0);
  g_string_append(body, code);
  const ProviderRequest request = {.method = "POST",
                                   .query = template == NULL ? query : "",
                                   .content_type = receipts[index].content_type,
                                   .body = template == NULL ? NULL : body->str,
                                   .body_size =
                                       template == NULL ? 0 : body->len};
  bool of_modem = g_str_has_prefix(receipts[index].provider, "gsm-03.40");
  g_autoptr(SmsBatch) batch = sms_settings_parse(
      of_modem ? "gammu" : receipts[index].provider, &request);
  g_assert_nonnull(batch);
  g_assert_cmpuint(batch->reports->len, ==, 1);
  if (batch->reports->len != 1)
    return g_strdup("nothing");
  const SmsReport *report = batch->reports->pdata[0];
  return g_strdup_printf("%s%s", sms_report_state_to_string(report->state),
                         report->opt_out ? "+optout" : "");
}

/* "failed*", "failed_perm*": a code decides; without one it is permanent.
 * "delivered (...)", "failed_perm(config)": the words in brackets explain. */
static void
check_state(const char *word, const char *got, const char *want)
{
  g_autofree char *plain = g_strndup(want, strcspn(want, " ("));
  g_test_message("%s: %s", word, want);
  if (g_str_has_suffix(plain, "*"))
    g_assert_cmpstr(got, ==, "failed_perm");
  else
    g_assert_cmpstr(got, ==, plain);
}

/* TP-Status in ranges: "0x40-0x5f": "failed_perm (0x46=expired)". */
static void
check_range(size_t index, const char *range, const char *want)
{
  int first = (int)g_ascii_strtoll(range, NULL, 16);
  int last = (int)g_ascii_strtoll(strchr(range, '-') + 1, NULL, 16);
  for (int status = first; status <= last; status++) {
    g_autofree char *word = g_strdup_printf("%d", status);
    g_autofree char *got = state_of_word(index, word, "");
    check_state(word, got, status == 0x46 ? "expired" : want);
  }
}

static void
test_provider_spec_words(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  const json_t *maps = json_object_get(root, "status_map");
  for (size_t i = 0; root != NULL && i < G_N_ELEMENTS(receipts); i++) {
    json_t *map = json_object_get(maps, receipts[i].provider);
    const char *word = NULL;
    json_t *want = NULL;
    g_assert_cmpuint(json_object_size(map), >, 0);
    json_object_foreach(map, word, want)
    {
      if (g_str_has_prefix(word, "0x")) {
        check_range(i, word, json_string_value(want));
        continue;
      }
      g_autofree char *got = state_of_word(i, word, "");
      check_state(word, got, json_string_value(want));
    }
  }
  if (root != NULL)
    g_assert_cmpuint(json_object_size(maps), ==, G_N_ELEMENTS(receipts));
  json_decref(root);
}

/* What decides about "failed".  Codes of sending are in the answers. */
static void
check_codes(const json_t *codes, size_t index, const char *parameter)
{
  const char *code = NULL;
  json_t *want = NULL;
  json_object_foreach((json_t *)(uintptr_t)codes, code, want)
  {
    const char *state = json_string_value(want);
    g_autofree char *pair = g_strdup_printf("&%s=%s", parameter, code);
    bool is_failure = g_str_has_prefix(state, "failed");
    if (!is_failure && strcmp(code, "0") != 0)
      continue;
    g_autofree char *got =
        state_of_word(index, is_failure ? "failed" : "delivered", pair);
    check_state(code, got, state);
  }
}

static void
test_provider_spec_codes(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  if (root == NULL)
    return;
  g_assert_cmpstr(receipts[0].provider, ==, "twilio");
  check_codes(json_object_get(root, "twilio_error_code"), 0, "ErrorCode");
  g_assert_cmpstr(receipts[2].provider, ==, "vonage-sms");
  check_codes(json_object_get(root, "vonage_err_code"), 2, "err-code");
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/provider/spec/words", test_provider_spec_words);
  g_test_add_func("/parsers/provider/spec/codes", test_provider_spec_codes);
  return g_test_run();
}
