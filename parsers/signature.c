/* SPDX-License-Identifier: Apache-2.0
 *
 * Verifying webhook signatures: keys, digests, JWT.  What is signed is composed
 * in signature_recipe.c.  One of the two files that may include libsodium.
 */
#include "parsers/signature.h"

#include <string.h>

#include <jansson.h>
#include <sodium.h>

#include "parsers/json_text.h"
#include "parsers/signature_recipe.h"

#define DIGEST_MAX crypto_auth_hmacsha512_BYTES
#define SECRETS_MAX 8

static const char *const verdict_names[] = {"fresh", "stale", "expired",
                                            "missing", "wrong"};

const char *
signature_verdict_to_string(SignatureVerdict verdict)
{
  g_assert((size_t)verdict < G_N_ELEMENTS(verdict_names));
  return verdict_names[verdict];
}

bool
signature_secret_equal(const char *a, const char *b)
{
  size_t size = strlen(a);

  return size == strlen(b) && sodium_memcmp(a, b, size) == 0;
}

/* libsodium has no HMAC-SHA1 (Twilio), HMAC-SHA384 and HMAC-MD5; GLib has. */
static size_t
hmac_by_glib(GChecksumType type, const char *key, const GString *text,
             uint8_t out[static DIGEST_MAX])
{
  gsize size = DIGEST_MAX;
  g_autoptr(GHmac) hmac = g_hmac_new(type, (const guchar *)key, strlen(key));

  g_hmac_update(hmac, (const guchar *)text->str, (gssize)text->len);
  g_hmac_get_digest(hmac, out, &size);
  return size;
}

static size_t
md5_suffix(const char *key, const GString *text, uint8_t out[static DIGEST_MAX])
{
  gsize size = DIGEST_MAX;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);

  g_checksum_update(sum, (const guchar *)text->str, (gssize)text->len);
  g_checksum_update(sum, (const guchar *)key, (gssize)strlen(key));
  g_checksum_get_digest(sum, out, &size);
  return size;
}

static size_t
hmac(SignatureHash hash, const char *key, const GString *text,
     uint8_t out[static DIGEST_MAX])
{
  const uint8_t *key_bytes = (const uint8_t *)key;
  const uint8_t *bytes = (const uint8_t *)text->str;
  crypto_auth_hmacsha256_state sha256;
  crypto_auth_hmacsha512_state sha512;

  switch (hash) {
  case SIGNATURE_SHA1:
    return hmac_by_glib(G_CHECKSUM_SHA1, key, text, out);
  case SIGNATURE_SHA384:
    return hmac_by_glib(G_CHECKSUM_SHA384, key, text, out);
  case SIGNATURE_MD5:
    return hmac_by_glib(G_CHECKSUM_MD5, key, text, out);
  case SIGNATURE_MD5_SUFFIX:
    return md5_suffix(key, text, out);
  case SIGNATURE_SHA256:
    crypto_auth_hmacsha256_init(&sha256, key_bytes, strlen(key));
    crypto_auth_hmacsha256_update(&sha256, bytes, text->len);
    crypto_auth_hmacsha256_final(&sha256, out);
    return crypto_auth_hmacsha256_BYTES;
  case SIGNATURE_SHA512:
    crypto_auth_hmacsha512_init(&sha512, key_bytes, strlen(key));
    crypto_auth_hmacsha512_update(&sha512, bytes, text->len);
    crypto_auth_hmacsha512_final(&sha512, out);
    return crypto_auth_hmacsha512_BYTES;
  }
  g_assert_not_reached();
}

static bool
decode(SignatureEncoding encoding, const char *text, uint8_t *out, size_t room,
       size_t *out_size)
{
  const char *end = NULL;
  int status = 0;

  if (encoding == SIGNATURE_HEX)
    status =
        sodium_hex2bin(out, room, text, strlen(text), NULL, out_size, &end);
  else
    status = sodium_base642bin(out, room, text, strlen(text), NULL, out_size,
                               &end, sodium_base64_VARIANT_ORIGINAL);
  return status == 0 && *end == '\0';
}

/* Does one of the secrets make this signature over `text`? */
static bool
hmac_fits(const SignatureScheme *scheme, const char *given, const GString *text,
          const char *const *secrets, unsigned *out_index)
{
  uint8_t want[DIGEST_MAX], got[DIGEST_MAX];
  size_t got_size = 0;

  if (!decode(scheme->encoding, given, got, sizeof got, &got_size))
    return false;
  for (unsigned i = 0; i < SECRETS_MAX && secrets[i]; i++) {
    size_t size = hmac(scheme->hash, secrets[i], text, want);
    if (size == got_size && sodium_memcmp(want, got, size) == 0) {
      *out_index = i;
      return true;
    }
  }
  return false;
}

