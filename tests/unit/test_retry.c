/* SPDX-License-Identifier: Apache-2.0
 *
 * The retry plan: each row of the table of replies at each stage, spacing,
 * breaker, names.
 */
#include "queue/retry.h"

#include <glib.h>

static const struct {
  SmtpStage stage;
  const char *line; /* NULL: no reply */
  DeliveryAction action;
} mail_rows[] = {
    /* taken */
    {SMTP_STAGE_FINAL_DOT, "250 2.0.0 Ok: queued as 4F1", DELIVERY_SENT},
    {SMTP_STAGE_FINAL_DOT, "250", DELIVERY_SENT},
    {SMTP_STAGE_FINAL_DOT, "250-2.0.0 more", DELIVERY_SENT},
    /* no reply, at each stage */
    {SMTP_STAGE_REPORT, NULL, DELIVERY_UNKNOWN},
    {SMTP_STAGE_CONNECT, NULL, DELIVERY_NOT_TRIED},
    {SMTP_STAGE_GREETING, NULL, DELIVERY_NOT_TRIED},
    {SMTP_STAGE_EHLO, NULL, DELIVERY_NOT_TRIED},
    {SMTP_STAGE_AUTH, NULL, DELIVERY_NOT_TRIED},
    {SMTP_STAGE_MAIL, NULL, DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, NULL, DELIVERY_DEFER},
    {SMTP_STAGE_DATA, NULL, DELIVERY_DEFER},
    {SMTP_STAGE_FINAL_DOT, NULL, DELIVERY_UNKNOWN},
    /* cut after a success: 354 was the last word before the final dot */
    {SMTP_STAGE_FINAL_DOT, "354 End data", DELIVERY_UNKNOWN},
    {SMTP_STAGE_DATA, "354 End data", DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, "250 2.1.5 Ok", DELIVERY_DEFER},
    {SMTP_STAGE_GREETING, "250 odd", DELIVERY_NOT_TRIED},
    /* 4xx at each stage */
    {SMTP_STAGE_GREETING, "421 4.7.0 throttled", DELIVERY_DEFER},
    {SMTP_STAGE_CONNECT, "421 4.3.2 busy", DELIVERY_DEFER},
    {SMTP_STAGE_EHLO, "421 4.4.2 idle", DELIVERY_DEFER},
    {SMTP_STAGE_AUTH, "454 4.7.0 later", DELIVERY_DEFER},
    {SMTP_STAGE_MAIL, "452 4.3.1 disk", DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, "450 4.2.0 Greylisted", DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, "451 4.7.1 policy", DELIVERY_DEFER},
    {SMTP_STAGE_DATA, "421 closing", DELIVERY_DEFER},
    {SMTP_STAGE_FINAL_DOT, "451 4.3.0 queue", DELIVERY_DEFER},
    {SMTP_STAGE_REPORT, "450 4.2.2 full", DELIVERY_DEFER},
    /* an address that does not exist */
    {SMTP_STAGE_RCPT, "550 5.1.1 unknown", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "550 5.1.2 host", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "501 5.1.3 syntax", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "551 5.1.6 moved", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "556 5.1.10 null MX", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_FINAL_DOT, "550 5.1.1 unknown", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_REPORT, "550 5.1.1 unknown", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "550 no such user", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "551 not local", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "553 not allowed", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_RCPT, "550 5.4.1 rejected", DELIVERY_FAIL_MUTE},
    /* our sender address, not the recipient's */
    {SMTP_STAGE_MAIL, "550 5.1.1 sender", DELIVERY_FAIL},
    {SMTP_STAGE_MAIL, "553 sender", DELIVERY_FAIL},
    /* 5.1.10 is not 5.1.1, nor is 5.1.100 */
    {SMTP_STAGE_FINAL_DOT, "550 5.1.100 x", DELIVERY_FAIL},
    /* full or disabled */
    {SMTP_STAGE_RCPT, "550 5.2.1 disabled", DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, "552 5.2.2 full", DELIVERY_DEFER},
    {SMTP_STAGE_FINAL_DOT, "554 5.2.2 full", DELIVERY_DEFER},
    /* too large */
    {SMTP_STAGE_MAIL, "552 5.3.4 size", DELIVERY_WITHOUT_ATTACHMENTS},
    {SMTP_STAGE_FINAL_DOT, "554 5.3.4 size", DELIVERY_WITHOUT_ATTACHMENTS},
    {SMTP_STAGE_FINAL_DOT, "552 too large", DELIVERY_WITHOUT_ATTACHMENTS},
    {SMTP_STAGE_FINAL_DOT, "552 5.7.0 attachment",
     DELIVERY_WITHOUT_ATTACHMENTS},
    /* our own fault */
    {SMTP_STAGE_GREETING, "554 go away", DELIVERY_PAUSE},
    {SMTP_STAGE_EHLO, "550 no", DELIVERY_PAUSE},
    {SMTP_STAGE_AUTH, "535 5.7.8 wrong", DELIVERY_PAUSE},
    {SMTP_STAGE_AUTH, "535 wrong", DELIVERY_PAUSE},
    {SMTP_STAGE_AUTH, "554 5.7.1 no", DELIVERY_PAUSE},
    {SMTP_STAGE_AUTH, "534 5.7.9 weak", DELIVERY_PAUSE},
    {SMTP_STAGE_MAIL, "530 5.7.0 STARTTLS", DELIVERY_PAUSE},
    {SMTP_STAGE_MAIL, "530 first", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "530 first", DELIVERY_PAUSE},
    {SMTP_STAGE_MAIL, "550 5.7.0 auth", DELIVERY_PAUSE},
    {SMTP_STAGE_MAIL, "550 5.7.1 sender", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "550 5.7.8 auth", DELIVERY_PAUSE},
    /* whatever the stage, and however it is worded; the recipient is as good
     * as before */
    {SMTP_STAGE_RCPT, "550 5.1.7 sender", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "550 5.1.8 bad outbound sender", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "550 5.4.5 Daily user sending limit", DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "550 5.4.5 Daily user sending limit",
     DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "550 5.1.90 daily limit", DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "554 5.2.252 SendAsDenied", DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "550 5.7.60 send as this sender", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "550 5.7.64 Relay Access Denied", DELIVERY_PAUSE},
    {SMTP_STAGE_RCPT, "550 5.7.54 Unable to relay", DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "550 5.7.708 this IP", DELIVERY_PAUSE},
    {SMTP_STAGE_FINAL_DOT, "550 5.7.233 external recipients", DELIVERY_DEFER},
    {SMTP_STAGE_FINAL_DOT, "554 5.2.0 STOREDRV.Submission", DELIVERY_DEFER},
    {SMTP_STAGE_RCPT, "550 5.2.0 mailbox", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_REPORT, "550 5.4.5 congested", DELIVERY_FAIL},
    {SMTP_STAGE_REPORT, "550 5.7.708 this IP", DELIVERY_FAIL},
    /* ... but one letter that a filter dislikes stops nobody else, */
    {SMTP_STAGE_FINAL_DOT, "554 5.7.0 spam", DELIVERY_FAIL},
    {SMTP_STAGE_FINAL_DOT, "550 5.7.1 policy", DELIVERY_FAIL},
    {SMTP_STAGE_RCPT, "550 5.7.1 blocked", DELIVERY_FAIL},
    /* nor does a bounce */
    {SMTP_STAGE_REPORT, "530 5.7.0 auth", DELIVERY_FAIL},
    {SMTP_STAGE_REPORT, "550 5.7.1 no", DELIVERY_FAIL},
    /* protocol, content, other */
    {SMTP_STAGE_MAIL, "500 5.5.2 syntax", DELIVERY_FAIL},
    {SMTP_STAGE_RCPT, "550 5.5.0 x", DELIVERY_FAIL},
    {SMTP_STAGE_DATA, "503 5.5.1 sequence", DELIVERY_FAIL},
    {SMTP_STAGE_DATA, "554 no valid", DELIVERY_FAIL},
    {SMTP_STAGE_FINAL_DOT, "554 5.6.0 content", DELIVERY_FAIL},
    {SMTP_STAGE_FINAL_DOT, "550 refused", DELIVERY_FAIL},
    /* digits disagree: the code wins */
    {SMTP_STAGE_RCPT, "550 4.2.2 full", DELIVERY_FAIL_MUTE},
    {SMTP_STAGE_FINAL_DOT, "554 4.7.1 later", DELIVERY_FAIL},
    {SMTP_STAGE_RCPT, "450 5.1.1 unknown", DELIVERY_DEFER},
    {SMTP_STAGE_FINAL_DOT, "250 5.1.1 unknown", DELIVERY_SENT},
};

