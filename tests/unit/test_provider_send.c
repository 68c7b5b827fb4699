/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine that fills providers' templates and judges their answers, and the
 * settings that become such tables.
 */
#include <string.h>

#include "parsers/config/provider_preset.h"
#include "parsers/form.h"
#include "parsers/provider/provider.h"
#include "tests/support/cases.h"
#include "tests/support/json_text.h"
#include "tests/support/sms_settings.h"

/* Settings with single quotes, for reading. */
static json_t *
settings(const char *text)
{
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
  json_error_t why;
  json_t *config = json_loads(json, 0, &why);
  if (config == NULL)
    g_error("%s: %s", why.text, text);
  return config;
}

/* Everything that means something in JSON, forms, URLs and HTTP. */
#define HOSTILE "a\"},{\"x\":\"&to=1%26%00\r\nX: y {text} ={id} \\u0000 ü😀"

/* The providers, and settings that fill all that their templates want. */
static json_t *
full_settings(const char *name, const Provider **out_row)
{
  static const char *const names[] = {
      "url",        "user",        "password",  "api_key", "token",
      "account",    "account_sid", "plan",      "region",  "platform_id",
      "partner_id", "token_id",    "workspace", "channel", "database"};
  json_t *config = NULL;
  *out_row = sms_settings_find(name, &config);
  g_assert_nonnull(*out_row);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (json_object_get(config, names[i]) == NULL)
      json_object_set_new(config, names[i],
                          json_string(strcmp(names[i], "url") == 0
                                          ? "https://api.example.org"
                                          : "k"));
  return config;
}

static bool
json_holds(const json_t *value, const char *text)
{
  const char *key = NULL;
  json_t *member = NULL;
  if (json_is_string(value))
    return strcmp(json_string_value(value), text) == 0;
  for (size_t i = 0; i < json_array_size(value); i++)
    if (json_holds(json_array_get(value, i), text))
      return true;
  json_object_foreach((json_t *)(uintptr_t)value, key, member)
  {
    if (json_holds(member, text))
      return true;
  }
  return false;
}

static bool
pairs_hold(const char *bytes, gsize size, const char *text)
{
  g_autoptr(GPtrArray) pairs = form_parse(bytes, size, NULL);
  for (guint i = 0; i < pairs->len; i++) {
    const FormPair *pair = pairs->pdata[i];
    if (strcmp(pair->value, text) == 0)
      return true;
  }
  return false;
}

/* Does the request say this text, whole, in one place? */
static bool
says(const ProviderHttpRequest *request, const char *text)
{
  const char *query = strchr(request->url, '?');
  gsize size = 0;
  const char *body =
      request->body == NULL ? NULL : g_bytes_get_data(request->body, &size);
  json_t *json = body == NULL ? NULL : json_loadb(body, size, 0, NULL);
  bool found =
      json_holds(json, text) ||
      (body != NULL && json == NULL && pairs_hold(body, size, text)) ||
      (query != NULL && pairs_hold(query + 1, strlen(query + 1), text));
  json_decref(json);
  return found;
}

static void
check_hostile(const char *name)
{
  const Provider *row = NULL;
  json_t *config = full_settings(name, &row);
  const SmsOut sms = {.id = "0abc2",
                      .from = "+493023125000",
                      .to = "+4915228817386",
                      .text = HOSTILE,
                      .report_url = "https://example.org/sms/k/s%20x"};
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_test_message("%s", name);
  (void)provider_build_request(row, &sms, config, &request, &error);
  g_assert_no_error(error);
  if (request != NULL && request->url != NULL) {
    g_assert_true(says(request, HOSTILE));
    g_assert_null(strpbrk(request->url, "\r\n \""));
    for (guint i = 0; i < request->headers->len; i++)
      g_assert_null(strpbrk(request->headers->pdata[i], "\r\n"));
  }
  json_decref(config);
}

static void
test_provider_send_values_never_break_out(void)
{
  static const char *const others[] = {"lox24",   "linkmobility", "vonage-sms",
                                       "plivo",   "messagebird",  "bird",
                                       "infobip", "sipgate"};
  for (const Provider *const *row = provider_registry; *row != NULL; row++)
    if ((*row)->send != NULL)
      check_hostile((*row)->name);
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
    check_hostile(others[i]);
}

