/* SPDX-License-Identifier: Apache-2.0
 *
 * File names of strangers, and what a file is by its bytes.
 */
#include "parsers/mime/file_name.h"

#include <string.h>

#include "parsers/mime/media_type.h"
#include "tests/support/cases.h"

#define OOXML "application/vnd.openxmlformats-officedocument."

static const struct {
  const char *name, *media_type, *expected;
  bool misnamed;
} names[] = {
    {"Bild.jpg", "image/jpeg", "Bild.jpg", false},
    {"../../etc/passwd", "text/plain", "passwd", false},
    {"C:\\Bilder\\Loch.PNG", "image/png", "Loch.PNG", false},
    {".htaccess", "text/plain", "htaccess", false},
    {"Straße vor Tür.jpeg", "image/jpeg", "Strasse_vor_Tuer.jpeg", false},
    {"Tu\314\210r.jpg", "image/jpeg", "Tuer.jpg", false}, /* macOS */
    {NULL, "image/jpeg", "file.jpg", false},
    {"", "application/octet-stream", "file", false},
    {"\001\002", "text/plain", "file", false},
    {"foto.jpg. . .", "image/jpeg", "foto.jpg", false},
    {"foto", "image/heic", "foto.heic", false},
    {"foto.jpg", "image/png", "foto.png", true},
    {"rechnung.pdf.exe", "application/pdf", "rechnung.pdf", true},
    {"rechnung.pdf", "application/x-msdownload", "rechnung.exe", true},
    {"foto\342\200\256gpj.exe", "application/x-msdownload", "fotogpj.exe",
     false},
    {"foto.jpg", "application/octet-stream", "foto.bin", true},
    {"foto.jpg", "text/plain", "foto.txt", true},
    {"brief.doc", "application/x-ole-storage", "brief.doc", false},
    {"mail.msg", "application/x-ole-storage", "mail.msg", false},
    {"brief.doc", "application/rtf", "brief.doc", false},
    {"brief.docx", OOXML "wordprocessingml.document", "brief.docx", false},
    {"liste.xlsx", "application/zip", "liste.xlsx", false},
    {"tour.gpx", "application/xml", "tour.gpx", false},
    {"video.mov", "video/mp4", "video.mov", false},
    {"raw.dng", "image/tiff", "raw.dng", false},
    {"notiz.log", "text/plain", "notiz.log", false},
    {"plan.v2", "application/pdf", "plan.v2.pdf", false},
    {"a\r\nb: c.jpg", "image/jpeg", "ab__c.jpg", false},
    {"\344\270\255\346\226\207.pdf", "application/pdf", "__.pdf", false},
};

static void
test_file_name_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    bool misnamed = false;
    g_autofree char *name =
        file_name_safe(names[i].name, names[i].media_type, &misnamed);
    g_assert_cmpstr(name, ==, names[i].expected);
    g_assert_cmpint(misnamed, ==, names[i].misnamed);
  }
}

static void
test_file_name_is_short(void)
{
  g_autofree char *name = g_strnfill(300, 'a');
  g_autofree char *long_name = g_strconcat(name, ".jpeg", NULL);
  bool misnamed = false;
  g_autofree char *safe = file_name_safe(long_name, "image/jpeg", &misnamed);
  g_assert_cmpuint(strlen(safe), <=, 100);
  g_assert_true(g_str_has_suffix(safe, "a.jpeg"));
}

/* Bytes with their size, NUL included. */
#define BYTES(text) text, sizeof(text) - 1
#define ZIP(name)                                                              \
  "PK\003\004"                                                                 \
  "12345678901234567890123456" name

