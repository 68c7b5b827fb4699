/* SPDX-License-Identifier: Apache-2.0
 *
 * What is to be known of each of our texts for SMS beside its words: who asked
 * for it, whether it asks something back, which brakes it passes.  A text that
 * is not listed has no trait.
 */
#ifndef BOTE_DAEMON_SMS_SMS_TEXT_H
#define BOTE_DAEMON_SMS_SMS_TEXT_H

enum {
  SMS_TEXT_UNASKED = 1 << 0,     /* no links but the privacy page */
  SMS_TEXT_ASKS = 1 << 1,        /* its reader is to answer by SMS */
  SMS_TEXT_PAST_NUMBER = 1 << 2, /* goes although its number had enough today */
  SMS_TEXT_PAST_BUDGET = 1 << 3, /* goes although the month's money is spent */
};

typedef struct SmsText {
  const char *name; /* without ".sms" */
  unsigned traits;
} SmsText;

/* All that have a trait, ended by a NULL name. */
extern const SmsText sms_texts[];

/* The traits of a text. */
unsigned sms_text_traits(const char *name);

#endif
