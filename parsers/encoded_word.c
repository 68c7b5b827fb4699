/* SPDX-License-Identifier: Apache-2.0
 *
 * Encoded words: reading one, and runs of them.
 */
#include "parsers/encoded_word.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/charset/charset.h"
#include "parsers/utf8.h"

enum {
  /* Longer than any charset with a language behind it (RFC 2231 5). */
  ENCODED_WORD_CHARSET_MAX = 60,
  BASE64_PADDING = 64,
};

#define BLANKS " \t\r\n"
/* May not stand in a word within a phrase, or would end the phrase. */
#define STRUCTURE BLANKS "\"(),:;<>@[\\]"

/* One word within a value; the pointers are borrowed from there. */
typedef struct Word {
  const char *charset, *text, *end; /* end: behind the last "?=" */
  size_t charset_size, text_size;
  bool base64;
} Word;

/* Words in a row, decoded. */
typedef struct Run {
  GString *out;      /* UTF-8 */
  GByteArray *bytes; /* of words of the charset that is being read */
  const char *charset;
  size_t charset_size;
} Run;

/* The six bits of a character of base64 (RFC 2045 6.8); 64: padding, -1: none.
 */
static int
sextet_of(char c)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                 "qrstuvwxyz0123456789+/=";
  const char *found = c == '\0' ? NULL : strchr(alphabet, c);
  return found == NULL ? -1 : (int)(found - alphabet);
}

static bool
is_base64(const char *text, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (sextet_of(text[i]) < 0)
      return false;
  return true;
}

static bool
has_any_of(const char *text, size_t size, const char *refused)
{
  for (size_t i = 0; i < size; i++)
    if (strchr(refused, text[i]) != NULL)
      return true;
  return false;
}

/* The charset and, dropped, its language: "utf-8*de". */
static bool
read_charset(Word *word, const char *at)
{
  size_t size = strcspn(at, "?" BLANKS);
  word->charset = at;
  word->charset_size = strcspn(at, "?*" BLANKS);
  return at[size] == '?' && word->charset_size > 0 &&
         size <= ENCODED_WORD_CHARSET_MAX;
}

/* Is there a word at `at`, holding nothing of `refused`? */
static bool
read_word(Word *word, const char *at, const char *refused)
{
  if (strncmp(at, "=?", 2) != 0 || !read_charset(word, at + 2))
    return false;
  const char *encoding = strchr(at + 2, '?') + 1;
  char letter = g_ascii_toupper(encoding[0]);
  if ((letter != 'B' && letter != 'Q') || encoding[1] != '?')
    return false;
  word->base64 = letter == 'B';
  word->text = encoding + 2;
  word->text_size = strcspn(word->text, "?\r\n");
  word->end = word->text + word->text_size;
  if (strncmp(word->end, "?=", 2) != 0)
    return false;
  word->end += 2;
  if (word->base64 && !is_base64(word->text, word->text_size))
    return false;
  return !has_any_of(at, (size_t)(word->end - at), refused);
}

/* Padding ends a group, not the word: some join what was padded before. */
static void
append_base64(GByteArray *bytes, const char *text, size_t size)
{
  uint32_t group = 0;
  unsigned bits = 0;
  for (size_t i = 0; i < size; i++) {
    int sextet = sextet_of(text[i]);
    if (sextet == BASE64_PADDING) {
      bits = 0;
      continue;
    }
    group = group << 6 | (uint32_t)sextet;
    bits += 6;
    if (bits < 8)
      continue;
    bits -= 8;
    guint8 byte = (guint8)(group >> bits);
    g_byte_array_append(bytes, &byte, 1);
  }
}

static void
append_q(GByteArray *bytes, const char *text, size_t size)
{
  guint at = bytes->len;
  g_byte_array_set_size(bytes, at + (guint)size); /* more than is needed */
  for (size_t i = 0; i < size; i++) {
    guint8 byte = text[i] == '_' ? ' ' : (guint8)text[i];
    if (text[i] == '=' && i + 2 < size && g_ascii_isxdigit(text[i + 1]) &&
        g_ascii_isxdigit(text[i + 2])) {
      byte = (guint8)(g_ascii_xdigit_value(text[i + 1]) * 16 +
                      g_ascii_xdigit_value(text[i + 2]));
      i += 2;
    }
    bytes->data[at++] = byte;
  }
  g_byte_array_set_size(bytes, at);
}

/* Convert what was gathered of one charset. */
static void
run_flush(Run *run)
{
  if (run->bytes->len == 0)
    return;
  g_autofree char *charset = g_strndup(run->charset, run->charset_size);
  g_autofree char *text =
      charset_to_utf8(run->bytes->data, run->bytes->len, charset, NULL);
  g_string_append(run->out, text);
  g_byte_array_set_size(run->bytes, 0);
}

