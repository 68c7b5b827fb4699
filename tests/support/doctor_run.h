/* SPDX-License-Identifier: Apache-2.0
 *
 * The doctor over settings of a test, in a scratch folder with secrets.
 */
#ifndef BOTE_TESTS_SUPPORT_DOCTOR_RUN_H
#define BOTE_TESTS_SUPPORT_DOCTOR_RUN_H

#include "daemon/doctor/doctor.h"
#include "tests/support/scratch.h"

/* Patience with a peer that is to be given up, in milliseconds. */
enum { DOCTOR_RUN_IMPATIENT_MS = 300 };

typedef struct DoctorRun {
  Scratch *scratch;
  Config config; /* settings only */
  Doctor doctor;
  GString *said; /* "STATE CHECK[ SUBJECT]: MESSAGE[ – REMEDY]" and a line
                    break each */
} DoctorRun;

/* yaml  what stands in bote.yaml besides town, domain and paths; the keys of a
 *       town and the secret "sms-path" are there */
void doctor_run_init(DoctorRun *run, const char *yaml);
void doctor_run_clear(DoctorRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DoctorRun, doctor_run_clear)

/* Write a secret; content NULL: remove it. */
void doctor_run_secret(DoctorRun *run, const char *name, const char *content,
                       unsigned mode);

/* Run one check; `said` begins anew.  Fails the test when a secret (they all
 * hold "hunter2") or a number was said. */
void doctor_run_check(DoctorRun *run, const char *name);

/* `words` were said. */
void doctor_run_expect(const DoctorRun *run, const char *words);

/* What is said is English, whatever the tester speaks. */
void doctor_run_english(void);

#endif
