/* SPDX-License-Identifier: Apache-2.0
 *
 * Any provider that its settings can describe: templates for what we send,
 * field names or JSON paths for what comes in.  Sending is in
 * parsers/generic_send.c.
 *
 *   inbound:
 *     syntax: json | form       without it the Content-Type decides
 *     id, from, to, text, time, part_ref, part_number, part_total
 *     when: {path: event, is: [mo_text]}
 *   report:
 *     id, reference, status, code
 *     when: …
 *     states: {DELIVRD: delivered, …}    words of sms_report_state_to_string()
 *     code_states: {"2": failed_temp}    the same by code, looked at first
 *     opt_out: ["21610"]        codes by which a number wants no more
 *
 * A form's fields stand in body and query.  One "[]" in a path means one
 * message each: "results[].messageId".
 */
#include "parsers/provider.h"

#include <string.h>

#include "parsers/form.h"
#include "parsers/generic_send.h"
#include "parsers/inbound.h"
#include "parsers/json_path.h"
#include "parsers/parse_error.h"

/* The request's fields, whichever syntax they came in. */
typedef struct Source {
  json_t *root;     /* JSON; NULL for a form */
  GPtrArray *pairs; /* form and query */
} Source;

/* One setting's text: the field that config[key] names, or NULL. */
static char *
field(const Source *source, const json_t *config, const char *key, size_t index)
{
  const char *path = json_string_value(json_object_get(config, key));

  if (!path)
    return NULL;
  if (source->root)
    return json_path_text(source->root, path, index);
  return g_strdup(form_get(source->pairs, path));
}

static size_t
count_messages(const Source *source, const json_t *config)
{
  static const char *const keys[] = {"from", "id", "reference", "status"};

  for (size_t i = 0; source->root && i < G_N_ELEMENTS(keys); i++) {
    const char *path = json_string_value(json_object_get(config, keys[i]));
    if (path && strstr(path, "[]"))
      return json_path_count(source->root, path);
  }
  return 1;
}

static bool
is_listed(const json_t *list, const char *word)
{
  for (size_t i = 0; word && i < json_array_size(list); i++) {
    const char *entry = json_string_value(json_array_get(list, i));
    if (entry && strcmp(entry, word) == 0)
      return true;
  }
  return false;
}

/* Is this request of the kind that `config` describes?  Without "when" the
 * presence of the deciding field tells. */
static bool
applies(const Source *source, const json_t *config, const char *key,
        size_t index)
{
  const json_t *when = json_object_get(config, "when");
  g_autofree char *value = NULL;

  if (!config)
    return false;
  if (when) {
    value = field(source, when, "path", index);
    return is_listed(json_object_get(when, "is"), value);
  }
  value = field(source, config, key, index);
  return value != NULL;
}

static bool
add_message(SmsBatch *batch, const Source *source, const json_t *config,
            size_t index, GError **error)
{
  g_autofree char *id = field(source, config, "id", index);
  g_autofree char *from = field(source, config, "from", index);
  g_autofree char *to = field(source, config, "to", index);
  g_autofree char *text = field(source, config, "text", index);
  g_autofree char *time = field(source, config, "time", index);
  g_autofree char *ref = field(source, config, "part_ref", index);
  g_autofree char *number = field(source, config, "part_number", index);
  g_autofree char *total = field(source, config, "part_total", index);
  InboundFields fields = {.id = id,
                          .from = from,
                          .to = to,
                          .text = text,
                          .time = time,
                          .part_ref = ref,
                          .part_number = number,
                          .part_total = total};

  return inbound_add_message(batch, &fields, error);
}

/* The state a word stands for; an unknown word moves nothing. */
static SmsReportState
state_of(const json_t *config, const char *status, const char *code)
{
  const json_t *states = json_object_get(config, "states");
  const json_t *code_states = json_object_get(config, "code_states");
  const char *name =
      code ? json_string_value(json_object_get(code_states, code)) : NULL;
  SmsReportState state = SMS_REPORT_QUEUED;

  if (!name && status)
    name = json_string_value(json_object_get(states, status));
  if (name)
    (void)sms_report_state_from_string(name, &state); /* else unknown */
  return state;
}

static bool
add_report(SmsBatch *batch, const Source *source, const json_t *config,
           size_t index, GError **error)
{
  g_autofree char *id = field(source, config, "id", index);
  g_autofree char *reference = field(source, config, "reference", index);
  g_autofree char *status = field(source, config, "status", index);
  g_autofree char *code = field(source, config, "code", index);
  ReportFields fields = {
      .id = id,
      .reference = reference,
      .code = code ? code : status,
      .state = state_of(config, status, code),
      .opt_out = is_listed(json_object_get(config, "opt_out"), code),
  };

  return inbound_add_report(batch, &fields, error);
}

static bool
read_batch(const Source *source, const ProviderConfig *config, SmsBatch *batch,
           GError **error)
{
  const json_t *inbound = json_object_get(config, "inbound");
  const json_t *report = json_object_get(config, "report");

  size_t messages = inbound ? count_messages(source, inbound) : 0;
  size_t reports = report ? count_messages(source, report) : 0;

  for (size_t i = 0; i < messages; i++) {
    if (applies(source, inbound, "from", i) &&
        !add_message(batch, source, inbound, i, error))
      return false;
  }
  for (size_t i = 0; i < reports; i++) {
    if (applies(source, report, "status", i) &&
        !add_report(batch, source, report, i, error))
      return false;
  }
  return true;
}

static bool
wants_json(const ProviderRequest *request, const ProviderConfig *config)
{
  const json_t *inbound = json_object_get(config, "inbound");
  const char *syntax = json_string_value(json_object_get(inbound, "syntax"));
  const char *type = request->content_type;

  if (syntax)
    return strcmp(syntax, "json") == 0;
  return type && g_ascii_strncasecmp(type, "application/json", 16) == 0;
}

/* Form pairs of body and query; the body's come first and win. */
static GPtrArray *
read_pairs(const ProviderRequest *request, GError **error)
{
  const char *query = request->query ? request->query : "";
  g_autoptr(GString) all = g_string_new(NULL);

  if (request->body_size > 0)
    g_string_append_len(all, request->body, (gssize)request->body_size);
  g_string_append_c(all, '&');
  g_string_append(all, query);
  return form_parse(all->str, all->len, error);
}

static bool
generic_parse(const ProviderRequest *request, const ProviderConfig *config,
              SmsBatch **out, GError **error)
{
  g_autoptr(SmsBatch) batch = sms_batch_new();
  Source source = {0};
  bool ok = false;

  /* A receipt may come as GET where messages come as JSON. */
  if (wants_json(request, config) && request->body_size > 0)
    source.root =
        json_parse_untrusted(request->body, request->body_size, error);
  else
    source.pairs = read_pairs(request, error);
  if (!source.root && !source.pairs)
    return false;
  ok = read_batch(&source, config, batch, error);
  json_decref(source.root);
  g_clear_pointer(&source.pairs, g_ptr_array_unref);
  if (ok)
    *out = g_steal_pointer(&batch);
  return ok;
}

const Provider provider_generic = {
    .name = "generic",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .ack = {200, "text/plain", ""},
    .parse = generic_parse,
    .build_request = generic_build_request,
    .parse_response = generic_parse_response,
};
