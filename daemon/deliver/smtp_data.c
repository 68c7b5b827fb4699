/* SPDX-License-Identifier: Apache-2.0
 *
 * Byte by byte around the ends of lines, in runs between them.
 */
#include "daemon/deliver/smtp_data.h"

#include <string.h>

#include <glib.h>

enum {
  /* The most bytes that one byte of the message can become: a lone CR before a
   * dot gives LF, dot, dot. */
  GROWTH_MAX = 3,
  END_MAX = 5, /* CR LF, dot, CR LF */
};

/* Write one byte, with what it needs before it. */
static char *
put(SmtpData *data, char byte, char *out)
{
  if (data->last == '\r' && byte != '\n') { /* a lone CR */
    *out++ = '\n';
    data->at_line = false;
  }
  if (byte == '\n' && data->last != '\r') /* a lone LF */
    *out++ = '\r';
  if (byte == '.' && !data->at_line)
    *out++ = '.';
  *out++ = byte;
  data->at_line = byte != '\n';
  data->last = byte;
  return out;
}

/* Copy what lies within a line and so needs nothing.  Returns how many. */
static size_t
copy_run(SmtpData *data, char *out, size_t room)
{
  const char *at = data->body + data->offset;
  size_t size = MIN(data->size - data->offset, room);
  if (!data->at_line || data->last == '\r')
    return 0;
  const char *end = memchr(at, '\n', size);
  size = end != NULL ? (size_t)(end - at) : size;
  end = memchr(at, '\r', size);
  size = end != NULL ? (size_t)(end - at) : size;
  memcpy(out, at, size);
  data->offset += size;
  if (size > 0)
    data->last = at[size - 1];
  return size;
}

/* The line end that a message without one lacks, and the final dot. */
static char *
put_end(SmtpData *data, char *out)
{
  if (data->last != '\0' && data->last != '\n')
    out = put(data, '\n', out);
  memcpy(out, ".\r\n", 3);
  data->has_dot = true;
  return out + 3;
}

size_t
smtp_data_next(SmtpData *data, char *out, size_t room)
{
  char *end = out, *limit = out + room;

  g_assert(room >= SMTP_DATA_ROOM);
  while (data->offset < data->size && limit - end >= GROWTH_MAX) {
    end += copy_run(data, end, (size_t)(limit - end));
    if (data->offset < data->size && limit - end >= GROWTH_MAX)
      end = put(data, data->body[data->offset++], end);
  }
  if (data->offset == data->size && !data->has_dot && limit - end >= END_MAX)
    end = put_end(data, end);
  return (size_t)(end - out);
}
