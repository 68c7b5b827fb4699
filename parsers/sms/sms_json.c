/* SPDX-License-Identifier: Apache-2.0
 *
 * One row per member and struct; the same rows write and read, so that the two
 * directions cannot differ.
 */
#include "parsers/sms/sms_json.h"

#include <stddef.h>
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place/place_json.h"
#include "parsers/provider/provider.h"

/* 9999-12-31 in milliseconds: no clock of a provider is later. */
#define SENT_AT_MAX_MS INT64_C(253402300799999)

typedef enum MemberKind {
  MEMBER_LINE, /* char *, no control characters */
  MEMBER_URL,  /* the same, longer */
  MEMBER_TEXT, /* char * */
  MEMBER_BOOL,
  MEMBER_INT,
  MEMBER_TIME,  /* int64_t, epoch milliseconds */
  MEMBER_SIZE,  /* int64_t, 0 when not stated */
  MEMBER_BYTES, /* GBytes *, base64 */
  MEMBER_STATE, /* SmsReportState */
} MemberKind;

typedef struct Member {
  const char *name;
  MemberKind kind;
  size_t offset;
  bool required;
} Member;

static const Member message_members[] = {
    {"event_id", MEMBER_LINE, offsetof(SmsIn, event_id), false},
    {"provider_id", MEMBER_LINE, offsetof(SmsIn, provider_id), false},
    {"from", MEMBER_LINE, offsetof(SmsIn, from), true},
    {"to", MEMBER_LINE, offsetof(SmsIn, to), false},
    {"text", MEMBER_TEXT, offsetof(SmsIn, text), true},
    {"sent_at_ms", MEMBER_TIME, offsetof(SmsIn, sent_at_ms), false},
    {"no_reply", MEMBER_BOOL, offsetof(SmsIn, no_reply), false},
    {"part_ref", MEMBER_INT, offsetof(SmsIn, part_ref), false},
    {"part_number", MEMBER_INT, offsetof(SmsIn, part_number), false},
    {"part_total", MEMBER_INT, offsetof(SmsIn, part_total), false},
    {NULL, MEMBER_INT, 0, false},
};

static const Member media_members[] = {
    {"url", MEMBER_URL, offsetof(SmsMedia, url), false},
    {"type", MEMBER_LINE, offsetof(SmsMedia, type), false},
    {"name", MEMBER_LINE, offsetof(SmsMedia, name), false},
    {"size", MEMBER_SIZE, offsetof(SmsMedia, size), false},
    {"bytes", MEMBER_BYTES, offsetof(SmsMedia, bytes), false},
    {NULL, MEMBER_INT, 0, false},
};

static const Member report_members[] = {
    {"provider_id", MEMBER_LINE, offsetof(SmsReport, provider_id), false},
    {"reference", MEMBER_LINE, offsetof(SmsReport, reference), false},
    {"state", MEMBER_STATE, offsetof(SmsReport, state), true},
    {"code", MEMBER_LINE, offsetof(SmsReport, code), false},
    {"opt_out", MEMBER_BOOL, offsetof(SmsReport, opt_out), false},
    {NULL, MEMBER_INT, 0, false},
};

/* For jansson and the sandbox a JSON string is the only way for bytes. */
static json_t *
bytes_write(GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes == NULL ? NULL : g_bytes_get_data(bytes, &size);
  if (bytes == NULL)
    return NULL;
  g_autofree char *text = g_base64_encode(data, size);
  return json_string_nocheck(text);
}

/* NULL when the member is absent or has its zero value. */
static json_t *
member_write(const Member *member, const void *base)
{
  const char *at = (const char *)base + member->offset;
  switch (member->kind) {
  case MEMBER_LINE:
  case MEMBER_URL:
  case MEMBER_TEXT:
    return json_string(*(char *const *)(const void *)at);
  case MEMBER_BOOL:
    return *(const bool *)(const void *)at ? json_true() : NULL;
  case MEMBER_INT:
    return json_integer(*(const int *)(const void *)at);
  case MEMBER_TIME:
    return json_integer(*(const int64_t *)(const void *)at);
  case MEMBER_SIZE:
    return *(const int64_t *)(const void *)at == 0
               ? NULL
               : json_integer(*(const int64_t *)(const void *)at);
  case MEMBER_BYTES:
    return bytes_write(*(GBytes *const *)(const void *)at);
  case MEMBER_STATE:
    return json_string(
        sms_report_state_to_string(*(const SmsReportState *)(const void *)at));
  }
  g_assert_not_reached();
}

