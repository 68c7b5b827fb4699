/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading half of the provider engine: a webhook request becomes messages
 * and receipts as the row's tables say.
 */
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/provider/inbound.h"
#include "parsers/provider/provider_private.h"
#include "parsers/provider/provider_source.h"

/* One request being read. */
typedef struct Reading {
  const Provider *row;
  ProviderSource source;
  SmsBatch *batch;
} Reading;

/* Parts of a multimedia message that only say how it looks (SMIL). */
static bool
is_layout(const char *type)
{
  return type != NULL && g_ascii_strncasecmp(type, "application/smil", 16) == 0;
}

/* One medium; false: there is none at this place. */
static bool
add_medium(const Reading *reading, const ProviderMessages *kind,
           ProviderPlace place, SmsIn *sms)
{
  const ProviderSource *source = &reading->source;
  g_autofree char *url = provider_source_text(source, kind->media.url, place);
  g_autofree char *data = provider_source_text(source, kind->media.data, place);
  g_autofree char *type = provider_source_text(source, kind->media.type, place);
  g_autofree char *name = provider_source_text(source, kind->media.name, place);
  g_autofree char *size = provider_source_text(source, kind->media.size, place);
  InboundMedium medium = {
      .url = url, .data = data, .type = type, .name = name, .size = size};
  if (url == NULL && data == NULL && type == NULL)
    return false;
  if (!is_layout(type))
    inbound_add_medium(sms, &medium);
  return true;
}

/* Does a path name one medium each?  Else there is one at most. */
static bool
is_counted(const char *path)
{
  return path != NULL && strchr(path, '*') != NULL;
}

/* Some count from 1. */
static void
add_media(const Reading *reading, const ProviderMessages *kind, size_t index,
          SmsIn *sms)
{
  bool counted = is_counted(kind->media.url) || is_counted(kind->media.data) ||
                 is_counted(kind->media.type);
  for (size_t i = 0; i < (counted ? SMS_MEDIA_MAX : 1); i++)
    if (!add_medium(reading, kind, (ProviderPlace){index, i}, sms) && i > 0)
      break;
}

/* The id of a call that holds several messages is not yet one of each. */
static char *
event_of(const Reading *reading, const ProviderMessages *kind,
         ProviderPlace place)
{
  char *event = provider_source_text(&reading->source, kind->event, place);
  if (event == NULL || place.message == 0 || strstr(kind->event, "[]") != NULL)
    return event;
  char *numbered = g_strdup_printf("%s/%zu", event, place.message);
  g_free(event);
  return numbered;
}

/* The words of a message; NULL: they are bytes for a machine. */
static char *
text_of(const Reading *reading, const ProviderMessages *kind,
        ProviderPlace place)
{
  g_autofree char *text =
      provider_source_text(&reading->source, kind->text, place);
  if (text == NULL)
    return g_strdup("");
  switch (kind->coding) {
  case PROVIDER_TEXT_PLAIN:
    return g_steal_pointer(&text);
  case PROVIDER_TEXT_BASE64:
    return inbound_decode_base64(text, false);
  case PROVIDER_TEXT_SOMETIMES_BASE64: {
    char *decoded = inbound_decode_base64(text, true);
    return decoded != NULL ? decoded : g_steal_pointer(&text);
  }
  }
  g_assert_not_reached();
}

static bool
add_message(const Reading *reading, const ProviderMessages *kind,
            ProviderPlace place, GError **error)
{
  const ProviderSource *source = &reading->source;
  g_autofree char *text = text_of(reading, kind, place);
  g_autofree char *event = event_of(reading, kind, place);
  g_autofree char *id = provider_source_text(source, kind->id, place);
  g_autofree char *from = provider_source_text(source, kind->from, place);
  g_autofree char *to = provider_source_text(source, kind->to, place);
  g_autofree char *time = provider_source_text(source, kind->time, place);
  g_autofree char *ref = provider_source_text(source, kind->part_ref, place);
  g_autofree char *number =
      provider_source_text(source, kind->part_number, place);
  g_autofree char *total =
      provider_source_text(source, kind->part_total, place);
  InboundFields fields = {.event = event,
                          .id = id,
                          .from = from,
                          .to = to,
                          .text = text,
                          .time = time,
                          .is_national =
                              reading->row->numbers == E164_MODE_USER,
                          .part_ref = ref,
                          .part_number = number,
                          .part_total = total};
  if (text == NULL)
    return true;
  SmsIn *sms = inbound_add_message(reading->batch, &fields, error);
  if (sms != NULL)
    add_media(reading, kind, place.message, sms);
  return sms != NULL;
}

/* "30*" fits all that begins so, "30??" all of its length. */
static bool
fits(const char *pattern, const char *word)
{
  size_t size = strlen(pattern);
  return size > 1 && strchr("*?", pattern[size - 1]) != NULL &&
         g_pattern_match_simple(pattern, word);
}

