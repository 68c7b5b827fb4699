/* SPDX-License-Identifier: Apache-2.0
 *
 * Which Authentication-Results are ours, what they say, and what follows.
 */
#include "parsers/auth_results.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/header.h"
#include "parsers/received.h"

enum {
  AUTH_RESULTS_MAX = 100, /* results of one mail; more is nonsense */
};

/* One result of one method (RFC 8601 2.2 resinfo). */
typedef struct AuthResult {
  guint field; /* index of the header field it stands in */
  char *method, *result;
  char *domain; /* that was authenticated, lower case; NULL when not said */
} AuthResult;

static void
auth_result_free(void *data)
{
  AuthResult *result = data;
  g_free(result->method);
  g_free(result->result);
  g_free(result->domain);
  g_free(result);
}

/* Cut a value without comments at `separator` outside quotes.  The pieces are
 * trimmed; a NULL-terminated vector owned by the caller.
 */
static char **
split_unquoted(const char *value, char separator)
{
  g_autoptr(GStrvBuilder) pieces = g_strv_builder_new();
  g_autoptr(GString) piece = g_string_new(NULL);
  bool quoted = false;
  for (const char *at = value;; at++) {
    if (*at == '\0' || (*at == separator && !quoted)) {
      g_strv_builder_add(pieces, g_strstrip(piece->str));
      g_string_truncate(piece, 0);
      if (*at == '\0')
        break;
      continue;
    }
    if (*at == '"')
      quoted = !quoted;
    else
      g_string_append_c(piece, *at);
  }
  return g_strv_builder_end(pieces);
}

/* Take blanks around "=" and "." away, so that each property is one word. */
static char *
dense_properties(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at++) {
    bool blank = g_ascii_isspace(*at);
    const char *next = at + strspn(at, " \t");
    bool glue = out->len > 0 && strchr("=/", out->str[out->len - 1]) != NULL;
    if (blank && (glue || *next == '=' || *next == '/'))
      continue;
    g_string_append_c(out, *at);
  }
  return g_string_free(out, FALSE);
}

/* Where the authenticated domain of a method stands. */
static const struct {
  const char *method, *property;
} domain_table[] = {
    {"dmarc", "header.from="}, {"dkim", "header.d="},  {"dkim", "header.i="},
    {"spf", "smtp.mailfrom="}, {"spf", "smtp.mfrom="},
};

static char *
domain_of(const char *value)
{
  const char *at = strrchr(value, '@');
  g_autofree char *ascii = header_ascii_domain(at == NULL ? value : at + 1);
  g_autofree char *domain = g_ascii_strdown(ascii, -1);
  size_t size = strlen(domain);
  if (size > 0 && domain[size - 1] == '.')
    domain[size - 1] = '\0';
  return *domain == '\0' ? NULL : g_steal_pointer(&domain);
}

static void
read_property(AuthResult *result, const char *word)
{
  for (size_t i = 0; i < G_N_ELEMENTS(domain_table); i++) {
    const char *property = domain_table[i].property;
    if (strcmp(domain_table[i].method, result->method) == 0 &&
        result->domain == NULL &&
        g_ascii_strncasecmp(word, property, strlen(property)) == 0)
      result->domain = domain_of(word + strlen(property));
  }
  /* A key in test mode says nothing (RFC 6376 3.6.1 t=y). */
  if (g_ascii_strcasecmp(word, "header.t=y") == 0) {
    g_free(result->result);
    result->result = g_strdup("none");
  }
}

static AuthResult *
read_result(const char *text, guint field)
{
  g_autofree char *dense = dense_properties(text);
  g_auto(GStrv) words = g_strsplit_set(dense, " \t", -1);
  const char *equals = words[0] == NULL ? NULL : strchr(words[0], '=');
  if (equals == NULL)
    return NULL;
  AuthResult *result = g_new0(AuthResult, 1);
  result->field = field;
  size_t size = strcspn(words[0], "=/"); /* "dkim/1=pass" */
  result->method = g_ascii_strdown(words[0], (gssize)size);
  result->result = g_ascii_strdown(equals + 1, -1);
  for (size_t i = 1; words[i] != NULL; i++)
    read_property(result, words[i]);
  return result;
}

/* Microsoft 365 writes no authserv-id, but begins with the first result. */
static bool
is_nameless(const char *authserv_id)
{
  return strcmp(authserv_id, AUTH_RESULTS_MICROSOFT) == 0;
}

static void
read_field(GPtrArray *results, const char *value, guint field,
           const char *authserv_id)
{
  g_autofree char *bare = header_strip_comments(value);
  g_auto(GStrv) pieces = split_unquoted(bare, ';');
  g_auto(GStrv) head = g_strsplit_set(pieces[0], " \t", 2);
  bool nameless = is_nameless(authserv_id);
  /* Exactly, case included: a host that strips forged fields compares so. */
  if (head[0] == NULL || (nameless ? strchr(head[0], '=') == NULL
                                   : strcmp(head[0], authserv_id) != 0))
    return;
  for (size_t i = nameless ? 0 : 1; pieces[i] != NULL; i++) {
    AuthResult *result =
        results->len < AUTH_RESULTS_MAX ? read_result(pieces[i], field) : NULL;
    if (result != NULL)
      g_ptr_array_add(results, result);
  }
}

