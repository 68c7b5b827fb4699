/* SPDX-License-Identifier: Apache-2.0
 *
 * Making found fields into SmsIn and SmsReport.
 */
#include "parsers/inbound.h"

#include <string.h>

#include "parsers/e164.h"
#include "parsers/parse_error.h"
#include "parsers/provider.h"

/* Latest year we believe in a provider's clock; keeps products in int64. */
#define TIME_MAX_S INT64_C(253402300799) /* 9999-12-31 */
/* SmsReport.code is at most 64 bytes. */
#define CODE_MAX 64

char *
inbound_clean_text(const void *bytes, size_t size)
{
  g_autofree char *valid = g_utf8_make_valid(bytes ? bytes : "", (gssize)size);
  g_autofree char *composed =
      g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *out = g_string_new(NULL);

  for (const char *p = composed; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\t')
      c = ' ';
    if (c == '\n' || !g_unichar_iscntrl(c))
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

char *
inbound_clean_line(const void *bytes, size_t size, size_t max)
{
  g_autofree char *text = inbound_clean_text(bytes, MIN(size, max));
  char *end = NULL;

  g_strdelimit(text, "\n", ' ');
  if (strlen(text) > max) {
    end = g_utf8_find_prev_char(text, text + max);
    *(end ? end : text) = '\0';
  }
  return g_strdup(g_strstrip(text));
}

int64_t
inbound_parse_time(const char *text)
{
  g_autoptr(GTimeZone) utc = NULL;
  g_autoptr(GDateTime) time = NULL;
  size_t digits = 0;

  if (!text || !*text)
    return 0;
  digits = strspn(text, "0123456789");
  if (text[digits] == '\0' && digits >= 9 && digits <= 13) {
    int64_t value = g_ascii_strtoll(text, NULL, 10);
    return digits > 11 ? value : value * 1000;
  }
  utc = g_time_zone_new_utc();
  time = g_date_time_new_from_iso8601(text, utc);
  if (!time || g_date_time_to_unix(time) < 0 ||
      g_date_time_to_unix(time) > TIME_MAX_S)
    return 0;
  return g_date_time_to_unix(time) * 1000 +
         g_date_time_get_microsecond(time) / 1000;
}

/* Absent and empty are the same to providers. */
static char *
copy_id(const char *text)
{
  return text && *text ? inbound_clean_text(text, strlen(text)) : NULL;
}

/* Our side of the conversation: E.164, or the short code as it stands. */
static char *
receiver(const char *to)
{
  char *number = to ? e164_normalise(to, E164_MODE_PROVIDER) : NULL;

  return number || !to ? number : inbound_clean_text(to, strlen(to));
}

static int
small_number(const char *text)
{
  return text ? (int)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, 65535) : 0;
}

static bool
has_room(const SmsBatch *batch, GError **error)
{
  if (batch->messages->len + batch->reports->len < PROVIDER_BATCH_MAX)
    return true;
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
              "more than %d messages in one request", PROVIDER_BATCH_MAX);
  return false;
}

bool
inbound_add_message(SmsBatch *batch, const InboundFields *fields,
                    GError **error)
{
  SmsIn *sms = NULL;

  if (!has_room(batch, error))
    return false;
  if (!fields->from || !*fields->from) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "a message has no sender");
    return false;
  }
  sms = sms_in_new();
  sms->provider_id = copy_id(fields->id);
  sms->from = e164_normalise(fields->from, E164_MODE_PROVIDER);
  sms->no_reply = sms->from == NULL;
  if (!sms->from)
    sms->from = inbound_clean_text(fields->from, strlen(fields->from));
  sms->to = receiver(fields->to);
  sms->text =
      inbound_clean_text(fields->text, fields->text ? strlen(fields->text) : 0);
  sms->sent_at_ms = inbound_parse_time(fields->time);
  sms->part_ref = small_number(fields->part_ref);
  sms->part_number = small_number(fields->part_number);
  sms->part_total = small_number(fields->part_total);
  g_ptr_array_add(batch->messages, sms);
  return true;
}

bool
inbound_add_report(SmsBatch *batch, const ReportFields *fields, GError **error)
{
  g_autofree char *id = copy_id(fields->id);
  g_autofree char *reference = copy_id(fields->reference);
  SmsReport *report = NULL;

  if (!has_room(batch, error))
    return false;
  if (!id && !reference) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "a report names no message");
    return false;
  }
  report = sms_report_new();
  report->provider_id = g_steal_pointer(&id);
  report->reference = g_steal_pointer(&reference);
  report->state = fields->state;
  report->opt_out = fields->opt_out;
  if (fields->code)
    report->code =
        inbound_clean_line(fields->code, strlen(fields->code), CODE_MAX);
  g_ptr_array_add(batch->reports, report);
  return true;
}
