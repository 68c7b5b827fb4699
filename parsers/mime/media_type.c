/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables of magic bytes, and what text begins like.
 */
#include "parsers/mime/media_type.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "parsers/mime/mail_head.h"

/* One rule: these bytes at this offset; and perhaps those at another. */
typedef struct Magic {
  size_t offset, size;
  const char *bytes;
  size_t offset_2, size_2;
  const char *bytes_2;
  const char *media_type;
} Magic;

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

/* The first entry of a ZIP tells what it holds: OpenDocument and EPUB begin
 * with a stored "mimetype" (OpenDocument 1.2 part 3, 3.3), Office with one of
 * its folders or [Content_Types].xml, for which look_into_zip() is asked. */
static const Magic magic_table[] = {
    {0, 3, "\377\330\377", 0, 0, "", "image/jpeg"},
    {0, 8, "\211PNG\r\n\032\n", 0, 0, "", "image/png"},
    {0, 6, "GIF87a", 0, 0, "", "image/gif"},
    {0, 6, "GIF89a", 0, 0, "", "image/gif"},
    {0, 4, "RIFF", 8, 4, "WEBP", "image/webp"},
    {0, 4, "RIFF", 8, 4, "WAVE", "audio/wav"},
    {0, 4, "RIFF", 8, 4, "AVI ", "video/x-msvideo"},
    {4, 7, "ftyphei", 0, 0, "", "image/heic"}, /* heic heix heim heis */
    {4, 7, "ftyphev", 0, 0, "", "image/heic"}, /* hevc hevx hevm hevs */
    {4, 8, "ftypavif", 0, 0, "", "image/avif"},
    {4, 8, "ftypavis", 0, 0, "", "image/avif"},
    {4, 8, "ftypmif1", 16, 4, "avif", "image/avif"},
    {4, 8, "ftypmif1", 0, 0, "", "image/heic"},
    {4, 8, "ftypmsf1", 0, 0, "", "image/heic"},
    {4, 8, "ftypM4A ", 0, 0, "", "audio/mp4"},
    {4, 8, "ftypM4B ", 0, 0, "", "audio/mp4"},
    {4, 8, "ftypqt  ", 0, 0, "", "video/quicktime"},
    {4, 6, "ftyp3g", 0, 0, "", "video/3gpp"},
    {4, 4, "ftyp", 0, 0, "", "video/mp4"},
    {4, 4, "moov", 0, 0, "", "video/quicktime"},
    {4, 4, "mdat", 0, 0, "", "video/quicktime"},
    {0, 4, "\032\105\337\243", 0, 0, "", "video/webm"}, /* and Matroska */
    {0, 4, "\0\0\001\272", 0, 0, "", "video/mpeg"},
    {0, 4, "II*\0", 0, 0, "", "image/tiff"},
    {0, 4, "MM\0*", 0, 0, "", "image/tiff"},
    {0, 2, "BM", 6, 4, "\0\0\0\0", "image/bmp"},
    {0, 4, "\0\0\001\0", 0, 0, "", "image/x-icon"},
    {0, 12, "\0\0\0\014JXL \r\n\207\n", 0, 0, "", "image/jxl"},
    {0, 12, "\0\0\0\014jP  \r\n\207\n", 0, 0, "", "image/jp2"},
    {0, 4, "8BPS", 0, 0, "", "image/vnd.adobe.photoshop"},
    {0, 5, "%PDF-", 0, 0, "", "application/pdf"},
    {0, 2, "%!", 0, 0, "", "application/postscript"},
    {0, 8, "\320\317\021\340\241\261\032\341", 0, 0, "",
     "application/x-ole-storage"},
    {0, 5, "{\\rtf", 0, 0, "", "application/rtf"},
    {0, 4, "PK\003\004", 30, 5, "word/", OOXML "wordprocessingml.document"},
    {0, 4, "PK\003\004", 30, 3, "xl/", OOXML "spreadsheetml.sheet"},
    {0, 4, "PK\003\004", 30, 4, "ppt/", OOXML "presentationml.presentation"},
    {0, 4, "PK\003\004", 38, 39, ODF "text", ODF "text"},
    {0, 4, "PK\003\004", 38, 46, ODF "spreadsheet", ODF "spreadsheet"},
    {0, 4, "PK\003\004", 38, 47, ODF "presentation", ODF "presentation"},
    {0, 4, "PK\003\004", 38, 43, ODF "graphics", ODF "graphics"},
    {0, 4, "PK\003\004", 38, 20, "application/epub+zip",
     "application/epub+zip"},
    {0, 4, "PK\003\004", 30, 7, "doc.kml", "application/vnd.google-earth.kmz"},
    {0, 4, "PK\003\004", 0, 0, "", "application/zip"},
    {0, 4, "PK\005\006", 0, 0, "", "application/zip"}, /* empty */
    {0, 2, "\037\213", 0, 0, "", "application/gzip"},
    {0, 3, "BZh", 4, 3, "1AY", "application/x-bzip2"},
    {0, 6, "\3757zXZ\0", 0, 0, "", "application/x-xz"},
    {0, 6, "7z\274\257\047\034", 0, 0, "", "application/x-7z-compressed"},
    {0, 6, "Rar!\032\007", 0, 0, "", "application/vnd.rar"},
    {257, 5, "ustar", 0, 0, "", "application/x-tar"},
    {0, 4, "\x78\x9f\x3e\x22", 0, 0, "", "application/ms-tnef"},
    {0, 4, "OggS", 28, 8, "OpusHead", "audio/ogg"},
    {0, 4, "OggS", 28, 7, "\001vorbis", "audio/ogg"},
    {0, 4, "OggS", 0, 0, "", "application/ogg"},
    {0, 3, "ID3", 0, 0, "", "audio/mpeg"},
    {0, 4, "fLaC", 0, 0, "", "audio/flac"},
    {0, 6, "#!AMR\n", 0, 0, "", "audio/amr"},
    {0, 9, "#!AMR-WB\n", 0, 0, "", "audio/amr-wb"},
    {0, 4, "MThd", 0, 0, "", "audio/midi"},
    {0, 4, "caff", 0, 0, "", "audio/x-caf"},
    {0, 4, "\060\046\262\165", 0, 0, "", "video/x-ms-asf"},
    {0, 2, "MZ", 0, 0, "", "application/x-msdownload"},
    {0, 4, "\177ELF", 0, 0, "", "application/x-executable"},
    {0, 4, "\312\376\272\276", 0, 0, "", "application/java-vm"},
    {0, 4, "\317\372\355\376", 0, 0, "", "application/x-mach-binary"},
    {0, 4, "L\0\0\0", 4, 4, "\001\024\002\0", "application/x-ms-shortcut"},
    {0, 16, "SQLite format 3\0", 0, 0, "", "application/vnd.sqlite3"},
    {0, 4, "wOFF", 0, 0, "", "font/woff"},
};

