/* SPDX-License-Identifier: Apache-2.0
 *
 * Most of a letter is ASCII, even in German: eight bytes at a time; what is
 * rare is left to GLib, one character at a time.
 */
#include "parsers/utf8.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Are all eight bytes ASCII and none NUL?  The highest bit of a byte is set in
 * `word` when it is no ASCII, and by the subtraction when the byte is NUL. */
static bool
is_plain_word(const char *text)
{
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return (((word - EACH_BYTE) | word) & (0x80 * EACH_BYTE)) == 0;
}

/* The bytes of ASCII without NUL at the beginning. */
static size_t
plain_size(const char *text, size_t size)
{
  size_t at = 0;
  while (size - at >= sizeof(uint64_t) && is_plain_word(text + at))
    at += sizeof(uint64_t);
  while (at < size && (unsigned char)text[at] - 1u < 0x7f)
    at++;
  return at;
}

/* The bytes of the character at `text`, which is not plain; 0: there is none
 * or not all of it.  Those of two bytes hold the letters of Europe. */
static size_t
character_size(const char *text, size_t size)
{
  unsigned char first = (unsigned char)text[0];
  if (first >= 0xc2 && first < 0xe0)
    return size >= 2 && ((unsigned char)text[1] & 0xc0) == 0x80 ? 2 : 0;
  gunichar c = g_utf8_get_char_validated(text, (gssize)size);
  bool valid = c != 0 && c != (gunichar)-1 && c != (gunichar)-2;
  return valid ? (size_t)g_utf8_skip[first] : 0;
}

size_t
utf8_valid_size(const char *text, size_t size)
{
  size_t at = plain_size(text, size);
  while (at < size) {
    size_t next = character_size(text + at, size - at);
    if (next == 0)
      break;
    at += next;
    at += plain_size(text + at, size - at);
  }
  return at;
}

bool
utf8_is_valid(const char *text, size_t size)
{
  return utf8_valid_size(text, size) == size;
}
