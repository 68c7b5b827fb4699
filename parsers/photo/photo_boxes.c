/* SPDX-License-Identifier: Apache-2.0
 *
 * A range of bytes is walked from box to box; what ends early reads as zeros.
 */
#include "parsers/photo/photo_boxes.h"

#include <stdint.h>
#include <string.h>

enum {
  BOX_HEAD = 8, /* size and type, ISO/IEC 14496-12 4.2 */
  BOX_LARGE_HEAD = 16,
  FULL_BOX_HEAD = 4,              /* version and flags */
  MISSING_MAX = 32 * 1024 * 1024, /* more than half of what a mail can bring */
};

typedef struct Range {
  const uint8_t *bytes;
  size_t size;
} Range;

typedef struct Box {
  size_t at, head, length;
  uint64_t missing; /* bytes of it behind the end of the range */
} Box;

static Range
range_of(GBytes *photo)
{
  Range range = {NULL, 0};
  range.bytes = g_bytes_get_data(photo, &range.size);
  return range;
}

/* Take a number from the front; 0 when the range ends before. */
static uint64_t
take(Range *range, size_t size)
{
  uint64_t value = 0;
  if (range->size < size) {
    range->size = 0;
    return 0;
  }
  for (size_t i = 0; i < size; i++)
    value = value << 8 | range->bytes[i];
  range->bytes += size;
  range->size -= size;
  return value;
}

static Range
behind(Range range, size_t size)
{
  return range.size < size ? (Range){range.bytes, 0}
                           : (Range){range.bytes + size, range.size - size};
}

/* Step to the box behind this one; false at the end. */
static bool
next_box(Range range, Box *box)
{
  size_t at = box->at + box->length;
  Range rest = behind(range, at), reading = rest;
  if (rest.size < BOX_HEAD)
    return false;
  uint64_t length = take(&reading, 4);
  *box = (Box){.at = at, .head = BOX_HEAD};
  if (length == 1) {
    reading = behind(rest, BOX_HEAD);
    length = take(&reading, 8);
    box->head = BOX_LARGE_HEAD;
  }
  box->missing = length > rest.size ? length - rest.size : 0;
  box->length = length == 0 || box->missing > 0 ? rest.size : (size_t)length;
  return box->length >= box->head;
}

static bool
is_box(Range range, const Box *box, const char *type)
{
  return memcmp(range.bytes + box->at + 4, type, 4) == 0;
}

static Range
payload(Range range, const Box *box)
{
  return (Range){range.bytes + box->at + box->head, box->length - box->head};
}

/* What the first box of this type holds; empty when there is none. */
static Range
child(Range range, const char *type)
{
  Box box = {0};
  while (next_box(range, &box))
    if (is_box(range, &box, type))
      return payload(range, &box);
  return (Range){NULL, 0};
}

GBytes *
photo_boxes_mend_end(GBytes *photo)
{
  Range range = range_of(photo);
  Box box = {0};
  while (next_box(range, &box))
    if (box.missing > 0 && box.missing <= MISSING_MAX) {
      uint8_t *whole = g_malloc0(range.size + box.missing);
      memcpy(whole, range.bytes, range.size);
      return g_bytes_new_take(whole, range.size + box.missing);
    }
  return g_bytes_ref(photo);
}

bool
photo_boxes_have_av1(GBytes *photo)
{
  Range range = range_of(photo);
  Box box = {0};
  while (next_box(range, &box))
    if (is_box(range, &box, "meta") &&
        memmem(range.bytes + box.at, box.length, "av01", 4) != NULL)
      return true;
  return false;
}

/* The item that is the picture (14496-12 8.11.4). */
static uint64_t
primary_item(Range meta)
{
  Range pitm = child(meta, "pitm");
  uint64_t version = take(&pitm, 1);
  (void)take(&pitm, FULL_BOX_HEAD - 1); /* flags: none are defined */
  return take(&pitm, version == 0 ? 2 : 4);
}

/* Add what a property, counted from 1, does to the rotation; false when it is
 * none that we do. */
static bool
add_property(Range ipco, uint64_t number, int *rotation)
{
  Box box = {0};
  for (uint64_t i = 0; i < number; i++)
    if (!next_box(ipco, &box))
      return number == 0;
  if (number == 0)
    return true; /* no property */
  if (is_box(ipco, &box, "imir") || is_box(ipco, &box, "clap"))
    return false;
  if (is_box(ipco, &box, "irot")) {
    Range irot = payload(ipco, &box);
    *rotation = (*rotation + 90 * (int)(take(&irot, 1) & 3)) % 360;
  }
  return true;
}

/* The associations of an item (23008-12 9.3): sum up, or skip, all of them. */
static int
read_entry(Range *ipma, Range ipco, size_t number_size, bool is_ours)
{
  int rotation = 0;
  bool known = true;
  uint64_t count = take(ipma, 1);
  for (uint64_t i = 0; i < count; i++) {
    uint64_t number = take(ipma, number_size);
    number &= number_size == 1 ? 0x7f : 0x7fff; /* above: "essential" */
    known = known && (!is_ours || add_property(ipco, number, &rotation));
  }
  return known ? rotation : -1;
}

int
photo_boxes_rotation(GBytes *photo)
{
  Range meta = behind(child(range_of(photo), "meta"), FULL_BOX_HEAD);
  Range iprp = child(meta, "iprp");
  Range ipco = child(iprp, "ipco"), ipma = child(iprp, "ipma");
  uint64_t ours = primary_item(meta);
  size_t id_size = take(&ipma, 1) == 0 ? 2 : 4;
  size_t number_size = (take(&ipma, 3) & 1) == 0 ? 1 : 2;
  uint64_t entries = take(&ipma, 4);
  for (uint64_t i = 0; i < entries && ipma.size > 0; i++) {
    bool is_ours = take(&ipma, id_size) == ours;
    int rotation = read_entry(&ipma, ipco, number_size, is_ours);
    if (is_ours)
      return rotation;
  }
  return -1;
}
