/* SPDX-License-Identifier: Apache-2.0
 *
 * What the published vectors do not show: age, rotation, missing pieces.
 */
#include "parsers/signature.h"

#include <string.h>

#include <glib.h>

#define SIGNED_S INT64_C(1705349767)
#define BODY "from=%2B4915228817386&to=%2B493023125000&text=JA&id=1"
/* HMAC-SHA256 with key "geheim" over "1705349767." BODY. */
#define RIGHT "972c7c38440006301b6e6d7c1970bd16d82ce3d20aeec8859d57ff36f82d8b88"

static const SignatureScheme scheme = {.kind = SIGNATURE_HMAC,
                                       .hash = SIGNATURE_SHA256,
                                       .encoding = SIGNATURE_HEX,
                                       .header = "X-Signature",
                                       .timestamp = "X-Timestamp",
                                       .recipe = "T.B"};

static SignatureResult
verify(const SignatureScheme *how, const char *signature, const char *stamp,
       const char *const *secrets, int64_t now_s)
{
  const SignatureField headers[] = {
      {stamp ? "X-Timestamp" : "X-Other", stamp ? stamp : ""},
      {signature ? "x-signature" : "X-Other", signature ? signature : ""},
      {NULL, NULL}};
  const SignatureInput input = {.method = "POST",
                                .url = "https://example.org/sms/x",
                                .headers = headers,
                                .body = BODY,
                                .body_size = strlen(BODY)};
  SignatureResult result = {.verdict = SIGNATURE_WRONG};
  bool ok = signature_verify(how, &input, secrets, now_s * 1000, &result);

  g_assert_cmpint(ok, ==,
                  result.verdict == SIGNATURE_FRESH ||
                      result.verdict == SIGNATURE_STALE);
  return result;
}

static const struct {
  const char *name, *signature, *stamp;
  int64_t age_s;
  SignatureVerdict want;
} rows[] = {
    {"right", RIGHT, "1705349767", 1, SIGNATURE_FRESH},
    {"second of a list", "00ff, " RIGHT, "1705349767", 1, SIGNATURE_FRESH},
    {"a bit early", RIGHT, "1705349767", -200, SIGNATURE_FRESH},
    {"old", RIGHT, "1705349767", 3600, SIGNATURE_STALE},
    {"too old", RIGHT, "1705349767", 5 * 86400, SIGNATURE_EXPIRED},
    {"far in the future", RIGHT, "1705349767", -5 * 86400, SIGNATURE_EXPIRED},
    {"other time", RIGHT, "1705349768", 1, SIGNATURE_WRONG},
    {"no time", RIGHT, NULL, 1, SIGNATURE_WRONG},
    {"no signature", NULL, "1705349767", 1, SIGNATURE_MISSING},
    {"empty", "", "1705349767", 1, SIGNATURE_WRONG},
    {"no hex", "zz", "1705349767", 1, SIGNATURE_WRONG},
    {"cut", "972c7c38", "1705349767", 1, SIGNATURE_WRONG},
};

static void
test_signature_verdicts(void)
{
  static const char *const secrets[] = {"geheim", NULL};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    SignatureResult got = verify(&scheme, rows[i].signature, rows[i].stamp,
                                 secrets, SIGNED_S + rows[i].age_s);
    g_test_message("%s", rows[i].name);
    g_assert_cmpstr(signature_verdict_to_string(got.verdict), ==,
                    signature_verdict_to_string(rows[i].want));
  }
}

static void
test_signature_rotation_tells_which_secret(void)
{
  static const char *const secrets[] = {"neu", "geheim", NULL};
  static const char *const none[] = {NULL};
  SignatureResult got = verify(&scheme, RIGHT, "1705349767", secrets, SIGNED_S);

  g_assert_cmpint(got.verdict, ==, SIGNATURE_FRESH);
  g_assert_cmpuint(got.secret_index, ==, 1);
  g_assert_cmpint(got.signed_at_ms, ==, SIGNED_S * 1000);
  got = verify(&scheme, RIGHT, "1705349767", none, SIGNED_S);
  g_assert_cmpint(got.verdict, ==, SIGNATURE_WRONG);
}

/* A form recipe does not cover a body that is no form: such a request must not
 * pass with the signature of an empty form. */
static void
test_signature_form_recipe_wants_a_form(void)
{
  static const char *const secrets[] = {"geheim", NULL};
  SignatureScheme form = scheme;
  g_autofree char *signature =
      g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)"geheim", 6,
                                "https://example.org/sms/x", -1);
  SignatureResult got;

  form.recipe = "UF";
  form.timestamp = NULL;
  got = verify(&form, signature, NULL, secrets, SIGNED_S);
  g_assert_cmpint(got.verdict, ==, SIGNATURE_WRONG);
  form.recipe = "U";
  got = verify(&form, signature, NULL, secrets, SIGNED_S);
  g_assert_cmpint(got.verdict, ==, SIGNATURE_FRESH);
}

