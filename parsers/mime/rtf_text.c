/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the bytes with a stack of groups.
 */
#include "parsers/mime/rtf_text.h"

#include <stdint.h>
#include <string.h>

#include "parsers/charset/charset.h"

enum {
  RTF_WORD_MAX = 32, /* letters of a control word, RTF 1.9.1 */
  RTF_CODEPAGE_DEFAULT = 1252,
  RTF_NUMBER_MAX = 100000,
};

/* What holds within one group. */
typedef struct Group {
  bool skip;        /* a destination without words of the mail */
  bool tag;         /* \htmltag: a piece of the HTML itself */
  bool rtf_only;    /* \htmlrtf: what only readers of RTF shall see */
  int unicode_skip; /* \ucN: bytes that repeat each \uN for old readers */
} Group;

typedef struct Reader {
  const char *at, *end;
  GString *out;
  GString *bytes; /* in the code page, not converted yet */
  size_t max;
  GArray *groups; /* Group: those around the present one */
  Group group;
  int codepage;
  gunichar high;    /* surrogate that waits for its second half; or 0 */
  unsigned repeats; /* bytes to be left out behind \uN */
  bool is_html;
  bool starred; /* "\*" stands in front */
} Reader;

/* Destinations that hold no words of the mail. */
static const char *const skipped_table[] = {
    "fonttbl",   "colortbl",  "stylesheet",   "info",
    "pict",      "object",    "header",       "headerl",
    "headerr",   "headerf",   "footer",       "footerl",
    "footerr",   "footerf",   "themedata",    "colorschememapping",
    "generator", "listtable", "rsidtbl",      "listoverridetable",
    "xmlnstbl",  "datastore", "latentstyles", "fldinst",
    "bkmkstart", "bkmkend",   "nonshppict",   "mmathPr",
};

/* Control words that stand for text. */
static const struct {
  const char *word, *text;
} text_table[] = {
    {"par", "\n"},
    {"line", "\n"},
    {"sect", "\n"},
    {"page", "\n"},
    {"row", "\n"},
    {"cell", " | "},
    {"tab", "\t"},
    {"lquote", "\342\200\230"},
    {"rquote", "\342\200\231"},
    {"ldblquote", "\342\200\234"},
    {"rdblquote", "\342\200\235"},
    {"bullet", "- "},
    {"endash", "\342\200\223"},
    {"emdash", "\342\200\224"},
};

static void
flush(Reader *reader)
{
  if (reader->bytes->len == 0)
    return;
  g_autofree char *charset = g_strdup_printf("windows-%d", reader->codepage);
  const char *declared = reader->codepage == 65001 ? "utf-8" : charset;
  g_autofree char *text =
      charset_to_utf8(reader->bytes->str, reader->bytes->len, declared, NULL);
  g_string_append(reader->out, text);
  g_string_truncate(reader->bytes, 0);
}

static bool
is_shown(const Reader *reader)
{
  return !reader->group.skip && !reader->group.rtf_only;
}

static void
put_text(Reader *reader, const char *text)
{
  if (!is_shown(reader))
    return;
  flush(reader);
  g_string_append(reader->out, text);
}

/* One byte of the code page; in HTML outside of tags it is text. */
static void
put_byte(Reader *reader, char byte)
{
  static const struct {
    char byte;
    const char *entity;
  } entities[] = {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}};
  if (reader->repeats > 0) {
    reader->repeats--;
    return;
  }
  if (!is_shown(reader) || byte == '\0')
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
    if (reader->is_html && !reader->group.tag && entities[i].byte == byte) {
      g_string_append(reader->bytes, entities[i].entity);
      return;
    }
  g_string_append_c(reader->bytes, byte);
}

static void
put_unicode(Reader *reader, int number)
{
  gunichar c = (gunichar)(number < 0 ? number + 65536 : number);
  reader->repeats = (unsigned)reader->group.unicode_skip;
  if (!is_shown(reader) || c == 0)
    return;
  flush(reader);
  bool low = c >= 0xdc00 && c < 0xe000;
  gunichar high = reader->high; /* emoji come as two surrogates */
  reader->high = c >= 0xd800 && c < 0xdc00 ? c : 0;
  if (low && high != 0)
    c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
  if (g_unichar_validate(c))
    g_string_append_unichar(reader->out, c);
}

static bool
is_skipped(const char *word)
{
  for (size_t i = 0; i < G_N_ELEMENTS(skipped_table); i++)
    if (strcmp(skipped_table[i], word) == 0)
      return true;
  return false;
}

