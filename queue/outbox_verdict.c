/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts about attempts.
 */
#include "queue/outbox_verdict.h"

/* How often a message goes again after an unknown outcome.  What went to
 * thousands is not worth a second bill, and a second code confuses. */
static int
repeats_allowed(const OutboxFate *fate)
{
  if (g_strcmp0(fate->channel, "sms") != 0)
    return RETRY_MAIL_UNKNOWN_MAX;
  return fate->priority == OUTBOX_PRIORITY_MASS ||
                 g_strcmp0(fate->kind, "code") == 0
             ? 0
             : 1;
}

/* After an unknown outcome a mail is repeated with the same Message-ID, an SMS
 * waits for a receipt before its one repeat, because it costs money. */
static OutboxVerdict
verdict_unknown(const OutboxFate *fate, int64_t now_ms, int64_t wait_ms)
{
  if (g_strcmp0(fate->channel, "sms") == 0)
    wait_ms = RETRY_SMS_RECEIPT_S * INT64_C(1000);
  return (OutboxVerdict){
      .state = fate->unknown_count < repeats_allowed(fate)
                   ? OUTBOX_STATE_DEFERRED
                   : OUTBOX_STATE_HOLD,
      .attempts = fate->attempts,
      .unknown_count = fate->unknown_count + 1,
      .due_at_ms = now_ms + wait_ms,
  };
}

/* A department's ticket never expires in silence: it is tried on, and a person
 * is told. */
static bool
fate_is_ticket(const OutboxFate *fate)
{
  return g_strcmp0(fate->kind, "ticket") == 0;
}

OutboxVerdict
outbox_verdict(const OutboxFate *fate, const OutboxResult *result,
               int64_t now_ms)
{
  uint32_t jitter;
  secret_random(&jitter, sizeof jitter);
  int64_t wait_ms = retry_wait_ms(now_ms - fate->created_at_ms, jitter);
  if (result->retry_after_s > 0)
    wait_ms = MIN(result->retry_after_s, 3600) * INT64_C(1000);
  OutboxVerdict verdict = {OUTBOX_STATE_DEFERRED, fate->attempts,
                           fate->unknown_count, now_ms + wait_ms};
  switch (result->action) {
  case DELIVERY_SENT:
    verdict.state = OUTBOX_STATE_SENT;
    break;
  case DELIVERY_FAIL_MUTE:
  case DELIVERY_FAIL:
  case DELIVERY_WITHOUT_ATTACHMENTS:
    verdict.state = OUTBOX_STATE_FAILED;
    break;
  case DELIVERY_UNKNOWN:
    return verdict_unknown(fate, now_ms, wait_ms);
  case DELIVERY_PAUSE:
  case DELIVERY_NOT_TRIED:
    /* Nothing reached the peer: the attempt is given back. */
    verdict.attempts = MAX(fate->attempts - 1, 0);
    verdict.due_at_ms = now_ms + RETRY_BREAKER_MIN_S * INT64_C(1000);
    break;
  case DELIVERY_DEFER:
    break;
  }
  if (verdict.state == OUTBOX_STATE_DEFERRED && !fate_is_ticket(fate) &&
      now_ms >= fate->expires_at_ms)
    verdict.state = OUTBOX_STATE_EXPIRED;
  return verdict;
}
