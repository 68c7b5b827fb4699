/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset ladder: declared, UTF-8, Windows-1252, ISO-8859-1.
 */
#include "parsers/charset.h"

#include <gmime/gmime.h>
#include <iconv.h>
#include <string.h>
#ifdef BOTE_SANITIZED
#include <sanitizer/lsan_interface.h>
#endif

/* A text of which more than one byte in 50 cannot be decoded was not written
   in that charset. */
enum { CHARSET_ERRORS_ONE_IN = 50 };

#define REPLACEMENT "\357\277\275" /* U+FFFD */

/* The charsets of usual mails here: Western and Central Europe, Turkish,
 * Cyrillic, and what phones and webmail of East Asia send.
 */
static const char *const charset_preloaded[] = {
    "iso-8859-1",   "iso-8859-2",   "iso-8859-15",  "iso-8859-9",
    "windows-1250", "windows-1251", "windows-1252", "windows-1254",
    "koi8-r",       "utf-16",       "gb18030",      "iso-2022-jp",
    "macintosh",
};

/* Open a converter for ever, see the header.  A charset that the system does
 * not have falls back to the ladder later.
 */
static void
open_for_ever(const char *to, const char *from)
{
  iconv_t converter = iconv_open(to, from);
#ifdef BOTE_SANITIZED
  if (converter != (iconv_t)-1)
    __lsan_ignore_object(converter);
#else
  (void)converter;
#endif
}

void
charset_preload(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(charset_preloaded); i++) {
    open_for_ever("utf-8", charset_preloaded[i]);
    open_for_ever(charset_preloaded[i], "utf-8");
  }
}

/* The name under which iconv shall know a declared charset; NULL when it is
 * not to be believed.
 */
static const char *
usable_name(const char *declared)
{
  /* UTF-7 hides markup and addresses from everything that looks at bytes;
     no mail program of today sends it. */
  static const char *const refused[] = {"utf-7",        "unicode-1-1-utf-7",
                                        "unknown-8bit", "x-unknown",
                                        "default",      "binary"};
  if (declared == NULL || *declared == '\0' || strlen(declared) > 40)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
    if (g_ascii_strcasecmp(declared, refused[i]) == 0)
      return NULL;
  for (const char *at = declared; *at != '\0'; at++)
    if (!g_ascii_isalnum(*at) && strchr("-_.:+", *at) == NULL)
      return NULL; /* "//TRANSLIT" and the like */
  /* What calls itself ISO-8859-1 or ASCII was written on Windows
     (WHATWG Encoding 4.2 reads them so, too). */
  if (g_ascii_strcasecmp(declared, "iso-8859-1") == 0 ||
      g_ascii_strcasecmp(declared, "us-ascii") == 0 ||
      g_ascii_strcasecmp(declared, "ascii") == 0)
    return "windows-1252";
  return g_mime_charset_iconv_name(declared);
}

static bool
is_utf8_name(const char *name)
{
  return g_ascii_strcasecmp(name, "utf-8") == 0 ||
         g_ascii_strcasecmp(name, "utf8") == 0;
}

/* Valid UTF-8 of the bytes, or NULL when they are not meant as such. */
static char *
decode_utf8(const char *bytes, size_t size)
{
  GString *out = g_string_sized_new(size);
  size_t errors = 0;
  const char *at = bytes, *end = bytes + size;
  while (at < end) {
    const char *stop = NULL;
    (void)g_utf8_validate(at, end - at, &stop); /* stop says all */
    g_string_append_len(out, at, stop - at);
    if (stop == end)
      break;
    if (*stop != '\0') { /* NUL is dropped */
      g_string_append(out, REPLACEMENT);
      errors++;
    }
    at = stop + 1;
  }
  if (errors > 0 && errors * CHARSET_ERRORS_ONE_IN > size) {
    g_string_free(out, TRUE);
    return NULL;
  }
  return g_string_free(out, FALSE);
}

