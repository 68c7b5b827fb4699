/* SPDX-License-Identifier: Apache-2.0
 *
 * What the doctor says of an SMS channel: settings, secrets, and the provider
 * in all its moods.
 */
#include <string.h>

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
     "failed sms rathaus: kannel needs url"},
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
     "ok sms rathaus: kannel, settings complete, sends to +49, +43\n"},
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
  for (size_t i = 0; i < G_N_ELEMENTS(settings_rows); i++) {
    g_autofree char *path =
        g_strconcat("/doctor/sms/settings/", settings_rows[i].name, NULL);
    g_test_add_data_func(path, &settings_rows[i], test_doctor_sms_settings);
  }
  g_test_add_func("/doctor/sms/connects", test_doctor_sms_connects);
  g_test_add_func("/doctor/sms/readable-by-others",
                  test_doctor_sms_readable_by_others);
  return g_test_run();
}
