/* SPDX-License-Identifier: Apache-2.0
 *
 * Jobs and results as JSON heads.
 */
#include "daemon/deliver/delivery_job.h"

#include <string.h>

json_t *
delivery_job_head(const OutboxJob *job)
{
  json_t *head = json_pack(
      "{s:s, s:i, s:s, s:s, s:s, s:s, s:s}", "id", job->id.text, "attempt",
      job->attempt, "channel", job->channel, "transport", job->transport,
      "kind", job->kind, "from", job->envelope_from, "to", job->address);
  g_assert(head != NULL);
  return head;
}

OutboxJob *
delivery_job_from_head(const json_t *head)
{
  const char *id, *channel, *transport, *kind, *from, *to;
  int attempt;
  if (json_unpack((json_t *)head, "{s:s, s:i, s:s, s:s, s:s, s:s, s:s}", "id",
                  &id, "attempt", &attempt, "channel", &channel, "transport",
                  &transport, "kind", &kind, "from", &from, "to", &to) != 0 ||
      !id_is_valid(id))
    return NULL;
  OutboxJob *job = g_new0(OutboxJob, 1);
  g_strlcpy(job->id.text, id, sizeof job->id.text);
  job->attempt = attempt;
  job->channel = g_strdup(channel);
  job->transport = g_strdup(transport);
  job->kind = g_strdup(kind);
  job->envelope_from = g_strdup(from);
  job->address = g_strdup(to);
  return job;
}

json_t *
delivery_result_head(const DeliveryResult *delivery)
{
  const OutboxResult *result = &delivery->result;
  json_t *head = json_pack(
      "{s:s, s:i, s:s, s:s, s:s*, s:s*, s:i, s:s*, s:s, s:s, s:b, s:b}", "id",
      result->id.text, "attempt", result->attempt, "action",
      delivery_action_to_string(result->action), "status", result->status,
      "diagnostic", result->diagnostic, "provider_ref", result->provider_ref,
      "retry_after_s", result->retry_after_s, "channel", delivery->channel,
      "transport", delivery->transport, "group", delivery->group, "last",
      delivery->is_last, "opt_out", result->opt_out);
  g_assert(head != NULL);
  return head;
}

DeliveryResult *
delivery_result_from_head(const json_t *head)
{
  const char *id, *action, *status, *transport, *group;
  const char *channel = NULL;
  const char *diagnostic = NULL;
  const char *provider_ref = NULL;
  int is_last = 0, opt_out = 0;
  g_autoptr(DeliveryResult) delivery = g_new0(DeliveryResult, 1);
  OutboxResult *result = &delivery->result;
  if (json_unpack(
          (json_t *)head,
          "{s:s, s:i, s:s, s:s, s?s, s?s, s:i, s?s, s:s, s:s, s:b, s?b}", "id",
          &id, "attempt", &result->attempt, "action", &action, "status",
          &status, "diagnostic", &diagnostic, "provider_ref", &provider_ref,
          "retry_after_s", &result->retry_after_s, "channel", &channel,
          "transport", &transport, "group", &group, "last", &is_last, "opt_out",
          &opt_out) != 0 ||
      !id_is_valid(id) ||
      !delivery_action_from_string(action, &result->action) ||
      strchr(group, '/') != NULL || group[0] == '.')
    return NULL;
  g_strlcpy(result->id.text, id, sizeof result->id.text);
  g_strlcpy(result->status, status, sizeof result->status);
  result->diagnostic = g_strdup(diagnostic);
  result->provider_ref = g_strdup(provider_ref);
  delivery->channel = g_strdup(channel);
  delivery->transport = g_strdup(transport);
  delivery->group = g_strdup(group);
  delivery->is_last = is_last != 0;
  result->opt_out = opt_out != 0;
  return g_steal_pointer(&delivery);
}

void
delivery_result_free(DeliveryResult *delivery)
{
  if (delivery == NULL)
    return;
  g_free(delivery->result.diagnostic);
  g_free(delivery->result.provider_ref);
  g_free(delivery->channel);
  g_free(delivery->transport);
  g_free(delivery->group);
  g_free(delivery);
}
