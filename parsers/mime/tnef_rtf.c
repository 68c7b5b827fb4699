/* SPDX-License-Identifier: Apache-2.0
 *
 * Compressed RTF (MS-OXRTFCP): a window of 4096 bytes that begins with usual
 * RTF words.  Written here, not left to libytnef, so that every read and the
 * size of the result are bounded.
 */
#include <string.h>

#include "parsers/mime/tnef_private.h"

enum {
  RTF_HEADER = 16,
  RTF_COMPRESSED = 0x75465a4c, /* "LZFu" */
  RTF_STORED = 0x414c454d,     /* "MELA" */
  RTF_WINDOW = 4096,
};

/* MS-OXRTFCP 2.1.2.1 */
static const char window_begin[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
    "\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
    "RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/* An unpacking under way. */
typedef struct Unpacking {
  const uint8_t *at, *end;
  uint8_t window[RTF_WINDOW];
  size_t write;
  GByteArray *out;
  size_t max;
} Unpacking;

static bool
put(Unpacking *unpacking, uint8_t byte)
{
  if (unpacking->out->len >= unpacking->max)
    return false;
  g_byte_array_append(unpacking->out, &byte, 1);
  unpacking->window[unpacking->write] = byte;
  unpacking->write = (unpacking->write + 1) % RTF_WINDOW;
  return true;
}

/* Copy a run out of the window; false at the end mark or a limit. */
static bool
copy_run(Unpacking *unpacking)
{
  if (unpacking->end - unpacking->at < 2)
    return false;
  unsigned word = (unsigned)unpacking->at[0] << 8 | unpacking->at[1];
  unpacking->at += 2;
  size_t from = word >> 4, count = (word & 0xf) + 2;
  if (from == unpacking->write)
    return false; /* the end, 2.2.2 */
  for (size_t i = 0; i < count; i++)
    if (!put(unpacking, unpacking->window[(from + i) % RTF_WINDOW]))
      return false;
  return true;
}

static void
unpack(Unpacking *unpacking)
{
  while (unpacking->at < unpacking->end) {
    unsigned control = *unpacking->at++;
    for (unsigned bit = 0; bit < 8; bit++) {
      bool run = (control >> bit & 1) != 0;
      if (run ? !copy_run(unpacking)
              : unpacking->at == unpacking->end ||
                    !put(unpacking, *unpacking->at++))
        return;
    }
  }
}

GByteArray *
tnef_unpack_rtf(const uint8_t *bytes, size_t size, size_t max)
{
  if (size < RTF_HEADER)
    return NULL;
  uint32_t kind = tnef_u32(bytes + 8);
  size_t raw_size = tnef_u32(bytes + 4);
  GByteArray *out = g_byte_array_new();
  if (kind == RTF_STORED) {
    g_byte_array_append(out, bytes + RTF_HEADER,
                        (guint)MIN(MIN(raw_size, size - RTF_HEADER), max));
    return out;
  }
  Unpacking unpacking = {.at = bytes + RTF_HEADER,
                         .end = bytes + size,
                         .write = sizeof window_begin - 1,
                         .out = out,
                         .max = MIN(raw_size, max)};
  memset(unpacking.window, ' ', sizeof unpacking.window);
  memcpy(unpacking.window, window_begin, sizeof window_begin - 1);
  if (kind == RTF_COMPRESSED)
    unpack(&unpacking);
  if (out->len > 0)
    return out;
  g_byte_array_unref(out);
  return NULL;
}