static json_t *
list_write(const GPtrArray *elements, const Member *members)
{
  json_t *list = json_array();
  for (guint i = 0; i < elements->len; i++) {
    json_t *object = json_object();
    for (const Member *m = members; m->name != NULL; m++) {
      json_t *value = member_write(m, elements->pdata[i]);
      if (value != NULL)
        json_object_set_new(object, m->name, value);
    }
    json_array_append_new(list, object);
  }
  return list;
}

/* Beside the members, which are single values. */
static void
lists_write(const GPtrArray *messages, json_t *list)
{
  for (guint i = 0; i < messages->len; i++) {
    const SmsIn *sms = messages->pdata[i];
    json_t *object = json_array_get(list, i);
    if (sms->places->len > 0)
      json_object_set_new(object, "places", place_list_to_json(sms->places));
    if (sms->media->len > 0)
      json_object_set_new(object, "media",
                          list_write(sms->media, media_members));
  }
}

static bool
places_read(const json_t *object, SmsIn *sms, GError **error)
{
  Wire wire = {.text_left = SMS_WIRE_TEXT_MAX, .error = error};
  place_list_from_wire(&wire, json_object_get(object, "places"), sms->places);
  return !wire.failed;
}

json_t *
sms_batch_to_json(const SmsBatch *batch)
{
  json_t *wire = json_object();
  json_t *messages = list_write(batch->messages, message_members);
  lists_write(batch->messages, messages);
  json_object_set_new(wire, "messages", messages);
  json_object_set_new(wire, "reports",
                      list_write(batch->reports, report_members));
  return wire;
}

/* `name` is ours; the value is a stranger's and not repeated. */
static bool
fail(ParseError code, const char *name, GError **error)
{
  g_set_error(error, PARSE_ERROR, (int)code, "%s of an SMS: %s",
              code == PARSE_ERROR_LIMIT ? "out of range" : "wrong type", name);
  return false;
}

static bool
is_line(const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (g_unichar_iscntrl(g_utf8_get_char(text)))
      return false;
  return true;
}

static bool
string_read(const Member *member, const json_t *value, char **out,
            GError **error)
{
  const char *text = json_string_value(value);
  size_t max = member->kind == MEMBER_LINE  ? SMS_WIRE_LINE_MAX
               : member->kind == MEMBER_URL ? SMS_WIRE_URL_MAX
                                            : SMS_WIRE_TEXT_MAX;
  if (text == NULL)
    return fail(PARSE_ERROR_SYNTAX, member->name, error);
  /* jansson has checked UTF-8 and refuses NUL. */
  if (json_string_length(value) > max)
    return fail(PARSE_ERROR_LIMIT, member->name, error);
  if (member->kind != MEMBER_TEXT && !is_line(text))
    return fail(PARSE_ERROR_SYNTAX, member->name, error);
  g_free(*out);
  *out = g_strdup(text);
  return true;
}

/* Whatever is no base64 is left out by GLib: the bytes are a stranger's in
 * any case. */
static bool
bytes_read(const Member *member, const json_t *value, GBytes **out,
           GError **error)
{
  const char *text = json_string_value(value);
  if (text == NULL)
    return fail(PARSE_ERROR_SYNTAX, member->name, error);
  if (json_string_length(value) > SMS_WIRE_BYTES_MAX / 3 * 4 + 4)
    return fail(PARSE_ERROR_LIMIT, member->name, error);
  gsize size = 0;
  guchar *bytes = g_base64_decode(text, &size);
  *out = g_bytes_new_take(bytes, size);
  return true;
}

static bool
number_read(const Member *member, const json_t *value, int64_t max,
            int64_t *out, GError **error)
{
  if (!json_is_integer(value))
    return fail(PARSE_ERROR_SYNTAX, member->name, error);
  json_int_t number = json_integer_value(value);
  if (number < 0 || number > max)
    return fail(PARSE_ERROR_LIMIT, member->name, error);
  *out = number;
  return true;
}

