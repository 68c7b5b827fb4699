/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset ladder: declared, UTF-8, Windows-1252, ISO-8859-1.
 */
#include "parsers/charset/charset.h"

#include <string.h>

#include "parsers/charset/charset_private.h"
#include "parsers/utf8.h"

/* A text of which more than one byte in 50 cannot be decoded was not written
   in that charset. */
enum { CHARSET_ERRORS_ONE_IN = 50 };

/* GMime itself decodes what stands in parameters and, where these fail, takes
 * the charsets of its fallback list: converters of the system.
 */
static const char *const gmime_charsets[] = {"iso-8859-1", "iso-8859-15",
                                             "windows-1252"};

void
charset_preload(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(gmime_charsets); i++)
    charset_keep_open(gmime_charsets[i]);
  charset_open_converters();
}

/* The folded name of a declared charset.  What calls itself ISO-8859-1 or ASCII
 * was written on Windows (WHATWG Encoding 4.2 reads them so, too).
 */
static char *
usable_name(const char *declared)
{
  static const char *const windows[] = {"iso88591", "latin1", "usascii",
                                        "ascii", "ansix341968"};
  char *name = charset_fold_name(declared);
  for (size_t i = 0; i < G_N_ELEMENTS(windows); i++)
    if (strcmp(name, windows[i]) == 0) {
      g_free(name);
      return g_strdup("windows1252");
    }
  return name;
}

/* More characters of several bytes than errors: nothing else looks so. */
static bool
is_mostly_utf8(const GString *text, size_t errors)
{
  size_t several = 0;
  for (size_t i = 0; i < text->len; i++)
    several += (unsigned char)text->str[i] >= 0xc0 ? 1 : 0;
  return several > 2 * errors; /* each error stands there as one, too */
}

/* Valid UTF-8 of the bytes, or NULL when they are not meant as such. */
static char *
decode_utf8(const char *bytes, size_t size)
{
  GString *out = g_string_sized_new(size);
  size_t errors = 0;
  const char *at = bytes, *end = bytes + size;
  while (at < end) {
    const char *stop = at + utf8_valid_size(at, (size_t)(end - at));
    g_string_append_len(out, at, stop - at);
    if (stop == end)
      break;
    if (*stop != '\0') { /* NUL is dropped */
      g_string_append(out, CHARSET_REPLACEMENT);
      errors++;
    }
    at = stop + 1;
  }
  if (errors > 0 && errors * CHARSET_ERRORS_ONE_IN > size &&
      !is_mostly_utf8(out, errors)) {
    g_string_free(out, TRUE);
    return NULL;
  }
  return g_string_free(out, FALSE);
}

/* Multi-byte text almost never validates by chance; single-byte charsets
 * accept everything, so a wrong label of that kind shows only this way.
 */
static bool
is_surely_utf8(const char *bytes, size_t size)
{
  bool high = false;
  for (size_t i = 0; i < size && !high; i++)
    high = (unsigned char)bytes[i] >= 0x80;
  return high && utf8_is_valid(bytes, size);
}

/* By the folded name of a charset; NULL when it is not known, or was not the
 * one in which this was written.
 */
static char *
decode_named(const char *bytes, size_t size, const char *name)
{
  if (strcmp(name, "utf8") == 0)
    return decode_utf8(bytes, size);
  if (is_surely_utf8(bytes, size) &&
      (g_str_has_prefix(name, "iso8859") || g_str_has_prefix(name, "windows") ||
       g_str_has_prefix(name, "cp125")))
    return NULL;
  CharsetInput input = {(const unsigned char *)bytes, size};
  g_autoptr(GString) out = g_string_sized_new(size + size / 8);
  size_t errors = 0;
  if (!charset_decode(name, &input, out, &errors) ||
      errors * CHARSET_ERRORS_ONE_IN > size + CHARSET_ERRORS_ONE_IN)
    return NULL;
  return decode_utf8(out->str, out->len); /* drops NUL */
}

char *
charset_to_utf8(const void *bytes, size_t size, const char *declared,
                const char **out_used)
{
  static const char *const ladder[] = {"utf-8", "windows-1252", "iso-8859-1"};
  static const char *const names[] = {"utf8", "windows1252", "iso88591"};
  const char *ignored = NULL;
  const char **used = out_used != NULL ? out_used : &ignored;
  g_autofree char *name = declared == NULL ? NULL : usable_name(declared);
  const char *from = size == 0 ? "" : bytes; /* NULL may come with size 0 */
  char *text = name == NULL ? NULL : decode_named(from, size, name);
  *used = declared;
  for (size_t i = 0; text == NULL && i < G_N_ELEMENTS(ladder); i++) {
    *used = ladder[i];
    text = decode_named(from, size, names[i]);
  }
  g_assert(text != NULL); /* ISO-8859-1 has a character for each byte */
  return text;
}