/* How a text may begin, behind a byte order mark and blanks; case does not
 * matter. */
static const struct {
  const char *begins, *media_type;
} text_table[] = {
    {"begin:vcalendar", "text/calendar"},
    {"begin:vcard", "text/vcard"},
    {"<!doctype html", "text/html"},
    {"<html", "text/html"},
    {"<head", "text/html"},
    {"<svg", "image/svg+xml"},
    {"<!doctype svg", "image/svg+xml"},
    {"<?xml", "application/xml"},
    {"#!", "text/x-shellscript"},
    {"<?php", "text/x-php"},
    {"-----begin pgp", "application/pgp-encrypted"},
    {"-----begin certificate", "application/x-x509-cert"},
    {"(this file must be converted with binhex", "application/mac-binhex40"},
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

/* MPEG audio without a tag: eleven bits set, a layer, a bit rate and a sample
 * rate that exist (ISO 11172-3 2.4.2.3). */
static bool
is_mpeg_audio(const unsigned char *data, size_t size)
{
  return size >= 4 && data[0] == 0xff && (data[1] & 0xe0) == 0xe0 &&
         (data[1] & 0x06) != 0 && (data[1] & 0x18) != 0x08 &&
         (data[2] & 0xf0) != 0xf0 && (data[2] & 0xf0) != 0 &&
         (data[2] & 0x0c) != 0x0c;
}

/* Office writes [Content_Types].xml, _rels/ or docProps/ first; the names of
 * the entries behind stand in their headers, unpacked. */
static const char *
look_into_zip(const char *data, size_t size)
{
  static const struct {
    const char *name, *media_type;
  } folders[] = {
      {"word/", OOXML "wordprocessingml.document"},
      {"xl/", OOXML "spreadsheetml.sheet"},
      {"ppt/", OOXML "presentationml.presentation"},
  };
  const char *end = data + size;
  for (const char *at = data;
       (at = memmem(at, (size_t)(end - at), "PK\003\004", 4)) != NULL; at += 4)
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
      size_t length = strlen(folders[i].name);
      if ((size_t)(end - at) > 30 + length &&
          memcmp(at + 30, folders[i].name, length) == 0)
        return folders[i].media_type;
    }
  return memmem(data, size, "[Content_Types].xml", 19) != NULL
             ? "application/vnd.ms-office"
             : "application/zip";
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

/* The kind of a text. */
static const char *
text_type(const char *data, size_t size)
{
  const char *at = data, *end = data + size;
  if (size >= 3 && memcmp(at, "\357\273\277", 3) == 0)
    at += 3;
  while (at < end && g_ascii_isspace(*at))
    at++;
  for (size_t i = 0; i < G_N_ELEMENTS(text_table); i++) {
    size_t length = strlen(text_table[i].begins);
    if ((size_t)(end - at) >= length &&
        g_ascii_strncasecmp(at, text_table[i].begins, length) == 0)
      return strcmp(text_table[i].media_type, "application/xml") == 0 &&
                     memmem(at, (size_t)(end - at), "<svg", 4) != NULL
                 ? "image/svg+xml"
                 : text_table[i].media_type;
  }
  return mail_head_is(at, (size_t)(end - at)) ? "message/rfc822" : "text/plain";
}

const char *
media_type_of(const void *bytes, size_t size)
{
  for (size_t i = 0; i < G_N_ELEMENTS(magic_table); i++) {
    if (!matches(&magic_table[i], bytes, size))
      continue;
    const char *found = magic_table[i].media_type;
    return strcmp(found, "application/zip") == 0 ? look_into_zip(bytes, size)
                                                 : found;
  }
  if (is_mpeg_audio(bytes, size))
    return "audio/mpeg";
  return is_text(bytes, size) ? text_type(bytes, size)
                              : "application/octet-stream";
}