/* A public key of ed25519 from base64. */
static bool
read_public_key(const char *secret,
                uint8_t out[static crypto_sign_PUBLICKEYBYTES])
{
  size_t size = 0;

  return decode(SIGNATURE_BASE64, secret, out, crypto_sign_PUBLICKEYBYTES,
                &size) &&
         size == crypto_sign_PUBLICKEYBYTES;
}

bool
signature_secret_is_key(SignatureKind kind, const char *secret)
{
  uint8_t key[crypto_sign_PUBLICKEYBYTES];

  return kind != SIGNATURE_ED25519 || read_public_key(secret, key);
}

static bool
ed25519_fits(const char *given, const GString *text, const char *const *secrets,
             unsigned *out_index)
{
  uint8_t signature[crypto_sign_BYTES], key[crypto_sign_PUBLICKEYBYTES];
  size_t size = 0;

  if (!decode(SIGNATURE_BASE64, given, signature, sizeof signature, &size) ||
      size != sizeof signature)
    return false;
  for (unsigned i = 0; i < SECRETS_MAX && secrets[i]; i++) {
    if (read_public_key(secrets[i], key) &&
        crypto_sign_verify_detached(signature, (const uint8_t *)text->str,
                                    text->len, key) == 0) {
      *out_index = i;
      return true;
    }
  }
  return false;
}

/* Fresh, stale or expired; a time from the future is as bad as an old one. */
static SignatureVerdict
age_verdict(int64_t signed_at_ms, int64_t now_ms)
{
  int64_t age_s = ABS(now_ms - signed_at_ms) / 1000;

  if (age_s <= SIGNATURE_TOLERANCE_S)
    return SIGNATURE_FRESH;
  return age_s <= SIGNATURE_STALE_MAX_S ? SIGNATURE_STALE : SIGNATURE_EXPIRED;
}

/* Seconds, or milliseconds where a vendor sends 13 digits; 0: unreadable.
 * The bound keeps every later sum within int64. */
static int64_t
parse_time_ms(const char *text)
{
  size_t digits = text ? strspn(text, "0123456789") : 0;

  if (digits == 0 || digits > 13 || text[digits] != '\0')
    return 0;
  return (int64_t)g_ascii_strtoull(text, NULL, 10) * (digits > 11 ? 1 : 1000);
}

static bool
any_variant_fits(const SignatureScheme *scheme, const SignatureInput *input,
                 const char *given, const char *const *secrets,
                 unsigned *out_index)
{
  for (unsigned variant = 0; variant < SIGNATURE_URL_VARIANTS; variant++) {
    g_autoptr(GString) text =
        signature_compose(scheme, input, (SignatureUrlVariant)variant);
    if (!text)
      continue;
    if (scheme->kind == SIGNATURE_ED25519
            ? ed25519_fits(given, text, secrets, out_index)
            : hmac_fits(scheme, given, text, secrets, out_index))
      return true;
  }
  return false;
}

/* HMAC and ed25519: one or several signatures stand in a header. */
static SignatureVerdict
verify_recipe(const SignatureScheme *scheme, const SignatureInput *input,
              const char *const *secrets, int64_t now_ms, SignatureResult *out)
{
  g_autofree char *value = signature_value(scheme, input);
  g_auto(GStrv) list = NULL;
  bool fits = false;

  if (!value || strlen(value) > SIGNATURE_VALUE_MAX)
    return value ? SIGNATURE_WRONG : SIGNATURE_MISSING;
  list = g_strsplit(value, ",", SECRETS_MAX);
  for (char **given = list; *given && !fits; given++)
    fits = any_variant_fits(scheme, input, g_strstrip(*given), secrets,
                            &out->secret_index);
  if (!fits || !signature_body_matches(scheme, input))
    return SIGNATURE_WRONG;
  if (!scheme->timestamp)
    return SIGNATURE_FRESH;
  out->signed_at_ms = parse_time_ms(signature_header(input, scheme->timestamp));
  if (out->signed_at_ms == 0)
    return SIGNATURE_WRONG;
  return age_verdict(out->signed_at_ms, now_ms);
}

