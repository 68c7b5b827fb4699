/* SPDX-License-Identifier: Apache-2.0
 *
 * A table of magic bytes, and file names made harmless.
 */
#include "parsers/media_type.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
  MEDIA_TYPE_NAME_MAX = 100,  /* bytes; fits every file system and column */
  MEDIA_TYPE_ENDING_MAX = 10, /* longer is no ending */
};

/* One rule: these bytes at this offset; and perhaps those at another. */
typedef struct Magic {
  size_t offset, size;
  const char *bytes;
  size_t offset_2, size_2;
  const char *bytes_2;
  const char *media_type;
} Magic;

#define DOCX "application/vnd.openxmlformats-officedocument."

static const Magic magic_table[] = {
    {0, 3, "\377\330\377", 0, 0, "", "image/jpeg"},
    {0, 8, "\211PNG\r\n\032\n", 0, 0, "", "image/png"},
    {0, 6, "GIF87a", 0, 0, "", "image/gif"},
    {0, 6, "GIF89a", 0, 0, "", "image/gif"},
    {0, 4, "RIFF", 8, 4, "WEBP", "image/webp"},
    {0, 4, "RIFF", 8, 4, "WAVE", "audio/wav"},
    {4, 8, "ftypheic", 0, 0, "", "image/heic"},
    {4, 8, "ftypheix", 0, 0, "", "image/heic"},
    {4, 8, "ftyphevc", 0, 0, "", "image/heic"},
    {4, 8, "ftypheim", 0, 0, "", "image/heic"},
    {4, 8, "ftypmif1", 0, 0, "", "image/heic"},
    {4, 8, "ftypmsf1", 0, 0, "", "image/heic"},
    {4, 8, "ftypavif", 0, 0, "", "image/avif"},
    {4, 8, "ftypqt  ", 0, 0, "", "video/quicktime"},
    {4, 6, "ftyp3g", 0, 0, "", "video/3gpp"},
    {4, 4, "ftyp", 0, 0, "", "video/mp4"},
    {0, 4, "II*\0", 0, 0, "", "image/tiff"},
    {0, 4, "MM\0*", 0, 0, "", "image/tiff"},
    {0, 2, "BM", 6, 4, "\0\0\0\0", "image/bmp"},
    {0, 5, "%PDF-", 0, 0, "", "application/pdf"},
    {0, 8, "\320\317\021\340\241\261\032\341", 0, 0, "",
     "application/x-ole-storage"},
    {0, 5, "{\\rtf", 0, 0, "", "application/rtf"},
    {0, 4, "PK\003\004", 30, 5, "word/", DOCX "wordprocessingml.document"},
    {0, 4, "PK\003\004", 30, 3, "xl/", DOCX "spreadsheetml.sheet"},
    {0, 4, "PK\003\004", 30, 4, "ppt/", DOCX "presentationml.presentation"},
    {0, 4, "PK\003\004", 38, 39, "application/vnd.oasis.opendocument.text",
     "application/vnd.oasis.opendocument.text"},
    {0, 4, "PK\003\004", 38, 46,
     "application/vnd.oasis.opendocument.spreadsheet",
     "application/vnd.oasis.opendocument.spreadsheet"},
    {0, 4, "PK\003\004", 0, 0, "", "application/zip"},
    {0, 2, "\037\213", 0, 0, "", "application/gzip"},
    {0, 6, "7z\274\257\047\034", 0, 0, "", "application/x-7z-compressed"},
    {0, 4, "\x78\x9f\x3e\x22", 0, 0, "", "application/ms-tnef"},
    {0, 4, "OggS", 0, 0, "", "application/ogg"},
    {0, 3, "ID3", 0, 0, "", "audio/mpeg"},
    {0, 6, "#!AMR\n", 0, 0, "", "audio/amr"},
    {0, 2, "MZ", 0, 0, "", "application/x-msdownload"},
    {0, 4, "\177ELF", 0, 0, "", "application/x-executable"},
    {0, 15, "BEGIN:VCALENDAR", 0, 0, "", "text/calendar"},
    {0, 11, "BEGIN:VCARD", 0, 0, "", "text/vcard"},
    {0, 14, "<!DOCTYPE html", 0, 0, "", "text/html"},
    {0, 5, "<html", 0, 0, "", "text/html"},
    {0, 4, "<svg", 0, 0, "", "image/svg+xml"},
    {0, 5, "<?xml", 0, 0, "", "application/xml"},
};