char *
charset_of_media_type(const char *content_type)
{
  static const char name[] = "charset=";
  g_autofree char *lower =
      g_ascii_strdown(content_type == NULL ? "" : content_type, -1);
  const char *mark = strstr(lower, name);
  if (mark == NULL)
    return NULL;
  mark += strlen(name);
  mark += *mark == '"';
  return g_strndup(mark, strcspn(mark, "\"; "));
}

char *
charset_utf16_to_utf8(const void *bytes, size_t size)
{
  CharsetInput input = {size == 0 ? (const unsigned char *)"" : bytes, size};
  g_autoptr(GString) out = g_string_sized_new(size + size / 2);
  bool is_marked = size >= 2 && (input.bytes[0] ^ input.bytes[1]) == 1 &&
                   MIN(input.bytes[0], input.bytes[1]) == 0xfe;
  if (is_marked)
    (void)charset_decode_utf16(&input, out); /* errors show as U+FFFD */
  else
    (void)charset_decode_utf16be(&input, out); /* likewise */
  size_t used = 0;
  for (size_t i = 0; i < out->len; i++)
    if (out->str[i] != '\0')
      out->str[used++] = out->str[i];
  g_string_truncate(out, used);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Control, bidi, zero-width and tag characters; line feed and tab are not in
 * the ranges, nor is the carriage return, which is no character of its own.
 */
static bool
is_unwanted(gunichar c)
{
  static const struct {
    gunichar first, last;
  } ranges[] = {
      {0x00, 0x08},     {0x0b, 0x0c},     {0x0e, 0x1f},       {0x7f, 0x9f},
      {0xad, 0xad},     {0x61c, 0x61c},   {0x200b, 0x200f},   {0x202a, 0x202e},
      {0x2060, 0x2069}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return true;
  return false;
}

enum { PLAIN_BLOCK = 32 }; /* bytes that a processor takes nearly at once */

/* May a byte be, or begin, an unwanted character?  Without a jump, so that the
 * compiler asks all of a block at once. */
static unsigned char
is_unsure(unsigned char c)
{
  int control = (c < 0x20) & (c != '\n') & (c != '\r');
  return (unsigned char)(control | (c == 0x7f) | (c == 0xc2) | (c >= 0xd8));
}

static bool
block_is_plain(const char *text)
{
  unsigned char unsure = 0;
  for (size_t i = 0; i < PLAIN_BLOCK; i++)
    unsure |= is_unsure((unsigned char)text[i]);
  return unsure == 0;
}

/* How many bytes at `at` stay as they are; 0 when those there may not stand. */
static size_t
wanted_size(const char *at)
{
  unsigned char c = (unsigned char)*at;
  if ((c >= 0x20 && c < 0x7f) || (c & 0xc0) == 0x80) /* of a plain block */
    return 1;
  return is_unwanted(g_utf8_get_char(at)) ? 0 : g_utf8_skip[c];
}

/* The first unwanted character from `at` on; `end` when there is none. */
static const char *
skip_wanted(const char *at, const char *end)
{
  while (at < end) {
    const char *limit = end - at < PLAIN_BLOCK ? end : at + PLAIN_BLOCK;
    if (end - at >= PLAIN_BLOCK && block_is_plain(at)) {
      at = limit;
      continue;
    }
    for (size_t size; at < limit; at += size) {
      size = wanted_size(at);
      if (size == 0)
        return at;
    }
  }
  return end;
}

/* Copy without carriage returns, which only old Macintosh wrote alone; returns
 * the end of the copy.  A byte follows `end`. */
static char *
copy_lines(char *to, const char *at, const char *end)
{
  const char *mark;
  while ((mark = memchr(at, '\r', (size_t)(end - at))) != NULL) {
    to = mempcpy(to, at, (size_t)(mark - at));
    if (mark[1] != '\n')
      *to++ = '\n';
    at = mark + 1;
  }
  return mempcpy(to, at, (size_t)(end - at));
}

char *
charset_clean_text(const char *text)
{
  size_t size = strlen(text);
  const char *end = text + size;
  char *out = g_malloc(size + 1), *to = out; /* it never grows */
  for (const char *at = text; at < end;) {
    const char *stop = skip_wanted(at, end);
    to = copy_lines(to, at, stop);
    at = stop + (stop == end ? 0 : g_utf8_skip[(unsigned char)*stop]);
  }
  *to = '\0';
  return out;
}
