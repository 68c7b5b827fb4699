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

#include "parsers/json_text.h"
#include "parsers/provider/provider.h"
#include "parsers/provider/provider_compile.h"

static ProviderMessages
message_kind(ProviderCompiler *compiler, const json_t *in)
{
  static const char *const codings[] = {"plain", "maybe-base64", "base64",
                                        NULL};
  const json_t *media = json_object_get(in, "media");
  return (ProviderMessages){
      .when = provider_compile_when(compiler, in, "when"),
      .id = json_text(in, "id"),
      .event = json_text(in, "event"),
      .from = json_text(in, "from"),
      .to = json_text(in, "to"),
      .text = json_text(in, "text"),
      .time = json_text(in, "time"),
      .part_ref = json_text(in, "part_ref"),
      .part_number = json_text(in, "part_number"),
      .part_total = json_text(in, "part_total"),
      .media = {.url = json_text(media, "url"),
                .type = json_text(media, "type"),
                .name = json_text(media, "name"),
                .size = json_text(media, "size"),
                .data = json_text(media, "data")},
      .coding = (ProviderTextCoding)provider_compile_choice(
          compiler, in, "encoding", codings),
  };
}

static ProviderReports
report_kind(ProviderCompiler *compiler, const json_t *in)
{
  return (ProviderReports){
      .when = provider_compile_when(compiler, in, "when"),
      .id = json_text(in, "id"),
      .reference = json_text(in, "reference"),
      .status = json_text(in, "status"),
      .code = json_text(in, "code"),
      .states = provider_compile_states(compiler, in, "states"),
      .code_states = provider_compile_states(compiler, in, "code_states"),
      .opt_out = provider_compile_words(compiler, in, "opt_out"),
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
compile_kinds(ProviderCompiler *compiler, const ProviderConfig *config,
              Provider *row)
{
  const json_t *inbound = json_object_get(config, "inbound");
  const json_t *report = json_object_get(config, "report");
  ProviderMessages *messages = provider_compile_keep(
      compiler, g_new0(ProviderMessages, json_array_size(inbound) + 2));
  ProviderReports *reports = provider_compile_keep(
      compiler, g_new0(ProviderReports, json_array_size(report) + 2));
  for (size_t i = 0; kind_at(inbound, i) != NULL; i++)
    messages[i] = message_kind(compiler, kind_at(inbound, i));
  for (size_t i = 0; kind_at(report, i) != NULL; i++)
    reports[i] = report_kind(compiler, kind_at(report, i));
  row->messages = messages;
  row->reports = reports;
}

static const ProviderSend *
send_of(ProviderCompiler *compiler, const json_t *in)
{
  const json_t *json = json_object_get(in, "json");
  ProviderSend *send = provider_compile_keep(compiler, g_new0(ProviderSend, 1));
  *send = (ProviderSend){
      .method = json_text(in, "method"),
      .url = json_text(in, "url"),
      .user = json_text(in, "user"),
      .password = json_text(in, "password"),
      .headers = provider_compile_pairs(compiler, in, "headers"),
      .query = provider_compile_pairs(compiler, in, "query"),
      .form = provider_compile_pairs(compiler, in, "form"),
      .defaults = provider_compile_pairs(compiler, in, "defaults"),
      .ok = provider_compile_when(compiler, in, "ok"),
      .id = json_text(in, "id"),
      .code = json_text(in, "code"),
      .classes = provider_compile_classes(compiler, in),
      .opt_out = provider_compile_words(compiler, in, "opt_out"),
  };
  if (json != NULL) {
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    g_assert(text != NULL);
    send->json = provider_compile_keep(compiler, g_strdup(text));
    free(text);
  }
  return send;
}

static const ProviderCheck *
check_of(ProviderCompiler *compiler, const json_t *in)
{
  if (!json_is_object(in))
    return NULL;
  ProviderCheck *check =
      provider_compile_keep(compiler, g_new0(ProviderCheck, 1));
  *check = (ProviderCheck){
      .method = json_text(in, "method"),
      .url = json_text(in, "url"),
      .ok = provider_compile_when(compiler, in, "ok"),
      .balance = json_text(in, "balance"),
      .where = json_text(in, "where"),
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
  ProviderCompiler compiler = {.owned = owned, .error = error};
  const json_t *inbound = kind_at(json_object_get(config, "inbound"), 0);
  bool is_national = provider_compile_choice(&compiler, config, "numbers",
                                             numbers) == NATIONAL;

  row->numbers = is_national ? E164_MODE_USER : E164_MODE_PROVIDER;
  row->syntax = (ProviderSyntax)provider_compile_choice(&compiler, inbound,
                                                        "syntax", syntaxes);
  row->media_hosts = provider_compile_words(&compiler, config, "media_hosts");
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
