/* SPDX-License-Identifier: Apache-2.0
 *
 * Waiting with IDLE (RFC 2177).  libetpan's own mailimap_idle() blocks when
 * EXISTS comes before "+", and misses one that comes in the same packet behind
 * it; so the untagged lines are read and understood here.
 */
#include "daemon/imap/imap_session.h"

#include <stdio.h>
#include <string.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_session_private.h"

typedef enum Line {
  LINE_OTHER,
  LINE_NEWS,         /* EXISTS: a message arrived */
  LINE_CONTINUATION, /* "+": the server waits now */
  LINE_DONE,         /* our tag with OK */
  LINE_REFUSED,      /* our tag with NO or BAD */
  LINE_FAILED,       /* BYE, or no line at all */
} Line;

static Line
classify(const char *line, const char *tag)
{
  unsigned number = 0;
  char word[16] = "";
  size_t length = strlen(tag);

  if (line[0] == '+')
    return LINE_CONTINUATION;
  if (strncmp(line, tag, length) == 0 && line[length] == ' ')
    return g_ascii_strncasecmp(line + length + 1, "OK", 2) == 0 ? LINE_DONE
                                                                : LINE_REFUSED;
  if (g_ascii_strncasecmp(line, "* BYE", 5) == 0)
    return LINE_FAILED;
  if (sscanf(line, "* %9u %15s", &number, word) == 2 &&
      g_ascii_strcasecmp(word, "EXISTS") == 0)
    return LINE_NEWS;
  return LINE_OTHER;
}

static Line
read_line(ImapSession *session, const char *tag)
{
  const char *line = mailimap_read_line(session->imap);
  return line != NULL ? classify(line, tag) : LINE_FAILED;
}

static bool
send_text(ImapSession *session, const char *text)
{
  mailstream *stream = session->imap->imap_stream;

  return mailstream_write(stream, text, strlen(text)) >= 0 &&
         mailstream_flush(stream) == 0;
}

static bool
fail(ImapSession *session, Line line, GError **error)
{
  if (line == LINE_REFUSED) {
    session->can_idle = false; /* announced but not given: poll instead */
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_REFUSED,
                        "the server refuses IDLE");
    return false;
  }
  return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
}

/* Read lines until `until`; news on the way count. */
static bool
read_until(ImapSession *session, Line until, GError **error)
{
  for (;;) {
    Line line = read_line(session, session->idle_tag);
    if (line == LINE_NEWS)
      session->idle_news = true;
    if (line == until)
      return true;
    if (line == LINE_REFUSED || line == LINE_FAILED || line == LINE_DONE)
      return fail(session, line, error);
  }
}

bool
imap_session_can_idle(const ImapSession *session)
{
  return session->can_idle;
}

bool
imap_session_idle_start(ImapSession *session, GError **error)
{
  session->idle_news = false;
  imap_session_allow(session, 0, 1024);
  if (mailimap_send_current_tag(session->imap) != MAILIMAP_NO_ERROR ||
      !send_text(session, "IDLE\r\n"))
    return fail(session, LINE_FAILED, error);
  (void)snprintf(session->idle_tag, sizeof session->idle_tag, "%d",
                 session->imap->imap_tag);
  return read_until(session, LINE_CONTINUATION, error);
}

bool
imap_session_idle_wait(ImapSession *session, int other_fd, int timeout_ms,
                       ImapWake *out_wake, GError **error)
{
  int64_t end_ms = clock_monotonic_ms() + timeout_ms;

  while (!session->idle_news) {
    int64_t left_ms = MAX(end_ms - clock_monotonic_ms(), 0);
    /* Bytes that libetpan holds already never wake poll(). */
    if (session->imap->imap_stream->read_buffer_len == 0) {
      ImapWake wake = imap_stream_wait(session->stream, other_fd, (int)left_ms);
      if (wake != IMAP_WAKE_DATA) {
        *out_wake = wake;
        return true;
      }
    }
    imap_session_allow(session, 0, 1024);
    Line line = read_line(session, session->idle_tag);
    if (line == LINE_DONE || line == LINE_REFUSED || line == LINE_FAILED)
      return fail(session, LINE_FAILED, error);
    session->idle_news = line == LINE_NEWS;
    if (left_ms == 0)
      break; /* chatter must not keep us here */
  }
  *out_wake = session->idle_news ? IMAP_WAKE_DATA : IMAP_WAKE_TIMEOUT;
  return true;
}

bool
imap_session_idle_stop(ImapSession *session, GError **error)
{
  imap_session_allow(session, 0, 1024);
  if (!send_text(session, "DONE\r\n"))
    return fail(session, LINE_FAILED, error);
  return read_until(session, LINE_DONE, error);
}