static void
test_retry_mail_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(mail_rows); i++) {
    SmtpReply reply = {.stage = mail_rows[i].stage};
    if (mail_rows[i].line != NULL)
      g_assert_true(smtp_reply_parse(mail_rows[i].line, &reply));
    g_test_message("%s: %s", smtp_stage_to_string(reply.stage),
                   mail_rows[i].line != NULL ? mail_rows[i].line : "nothing");
    g_assert_cmpstr(delivery_action_to_string(retry_smtp_action(&reply)), ==,
                    delivery_action_to_string(mail_rows[i].action));
  }
}

/* Every code at every stage has an answer, and only success is success. */
static void
test_retry_mail_rows_are_complete(void)
{
  static const char *const statuses[] = {NULL, "2.0.0", "4.7.1", "5.1.1"};
  for (int stage = 0; stage <= SMTP_STAGE_REPORT; stage++)
    for (int code = 0; code <= 599; code++)
      for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        SmtpReply reply = {stage, code, statuses[i]};
        bool taken = stage >= SMTP_STAGE_FINAL_DOT && code / 100 == 2;
        /* a report without a code: the status alone */
        taken |= stage == SMTP_STAGE_REPORT && code == 0 && i == 1;
        g_assert_true((retry_smtp_action(&reply) == DELIVERY_SENT) == taken);
      }
}

