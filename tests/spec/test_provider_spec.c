/* SPDX-License-Identifier: Apache-2.0
 *
 * The provider rows against requests that real providers document.  The
 * settings here show how the generic row is told about each of them.
 */
#include <string.h>

#include "parsers/provider.h"
#include "tests/support/shared_data.h"

/* JSON with single quotes, for reading. */
static const struct {
  const char *provider, *row, *config;
} rows[] = {
    {"kannel", "kannel", "{}"},
    {"twilio", "generic",
     "{'inbound':{'id':'MessageSid','from':'From','to':'To','text':'Body',"
     "'when':{'path':'NumMedia','is':['0','1']}},"
     "'report':{'id':'MessageSid','status':'MessageStatus','code':'ErrorCode',"
     "'states':{'delivered':'delivered','failed':'failed_perm'},"
     "'opt_out':['21610']}}"},
    {"seven", "generic",
     "{'inbound':{'syntax':'json','id':'data.id','from':'data.sender',"
     "'to':'data.system','text':'data.text','time':'data.time',"
     "'when':{'path':'webhook_event','is':['sms_mo']}},"
     "'report':{'id':'data.msg_id','status':'data.status',"
     "'when':{'path':'webhook_event','is':['dlr']},"
     "'states':{'DELIVERED':'delivered'}}}"},
    {"vonage-sms", "generic",
     "{'inbound':{'id':'messageId','from':'msisdn','to':'to','text':'text',"
     "'part_ref':'concat-ref','part_number':'concat-part',"
     "'part_total':'concat-total','when':{'path':'type',"
     "'is':['text','unicode']}},"
     "'report':{'id':'messageId','status':'status','code':'err-code',"
     "'states':{'delivered':'delivered','failed':'failed_perm'},"
     "'code_states':{'2':'failed_temp'}}}"},
    {"telnyx", "generic",
     "{'inbound':{'id':'data.payload.id',"
     "'from':'data.payload.from.phone_number',"
     "'to':'data.payload.to[0].phone_number','text':'data.payload.text',"
     "'when':{'path':'data.event_type','is':['message.received']}}}"},
    {"bird", "generic",
     "{'inbound':{'id':'payload.id',"
     "'from':'payload.sender.contact.identifierValue',"
     "'text':'payload.body.text.text'}}"},
    {"infobip", "generic",
     "{'inbound':{'id':'results[].messageId','from':'results[].from',"
     "'to':'results[].to','text':'results[].text',"
     "'time':'results[].receivedAt'}}"},
    {"sinch", "generic",
     "{'inbound':{'id':'id','from':'from','to':'to','text':'body',"
     "'when':{'path':'type','is':['mo_text']}},"
     "'report':{'id':'batch_id','reference':'client_reference',"
     "'status':'status','when':{'path':'type',"
     "'is':['recipient_delivery_report_sms']},"
     "'states':{'Delivered':'delivered'}}}"},
    {"plivo", "generic",
     "{'inbound':{'id':'MessageUUID','from':'From','to':'To','text':'Text',"
     "'when':{'path':'Type','is':['sms']}},"
     "'report':{'id':'MessageUUID','status':'Status',"
     "'states':{'delivered':'delivered'}}}"},
    {"messagebird", "generic",
     "{'report':{'id':'id','reference':'reference','status':'status',"
     "'states':{'delivered':'delivered'}}}"},
    {"linkmobility", "generic",
     "{'inbound':{'syntax':'json'},'report':{'id':'id','reference':'refId',"
     "'status':'resultCode','states':{'1001':'delivered'}}}"},
    {"lox24", "generic",
     "{'inbound':{'id':'data.id','from':'data.from','to':'data.to',"
     "'text':'data.text','when':{'path':'name','is':['sms.incoming']}},"
     "'report':{'id':'data.id','status':'data.dlr_code',"
     "'states':{'1':'delivered','16':'failed_perm'},"
     "'when':{'path':'name','is':['sms.delivery','sms.dlr']}}}"},
};

/* The data's words for our states. */
static const struct {
  const char *theirs;
  SmsReportState state;
} states[] = {
    {"sent", SMS_REPORT_SENT},
    {"delivered", SMS_REPORT_DELIVERED},
    {"failed_perm", SMS_REPORT_FAILED_PERMANENT},
    {"failed_temp", SMS_REPORT_FAILED_TEMPORARY},
};

