/* SPDX-License-Identifier: Apache-2.0
 *
 * What the doctor says of an SMS channel: settings, secrets, and the provider
 * in all its moods.
 */
#include <string.h>

#include "tests/support/cases.h"
#include "tests/support/doctor_run.h"
#include "tests/support/http_script.h"

#define TRANSPORT "transports: [{name: out, kind: http}]\n"
#define CHANNEL                                                                \
  "channels:\n  - name: rathaus\n    number: \"+4915228817386\"\n"             \
  "    transport: out\n"
#define KANNEL                                                                 \
  TRANSPORT CHANNEL "    provider: kannel\n    credential: sms-key\n"

/* --- settings --- */

typedef struct SettingsRow {
  const char *name, *yaml, *said;
} SettingsRow;

static const SettingsRow settings_rows[] = {
    {"none", "", "ok sms: no SMS channel configured\n"},
    {"null",
     "transports: [{name: out, kind: \"null\"}]\n" CHANNEL
     "    provider: \"null\"\n",
     "ok sms rathaus: nothing leaves this machine (transport out)\n"},
    {"incomplete", KANNEL "    settings: {user: bote}\n",
     "failed sms rathaus: the template wants {url}"},
    {"secret-missing",
     TRANSPORT CHANNEL "    provider: kannel\n    credential: sms-other\n",
     "failed sms rathaus: sms-other: No such file"},
    {"path-secret-missing",
     KANNEL "    path_credential: sms-other\n"
            "    settings: {url: \"http://127.0.0.1:1/\", user: bote}\n",
     "failed sms rathaus: sms-other: No such file"},
    {"plain-http",
     KANNEL "    settings: {url: \"http://192.0.2.1/send\", user: bote}\n",
     "failed sms rathaus: the provider's address is not encrypted"},
    {"unreachable",
     KANNEL "    settings: {url: \"http://127.0.0.1:1/\", user: bote}\n",
     "failed sms rathaus: kannel cannot be reached ("},
    {"name-as-sender",
     KANNEL "    settings: {url: \"http://127.0.0.1:1/\", user: bote,\n"
            "      from: Rathaus}\n",
     "warning sms rathaus: the sender is a name: nobody can reply"},
    {"countries",
     KANNEL "    countries: [49, 43]\n"
            "    settings: {url: \"http://127.0.0.1:1/\", user: bote}\n",
     "ok sms rathaus: kannel, settings complete, sends to +49, +43; without "
     "path_credential nothing comes in\n"},
    {"hears",
     KANNEL "    path_credential: sms-path\n"
            "    settings: {url: \"http://127.0.0.1:1/\", user: bote}\n",
     "ok sms rathaus: kannel, settings complete, sends to +49\n"},
    {"unsigned",
     TRANSPORT CHANNEL
     "    provider: generic\n    path_credential: sms-path\n"
     "    settings: {signature: {kind: hmac, hash: sha256, encoding: hex,\n"
     "      header: X-Signature, recipe: B}}\n",
     "this provider signs, so signature_credential is needed"},
};

static void
test_doctor_sms_settings(gconstpointer data)
{
  const SettingsRow *row = data;
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, row->yaml);
  doctor_run_secret(&run, "sms-key", "hunter2-key\n", 0600);
  doctor_run_check(&run, "sms");
  doctor_run_expect(&run, row->said);
}

/* --- the account --- */

#define ACCOUNT                                                                \
  TRANSPORT CHANNEL                                                            \
      "    provider: generic\n    credential: sms-key\n    settings:\n"        \
      "      send: {url: \"http://127.0.0.1:%d/sms\",\n"                       \
      "        headers: {X-Api-Key: \"{api_key}\"}, json: {to: \"{to}\"},\n"   \
      "        code: code, codes: {\"900\": config, \"500\": account}}\n"      \
      "      check: {url: \"http://127.0.0.1:%d/balance\",\n"                  \
      "        balance: \"amount currency\", where: \"example.org > "          \
      "Keys\"}\n%s"

typedef struct AccountRow {
  const char *name, *settings;
  const char *status; /* NULL: hang up; "": silence */
  const char *body, *said;
} AccountRow;

