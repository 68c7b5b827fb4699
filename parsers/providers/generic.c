/* SPDX-License-Identifier: Apache-2.0
 *
 * Any provider that its settings can describe: they become the same tables as
 * those of a row (provider_row.h, which explains paths and templates), and the
 * same engine reads them.
 *
 *   preset: lox24             settings of a known provider, under one's own
 *   numbers: digits           or e164: as providers write them; national: as
 *                             people do, "0152…" is German
 *   media_hosts: [host]       from where pictures may be fetched
 *   ack: {status: 200, content_type: text/plain, body: ""}
 *   inbound:                  or a list of these
 *     syntax: json | form     without it Content-Type and first byte decide
 *     id, event, from, to, text, time, part_ref, part_number, part_total
 *     media: {url, type, name, size, data}
 *     encoding: plain | maybe-base64 | base64     of the text
 *     when: {path: event, is: [mo_text]}
 *   report:                   or a list of these
 *     id, reference, status, code, when
 *     states: {DELIVRD: delivered, …}    words of sms_report_state_to_string()
 *     code_states: {"2": failed_temp}    the same by code, looked at first
 *     opt_out: ["21610"]      codes by which a number wants no more
 *   send:
 *     method: POST
 *     url: "https://api.example.org/sms"
 *     headers: {X-Api-Key: "{api_key}"}
 *     user, password: "{account}", "{token}"        Basic, if wanted
 *     query: {to: "{to}"}     behind the URL
 *     json: {to: "{to}", text: "{text}"}            or
 *     form: {to: "{to_digits}", text: "{text}"}     or neither
 *     ok: {path: success, is: ["100"]}              beside a status of 2xx
 *     id: "messages[0].id"
 *     code: success
 *     classes: {"500": account, "HTTP 409": sent}   codes: is the same
 *     opt_out: ["21610"]
 *   check: {method, url, ok, balance, where}      tries out the account
 */
#include <stdlib.h>
#include <string.h>

#include "parsers/json_path.h"
#include "parsers/parse_error.h"
#include "parsers/provider.h"

/* A compilation: what is made hangs on `owned`; the first error stays. */
typedef struct Compiler {
  GPtrArray *owned;
  GError **error;
  bool failed;
} Compiler;

static void
complain(Compiler *compiler, const char *key, const char *word)
{
  if (!compiler->failed)
    g_set_error(compiler->error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "%s: unknown word '%s'", key, word);
  compiler->failed = true;
}

static void *
keep(Compiler *compiler, void *made)
{
  g_ptr_array_add(compiler->owned, made);
  return made;
}

static const char *
text_of(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

/* Any scalar as text: settings written as JSON have numbers, too. */
static const char *
scalar(Compiler *compiler, const json_t *value)
{
  if (json_is_string(value))
    return json_string_value(value);
  char *text = json_path_text(value, "", 0);
  return keep(compiler, text != NULL ? text : g_strdup(""));
}

/* A list of words; NULL when it is absent. */
static const char *const *
words_of(Compiler *compiler, const json_t *object, const char *key)
{
  const json_t *list = json_object_get(object, key);
  size_t count = json_array_size(list);
  if (!json_is_array(list))
    return NULL;
  const char **words = keep(compiler, g_new0(const char *, count + 1));
  for (size_t i = 0; i < count; i++)
    words[i] = scalar(compiler, json_array_get(list, i));
  return words;
}

static ProviderWhen
when_of(Compiler *compiler, const json_t *object, const char *key)
{
  const json_t *when = json_object_get(object, key);
  return (ProviderWhen){.path = text_of(when, "path"),
                        .is = words_of(compiler, when, "is")};
}

/* The members of an object; NULL when it is absent. */
static const ProviderPair *
pairs_of(Compiler *compiler, const json_t *object, const char *key)
{
  json_t *members = json_object_get(object, key);
  const char *name = NULL;
  json_t *value = NULL;
  size_t used = 0;
  if (!json_is_object(members))
    return NULL;
  ProviderPair *pairs =
      keep(compiler, g_new0(ProviderPair, json_object_size(members) + 1));
  json_object_foreach(members, name, value)
  {
    pairs[used++] = (ProviderPair){name, scalar(compiler, value)};
  }
  return pairs;
}

static const ProviderState *
states_of(Compiler *compiler, const json_t *object, const char *key)
{
  const ProviderPair *pairs = pairs_of(compiler, object, key);
  size_t count = json_object_size(json_object_get(object, key));
  if (pairs == NULL)
    return NULL;
  ProviderState *states = keep(compiler, g_new0(ProviderState, count + 1));
  for (size_t i = 0; i < count; i++) {
    states[i].word = pairs[i].name;
    if (!sms_report_state_from_string(pairs[i].value, &states[i].state))
      complain(compiler, key, pairs[i].value);
  }
  return states;
}

/* "classes" and "codes", which was its first name. */
static const ProviderClass *
classes_of(Compiler *compiler, const json_t *send)
{
  static const char *const keys[] = {"classes", "codes"};
  size_t used = 0, count = 0;
  for (size_t k = 0; k < G_N_ELEMENTS(keys); k++)
    count += json_object_size(json_object_get(send, keys[k]));
  ProviderClass *classes = keep(compiler, g_new0(ProviderClass, count + 1));
  for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
    const ProviderPair *pairs = pairs_of(compiler, send, keys[k]);
    for (; pairs != NULL && pairs->name != NULL; pairs++) {
      classes[used].code = pairs->name;
      if (!provider_send_class_from_string(pairs->value,
                                           &classes[used].outcome))
        complain(compiler, "send.classes", pairs->value);
      used++;
    }
  }
  return classes;
}

