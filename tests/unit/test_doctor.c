/* SPDX-License-Identifier: Apache-2.0
 *
 * What the doctor says of clock, disk, secrets and webhook, right and wrong.
 */
#include "daemon/doctor/doctor.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "daemon/verb.h"
#include "parsers/config/closing.h"
#include "tests/support/cases.h"
#include "tests/support/doctor_run.h"
#include "tests/support/http_script.h"

#define NOW_MS INT64_C(1795282181000) /* 21 November 2026 */

static void
test_doctor_clock(void)
{
  static const struct {
    int64_t now_ms;
    DoctorSync sync;
    const char *said;
  } rows[] = {
      {NOW_MS, DOCTOR_SYNC_YES, "ok clock: 2026-11-21 17:29 UTC, synchron"},
      {NOW_MS, DOCTOR_SYNC_UNKNOWN, "ok clock: 2026-11-21 17:29 UTC\n"},
      {NOW_MS, DOCTOR_SYNC_NO, "warning clock: nobody sets the clock"},
      {0, DOCTOR_SYNC_YES, "failed clock: the clock says year 1970 – time"},
      {INT64_C(9795282181000), DOCTOR_SYNC_YES, "failed clock: the clock say"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(DoctorRun) run = {0};
    doctor_run_init(&run, "");
    run.doctor.now_ms = rows[i].now_ms;
    run.doctor.sync = rows[i].sync;
    doctor_run_check(&run, "clock");
    doctor_run_expect(&run, rows[i].said);
  }
}

/* In November next year's closing days should be there. */
static void
test_doctor_calendar(void)
{
  g_auto(DoctorRun) run = {0};
  ClosedDays row = {.since = (char *)"2026-12-24"};

  doctor_run_init(&run, "");
  run.doctor.now_ms = NOW_MS;
  g_autoptr(GPtrArray) closed = g_ptr_array_new();
  g_ptr_array_add(closed, &row);
  Town town = {.closed = closed};
  Config config = {.settings = run.doctor.config->settings, .town = &town};
  const Config *own = run.doctor.config;
  run.doctor.config = &config;
  doctor_run_check(&run, "calendar");
  doctor_run_expect(&run, "warning calendar: the town's closing days of 2027 "
                          "are missing; public holidays are counted – add");
  row.since = (char *)"12-24";
  doctor_run_check(&run, "calendar");
  doctor_run_expect(&run, "ok calendar: ");
  run.doctor.config = own;
}

static void
test_doctor_disk(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, "limits: {free_disk_mib: 0}\n");
  doctor_run_check(&run, "disk");
  doctor_run_expect(&run, "ok disk: ");
  run.doctor.config->settings->limits.free_disk_mib = 1000 * 1000 * 1000;
  doctor_run_check(&run, "disk");
  doctor_run_expect(&run, "nothing more is taken in – make room");
  g_free(run.doctor.config->settings->paths.state);
  run.doctor.config->settings->paths.state = g_strdup("/nowhere/at/all");
  doctor_run_check(&run, "disk");
  doctor_run_expect(&run, "failed disk: folder /nowhere/at/all: No such file");
}

/* --- secrets --- */

#define ONE_SECRET                                                             \
  "transports:\n  - {name: out, kind: smtp, host: localhost,\n"                \
  "     auth: login, user: u, credential: smtp-secret}\n"

typedef struct SecretRow {
  const char *name, *content; /* NULL: no such file */
  unsigned mode;
  const char *said;
} SecretRow;

static const SecretRow secret_rows[] = {
    {"whole", "hunter2-secret\n", 0600, "ok credentials: 6 files in "},
    {"missing", NULL, 0600,
     "failed credentials smtp-secret: is missing (for out) – write the secret"},
    {"empty", "\n", 0600, "failed credentials smtp-secret: is empty"},
    {"world-readable", "hunter2-secret\n", 0644,
     "failed credentials smtp-secret: others can reach it"},
    {"blank-at-its-end", "hunter2-secret \n", 0600,
     "warning credentials smtp-secret: begins or ends with white space"},
    {"two-line-breaks", "hunter2-secret\n\n", 0600,
     "warning credentials smtp-secret: begins or ends with white space"},
    {"blank-in-the-middle", "hunter2-secret \nhunter2-next\n", 0600,
     "warning credentials smtp-secret: has white space at the end of a line"},
    {"byte-order-mark", "\xef\xbb\xbfhunter2-secret\n", 0600,
     "warning credentials smtp-secret: begins with a byte order mark"},
    {"no-text", "hunter2\xff\n", 0600,
     "warning credentials smtp-secret: is no text"},
};

static void
test_doctor_secret(gconstpointer data)
{
  const SecretRow *row = data;
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, ONE_SECRET);
  if (row->content != NULL)
    doctor_run_secret(&run, "smtp-secret", row->content, row->mode);
  doctor_run_check(&run, "credentials");
  doctor_run_expect(&run, row->said);
  /* Once. */
  g_assert_true(strchr(run.said->str, '\n') ==
                run.said->str + run.said->len - 1);
}