static void
test_provider_send_templates(void)
{
  static const struct {
    const char *send, *url, *body; /* url NULL: refused, body has the reason */
  } rows[] = {
      {"{'url':'https://a/{text}'}", "https://a/50%20%25", NULL},
      {"{'url':'{base}/x','query':{'t':'{text}'}}",
       "https://b/c%20d/x?t=50%20%25", NULL},
      {"{'url':'https://a/?k=1','query':{'t':'{to_digits}'}}",
       "https://a/?k=1&t=4915228817386", NULL},
      {"{'url':'https://{base}'}", "https://https%3A%2F%2Fb%2Fc%2520d", NULL},
      {"{'url':'https://a','form':{'x?':'{unset}','y?':'{empty}','z':'1'}}",
       "https://a", "z=1"},
      {"{'url':'https://a','json':{'x?':'{unset}','y?':['{empty}'],'z':1}}",
       "https://a", "{\"z\":1}"},
      {"{'url':'https://a','json':{'t':'={ttl}','f':'=false','n':'=1.5'}}",
       "https://a", "{\"t\":60,\"f\":false,\"n\":1.5}"},
      {"{'url':'https://a','json':{'t':'={text}'}}", NULL, "number"},
      {"{'url':'https://a','json':{'t':'=\\'x\\''}}", NULL, "number"},
      {"{'url':'https://a','form':{'x':'{unset}'}}", NULL, "{unset}"},
      {"{'url':'https://a','headers':{'X':'{lines}'}}", NULL, "line break"},
      {"{'url':'https://a','headers':{'X\\n':'1'}}", NULL, "line break"},
      {"{'form':{'x':'1'}}", NULL, "send.url"},
      {"{'url':'https://a','json':{'a':{'b':{'c':{'d':{'e':{'f':{'g':{'h':"
       "{'i':1}}}}}}}}}}",
       NULL, "nested"},
      {"{'url':'https://a','form':{'u':'{is_unicode}','c':'{coding}'}}",
       "https://a", "u=false&c=gsm7"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text =
        g_strdup_printf("{'base':'https://b/c%%20d','ttl':'60','empty':'',"
                        "'lines':'a\\nb','send':%s}",
                        rows[i].send);
    json_t *config = settings(text);
    const SmsOut sms = {.id = "0abc2", .to = "+4915228817386", .text = "50 %"};
    g_autoptr(ProviderHttpRequest) request = NULL;
    g_autoptr(GError) error = NULL;
    g_test_message("%s", rows[i].send);
    g_assert_cmpint(provider_build_request(provider_find("generic"), &sms,
                                           config, &request, &error),
                    ==, rows[i].url != NULL);
    json_decref(config);
    if (rows[i].url == NULL) {
      g_assert_nonnull(error);
      g_assert_nonnull(strstr(error->message, rows[i].body));
      continue;
    }
    gsize size = 0;
    const char *body =
        request->body == NULL ? NULL : g_bytes_get_data(request->body, &size);
    g_autofree char *copy = body == NULL ? NULL : g_strndup(body, size);
    g_assert_cmpstr(request->url, ==, rows[i].url);
    g_assert_cmpstr(copy, ==, rows[i].body);
  }
}

/* An answer of one line, of a page, of nothing, cut short. */
static void
test_provider_send_answers(void)
{
  static const char in_words[] =
      "{'send':{'url':'https://a','ok':{'is':['OK','0:']},"
      "'classes':{'ERR 10':'config','ERR 1':'permanent','HTTP 409':'sent'}}}";
  static const char in_json[] =
      "{'send':{'url':'https://a','ok':{'path':'s','is':['1']},'id':'i',"
      "'code':'c','codes':{'7':'account'},'opt_out':['8']}}";
  static const struct {
    const char *config;
    int status;
    const char *body, *outcome, *code;
  } rows[] = {
      {in_words, 200, "OK", "sent", "OK"},
      {in_words, 202, "0: Accepted for delivery", "sent", "202"},
      {in_words, 200, "OKAY", "transient", "OKAY"},
      {in_words, 200, "ERR 100", "transient", "200"},
      {in_words, 200, "ERR 10 bad", "config", "ERR 10"},
      {in_words, 200, "ERR 1", "permanent", "ERR 1"},
      {in_words, 409, "", "sent", "HTTP 409"},
      {in_words, 500, "", "transient", "500"},
      {in_json, 200, "{'s':1,'i':'a'}", "sent", "200"},
      {in_json, 200, "{'s':1}", "sent", "200"},
      {in_json, 200, "{'s':2,'c':7}", "account", "7"},
      {in_json, 200, "{'s':2,'c':9}", "transient", "9"},
      {in_json, 200, "{'s':1,'i':'a", "unknown", "200"},
      {in_json, 200, "<html>", "unknown", "200"},
      {in_json, 200, "", "unknown", "200"},
      {in_json, 204, "", "sent", "204"},
      {in_json, 400, "{'c':8}", "permanent", "8"},
      {in_json, 0, "", "unknown", "0"},
      {in_json, 408, "", "unknown", "408"},
      {in_json, 429, "", "throttled", "429"},
      {in_json, 301, "", "transient", "301"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_t *config = settings(rows[i].config);
    g_autofree char *body = g_strdelimit(g_strdup(rows[i].body), "'", '"');
    const ProviderResponse response = {
        .http_status = rows[i].status, .body = body, .body_size = strlen(body)};
    ProviderSendResult result;
    g_test_message("%d %s", rows[i].status, rows[i].body);
    provider_parse_response(provider_find("generic"), &response, config,
                            &result);
    g_assert_cmpstr(provider_send_class_to_string(result.outcome), ==,
                    rows[i].outcome);
    g_assert_cmpstr(result.code, ==, rows[i].code);
    g_assert_cmpint(result.opt_out, ==, g_strcmp0(rows[i].code, "8") == 0);
    provider_send_result_clear(&result);
    json_decref(config);
  }
}

static void
test_provider_send_refuses_unknown_words(void)
{
  static const struct {
    const char *config, *says; /* NULL: fine */
  } rows[] = {
      {"{}", NULL},
      {"{'numbers':'national'}", NULL},
      {"{'numbers':'foreign'}", "numbers"},
      {"{'inbound':{'syntax':'xml'}}", "syntax"},
      {"{'inbound':[{'encoding':'utf8'}]}", "encoding"},
      {"{'report':{'states':{'x':'gone'}}}", "gone"},
      {"{'report':{'code_states':{'x':'gone'}}}", "gone"},
      {"{'send':{'classes':{'1':'bad'}}}", "bad"},
      {"{'send':{'codes':{'1':'bad'}}}", "bad"},
      {"{'signature':{'kind':'rsa'}}", "rsa"},
      {"{'inbound':'x','report':7,'send':[],'media_hosts':'h'}", NULL},
      {"{'report':{'optout':['1']}}", "report.optout"},
      {"{'report':{'optout':['1']}}", "'opt_out'"},
      {"{'report':[{'id':'i'},{'stauts':'s'}]}", "'status'"},
      {"{'inbound':{'when':{'pfad':'p'}}}", "when.pfad"},
      {"{'inbound':{'media':{'uri':'p'}}}", "media.uri"},
      {"{'signature':{'kind':'none','stamp':'x'}}", "signature.stamp"},
      {"{'inbuond':{}}", "'inbound'"},
      {"{'acount':'a','send':{'url':'https://x/{account}'}}",
       "did you mean 'account'"},
      {"{'account':'a','send':{'url':'https://x/{account}'}}", NULL},
      {"{'mine':'1','send':{'url':'u','json':{'a':['{mine_digits}']}}}", NULL},
      {"{'send':{'json':{'when':{'b':'c'}},'headers':{'ok':'d'}}}", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    json_t *config = settings(rows[i].config);
    g_autoptr(GError) error = NULL;
    g_test_message("%s", rows[i].config);
    g_assert_cmpint(
        provider_check_settings(provider_find("generic"), config, &error), ==,
        rows[i].says == NULL);
    if (rows[i].says != NULL)
      g_assert_nonnull(strstr(error->message, rows[i].says));
    json_decref(config);
  }
}

static void
test_provider_send_settings_win_over_their_preset(void)
{
  json_t *config =
      settings("{'preset':'lox24','service_code':'economy',"
               "'inbound':{'from':'f','text':'t'},'send':{'id':'other'}}");
  json_t *unknown = settings("{'preset':'nobody','x':'y'}");
  g_assert_true(provider_preset_apply(config));
  const json_t *send = json_object_get(config, "send");
  g_assert_cmpstr(json_text(config, "service_code"), ==, "economy");
  g_assert_cmpstr(json_text(send, "id"), ==, "other");
  g_assert_cmpstr(json_text(send, "url"), ==, "https://api.lox24.eu/sms");
  g_assert_true(json_is_object(json_object_get(config, "inbound")));
  g_assert_false(provider_preset_apply(unknown));
  g_assert_cmpuint(json_object_size(unknown), ==, 2);
  g_auto(GStrv) names = provider_preset_names();
  g_assert_true(g_strv_contains((const char *const *)names, "linkmobility"));
  json_decref(config);
  json_decref(unknown);
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"values-never-break-out", test_provider_send_values_never_break_out},
      {"templates", test_provider_send_templates},
      {"answers", test_provider_send_answers},
      {"refuses-unknown-words", test_provider_send_refuses_unknown_words},
      {"settings-win-over-their-preset",
       test_provider_send_settings_win_over_their_preset},
      {NULL, NULL},
  };
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  cases_add("/parsers/provider-send", cases);
  return g_test_run();
}