static const AccountRow account_rows[] = {
    {"right-key", "", "200 OK", "{\"amount\":46.75,\"currency\":\"EUR\"}",
     "ok sms rathaus: generic accepts the key, balance 46.75 EUR\n"},
    {"no-currency", "", "200 OK", "{\"amount\":\"46.75\"}",
     "ok sms rathaus: generic accepts the key, balance 46.75\n"},
    {"odd-currency", "", "200 OK",
     "{\"amount\":46.75,\"currency\":\"+4915228817386\"}",
     "ok sms rathaus: generic accepts the key, balance 46.75\n"},
    {"little", "", "200 OK", "{\"amount\":4.99,\"currency\":\"EUR\"}",
     "warning sms rathaus: the balance at generic is only 4.99 EUR (limit "
     "5.00) – top up the account\n"},
    {"enough-for-us", "      min_balance: 2\n", "200 OK", "{\"amount\":4.99}",
     "ok sms rathaus: generic accepts the key, balance 4.99\n"},
    {"paid-afterwards", "      min_balance: -500\n", "200 OK",
     "{\"amount\":-12.5}",
     "ok sms rathaus: generic accepts the key, balance -12.50\n"},
    {"limit-is-no-number", "      min_balance: some\n", "200 OK",
     "{\"amount\":4.99}", "failed sms rathaus: min_balance is no number"},
    {"nothing-left", "", "200 OK", "{\"amount\":0,\"currency\":\"EUR\"}",
     "failed sms rathaus: the balance at generic is only 0.00 EUR"},
    {"no-number", "", "200 OK", "{\"amount\":\"hunter2\"}",
     "warning sms rathaus: generic accepts the key, but tells no balance"},
    {"402", "", "402 Payment Required", "{}",
     "failed sms rathaus: generic says: no credit (402) – top up"},
    {"401", "", "401 Unauthorized", "{\"error\":\"hunter2-key is wrong\"}",
     "failed sms rathaus: generic refuses the key (401) – the file sms-key "
     "holds another one – write the one of example.org > Keys there\n"},
    {"403", "", "403 Forbidden", "",
     "failed sms rathaus: generic refuses the key (403)"},
    {"code-of-a-wrong-key", "", "200 OK", "{\"code\":\"900\"}",
     "failed sms rathaus: generic refuses the key (200)"},
    {"code-of-no-credit", "", "200 OK", "{\"code\":500}",
     "failed sms rathaus: generic says: no credit (200)"},
    {"429", "", "429 Too Many Requests", "",
     "warning sms rathaus: generic asks to wait (429)"},
    {"500", "", "500 Oops", "",
     "failed sms rathaus: generic answers in a way that is not underst"},
    {"redirect", "", "302 Found\r\nLocation: http://127.0.0.1:1/", "",
     "failed sms rathaus: generic answers in a way that is not underst"},
    {"broken-json", "", "200 OK", "{\"amount\":46.75,",
     "failed sms rathaus: generic answers in a way that is not underst"},
    {"web-page", "", "200 OK", "<html>Welcome, hunter2</html>",
     "failed sms rathaus: generic answers in a way that is not underst"},
    {"hangs-up", "", NULL, "", "failed sms rathaus: generic cannot be rea"},
    {"hangs", "", "", "",
     "failed sms rathaus: generic cannot be reached (Timeout was reached) – "},
};

static char *
make_answer(const AccountRow *row)
{
  if (row->status == NULL || row->status[0] == '\0')
    return NULL;
  return g_strdup_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
                         row->status, strlen(row->body), row->body);
}

static void
test_doctor_sms_account(gconstpointer data)
{
  const AccountRow *row = data;
  g_autofree char *answer = make_answer(row);
  bool hangs = row->status != NULL && row->status[0] == '\0';
  HttpScript *script = http_script_start(hangs ? http_script_silence : answer);
  g_autofree char *yaml =
      g_strdup_printf(ACCOUNT, script->port, script->port, row->settings);
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, yaml);
  doctor_run_secret(&run, "sms-key", "hunter2-key\n", 0600);
  if (hangs)
    run.doctor.timeout_ms = DOCTOR_RUN_IMPATIENT_MS;
  doctor_run_check(&run, "sms");
  g_autofree char *request = http_script_finish(script);
  g_assert_true(g_str_has_prefix(request, "GET /balance HTTP/1.1\r\n"));
  g_assert_nonnull(strstr(request, "X-Api-Key: hunter2-key\r\n"));
  doctor_run_expect(&run, row->said);
}

/* Only a connection, for a wrong password would look like an attack. */
static void
test_doctor_sms_connects(void)
{
  HttpScript *script = http_script_start(NULL);
  g_autofree char *yaml = g_strdup_printf(
      KANNEL "    settings: {url: \"http://127.0.0.1:%d/\", user: bote}\n",
      script->port);
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, yaml);
  doctor_run_secret(&run, "sms-key", "hunter2-key\n", 0600);
  doctor_run_check(&run, "sms");
  g_autofree char *request = http_script_finish(script);
  doctor_run_expect(&run, "ok sms rathaus: kannel can be reached\n");
  g_assert_cmpstr(request, ==, "");
}

static void
test_doctor_sms_readable_by_others(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, KANNEL
                  "    settings: {url: \"http://127.0.0.1:1/\", user: b}\n");
  doctor_run_secret(&run, "sms-key", "hunter2-key\n", 0644);
  doctor_run_check(&run, "sms");
  doctor_run_expect(&run, "failed sms rathaus: sms-key: others can reach");
  g_assert_null(strstr(run.said->str, "cannot be reached"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  doctor_run_english();
  CASES_ADD_ROWS("/doctor/sms/settings", settings_rows,
                 test_doctor_sms_settings);
  CASES_ADD_ROWS("/doctor/sms/account", account_rows, test_doctor_sms_account);
  g_test_add_func("/doctor/sms/connects", test_doctor_sms_connects);
  g_test_add_func("/doctor/sms/readable-by-others",
                  test_doctor_sms_readable_by_others);
  return g_test_run();
}
