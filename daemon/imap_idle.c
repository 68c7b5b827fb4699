/* SPDX-License-Identifier: Apache-2.0
 *
 * Waiting with IDLE (RFC 2177).  libetpan's own mailimap_idle() blocks when
 * EXISTS comes before "+", and misses one that comes in the same packet behind
 * it; so the untagged lines are read and understood here.
 */
#include "daemon/imap_session.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "daemon/clock.h"
#include "daemon/imap_session_private.h"

/* A server may drop us after 30 min (RFC 9051 5.4); we say DONE before. */
enum { IDLE_MS_MAX = 28 * 60 * 1000 };

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
read_until(ImapSession *session, const char *tag, Line until, bool *news,
           GError **error)
{
  for (;;) {
    Line line = read_line(session, tag);
    if (line == LINE_NEWS)
      *news = true;
    if (line == until)
      return true;
    if (line == LINE_REFUSED || line == LINE_FAILED || line == LINE_DONE)
      return fail(session, line, error);
  }
}

/* Wait for news.  Bytes that libetpan holds already never wake poll(). */
static bool
wait_for_news(ImapSession *session, int other_fd, int64_t end_ms,
              ImapWake *wake, GError **error)
{
  *wake = IMAP_WAKE_TIMEOUT;
  for (;;) {
    int64_t left_ms = end_ms - clock_monotonic_ms();
    bool buffered = session->imap->imap_stream->read_buffer_len > 0;
    if (!buffered) {
      ImapWake woken =
          imap_stream_wait(session->stream, other_fd, (int)MAX(left_ms, 0));
      if (woken != IMAP_WAKE_DATA) {
        *wake = woken;
        return true;
      }
    }
    imap_session_allow(session, 0, 1024);
    Line line = read_line(session, "");
    if (line == LINE_NEWS) {
      *wake = IMAP_WAKE_DATA;
      return true;
    }
    if (line == LINE_FAILED)
      return fail(session, line, error);
    if (left_ms <= 0)
      return true; /* chatter must not keep us here */
  }
}

static ImapWake
wait_without_idle(int other_fd, int timeout_ms)
{
  struct pollfd bell = {.fd = other_fd, .events = POLLIN};
  return poll(&bell, 1, timeout_ms) > 0 ? IMAP_WAKE_BELL : IMAP_WAKE_TIMEOUT;
}

bool
imap_session_can_idle(const ImapSession *session)
{
  return session->can_idle;
}

bool
imap_session_idle(ImapSession *session, int other_fd, int timeout_ms,
                  ImapWake *out_wake, GError **error)
{
  int64_t end_ms = clock_monotonic_ms() + MIN(timeout_ms, IDLE_MS_MAX);
  ImapWake wake = IMAP_WAKE_TIMEOUT;
  bool news = false;
  char tag[16];

  if (!session->can_idle) {
    *out_wake = wait_without_idle(other_fd, timeout_ms);
    return true;
  }
  imap_session_allow(session, 0, 1024);
  if (mailimap_send_current_tag(session->imap) != MAILIMAP_NO_ERROR ||
      !send_text(session, "IDLE\r\n"))
    return fail(session, LINE_FAILED, error);
  (void)snprintf(tag, sizeof tag, "%d", session->imap->imap_tag);
  if (!read_until(session, tag, LINE_CONTINUATION, &news, error))
    return false;
  if (news)
    wake = IMAP_WAKE_DATA;
  else if (!wait_for_news(session, other_fd, end_ms, &wake, error))
    return false;
  imap_session_allow(session, 0, 1024);
  if (!send_text(session, "DONE\r\n"))
    return fail(session, LINE_FAILED, error);
  if (!read_until(session, tag, LINE_DONE, &news, error))
    return false;
  *out_wake = news ? IMAP_WAKE_DATA : wake;
  return true;
}
