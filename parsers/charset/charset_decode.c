/* SPDX-License-Identifier: Apache-2.0
 *
 * What is behind the name of a charset: a table of ours, an encoding of
 * Unicode, or one of the few converters of the system that the tables cannot
 * replace.  Each converter is a shared object, and to fork a process with a
 * dozen of them costs half as much again.
 */
#include <iconv.h>
#include <string.h>
#ifdef BOTE_SANITIZED
#include <sanitizer/lsan_interface.h>
#endif

#include "parsers/charset/charset_private.h"

enum { CHARSET_NAME_MAX = 40 };

static const struct {
  const char *names; /* as in CharsetTable */
  CharsetDecoder decode;
} decoders[] = {
    {" utf7 unicode11utf7 csunicode11utf7 ", charset_decode_utf7},
    {" utf16 unicode ucs2 csunicode iso10646ucs2 ", charset_decode_utf16},
    {" utf16le ucs2le unicodelittle ", charset_decode_utf16le},
    {" utf16be ucs2be unicodebig unicodefffe ", charset_decode_utf16be},
};

/* Of East Asia: by the larger one where one holds the other, as mails bear the
 * name of the smaller (WHATWG Encoding 4.2). */
static const struct {
  const char *names, *converter;
} converters[] = {
    {" gb18030 gbk gb2312 euccn cp936 ms936 windows936 xgbk gb231280"
     " csgb2312 chinese ",
     "gb18030"},
    {" big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 ", "big5-hkscs"},
    {" iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jpms cp50220 ",
     "iso-2022-jp-2"},
    {" shiftjis sjis xsjis csshiftjis mskanji cp932 windows31j ms932 ",
     "cp932"},
    {" eucjp xeucjp cseucpkdfmtjapanese eucjpms ", "euc-jp"},
    {" euckr cp949 uhc ksc5601 ksc56011987 ksc56011989 korean windows949"
     " cseuckr ",
     "cp949"},
    {" iso2022kr csiso2022kr ", "iso-2022-kr"},
};

static bool
has_name(const char *names, const char *folded)
{
  size_t size = strlen(folded);
  const char *at = names;
  while (size > 0 && (at = strstr(at, folded)) != NULL) {
    if (at[-1] == ' ' && at[size] == ' ')
      return true;
    at += size;
  }
  return false;
}

char *
charset_fold_name(const char *name)
{
  GString *folded = g_string_new(NULL);
  size_t size = strlen(name);
  for (size_t i = 0; i < size && size <= CHARSET_NAME_MAX; i++)
    if (g_ascii_isalnum(name[i]))
      g_string_append_c(folded, g_ascii_tolower(name[i]));
    else if (strchr("-_.:+ ", name[i]) == NULL)
      return g_string_free(g_string_truncate(folded, 0), FALSE);
  return g_string_free(folded, FALSE);
}

void
charset_keep_open(const char *charset)
{
  iconv_t converter = iconv_open("utf-8", charset);
#ifdef BOTE_SANITIZED
  if (converter != (iconv_t)-1)
    __lsan_ignore_object(converter);
#else
  (void)converter;
#endif
}

void
charset_open_converters(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(converters); i++)
    charset_keep_open(converters[i].converter);
}

static size_t
decode_table(const CharsetTable *table, const CharsetInput *input, GString *out)
{
  const char *at[256];
  const char *next = table->characters;
  for (unsigned byte = table->first; byte < G_N_ELEMENTS(at); byte++) {
    at[byte] = next;
    next = g_utf8_next_char(next);
  }
  size_t errors = 0;
  for (size_t i = 0; i < input->size;) {
    size_t plain = i;
    while (plain < input->size && input->bytes[plain] < 0x80)
      plain++;
    g_string_append_len(out, (const char *)input->bytes + i,
                        (gssize)(plain - i));
    if (plain == input->size)
      break;
    unsigned char byte = input->bytes[plain];
    if (byte < table->first) {
      g_string_append_unichar(out, byte);
    } else {
      const char *c = at[byte];
      g_string_append_len(out, c, g_utf8_skip[(unsigned char)*c]);
      errors += strncmp(c, CHARSET_REPLACEMENT, 3) == 0 ? 1 : 0;
    }
    i = plain + 1;
  }
  return errors;
}

/* Run the converter over all bytes. */
static size_t
convert(iconv_t converter, const CharsetInput *input, GString *out)
{
  char piece[4096];
  char *from = (char *)input->bytes; /* iconv does not write there */
  size_t left = input->size, errors = 0;
  while (left > 0) {
    char *to = piece;
    size_t room = sizeof piece, before = left;
    size_t result = iconv(converter, &from, &left, &to, &room);
    g_string_append_len(out, piece, to - piece);
    if (result != (size_t)-1 || left == 0)
      continue;
    if (left < before)
      continue; /* the piece was full, or an error that comes again */
    g_string_append(out, CHARSET_REPLACEMENT); /* a byte that fits nowhere */
    from++;
    left--;
    errors++;
  }
  return errors;
}

static bool
decode_iconv(const char *name, const CharsetInput *input, GString *out,
             size_t *out_errors)
{
  iconv_t converter = iconv_open("utf-8", name);
  /* A cast of -1 is how iconv_open() says "unknown". */
  if (converter == (iconv_t)-1)
    return false;
  *out_errors = convert(converter, input, out);
  (void)iconv_close(converter); /* nothing can be lost here */
  return true;
}

bool
charset_decode(const char *folded, const CharsetInput *input, GString *out,
               size_t *out_errors)
{
  for (const CharsetTable *table = charset_tables; table->names != NULL;
       table++)
    if (has_name(table->names, folded)) {
      *out_errors = decode_table(table, input, out);
      return true;
    }
  for (size_t i = 0; i < G_N_ELEMENTS(decoders); i++)
    if (has_name(decoders[i].names, folded)) {
      *out_errors = decoders[i].decode(input, out);
      return true;
    }
  for (size_t i = 0; i < G_N_ELEMENTS(converters); i++)
    if (has_name(converters[i].names, folded))
      return decode_iconv(converters[i].converter, input, out, out_errors);
  return false;
}