static bool
member_read(const Member *member, const json_t *value, void *base,
            GError **error)
{
  void *at = (char *)base + member->offset;
  int64_t number = 0;
  switch (member->kind) {
  case MEMBER_LINE:
  case MEMBER_URL:
  case MEMBER_TEXT:
    return string_read(member, value, at, error);
  case MEMBER_BOOL:
    if (!json_is_boolean(value))
      return fail(PARSE_ERROR_SYNTAX, member->name, error);
    *(bool *)at = json_is_true(value);
    return true;
  case MEMBER_INT:
    if (!number_read(member, value, SMS_WIRE_PART_MAX, &number, error))
      return false;
    *(int *)at = (int)number;
    return true;
  case MEMBER_TIME:
    return number_read(member, value, SENT_AT_MAX_MS, at, error);
  case MEMBER_SIZE:
    return number_read(member, value, SMS_WIRE_SIZE_MAX, at, error);
  case MEMBER_BYTES:
    return bytes_read(member, value, at, error);
  case MEMBER_STATE:
    return sms_report_state_from_string(json_string_value(value), at) ||
           fail(PARSE_ERROR_SYNTAX, member->name, error);
  }
  g_assert_not_reached();
}

static bool
object_read(const json_t *object, const Member *members, void *base,
            GError **error)
{
  if (!json_is_object(object))
    return fail(PARSE_ERROR_SYNTAX, "element", error);
  for (const Member *m = members; m->name != NULL; m++) {
    const json_t *value = json_object_get(object, m->name);
    if (value == NULL && m->required)
      return fail(PARSE_ERROR_SYNTAX, m->name, error);
    if (value != NULL && !member_read(m, value, base, error))
      return false;
  }
  return true;
}

static const json_t *
list_get(const json_t *wire, const char *name, GError **error)
{
  const json_t *list = json_object_get(wire, name);
  if (!json_is_array(list)) {
    fail(PARSE_ERROR_SYNTAX, name, error);
    return NULL;
  }
  if (json_array_size(list) > PROVIDER_BATCH_MAX) {
    fail(PARSE_ERROR_LIMIT, name, error);
    return NULL;
  }
  return list;
}

static bool
media_read(const json_t *object, SmsIn *sms, GError **error)
{
  const json_t *list = json_object_get(object, "media");
  if (list != NULL && !json_is_array(list))
    return fail(PARSE_ERROR_SYNTAX, "media", error);
  if (json_array_size(list) > SMS_MEDIA_MAX)
    return fail(PARSE_ERROR_LIMIT, "media", error);
  for (size_t i = 0; i < json_array_size(list); i++) {
    SmsMedia *media = sms_media_new();
    g_ptr_array_add(sms->media, media);
    if (!object_read(json_array_get(list, i), media_members, media, error))
      return false;
  }
  return true;
}

static bool
messages_read(const json_t *wire, GPtrArray *out, GError **error)
{
  const json_t *list = list_get(wire, "messages", error);
  if (list == NULL)
    return false;
  for (size_t i = 0; i < json_array_size(list); i++) {
    SmsIn *sms = sms_in_new();
    g_ptr_array_add(out, sms);
    const json_t *object = json_array_get(list, i);
    if (!object_read(object, message_members, sms, error) ||
        !places_read(object, sms, error) || !media_read(object, sms, error))
      return false;
  }
  return true;
}

static bool
reports_read(const json_t *wire, GPtrArray *out, GError **error)
{
  const json_t *list = list_get(wire, "reports", error);
  if (list == NULL)
    return false;
  for (size_t i = 0; i < json_array_size(list); i++) {
    SmsReport *report = sms_report_new();
    g_ptr_array_add(out, report);
    if (!object_read(json_array_get(list, i), report_members, report, error))
      return false;
    if (report->provider_id == NULL && report->reference == NULL)
      return fail(PARSE_ERROR_SYNTAX, "reference", error);
  }
  return true;
}

SmsBatch *
sms_batch_from_json(const json_t *wire, GError **error)
{
  g_autoptr(SmsBatch) batch = sms_batch_new();
  if (!messages_read(wire, batch->messages, error) ||
      !reports_read(wire, batch->reports, error))
    return NULL;
  return g_steal_pointer(&batch);
}
