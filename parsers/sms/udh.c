/* SPDX-License-Identifier: Apache-2.0
 *
 * Walks the elements of a user data header.
 */
#include "parsers/sms/udh.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

enum {
  UDH_MAX = 140, /* TS 23.040 9.2.3.24: header and text are 140 octets */
  ELEMENT_CONCAT_8 = 0x00,
  ELEMENT_CONCAT_16 = 0x08,
};

/* One information element: identifier, length, data. */
typedef struct Element {
  uint8_t identifier, size;
  const uint8_t *data;
} Element;

/* The octets of a header without its length octet, which must be right; -1
 * when they are not a header. */
static int
decode(const char *hex, uint8_t out[static UDH_MAX])
{
  size_t digits = strlen(hex);
  if (digits < 2 || digits % 2 != 0 || digits / 2 > UDH_MAX)
    return -1;
  for (size_t i = 0; i < digits / 2; i++) {
    int high = g_ascii_xdigit_value(hex[2 * i]);
    int low = g_ascii_xdigit_value(hex[2 * i + 1]);
    if (high < 0 || low < 0)
      return -1;
    out[i] = (uint8_t)(high << 4 | low);
  }
  int size = (int)(digits / 2) - 1;
  if (out[0] != size)
    return -1;
  memmove(out, out + 1, (size_t)size);
  return size;
}

/* Does the element say which part this is? */
static bool
read_element(const Element *element, UdhConcat *out)
{
  const uint8_t *data = element->data;
  UdhConcat found = {0};

  if (element->identifier == ELEMENT_CONCAT_8 && element->size == 3)
    found = (UdhConcat){data[0], data[1], data[2]};
  else if (element->identifier == ELEMENT_CONCAT_16 && element->size == 4)
    found = (UdhConcat){data[0] << 8 | data[1], data[2], data[3]};
  /* 9.2.3.24.1: with such numbers the element is to be ignored. */
  if (found.number < 1 || found.number > found.total)
    return false;
  *out = found;
  return true;
}

bool
udh_read_concat(const char *hex, UdhConcat *out)
{
  uint8_t octets[UDH_MAX];
  int size = hex == NULL ? -1 : decode(hex, octets);
  UdhConcat found = {0};
  int at = 0;

  while (at + 2 <= size) {
    Element element = {octets[at], octets[at + 1], octets + at + 2};
    at += 2 + element.size;
    if (at > size)
      return false;
    /* 9.2.3.24: of an element that comes twice the last one counts. */
    (void)read_element(&element, &found);
  }
  if (at != size || found.total == 0)
    return false;
  *out = found;
  return true;
}
