/* SPDX-License-Identifier: Apache-2.0
 *
 * The town's web forms on their way from the settings to the reader of mails,
 * which gets them with each mail's request.
 */
#ifndef BOTE_DAEMON_PARSE_FORM_HEAD_H
#define BOTE_DAEMON_PARSE_FORM_HEAD_H

#include <glib.h>
#include <jansson.h>

struct WebForm;

/* The member "forms" of a mail's request; a new array.
 *
 * forms   FormSettings *; borrowed.
 */
json_t *form_head_write(const GPtrArray *forms);

/* Back again; what is malformed is left out.
 *
 * head   may be NULL; keeps all strings.
 * Returns the rows, ended by one without name; free with form_head_free().
 */
struct WebForm *form_head_read(const json_t *head);
void form_head_free(struct WebForm *forms);

#endif
