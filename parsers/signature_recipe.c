/* SPDX-License-Identifier: Apache-2.0
 *
 * Composing the signed bytes from recipe letters; one function a letter.
 */
#include "parsers/signature_recipe.h"

#include <string.h>

#include "parsers/form.h"

/* What the letters read. */
typedef struct Source {
  const SignatureScheme *scheme;
  const SignatureInput *input;
  char *url; /* in the variant asked for */
} Source;

const char *
signature_header(const SignatureInput *input, const char *name)
{
  for (const SignatureField *h = input->headers; h && h->name; h++) {
    if (g_ascii_strcasecmp(h->name, name) == 0)
      return h->value;
  }
  return NULL;
}

char *
signature_sha256_hex(const void *bytes, size_t size)
{
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                     size > 0 ? bytes : (const void *)"", size);
}

static bool
is_form(const SignatureInput *input)
{
  return input->content_type &&
         g_ascii_strncasecmp(input->content_type,
                             "application/x-www-form-urlencoded", 33) == 0;
}

static const char *
query_of(const char *url)
{
  const char *mark = strchr(url, '?');

  return mark ? mark + 1 : "";
}

/* The pairs of the form, or of the query when there is no body (GET). */
static GPtrArray *
form_pairs(const SignatureInput *input)
{
  const char *query = query_of(input->url);

  if (is_form(input))
    return form_parse(input->body, input->body_size, NULL);
  if (input->body_size == 0 && strcmp(input->method, "GET") == 0)
    return form_parse(query, strlen(query), NULL);
  return form_parse(NULL, 0, NULL);
}

/* The pairs a recipe signs: none of the query when the URL is signed with it
 * (Twilio by GET).  A body that is no form would go unsigned, so it needs a
 * digest of its own (signature_body_matches). */
static GPtrArray *
signed_pairs(const Source *source)
{
  const SignatureInput *input = source->input;

  if (input->body_size == 0 && strchr(source->scheme->recipe, 'U') != NULL)
    return form_parse(NULL, 0, NULL);
  if (input->body_size > 0 && !is_form(input) &&
      !source->scheme->body_parameter)
    return NULL;
  return form_pairs(input);
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
  const FormPair *left = *(const FormPair *const *)a;
  const FormPair *right = *(const FormPair *const *)b;
  int order = strcmp(left->name, right->name);

  return order != 0 ? order : strcmp(left->value, right->value);
}

static bool
add_header(GString *out, const Source *source, const char *name)
{
  const char *value = name ? signature_header(source->input, name) : NULL;

  if (value)
    g_string_append(out, value);
  return value != NULL;
}

static bool
add_timestamp(GString *out, const Source *source)
{
  return add_header(out, source, source->scheme->timestamp);
}

static bool
add_nonce(GString *out, const Source *source)
{
  return add_header(out, source, source->scheme->nonce);
}

static bool
add_method(GString *out, const Source *source)
{
  g_string_append(out, source->input->method);
  return true;
}

static bool
add_url(GString *out, const Source *source)
{
  g_string_append(out, source->url);
  return true;
}

static bool
add_url_path(GString *out, const Source *source)
{
  g_string_append_len(out, source->url, (gssize)strcspn(source->url, "?"));
  return true;
}

static bool
add_body(GString *out, const Source *source)
{
  if (source->input->body_size > 0)
    g_string_append_len(out, source->input->body,
                        (gssize)source->input->body_size);
  return true;
}

static bool
add_body_md5(GString *out, const Source *source)
{
  size_t size = source->input->body_size;
  g_autofree char *hex = g_compute_checksum_for_data(
      G_CHECKSUM_MD5, size > 0 ? source->input->body : (const void *)"", size);

  g_string_append(out, hex);
  return true;
}

static bool
add_body_sha256(GString *out, const Source *source)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  if (source->input->body_size > 0)
    g_checksum_update(sum, source->input->body,
                      (gssize)source->input->body_size);
  g_checksum_get_digest(sum, digest, &size);
  g_string_append_len(out, (const char *)digest, (gssize)size);
  return true;
}

/* Pairs of the query stay percent-encoded as they came; only their order
 * changes. */
static bool
add_sorted_query(GString *out, const Source *source)
{
  g_auto(GStrv) pairs = g_strsplit(query_of(source->url), "&", FORM_PAIRS_MAX);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();

  for (char **pair = pairs; *pair; pair++)
    g_ptr_array_add(sorted, *pair);
  g_ptr_array_sort(sorted, compare_strings);
  for (guint i = 0; i < sorted->len; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? "&" : "",
                           (const char *)sorted->pdata[i]);
  return true;
}

/* As it was signed. */
static void
append_value(GString *out, const FormPair *pair)
{
  gsize size = 0;
  const char *bytes = pair->raw ? g_bytes_get_data(pair->raw, &size) : NULL;

  if (bytes)
    g_string_append_len(out, bytes, (gssize)size);
  else
    g_string_append(out, pair->value);
}

