/* SPDX-License-Identifier: Apache-2.0
 *
 * The folder's owner and our own rights.
 */
#include "daemon/doctor/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/cli_print.h"

/* How the folder's owner runs this check; owned by the caller. */
static char *
command_of(uid_t owner, const char *check)
{
  const struct passwd *user = owner == 0 ? NULL : getpwuid(owner);

  if (owner == 0)
    return g_strdup_printf("sudo bote doctor %s", check);
  if (user == NULL)
    return g_strdup_printf("sudo -u '#%u' bote doctor %s", (unsigned)owner,
                           check);
  return g_strdup_printf("sudo -u %s bote doctor %s", user->pw_name, check);
}

bool
doctor_may_read_secrets(Doctor *doctor, const char *subject)
{
  const char *folder = doctor->config->settings->paths.credentials;
  const char *systemd = g_getenv("CREDENTIALS_DIRECTORY");
  uid_t owner = 0; /* of a folder we cannot even look at */
  struct stat status;
  bool seen = false;

  if (systemd != NULL && *systemd != '\0')
    return true;
  seen = stat(folder, &status) == 0;
  if (!seen && errno != EACCES)
    return true; /* what is not there is said file by file */
  if (seen)
    owner = status.st_uid;
  /* Root may read everything, but a role refuses what is another's. */
  if (seen && (owner == geteuid() || owner == 0) &&
      faccessat(AT_FDCWD, folder, R_OK | X_OK, AT_EACCESS) == 0)
    return true;
  g_autofree char *command = command_of(owner, doctor->check->name);
  doctor_say(doctor, DOCTOR_WARNING, subject, command,
             cli_text("nicht geprüft: %s gehört einem anderen Benutzer",
                      "not checked: %s belongs to another user"),
             folder);
  return false;
}
