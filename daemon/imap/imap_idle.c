/* SPDX-License-Identifier: Apache-2.0
 *
 * Waiting with IDLE (RFC 2177), and asking whether anything is new.  libetpan's
 * own mailimap_idle() blocks when EXISTS comes before "+", and misses one that
 * comes in the same packet behind it; elsewhere it drops EXISTS without a
 * trace.  So the lines of these answers are read and understood here.
 */
#include "daemon/imap/imap_session.h"

#include <stdio.h>
#include <string.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_session_private.h"

typedef enum Line {
  LINE_OTHER,
  LINE_NEWS,         /* EXISTS, or a UID that was searched */
  LINE_CONTINUATION, /* "+": the server waits now */
  LINE_DONE,         /* our tag with OK */
  LINE_REFUSED,      /* our tag with NO or BAD */
  LINE_FAILED,       /* BYE, or no line at all */
} Line;

/* Behind the UIDs searched; no mail can have such a UID. */
static const uint64_t nothing_searched = UINT64_C(1) << 32;

/* True when "* SEARCH n n n" (RFC 3501 7.2.5) names a number from `first` on:
 * "n:*" always finds the last message. */
static bool
has_found(const char *line, uint64_t first)
{
  static const char head[] = "* SEARCH ";
  char *end = NULL;

  if (g_ascii_strncasecmp(line, head, strlen(head)) != 0)
    return false;
  for (const char *p = line + strlen(head);; p = end) {
    uint64_t number = g_ascii_strtoull(p, &end, 10);
    if (end == p)
      return false;
    if (number >= first)
      return true;
  }
}

static Line
classify(const char *line, const char *tag, uint64_t first)
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
  return has_found(line, first) ? LINE_NEWS : LINE_OTHER;
}

static Line
read_line(ImapSession *session, uint64_t first)
{
  const char *line = mailimap_read_line(session->imap);
  Line kind =
      line != NULL ? classify(line, session->line_tag, first) : LINE_FAILED;

  if (kind == LINE_NEWS)
    session->news = true;
  return kind;
}

static bool
fail(ImapSession *session, Line line, GError **error)
{
  if (line != LINE_REFUSED)
    return imap_session_fail(session, MAILIMAP_ERROR_STREAM, error);
  g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_REFUSED,
                      "the server refuses to tell what is new");
  return false;
}

/* Read lines until `until`; news on the way count. */
static bool
read_until(ImapSession *session, Line until, uint64_t first, GError **error)
{
  for (;;) {
    Line line = read_line(session, first);
    if (line == until)
      return true;
    if (line == LINE_REFUSED || line == LINE_FAILED || line == LINE_DONE)
      return fail(session, line, error);
  }
}

/* Send a command whose answer is read by lines. */
static bool
send_command(ImapSession *session, const char *command, GError **error)
{
  imap_session_allow(session, 0, 1024);
  if (mailimap_send_current_tag(session->imap) != MAILIMAP_NO_ERROR ||
      !imap_session_send_line(session, command))
    return fail(session, LINE_FAILED, error);
  (void)snprintf(session->line_tag, sizeof session->line_tag, "%d",
                 session->imap->imap_tag);
  return true;
}

/* NOOP is what servers look for mail at that do not look by themselves (RFC
 * 9051 6.1.2).  What it says may have been said before, where libetpan heard
 * it: so the search. */
static bool
ask_for_news(ImapSession *session, uint32_t last_uid, GError **error)
{
  uint64_t first = (uint64_t)last_uid + 1;
  g_autofree char *search = g_strdup_printf(
      "UID SEARCH UNDELETED UID %" G_GUINT64_FORMAT ":*", first);

  if (!send_command(session, "NOOP", error) ||
      !read_until(session, LINE_DONE, nothing_searched, error))
    return false;
  if (session->news || first == nothing_searched)
    return true;
  return send_command(session, search, error) &&
         read_until(session, LINE_DONE, first, error);
}

bool
imap_session_peek(ImapSession *session, uint32_t last_uid, bool *out_news,
                  GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!session->news && !ask_for_news(session, last_uid, &failure)) {
    if (!g_error_matches(failure, IMAP_ERROR, IMAP_ERROR_REFUSED)) {
      g_propagate_error(error, g_steal_pointer(&failure));
      return false;
    }
    session->news = true;
  }
  *out_news = session->news;
  return true;
}

bool
imap_session_can_idle(const ImapSession *session)
{
  return session->can_idle;
}

bool
imap_session_idle_start(ImapSession *session, GError **error)
{
  GError *failure = NULL;

  if (send_command(session, "IDLE", &failure) &&
      read_until(session, LINE_CONTINUATION, nothing_searched, &failure))
    return true;
  if (g_error_matches(failure, IMAP_ERROR, IMAP_ERROR_REFUSED))
    session->can_idle = false; /* announced but not given: poll instead */
  g_propagate_error(error, failure);
  return false;
}

bool
imap_session_idle_wait(ImapSession *session, int other_fd, int timeout_ms,
                       ImapWake *out_wake, GError **error)
{
  int64_t end_ms = clock_monotonic_ms() + timeout_ms;

  while (!session->news) {
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
    Line line = read_line(session, nothing_searched);
    if (line == LINE_DONE || line == LINE_REFUSED || line == LINE_FAILED)
      return fail(session, LINE_FAILED, error);
    if (left_ms == 0)
      break; /* chatter must not keep us here */
  }
  *out_wake = session->news ? IMAP_WAKE_DATA : IMAP_WAKE_TIMEOUT;
  return true;
}

bool
imap_session_idle_stop(ImapSession *session, GError **error)
{
  imap_session_allow(session, 0, 1024);
  if (!imap_session_send_line(session, "DONE"))
    return fail(session, LINE_FAILED, error);
  return read_until(session, LINE_DONE, nothing_searched, error);
}
