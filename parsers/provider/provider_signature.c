/* SPDX-License-Identifier: Apache-2.0
 *
 * How a channel's webhook is signed: as its row says, or its settings.
 */
#include "parsers/json_text.h"
#include "parsers/name_table.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider.h"

static const char *const kind_names[] = {"none", "hmac", "jwt", "ed25519",
                                         NULL};
static const char *const hash_names[] = {
    "sha1", "sha256", "sha512", "sha384", "md5", "md5-suffix", NULL};
static const char *const encoding_names[] = {"hex", "base64", NULL};

/* The index of a configured word; the default when it is absent. */
static bool
read_word(const json_t *object, const char *key, const char *const *names,
          int *value, GError **error)
{
  const char *word = json_text(object, key);
  size_t count = g_strv_length((char **)names);
  int found = word ? name_table_find(names, count, word) : *value;

  if (found < 0) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "signature.%s: unknown word '%s'", key, word);
    return false;
  }
  *value = found;
  return true;
}

/* Settings in YAML are texts. */
static bool
is_yes(const json_t *value)
{
  const char *word = json_string_value(value);

  return json_is_true(value) || g_strcmp0(word, "true") == 0 ||
         g_strcmp0(word, "yes") == 0;
}

/* A scheme from the channel's "signature" object. */
static bool
read_signature(const json_t *object, SignatureScheme *out, GError **error)
{
  int kind = SIGNATURE_HMAC, hash = SIGNATURE_SHA256, encoding = SIGNATURE_HEX;
  SignatureScheme scheme = {
      .header = json_text(object, "header"),
      .parameter = json_text(object, "parameter"),
      .timestamp = json_text(object, "timestamp"),
      .nonce = json_text(object, "nonce"),
      .recipe = json_text(object, "recipe"),
      .body_claim = json_text(object, "body_claim"),
      .url_claim = json_text(object, "url_claim"),
      .body_parameter = json_text(object, "body_parameter"),
      .any_port = is_yes(json_object_get(object, "any_port")),
  };

  if (!read_word(object, "kind", kind_names, &kind, error) ||
      !read_word(object, "hash", hash_names, &hash, error) ||
      !read_word(object, "encoding", encoding_names, &encoding, error))
    return false;
  scheme.kind = (SignatureKind)kind;
  scheme.hash = (SignatureHash)hash;
  scheme.encoding = (SignatureEncoding)encoding;
  if (kind != SIGNATURE_NONE && ((!scheme.header && !scheme.parameter) ||
                                 (kind != SIGNATURE_JWT && !scheme.recipe))) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "signature: needs header or parameter, and recipe");
    return false;
  }
  *out = scheme;
  return true;
}

bool
provider_signature(const Provider *provider, const ProviderConfig *config,
                   SignatureScheme *out, GError **error)
{
  const json_t *object = json_object_get(config, "signature");

  /* Some sign only for those who ask for it: settings may say "none". */
  if (provider->signature &&
      g_strcmp0(json_text(object, "kind"), kind_names[SIGNATURE_NONE]) != 0) {
    *out = *provider->signature;
    return true;
  }
  if (object)
    return read_signature(object, out, error);
  *out = (SignatureScheme){.kind = SIGNATURE_NONE};
  return true;
}
