/* SPDX-License-Identifier: Apache-2.0
 *
 * "{name}" in the URL, body and header templates of a provider's settings.  Not
 * the texts for people: those are mustache templates.
 */
#ifndef BOTE_PARSERS_PROVIDER_TEMPLATE_FILL_H
#define BOTE_PARSERS_PROVIDER_TEMPLATE_FILL_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The value of a name, borrowed; NULL when there is none. */
typedef const char *(*TemplateLookup)(const char *name, const void *context);

typedef struct TemplateValues {
  TemplateLookup lookup;
  const void *context;
} TemplateValues;

/* Fill a template.
 *
 * percent   values are percent-encoded (URLs).
 * Returns a new string, g_free(); NULL with PARSE_ERROR_UNSUPPORTED that names
 * the missing value.  "{" without a name and "}" stays as it is.
 */
char *template_fill(const char *template, const TemplateValues *values,
                    bool percent, GError **error);

/* Has every name in the template a value that is not empty? */
bool template_has_values(const char *template, const TemplateValues *values);

/* A copy of a JSON value whose strings are filled; json_decref().
 *
 * "={name}" becomes a number, true or false (PARSE_ERROR_UNSUPPORTED when it is
 * none of these).  A member "key?" becomes "key", or is left out when a value
 * in it is not set or empty. */
json_t *template_fill_json(const json_t *template, const TemplateValues *values,
                           GError **error);

#endif
