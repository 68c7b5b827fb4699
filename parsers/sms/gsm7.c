/* SPDX-License-Identifier: Apache-2.0
 *
 * Alphabet tables and arithmetic of SMS texts (3GPP TS 23.038, 23.040).
 */
#include "parsers/sms/gsm7.h"

#include <stdint.h>
#include <string.h>
#include <uchar.h>

#define ESCAPE 0x1B

/* TS 23.038 6.2.1, in code order; 0x1B is the escape to the extension. */
static const char16_t alphabet[128] =
    u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    u"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/* TS 23.038 6.2.1.1: the default extension table; each costs two septets. */
static const struct {
  char16_t character;
  uint8_t code;
} extension[] = {
    {u'\f', 0x0A}, {u'^', 0x14}, {u'{', 0x28}, {u'}', 0x29}, {u'\\', 0x2F},
    {u'[', 0x3C},  {u'~', 0x3D}, {u']', 0x3E}, {u'|', 0x40}, {u'€', 0x65},
};

/* Characters for which another looks alike or says the same to a reader.
 * Letters are missing on purpose: a name must stay the person's name. */
static const struct {
  char32_t character;
  const char *text;
} lookalikes[] = {
    {U'’', "'"},   {U'‘', "'"},     {U'‚', "'"},   {U'‛', "'"},   {U'“', "\""},
    {U'”', "\""},  {U'„', "\""},    {U'‟', "\""},  {U'«', "\""},  {U'»', "\""},
    {U'‹', "'"},   {U'›', "'"},     {U'–', "-"},   {U'—', "-"},   {U'‐', "-"},
    {U'‑', "-"},   {U'−', "-"},     {U'…', "..."}, {U'•', "-"},   {0x00A0, " "},
    {0x202F, " "}, {0x2009, " "},   {0x2003, " "}, {0x2002, " "}, {0x2007, " "},
    {0x2008, " "}, {0x200A, " "},   {U'\t', " "},  {0x200B, ""},  {0x200C, ""},
    {0x200D, ""},  {0xFEFF, ""},    {0x00AD, ""},  {U'´', "'"},   {U'`', "'"},
    {0x1E9E, "ß"}, {U'™', "TM"},    {U'©', "(c)"}, {U'®', "(R)"}, {U'×', "x"},
    {U'½', "1/2"}, {U'¼', "1/4"},   {U'²', "2"},   {U'³', "3"},   {U'→', "->"},
    {U'✓', "OK"},  {U'°', " Grad"},
};

const char *
sms_coding_to_string(SmsCoding coding)
{
  return coding == SMS_CODING_GSM7 ? "GSM-7" : "UCS-2";
}

/* Write the one or two septets of a character; 0 when it has none. */
static unsigned
septets_of(gunichar character, uint8_t out[static 2])
{
  for (size_t i = 0; i < G_N_ELEMENTS(alphabet); i++) {
    if (alphabet[i] == character && i != ESCAPE) {
      out[0] = (uint8_t)i;
      return 1;
    }
  }
  for (size_t i = 0; i < G_N_ELEMENTS(extension); i++) {
    if (extension[i].character == character) {
      out[0] = ESCAPE;
      out[1] = extension[i].code;
      return 2;
    }
  }
  return 0;
}

static unsigned
gsm7_width(gunichar character)
{
  uint8_t septets[2];

  return septets_of(character, septets);
}

static unsigned
ucs2_width(gunichar character)
{
  return character > 0xFFFF ? 2 : 1;
}

static bool
is_gsm7(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    if (!gsm7_width(g_utf8_get_char(p)))
      return false;
  }
  return true;
}

/* TS 23.040 9.2.3.24.1, with an 8 bit reference. */
static const struct {
  unsigned single, part;
} capacities[] = {
    [SMS_CODING_GSM7] = {160, 153},
    [SMS_CODING_UCS2] = {70, 67},
};

static unsigned
width_of(gunichar character, SmsCoding coding)
{
  return coding == SMS_CODING_GSM7 ? gsm7_width(character)
                                   : ucs2_width(character);
}

/* The end of the part that begins at `text`; its units are added. */
static const char *
part_end(const char *text, SmsCoding coding, size_t *units)
{
  unsigned filled = 0;

  while (*text) {
    unsigned width = width_of(g_utf8_get_char(text), coding);
    if (filled + width > capacities[coding].part)
      break;
    filled += width;
    text = g_utf8_next_char(text);
  }
  *units += filled;
  return text;
}

SmsMeasure
gsm7_measure(const char *text)
{
  SmsMeasure result = {.coding =
                           is_gsm7(text) ? SMS_CODING_GSM7 : SMS_CODING_UCS2};

  do {
    text = part_end(text, result.coding, &result.units);
    result.segments++;
  } while (*text);
  if (result.units <= capacities[result.coding].single)
    result.segments = 1;
  return result;
}

GPtrArray *
gsm7_split(const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  SmsMeasure whole = gsm7_measure(text);
  size_t units = 0;

  if (whole.segments == 1) {
    g_ptr_array_add(parts, g_strdup(text));
    return parts;
  }
  while (*text) {
    const char *end = part_end(text, whole.coding, &units);
    g_ptr_array_add(parts, g_strndup(text, (gsize)(end - text)));
    text = end;
  }
  g_assert(parts->len == whole.segments);
  return parts;
}

static const char *
lookalike_of(gunichar character)
{
  for (size_t i = 0; i < G_N_ELEMENTS(lookalikes); i++) {
    if (lookalikes[i].character == character)
      return lookalikes[i].text;
  }
  return NULL;
}

/* The text with all look-alikes replaced, or NULL if it needs UCS-2 still. */
static char *
replace_lookalikes(const char *text)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    const char *other = NULL;
    if (gsm7_width(c)) {
      g_string_append_unichar(out, c);
      continue;
    }
    other = lookalike_of(c);
    if (!other)
      return NULL;
    g_string_append(out, other);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
gsm7_prepare(const char *text, SmsMeasure *out_measure)
{
  /* A decomposed umlaut (macOS, iOS) would else cost UCS-2. */
  g_autofree char *composed =
      g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  char *result = NULL;

  g_assert(composed);
  result = replace_lookalikes(composed);
  if (!result)
    result = g_steal_pointer(&composed);
  if (out_measure)
    *out_measure = gsm7_measure(result);
  return result;
}

GBytes *
gsm7_encode(const char *text)
{
  g_autoptr(GByteArray) out = g_byte_array_new();

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    uint8_t septets[2];
    unsigned width = septets_of(g_utf8_get_char(p), septets);
    if (width == 0)
      return NULL;
    g_byte_array_append(out, septets, width);
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}
