/* SPDX-License-Identifier: Apache-2.0
 *
 * Which bytes a webhook signature covers: the recipe of signature.h carried
 * out.  Used by signature.c only.
 */
#ifndef BOTE_PARSERS_SIGNATURE_RECIPE_H
#define BOTE_PARSERS_SIGNATURE_RECIPE_H

#include <glib.h>

#include "parsers/signature.h"

/* Twilio signs the URL with or without the scheme's port, unpredictably. */
typedef enum SignatureUrlVariant {
  SIGNATURE_URL_AS_IS,
  SIGNATURE_URL_WITH_PORT,
  SIGNATURE_URL_WITHOUT_PORT,
} SignatureUrlVariant;

#define SIGNATURE_URL_VARIANTS 3

/* The signed bytes, g_string_free(); NULL when a header the recipe needs is
 * missing, the form cannot be read, or the scheme has no such variant. */
GString *signature_compose(const SignatureScheme *scheme,
                           const SignatureInput *input,
                           SignatureUrlVariant variant);

/* The signature as it stands in the request, without "Bearer "; NULL when it
 * is missing.  New string, g_free(). */
char *signature_value(const SignatureScheme *scheme,
                      const SignatureInput *input);

/* The value of a header field, name in any case; NULL when absent. */
const char *signature_header(const SignatureInput *input, const char *name);

/* Does the URL's body digest fit a body that is no form?  True when the scheme
 * has none. */
bool signature_body_matches(const SignatureScheme *scheme,
                            const SignatureInput *input);

/* Lower-case hex SHA-256.  New string, g_free(). */
char *signature_sha256_hex(const void *bytes, size_t size);

#endif
