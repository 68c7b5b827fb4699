/* SPDX-License-Identifier: Apache-2.0
 *
 * What the doctor says of a modem behind gammu-smsd.
 */
#include "tests/support/doctor_run.h"
#include "tests/support/smsd_rig.h"

#define MODEM                                                                  \
  "transports: [{name: modem, kind: smsd}]\n"                                  \
  "channels:\n  - {name: rathaus, provider: gammu, transport: modem,\n"        \
  "     number: \"+4915228817386\", settings: {database: \"%s\"}}\n"

static void
ask(DoctorRun *run, const char *database)
{
  g_autofree char *yaml = g_strdup_printf(MODEM, database);

  doctor_run_init(run, yaml);
  doctor_run_check(run, "sms");
}

static void
test_doctor_modem_phone(void)
{
  static const struct {
    const char *phone; /* columns of its row; NULL: there is none */
    const char *said;
  } rows[] = {
      {NULL, "failed sms rathaus: gammu-smsd has never run on this database"},
      {"datetime('now', '-20 seconds'), 64",
       "ok sms rathaus: gammu-smsd runs, signal 64 %\n"},
      {"datetime('now'), 12",
       "warning sms rathaus: gammu-smsd runs, signal 12 % – move the modem"},
      {"datetime('now'), -1",
       "ok sms rathaus: gammu-smsd runs, the signal is not known\n"},
      {"datetime('now', '-2 hours'), 64",
       "failed sms rathaus: gammu-smsd has been silent for 120 minutes – "},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(SmsdRig) rig = smsd_rig_new();
    g_auto(DoctorRun) run = {0};
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO phones (ID, IMEI, IMSI, Client, UpdatedInDB, Signal)"
        " SELECT 'modem1', '1', '1', 'x', %s",
        rows[i].phone != NULL ? rows[i].phone : "1, 1 WHERE 0");
    smsd_rig_run(rig, sql);
    ask(&run, rig->path);
    doctor_run_expect(&run, rows[i].said);
  }
}

static void
test_doctor_modem_database(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *missing = scratch_path(scratch, "smsd.db");
  g_autofree char *other = scratch_path(scratch, "other.db");
  g_auto(DoctorRun) run = {0};
  g_auto(DoctorRun) again = {0};

  ask(&run, missing);
  doctor_run_expect(&run, "failed sms rathaus: ");
  doctor_run_expect(&run,
                    " – start gammu-smsd, or correct the channel's setting");
  g_assert_false(g_file_test(missing, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_set_contents(other, "no database", -1, NULL));
  ask(&again, other);
  doctor_run_expect(&again, " – stop gammu-smsd and put back a copy");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  doctor_run_english();
  g_test_add_func("/doctor/modem/phone", test_doctor_modem_phone);
  g_test_add_func("/doctor/modem/database", test_doctor_modem_database);
  return g_test_run();
}
