/* SPDX-License-Identifier: Apache-2.0
 *
 * Making found fields into SmsIn and SmsReport.
 */
#include "parsers/provider/inbound.h"

#include <string.h>

#include "parsers/clean_text.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider.h"
#include "parsers/sms/e164.h"
#include "parsers/sms/sms_json.h"

/* Latest year we believe in a provider's clock; keeps products in int64. */
#define TIME_MAX_S INT64_C(253402300799) /* 9999-12-31 */
/* SmsReport.code is at most 64 bytes. */
#define CODE_MAX 64

/* What stands behind the digits of a Unix time: nothing, or ".25". */
static bool
is_fraction(const char *text)
{
  return *text == '\0' || (text[0] == '.' && g_ascii_isdigit(text[1]) &&
                           text[1 + strspn(text + 1, "0123456789")] == '\0');
}

static int
fraction_ms(const char *text)
{
  int ms = 0;

  for (int unit = 100; unit > 0 && *text && *++text; unit /= 10)
    ms += (*text - '0') * unit;
  return ms;
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
  if (text[digits] == '\0' && digits == 14) {
    g_autofree char *iso = g_strdup_printf("%.8sT%sZ", text, text + 8);
    return inbound_parse_time(iso);
  }
  if (is_fraction(text + digits) && digits >= 9 && digits <= 13) {
    int64_t value = g_ascii_strtoll(text, NULL, 10);
    return digits > 11 ? value : value * 1000 + fraction_ms(text + digits);
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
copy_line(const char *text)
{
  return text && *text ? clean_line(text, strlen(text), SMS_WIRE_LINE_MAX)
                       : NULL;
}

/* Our side of the conversation: E.164, or the short code as it stands. */
static char *
receiver(const char *to, E164Mode mode)
{
  char *number = to ? e164_normalise(to, mode) : NULL;

  return number ? number : copy_line(to);
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

SmsIn *
inbound_add_message(SmsBatch *batch, const InboundFields *fields,
                    GError **error)
{
  E164Mode mode = fields->is_national ? E164_MODE_USER : E164_MODE_PROVIDER;
  SmsIn *sms = NULL;

  if (!has_room(batch, error))
    return NULL;
  if (!fields->from || !*fields->from) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "a message has no sender");
    return NULL;
  }
  sms = sms_in_new();
  sms->event_id = copy_line(fields->event);
  sms->provider_id = copy_line(fields->id);
  sms->from = e164_normalise(fields->from, mode);
  sms->no_reply = sms->from == NULL;
  if (!sms->from)
    sms->from = copy_line(fields->from);
  sms->to = receiver(fields->to, mode);
  sms->text = clean_text(fields->text, fields->text ? strlen(fields->text) : 0);
  sms->sent_at_ms = inbound_parse_time(fields->time);
  sms->part_ref = small_number(fields->part_ref);
  sms->part_number = small_number(fields->part_number);
  sms->part_total = small_number(fields->part_total);
  g_ptr_array_add(batch->messages, sms);
  return sms;
}

/* The base64 of a "data:" URL (RFC 2397), or all of it. */
static const char *
behind_scheme(const char *data)
{
  static const char mark[] = ";base64,";
  const char *found =
      g_str_has_prefix(data, "data:") ? strstr(data, mark) : NULL;

  return found ? found + strlen(mark) : data;
}

/* RFC 4648 4 of what may as well be its section 5, broken into lines, without
 * padding: GLib would leave out a letter that it does not know, and the rest of
 * a picture would be noise. */
static GString *
plain_base64(const char *data)
{
  GString *out = g_string_sized_new(strlen(data) + 3);

  for (const char *p = data; *p; p++)
    if (!g_ascii_isspace(*p))
      g_string_append_c(out, *p == '-' ? '+' : *p == '_' ? '/' : *p);
  while (out->len % 4 != 0)
    g_string_append_c(out, '=');
  return out;
}

/* NULL for what is larger than we take. */
static GBytes *
take_bytes(const char *data)
{
  gsize size = 0;

  if (!data)
    return NULL;
  g_autoptr(GString) plain = plain_base64(behind_scheme(data));
  if (plain->len > SMS_WIRE_BYTES_MAX / 3 * 4)
    return NULL;
  guchar *bytes = g_base64_decode(plain->str, &size);
  return g_bytes_new_take(bytes, size);
}

void
inbound_add_medium(SmsIn *sms, const InboundMedium *medium)
{
  SmsMedia *media = NULL;

  if (sms->media->len >= SMS_MEDIA_MAX)
    return;
  media = sms_media_new();
  if (medium->url && strlen(medium->url) <= SMS_WIRE_URL_MAX)
    media->url = clean_line(medium->url, strlen(medium->url), SMS_WIRE_URL_MAX);
  media->type = copy_line(medium->type);
  media->name = copy_line(medium->name);
  media->size = medium->size ? CLAMP(g_ascii_strtoll(medium->size, NULL, 10), 0,
                                     SMS_WIRE_SIZE_MAX)
                             : 0;
  media->bytes = take_bytes(medium->data);
  g_ptr_array_add(sms->media, media);
}

/* Shorter than this, words without blanks could be meant. */
#define BASE64_CAREFUL_MIN 24

/* Nobody types words like this: whole groups, letters of both cases, and a
 * digit or sign among them. */
static bool
looks_like_base64(const char *text, size_t size)
{
  size_t lower = strcspn(text, "abcdefghijklmnopqrstuvwxyz");
  size_t upper = strcspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  size_t other = strcspn(text, "0123456789+/=");

  return size >= BASE64_CAREFUL_MIN && lower < size && upper < size &&
         other < size;
}

static bool
is_base64(const char *text, size_t size)
{
  size_t body = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz0123456789+/");
  size_t padding = strspn(text + body, "=");

  return size > 0 && size % 4 == 0 && padding <= 2 && body + padding == size;
}

static bool
is_readable(const char *text)
{
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (!g_unichar_isprint(c) && !g_unichar_isspace(c))
      return false;
  }
  return true;
}

/* Without its line breaks; and unless it may be plain words, in the alphabet of
 * RFC 4648 4. */
static char *
one_line_base64(const char *text, bool careful)
{
  g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);
  char *line = g_strjoinv("", lines);

  if (!careful)
    g_strdelimit(g_strdelimit(line, "-", '+'), "_", '/');
  return line;
}

char *
inbound_decode_base64(const char *given, bool careful)
{
  g_autofree char *text = one_line_base64(given, careful);
  size_t size = strlen(text);
  gsize decoded_size = 0;
  g_autofree guchar *decoded = NULL;
  g_autofree char *words = NULL;

  if (!is_base64(text, size) || (careful && !looks_like_base64(text, size)))
    return NULL;
  decoded = g_base64_decode(text, &decoded_size);
  words = g_strndup((const char *)decoded, decoded_size);
  if (strlen(words) != decoded_size || !g_utf8_validate(words, -1, NULL) ||
      !is_readable(words))
    return NULL;
  return g_steal_pointer(&words);
}

bool
inbound_add_report(SmsBatch *batch, const ReportFields *fields, GError **error)
{
  g_autofree char *id = copy_line(fields->id);
  g_autofree char *reference = copy_line(fields->reference);
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
    report->code = clean_line(fields->code, strlen(fields->code), CODE_MAX);
  g_ptr_array_add(batch->reports, report);
  return true;
}
