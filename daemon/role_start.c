/* SPDX-License-Identifier: Apache-2.0
 *
 * The prologue of the roles.
 */
#include "daemon/role_start.h"

#include <signal.h>

#include "daemon/cli_print.h"
#include "daemon/log.h"
#include "queue/secret.h"

int
role_fail(int code, const char *role, const char *what, const GError *error)
{
  log_event(LOG_ERR, "role-stopped", "role", role, "what", what, "why",
            error == NULL ? NULL : error->message, NULL);
  return code;
}

int
role_start(int argc, char **argv, int arguments, RoleStart *out)
{
  const char *config_option = NULL;
  const char *clock_option = NULL;
  if (!cli_take_option(&argc, argv, "--config", &config_option) ||
      !cli_take_option(&argc, argv, "--clock", &clock_option) ||
      !cli_check_rest(argc, argv, arguments) || argc != arguments + 1)
    return EX_USAGE;
  (void)signal(SIGPIPE, SIG_IGN); /* fails only for an invalid number */
  log_take_glib();
  secret_init();
  g_autofree char *path = config_find(config_option);
  g_autoptr(GError) error = NULL;
  *out = (RoleStart){.argument = arguments > 0 ? argv[1] : NULL};
  out->config = config_load(path, NULL, &error);
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
