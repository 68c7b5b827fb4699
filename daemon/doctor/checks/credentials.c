/* SPDX-License-Identifier: Apache-2.0
 *
 * Are the secrets there, for nobody else's eyes, and whole?  Their content is
 * looked at for what editors and copying leave behind; nothing of it is said.
 */
#include <string.h>
#include <sys/stat.h>

#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"
#include "daemon/doctor/secrets.h"
#include "daemon/keys.h"
#include "daemon/setup/credential_list.h"

static const CliNoun file_noun = {"Datei", "Dateien", "file", "files"};

/* What does not belong into a secret; NULL: nothing was found. */
static const char *
find_garbage(const char *text, size_t size)
{
  static const char mark[] = "\xef\xbb\xbf"; /* of Windows editors */

  if (size >= 3 && memcmp(text, mark, 3) == 0)
    return cli_text("beginnt mit einem Byte Order Mark",
                    "begins with a byte order mark");
  if (memchr(text, '\0', size) != NULL || !g_utf8_validate(text, size, NULL))
    return cli_text("ist kein Text", "is no text");
  if (g_ascii_isspace(text[0]) || g_ascii_isspace(text[size - 1]))
    return cli_text("beginnt oder endet mit Leerraum",
                    "begins or ends with white space");
  if (g_strstr_len(text, (gssize)size, " \n") != NULL ||
      g_strstr_len(text, (gssize)size, "\t\n") != NULL)
    return cli_text("hat Leerraum am Ende einer Zeile",
                    "has white space at the end of a line");
  return NULL;
}

static DoctorState
say_unreadable(Doctor *doctor, const Credential *row, const GError *error)
{
  const char *folder = doctor->config->settings->paths.credentials;
  bool missing = g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_MISSING);
  g_autofree char *write =
      g_strdup_printf(cli_text("das Geheimnis nach %s/%s schreiben, Modus 0600",
                               "write the secret to %s/%s, mode 0600"),
                      folder, row->name);
  g_autofree char *close = g_strdup_printf("chmod 0700 %s; chmod 0600 %s/%s",
                                           folder, folder, row->name);

  if (missing && row->made)
    doctor_say(doctor, DOCTOR_FAILED, row->name, "bote key create", "%s",
               cli_text("der Schlüssel fehlt", "the key is missing"));
  else if (missing)
    doctor_say(doctor, DOCTOR_FAILED, row->name, write,
               cli_text("fehlt (für %s)", "is missing (for %s)"), row->owner);
  else if (g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_UNSAFE))
    doctor_say(doctor, DOCTOR_FAILED, row->name, close, "%s",
               cli_text("andere können es lesen, die Rollen weisen es ab",
                        "others can reach it, so the roles refuse it"));
  else
    doctor_say(doctor, DOCTOR_FAILED, row->name,
               cli_text("Pfad und Rechte prüfen", "check path and rights"),
               cli_text("nicht lesbar: %s", "cannot be read: %s"),
               error->message);
  return DOCTOR_FAILED;
}

static DoctorState
examine_content(Doctor *doctor, const Credential *row, GBytes *secret)
{
  gsize size = 0;
  const char *text = g_bytes_get_data(secret, &size);
  const char *garbage = size > 0 ? find_garbage(text, size) : NULL;

  if (size == 0)
    doctor_say(
        doctor, DOCTOR_FAILED, row->name,
        cli_text("das Geheimnis hineinschreiben", "write the secret into it"),
        "%s", cli_text("ist leer", "is empty"));
  else if (garbage != NULL)
    doctor_say(doctor, DOCTOR_WARNING, row->name,
               cli_text("neu schreiben, in einem schlichten Editor",
                        "write it anew with a plain editor"),
               "%s", garbage);
  else
    return DOCTOR_OK;
  return size == 0 ? DOCTOR_FAILED : DOCTOR_WARNING;
}

static DoctorState
examine(Doctor *doctor, const Credential *row)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) secret =
      config_credential(doctor->config, row->name, &error);

  if (secret == NULL)
    return say_unreadable(doctor, row, error);
  if (!row->made || g_bytes_get_size(secret) == 0)
    return examine_content(doctor, row, secret);
  if (keys_check(doctor->config, row->name, &error))
    return DOCTOR_OK;
  doctor_say(
      doctor, DOCTOR_FAILED, row->name,
      cli_text("aus der Sicherung zurückholen", "restore it from the backup"),
      "%s", cli_text("ist kein Schlüssel", "is no key"));
  return DOCTOR_FAILED;
}

static void
run_credentials(Doctor *doctor)
{
  g_autoptr(GPtrArray) list = credential_list(doctor->config);
  DoctorState worst = DOCTOR_OK;

  if (!doctor_may_read_secrets(doctor, NULL))
    return;
  for (guint i = 0; i < list->len; i++) {
    DoctorState state = examine(doctor, list->pdata[i]);
    worst = MAX(worst, state); /* which looks at its arguments twice */
  }
  if (worst != DOCTOR_OK)
    return;
  g_autofree char *count = cli_count(list->len, &file_noun);
  doctor_say(doctor, DOCTOR_OK, NULL, NULL, cli_text("%s in %s", "%s in %s"),
             count, doctor->config->settings->paths.credentials);
}

const DoctorCheck check_credentials = {.name = "credentials",
                                       .run = run_credentials};
