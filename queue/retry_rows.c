/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of replies: what an SMTP server or an SMS provider said, and what
 * becomes of the message.  The first row that fits decides.
 */
#include "queue/retry.h"

#include <glib.h>

enum {
  ANY = -1,

  CONNECT = 1 << SMTP_STAGE_CONNECT,
  GREETING = 1 << SMTP_STAGE_GREETING,
  EHLO = 1 << SMTP_STAGE_EHLO,
  AUTH = 1 << SMTP_STAGE_AUTH,
  MAIL = 1 << SMTP_STAGE_MAIL,
  RCPT = 1 << SMTP_STAGE_RCPT,
  DATA = 1 << SMTP_STAGE_DATA,
  DOT = 1 << SMTP_STAGE_FINAL_DOT,
  REPORT = 1 << SMTP_STAGE_REPORT,

  /* No message has been named yet: it is about us, not about a letter. */
  BEFORE = CONNECT | GREETING | EHLO | AUTH,
  NAMED = RCPT | DATA | DOT | REPORT, /* the recipient has been named */
  LETTER = MAIL | RCPT | DATA | DOT,
  SESSION = BEFORE | LETTER,
  ALL = SESSION | REPORT,
};

typedef struct MailRow {
  int stages;
  int code_low, code_high;
  int subject, detail; /* of the status; ANY also fits a reply without one */
  DeliveryAction action;
} MailRow;

static const MailRow mail_rows[] = {
    {DOT | REPORT, 200, 299, ANY, ANY, DELIVERY_SENT},
    /* Nothing, or the 354 that asked for the text, is the last we heard: the
     * server may have taken it (RFC 5321 4.5.3.2.6). */
    {DOT | REPORT, 0, 0, ANY, ANY, DELIVERY_UNKNOWN},
    {DOT, 300, 399, ANY, ANY, DELIVERY_UNKNOWN},
    {BEFORE, 0, 399, ANY, ANY, DELIVERY_NOT_TRIED},
    /* Cut before the final dot: not taken.  4xx: 421, greylisting, policy. */
    {ALL, 0, 499, ANY, ANY, DELIVERY_DEFER},

    /* 554 greeting, 530, 535, 5.7.x to AUTH: refused whoever it is for. */
    {BEFORE, 500, 599, ANY, ANY, DELIVERY_PAUSE},
    /* A report tells of another host's credentials, so it pauses nothing. */
    {SESSION, 530, 530, ANY, ANY, DELIVERY_PAUSE},
    {SESSION, 535, 535, ANY, ANY, DELIVERY_PAUSE},
    {SESSION, 500, 599, 7, 8, DELIVERY_PAUSE},
    /* From DATA on, 5.7.0 is a content filter's verdict on one letter. */
    {MAIL | RCPT, 500, 599, 7, 0, DELIVERY_PAUSE},
    {MAIL, 500, 599, 7, 1, DELIVERY_PAUSE},
    /* Our sender's address (RFC 3463 3.2), our limit (Google calls it X.4.5):
     * refused whoever it is for, and nothing is known of the recipient. */
    {LETTER, 500, 599, 1, 7, DELIVERY_PAUSE},
    {LETTER, 500, 599, 1, 8, DELIVERY_PAUSE},
    {LETTER, 500, 599, 4, 5, DELIVERY_PAUSE},
    /* Microsoft's words for the same (2026-01): a day's recipients, sending
     * throttled after refusals, sender, relay, tenant.
     * https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/ */
    {LETTER, 500, 599, 1, 90, DELIVERY_PAUSE},
    {LETTER, 500, 599, 2, 251, DELIVERY_PAUSE},
    {LETTER, 500, 599, 2, 252, DELIVERY_PAUSE},
    {LETTER, 500, 599, 2, 253, DELIVERY_PAUSE},
    {LETTER, 500, 599, 2, 254, DELIVERY_PAUSE},
    {LETTER, 500, 599, 2, 255, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 54, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 57, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 60, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 64, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 501, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 502, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 503, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 705, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 708, DELIVERY_PAUSE},
    {LETTER, 500, 599, 7, 750, DELIVERY_PAUSE},
    /* Its limit for letters that leave the tenant: departments still get
     * theirs.  Its "5.2.0 STOREDRV.Submission…" after the text is a quota. */
    {LETTER, 500, 599, 7, 232, DELIVERY_DEFER},
    {LETTER, 500, 599, 7, 233, DELIVERY_DEFER},
    {DOT, 500, 599, 2, 0, DELIVERY_DEFER},

    /* Disabled or full: both pass. */
    {ALL, 500, 599, 2, 1, DELIVERY_DEFER},
    {ALL, 500, 599, 2, 2, DELIVERY_DEFER},
    /* No such mailbox, no such host, no such syntax, moved, null MX. */
    {NAMED, 500, 599, 1, 1, DELIVERY_FAIL_MUTE},
    {NAMED, 500, 599, 1, 2, DELIVERY_FAIL_MUTE},
    {NAMED, 500, 599, 1, 3, DELIVERY_FAIL_MUTE},
    {NAMED, 500, 599, 1, 6, DELIVERY_FAIL_MUTE},
    {NAMED, 500, 599, 1, 10, DELIVERY_FAIL_MUTE},
    /* Too large; stands after 5.2.2, which often comes with 552. */
    {ALL, 500, 599, 3, 4, DELIVERY_WITHOUT_ATTACHMENTS},
    {ALL, 552, 552, ANY, ANY, DELIVERY_WITHOUT_ATTACHMENTS},
    /* Protocol, content and policy: the address may be a good one, even if
     * the code is 550 (a blocklist answers "550 5.7.1" to RCPT). */
    {ALL, 500, 599, 5, ANY, DELIVERY_FAIL},
    {ALL, 500, 599, 6, ANY, DELIVERY_FAIL},
    {ALL, 500, 599, 7, ANY, DELIVERY_FAIL},
    {RCPT, 550, 551, ANY, ANY, DELIVERY_FAIL_MUTE},
    {RCPT, 553, 553, ANY, ANY, DELIVERY_FAIL_MUTE},
    {ALL, 500, 599, ANY, ANY, DELIVERY_FAIL},
};