static json_t *
jwt_part(const char *text)
{
  size_t room = strlen(text);
  g_autofree uint8_t *bytes = g_malloc(room + 1);
  size_t size = 0;

  if (sodium_base642bin(bytes, room, text, room, NULL, &size, NULL,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return NULL;
  return json_loadb((const char *)bytes, size, JSON_REJECT_DUPLICATES, NULL);
}

/* RFC 8725 3.1: the algorithm comes from our list, never from the token. */
static bool
jwt_algorithm(const char *header, SignatureHash *out)
{
  static const struct {
    const char *name;
    SignatureHash hash;
  } rows[] = {{"HS256", SIGNATURE_SHA256},
              {"HS384", SIGNATURE_SHA384},
              {"HS512", SIGNATURE_SHA512}};
  json_t *root = jwt_part(header);
  const char *alg = json_text(root, "alg");
  bool known = false;

  for (size_t i = 0; alg && i < G_N_ELEMENTS(rows); i++) {
    if (strcmp(alg, rows[i].name) == 0) {
      *out = rows[i].hash;
      known = true;
    }
  }
  json_decref(root);
  return known;
}

static bool
jwt_mac_fits(char **parts, const char *const *secrets, unsigned *out_index)
{
  SignatureHash hash;
  uint8_t want[DIGEST_MAX], got[DIGEST_MAX];
  size_t got_size = 0;
  g_autoptr(GString) text = g_string_new(parts[0]);

  g_string_append_printf(text, ".%s", parts[1]);
  if (!jwt_algorithm(parts[0], &hash) ||
      sodium_base642bin(got, sizeof got, parts[2], strlen(parts[2]), NULL,
                        &got_size, NULL,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return false;
  for (unsigned i = 0; i < SECRETS_MAX && secrets[i]; i++) {
    size_t size = hmac(hash, secrets[i], text, want);
    if (size == got_size && sodium_memcmp(want, got, size) == 0) {
      *out_index = i;
      return true;
    }
  }
  return false;
}

/* A claim with the hex SHA-256 of these bytes.  MessageBird leaves the claim
 * out when the body is empty; a claim over a body that is gone is wrong. */
static bool
claim_fits(const json_t *claims, const char *name, const void *bytes,
           size_t size)
{
  const char *given = name ? json_text(claims, name) : NULL;
  g_autofree char *want = NULL;

  if (!name)
    return true;
  if (!given)
    return size == 0;
  want = signature_sha256_hex(bytes, size);
  return size > 0 && signature_secret_equal(given, want);
}

static int64_t
claim_ms(const json_t *claims, const char *name)
{
  /* RFC 7519 2: NumericDate, with a fraction or without. */
  double value = json_number_value(json_object_get(claims, name));

  return value > 0 && value < 1e11 ? (int64_t)value * 1000 : 0;
}

/* RFC 7519 4.1: exp, nbf, iat with the usual tolerance. */
static SignatureVerdict
jwt_time_verdict(const json_t *claims, int64_t now_ms, SignatureResult *out)
{
  static const char *const names[] = {"iat", "nbf"};
  int64_t tolerance_ms = SIGNATURE_TOLERANCE_S * 1000;
  int64_t expires_ms = claim_ms(claims, "exp");

  for (size_t i = 0; i < G_N_ELEMENTS(names) && !out->signed_at_ms; i++)
    out->signed_at_ms = claim_ms(claims, names[i]);
  if (out->signed_at_ms == 0)
    out->signed_at_ms = expires_ms;
  if (out->signed_at_ms == 0 || now_ms + tolerance_ms < claim_ms(claims, "nbf"))
    return SIGNATURE_WRONG;
  if (expires_ms > 0 && now_ms > expires_ms)
    return now_ms - expires_ms <= (int64_t)SIGNATURE_STALE_MAX_S * 1000
               ? SIGNATURE_STALE
               : SIGNATURE_EXPIRED;
  return age_verdict(out->signed_at_ms, now_ms);
}

static SignatureVerdict
verify_jwt(const SignatureScheme *scheme, const SignatureInput *input,
           const char *const *secrets, int64_t now_ms, SignatureResult *out)
{
  g_autofree char *value = signature_value(scheme, input);
  g_auto(GStrv) parts = NULL;
  json_t *claims = NULL;
  SignatureVerdict verdict = SIGNATURE_WRONG;

  if (!value || strlen(value) > SIGNATURE_VALUE_MAX)
    return value ? SIGNATURE_WRONG : SIGNATURE_MISSING;
  parts = g_strsplit(value, ".", 4);
  if (g_strv_length(parts) != 3 ||
      !jwt_mac_fits(parts, secrets, &out->secret_index))
    return SIGNATURE_WRONG;
  claims = jwt_part(parts[1]);
  if (json_is_object(claims) &&
      claim_fits(claims, scheme->body_claim, input->body, input->body_size) &&
      claim_fits(claims, scheme->url_claim, input->url, strlen(input->url)))
    verdict = jwt_time_verdict(claims, now_ms, out);
  json_decref(claims);
  return verdict;
}

bool
signature_verify(const SignatureScheme *scheme, const SignatureInput *input,
                 const char *const *secrets, int64_t now_ms,
                 SignatureResult *out)
{
  SignatureResult result = {.verdict = SIGNATURE_WRONG};

  switch (scheme->kind) {
  case SIGNATURE_NONE:
    result.verdict = SIGNATURE_FRESH;
    break;
  case SIGNATURE_JWT:
    result.verdict = verify_jwt(scheme, input, secrets, now_ms, &result);
    break;
  case SIGNATURE_HMAC:
  case SIGNATURE_ED25519:
    result.verdict = verify_recipe(scheme, input, secrets, now_ms, &result);
    break;
  }
  *out = result;
  return result.verdict == SIGNATURE_FRESH || result.verdict == SIGNATURE_STALE;
}