static void
test_doctor_keys(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, "");
  doctor_run_check(&run, "credentials");
  doctor_run_expect(&run, "ok credentials: 5 files in ");
  doctor_run_secret(&run, "master", "hunter2 is no key\n", 0600);
  doctor_run_check(&run, "credentials");
  doctor_run_expect(&run, "failed credentials master: is no key – restore");
  doctor_run_secret(&run, "master", NULL, 0);
  doctor_run_check(&run, "credentials");
  doctor_run_expect(
      &run, "failed credentials master: the key is missing – bote key create");
}

/* A town's folder is another user's: nothing can be said, but who can. */
static void
test_doctor_secrets_of_others(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, "channels: []\n" ONE_SECRET);
  if (geteuid() != 0) {
    g_test_skip("only root can give folders away");
    return;
  }
  g_assert_cmpint(
      chown(run.doctor.config->settings->paths.credentials, 65534, 65534), ==,
      0);
  doctor_run_check(&run, "credentials");
  doctor_run_expect(&run, "warning credentials: not checked: ");
  doctor_run_expect(&run, " – sudo -u nobody bote doctor credentials\n");
}

/* --- webhook --- */

#define KANNEL                                                                 \
  "transports: [{name: sms-out, kind: http}]\n"                                \
  "channels:\n  - {name: rathaus, provider: kannel, transport: sms-out,\n"     \
  "     number: \"+4915228817386\", path_credential: sms-path}\n"

typedef struct HookRow {
  const char *name, *answer, *public_url, *said;
} HookRow;

static const HookRow hook_rows[] = {
    {"answers", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
     "https://bote.example.org/sms", "ok webhook: answers at 127.0.0.1:"},
    {"overloaded", "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n",
     "https://bote.example.org/sms", "warning webhook: is overloaded"},
    {"another", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "https://bote.example.org/sms", "failed webhook: another program answers"},
    {"hangs", http_script_silence, "https://bote.example.org/sms",
     "failed webhook: nobody answers at 127.0.0.1:"},
    {"hangs-up", NULL, "https://bote.example.org/sms",
     "failed webhook: nobody answers at 127.0.0.1:"},
    {"without-public-url",
     "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", NULL,
     "warning webhook: without public_url"},
};

static void
test_doctor_webhook(gconstpointer data)
{
  const HookRow *row = data;
  HttpScript *script = http_script_start(row->answer);
  g_auto(DoctorRun) run = {0};
  g_autofree char *url =
      row->public_url == NULL
          ? g_strdup("")
          : g_strdup_printf(", public_url: \"%s\"", row->public_url);
  g_autofree char *yaml = g_strdup_printf(
      KANNEL "webhook: {listen: \"127.0.0.1:%d\"%s}\n", script->port, url);

  doctor_run_init(&run, yaml);
  run.doctor.timeout_ms = DOCTOR_RUN_IMPATIENT_MS;
  doctor_run_check(&run, "webhook");
  g_autofree char *request = http_script_finish(script);
  g_assert_true(g_str_has_prefix(request, "GET /sms/rathaus/doctor HTTP/1.1"));
  doctor_run_expect(&run, row->said);
}

static void
test_doctor_webhook_down(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, KANNEL "webhook: {listen: \"127.0.0.1:1\"}\n");
  doctor_run_check(&run, "webhook");
  doctor_run_expect(&run, "failed webhook: nobody answers at 127.0.0.1:1");
  doctor_run_expect(&run, "– systemctl start bote-webhook");
}

/* A port that does not exist passes `check`. */
static void
test_doctor_webhook_no_address(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, KANNEL "webhook: {listen: \"127.0.0.1:99999\"}\n");
  doctor_run_check(&run, "webhook");
  doctor_run_expect(&run, "failed webhook: 127.0.0.1:99999 is no address");
}

static void
test_doctor_webhook_unneeded(void)
{
  g_auto(DoctorRun) run = {0};

  doctor_run_init(&run, "");
  doctor_run_check(&run, "webhook");
  doctor_run_expect(&run, "ok webhook: no SMS channel needs it");
}

/* Who asks for help hears of every check, in both languages. */
static void
test_doctor_help(void)
{
  const Verb *doctor = NULL;

  for (size_t i = 0; verb_registry[i] != NULL; i++)
    if (strcmp(verb_registry[i]->name, "doctor") == 0)
      doctor = verb_registry[i];
  g_assert_nonnull(doctor);
  for (size_t i = 0; check_registry[i] != NULL; i++) {
    g_assert_nonnull(strstr(doctor->help_de, check_registry[i]->name));
    g_assert_nonnull(strstr(doctor->help_en, check_registry[i]->name));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  doctor_run_english();
  g_test_add_func("/doctor/help", test_doctor_help);
  g_test_add_func("/doctor/clock", test_doctor_clock);
  g_test_add_func("/doctor/calendar", test_doctor_calendar);
  g_test_add_func("/doctor/disk", test_doctor_disk);
  CASES_ADD_ROWS("/doctor/secret", secret_rows, test_doctor_secret);
  g_test_add_func("/doctor/keys", test_doctor_keys);
  g_test_add_func("/doctor/secrets-of-others", test_doctor_secrets_of_others);
  CASES_ADD_ROWS("/doctor/webhook", hook_rows, test_doctor_webhook);
  g_test_add_func("/doctor/webhook-down", test_doctor_webhook_down);
  g_test_add_func("/doctor/webhook-no-address", test_doctor_webhook_no_address);
  g_test_add_func("/doctor/webhook-unneeded", test_doctor_webhook_unneeded);
  return g_test_run();
}