/* Words that change how the rest is read; false for any other. */
static bool
obey_state(Reader *reader, const char *word, bool has_number, int number)
{
  if (strcmp(word, "fromhtml") == 0)
    reader->is_html = true;
  else if (strcmp(word, "ansicpg") == 0)
    reader->codepage = number;
  else if (strcmp(word, "uc") == 0)
    reader->group.unicode_skip = CLAMP(number, 0, 8);
  else if (strcmp(word, "u") == 0 && has_number)
    put_unicode(reader, number);
  else if (strcmp(word, "htmlrtf") == 0)
    reader->group.rtf_only = reader->is_html && (!has_number || number != 0);
  else if (strcmp(word, "htmltag") == 0)
    reader->group.tag = reader->is_html;
  else
    return false;
  return true;
}

static void
obey(Reader *reader, const char *word, bool has_number, int number)
{
  bool starred = reader->starred;
  reader->starred = false;
  bool tag = strcmp(word, "htmltag") == 0 && reader->is_html;
  if (is_skipped(word) || (starred && !tag)) {
    reader->group.skip = true;
    return;
  }
  if (obey_state(reader, word, has_number, number))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(text_table); i++)
    if (strcmp(text_table[i].word, word) == 0)
      put_text(reader, text_table[i].text);
}

/* "\word-12 " */
static void
read_word(Reader *reader)
{
  char word[RTF_WORD_MAX + 1] = "";
  size_t size = 0;
  int number = 0;
  while (reader->at < reader->end && g_ascii_isalpha(*reader->at)) {
    if (size < RTF_WORD_MAX)
      word[size++] = *reader->at;
    reader->at++;
  }
  bool minus = reader->at < reader->end && *reader->at == '-';
  reader->at += minus ? 1 : 0;
  const char *digits = reader->at;
  while (reader->at < reader->end && g_ascii_isdigit(*reader->at)) {
    number = MIN(number * 10 + (*reader->at - '0'), RTF_NUMBER_MAX);
    reader->at++;
  }
  bool has_number = reader->at > digits;
  if (reader->at < reader->end && *reader->at == ' ')
    reader->at++; /* the blank that ends a word belongs to it */
  obey(reader, word, has_number, minus ? -number : number);
}

static void
read_escape(Reader *reader)
{
  char c = *reader->at++;
  if (c == '\'' && reader->end - reader->at >= 2) {
    int high = g_ascii_xdigit_value(reader->at[0]);
    int low = g_ascii_xdigit_value(reader->at[1]);
    reader->at += 2;
    if (high >= 0 && low >= 0)
      put_byte(reader, (char)(high << 4 | low));
  } else if (c == '*') {
    reader->starred = true;
  } else if (c == '~') {
    put_text(reader, " ");
  } else if (c == '\n' || c == '\r') {
    put_text(reader, "\n");
  } else if (c == '\\' || c == '{' || c == '}') {
    put_byte(reader, c);
  } /* others only hyphenate or index */
}

static void
open_group(Reader *reader)
{
  g_array_append_val(reader->groups, reader->group);
  reader->repeats = 0;
}

static void
close_group(Reader *reader)
{
  guint count = reader->groups->len;
  reader->repeats = 0;
  reader->starred = false;
  if (count == 0)
    return;
  reader->group = g_array_index(reader->groups, Group, count - 1);
  g_array_set_size(reader->groups, count - 1);
}

static void
read_one(Reader *reader)
{
  char c = *reader->at++;
  if (c == '{')
    open_group(reader);
  else if (c == '}')
    close_group(reader);
  else if (c == '\\' && reader->at < reader->end)
    g_ascii_isalpha(*reader->at) ? read_word(reader) : read_escape(reader);
  else if (c != '\n' && c != '\r' && c != '\\')
    put_byte(reader, c);
}

char *
rtf_text(const char *rtf, size_t size, size_t max, bool *out_is_html)
{
  Reader reader = {.at = rtf,
                   .end = rtf + size,
                   .out = g_string_new(NULL),
                   .bytes = g_string_new(NULL),
                   .max = max,
                   .groups = g_array_new(FALSE, FALSE, sizeof(Group)),
                   .group = {.unicode_skip = 1},
                   .codepage = RTF_CODEPAGE_DEFAULT};
  while (reader.at < reader.end &&
         reader.out->len + reader.bytes->len < reader.max &&
         reader.groups->len < RTF_TEXT_DEPTH_MAX)
    read_one(&reader);
  flush(&reader);
  *out_is_html = reader.is_html;
  g_array_unref(reader.groups);
  g_string_free(reader.bytes, TRUE);
  g_autofree char *text = g_string_free(reader.out, FALSE);
  return g_utf8_make_valid(text, -1);
}
