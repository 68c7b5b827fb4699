/* SPDX-License-Identifier: Apache-2.0
 *
 * Frames over a socket, buffered so that a small message costs one system call
 * in each direction.  Knows nothing of what frames mean.
 */
#include "daemon/parse/parse_protocol.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  FRAME_BYTES = PARSE_FRAME_HEAD + PARSE_FRAME_MAX,
  /* The whole of a small mail and the beginning of the next frame. */
  IN_BYTES = 2 * FRAME_BYTES,
};

struct ParseStream {
  int fd, watch_fd;
  size_t in_start, in_end;  /* bytes received and not yet read */
  size_t out_end;           /* bytes put and not yet sent */
  size_t in_most, out_most; /* bytes ever used since the last wipe */
  uint8_t in[IN_BYTES];
  uint8_t out[FRAME_BYTES];
};

ParseStream *
parse_stream_new(int fd, int watch_fd)
{
  /* Pages of its own, which no fork shares: nor has the zygote to copy them
     each time it writes to them. */
  void *pages = mmap(NULL, sizeof(ParseStream), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert(pages != MAP_FAILED); /* without memory we end, as by g_malloc() */
  int rc = madvise(pages, sizeof(ParseStream), MADV_DONTFORK);
  g_assert(rc == 0);
  ParseStream *stream = pages; /* all zero */
  stream->fd = fd;
  stream->watch_fd = watch_fd;
  return stream;
}

void
parse_stream_wipe(ParseStream *stream)
{
  explicit_bzero(stream->in, stream->in_most);
  explicit_bzero(stream->out, stream->out_most);
  stream->in_start = stream->in_end = stream->out_end = 0;
  stream->in_most = stream->out_most = 0;
}

void
parse_stream_free(ParseStream *stream)
{
  if (stream == NULL)
    return;
  parse_stream_connect(stream, -1);
  (void)munmap(stream, sizeof *stream); /* as it was mapped */
}

void
parse_stream_connect(ParseStream *stream, int fd)
{
  parse_stream_wipe(stream);
  if (stream->fd >= 0)
    (void)close(stream->fd); /* nothing of ours is durable in a socket */
  stream->fd = fd;
}

int64_t
parse_clock_ms(void)
{
  struct timespec now;
  int rc = clock_gettime(CLOCK_MONOTONIC, &now);
  g_assert(rc == 0);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
parse_put_u32(uint8_t out[4], uint32_t value)
{
  for (int i = 0; i < 4; i++)
    out[i] = (uint8_t)(value >> (8 * i));
}

uint32_t
parse_get_u32(const uint8_t bytes[4])
{
  uint32_t value = 0;
  for (int i = 0; i < 4; i++)
    value |= (uint32_t)bytes[i] << (8 * i);
  return value;
}

/* Wait until the socket is ready for `events`. */
static ParseStep
stream_wait(const ParseStream *stream, short events, int64_t deadline_ms)
{
  struct pollfd fds[] = {
      {.fd = stream->fd, .events = events},
      {.fd = stream->watch_fd, .events = 0}, /* POLLHUP always comes */
  };
  for (;;) {
    int64_t left_ms = deadline_ms == 0 ? 0 : deadline_ms - parse_clock_ms();
    if (left_ms < 0) /* also when a peer that never pauses is ready */
      return PARSE_STEP_LATE;
    int ready = poll(fds, 2, (int)MIN(left_ms, G_MAXINT));
    if (ready == 0)
      return PARSE_STEP_LATE;
    if (ready < 0 && errno != EINTR)
      return PARSE_STEP_CLOSED;
    if (ready > 0 && fds[0].revents != 0)
      return PARSE_STEP_FRAME;
    if (ready > 0)
      return PARSE_STEP_ABANDONED;
  }
}

/* Receive what is there, at least one byte. */
static ParseStep
stream_fill(ParseStream *stream, int64_t deadline_ms)
{
  if (stream->in_start > 0) {
    memmove(stream->in, stream->in + stream->in_start,
            stream->in_end - stream->in_start);
    stream->in_end -= stream->in_start;
    stream->in_start = 0;
  }
  if (deadline_ms >= 0) {
    ParseStep step = stream_wait(stream, POLLIN, deadline_ms);
    if (step != PARSE_STEP_FRAME)
      return step;
  }
  ssize_t n;
  do
    n = read(stream->fd, stream->in + stream->in_end,
             IN_BYTES - stream->in_end);
  while (n < 0 && errno == EINTR);
  if (n <= 0)
    return PARSE_STEP_CLOSED;
  stream->in_end += (size_t)n;
  stream->in_most = MAX(stream->in_most, stream->in_end);
  return PARSE_STEP_FRAME;
}

ParseStep
parse_stream_read(ParseStream *stream, int64_t deadline_ms, ParseFrame *out)
{
  for (;;) {
    const uint8_t *head = stream->in + stream->in_start;
    size_t have = stream->in_end - stream->in_start;
    uint32_t size = have < PARSE_FRAME_HEAD ? 0 : parse_get_u32(head + 1);
    if (size > PARSE_FRAME_MAX)
      return PARSE_STEP_NONSENSE;
    if (have >= PARSE_FRAME_HEAD && have - PARSE_FRAME_HEAD >= size) {
      *out = (ParseFrame){head[0], size, head + PARSE_FRAME_HEAD};
      stream->in_start += PARSE_FRAME_HEAD + size;
      return PARSE_STEP_FRAME;
    }
    ParseStep step = stream_fill(stream, deadline_ms);
    if (step != PARSE_STEP_FRAME)
      return step;
  }
}

bool
parse_stream_is_drained(const ParseStream *stream)
{
  size_t have = stream->in_end - stream->in_start;
  if (have < PARSE_FRAME_HEAD)
    return true;
  const uint8_t *head = stream->in + stream->in_start;
  return have - PARSE_FRAME_HEAD < parse_get_u32(head + 1);
}

bool
parse_stream_is_ready(const ParseStream *stream)
{
  return stream->in_end > stream->in_start ||
         stream_wait(stream, POLLIN, 0) != PARSE_STEP_LATE;
}

bool
parse_stream_flush(ParseStream *stream, int64_t deadline_ms)
{
  size_t sent = 0;
  while (sent < stream->out_end) {
    const uint8_t *rest = stream->out + sent;
    size_t size = stream->out_end - sent;
    ssize_t n = deadline_ms < 0
                    ? write(stream->fd, rest, size)
                    : send(stream->fd, rest, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n > 0)
      sent += (size_t)n;
    else if (n < 0 && errno == EAGAIN && deadline_ms >= 0) {
      if (stream_wait(stream, POLLOUT, deadline_ms) != PARSE_STEP_FRAME)
        return false;
    } else if (n < 0 && errno != EINTR)
      return false;
  }
  stream->out_end = 0;
  return true;
}

size_t
parse_frame_pack(uint8_t *out, const ParseFrame *frame)
{
  out[0] = frame->type;
  parse_put_u32(out + 1, frame->size);
  if (frame->size > 0)
    memcpy(out + PARSE_FRAME_HEAD, frame->bytes, frame->size);
  return PARSE_FRAME_HEAD + frame->size;
}

bool
parse_stream_put(ParseStream *stream, const ParseFrame *frame,
                 int64_t deadline_ms)
{
  g_assert(frame->size <= PARSE_FRAME_MAX);
  if (FRAME_BYTES - stream->out_end < PARSE_FRAME_HEAD + frame->size &&
      !parse_stream_flush(stream, deadline_ms))
    return false;
  stream->out_end += parse_frame_pack(stream->out + stream->out_end, frame);
  stream->out_most = MAX(stream->out_most, stream->out_end);
  return true;
}

bool
parse_stream_put_all(ParseStream *stream, const ParseBytes *bytes,
                     int64_t deadline_ms)
{
  size_t done = 0;
  while (done < bytes->size) {
    size_t size = MIN(bytes->size - done, (size_t)PARSE_FRAME_MAX);
    ParseFrame frame = {(uint8_t)bytes->type, (uint32_t)size,
                        (const uint8_t *)bytes->bytes + done};
    if (!parse_stream_put(stream, &frame, deadline_ms))
      return false;
    done += size;
  }
  return true;
}
