/* SPDX-License-Identifier: Apache-2.0
 *
 * A file of secrets holds one a line: two during a rotation.
 */
#ifndef BOTE_DAEMON_SECRET_LINES_H
#define BOTE_DAEMON_SECRET_LINES_H

#include <stddef.h>

/* The lines without blanks around them and without the empty ones; a file
 * edited by hand may end in some.
 *
 * text  NULL: no lines
 * Returns them ended by NULL, secret_lines_free(). */
char **secret_lines_split(const char *text);

/* Wipes them; NULL is fine. */
void secret_lines_free(char **secrets);

#endif
