/* SPDX-License-Identifier: Apache-2.0
 *
 * ASCII, Latin-1 letters and the dashes and quotes of print by hand, which
 * never grow; a text with anything else is GLib's.
 */
#include "parsers/fold.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* Fold the character at `at`, which is not ASCII, into the same number of
 * bytes; returns that, or 0 when it is none of those known here. */
static size_t
fold_wide(const unsigned char *at, size_t left, char *out)
{
  if (at[0] == 0xc3 && left >= 2) {             /* U+00C0 to U+00FF */
    bool upper = at[1] < 0x9f && at[1] != 0x97; /* not the sign of times */
    memcpy(out, at[1] == 0x9f ? "ss" : (const char *)at, 2);
    if (upper)
      out[1] = (char)(at[1] + 0x20);
    return 2;
  }
  /* U+2000 to U+20FF: punctuation and currencies, none of them has a case. */
  if (at[0] == 0xe2 && left >= 3 && at[1] <= 0x83) {
    memcpy(out, at, 3);
    return 3;
  }
  return 0;
}

char *
fold_case(const char *text, size_t size)
{
  g_autofree char *out = g_malloc(size + 1);
  for (size_t i = 0; i < size;) {
    unsigned char c = (unsigned char)text[i];
    if (c < 0x80) {
      out[i++] = (char)(g_ascii_isupper(c) ? c | 0x20 : c);
      continue;
    }
    size_t wide = fold_wide((const unsigned char *)text + i, size - i, out + i);
    if (wide == 0)
      return g_utf8_casefold(text, (gssize)size);
    i += wide;
  }
  out[size] = '\0';
  return g_steal_pointer(&out);
}
