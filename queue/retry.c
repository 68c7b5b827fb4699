/* SPDX-License-Identifier: Apache-2.0
 *
 * Spacing and breaker of deliveries, the names of their stages and actions, and
 * the reading of a reply line.  What a reply means is in retry_rows.c.
 */
#include "queue/retry.h"

#include <glib.h>
#include <string.h>

#include "parsers/name_table.h"

enum {
  JITTER_PERCENT = 10, /* so that a backlog does not come back as one wave */
};

static const char *const action_names[] = {
    [DELIVERY_SENT] = "sent",
    [DELIVERY_DEFER] = "defer",
    [DELIVERY_FAIL_MUTE] = "fail-mute",
    [DELIVERY_FAIL] = "fail",
    [DELIVERY_WITHOUT_ATTACHMENTS] = "without-attachments",
    [DELIVERY_PAUSE] = "pause",
    [DELIVERY_NOT_TRIED] = "not-tried",
    [DELIVERY_UNKNOWN] = "unknown",
};

static const char *const stage_names[] = {
    [SMTP_STAGE_CONNECT] = "connect", [SMTP_STAGE_GREETING] = "greeting",
    [SMTP_STAGE_EHLO] = "ehlo",       [SMTP_STAGE_AUTH] = "auth",
    [SMTP_STAGE_MAIL] = "mail",       [SMTP_STAGE_RCPT] = "rcpt",
    [SMTP_STAGE_DATA] = "data",       [SMTP_STAGE_FINAL_DOT] = "final-dot",
    [SMTP_STAGE_REPORT] = "report",
};

const char *
delivery_action_to_string(DeliveryAction action)
{
  g_assert(action < G_N_ELEMENTS(action_names));
  return action_names[action];
}

bool
delivery_action_from_string(const char *name, DeliveryAction *out_action)
{
  int i = name_table_find(action_names, G_N_ELEMENTS(action_names), name);
  if (i < 0)
    return false;
  *out_action = (DeliveryAction)i;
  return true;
}

const char *
smtp_stage_to_string(SmtpStage stage)
{
  g_assert(stage < G_N_ELEMENTS(stage_names));
  return stage_names[stage];
}

/* The three digits of a reply; the first is 2 to 5 (RFC 5321 4.2.1). */
static int
read_code(const char *line)
{
  for (int i = 0; i < 3; i++)
    if (!g_ascii_isdigit(line[i]))
      return 0;
  if (line[0] < '2' || line[0] > '5')
    return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool
smtp_reply_parse(const char *line, SmtpReply *out_reply)
{
  int code = read_code(line);
  if (code == 0 || strchr(" -\r\n", line[3]) == NULL)
    return false;
  out_reply->code = code;
  bool has_text = line[3] == ' ' || line[3] == '-';
  out_reply->status = has_text && g_ascii_isdigit(line[4]) ? line + 4 : NULL;
  return true;
}

int64_t
retry_wait_ms(int64_t age_ms, uint32_t random)
{
  int64_t wait_s = CLAMP(age_ms / 1000, RETRY_MIN_S, RETRY_MAX_S);
  /* Per mille, from 900 to 1100. */
  int64_t spread = JITTER_PERCENT * 10;
  int64_t factor = 1000 - spread + (int64_t)(random % (2 * spread + 1));
  return wait_s * factor;
}

int64_t
retry_breaker_ms(int failures)
{
  if (failures < RETRY_BREAKER_FAILURES)
    return 0;
  int64_t pause_s = RETRY_BREAKER_MIN_S;
  for (int i = RETRY_BREAKER_FAILURES; i < failures; i++) {
    pause_s *= 2;
    if (pause_s >= RETRY_BREAKER_MAX_S)
      return RETRY_BREAKER_MAX_S * INT64_C(1000);
  }
  return pause_s * 1000;
}
