/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of departments and categories in commands, tolerant like the commands
 * themselves.
 */
#include "daemon/services/report/commands/report_named.h"

#include <string.h>

#include "parsers/config/town_named.h"
#include "parsers/letter/letter.h"

const Department *
report_department_named(const Town *town, const char *name)
{
  g_autoptr(GPtrArray) found = town_departments_named(town, name);
  return found->len == 1 ? found->pdata[0] : NULL;
}

static bool
is_called(const char *wanted, const char *name)
{
  g_autofree char *folded = command_fold(name);
  return strcmp(wanted, folded) == 0;
}

const Category *
report_category_named(const Town *town, const char *name)
{
  g_autofree char *wanted = command_fold(name);
  for (guint i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    if (is_called(wanted, category->id))
      return category;
    for (guint k = 0; k < town->languages->len; k++)
      if (is_called(wanted,
                    category_name(town, category, town->languages->pdata[k])))
        return category;
  }
  return NULL;
}

const char *
report_name_problem(const Town *town, const CommandCall *command)
{
  CommandValueKind kind = command->command->value;
  if (kind == COMMAND_VALUE_CATEGORY &&
      (command->value == NULL ||
       report_category_named(town, command->value) == NULL))
    return "no_such";
  if (kind != COMMAND_VALUE_DEPARTMENT || command->value == NULL)
    return NULL;
  g_autoptr(GPtrArray) found = town_departments_named(town, command->value);
  if (found->len == 0)
    return "no_such";
  return found->len > 1 ? "ambiguous" : NULL;
}

static void
append_choice(GString *list, const char *id, const char *name)
{
  g_string_append_printf(list, "%s%s (%s)", list->len == 0 ? "" : ", ", id,
                         name);
}

static void
append_departments(GString *list, const Town *town, const char *name)
{
  g_autoptr(GPtrArray) fitting = town_departments_named(town, name);
  const GPtrArray *departments = fitting->len > 0 ? fitting : town->departments;
  for (guint i = 0; i < departments->len; i++) {
    const Department *department = departments->pdata[i];
    append_choice(list, department->id, department->name);
  }
}

static void
append_categories(GString *list, const Town *town, const char *language)
{
  for (guint i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    append_choice(list, category->id, category_name(town, category, language));
  }
}

static void
append_kinds(GString *list, const Town *town, const char *language)
{
  const GPtrArray *kinds = letter_table_kinds(town->letters);
  for (guint i = 0; i < kinds->len; i++) {
    const LetterKind *kind = kinds->pdata[i];
    append_choice(list, kind->id, letter_kind_name(kind, language));
  }
}

char *
report_name_choices(const Town *town, const CommandCall *command,
                    const char *language)
{
  GString *list = g_string_new(NULL);
  CommandValueKind kind = command->command->value;
  if (kind == COMMAND_VALUE_DEPARTMENT)
    append_departments(list, town, command->value);
  if (kind == COMMAND_VALUE_CATEGORY)
    append_categories(list, town, language);
  if (kind == COMMAND_VALUE_LETTER)
    append_kinds(list, town, language);
  return g_string_free(list, list->len == 0);
}
