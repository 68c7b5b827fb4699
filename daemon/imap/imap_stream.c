/* SPDX-License-Identifier: Apache-2.0
 *
 * Socket and TLS below libetpan: non-blocking, poll() with absolute deadlines.
 */
#include "daemon/imap/imap_stream.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <libetpan/mailstream_low.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_connect.h"
#include "daemon/imap/imap_error.h"
#include "daemon/imap/imap_guard.h"
#include "daemon/imap/imap_tls.h"

enum {
  MAILSTREAM_BUFFER_BYTES = 16384, /* one TLS record */
  AHEAD_BYTES = 256,               /* a line of news */
};

struct ImapStream {
  int fd;
  bool loopback;
  char *host;
  char *ca_file;
  gnutls_session_t tls; /* NULL: plain */
  gnutls_certificate_credentials_t trust;
  int64_t deadline_ms;
  ImapGuard guard;
  GError *failure;
  size_t ahead_size; /* decrypted while waiting, not yet read */
  char ahead[AHEAD_BYTES];
};

static void
fail(ImapStream *stream, ImapError code, const char *why)
{
  if (stream->failure == NULL)
    stream->failure = g_error_new_literal(IMAP_ERROR, code, why);
}

const GError *
imap_stream_failure(const ImapStream *stream)
{
  return stream->failure;
}

bool
imap_stream_is_secure(const ImapStream *stream)
{
  return stream->tls != NULL || stream->loopback;
}

void
imap_stream_allow(ImapStream *stream, int64_t deadline_ms,
                  uint64_t budget_bytes, uint64_t literal_limit)
{
  stream->deadline_ms = deadline_ms;
  imap_guard_allow(&stream->guard, budget_bytes, literal_limit);
}

static bool
is_too_late(ImapStream *stream)
{
  if (clock_monotonic_ms() < stream->deadline_ms)
    return false;
  fail(stream, IMAP_ERROR_NETWORK, "the server is too slow");
  return true;
}

/* True when the descriptor is ready before the deadline. */
static bool
wait_ready(ImapStream *stream, short events)
{
  struct pollfd poll_fd = {.fd = stream->fd, .events = events};

  while (!is_too_late(stream)) {
    int64_t left_ms = stream->deadline_ms - clock_monotonic_ms();
    int ready = poll(&poll_fd, 1, (int)CLAMP(left_ms, 0, 60000));
    if (ready > 0)
      return true;
    if (ready < 0 && errno != EINTR)
      fail(stream, IMAP_ERROR_NETWORK, g_strerror(errno));
    if (stream->failure != NULL)
      return false;
  }
  return false;
}

/* About a result of GnuTLS below zero; true: try again. */
static bool
tls_again(ImapStream *stream, ssize_t result)
{
  if (result == GNUTLS_E_INTERRUPTED)
    return true;
  if (result == GNUTLS_E_AGAIN) {
    bool writing = gnutls_record_get_direction(stream->tls) == 1;
    return wait_ready(stream, writing ? POLLOUT : POLLIN);
  }
  if (!gnutls_error_is_fatal((int)result))
    return true;
  fail(stream, IMAP_ERROR_NETWORK, gnutls_strerror((int)result));
  return false;
}

static ssize_t
receive(ImapStream *stream, void *out, size_t size)
{
  if (stream->ahead_size > 0) {
    size_t length = MIN(size, stream->ahead_size);
    memcpy(out, stream->ahead, length);
    stream->ahead_size -= length;
    memmove(stream->ahead, stream->ahead + length, stream->ahead_size);
    return (ssize_t)length;
  }
  for (;;) {
    ssize_t length = stream->tls != NULL
                         ? gnutls_record_recv(stream->tls, out, size)
                         : recv(stream->fd, out, size, 0);
    if (length > 0)
      return length;
    if (length == 0) {
      fail(stream, IMAP_ERROR_NETWORK, "the server closed the connection");
      return -1;
    }
    if (stream->tls != NULL) {
      if (!tls_again(stream, length))
        return -1;
    } else if (errno == EAGAIN) {
      if (!wait_ready(stream, POLLIN))
        return -1;
    } else if (errno != EINTR) {
      fail(stream, IMAP_ERROR_NETWORK, g_strerror(errno));
      return -1;
    }
  }
}

/* Never 0: libetpan would read again for ever. */
static ssize_t
low_read(mailstream_low *low, void *out, size_t size)
{
  ImapStream *stream = low->data;

  if (stream->failure != NULL)
    return -1;
  /* A server that drips always has bytes: the deadline is looked at here. */
  if (is_too_late(stream))
    return -1;
  ssize_t length = receive(stream, out, size);
  if (length < 0)
    return -1;
  const char *why = imap_guard_feed(&stream->guard, out, (size_t)length);
  if (why != NULL) {
    fail(stream, IMAP_ERROR_PROTOCOL, why);
    return -1;
  }
  return length;
}

static ssize_t
low_write(mailstream_low *low, const void *bytes, size_t size)
{
  ImapStream *stream = low->data;

  while (stream->failure == NULL) {
    ssize_t length = stream->tls != NULL
                         ? gnutls_record_send(stream->tls, bytes, size)
                         : send(stream->fd, bytes, size, MSG_NOSIGNAL);
    if (length > 0)
      return length;
    if (stream->tls != NULL) {
      if (!tls_again(stream, length))
        return -1;
    } else if (errno == EAGAIN) {
      if (!wait_ready(stream, POLLOUT))
        return -1;
    } else if (errno != EINTR) {
      fail(stream, IMAP_ERROR_NETWORK, g_strerror(errno));
    }
  }
  return -1;
}

