/* SPDX-License-Identifier: Apache-2.0
 *
 * The frames one behind the other, as on the wire.
 */
#include "daemon/parse/parse_copy.h"

#include <string.h>

/* A client sends 16 KiB and a head ahead at most.  All of it is allocated at
 * once: to grow would leave bytes behind that nobody wipes. */
enum { COPY_MAX = 96 * 1024 };

struct ParseCopy {
  size_t size;
  uint8_t bytes[COPY_MAX];
};

ParseCopy *
parse_copy_new(void)
{
  ParseCopy *copy = g_new(ParseCopy, 1);
  copy->size = 0;
  return copy;
}

void
parse_copy_free(ParseCopy *copy)
{
  if (copy == NULL)
    return;
  explicit_bzero(copy->bytes, copy->size);
  g_free(copy);
}

bool
parse_copy_add(ParseCopy *copy, const ParseFrame *frame)
{
  if (copy->size + PARSE_FRAME_HEAD + frame->size > COPY_MAX)
    return false;
  copy->size += parse_frame_pack(copy->bytes + copy->size, frame);
  return true;
}

bool
parse_copy_send(const ParseCopy *copy, ParseStream *stream, int64_t deadline_ms)
{
  for (size_t at = 0; at < copy->size;) {
    const uint8_t *head = copy->bytes + at;
    ParseFrame frame = {head[0], parse_get_u32(head + 1),
                        head + PARSE_FRAME_HEAD};
    if (!parse_stream_put(stream, &frame, deadline_ms))
      return false;
    at += PARSE_FRAME_HEAD + frame.size;
  }
  return parse_stream_flush(stream, deadline_ms);
}
