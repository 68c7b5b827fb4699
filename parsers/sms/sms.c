/* SPDX-License-Identifier: Apache-2.0
 *
 * Making, freeing and naming of the vocabulary of SMS.
 */
#include "parsers/sms/sms.h"

#include "parsers/name_table.h"

static const char *const sms_report_state_names[] = {
    [SMS_REPORT_QUEUED] = "queued",
    [SMS_REPORT_SENT] = "sent",
    [SMS_REPORT_DELIVERED] = "delivered",
    [SMS_REPORT_FAILED_TEMPORARY] = "failed_temp",
    [SMS_REPORT_FAILED_PERMANENT] = "failed_perm",
    [SMS_REPORT_EXPIRED] = "expired",
    [SMS_REPORT_IGNORED] = "ignored",
};

const char *
sms_report_state_to_string(SmsReportState state)
{
  return sms_report_state_names[state];
}

bool
sms_report_state_from_string(const char *name, SmsReportState *out_state)
{
  int i = name_table_find(sms_report_state_names,
                          G_N_ELEMENTS(sms_report_state_names), name);
  if (i < 0)
    return false;
  *out_state = (SmsReportState)i;
  return true;
}

SmsMedia *
sms_media_new(void)
{
  return g_new0(SmsMedia, 1);
}

void
sms_media_free(SmsMedia *media)
{
  if (media == NULL)
    return;
  g_free(media->url);
  g_free(media->type);
  g_free(media->name);
  g_clear_pointer(&media->bytes, g_bytes_unref);
  g_free(media);
}

SmsIn *
sms_in_new(void)
{
  SmsIn *sms = g_new0(SmsIn, 1);
  sms->media = g_ptr_array_new_with_free_func((GDestroyNotify)sms_media_free);
  sms->places = g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  return sms;
}

void
sms_in_free(SmsIn *sms)
{
  if (sms == NULL)
    return;
  g_free(sms->event_id);
  g_free(sms->provider_id);
  g_free(sms->from);
  g_free(sms->to);
  g_free(sms->text);
  g_ptr_array_unref(sms->places);
  g_ptr_array_unref(sms->media);
  g_free(sms);
}

SmsReport *
sms_report_new(void)
{
  return g_new0(SmsReport, 1);
}

void
sms_report_free(SmsReport *report)
{
  if (report == NULL)
    return;
  g_free(report->provider_id);
  g_free(report->reference);
  g_free(report->code);
  g_free(report);
}

SmsBatch *
sms_batch_new(void)
{
  SmsBatch *batch = g_new0(SmsBatch, 1);
  batch->messages = g_ptr_array_new_with_free_func((GDestroyNotify)sms_in_free);
  batch->reports =
      g_ptr_array_new_with_free_func((GDestroyNotify)sms_report_free);
  return batch;
}

void
sms_batch_free(SmsBatch *batch)
{
  if (batch == NULL)
    return;
  g_ptr_array_unref(batch->messages);
  g_ptr_array_unref(batch->reports);
  g_free(batch);
}