static int
low_close(mailstream_low *low)
{
  (void)low;
  return 0; /* imap_stream_free() closes */
}

static int
low_get_fd(mailstream_low *low)
{
  const ImapStream *stream = low->data;
  return stream->fd;
}

static void
low_free(mailstream_low *low)
{
  free(low); /* allocated by libetpan with malloc */
}

static void
low_cancel(mailstream_low *low)
{
  (void)low; /* nobody else could: there are no threads */
}

static struct mailstream_cancel *
low_get_cancel(mailstream_low *low)
{
  (void)low;
  return NULL;
}

mailstream *
imap_stream_new_mailstream(ImapStream *stream)
{
  /* libetpan takes a pointer that is not const but never writes. */
  static const mailstream_low_driver driver = {
      .mailstream_read = low_read,
      .mailstream_write = low_write,
      .mailstream_close = low_close,
      .mailstream_get_fd = low_get_fd,
      .mailstream_free = low_free,
      .mailstream_cancel = low_cancel,
      .mailstream_get_cancel = low_get_cancel,
  };
  mailstream_low *low =
      mailstream_low_new(stream, (mailstream_low_driver *)&driver);
  g_assert(low != NULL);
  mailstream *result = mailstream_new(low, MAILSTREAM_BUFFER_BYTES);
  g_assert(result != NULL);
  return result;
}

bool
imap_stream_start_tls(ImapStream *stream, GError **error)
{
  int result;

  g_assert(stream->tls == NULL);
  if (!imap_tls_prepare(stream->host, stream->ca_file, &stream->trust,
                        &stream->tls, error))
    return false;
  gnutls_transport_set_int(stream->tls, stream->fd);
  while ((result = gnutls_handshake(stream->tls)) < 0) {
    bool fatal = gnutls_error_is_fatal(result) != 0;
    if (!fatal && tls_again(stream, result))
      continue;
    if (fatal && result != GNUTLS_E_PUSH_ERROR && result != GNUTLS_E_PULL_ERROR)
      imap_tls_set_error(stream->tls, result, error);
    else
      g_set_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK, "TLS: %s",
                  stream->failure != NULL ? stream->failure->message
                                          : gnutls_strerror(result));
    return false;
  }
  return true;
}

/* A readable socket may hold only what TLS needs for itself, such as a session
 * ticket: look whether there is text in it.  An end or an error counts as text,
 * for the next read tells it. */
static bool
has_text(ImapStream *stream)
{
  if (stream->tls == NULL || stream->ahead_size > 0)
    return true;
  ssize_t length =
      gnutls_record_recv(stream->tls, stream->ahead, sizeof stream->ahead);
  if (length > 0)
    stream->ahead_size = (size_t)length;
  return length != GNUTLS_E_AGAIN && length != GNUTLS_E_INTERRUPTED;
}

ImapWake
imap_stream_wait(ImapStream *stream, int other_fd, int timeout_ms)
{
  struct pollfd fds[2] = {{.fd = stream->fd, .events = POLLIN},
                          {.fd = other_fd, .events = POLLIN}};
  int64_t end_ms = clock_monotonic_ms() + timeout_ms;

  if (stream->ahead_size > 0 ||
      (stream->tls != NULL && gnutls_record_check_pending(stream->tls) > 0))
    return IMAP_WAKE_DATA;
  for (;;) {
    int64_t left_ms = end_ms - clock_monotonic_ms();
    if (poll(fds, 2, (int)MAX(left_ms, 0)) <= 0)
      return IMAP_WAKE_TIMEOUT;
    if (fds[0].revents == 0)
      return IMAP_WAKE_BELL;
    if (has_text(stream))
      return IMAP_WAKE_DATA;
    if (left_ms <= 0)
      return IMAP_WAKE_TIMEOUT;
  }
}

ImapStream *
imap_stream_connect(const MailboxSettings *mailbox, int64_t deadline_ms,
                    GError **error)
{
  bool loopback = false;
  int fd =
      imap_connect(mailbox->host, mailbox->port, deadline_ms, &loopback, error);
  if (fd < 0)
    return NULL;
  g_autoptr(ImapStream) stream = g_new0(ImapStream, 1);
  stream->fd = fd;
  stream->loopback = loopback;
  stream->host = g_strdup(mailbox->host);
  stream->ca_file = g_strdup(mailbox->ca_file);
  stream->deadline_ms = deadline_ms;
  if (mailbox->tls == TLS_MODE_NONE && !loopback) {
    g_set_error_literal(error, IMAP_ERROR, IMAP_ERROR_TLS,
                        "without TLS only a server on this machine is used");
    return NULL;
  }
  if (mailbox->tls == TLS_MODE_IMPLICIT &&
      !imap_stream_start_tls(stream, error))
    return NULL;
  return g_steal_pointer(&stream);
}

void
imap_stream_free(ImapStream *stream)
{
  if (stream == NULL)
    return;
  if (stream->tls != NULL) {
    /* One try: a peer that does not listen any more must not hold us. */
    (void)gnutls_bye(stream->tls, GNUTLS_SHUT_WR);
    gnutls_deinit(stream->tls);
  }
  if (stream->trust != NULL)
    gnutls_certificate_free_credentials(stream->trust);
  (void)close(stream->fd); /* nothing of ours is buffered in a socket */
  g_clear_error(&stream->failure);
  g_free(stream->host);
  g_free(stream->ca_file);
  g_free(stream);
}
