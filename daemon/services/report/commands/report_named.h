/* SPDX-License-Identifier: Apache-2.0
 *
 * What a command names: a department, a category.  Borrowed from the town.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_NAMED_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_NAMED_H

#include "parsers/command.h"
#include "parsers/config/town.h"

/* The department that is meant (town_named.h); NULL: none, or several may be.
 */
const Department *report_department_named(const Town *town, const char *name);
/* A category by id, or by its name in any language; NULL: none. */
const Category *report_category_named(const Town *town, const char *name);

/* What stands against the name in a command, a section of the text `mistakes`;
 * NULL: nothing, or it takes no name. */
const char *report_name_problem(const Town *town, const CommandCall *command);
/* What may have been meant, "id (Name), …", of all there is (departments,
 * categories, kinds of letters) or of those that it fits; NULL where the
 * command takes no name.  Owned by the caller. */
char *report_name_choices(const Town *town, const CommandCall *command,
                          const char *language);

#endif