static const char *
member(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

/* Cases that are not one message or report of a described provider: skipped,
 * saying so. */
static const char *
why_skipped(const json_t *row, size_t *out_index)
{
  const json_t *expect = json_object_get(row, "expect");

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (strcmp(rows[i].provider, member(row, "provider")) != 0)
      continue;
    *out_index = i;
    if (strcmp(member(row, "id"), "seven-in-form") == 0)
      return "a form where the settings say JSON";
    if (json_object_get(expect, "count") || json_object_get(expect, "list"))
      return "a batch: see tests/fixtures/providers";
    return NULL;
  }
  return "no settings written for it";
}

static SmsBatch *
parse(const json_t *row, size_t index)
{
  const char *body = member(row, "body") ? member(row, "body") : "\xe4";
  const ProviderRequest request = {.method = member(row, "method"),
                                   .query = member(row, "query"),
                                   .content_type = member(row, "content_type"),
                                   .body = body,
                                   .body_size = strlen(body)};
  g_autofree char *text = g_strdelimit(g_strdup(rows[index].config), "'", '"');
  json_t *config = json_loads(text, 0, NULL);
  SmsBatch *batch = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull(config);
  (void)provider_parse(provider_find(rows[index].row), &request, config, &batch,
                       &error);
  g_assert_no_error(error);
  json_decref(config);
  return batch;
}

static void
check_inbound(const json_t *row, const SmsBatch *batch)
{
  const json_t *expect = json_object_get(row, "expect");
  const SmsIn *sms = NULL;

  if (json_object_get(expect, "ignore")) {
    g_assert_cmpuint(batch->messages->len + batch->reports->len, ==, 0);
    return;
  }
  g_assert_cmpuint(batch->messages->len, ==, 1);
  g_assert_cmpuint(batch->reports->len, ==, 0);
  if (batch->messages->len != 1)
    return;
  sms = batch->messages->pdata[0];
  g_assert_cmpstr(sms->provider_id, ==, member(expect, "id"));
  g_assert_cmpstr(sms->from, ==, member(expect, "sender"));
  g_assert_cmpstr(sms->to, ==, member(expect, "to"));
  g_assert_cmpstr(sms->text, ==, member(expect, "text"));
  if (json_object_get(expect, "ts"))
    g_assert_cmpint(sms->sent_at_ms, ==,
                    json_integer_value(json_object_get(expect, "ts")) * 1000);
}

static void
check_report(const json_t *row, const SmsBatch *batch)
{
  const json_t *expect = json_object_get(row, "expect");
  const SmsReport *report = NULL;

  g_assert_cmpuint(batch->messages->len, ==, 0);
  g_assert_cmpuint(batch->reports->len, ==, 1);
  if (batch->reports->len != 1)
    return;
  report = batch->reports->pdata[0];
  g_assert_cmpstr(report->provider_id, ==, member(expect, "id"));
  g_assert_cmpstr(report->reference, ==, member(expect, "ref"));
  g_assert_cmpint(report->opt_out, ==,
                  json_is_true(json_object_get(expect, "optout")));
  for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
    if (strcmp(states[i].theirs, member(expect, "state")) == 0)
      g_assert_cmpint(report->state, ==, states[i].state);
  }
}

static void
each_case(const char *name, void (*check)(const json_t *, const SmsBatch *))
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  unsigned passed = 0;
  size_t i = 0;
  json_t *row = NULL;

  json_array_foreach(json_object_get(root, name), i, row)
  {
    size_t index = 0;
    const char *why = why_skipped(row, &index);
    g_autoptr(SmsBatch) batch = NULL;
    g_test_message("%s%s%s", member(row, "id"), why ? " skipped: " : "",
                   why ? why : "");
    if (why)
      continue;
    batch = parse(row, index);
    if (batch)
      check(row, batch);
    passed++;
  }
  g_test_message("%u of %zu compared", passed, i);
  if (root)
    g_assert_cmpuint(passed, >, 5);
  json_decref(root);
}

static void
test_provider_spec_inbound(void)
{
  each_case("inbound", check_inbound);
}

static void
test_provider_spec_reports(void)
{
  each_case("dlr", check_report);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/provider/spec/inbound", test_provider_spec_inbound);
  g_test_add_func("/parsers/provider/spec/reports", test_provider_spec_reports);
  return g_test_run();
}
