/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings from text, findings to text.
 */
#include "tests/support/doctor_run.h"

#include <glib/gstdio.h>
#include <string.h>

#include "daemon/keys.h"

static void
note(const DoctorFinding *finding, void *user)
{
  GString *said = user;

  g_string_append_printf(said, "%s %s%s%s: %s%s%s\n",
                         doctor_state_to_string(finding->state), finding->check,
                         finding->subject != NULL ? " " : "",
                         finding->subject != NULL ? finding->subject : "",
                         finding->message, finding->remedy != NULL ? " – " : "",
                         finding->remedy != NULL ? finding->remedy : "");
}

void
doctor_run_init(DoctorRun *run, const char *yaml)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;

  *run = (DoctorRun){.scratch = scratch_new(), .said = g_string_new(NULL)};
  g_autofree char *text =
      g_strdup_printf("town: town\ndomain: example.org\n"
                      "paths: {state: ., runtime: ., credentials: keys}\n%s",
                      yaml);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  run->config.settings =
      settings_parse(bytes, "bote.yaml", run->scratch->folder, problems);
  if (run->config.settings == NULL)
    g_test_message("%s", problems_to_string(problems));
  g_assert_nonnull(run->config.settings);
  g_assert_true(
      keys_create_missing(run->config.settings->paths.credentials, &error));
  doctor_run_secret(run, "sms-path", "hunter2-0123456789abcdef01234567\n",
                    0600);
  doctor_init(&run->doctor, &run->config, note, run->said);
}

void
doctor_run_clear(DoctorRun *run)
{
  settings_free(run->config.settings);
  scratch_free(run->scratch);
  g_string_free(run->said, TRUE);
}

void
doctor_run_secret(DoctorRun *run, const char *name, const char *content,
                  unsigned mode)
{
  g_autofree char *path =
      g_build_filename(run->config.settings->paths.credentials, name, NULL);

  (void)g_unlink(path); /* of an earlier step */
  if (content == NULL)
    return;
  g_assert_true(g_file_set_contents(path, content, -1, NULL));
  g_assert_cmpint(g_chmod(path, (int)mode), ==, 0);
}

void
doctor_run_check(DoctorRun *run, const char *name)
{
  g_string_truncate(run->said, 0);
  doctor_run(&run->doctor, doctor_find(name));
  g_assert_cmpuint(run->said->len, >, 0);
  g_assert_null(strstr(run->said->str, "hunter2"));
  g_assert_null(strstr(run->said->str, "4915228817386"));
}

void
doctor_run_expect(const DoctorRun *run, const char *words)
{
  if (strstr(run->said->str, words) == NULL)
    g_test_message("'%s' is not in: %s", words, run->said->str);
  g_assert_nonnull(strstr(run->said->str, words));
}

void
doctor_run_english(void)
{
  (void)g_setenv("LC_ALL", "C", TRUE); /* fails only for odd names */
}