static bool
add_sorted_form(GString *out, const Source *source)
{
  g_autoptr(GPtrArray) pairs = signed_pairs(source);

  if (!pairs)
    return false;
  g_ptr_array_sort(pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++) {
    const FormPair *pair = pairs->pdata[i];
    /* Twilio's own validators drop repeated equal pairs. */
    if (i > 0 && compare_pairs(&pairs->pdata[i - 1], &pairs->pdata[i]) == 0)
      continue;
    g_string_append(out, pair->name);
    append_value(out, pair);
  }
  return true;
}

static bool
add_ampersand_pairs(GString *out, const Source *source)
{
  g_autoptr(GPtrArray) pairs = signed_pairs(source);
  const char *omitted = source->scheme->parameter;

  if (!pairs)
    return false;
  g_ptr_array_sort(pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++) {
    FormPair *pair = pairs->pdata[i];
    if (omitted && strcmp(pair->name, omitted) == 0)
      continue;
    g_strdelimit(pair->value, "&=", '_');
    g_string_append_printf(out, "&%s=%s", pair->name, pair->value);
  }
  return true;
}

/* Plivo V3: the sorted query, and behind a dot the sorted form of the body. */
static bool
add_query_and_form(GString *out, const Source *source)
{
  gsize before = out->len;

  (void)add_sorted_query(out, source); /* always true */
  if (!is_form(source->input) || source->input->body_size == 0)
    return source->input->body_size == 0;
  if (out->len > before)
    g_string_append_c(out, '.');
  return add_sorted_form(out, source);
}

static const struct {
  char letter;
  bool (*add)(GString *out, const Source *source);
} letters[] = {
    {'T', add_timestamp},       {'N', add_nonce},
    {'M', add_method},          {'U', add_url},
    {'P', add_url_path},        {'B', add_body},
    {'D', add_body_md5},        {'S', add_body_sha256},
    {'Q', add_sorted_query},    {'F', add_sorted_form},
    {'V', add_ampersand_pairs}, {'W', add_query_and_form},
};

static bool
add_letter(GString *out, const Source *source, char letter)
{
  for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
    if (letters[i].letter == letter)
      return letters[i].add(out, source);
  }
  g_string_append_c(out, letter);
  return true;
}

/* The URL with the port of its scheme added or any port removed; NULL when
 * that is not another URL. */
static char *
url_variant(const char *url, SignatureUrlVariant variant)
{
  const char *host = strstr(url, "://");
  const char *end = NULL, *port = NULL;
  const char *default_port = NULL;

  if (variant == SIGNATURE_URL_AS_IS)
    return g_strdup(url);
  if (!host)
    return NULL;
  host += 3;
  end = host + strcspn(host, "/?#");
  port = memchr(host, ':', (size_t)(end - host));
  if (variant == SIGNATURE_URL_WITHOUT_PORT)
    return port ? g_strdup_printf("%.*s%s", (int)(port - url), url, end) : NULL;
  default_port = g_str_has_prefix(url, "https:") ? "443" : "80";
  return port ? NULL
              : g_strdup_printf("%.*s:%s%s", (int)(end - url), url,
                                default_port, end);
}

GString *
signature_compose(const SignatureScheme *scheme, const SignatureInput *input,
                  SignatureUrlVariant variant)
{
  g_autofree char *url = NULL;
  g_autoptr(GString) out = NULL;
  Source source = {.scheme = scheme, .input = input};

  if (variant != SIGNATURE_URL_AS_IS && !scheme->any_port)
    return NULL;
  url = url_variant(input->url, variant);
  if (!url)
    return NULL;
  source.url = url;
  out = g_string_new(NULL);
  g_assert(scheme->recipe);
  for (const char *p = scheme->recipe; *p; p++) {
    if (!add_letter(out, &source, *p))
      return NULL;
  }
  return g_steal_pointer(&out);
}

char *
signature_value(const SignatureScheme *scheme, const SignatureInput *input)
{
  const char *value = NULL;
  g_autoptr(GPtrArray) pairs = NULL;

  if (scheme->header) {
    value = signature_header(input, scheme->header);
    if (value && g_ascii_strncasecmp(value, "Bearer ", 7) == 0)
      value += 7;
    return g_strdup(value);
  }
  pairs = scheme->parameter ? form_pairs(input) : NULL;
  return pairs ? g_strdup(form_get(pairs, scheme->parameter)) : NULL;
}

bool
signature_body_matches(const SignatureScheme *scheme,
                       const SignatureInput *input)
{
  const char *query = query_of(input->url);
  g_autoptr(GPtrArray) pairs = NULL;
  g_autofree char *want = NULL;
  const char *given = NULL;

  if (!scheme->body_parameter || input->body_size == 0 || is_form(input))
    return true;
  pairs = form_parse(query, strlen(query), NULL);
  given = pairs ? form_get(pairs, scheme->body_parameter) : NULL;
  want = signature_sha256_hex(input->body, input->body_size);
  return given && signature_secret_equal(given, want);
}