static void
test_retry_reads_status_of_reports(void)
{
  static const struct {
    const char *status;
    DeliveryAction action;
  } rows[] = {
      {"5.1.1", DELIVERY_FAIL_MUTE},
      {"5.1.1 (bad mailbox)", DELIVERY_FAIL_MUTE},
      {"5.2.2", DELIVERY_DEFER},
      {"4.4.1", DELIVERY_DEFER},
      {"2.1.5", DELIVERY_SENT},
      {"5.7.8", DELIVERY_FAIL},
      /* no status at all */
      {NULL, DELIVERY_UNKNOWN},
      {"", DELIVERY_UNKNOWN},
      {"5.1", DELIVERY_UNKNOWN},
      {"5.1.1.1", DELIVERY_UNKNOWN},
      {"5..1", DELIVERY_UNKNOWN},
      {"5.1.1x", DELIVERY_UNKNOWN},
      {"5.1.1111", DELIVERY_UNKNOWN},
      {"3.1.1", DELIVERY_UNKNOWN},
      {"99999999999999999999.1.1", DELIVERY_UNKNOWN},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    SmtpReply reply = {SMTP_STAGE_REPORT, 0, rows[i].status};
    g_test_message("%s", rows[i].status != NULL ? rows[i].status : "nothing");
    g_assert_cmpstr(delivery_action_to_string(retry_smtp_action(&reply)), ==,
                    delivery_action_to_string(rows[i].action));
  }
}

static void
test_retry_refuses_what_is_no_reply(void)
{
  static const char *const lines[] = {
      "", "2", "25", "2500 x", "abc", "150", "600 x", "250x", "-250", " 250",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
    SmtpReply reply = {SMTP_STAGE_RCPT, 7, NULL};
    g_assert_false(smtp_reply_parse(lines[i], &reply));
    g_assert_cmpint(reply.code, ==, 7);
  }
}

