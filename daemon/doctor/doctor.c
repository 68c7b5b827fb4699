/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs checks and hands on what they find.
 */
#include "daemon/doctor/doctor.h"

#include <string.h>
#include <sys/timex.h>

enum { TIMEOUT_MS = 10000 }; /* a provider answers within seconds */

const char *
doctor_state_to_string(DoctorState state)
{
  static const char *const names[] = {[DOCTOR_OK] = "ok",
                                      [DOCTOR_WARNING] = "warning",
                                      [DOCTOR_FAILED] = "failed"};
  g_assert(state >= 0 && state < (int)G_N_ELEMENTS(names));
  return names[state];
}

const DoctorCheck *
doctor_find(const char *name)
{
  for (const DoctorCheck *const *row = check_registry; *row != NULL; row++)
    if (strcmp((*row)->name, name) == 0)
      return *row;
  return NULL;
}

/* The kernel gives up on a clock that nobody has set right for long. */
static DoctorSync
ask_kernel(void)
{
  struct timex clock = {0};
  int state = adjtimex(&clock);

  if (state < 0)
    return DOCTOR_SYNC_UNKNOWN;
  return state == TIME_ERROR || (clock.status & STA_UNSYNC) != 0
             ? DOCTOR_SYNC_NO
             : DOCTOR_SYNC_YES;
}

void
doctor_init(Doctor *doctor, const Config *config, DoctorSink sink, void *user)
{
  *doctor = (Doctor){.config = config,
                     .now_ms = g_get_real_time() / 1000,
                     .sync = ask_kernel(),
                     .timeout_ms = TIMEOUT_MS,
                     .sink = sink,
                     .user = user};
}

void
doctor_run(Doctor *doctor, const DoctorCheck *check)
{
  doctor->check = check;
  check->run(doctor);
  doctor->check = NULL;
}

void
doctor_say(Doctor *doctor, DoctorState state, const char *subject,
           const char *remedy, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  DoctorFinding finding = {.check = doctor->check->name,
                           .subject = subject,
                           .state = state,
                           .message = message,
                           .remedy = remedy};
  doctor->worst = MAX(doctor->worst, state);
  doctor->sink(&finding, doctor->user);
}
