/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role NAME [ARG]`: becomes one role in the foreground, as systemd and
 * `bote run` start it.
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
list_roles(void)
{
  for (const Role *const *role = role_registry; *role != NULL; role++)
    printf("  %-10s %-10s %s\n", (*role)->name,
           (*role)->argument != NULL ? (*role)->argument : "",
           (*role)->summary);
  return EX_OK;
}

static int
refuse_role(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const Role *const *role = role_registry; *role != NULL; role++)
    g_ptr_array_add(names, (void *)(*role)->name);
  const char *nearest =
      nearest_name(name, (const char *const *)names->pdata, names->len);
  g_autofree char *hint = g_strdup_printf(
      nearest != NULL
          ? cli_text("meinten Sie '%s'?", "did you mean '%s'?")
          : cli_text("bote role zeigt alle%s", "bote role lists all%s"),
      nearest != NULL ? nearest : "");
  return cli_fail(EX_USAGE, name,
                  cli_text("diese Rolle gibt es nicht", "no such role"), hint);
}

static int
run_role(int argc, char **argv)
{
  if (argc < 2)
    return list_roles();
  if (argv[1][0] == '-')
    return cli_fail(EX_USAGE, argv[1],
                    cli_text("der Name der Rolle steht zuerst",
                             "the role's name comes first"),
                    cli_text("bote role zeigt alle", "bote role lists all"));
  const Role *role = find_role(argv[1]);
  if (role == NULL)
    return refuse_role(argv[1]);
  if (role->argument != NULL && argc < 3)
    return cli_fail(EX_USAGE, role->name,
                    cli_text("das Argument fehlt", "its argument is missing"),
                    role->argument);
  return role->run(argc - 1, argv + 1);
}

const Verb verb_role = {
    .name = "role",
    .arguments = "[NAME [ARG]] [--config FILE]",
    .summary_de = "führt eine einzelne Rolle im Vordergrund aus",
    .summary_en = "run a single role in the foreground",
    .help_de =
        "Ohne NAME: alle Rollen. Gewöhnlich startet systemd die Rollen,\n"
        "oder bote run alle zugleich.",
    .help_en =
        "Without NAME: lists the roles. Usually systemd starts them, or\n"
        "bote run all at once.",
    .run = run_role,
};
