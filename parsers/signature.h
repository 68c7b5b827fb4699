/* SPDX-License-Identifier: Apache-2.0
 *
 * Is a webhook request from the provider?  A scheme is a row of data; its
 * recipe says which bytes are signed.  The decision uses the raw request, the
 * configured public URL (never the Host header) and the caller's clock.
 * Whether the event was seen before is decided elsewhere.
 */
#ifndef BOTE_PARSERS_SIGNATURE_H
#define BOTE_PARSERS_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A signature older or newer than this is stale (most vendors: 300 s). */
#define SIGNATURE_TOLERANCE_S 300
/* A stale but right signature still counts for so long, for providers that
 * repeat an old signed request (seven.io: 3.5 days). */
#define SIGNATURE_STALE_MAX_S (4 * 24 * 3600)
/* Longest header value that is looked at; JWTs stay far below. */
#define SIGNATURE_VALUE_MAX 8192

typedef enum SignatureKind {
  SIGNATURE_NONE, /* only the secret path protects */
  SIGNATURE_HMAC,
  SIGNATURE_JWT,     /* RFC 7519, HS256, HS384 or HS512; "none" is refused */
  SIGNATURE_ED25519, /* RFC 8032; the secrets are public keys, base64 */
} SignatureKind;

typedef enum SignatureHash {
  SIGNATURE_SHA1,
  SIGNATURE_SHA256,
  SIGNATURE_SHA512,
  SIGNATURE_SHA384,
  /* Broken as hashes; offered because Vonage's older API knows nothing better
   * on some accounts. */
  SIGNATURE_MD5,        /* as HMAC */
  SIGNATURE_MD5_SUFFIX, /* no HMAC: MD5 of the text with the secret behind it */
} SignatureHash;

typedef enum SignatureEncoding {
  SIGNATURE_HEX, /* either case */
  SIGNATURE_BASE64,
} SignatureEncoding;

/* One way to sign.  Recipe letters: T timestamp, N nonce, M method, U URL,
 * P URL without query, B raw body, D hex MD5 of the body, S raw SHA-256 of the
 * body, Q query sorted by name, F form pairs (of a GET: of its query, unless
 * U signs that already) sorted by name and value, without repeats, names and
 * values joined, V the same as "&name=value" with & and = in
 * values as _, W what Plivo joins: Q, and after a "." F of a form in the body.
 * Everything else stands for itself: "T\nU\nS", "T|B". */
typedef struct SignatureScheme {
  SignatureKind kind;
  SignatureHash hash;
  SignatureEncoding encoding;
  const char *header; /* a list (a,b) or "Bearer x" is fine; NULL: parameter*/
  const char *parameter; /* form or query name that holds it; left out of V */
  const char *timestamp; /* header name; NULL when not signed */
  const char *nonce;     /* header name; NULL when there is none */
  const char *recipe;    /* HMAC and ed25519 */
  const char *body_claim, *url_claim; /* JWT: claims with hex SHA-256 */
  const char *body_parameter; /* query name with hex SHA-256 of a body that is
                                 no form (Twilio: bodySHA256) */
  bool any_port; /* the signer may add or drop the URL's port (Twilio) */
} SignatureScheme;

/* A name and a value, borrowed. */
typedef struct SignatureField {
  const char *name, *value;
} SignatureField;

/* The request as it came. */
typedef struct SignatureInput {
  const char *method;            /* "POST" */
  const char *url;               /* public URL with query, byte for byte */
  const char *content_type;      /* NULL when absent */
  const SignatureField *headers; /* ended by a NULL name */
  const void *body;
  size_t body_size; /* bytes */
} SignatureInput;

typedef enum SignatureVerdict {
  SIGNATURE_FRESH,   /* right, and not old as far as it says */
  SIGNATURE_STALE,   /* right but old: accept only an event id not yet seen */
  SIGNATURE_EXPIRED, /* right, but older than SIGNATURE_STALE_MAX_S: refuse */
  SIGNATURE_MISSING, /* no signature in the request: refuse */
  SIGNATURE_WRONG,   /* refuse, count */
} SignatureVerdict;

const char *signature_verdict_to_string(SignatureVerdict verdict);

typedef struct SignatureResult {
  SignatureVerdict verdict;
  unsigned secret_index; /* which secret fitted; 0 unless FRESH or STALE */
  int64_t signed_at_ms;  /* the signed time; 0 when none is signed */
} SignatureResult;

/* Verify a request.
 *
 * secrets   NULL-terminated; two during a rotation.  For JWT and HMAC the key
 *           bytes as text, for ed25519 base64 of 32 bytes.
 * now_ms    epoch milliseconds.
 * out       always set.
 * Returns true for FRESH and STALE.  Comparison in constant time.
 */
bool signature_verify(const SignatureScheme *scheme,
                      const SignatureInput *input, const char *const *secrets,
                      int64_t now_ms, SignatureResult *out);

/* Can this be a secret of such a scheme at all?  A public key has a form; any
 * other secret is what provider and town agreed on. */
bool signature_secret_is_key(SignatureKind kind, const char *secret);

/* Compare two secrets (the path's token) in constant time; lengths may show. */
bool signature_secret_equal(const char *a, const char *b);

#endif
