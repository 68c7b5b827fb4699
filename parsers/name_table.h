/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables of names that stand next to an enum: a name is the place of its value.
 */
#ifndef BOTE_PARSERS_NAME_TABLE_H
#define BOTE_PARSERS_NAME_TABLE_H

#include <stddef.h>

/* The place of a name in a table, -1 when it does not stand there or is NULL.
 */
int name_table_find(const char *const *names, size_t count, const char *name);

#endif
