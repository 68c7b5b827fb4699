/* SPDX-License-Identifier: Apache-2.0
 *
 * The fields of a webhook request, whichever syntax they came in.  Used by the
 * reading half of the provider engine only.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_SOURCE_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_SOURCE_H

#include "parsers/provider/provider.h"

typedef struct ProviderSource {
  json_t *root;     /* JSON; NULL for a form */
  GPtrArray *pairs; /* FormPair *; NULL for JSON */
} ProviderSource;

/* Which element "[]" and "*" of a path mean. */
typedef struct ProviderPlace {
  size_t message, medium;
} ProviderPlace;

/* Split or parse a request as the row says.  PARSE_ERROR_SYNTAX,
 * PARSE_ERROR_LIMIT.  provider_source_clear() afterwards, in any case. */
bool provider_source_read(const Provider *row, const ProviderRequest *request,
                          ProviderSource *out, GError **error);
void provider_source_clear(ProviderSource *source);

/* The scalar that stands at a path of the tables; NULL when nothing does or
 * `paths` is NULL.  New string, g_free(). */
char *provider_source_text(const ProviderSource *source, const char *paths,
                           ProviderPlace place);

/* Is `when` fulfilled? */
bool provider_source_is(const ProviderSource *source, const ProviderWhen *when,
                        ProviderPlace place);

/* How many messages a path finds: the elements of its "[]", else 1. */
size_t provider_source_count(const ProviderSource *source, const char *path);

/* Is `word` in the list?  A NULL list is empty. */
bool provider_has_word(const char *const *list, const char *word);

#endif