static void
test_retry_sms_rows(void)
{
  static const struct {
    SmsAnswer answer;
    DeliveryAction action;
  } rows[] = {
      {{false, 0, false}, DELIVERY_NOT_TRIED},
      {{true, 200, true}, DELIVERY_SENT},
      {{true, 202, true}, DELIVERY_SENT},
      {{true, 200, false}, DELIVERY_UNKNOWN},
      {{true, 0, false}, DELIVERY_UNKNOWN},
      {{true, 302, false}, DELIVERY_FAIL},
      {{true, 400, false}, DELIVERY_FAIL},
      {{true, 401, false}, DELIVERY_PAUSE},
      {{true, 403, false}, DELIVERY_PAUSE},
      {{true, 404, false}, DELIVERY_FAIL},
      {{true, 408, false}, DELIVERY_UNKNOWN},
      {{true, 422, false}, DELIVERY_FAIL},
      {{true, 429, false}, DELIVERY_DEFER},
      {{true, 500, false}, DELIVERY_UNKNOWN},
      {{true, 503, true}, DELIVERY_UNKNOWN},
      {{true, 999, false}, DELIVERY_UNKNOWN},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("HTTP %d", rows[i].answer.http_status);
    g_assert_cmpstr(
        delivery_action_to_string(retry_sms_action(&rows[i].answer)), ==,
        delivery_action_to_string(rows[i].action));
  }
}

/* The due times of a mail that is never taken, without jitter. */
static void
test_retry_schedule_is_exact(void)
{
  static const int expected_s[] = {300,  600,   1200,  2400,  4800,
                                   8800, 12800, 16800, 20800, 24800};
  int64_t age_ms = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(expected_s); i++) {
    age_ms += retry_wait_ms(age_ms, 100);
    g_assert_cmpint(age_ms, ==, expected_s[i] * INT64_C(1000));
  }
}

static void
test_retry_jitter_stays_within(void)
{
  int64_t least = INT64_MAX, most = 0;
  for (uint32_t i = 0; i < 1000; i++) {
    int64_t wait_ms = retry_wait_ms(0, i * 2654435761U);
    least = MIN(least, wait_ms);
    most = MAX(most, wait_ms);
  }
  g_assert_cmpint(least, ==, 270000);
  g_assert_cmpint(most, ==, 330000);
}

/* Written in the future, or a year ago, because the clock was wrong. */
static void
test_retry_clock_steps_are_harmless(void)
{
  g_assert_cmpint(retry_wait_ms(INT64_C(-31536000000), 100), ==, 300000);
  g_assert_cmpint(retry_wait_ms(INT64_C(31536000000), 100), ==, 4000000);
}

static void
test_retry_breaker_opens_and_doubles(void)
{
  static const int pauses_s[] = {0,   0,   0,   0,    0,    60,  120,
                                 240, 480, 960, 1920, 3600, 3600};
  for (size_t i = 0; i < G_N_ELEMENTS(pauses_s); i++)
    g_assert_cmpint(retry_breaker_ms((int)i), ==, pauses_s[i] * INT64_C(1000));
  g_assert_cmpint(retry_breaker_ms(INT32_MAX), ==, 3600000);
}

static void
test_retry_names_go_both_ways(void)
{
  for (int i = 0; i <= DELIVERY_UNKNOWN; i++) {
    DeliveryAction action = DELIVERY_SENT;
    g_assert_true(
        delivery_action_from_string(delivery_action_to_string(i), &action));
    g_assert_cmpint(action, ==, i);
  }
  DeliveryAction action = DELIVERY_SENT;
  g_assert_false(delivery_action_from_string("quit", &action));
  g_assert_cmpint(action, ==, DELIVERY_SENT);
}

#define ADD(path, function) g_test_add_func("/queue/retry/" path, function)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("mail-rows", test_retry_mail_rows);
  ADD("mail-rows-are-complete", test_retry_mail_rows_are_complete);
  ADD("reports", test_retry_reads_status_of_reports);
  ADD("no-reply", test_retry_refuses_what_is_no_reply);
  ADD("sms-rows", test_retry_sms_rows);
  ADD("schedule", test_retry_schedule_is_exact);
  ADD("jitter", test_retry_jitter_stays_within);
  ADD("clock", test_retry_clock_steps_are_harmless);
  ADD("breaker", test_retry_breaker_opens_and_doubles);
  ADD("names", test_retry_names_go_both_ways);
  return g_test_run();
}