/* The place of a setting's word in a list; 0 when it is absent. */
static int
choice_of(Compiler *compiler, const json_t *object, const char *key,
          const char *const *choices)
{
  const char *word = text_of(object, key);
  for (int i = 0; word != NULL && choices[i] != NULL; i++)
    if (strcmp(choices[i], word) == 0)
      return i;
  if (word != NULL)
    complain(compiler, key, word);
  return 0;
}

static ProviderMessages
message_kind(Compiler *compiler, const json_t *in)
{
  static const char *const codings[] = {"plain", "maybe-base64", "base64",
                                        NULL};
  const json_t *media = json_object_get(in, "media");
  return (ProviderMessages){
      .when = when_of(compiler, in, "when"),
      .id = text_of(in, "id"),
      .event = text_of(in, "event"),
      .from = text_of(in, "from"),
      .to = text_of(in, "to"),
      .text = text_of(in, "text"),
      .time = text_of(in, "time"),
      .part_ref = text_of(in, "part_ref"),
      .part_number = text_of(in, "part_number"),
      .part_total = text_of(in, "part_total"),
      .media = {.url = text_of(media, "url"),
                .type = text_of(media, "type"),
                .name = text_of(media, "name"),
                .size = text_of(media, "size"),
                .data = text_of(media, "data")},
      .coding =
          (ProviderTextCoding)choice_of(compiler, in, "encoding", codings),
  };
}

static ProviderReports
report_kind(Compiler *compiler, const json_t *in)
{
  return (ProviderReports){
      .when = when_of(compiler, in, "when"),
      .id = text_of(in, "id"),
      .reference = text_of(in, "reference"),
      .status = text_of(in, "status"),
      .code = text_of(in, "code"),
      .states = states_of(compiler, in, "states"),
      .code_states = states_of(compiler, in, "code_states"),
      .opt_out = words_of(compiler, in, "opt_out"),
  };
}

/* One object, or a list of them. */
static const json_t *
kind_at(const json_t *kinds, size_t i)
{
  if (json_is_object(kinds))
    return i == 0 ? kinds : NULL;
  return json_array_get(kinds, i);
}

static void
compile_kinds(Compiler *compiler, const ProviderConfig *config, Provider *row)
{
  const json_t *inbound = json_object_get(config, "inbound");
  const json_t *report = json_object_get(config, "report");
  ProviderMessages *messages =
      keep(compiler, g_new0(ProviderMessages, json_array_size(inbound) + 2));
  ProviderReports *reports =
      keep(compiler, g_new0(ProviderReports, json_array_size(report) + 2));
  for (size_t i = 0; kind_at(inbound, i) != NULL; i++)
    messages[i] = message_kind(compiler, kind_at(inbound, i));
  for (size_t i = 0; kind_at(report, i) != NULL; i++)
    reports[i] = report_kind(compiler, kind_at(report, i));
  row->messages = messages;
  row->reports = reports;
}

static const ProviderSend *
send_of(Compiler *compiler, const json_t *in)
{
  const json_t *json = json_object_get(in, "json");
  ProviderSend *send = keep(compiler, g_new0(ProviderSend, 1));
  *send = (ProviderSend){
      .method = text_of(in, "method"),
      .url = text_of(in, "url"),
      .user = text_of(in, "user"),
      .password = text_of(in, "password"),
      .headers = pairs_of(compiler, in, "headers"),
      .query = pairs_of(compiler, in, "query"),
      .form = pairs_of(compiler, in, "form"),
      .defaults = pairs_of(compiler, in, "defaults"),
      .ok = when_of(compiler, in, "ok"),
      .id = text_of(in, "id"),
      .code = text_of(in, "code"),
      .classes = classes_of(compiler, in),
      .opt_out = words_of(compiler, in, "opt_out"),
  };
  if (json != NULL) {
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    g_assert(text != NULL);
    send->json = keep(compiler, g_strdup(text));
    free(text);
  }
  return send;
}

static const ProviderCheck *
check_of(Compiler *compiler, const json_t *in)
{
  if (!json_is_object(in))
    return NULL;
  ProviderCheck *check = keep(compiler, g_new0(ProviderCheck, 1));
  *check = (ProviderCheck){
      .method = text_of(in, "method"),
      .url = text_of(in, "url"),
      .ok = when_of(compiler, in, "ok"),
      .balance = text_of(in, "balance"),
      .where = text_of(in, "where"),
  };
  return check;
}

static bool
generic_compile(const ProviderConfig *config, Provider *row, GPtrArray *owned,
                GError **error)
{
  static const char *const numbers[] = {"digits", "e164", "national", NULL};
  static const char *const syntaxes[] = {"auto", "form", "json", NULL};
  enum { NATIONAL = 2 };
  Compiler compiler = {.owned = owned, .error = error};
  const json_t *inbound = kind_at(json_object_get(config, "inbound"), 0);
  bool is_national =
      choice_of(&compiler, config, "numbers", numbers) == NATIONAL;

  row->numbers = is_national ? E164_MODE_USER : E164_MODE_PROVIDER;
  row->syntax =
      (ProviderSyntax)choice_of(&compiler, inbound, "syntax", syntaxes);
  row->media_hosts = words_of(&compiler, config, "media_hosts");
  compile_kinds(&compiler, config, row);
  row->send = send_of(&compiler, json_object_get(config, "send"));
  row->check = check_of(&compiler, json_object_get(config, "check"));
  return !compiler.failed;
}

const Provider provider_generic = {
    .name = "generic",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .numbers = E164_MODE_PROVIDER,
    .ack = {200, "text/plain", ""},
    .compile = generic_compile,
};
