/* SPDX-License-Identifier: Apache-2.0
 *
 * The account of each provider that has a question for it, asked of a stub that
 * answers as documented.
 */
#include <string.h>

#include "parsers/provider/provider.h"
#include "tests/support/doctor_run.h"
#include "tests/support/http_script.h"

typedef struct Row {
  const char *provider, *settings; /* with %1$d for the port */
  const char *request;             /* how it begins */
  const char *secret;              /* what of it proves the account */
  const char *body, *said;
} Row;

#define BASIC_U "dTpodW50ZXIyLWtleQ==" /* u:hunter2-key */

static const Row rows[] = {
    {"capcom6", "{url: \"http://127.0.0.1:%1$d\", user: u}",
     "GET /webhooks HTTP", "Authorization: Basic " BASIC_U, "[]",
     "capcom6 accepts the key\n"},
    {"generic",
     "{preset: lox24, send: {url: \"http://127.0.0.1:%1$d/sms\"},"
     " check: {url: \"http://127.0.0.1:%1$d/me\"}}",
     "GET /me HTTP", "X-LOX24-AUTH-TOKEN: hunter2-key\r\n",
     "{\"balance_amount\":17.5,\"currency\":\"EUR\"}",
     "generic accepts the key, balance 17.50 EUR\n"},
    {"seven", "{url: \"http://127.0.0.1:%1$d/api\"}", "GET /api/balance HTTP",
     "X-Api-Key: hunter2-key\r\n", "{\"amount\":593.994,\"currency\":\"EUR\"}",
     "seven accepts the key, balance 593.99 EUR\n"},
    {"sinch", "{url: \"http://127.0.0.1:%1$d\", plan: p1}",
     "GET /xms/v1/p1/groups?page_size=1 HTTP",
     "Authorization: Bearer hunter2-key\r\n",
     "{\"count\":0,\"page\":0,\"page_size\":1,\"groups\":[]}",
     "sinch accepts the key\n"},
    {"telnyx", "{url: \"http://127.0.0.1:%1$d\"}", "GET /v2/balance HTTP",
     "Authorization: Bearer hunter2-key\r\n",
     "{\"data\":{\"record_type\":\"balance\",\"balance\":\"300.00\","
     "\"currency\":\"USD\"}}",
     "telnyx accepts the key, balance 300.00 USD\n"},
    {"twilio", "{url: \"http://127.0.0.1:%1$d\", account_sid: u}",
     "GET /2010-04-01/Accounts/u/Balance.json HTTP",
     "Authorization: Basic " BASIC_U,
     "{\"account_sid\":\"u\",\"balance\":\"12.50\",\"currency\":\"USD\"}",
     "twilio accepts the key, balance 12.50 USD\n"},
    {"vonage",
     "{url: \"http://127.0.0.1:%1$d\", account: u,"
     " balance_url: \"http://127.0.0.1:%1$d\"}",
     "GET /account/get-balance HTTP", "Authorization: Basic " BASIC_U,
     "{\"value\":10.28,\"autoReload\":false}",
     "vonage accepts the key, balance 10.28\n"},
};

/* What the doctor says when the stub answers so; `request`: what it asked. */
static void
ask(const Row *row, const char *status, const char *body, DoctorRun *run,
    char **request)
{
  g_autofree char *answer =
      g_strdup_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s", status,
                      strlen(body), body);
  HttpScript *script = http_script_start(answer);
  g_autofree char *settings = g_strdup_printf(row->settings, script->port);
  g_autofree char *yaml = g_strdup_printf(
      "transports: [{name: out, kind: http}]\n"
      "channels:\n  - name: rathaus\n    number: \"+4915228817386\"\n"
      "    transport: out\n    provider: %s\n    credential: sms-key\n"
      "    settings: %s\n",
      row->provider, settings);

  doctor_run_init(run, yaml);
  doctor_run_secret(run, "sms-key", "hunter2-key\n", 0600);
  doctor_run_check(run, "sms");
  *request = http_script_finish(script);
}

static void
test_doctor_provider_accepts(gconstpointer data)
{
  const Row *row = data;
  g_autofree char *request = NULL;
  g_auto(DoctorRun) run = {0};

  ask(row, "200 OK", row->body, &run, &request);
  doctor_run_expect(&run, row->said);
  g_assert_true(g_str_has_prefix(request, row->request));
  g_assert_nonnull(strstr(request, row->secret));
}

static void
test_doctor_provider_refuses(gconstpointer data)
{
  const Row *row = data;
  g_autofree char *request = NULL;
  g_autofree char *said = g_strdup_printf(
      "failed sms rathaus: %s refuses the key (401) – the file sms-key holds "
      "another one – write the ",
      row->provider);
  g_auto(DoctorRun) run = {0};

  ask(row, "401 Unauthorized", "{}", &run, &request);
  doctor_run_expect(&run, said);
}

/* A row with a question for the account has a case above, and says where its
 * key is found. */
static void
test_doctor_provider_all_are_here(void)
{
  for (const Provider *const *row = provider_registry; *row != NULL; row++) {
    bool found = (*row)->check == NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
      found = found || strcmp(rows[i].provider, (*row)->name) == 0;
    if (!found)
      g_test_message("no case for %s", (*row)->name);
    g_assert_true(found);
    g_assert_true((*row)->check == NULL || (*row)->check->where != NULL);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  doctor_run_english();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *name = rows[i].provider;
    g_autofree char *right = g_strdup_printf("/doctor/%s/accepts", name);
    g_autofree char *wrong = g_strdup_printf("/doctor/%s/refuses", name);
    g_test_add_data_func(right, &rows[i], test_doctor_provider_accepts);
    g_test_add_data_func(wrong, &rows[i], test_doctor_provider_refuses);
  }
  g_test_add_func("/doctor/providers/all-are-here",
                  test_doctor_provider_all_are_here);
  return g_test_run();
}
