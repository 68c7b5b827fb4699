/* SPDX-License-Identifier: Apache-2.0
 *
 * signature.h against the signatures that providers and their SDKs publish.
 */
#include <string.h>

#include <glib.h>
#include <jansson.h>

#include "parsers/form.h"
#include "parsers/signature.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

/* How the measuring data's providers sign, by the beginning of the vector's id.
 * The first row that fits counts. */
static const struct {
  const char *id;
  SignatureScheme scheme;
} schemes[] = {
    {"twilio-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA1,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .recipe = "UF",
      .body_parameter = "bodySHA256",
      .any_port = true}},
    {"plivo-v2-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .nonce = "X-Nonce",
      .recipe = "PN"}},
    {"plivo-v3-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .nonce = "X-Nonce",
      .recipe = "P?W.N"}},
    {"vonage-sms-md5hash",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_MD5_SUFFIX,
      .parameter = "sig",
      .recipe = "V"}},
    {"vonage-sms-md5",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_MD5,
      .parameter = "sig",
      .recipe = "V"}},
    {"vonage-sms-sha1",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA1,
      .parameter = "sig",
      .recipe = "V"}},
    {"vonage-sms-sha512",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA512,
      .parameter = "sig",
      .recipe = "V"}},
    {"vonage-sms-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .parameter = "sig",
      .recipe = "V"}},
    {"vonage-messages-",
     {.kind = SIGNATURE_JWT,
      .header = "Authorization",
      .body_claim = "payload_hash"}},
    {"messagebird-jwt-",
     {.kind = SIGNATURE_JWT,
      .header = "MessageBird-Signature-JWT",
      .body_claim = "payload_hash",
      .url_claim = "url_hash"}},
    {"messagebird-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .recipe = "T\nQ\nS"}},
    {"bird-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .recipe = "T\nU\nS"}},
    {"sinch-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .nonce = "X-Nonce",
      .recipe = "B.N.T"}},
    {"telnyx-",
     {.kind = SIGNATURE_ED25519,
      .encoding = SIGNATURE_BASE64,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .recipe = "T|B"}},
    {"seven-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .nonce = "X-Nonce",
      .recipe = "T\nN\nM\nU\nD"}},
    {"capcom6-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .recipe = "BT"}},
    {"generic-",
     {.kind = SIGNATURE_HMAC,
      .hash = SIGNATURE_SHA256,
      .header = "X-Signature",
      .timestamp = "X-Timestamp",
      .recipe = "T.B"}},
};

static GString *
encode_params(const json_t *params, const char *signature_name,
              const char *signature)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < json_array_size(params); i++) {
    const json_t *pair = json_array_get(params, i);
    form_append(out, json_string_value(json_array_get(pair, 0)),
                json_string_value(json_array_get(pair, 1)));
  }
  if (signature_name && signature)
    form_append(out, signature_name, signature);
  return out;
}

/* The clock the vector means: its own now, its rfc3339 time, its timestamp. */
static int64_t
clock_of(const json_t *row)
{
  const char *text = json_text(row, "now_rfc3339");
  g_autofree char *stamp = json_scalar(row, "timestamp");
  g_autoptr(GDateTime) time =
      text ? g_date_time_new_from_iso8601(text, NULL) : NULL;

  if (json_object_get(row, "now"))
    return json_integer_value(json_object_get(row, "now")) * 1000;
  if (time)
    return g_date_time_to_unix(time) * 1000;
  return stamp ? g_ascii_strtoll(stamp, NULL, 10) * 1000 : 0;
}

static bool
verify_row(const json_t *row, const SignatureScheme *scheme)
{
  g_autofree char *stamp = json_scalar(row, "timestamp");
  const char *signature = json_text(row, "signature");
  const char *key = json_text(row, "public_key") ? json_text(row, "public_key")
                                                 : json_text(row, "key");
  const char *secrets[] = {"another secret", key ? key : "x", NULL};
  const SignatureField headers[] = {
      {"x-nonce", json_text(row, "nonce") ? json_text(row, "nonce") : ""},
      {"X-Timestamp", stamp ? stamp : ""},
      {scheme->header ? scheme->header : "-",
       json_text(row, "token") ? json_text(row, "token") : signature},
      {NULL, NULL}};
  const json_t *params = json_object_get(row, "params");
  g_autoptr(GString) form = encode_params(params, scheme->parameter, signature);
  const char *body = json_text(row, "body");
  bool legacy = g_str_has_prefix(json_text(row, "id"), "messagebird-legacy");
  g_autofree char *query_url =
      g_strdup_printf("https://example.org/?%s", form->str);
  SignatureInput input = {.method = "POST",
                          .url = json_text(row, "url") ? json_text(row, "url")
                                                       : query_url,
                          .headers = headers};
  SignatureResult result;

  /* The parameters of a GET stand in the URL, behind what is there. */
  g_autofree char *get_url = g_strdup_printf("%s&%s", input.url, form->str);
  if (g_strcmp0(json_text(row, "method"), "GET") == 0 && params) {
    input.url = get_url;
    body = "";
  }
  if (!body && !legacy) {
    body = form->str;
    input.content_type = "application/x-www-form-urlencoded; charset=UTF-8";
  }
  if (json_text(row, "method"))
    input.method = json_text(row, "method");
  input.body = body;
  input.body_size = body ? strlen(body) : 0;
  return signature_verify(scheme, &input, secrets, clock_of(row), &result) &&
         result.verdict == SIGNATURE_FRESH;
}

static size_t
find_scheme(const char *id)
{
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
    if (g_str_has_prefix(id, schemes[i].id))
      return i;
  }
  return G_N_ELEMENTS(schemes);
}

static void
test_signature_spec_vectors(void)
{
  json_t *root = shared_data_json_or_skip("sms/vectors.json");
  unsigned passed = 0;
  size_t i = 0;
  json_t *row = NULL;

  if (!root)
    return;
  json_array_foreach(json_object_get(root, "signatures"), i, row)
  {
    const char *id = json_text(row, "id");
    size_t found = find_scheme(id);
    bool want = json_is_true(json_object_get(row, "valid"));
    g_assert_cmpuint(found, <, G_N_ELEMENTS(schemes));
    if (verify_row(row, &schemes[found].scheme) == want) {
      passed++;
    } else {
      g_test_message("%s should be %s", id, want ? "accepted" : "refused");
      g_test_fail();
    }
  }
  g_test_message("%u passed", passed);
  g_assert_cmpuint(passed, ==, i);
  json_decref(root);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/signature/spec/vectors",
                  test_signature_spec_vectors);
  return g_test_run();
}
