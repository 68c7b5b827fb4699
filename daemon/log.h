/* SPDX-License-Identifier: Apache-2.0
 *
 * The log: one event, one line of logfmt on standard error, in English.  Ids
 * and counts only: never a body, never a whole address or number, for these
 * are citizens' letters.  A warning says what happens next.
 */
#ifndef BOTE_DAEMON_LOG_H
#define BOTE_DAEMON_LOG_H

#include <glib.h>
#include <stdarg.h>
#include <stdint.h>
#include <syslog.h>

/* A number as text, to be used at once: log_number(count).text */
typedef struct LogNumber {
  char text[24];
} LogNumber;

LogNumber log_number(int64_t number);

/* Write "event=EVENT key=value …" in one write.
 *
 * priority  LOG_ERR to LOG_DEBUG (syslog.h); shown as "<3>" … "<7>" when
 *           standard error is the journal (sd-daemon(3)), else the time stands
 *           before the line; LOG_DEBUG is dropped unless $BOTE_DEBUG is set
 * event     lower-case words with dashes
 * ...       keys and values, both const char *, ended by NULL; a NULL value
 *           leaves its key out.  Values are escaped and cut at 500 bytes.
 */
void log_event(int priority, const char *event, ...) G_GNUC_NULL_TERMINATED;

/* The line without prefix and line end; owned by the caller. */
char *log_format(const char *event, va_list pairs);

/* Make GLib's messages, and those of libraries on it, lines of this form. */
void log_take_glib(void);

#endif
