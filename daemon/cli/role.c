/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role NAME [ARG]`: becomes one of the processes of Bote, in the
 * foreground.  systemd starts roles this way, `bote run` does too.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/role.h"
#include "daemon/verb.h"
#include "parsers/nearest.h"

static const Role *
find_role(const char *name)
{
  for (const Role *const *role = role_registry; *role != NULL; role++)
    if (strcmp((*role)->name, name) == 0)
      return *role;
  return NULL;
}

static int
refuse_role(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const Role *const *role = role_registry; *role != NULL; role++)
    g_ptr_array_add(names, (void *)(*role)->name);
  const char *nearest =
      nearest_name(name, (const char *const *)names->pdata, names->len);
  g_autofree char *hint =
      nearest == NULL
          ? g_strdup(cli_text("bote role zeigt alle", "bote role lists all"))
          : g_strdup_printf(cli_text("meinten Sie 'bote role %s'?",
                                     "did you mean 'bote role %s'?"),
                            nearest);
  return cli_fail(EX_USAGE, name,
                  cli_text("diese Rolle gibt es nicht", "no such role"), hint);
}

static int
run_role(int argc, char **argv)
{
  if (argc < 2) {
    for (const Role *const *role = role_registry; *role != NULL; role++)
      printf("  %-9s %-9s %s\n", (*role)->name,
             (*role)->argument != NULL ? (*role)->argument : "",
             (*role)->summary);
    return EX_OK;
  }
  const Role *role = find_role(argv[1]);
  if (role == NULL)
    return refuse_role(argv[1]);
  if (role->argument != NULL && (argc < 3 || argv[2][0] == '-'))
    return cli_fail(EX_USAGE, role->name, role->argument,
                    cli_text("fehlt", "is missing"));
  return role->run(argc - 1, argv + 1);
}

const Verb verb_role = {
    .name = "role",
    .arguments = "NAME [ARG] [OPTION…]",
    .summary_de = "einen Prozess im Vordergrund ausführen",
    .summary_en = "run one process in the foreground",
    .run = run_role,
};