/* A status of RFC 3463 2; class 0 for none. */
typedef struct Status {
  int class, subject, detail;
} Status;

/* One to three digits; NULL when there is no such number. */
static const char *
read_number(const char *text, int *out_number)
{
  int number = 0, digits = 0;
  for (; g_ascii_isdigit(*text) && digits < 4; text++, digits++)
    number = number * 10 + g_ascii_digit_value(*text);
  *out_number = number;
  return digits >= 1 && digits <= 3 ? text : NULL;
}

static Status
read_status(const char *text)
{
  static const Status none;
  Status status = none;
  int *const fields[] = {&status.class, &status.subject, &status.detail};
  for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
    if (i > 0 && *text++ != '.')
      return none;
    text = read_number(text, fields[i]);
    if (text == NULL)
      return none;
  }
  bool is_known = status.class == 2 || status.class == 4 || status.class == 5;
  bool is_whole = *text == '\0' || g_ascii_isspace(*text);
  return is_known && is_whole ? status : none;
}

static bool
fits(const MailRow *row, int stage_bit, int code, const Status *status)
{
  if ((row->stages & stage_bit) == 0 || code < row->code_low ||
      code > row->code_high)
    return false;
  if (row->subject == ANY)
    return true;
  return status->class == code / 100 && row->subject == status->subject &&
         (row->detail == ANY || row->detail == status->detail);
}

DeliveryAction
retry_smtp_action(const SmtpReply *reply)
{
  g_assert(reply->code >= 0 && reply->code <= 599);
  Status status = {0, 0, 0};
  if (reply->status != NULL)
    status = read_status(reply->status);
  int code = reply->code;
  if (code == 0 && reply->stage == SMTP_STAGE_REPORT)
    code = status.class * 100;
  for (size_t i = 0; i < G_N_ELEMENTS(mail_rows); i++)
    if (fits(&mail_rows[i], 1 << reply->stage, code, &status))
      return mail_rows[i].action;
  g_assert_not_reached(); /* the rows cover 0 to 599 at all stages */
}

/* --- SMS --- */

typedef struct SmsRow {
  int low, high; /* HTTP status */
  int has_id;    /* ANY, or as the answer must be */
  DeliveryAction action;
} SmsRow;

static const SmsRow sms_rows[] = {
    {200, 299, 1, DELIVERY_SENT},
    /* Success without an id, HTML, nothing: perhaps sent. */
    {0, 299, ANY, DELIVERY_UNKNOWN},
    {401, 401, ANY, DELIVERY_PAUSE},
    {403, 403, ANY, DELIVERY_PAUSE},
    {408, 408, ANY, DELIVERY_UNKNOWN},
    {429, 429, ANY, DELIVERY_DEFER},
    /* 400, 404, 422; a redirect is not followed: it would leak the number. */
    {300, 499, ANY, DELIVERY_FAIL},
    {500, G_MAXINT, ANY, DELIVERY_UNKNOWN},
};

DeliveryAction
retry_sms_action(const SmsAnswer *answer)
{
  g_assert(answer->http_status >= 0);
  if (!answer->request_left)
    return DELIVERY_NOT_TRIED;
  for (size_t i = 0; i < G_N_ELEMENTS(sms_rows); i++) {
    const SmsRow *row = &sms_rows[i];
    if (answer->http_status >= row->low && answer->http_status <= row->high &&
        (row->has_id == ANY || row->has_id == (int)answer->has_id))
      return row->action;
  }
  g_assert_not_reached(); /* the rows cover everything from 0 */
}