static void
run_add(Run *run, const Word *word)
{
  if (word->charset_size != run->charset_size ||
      g_ascii_strncasecmp(word->charset, run->charset, run->charset_size) != 0)
    run_flush(run);
  run->charset = word->charset;
  run->charset_size = word->charset_size;
  if (word->base64)
    append_base64(run->bytes, word->text, word->text_size);
  else
    append_q(run->bytes, word->text, word->text_size);
}

/* Read the words in a row at `at`.
 *
 * Returns how many, 0: none; out_text is their text, out_end the place behind
 * the last, both untouched without words.
 */
static unsigned
read_run(const char *at, const char *refused, char **out_text,
         const char **out_end)
{
  Word word;
  unsigned count = 0;
  if (!read_word(&word, at, refused))
    return 0;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  Run run = {.out = g_string_new(NULL), .bytes = bytes};
  do {
    run_add(&run, &word);
    count++;
    *out_end = word.end;
  } while (read_word(&word, word.end + strspn(word.end, BLANKS), refused));
  run_flush(&run);
  *out_text = g_string_free(run.out, FALSE);
  return count;
}

/* Append what stands in front of the next place where a word may begin. */
static size_t
append_plain(GString *out, const char *at)
{
  size_t size = strcspn(at, "=");
  g_string_append_len(out, at, (gssize)size);
  return size;
}

/* Append the character that begins none; nothing at the end. */
static size_t
append_first(GString *out, const char *at)
{
  size_t size = *at == '\0' ? 0 : 1;
  g_string_append_len(out, at, (gssize)size);
  return size;
}

char *
encoded_word_decode(const char *value)
{
  g_autofree char *valid = charset_to_utf8(value, strlen(value), NULL, NULL);
  GString *out = g_string_sized_new(strlen(valid));
  for (const char *at = valid; *at != '\0';) {
    g_autofree char *text = NULL;
    at += append_plain(out, at);
    if (read_run(at, "", &text, &at) > 0)
      g_string_append(out, text);
    else
      at += append_first(out, at);
  }
  return g_string_free(out, FALSE);
}

/* Is the word that begins here one that needs no converter? */
static bool
is_utf8_word(const char *word)
{
  static const char begin[] = "=?utf-8";
  size_t size = sizeof begin - 1;
  return g_ascii_strncasecmp(word, begin, size) == 0 &&
         (word[size] == '?' || word[size] == '*');
}

char *
encoded_word_join(const char *value)
{
  GString *out = g_string_sized_new(strlen(value));
  for (const char *at = value; *at != '\0';) {
    g_autofree char *text = NULL;
    at += append_plain(out, at);
    const char *begin = at;
    unsigned count = read_run(at, STRUCTURE, &text, &at);
    if (count == 0) {
      at += append_first(out, at);
    } else if (count == 1 && is_utf8_word(begin)) {
      g_string_append_len(out, begin, at - begin);
    } else {
      g_autofree char *word =
          g_base64_encode((const guchar *)text, strlen(text));
      g_string_append_printf(out, "=?UTF-8?B?%s?=", word);
    }
  }
  return g_string_free(out, FALSE);
}

/* Does each sign stand where it should? */
static bool
is_clean(const Word *word)
{
  size_t size = word->text_size, padding = 0;
  if (word->base64) {
    while (padding < 2 && padding < size &&
           word->text[size - 1 - padding] == '=')
      padding++;
    return size % 4 == 0 && memchr(word->text, '=', size - padding) == NULL;
  }
  for (size_t i = 0; i < size; i++)
    if (!g_ascii_isgraph(word->text[i]) ||
        (word->text[i] == '=' &&
         (i + 2 >= size || !g_ascii_isxdigit(word->text[i + 1]) ||
          !g_ascii_isxdigit(word->text[i + 2]))))
      return false;
  return true;
}

static bool
is_plain_text(const guint8 *text, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (g_ascii_iscntrl((char)text[i]))
      return false;
  return size > 0 && text[0] != ' ' && text[size - 1] != ' ' &&
         utf8_is_valid((const char *)text, size);
}

char *
encoded_word_read_one(const char *word)
{
  static const char begin[] = "=?utf-8?";
  Word read;
  if (g_ascii_strncasecmp(word, begin, sizeof begin - 1) != 0 ||
      !read_word(&read, word, STRUCTURE) || *read.end != '\0' ||
      !is_clean(&read))
    return NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  if (read.base64)
    append_base64(bytes, read.text, read.text_size);
  else
    append_q(bytes, read.text, read.text_size);
  return is_plain_text(bytes->data, bytes->len)
             ? g_strndup((const char *)bytes->data, bytes->len)
             : NULL;
}
