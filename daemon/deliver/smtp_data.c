/* SPDX-License-Identifier: Apache-2.0
 *
 * Byte by byte: at some 300 MB/s it is never what takes long.
 */
#include "daemon/deliver/smtp_data.h"

#include <glib.h>

/* The most bytes that one byte of the message can become: a lone CR before a
 * dot gives LF, dot, dot. */
enum { GROWTH_MAX = 3 };

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

/* The line end that a message without one lacks. */
static size_t
finish(SmtpData *data, char *out)
{
  char *end = out;
  if (data->last != '\0' && data->last != '\n')
    end = put(data, '\n', out);
  return (size_t)(end - out);
}

size_t
smtp_data_next(SmtpData *data, char *out, size_t room)
{
  char *end = out;

  g_assert(room > GROWTH_MAX);
  if (data->offset == data->size)
    return finish(data, out);
  while (data->offset < data->size && room - (size_t)(end - out) >= GROWTH_MAX)
    end = put(data, data->body[data->offset++], end);
  return (size_t)(end - out);
}
