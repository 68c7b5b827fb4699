/* SPDX-License-Identifier: Apache-2.0
 *
 * Two walks from segment to segment, from chunk to chunk.
 */
#include "parsers/photo/photo_head.h"

#include <string.h>

#include <glib.h>

enum {
  EXIF_BLOCKS_MAX = 8, /* cameras write one, programs that edit perhaps two */
  EXIF_MARK_BYTES = 6, /* "Exif", two NULs (EXIF 4.7.2) */
};

void
photo_head_clear(PhotoHead *head)
{
  photo_exif_clear(&head->exif);
  *head = (PhotoHead){0};
}

static uint32_t
get_u16(const uint8_t *at)
{
  return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t
get_u32(const uint8_t *at)
{
  return get_u16(at) << 16 | get_u16(at + 2);
}

/* ITU T.81 table B.1. */
enum {
  MARKER_TEM = 0x01,
  MARKER_SOF0 = 0xc0,
  MARKER_DHT = 0xc4,
  MARKER_JPG = 0xc8,
  MARKER_DAC = 0xcc,
  MARKER_SOF15 = 0xcf,
  MARKER_RST0 = 0xd0,
  MARKER_SOI = 0xd8,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
  MARKER_APP1 = 0xe1,
};

static bool
is_frame(uint8_t marker)
{
  return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 &&
         marker != MARKER_DHT && marker != MARKER_JPG && marker != MARKER_DAC;
}

static bool
has_segment(uint8_t marker)
{
  return marker != MARKER_TEM && marker != 0 &&
         (marker < MARKER_RST0 || marker > MARKER_SOI);
}

/* Step to the next marker as decoders do: past what is none, and past fill
 * bytes.  Returns 0 at the end; out_at stands behind the marker. */
static uint8_t
next_marker(const uint8_t *bytes, size_t size, size_t *at)
{
  while (*at < size) {
    const uint8_t *found = memchr(bytes + *at, 0xff, size - *at);
    if (found == NULL)
      return 0;
    *at = (size_t)(found - bytes);
    while (*at < size && bytes[*at] == 0xff)
      (*at)++;
    if (*at < size && bytes[*at] != 0)
      return bytes[(*at)++];
  }
  return 0;
}

static void
take_segment(PhotoHead *head, uint8_t marker, const uint8_t *payload,
             size_t size)
{
  if (is_frame(marker) && size >= 5 && head->width == 0) {
    head->height = get_u16(payload + 1); /* B.2.2: P, Y, X */
    head->width = get_u16(payload + 3);
  } else if (marker == MARKER_APP1 && size > EXIF_MARK_BYTES &&
             memcmp(payload, "Exif\0", EXIF_MARK_BYTES - 1) == 0) {
    photo_exif_add(&head->exif, payload + EXIF_MARK_BYTES,
                   size - EXIF_MARK_BYTES);
  }
}

/* Take the segments before the pixels, for a head or none.  Returns where the
 * pixels begin; the end of the bytes when they do not. */
static size_t
walk_jpeg(PhotoHead *head, const uint8_t *bytes, size_t size)
{
  size_t at = 0;
  uint8_t marker;
  unsigned blocks = 0;
  while ((marker = next_marker(bytes, size, &at)) != 0 &&
         marker != MARKER_SOS && marker != MARKER_EOI) {
    if (!has_segment(marker))
      continue;
    size_t length = size - at < 2 ? 0 : get_u16(bytes + at);
    if (length < 2)
      return size;
    size_t there = MIN(length, size - at); /* the last one may be cut */
    blocks += marker == MARKER_APP1;
    if (head != NULL && (marker != MARKER_APP1 || blocks <= EXIF_BLOCKS_MAX))
      take_segment(head, marker, bytes + at + 2, there - 2);
    at += there;
  }
  return marker == MARKER_SOS ? at : size;
}

void
photo_head_jpeg(PhotoHead *head, const uint8_t *bytes, size_t size)
{
  (void)walk_jpeg(head, bytes, size); /* the head is all there is to know */
}

bool
photo_head_jpeg_has_end(const uint8_t *bytes, size_t size)
{
  static const uint8_t end[] = {0xff, MARKER_EOI};
  size_t at = walk_jpeg(NULL, bytes, size);
  /* Among the pixels 0xff is followed by 0 or a restart marker (B.1.1.5). */
  return memmem(bytes + at, size - at, end, sizeof end) != NULL;
}

void
photo_head_png(PhotoHead *head, const uint8_t *bytes, size_t size)
{
  enum { MAGIC = 8, CHUNK_HEAD = 8, CHUNK_CRC = 4, IHDR = 13 };
  unsigned blocks = 0;
  for (size_t at = MAGIC; at < size && size - at >= CHUNK_HEAD;) {
    size_t length = get_u32(bytes + at);
    const uint8_t *type = bytes + at + 4, *data = type + 4;
    size_t there = MIN(length, size - at - CHUNK_HEAD);
    if (memcmp(type, "IHDR", 4) == 0 && there >= IHDR && head->width == 0) {
      head->width = get_u32(data);
      head->height = get_u32(data + 4);
    } else if (memcmp(type, "eXIf", 4) == 0 && blocks++ < EXIF_BLOCKS_MAX) {
      photo_exif_add(&head->exif, data, there);
    }
    size_t rest = size - at - CHUNK_HEAD - there;
    if (rest < CHUNK_CRC)
      return;
    at += CHUNK_HEAD + there + CHUNK_CRC;
  }
}
