/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-7 (RFC 2152) and UTF-16 (RFC 2781).
 */
#include <stdint.h>
#include <string.h>

#include "parsers/charset/charset_private.h"

/* Makes characters of the 16-bit units of UTF-16. */
typedef struct Units {
  GString *out;
  gunichar high; /* a first half that waits for its second; 0: none */
  size_t errors;
} Units;

static void
units_error(Units *units)
{
  g_string_append(units->out, CHARSET_REPLACEMENT);
  units->errors++;
}

static void
units_end(Units *units)
{
  if (units->high != 0)
    units_error(units); /* a half character */
  units->high = 0;
}

static void
units_add(Units *units, uint16_t unit)
{
  bool second = unit >= 0xdc00 && unit <= 0xdfff;
  if (units->high != 0 && second) {
    g_string_append_unichar(units->out, 0x10000 +
                                            ((units->high - 0xd800) << 10) +
                                            (unit - 0xdc00u));
    units->high = 0;
    return;
  }
  units_end(units);
  if (unit >= 0xd800 && unit <= 0xdbff)
    units->high = unit;
  else if (second)
    units_error(units);
  else
    g_string_append_unichar(units->out, unit);
}

static size_t
decode_units(const CharsetInput *input, GString *out, bool little)
{
  Units units = {.out = out};
  for (size_t i = 0; i + 1 < input->size; i += 2) {
    uint16_t one = input->bytes[i], two = input->bytes[i + 1];
    units_add(&units,
              little ? (uint16_t)(two << 8 | one) : (uint16_t)(one << 8 | two));
  }
  units_end(&units);
  if (input->size % 2 != 0)
    units_error(&units);
  return units.errors;
}

size_t
charset_decode_utf16le(const CharsetInput *input, GString *out)
{
  return decode_units(input, out, true);
}

size_t
charset_decode_utf16be(const CharsetInput *input, GString *out)
{
  return decode_units(input, out, false);
}

/* The order of bytes is told by a mark; without one RFC 2781 says big endian,
 * and Windows writes little: the zeros of blanks and Latin letters tell. */
size_t
charset_decode_utf16(const CharsetInput *input, GString *out)
{
  const unsigned char *bytes = input->bytes;
  if (input->size >= 2 && (bytes[0] ^ bytes[1]) == (0xff ^ 0xfe) &&
      MIN(bytes[0], bytes[1]) == 0xfe) {
    CharsetInput rest = {bytes + 2, input->size - 2};
    return decode_units(&rest, out, bytes[0] == 0xff);
  }
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < input->size; i++)
    zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
  return decode_units(input, out, zeros[1] > zeros[0]);
}

/* The value of a character of base64 (RFC 2152: of "modified" base64, without
 * padding); -1: none. */
static int
sextet_of(unsigned char c)
{
  if (g_ascii_isupper(c))
    return c - 'A';
  if (g_ascii_islower(c))
    return c - 'a' + 26;
  if (g_ascii_isdigit(c))
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Decode the run of base64 that begins at `at`; returns where it ends. */
static size_t
decode_run(const CharsetInput *input, size_t at, Units *units)
{
  uint32_t bits = 0;
  unsigned count = 0;
  int sextet;
  for (; at < input->size && (sextet = sextet_of(input->bytes[at])) >= 0;
       at++) {
    bits = bits << 6 | (uint32_t)sextet;
    count += 6;
    if (count >= 16) {
      count -= 16;
      units_add(units, (uint16_t)(bits >> count));
    }
  }
  units_end(units);
  bool stray = count >= 6 || (bits & ((1u << count) - 1)) != 0;
  if (stray) /* more than the padding of the last character */
    units_error(units);
  return at;
}

size_t
charset_decode_utf7(const CharsetInput *input, GString *out)
{
  Units units = {.out = out};
  const unsigned char *bytes = input->bytes;
  for (size_t i = 0; i < input->size;) {
    unsigned char c = bytes[i++];
    if (c >= 0x80) {
      units_error(&units);
      continue;
    }
    if (c != '+') {
      g_string_append_c(out, (char)c);
      continue;
    }
    size_t begin = i;
    i = decode_run(input, i, &units);
    bool closed = i < input->size && bytes[i] == '-';
    if (i == begin)
      g_string_append_c(out, '+'); /* "+-", and what is none of UTF-7 */
    i += closed ? 1 : 0;
  }
  return units.errors;
}
