/* SPDX-License-Identifier: Apache-2.0
 *
 * ASCII, Latin-1 letters and the dashes and quotes of print by hand, which
 * never grow; a text with anything else is GLib's.
 */
#include "parsers/fold.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

enum { FOLD_BLOCK = 16 }; /* bytes that a processor takes at once */

static char
fold_ascii(char c)
{
  return (char)(c + (c >= 'A' && c <= 'Z' ? 0x20 : 0));
}

static void
fold_block(char *text)
{
  for (size_t i = 0; i < FOLD_BLOCK; i++)
    text[i] = fold_ascii(text[i]);
}

/* Fold what is ASCII. */
static void
fold_narrow(char *text, size_t size)
{
  size_t i = 0;
  for (; i + FOLD_BLOCK <= size; i += FOLD_BLOCK)
    fold_block(text + i);
  for (; i < size; i++)
    text[i] = fold_ascii(text[i]);
}

static bool
word_is_ascii(const char *text)
{
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* The first byte from `i` on that is not ASCII, `size` when none is. */
static size_t
skip_ascii(const char *text, size_t i, size_t size)
{
  while (i + sizeof(uint64_t) <= size && word_is_ascii(text + i))
    i += sizeof(uint64_t);
  while (i < size && (unsigned char)text[i] < 0x80)
    i++;
  return i;
}

/* Characters without case, by their first and second byte. */
static const struct {
  unsigned char lead, first, last, bytes;
} caseless_table[] = {
    {0xe2, 0x80, 0x83, 3}, /* U+2000 to U+20FF: punctuation, currencies */
    {0xc2, 0x80, 0xb4, 2}, /* U+0080 to U+00B4: no-break space, "«", "°" */
    {0xc2, 0xb6, 0xbf, 2}, /* from U+00B6 on: "»", "½" */
    {0xe2, 0x94, 0xaf, 3}, /* U+2500 to U+2BFF: frames, signs, arrows */
    {0xf0, 0x9f, 0x9f, 4}, /* U+1F000 to U+1FFFF: small pictures */
};

/* Fold the character at `at`, which is not ASCII, into the same number of
 * bytes; returns that, or 0 when it is none of those known here. */
static size_t
fold_wide(unsigned char *at, size_t left)
{
  if (at[0] == 0xc3 && left >= 2) { /* U+00C0 to U+00FF */
    if (at[1] == 0x9f)
      memcpy(at, "ss", 2);
    else if (at[1] < 0x9f && at[1] != 0x97) /* not the sign of times */
      at[1] += 0x20;
    return 2;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(caseless_table); i++)
    if (at[0] == caseless_table[i].lead && left >= caseless_table[i].bytes &&
        at[1] >= caseless_table[i].first && at[1] <= caseless_table[i].last)
      return caseless_table[i].bytes;
  return 0;
}

bool
fold_in_place(char *text, size_t size)
{
  fold_narrow(text, size);
  for (size_t i = 0; (i = skip_ascii(text, i, size)) < size;) {
    size_t wide = fold_wide((unsigned char *)text + i, size - i);
    if (wide == 0)
      return false;
    i += wide;
  }
  return true;
}

char *
fold_case(const char *text, size_t size)
{
  g_autofree char *out = g_malloc(size + 1);
  memcpy(out, text, size);
  out[size] = '\0';
  return fold_in_place(out, size) ? g_steal_pointer(&out)
                                  : g_utf8_casefold(text, (gssize)size);
}
