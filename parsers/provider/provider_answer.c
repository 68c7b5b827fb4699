/* SPDX-License-Identifier: Apache-2.0
 *
 * The sending half of the provider engine: what an answer means.
 */
#include <string.h>

#include "parsers/clean_text.h"
#include "parsers/json_path.h"
#include "parsers/provider/provider_private.h"
#include "parsers/provider/provider_source.h"

enum { CODE_MAX = 64, DIAGNOSTIC_MAX = 200, ID_MAX = 128 };

/* An answer: JSON, else its beginning as one line of words. */
typedef struct Answer {
  json_t *root;
  char *words;
} Answer;

static Answer
answer_read(const ProviderResponse *response)
{
  return (Answer){
      json_parse_untrusted(response->body, response->body_size, NULL),
      clean_line(response->body, response->body_size, DIAGNOSTIC_MAX)};
}

static void
answer_clear(Answer *answer)
{
  json_decref(answer->root);
  g_free(answer->words);
}

/* The text at a path of the answer, clipped; NULL when absent. */
static char *
answer_text(const Answer *answer, const char *path, size_t max)
{
  ProviderSource source = {.root = answer->root};
  g_autofree char *text =
      answer->root == NULL
          ? NULL
          : provider_source_text(&source, path, (ProviderPlace){0, 0});
  return text != NULL && *text != '\0' ? clean_line(text, strlen(text), max)
                                       : NULL;
}

/* Do these words begin with this code, whole? */
static bool
begins_with(const char *words, const char *code)
{
  return g_str_has_prefix(words, code) && !g_ascii_isalnum(words[strlen(code)]);
}

/* By the provider's own code, else as "HTTP 409". */
static const ProviderClass *
find_class(const ProviderClass *classes, const Answer *answer, const char *code,
           int http_status)
{
  g_autofree char *http = g_strdup_printf("HTTP %d", http_status);
  for (; classes != NULL && classes->code != NULL; classes++) {
    if (g_strcmp0(classes->code, code) == 0 || strcmp(classes->code, http) == 0)
      return classes;
    if (answer->root == NULL && begins_with(answer->words, classes->code))
      return classes;
  }
  return NULL;
}

/* Does the answer say yes? */
static bool
says_ok(const Answer *answer, const ProviderWhen *ok)
{
  g_autofree char *text = answer_text(answer, ok->path, ID_MAX);
  if (answer->root != NULL)
    return ok->is == NULL ? text != NULL : provider_has_word(ok->is, text);
  for (const char *const *word = ok->is; word != NULL && *word != NULL; word++)
    if (begins_with(answer->words, *word))
      return true;
  return false;
}

/* A number or a word that is the whole answer. */
static bool
is_bare_code(const char *words)
{
  size_t size = strlen(words);
  return size > 0 && size <= CODE_MAX &&
         strspn(words, "0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ") == size;
}

static char *
code_of(const Answer *answer, const char *path)
{
  if (answer->root == NULL && is_bare_code(answer->words))
    return g_strdup(answer->words);
  return answer_text(answer, path, CODE_MAX);
}

/* The class of an answer before its code is looked at. */
static ProviderSendClass
class_without_code(const ProviderSend *send, const Answer *answer,
                   int http_status, bool has_id)
{
  ProviderSendClass outcome = provider_class_of_http(http_status);
  bool has_test = send->ok.path != NULL || send->ok.is != NULL;
  if (outcome != PROVIDER_SEND_SENT)
    return outcome;
  /* 204 (RFC 9110 15.3.5) is meant to say nothing. */
  if (http_status == 204)
    return outcome;
  if (has_test && says_ok(answer, &send->ok))
    return PROVIDER_SEND_SENT;
  /* A refusal with 200 that no code explains may pass: try again. */
  if (has_test && (answer->root != NULL || send->ok.path == NULL))
    return PROVIDER_SEND_TRANSIENT;
  if (has_test)
    return PROVIDER_SEND_UNKNOWN;
  /* HTML, nothing, an error in other words: perhaps sent. */
  if (send->id != NULL && !has_id)
    return PROVIDER_SEND_UNKNOWN;
  return PROVIDER_SEND_SENT;
}

void
provider_send_judge(const Provider *row, const ProviderResponse *response,
                    ProviderSendResult *out)
{
  static const ProviderSend nothing = {0};
  const ProviderSend *send = row->send != NULL ? row->send : &nothing;
  Answer answer = answer_read(response);
  const ProviderClass *found = NULL;

  *out = (ProviderSendResult){.retry_after_s = MAX(response->retry_after_s, 1),
                              .code = code_of(&answer, send->code),
                              .provider_id =
                                  answer_text(&answer, send->id, ID_MAX)};
  out->outcome = class_without_code(send, &answer, response->http_status,
                                    out->provider_id != NULL);
  found = find_class(send->classes, &answer, out->code, response->http_status);
  if (found != NULL) {
    out->outcome = found->outcome;
    out->is_listed = true;
    g_free(out->code);
    out->code = g_strdup(found->code);
  }
  out->opt_out = provider_has_word(send->opt_out, out->code);
  if (out->code == NULL)
    out->code = g_strdup_printf("%d", response->http_status);
  if (out->outcome != PROVIDER_SEND_SENT) {
    g_clear_pointer(&out->provider_id, g_free);
    out->diagnostic = g_steal_pointer(&answer.words);
  }
  answer_clear(&answer);
}

void
provider_check_judge(const Provider *row, const ProviderResponse *response,
                     ProviderCheckResult *out)
{
  const ProviderCheck *check = row->check;
  const ProviderSend as_send = {
      .ok = check->ok, .code = row->send->code, .classes = row->send->classes};
  const Provider as_row = {.send = &as_send};
  ProviderSendResult result;
  Answer answer = answer_read(response);

  provider_send_judge(&as_row, response, &result);
  *out =
      (ProviderCheckResult){.outcome = result.outcome,
                            .code = g_steal_pointer(&result.code),
                            .diagnostic = g_steal_pointer(&result.diagnostic)};
  out->where = g_strdup(check->where);
  if (out->outcome == PROVIDER_SEND_SENT)
    out->balance = answer_text(&answer, check->balance, ID_MAX);
  /* A web page with 200: somebody else answers, or the path is wrong. */
  if (out->outcome == PROVIDER_SEND_SENT && check->balance != NULL &&
      out->balance == NULL)
    out->outcome = PROVIDER_SEND_UNKNOWN;
  provider_send_result_clear(&result);
  answer_clear(&answer);
}