/* The results of all fields that only our host can have written: down to the
 * Received of our border host, and what its filters put right below it.  Any
 * further Received is a stranger's.  Where no name tells ours from a stranger's
 * field, only those above the border count, and a mail that came by no border
 * has none.
 */
static GPtrArray *
read_trusted(const GPtrArray *fields, const MimeOptions *options)
{
  GPtrArray *results = g_ptr_array_new_with_free_func(auth_result_free);
  bool nameless = is_nameless(options->authserv_id);
  bool border_passed = false;
  for (guint i = 0; i < fields->len && !(nameless && border_passed); i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    if (header_field_is(field, "Authentication-Results"))
      read_field(results, field->value, i, options->authserv_id);
    if (!header_field_is(field, "Received"))
      continue;
    ReceivedHop hop = nameless
                          ? received_hop_microsoft(field->value)
                          : received_hop(field->value, options->authserv_id,
                                         options->own_domains);
    if (border_passed || hop == RECEIVED_HOP_FOREIGN)
      break;
    border_passed = hop == RECEIVED_HOP_BORDER;
  }
  if (nameless && !border_passed)
    g_ptr_array_set_size(results, 0);
  return results;
}

/* Two of our fields that say different things about the same: one is not
 * ours.
 */
static bool
disagree(const GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const AuthResult *a = g_ptr_array_index(results, i);
    for (guint n = i + 1; n < results->len; n++) {
      const AuthResult *b = g_ptr_array_index(results, n);
      bool same_subject = strcmp(a->method, b->method) == 0 &&
                          (strcmp(a->method, "dkim") != 0 ||
                           g_strcmp0(a->domain, b->domain) == 0);
      if (a->field != b->field && same_subject &&
          (strcmp(a->result, b->result) != 0 ||
           g_strcmp0(a->domain, b->domain) != 0))
        return true;
    }
  }
  return false;
}

/* Is one domain the other or below it?  A top-level name is no domain. */
static bool
is_aligned(const char *domain, const char *from)
{
  if (domain == NULL || strchr(domain, '.') == NULL)
    return false;
  size_t a = strlen(domain), b = strlen(from);
  const char *longer = a > b ? domain : from;
  const char *shorter = a > b ? from : domain;
  const char *tail = longer + (MAX(a, b) - MIN(a, b));
  return strchr(shorter, '.') != NULL && strcmp(tail, shorter) == 0 &&
         (tail == longer || tail[-1] == '.');
}

/* The single result of DMARC; NULL when there is none or an error. */
static const char *
dmarc_result(const GPtrArray *results, const char *from)
{
  for (guint i = 0; i < results->len; i++) {
    const AuthResult *result = g_ptr_array_index(results, i);
    bool says = strcmp(result->method, "dmarc") == 0 &&
                (strcmp(result->result, "pass") == 0 ||
                 strcmp(result->result, "fail") == 0);
    if (says && (result->domain == NULL || is_aligned(result->domain, from)))
      return result->result;
  }
  return NULL;
}

static AuthVerdict
judge(const GPtrArray *results, const char *from)
{
  const char *dmarc = dmarc_result(results, from);
  bool checked = false;
  if (dmarc != NULL)
    return strcmp(dmarc, "pass") == 0 ? AUTH_VERDICT_PASS : AUTH_VERDICT_FAIL;
  for (guint i = 0; i < results->len; i++) {
    const AuthResult *result = g_ptr_array_index(results, i);
    bool counts = strcmp(result->method, "dkim") == 0 ||
                  strcmp(result->method, "spf") == 0;
    /* An error of DNS is no verdict. */
    bool verdict = counts && !g_str_has_suffix(result->result, "error") &&
                   strcmp(result->result, "policy") != 0;
    checked |= verdict;
    if (counts && strcmp(result->result, "pass") == 0 &&
        is_aligned(result->domain, from))
      return AUTH_VERDICT_PASS;
  }
  return checked ? AUTH_VERDICT_FAIL : AUTH_VERDICT_NONE;
}

AuthVerdict
auth_results_verdict(const GPtrArray *fields, const char *from_address,
                     const MimeOptions *options)
{
  if (options->authserv_id == NULL || *options->authserv_id == '\0' ||
      from_address == NULL || strchr(from_address, '@') == NULL)
    return AUTH_VERDICT_NONE;
  g_autofree char *from = domain_of(from_address);
  g_autoptr(GPtrArray) results = read_trusted(fields, options);
  if (from == NULL || results->len == 0 || disagree(results))
    return AUTH_VERDICT_NONE;
  return judge(results, from);
}
