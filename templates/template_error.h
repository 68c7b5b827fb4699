/* SPDX-License-Identifier: Apache-2.0
 *
 * The error domain of templates/: what a caller can do about a text that
 * cannot be read or rendered.  The message names file, line and column, what
 * is wrong and what to do.
 */
#ifndef BOTE_TEMPLATES_TEMPLATE_ERROR_H
#define BOTE_TEMPLATES_TEMPLATE_ERROR_H

#include <glib.h>

#define TEMPLATE_ERROR (template_error_quark())
GQuark template_error_quark(void);

typedef enum TemplateError {
  TEMPLATE_ERROR_SYNTAX, /* the author must correct the text */
  TEMPLATE_ERROR_LIMIT,  /* a named limit is exceeded: send a shorter text */
  TEMPLATE_ERROR_DATA,   /* the data do not fit the text: our or a town's bug */
  TEMPLATE_ERROR_MISSING, /* no language of the ladder has a text so named */
} TemplateError;

#endif
