/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine that reads providers' tables: paths, kinds, words, media.  The
 * tables are made from settings of `generic`.
 */
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/provider/provider.h"
#include "tests/support/cases.h"

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

static SmsBatch *
read_with(const char *config_text, const char *content_type, const char *body,
          GError **error)
{
  json_t *config = settings(config_text);
  g_autofree char *json = g_strdelimit(g_strdup(body), "'", '"');
  const ProviderRequest request = {.method = "POST",
                                   .content_type = content_type,
                                   .body = json,
                                   .body_size = strlen(json)};
  SmsBatch *batch = NULL;
  (void)provider_parse(provider_find("generic"), &request, config, &batch,
                       error);
  json_decref(config);
  return batch;
}

/* One path, and what it finds as the text of a message. */
static void
test_engine_paths(void)
{
  static const struct {
    const char *path, *body, *want;
  } rows[] = {
      {"t", "{'f':'1','t':'x'}", "x"},
      {"a.t", "{'f':'1','a':{'t':'x'}}", "x"},
      {"a[1].t", "{'f':'1','a':[{},{'t':'x'}]}", "x"},
      {"a|b", "{'f':'1','b':'x'}", "x"},
      {"a|b", "{'f':'1','a':'','b':'x'}", "x"},
      {"a|b", "{'f':'1','a':'y','b':'x'}", "y"},
      {"a b", "{'f':'1','a':'y','b':'x'}", "y x"},
      {"a b", "{'f':'1','a':null,'b':'x'}", "x"},
      {"a b|c", "{'f':'1','c':'z'}", "z"},
      {"t", "{'f':'1','t':{'x':'y'}}", ""},
      {"t", "{'f':'1','t':7}", "7"},
      {"t", "{'f':'1','t':true}", "true"},
      {"t", "{'f':'1','t':0.1}", "0.1"},
      {"", "{'f':'1'}", ""},
      {"a.", "{'f':'1','a':'x'}", "x"},
      {"a[", "{'f':'1','a':['x']}", ""},
      {"a.t", "f=1&a.t=x", "x"},
      {"a.t", "f=1&a%5Bt%5D=x", "x"},
      {"a.t[0].u", "f=1&a%5Bt%5D%5B0%5D%5Bu%5D=x", "x"},
      {"a|b", "f=1&b=x", "x"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *config =
        g_strdup_printf("{'inbound':{'from':'f','text':'%s'}}", rows[i].path);
    g_autoptr(SmsBatch) batch = read_with(config, NULL, rows[i].body, &error);
    g_test_message("%s in %s", rows[i].path, rows[i].body);
    g_assert_no_error(error);
    g_assert_cmpuint(batch->messages->len, ==, 1);
    const SmsIn *sms = batch->messages->pdata[0];
    g_assert_cmpstr(sms->text, ==, rows[i].want);
  }
}

/* How many messages and receipts a call holds for us. */
static void
test_engine_kinds(void)
{
  static const char both[] =
      "{'inbound':[{'when':{'path':'e','is':['mo']},'from':'f','text':'t'},"
      "{'when':{'path':'old'},'from':'old','text':'t'}],"
      "'report':[{'when':{'path':'e','is':['dlr']},'id':'i','status':'s',"
      "'states':{'ok':'delivered'}}]}";
  static const struct {
    const char *body;
    guint messages, reports;
  } rows[] = {
      {"{'e':'mo','f':'1','t':'x'}", 1, 0},
      {"{'e':'dlr','i':'1','s':'ok'}", 0, 1},
      {"{'e':'dlr','i':'1','s':'new word'}", 0, 1},
      {"{'e':'tracking','f':'1','i':'1','s':'ok'}", 0, 0},
      {"{'old':'1','t':'x'}", 1, 0},
      {"{'e':'mo','f':'1','old':'2','t':'x'}", 2, 0},
      {"{}", 0, 0},
      {"[]", 0, 0},
      {"[{'e':'mo','f':'1'},{'e':'dlr','i':'1','s':'ok'},{'old':'1'}]", 2, 1},
      {"[{'e':'tracking'},[{'e':'mo','f':'1'}],7,null]", 0, 0},
      {"e=mo&f=1", 1, 0},
      {"", 0, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SmsBatch) batch = read_with(both, NULL, rows[i].body, &error);
    g_test_message("%s", rows[i].body);
    g_assert_no_error(error);
    g_assert_cmpuint(batch->messages->len, ==, rows[i].messages);
    g_assert_cmpuint(batch->reports->len, ==, rows[i].reports);
  }
}

/* The words of a receipt: by code first, by beginning, unknown ones ignored. */
static void
test_engine_states(void)
{
  static const char config[] =
      "{'report':{'id':'i','status':'s','code':'c',"
      "'states':{'3*':'failed_perm','3':'failed_temp','30*':'sent','5?\?\?':'"
      "expired',"
      "'ok':'"
      "delivered'},"
      "'code_states':{'9':'expired'},'opt_out':['21610']}}";
  static const struct {
    const char *body, *want;
    bool opt_out;
  } rows[] = {
      {"i=1&s=ok", "delivered", false},
      {"i=1&s=OK", "ignored", false},
      {"i=1&s=3", "failed_temp", false},
      {"i=1&s=3007", "failed_perm", false},
      {"i=1&s=5007", "expired", false},
      {"i=1&s=500", "ignored", false},
      {"i=1&s=50070", "ignored", false},
      {"i=1&s=5", "ignored", false},
      {"i=1&s=ok&c=9", "expired", false},
      {"i=1&s=ok&c=8", "delivered", false},
      {"i=1&s=ok&c=", "delivered", false},
      {"i=1&s=", "ignored", false},
      {"i=1&s=3007&c=21610", "failed_perm", true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(SmsBatch) batch = read_with(config, NULL, rows[i].body, NULL);
    const SmsReport *report = batch->reports->pdata[0];
    g_test_message("%s", rows[i].body);
    g_assert_cmpstr(sms_report_state_to_string(report->state), ==,
                    rows[i].want);
    g_assert_cmpint(report->opt_out, ==, rows[i].opt_out);
  }
}

/* What is neither JSON nor a form must not pass for an event without content:
 * somebody's message may stand in it. */
static void
test_engine_refuses_other_forms(void)
{
  static const struct {
    const char *type, *body;
  } rows[] = {
      {"application/xml", "<?xml version='1.0'?><mo><f>1</f></mo>"},
      {NULL, "\r\n <mo><f>1</f></mo>"},
      {"text/xml", "\xef\xbb\xbf<mo/>"},
      {"multipart/form-data; boundary=x",
       "--x\r\nContent-Disposition: form-data; name='f'\r\n\r\n1\r\n--x--"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_test_message("%s", rows[i].body);
    g_assert_null(read_with("{'inbound':{'from':'f','text':'t'}}", rows[i].type,
                            rows[i].body, &error));
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
  }
}

/* RFC 8259 8.1 wants UTF-8; who declares and sends something else is still
 * read, and who declares it wrongly, too. */
static void
test_engine_reads_charsets(void)
{
  static const struct {
    const char *type, *body;
  } rows[] = {
      {"application/json; charset=ISO-8859-1", "{'f':'1','t':'Stra\xdf"
                                               "e'}"},
      {"application/json;charset=\"windows-1252\"", "{'f':'1','t':'Stra\xdf"
                                                    "e'}"},
      {"application/json; charset=ISO-8859-1", "{'f':'1','t':'Straße'}"},
      {"application/json; charset=utf-8", "\xef\xbb\xbf{'f':'1','t':'Straße'}"},
      {"text/plain", "\xef\xbb\xbf{'f':'1','t':'Straße'}"},
      {"application/x-www-form-urlencoded; charset=ISO-8859-1",
       "f=1&t=Stra%DFe"},
      {"application/x-www-form-urlencoded", "f=1&t=Stra%C3%9Fe"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SmsBatch) batch = read_with("{'inbound':{'from':'f','text':'t'}}",
                                          rows[i].type, rows[i].body, &error);
    g_test_message("%s", rows[i].type);
    g_assert_no_error(error);
    g_assert_cmpuint(batch->messages->len, ==, 1);
    const SmsIn *sms = batch->messages->pdata[0];
    g_assert_cmpstr(sms->text, ==, "Straße");
  }
}

/* A call's id is not yet one of each message in it. */
static void
test_engine_events_of_a_batch(void)
{
  g_autoptr(SmsBatch) batch = read_with(
      "{'inbound':{'from':'r[].f','id':'r[].i','event':'e'}}", NULL,
      "{'e':'w','r':[{'f':'1','i':'a'},{'f':'1','i':'a'},{'f':'1'}]}", NULL);
  static const char *const want[] = {"w", "w/1", "w/2"};
  g_assert_cmpuint(batch->messages->len, ==, 3);
  for (guint i = 0; i < batch->messages->len; i++) {
    const SmsIn *sms = batch->messages->pdata[i];
    g_assert_cmpstr(sms->event_id, ==, want[i]);
  }
}

static void
test_engine_media(void)
{
  static const struct {
    const char *media, *body, *want; /* names or addresses, joined */
  } rows[] = {
      {"{'url':'u*','type':'y*'}", "f=1&u0=https://a&u1=https://b&y0=image/png",
       "https://a https://b"},
      {"{'url':'u*'}", "f=1&u1=https://a&u2=https://b", "https://a https://b"},
      {"{'url':'u*'}", "f=1&u3=https://a", ""},
      {"{'url':'u'}", "f=1&u=https://a", "https://a"},
      {"{'url':'m[*].u','type':'m[*].y','name':'m[*].n'}",
       "{'f':'1','m':[{'y':'application/smil','n':'s'},"
       "{'u':'https://a','y':'image/png'}]}",
       "https://a"},
      {"{'type':'m[*].y','name':'m[*].n','data':'m[*].d'}",
       "{'f':'1','m':[{'y':'image/png','n':'a.png','d':'/9j/4A=='},"
       "{'y':'video/mp4','n':'b.mp4','d':null}]}",
       "a.png b.mp4"},
      {"{'url':'m[*].u'}", "{'f':'1','m':'no list'}", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *config =
        g_strdup_printf("{'inbound':{'from':'f','media':%s}}", rows[i].media);
    g_autoptr(SmsBatch) batch = read_with(config, NULL, rows[i].body, NULL);
    const SmsIn *sms = batch->messages->pdata[0];
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint k = 0; k < sms->media->len; k++) {
      const SmsMedia *media = sms->media->pdata[k];
      g_string_append_printf(got, "%s%s", k > 0 ? " " : "",
                             media->url != NULL ? media->url : media->name);
    }
    g_test_message("%s in %s", rows[i].media, rows[i].body);
    g_assert_cmpstr(got->str, ==, rows[i].want);
  }
}

/* Pictures come from where the provider keeps them, and from nowhere else. */
static void
test_engine_media_hosts(void)
{
  static const struct {
    const char *url;
    bool allowed;
  } rows[] = {
      {"https://media.example.org/1.jpg", true},
      {"https://MEDIA.example.org/1.jpg", true},
      {"https://a.cdn.example.com/1", true},
      {"https://cdn.example.com/1", false},
      {"https://evilcdn.example.com/1", false},
      {"http://media.example.org/1.jpg", false},
      {"https://media.example.org.evil.example.com/1", false},
      {"https://evil.example.com/media.example.org", false},
      {"https://media.example.org@evil.example.com/", false},
      {"https://user@media.example.org/", false},
      {"https://127.0.0.1/", false},
      {"https:///1.jpg", false},
      {"file:///etc/passwd", false},
      {"media.example.org/1.jpg", false},
      {"", false},
  };
  json_t *config = settings(
      "{'media_hosts':['media.example.org','.cdn.example.com'],'token':'k',"
      "'send':{'url':'https://x','headers':{'Authorization':'{token}'}}}");
  const Provider *generic = provider_find("generic");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(ProviderHttpRequest) request = NULL;
    g_autoptr(GError) error = NULL;
    g_test_message("%s", rows[i].url);
    g_assert_cmpint(provider_allows_media(generic, rows[i].url, config), ==,
                    rows[i].allowed);
    g_assert_cmpint(
        provider_build_media(generic, rows[i].url, config, &request, &error),
        ==, rows[i].allowed);
    if (request == NULL) {
      g_assert_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED);
      continue;
    }
    g_assert_cmpstr(request->url, ==, rows[i].url);
    g_assert_cmpstr(request->headers->pdata[0], ==, "Authorization: k");
  }
  json_decref(config);
}

/* A call as large as may be is read in an instant: nothing grows with the
 * square of its messages. */
static void
test_engine_reads_large_calls(void)
{
  g_autoptr(GString) body = g_string_new("{\"r\":[");
  for (int i = 0; i < PROVIDER_BATCH_MAX; i++)
    g_string_append_printf(body, "%s{\"f\":\"1\",\"i\":\"%d\"}",
                           i > 0 ? "," : "", i);
  g_string_append(body, "]}");
  g_autoptr(SmsBatch) batch =
      read_with("{'inbound':{'from':'r[].f','id':'r[].i','media':{'url':"
                "'r[].m[*]'}}}",
                "application/json", body->str, NULL);
  g_assert_cmpuint(batch->messages->len, ==, PROVIDER_BATCH_MAX);
  g_string_truncate(body, body->len - 2);
  g_string_append(body, ",{\"f\":\"1\"}]}");
  g_autoptr(GError) error = NULL;
  g_assert_null(read_with("{'inbound':{'from':'r[].f'}}", "application/json",
                          body->str, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

int
main(int argc, char **argv)
{
  static const Case cases[] = {
      {"paths", test_engine_paths},
      {"kinds", test_engine_kinds},
      {"states", test_engine_states},
      {"events-of-a-batch", test_engine_events_of_a_batch},
      {"refuses-other-forms", test_engine_refuses_other_forms},
      {"charsets", test_engine_reads_charsets},
      {"media", test_engine_media},
      {"media-hosts", test_engine_media_hosts},
      {"large-calls", test_engine_reads_large_calls},
      {NULL, NULL},
  };
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  cases_add("/parsers/engine", cases);
  return g_test_run();
}