/* The word itself comes before its beginning, wherever they stand: what a town
 * adds to a preset stands last. */
static SmsReportState
find_state(const ProviderState *states, const char *word, SmsReportState other)
{
  bool has_beginning = false;
  for (; word != NULL && states != NULL && states->word != NULL; states++) {
    if (strcmp(states->word, word) == 0)
      return states->state;
    if (!has_beginning && fits(states->word, word)) {
      has_beginning = true;
      other = states->state;
    }
  }
  return other;
}

/* Absent and empty are the same to providers. */
static char *
filled_text(const ProviderSource *source, const char *path, ProviderPlace place)
{
  char *text = provider_source_text(source, path, place);
  if (text != NULL && *text == '\0')
    g_clear_pointer(&text, g_free);
  return text;
}

static bool
add_report(const Reading *reading, const ProviderReports *kind,
           ProviderPlace place, GError **error)
{
  const ProviderSource *source = &reading->source;
  g_autofree char *id = filled_text(source, kind->id, place);
  g_autofree char *reference = filled_text(source, kind->reference, place);
  g_autofree char *status = filled_text(source, kind->status, place);
  g_autofree char *code = filled_text(source, kind->code, place);
  /* A provider tries out our address with an event that holds nothing. */
  if (id == NULL && reference == NULL && status == NULL && code == NULL)
    return true;
  ReportFields fields = {
      .id = id,
      .reference = reference,
      .code = code != NULL ? code : status,
      .state = find_state(kind->code_states, code,
                          find_state(kind->states, status, SMS_REPORT_IGNORED)),
      .opt_out = provider_has_word(kind->opt_out, code),
  };
  return inbound_add_report(reading->batch, &fields, error);
}

/* Is this request of the kind that a table describes? */
static bool
applies(const Reading *reading, const ProviderWhen *when, const char *path,
        ProviderPlace place)
{
  const ProviderWhen present = {.path = path};
  return provider_source_is(&reading->source,
                            when->path != NULL ? when : &present, place);
}

/* More elements than a batch takes are not looked at: the batch is full
 * before. */
static size_t
count_of(const Reading *reading, const char *const *paths)
{
  for (; *paths != NULL; paths++)
    if (strstr(*paths, "[]") != NULL)
      return provider_source_count(&reading->source, *paths);
  return 1;
}

static bool
read_messages(const Reading *reading, const ProviderMessages *kind,
              GError **error)
{
  const char *const paths[] = {kind->from, NULL};
  size_t count = count_of(reading, paths);
  for (size_t i = 0; i < count; i++) {
    ProviderPlace place = {.message = i};
    if (applies(reading, &kind->when, kind->from, place) &&
        !add_message(reading, kind, place, error))
      return false;
  }
  return true;
}

static bool
read_reports(const Reading *reading, const ProviderReports *kind,
             GError **error)
{
  const char *const paths[] = {
      kind->status, kind->id != NULL ? kind->id : kind->reference, NULL};
  size_t count = count_of(reading, paths);
  for (size_t i = 0; i < count; i++) {
    ProviderPlace place = {.message = i};
    if (applies(reading, &kind->when, kind->status, place) &&
        !add_report(reading, kind, place, error))
      return false;
  }
  return true;
}

static bool
read_all(const Reading *reading, GError **error)
{
  const ProviderMessages *messages = reading->row->messages;
  const ProviderReports *reports = reading->row->reports;
  for (; messages != NULL && messages->from != NULL; messages++)
    if (!read_messages(reading, messages, error))
      return false;
  for (; reports != NULL && reports->status != NULL; reports++)
    if (!read_reports(reading, reports, error))
      return false;
  return true;
}

/* Some send several calls as one: an array of what they send else.  With "[]"
 * at the very beginning of its paths a row reads that itself. */
static bool
read_calls(Reading *reading, GError **error)
{
  json_t *root = reading->source.root;
  bool ok = read_all(reading, error);
  for (size_t i = 0; ok && i < json_array_size(root); i++) {
    reading->source.root = json_array_get(root, i);
    ok = !json_is_object(reading->source.root) || read_all(reading, error);
  }
  reading->source.root = root;
  return ok;
}

bool
provider_read(const Provider *row, const ProviderRequest *request,
              SmsBatch **out, GError **error)
{
  g_autoptr(SmsBatch) batch = sms_batch_new();
  Reading reading = {.row = row, .batch = batch};
  bool ok = true;
  if (row->messages != NULL || row->reports != NULL)
    ok = provider_source_read(row, request, &reading.source, error) &&
         read_calls(&reading, error);
  provider_source_clear(&reading.source);
  if (ok)
    *out = g_steal_pointer(&batch);
  return ok;
}
