/* SPDX-License-Identifier: Apache-2.0
 *
 * Is there room?  Below limits.free_disk_mib the roles that take in refuse.
 */
#include <errno.h>
#include <inttypes.h>
#include <sys/statvfs.h>

#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"

enum {
  NEARLY = 2,       /* so many times the limit is worth a warning */
  FILES_MIN = 1000, /* each letter under way is a file */
};

static void
judge(Doctor *doctor, const char *folder, const struct statvfs *status)
{
  uint64_t limit_mib = (uint64_t)doctor->config->settings->limits.free_disk_mib;
  uint64_t free_mib = (uint64_t)status->f_bavail * status->f_frsize / 1048576;
  g_autofree char *remedy = g_strdup_printf(
      cli_text("Platz schaffen (Grenze: limits.free_disk_mib, %" PRIu64 " MiB)",
               "make room (the limit is limits.free_disk_mib, %" PRIu64
               " MiB)"),
      limit_mib);

  if (status->f_files > 0 && status->f_favail < FILES_MIN)
    doctor_say(doctor, DOCTOR_FAILED, NULL,
               cli_text("alte Dateien löschen", "remove old files"),
               cli_text("in %s lassen sich nur noch %ju Dateien anlegen",
                        "%s takes only %ju files more"),
               folder, (uintmax_t)status->f_favail);
  else if (free_mib < limit_mib)
    doctor_say(doctor, DOCTOR_FAILED, NULL, remedy,
               cli_text("in %s sind nur %" PRIu64 " MiB frei: nichts wird mehr "
                        "angenommen",
                        "%s has only %" PRIu64 " MiB free: nothing more is "
                        "taken in"),
               folder, free_mib);
  else
    doctor_say(doctor,
               free_mib < NEARLY * limit_mib ? DOCTOR_WARNING : DOCTOR_OK, NULL,
               free_mib < NEARLY * limit_mib ? remedy : NULL,
               cli_text("in %s sind %" PRIu64 " MiB frei",
                        "%s has %" PRIu64 " MiB free"),
               folder, free_mib);
}

static void
run_disk(Doctor *doctor)
{
  const char *folder = doctor->config->settings->paths.state;
  struct statvfs status;

  if (statvfs(folder, &status) == 0) {
    judge(doctor, folder, &status);
    return;
  }
  doctor_say(doctor, DOCTOR_FAILED, NULL,
             cli_text("bote run oder systemd-tmpfiles --create legt ihn an",
                      "bote run or systemd-tmpfiles --create makes it"),
             cli_text("Ordner %s: %s", "folder %s: %s"), folder,
             g_strerror(errno));
}

const DoctorCheck check_disk = {.name = "disk", .run = run_disk};