static const struct {
  const char *bytes;
  size_t size;
  const char *media_type;
} types[] = {
    {BYTES("\377\330\377\340..JFIF"), "image/jpeg"},
    {BYTES("\211PNG\r\n\032\n"), "image/png"},
    {BYTES("GIF89a"), "image/gif"},
    {BYTES("RIFF1234WEBPVP8 "), "image/webp"},
    {BYTES("RIFF1234WAVEfmt "), "audio/wav"},
    {BYTES("RIFF1234AVI LIST"), "video/x-msvideo"},
    {BYTES("\0\0\0\030ftypheic\0\0\0\0mif1"), "image/heic"},
    {BYTES("\0\0\0\030ftyphevx\0\0\0\0mif1"), "image/heic"},
    {BYTES("\0\0\0\030ftypmif1\0\0\0\0heic"), "image/heic"},
    {BYTES("\0\0\0\030ftypmif1\0\0\0\0avif"), "image/avif"},
    {BYTES("\0\0\0\034ftypavif\0\0\0\0mif1"), "image/avif"},
    {BYTES("\0\0\0\030ftypisom\0\0\0\0mp41"), "video/mp4"},
    {BYTES("\0\0\0\030ftypM4A \0\0\0\0M4A "), "audio/mp4"},
    {BYTES("\0\0\0\030ftyp3gp4\0\0\0\0isom"), "video/3gpp"},
    {BYTES("\0\0\0\024ftypqt  \0\0\0\0qt  "), "video/quicktime"},
    {BYTES("\032\105\337\243\001\0\0\0webm"), "video/webm"},
    {BYTES("II*\0\010\0\0\0"), "image/tiff"},
    {BYTES("BM1234\0\0\0\0"), "image/bmp"},
    {BYTES("%PDF-1.7\n%\342\343"), "application/pdf"},
    {BYTES("\320\317\021\340\241\261\032\341"), "application/x-ole-storage"},
    {BYTES("{\\rtf1\\ansi"), "application/rtf"},
    {BYTES(ZIP("word/document.xml")), OOXML "wordprocessingml.document"},
    {BYTES(ZIP("[Content_Types].xml...") ZIP("xl/workbook.xml")),
     OOXML "spreadsheetml.sheet"},
    {BYTES(ZIP("[Content_Types].xml...")), "application/vnd.ms-office"},
    {BYTES(ZIP("mimetypeapplication/vnd.oasis.opendocument.text")),
     "application/vnd.oasis.opendocument.text"},
    {BYTES(ZIP("bild.jpg")), "application/zip"},
    {BYTES("PK\005\006\0\0"), "application/zip"},
    {BYTES("\037\213\010"), "application/gzip"},
    {BYTES("7z\274\257\047\034"), "application/x-7z-compressed"},
    {BYTES("Rar!\032\007\001\0"), "application/vnd.rar"},
    {BYTES("ID3\003\0"), "audio/mpeg"},
    {BYTES("\377\373\220\144\0"), "audio/mpeg"},
    {BYTES(
         "OggS\0\002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\001\023OpusHead"),
     "audio/ogg"},
    {BYTES("#!AMR\n\074"), "audio/amr"},
    {BYTES("MZ\220\0\003"), "application/x-msdownload"},
    {BYTES("\177ELF\002\001"), "application/x-executable"},
    {BYTES("#!/bin/sh\n"), "text/x-shellscript"},
    {BYTES("\357\273\277BEGIN:VCARD\n"), "text/vcard"},
    {BYTES("BEGIN:VCALENDAR\n"), "text/calendar"},
    {BYTES("\n<!doctype HTML>"), "text/html"},
    {BYTES("<?xml version=\"1.0\"?><svg>"), "image/svg+xml"},
    {BYTES("<?xml version=\"1.0\"?><gpx>"), "application/xml"},
    {BYTES("\x78\x9f\x3e\x22\001\0"), "application/ms-tnef"},
    {BYTES("From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nx"),
     "message/rfc822"},
    {BYTES("Received: from a\n\tby b\nDate: x\nMessage-ID: <1@b>\n\nx"),
     "message/rfc822"},
    {BYTES("From: the town\nSubject: hole\n\nDear all"), "text/plain"},
    {BYTES("To: a\nSubject: b\nDate: c\n\nx"), "text/plain"},
    {BYTES("Guten Tag"), "text/plain"},
    {BYTES("Gr\374\337e"), "text/plain"},
    {BYTES("\001\002\003"), "application/octet-stream"},
    {BYTES(""), "application/octet-stream"},
};

static void
test_media_type_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
    g_test_message("row %zu", i);
    g_assert_cmpstr(media_type_of(types[i].bytes, types[i].size), ==,
                    types[i].media_type);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/file-name/rows", test_file_name_rows);
  g_test_add_func("/parsers/file-name/is-short", test_file_name_is_short);
  g_test_add_func("/parsers/media-type/rows", test_media_type_rows);
  return g_test_run();
}
