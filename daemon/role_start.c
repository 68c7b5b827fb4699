/* SPDX-License-Identifier: Apache-2.0
 *
 * The prologue of the roles.
 */
#include "daemon/role_start.h"

#include <signal.h>

#include "daemon/cli_print.h"
#include "daemon/log.h"
#include "queue/secret.h"
#include "queue/store_error.h"

/* What whoever reads the log can do, by the code that the role exits with. */
static const char *
remedy(int code, const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_SCHEMA))
    return "use the newer version of Bote that wrote it";
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_CORRUPT))
    return "keep the files as they are, and put back the last backup";
  static const struct {
    int code;
    const char *text;
  } rows[] = {
      {EX_CONFIG, "see bote check"},
      {EX_CANTCREAT, "let the role's user write there (bote.tmpfiles does)"},
      {EX_IOERR, "see whether the disk is full or failing, and whether the"
                 " role's user may write there (bote.tmpfiles does)"},
      {EX_TEMPFAIL, "another process has it: end it, or wait"},
      {EX_OSERR, "see the limits of the unit and what else runs"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].code == code)
      return rows[i].text;
  return NULL;
}

int
role_fail(int code, const char *role, const char *what, const GError *error)
{
  log_event(LOG_ERR, "role-stopped", "role", role, "what", what, "why",
            error == NULL ? NULL : error->message, "next", remedy(code, error),
            NULL);
  return code;
}

int
role_start(int argc, char **argv, int arguments, RoleLoad load, RoleStart *out)
{
  const char *config_option = NULL;
  const char *clock_option = NULL;
  if (!cli_take_option(&argc, argv, "--config", &config_option) ||
      !cli_take_option(&argc, argv, "--clock", &clock_option) ||
      !cli_check_rest(argc, argv, arguments))
    return EX_USAGE;
  if (argc != arguments + 1)
    return cli_fail(EX_USAGE, argv[0],
                    cli_text("das Argument fehlt", "its argument is missing"),
                    "bote role");
  (void)signal(SIGPIPE, SIG_IGN); /* fails only for an invalid number */
  log_take_glib();
  secret_init();
  g_autofree char *path = config_find(config_option);
  g_autoptr(GError) error = NULL;
  *out = (RoleStart){.argument = arguments > 0 ? argv[1] : NULL};
  out->config = load(path, NULL, &error);
  if (out->config == NULL)
    return role_fail(EX_CONFIG, argv[0], "configuration", error);
  out->clock = clock_open(clock_option, out->config->settings->test, &error);
  if (out->clock == NULL)
    return role_fail(EX_CONFIG, argv[0], "clock", error);
  return EX_OK;
}

void
role_start_clear(RoleStart *start)
{
  clock_free(start->clock);
  config_unref(start->config);
}
