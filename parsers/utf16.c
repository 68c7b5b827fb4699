/* SPDX-License-Identifier: Apache-2.0
 *
 * Unit by unit (RFC 2781 2.2), without giving up.
 */
#include "parsers/utf16.h"

#include <stdint.h>

enum { REPLACEMENT = 0xFFFD, BOM = 0xFEFF, BOM_SWAPPED = 0xFFFE };

bool
utf16_is_high(int unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool
utf16_is_low(int unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

typedef struct Units {
  const uint8_t *bytes;
  size_t count;
  bool is_little;
} Units;

/* -1 behind the end. */
static int
unit_at(const Units *units, size_t i)
{
  if (i >= units->count)
    return -1;
  const uint8_t *p = units->bytes + 2 * i;
  return units->is_little ? p[1] << 8 | p[0] : p[0] << 8 | p[1];
}

char *
utf16_to_text(const void *bytes, size_t size)
{
  Units units = {bytes, size / 2, false};
  GString *out = g_string_sized_new(size);
  units.is_little = unit_at(&units, 0) == BOM_SWAPPED;
  for (size_t i = unit_at(&units, 0) == BOM; i < units.count; i++) {
    int unit = unit_at(&units, i), next = unit_at(&units, i + 1);
    if (utf16_is_high(unit) && utf16_is_low(next)) {
      g_string_append_unichar(
          out, (gunichar)(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00)));
      i++;
    } else if (utf16_is_high(unit) || utf16_is_low(unit)) {
      g_string_append_unichar(out, REPLACEMENT);
    } else if (unit != 0) {
      g_string_append_unichar(out, (gunichar)unit);
    }
  }
  if (size % 2 != 0)
    g_string_append_unichar(out, REPLACEMENT);
  return g_string_free(out, FALSE);
}