/* Usual endings, the first of a type is the one that is added. */
static const struct {
  const char *media_type, *ending;
} ending_table[] = {
    {"image/jpeg", "jpg"},      {"image/jpeg", "jpeg"},
    {"image/png", "png"},       {"image/gif", "gif"},
    {"image/webp", "webp"},     {"image/heic", "heic"},
    {"image/heic", "heif"},     {"image/tiff", "tif"},
    {"image/tiff", "tiff"},     {"application/pdf", "pdf"},
    {"image/bmp", "bmp"},       {"image/avif", "avif"},
    {"application/zip", "zip"}, {"application/rtf", "rtf"},
    {"video/mp4", "mp4"},       {"video/quicktime", "mov"},
    {"text/calendar", "ics"},   {"text/vcard", "vcf"},
    {"text/html", "html"},
};

static bool
matches(const Magic *magic, const char *data, size_t size)
{
  if (size < magic->offset + magic->size ||
      size < magic->offset_2 + magic->size_2)
    return false;
  return memcmp(data + magic->offset, magic->bytes, magic->size) == 0 &&
         memcmp(data + magic->offset_2, magic->bytes_2, magic->size_2) == 0;
}

/* Printable in ASCII or any 8-bit charset; no control bytes. */
static bool
is_text(const unsigned char *data, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (data[i] < 0x20 && !g_ascii_isspace(data[i]) && data[i] != 0x1b)
      return false;
  return size > 0;
}

const char *
media_type_of(const void *bytes, size_t size)
{
  for (size_t i = 0; i < G_N_ELEMENTS(magic_table); i++)
    if (matches(&magic_table[i], bytes, size))
      return magic_table[i].media_type;
  return is_text(bytes, size) ? "text/plain" : "application/octet-stream";
}

/* What stands for a character outside [A-Za-z0-9._-]. */
static const char *
written_out(gunichar c)
{
  static const struct {
    gunichar c;
    const char *text;
  } umlauts[] = {
      {0xe4, "ae"}, {0xf6, "oe"}, {0xfc, "ue"}, {0xdf, "ss"},
      {0xc4, "Ae"}, {0xd6, "Oe"}, {0xdc, "Ue"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(umlauts); i++)
    if (umlauts[i].c == c)
      return umlauts[i].text;
  return "_";
}

static void
append_safe(GString *out, const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    bool plain = c < 0x80 && (g_ascii_isalnum(c) || c == '-' || c == '_' ||
                              (c == '.' && out->len > 0));
    if (plain)
      g_string_append_c(out, (char)c);
    else if (out->len > 0 || c >= 0x80)
      g_string_append(out, written_out(c));
  }
}

/* The ending that a name of this type must have added; NULL for none. */
static const char *
missing_ending(const char *name, const char *media_type)
{
  const char *dot = strrchr(name, '.');
  const char *wanted = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(ending_table); i++) {
    if (strcmp(ending_table[i].media_type, media_type) != 0)
      continue;
    const char *ending = ending_table[i].ending;
    if (dot != NULL && g_ascii_strcasecmp(dot + 1, ending) == 0)
      return NULL;
    wanted = wanted == NULL ? ending : wanted;
  }
  return wanted;
}

char *
media_type_safe_name(const char *name, const char *media_type)
{
  g_autofree char *valid = g_utf8_make_valid(name == NULL ? "" : name, -1);
  const char *base = valid;
  for (const char *at = valid; *at != '\0'; at++)
    if (*at == '/' || *at == '\\')
      base = at + 1;
  g_autoptr(GString) out = g_string_new(NULL);
  append_safe(out, base);
  if (out->len == 0)
    g_string_assign(out, "file");
  const size_t room = MEDIA_TYPE_NAME_MAX - MEDIA_TYPE_ENDING_MAX;
  if (out->len > room) {
    const char *dot = strrchr(out->str, '.');
    g_autofree char *ending =
        dot != NULL && strlen(dot) <= MEDIA_TYPE_ENDING_MAX ? g_strdup(dot)
                                                            : g_strdup("");
    g_string_truncate(out, room - strlen(ending));
    g_string_append(out, ending);
  }
  const char *missing = missing_ending(out->str, media_type);
  if (missing != NULL)
    g_string_append_printf(out, ".%s", missing);
  return g_strdup(out->str);
}