/* The query of a GET is signed within the URL, not once more as pairs. */
static void
test_signature_url_holds_the_pairs_of_a_get(void)
{
  static const char url[] = "https://example.org/sms/x?To=%2B49&Body=a+b";
  static const char *const secrets[] = {"geheim", NULL};
  SignatureScheme form = scheme;
  g_autofree char *of_url = g_compute_hmac_for_string(
      G_CHECKSUM_SHA256, (const guchar *)"geheim", 6, url, -1);
  g_autofree char *of_pairs =
      g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)"geheim", 6,
                                "https://example.org/sms/xBodya bTo+49", -1);
  SignatureField headers[] = {{"X-Signature", of_url}, {NULL, NULL}};
  const SignatureInput input = {
      .method = "GET", .url = url, .headers = headers};
  SignatureResult got;

  form.timestamp = NULL;
  form.recipe = "UF";
  g_assert_true(signature_verify(&form, &input, secrets, 0, &got));
  form.recipe = "PF";
  headers[0].value = of_pairs;
  g_assert_true(signature_verify(&form, &input, secrets, 0, &got));
}

/* RFC 7519 2: a NumericDate may have a fraction. */
static void
test_signature_token_of_a_fraction_of_a_second(void)
{
  static const char head[] = "eyJhbGciOiJIUzI1NiJ9"; /* {"alg":"HS256"} */
  static const char *const secrets[] = {"geheim", NULL};
  static const SignatureScheme jwt = {.kind = SIGNATURE_JWT,
                                      .header = "Authorization"};
  g_autofree char *claims =
      g_base64_encode((const guchar *)"{\"iat\":1705349767.589}", 22);
  g_autofree char *text = g_strconcat(head, ".", claims, NULL);
  g_autoptr(GHmac) hmac =
      g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)"geheim", 6);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_strdelimit(text, "=", '\0'); /* base64url has no padding */
  g_hmac_update(hmac, (const guchar *)text, -1);
  g_hmac_get_digest(hmac, digest, &size);
  g_autofree char *mac = g_base64_encode(digest, size);
  g_strdelimit(g_strdelimit(g_strdelimit(mac, "+", '-'), "/", '_'), "=", '\0');
  g_autofree char *token = g_strconcat("Bearer ", text, ".", mac, NULL);
  SignatureResult got = verify(&jwt, NULL, NULL, secrets, SIGNED_S);
  const SignatureField headers[] = {{"Authorization", token}, {NULL, NULL}};
  const SignatureInput input = {
      .method = "POST", .url = "https://example.org/", .headers = headers};

  g_assert_cmpint(got.verdict, ==, SIGNATURE_MISSING);
  g_assert_true(signature_verify(&jwt, &input, secrets, SIGNED_S * 1000, &got));
  g_assert_cmpint(got.verdict, ==, SIGNATURE_FRESH);
  g_assert_cmpint(got.signed_at_ms, ==, SIGNED_S * 1000);
}

static void
test_signature_huge_header_is_refused(void)
{
  static const char *const secrets[] = {"geheim", NULL};
  g_autofree char *huge = g_strnfill(1 << 20, ',');
  SignatureResult got = verify(&scheme, huge, "1705349767", secrets, SIGNED_S);

  g_assert_cmpint(got.verdict, ==, SIGNATURE_WRONG);
}

static void
test_signature_secret_equal(void)
{
  g_assert_true(signature_secret_equal("abc", "abc"));
  g_assert_false(signature_secret_equal("abc", "abd"));
  g_assert_false(signature_secret_equal("abc", "abcd"));
  g_assert_false(signature_secret_equal("abc", ""));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/signature/verdicts", test_signature_verdicts);
  g_test_add_func("/parsers/signature/rotation-tells-which-secret",
                  test_signature_rotation_tells_which_secret);
  g_test_add_func("/parsers/signature/form-recipe-wants-a-form",
                  test_signature_form_recipe_wants_a_form);
  g_test_add_func("/parsers/signature/url-holds-the-pairs-of-a-get",
                  test_signature_url_holds_the_pairs_of_a_get);
  g_test_add_func("/parsers/signature/token-of-a-fraction-of-a-second",
                  test_signature_token_of_a_fraction_of_a_second);
  g_test_add_func("/parsers/signature/huge-header-is-refused",
                  test_signature_huge_header_is_refused);
  g_test_add_func("/parsers/signature/secret-equal",
                  test_signature_secret_equal);
  return g_test_run();
}