/* Run the converter over all bytes; false when too much cannot be read. */
static bool
convert(iconv_t converter, const char *bytes, size_t size, GString *out)
{
  char piece[4096];
  char *from = (char *)bytes; /* iconv does not write there */
  size_t left = size, errors = 0;
  while (left > 0) {
    char *to = piece;
    size_t room = sizeof piece, before = left;
    size_t result = iconv(converter, &from, &left, &to, &room);
    g_string_append_len(out, piece, to - piece);
    if (result != (size_t)-1 || left == 0)
      continue;
    if (left < before)
      continue; /* the piece was full, or an error that comes again */
    g_string_append(out, REPLACEMENT); /* a byte that fits nowhere */
    from++;
    left--;
    errors++;
    if (errors * CHARSET_ERRORS_ONE_IN > size + CHARSET_ERRORS_ONE_IN)
      return false;
  }
  return true;
}

static char *
decode_iconv(const char *bytes, size_t size, const char *name)
{
  iconv_t converter = iconv_open("utf-8", name);
  /* A cast of -1 is how iconv_open() says "unknown". */
  if (converter == (iconv_t)-1)
    return NULL;
  g_autoptr(GString) out = g_string_sized_new(size + size / 8);
  bool good = convert(converter, bytes, size, out);
  (void)iconv_close(converter); /* nothing can be lost here */
  return good ? decode_utf8(out->str, out->len) : NULL;
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
  return high && g_utf8_validate(bytes, (gssize)size, NULL);
}

static char *
decode_declared(const char *bytes, size_t size, const char *name)
{
  if (is_utf8_name(name))
    return decode_utf8(bytes, size);
  if (is_surely_utf8(bytes, size) &&
      (g_ascii_strncasecmp(name, "iso-8859", 8) == 0 ||
       g_ascii_strncasecmp(name, "windows-", 8) == 0 ||
       g_ascii_strncasecmp(name, "cp125", 5) == 0))
    return NULL;
  return decode_iconv(bytes, size, name);
}

char *
charset_to_utf8(const void *bytes, size_t size, const char *declared,
                const char **out_used)
{
  static const char *const ladder[] = {"utf-8", "windows-1252", "iso-8859-1"};
  const char *ignored = NULL;
  const char **used = out_used != NULL ? out_used : &ignored;
  const char *name = usable_name(declared);
  const char *from = size == 0 ? "" : bytes; /* NULL may come with size 0 */
  char *text = name == NULL ? NULL : decode_declared(from, size, name);
  *used = declared;
  for (size_t i = 0; text == NULL && i < G_N_ELEMENTS(ladder); i++) {
    *used = ladder[i];
    text = decode_declared(from, size, ladder[i]);
  }
  if (text == NULL) { /* neither converter on this system */
    g_autofree char *copy = g_strndup(from, size);
    text = g_utf8_make_valid(copy, -1);
  }
  return text;
}

/* Control, bidi, zero-width and tag characters; line feed and tab are not in
 * the ranges.
 */
static bool
is_unwanted(gunichar c)
{
  static const struct {
    gunichar first, last;
  } ranges[] = {
      {0x00, 0x08},     {0x0b, 0x1f},       {0x7f, 0x9f},     {0xad, 0xad},
      {0x61c, 0x61c},   {0x200b, 0x200f},   {0x202a, 0x202e}, {0x2060, 0x2069},
      {0xfeff, 0xfeff}, {0xe0000, 0xe007f},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return true;
  return false;
}

/* How many bytes at `at` stay as they are; 0 when those there may not stand.
 * Most bytes of a letter are decided by a comparison.
 */
static size_t
wanted_size(const char *at)
{
  unsigned char c = (unsigned char)*at;
  if (c >= 0x20 && c < 0x7f)
    return 1;
  return is_unwanted(g_utf8_get_char(at)) ? 0 : g_utf8_skip[c];
}

char *
charset_clean_text(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  for (const char *at = text; *at != '\0';) {
    const char *begin = at;
    for (size_t size = 1; *at != '\0' && size > 0; at += size)
      size = wanted_size(at);
    g_string_append_len(out, begin, at - begin);
    if (*at == '\r' && at[1] != '\n')
      g_string_append_c(out, '\n'); /* old Macintosh */
    at += *at == '\0' ? 0 : g_utf8_skip[(unsigned char)*at];
  }
  return g_string_free(out, FALSE);
}
