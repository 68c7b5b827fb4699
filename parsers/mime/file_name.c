/* SPDX-License-Identifier: Apache-2.0
 *
 * Which endings fit which content, and which characters may stay.
 */
#include "parsers/mime/file_name.h"

#include <string.h>

#include <glib.h>

enum {
  FILE_NAME_MAX = 100,  /* bytes; fits every file system and column */
  FILE_ENDING_MAX = 10, /* longer is no ending */
};

/* Kinds of content whose endings fit each other. */
typedef enum Family {
  FAMILY_NONE, /* only its own endings fit */
  FAMILY_TEXT, /* any ending that names a text */
  FAMILY_OLE,  /* the old Office, Outlook's .msg */
  FAMILY_ZIP,  /* a ZIP under many names */
  FAMILY_MP4,  /* the ISO base media format */
  FAMILY_OGG,
  FAMILY_TIFF, /* raw photos are one */
} Family;

/* The first row of a type has the ending that is added. */
static const struct {
  const char *media_type, *ending;
  Family family;
} ending_table[] = {
    {"image/jpeg", "jpg", FAMILY_NONE},
    {"image/jpeg", "jpeg", FAMILY_NONE},
    {"image/jpeg", "jpe", FAMILY_NONE},
    {"image/jpeg", "jfif", FAMILY_NONE},
    {"image/png", "png", FAMILY_NONE},
    {"image/gif", "gif", FAMILY_NONE},
    {"image/webp", "webp", FAMILY_NONE},
    {"image/heic", "heic", FAMILY_NONE},
    {"image/heic", "heif", FAMILY_NONE},
    {"image/heic", "hif", FAMILY_NONE},
    {"image/avif", "avif", FAMILY_NONE},
    {"image/tiff", "tif", FAMILY_TIFF},
    {"image/tiff", "tiff", FAMILY_TIFF},
    {"image/tiff", "dng", FAMILY_TIFF},
    {"image/tiff", "nef", FAMILY_TIFF},
    {"image/tiff", "cr2", FAMILY_TIFF},
    {"image/tiff", "arw", FAMILY_TIFF},
    {"image/bmp", "bmp", FAMILY_NONE},
    {"image/svg+xml", "svg", FAMILY_TEXT},
    {"image/x-icon", "ico", FAMILY_NONE},
    {"application/pdf", "pdf", FAMILY_NONE},
    {"application/rtf", "rtf", FAMILY_NONE},
    {"application/rtf", "doc", FAMILY_NONE}, /* Word opens it under both */
    {"application/zip", "zip", FAMILY_ZIP},
    {"application/zip", "kmz", FAMILY_ZIP},
    {"application/zip", "jar", FAMILY_ZIP},
    {"application/zip", "gpkg", FAMILY_ZIP},
    {"application/vnd.ms-office", "zip", FAMILY_ZIP},
    {"application/vnd.google-earth.kmz", "kmz", FAMILY_ZIP},
    {"application/epub+zip", "epub", FAMILY_ZIP},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "docx", FAMILY_ZIP},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "docm", FAMILY_ZIP},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "xlsx", FAMILY_ZIP},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "xlsm", FAMILY_ZIP},
    {"application/vnd.openxmlformats-officedocument.presentationml."
     "presentation",
     "pptx", FAMILY_ZIP},
    {"application/vnd.oasis.opendocument.text", "odt", FAMILY_ZIP},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods", FAMILY_ZIP},
    {"application/vnd.oasis.opendocument.presentation", "odp", FAMILY_ZIP},
    {"application/vnd.oasis.opendocument.graphics", "odg", FAMILY_ZIP},
    {"application/x-ole-storage", "doc", FAMILY_OLE},
    {"application/x-ole-storage", "xls", FAMILY_OLE},
    {"application/x-ole-storage", "ppt", FAMILY_OLE},
    {"application/x-ole-storage", "msg", FAMILY_OLE},
    {"application/gzip", "gz", FAMILY_NONE},
    {"application/gzip", "tgz", FAMILY_NONE},
    {"application/x-7z-compressed", "7z", FAMILY_NONE},
    {"application/vnd.rar", "rar", FAMILY_NONE},
    {"application/x-tar", "tar", FAMILY_NONE},
    {"application/x-msdownload", "exe", FAMILY_NONE},
    {"application/x-msdownload", "dll", FAMILY_NONE},
    {"application/x-msdownload", "scr", FAMILY_NONE},
    {"application/x-msdownload", "com", FAMILY_NONE},
    {"application/x-executable", "elf", FAMILY_NONE},
    {"application/x-ms-shortcut", "lnk", FAMILY_NONE},
    {"application/ms-tnef", "dat", FAMILY_NONE},
    {"audio/mpeg", "mp3", FAMILY_NONE},
    {"audio/wav", "wav", FAMILY_NONE},
    {"audio/ogg", "ogg", FAMILY_OGG},
    {"audio/ogg", "opus", FAMILY_OGG},
    {"application/ogg", "ogg", FAMILY_OGG},
    {"application/ogg", "ogv", FAMILY_OGG},
    {"audio/amr", "amr", FAMILY_NONE},
    {"audio/mp4", "m4a", FAMILY_MP4},
    {"video/mp4", "mp4", FAMILY_MP4},
    {"video/mp4", "m4v", FAMILY_MP4},
    {"video/quicktime", "mov", FAMILY_MP4},
    {"video/3gpp", "3gp", FAMILY_MP4},
    {"video/webm", "webm", FAMILY_NONE},
    {"video/webm", "mkv", FAMILY_NONE},
    {"video/x-msvideo", "avi", FAMILY_NONE},
    {"text/calendar", "ics", FAMILY_TEXT},
    {"text/vcard", "vcf", FAMILY_TEXT},
    {"text/html", "html", FAMILY_TEXT},
    {"text/html", "htm", FAMILY_TEXT},
    {"application/xml", "xml", FAMILY_TEXT},
    {"application/xml", "gpx", FAMILY_TEXT},
    {"application/xml", "kml", FAMILY_TEXT},
    {"text/x-shellscript", "sh", FAMILY_TEXT},
    {"message/rfc822", "eml", FAMILY_TEXT},
    {"text/plain", "txt", FAMILY_TEXT},
    {"text/plain", "csv", FAMILY_TEXT},
};

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

/* Controls and the marks that turn the writing round ("gpj.exe" shown as
 * "exe.jpg") leave nothing behind; and macOS writes "ä" as two characters,
 * which the caller has made one. */
static bool
is_invisible(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL ||
         type == G_UNICODE_NON_SPACING_MARK;
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
    else if (!is_invisible(c) && (out->len > 0 || c >= 0x80))
      g_string_append(out, written_out(c));
  }
  while (out->len > 0 && strchr("._", out->str[out->len - 1]) != NULL)
    g_string_truncate(out, out->len - 1); /* Windows drops them unseen */
}

/* The ending of a name, without its dot; NULL for none. */
static const char *
ending_of(const char *name)
{
  const char *dot = strrchr(name, '.');
  return dot == NULL || dot == name || strlen(dot) > FILE_ENDING_MAX ? NULL
                                                                     : dot + 1;
}

/* How a name's ending stands to the content. */
typedef enum Fit {
  FIT_YES,
  FIT_UNKNOWN, /* an ending that names no kind we know */
  FIT_NO,
} Fit;

/* The row of a type that wants an ending; -1 for none. */
static int
first_row(const char *media_type)
{
  for (size_t i = 0; i < G_N_ELEMENTS(ending_table); i++)
    if (strcmp(ending_table[i].media_type, media_type) == 0)
      return (int)i;
  return -1;
}

static Fit
fit_of(const char *ending, const char *media_type)
{
  int row = first_row(media_type);
  Fit fit = FIT_UNKNOWN;
  for (size_t i = 0; i < G_N_ELEMENTS(ending_table); i++) {
    if (g_ascii_strcasecmp(ending_table[i].ending, ending) != 0)
      continue;
    bool family = row >= 0 && ending_table[row].family != FAMILY_NONE &&
                  ending_table[row].family == ending_table[i].family;
    if (family || strcmp(ending_table[i].media_type, media_type) == 0)
      return FIT_YES;
    fit = FIT_NO;
  }
  return fit;
}

/* A name that claims a picture or document and is none of it. */
static bool
claims_much(const char *ending)
{
  static const char *const sure[] = {"jpg", "jpeg", "png", "gif",
                                     "pdf", "heic", "webp"};
  for (size_t i = 0; i < G_N_ELEMENTS(sure); i++)
    if (g_ascii_strcasecmp(sure[i], ending) == 0)
      return true;
  return false;
}

/* Leave room for an ending; the one that is there is kept. */
static void
shorten(GString *name)
{
  const size_t room = FILE_NAME_MAX - FILE_ENDING_MAX;
  if (name->len <= room)
    return;
  const char *ending = ending_of(name->str);
  g_autofree char *kept =
      ending == NULL ? g_strdup("") : g_strconcat(".", ending, NULL);
  g_string_truncate(name, room - strlen(kept));
  g_string_append(name, kept);
}

/* The ending that a name must get; NULL when its own may stay. */
static const char *
wanted_ending(const char *ending, const char *media_type, Fit fit)
{
  int row = first_row(media_type);
  if (strcmp(media_type, "application/octet-stream") == 0)
    return ending != NULL && claims_much(ending) ? "bin" : NULL;
  if (fit == FIT_YES || row < 0)
    return NULL;
  /* Any ending, or none, may name a text. */
  bool text = strcmp(media_type, "text/plain") == 0;
  return fit == FIT_UNKNOWN && text ? NULL : ending_table[row].ending;
}

static bool
correct_ending(GString *name, const char *media_type)
{
  const char *ending = ending_of(name->str);
  Fit fit = ending == NULL ? FIT_UNKNOWN : fit_of(ending, media_type);
  const char *wanted = wanted_ending(ending, media_type, fit);
  if (wanted == NULL)
    return false;
  bool false_ending = fit == FIT_NO || strcmp(wanted, "bin") == 0;
  if (false_ending)
    g_string_truncate(name, (gsize)(ending - name->str) - 1);
  const char *left = ending_of(name->str); /* "rechnung.pdf.exe" */
  if (left == NULL || fit_of(left, media_type) != FIT_YES)
    g_string_append_printf(name, ".%s", wanted);
  return false_ending;
}

char *
file_name_safe(const char *name, const char *media_type, bool *out_misnamed)
{
  g_autofree char *valid = g_utf8_make_valid(name == NULL ? "" : name, -1);
  g_autofree char *composed =
      g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  const char *base = composed;
  for (const char *at = composed; *at != '\0'; at++)
    if (*at == '/' || *at == '\\')
      base = at + 1;
  g_autoptr(GString) out = g_string_new(NULL);
  append_safe(out, base);
  if (out->len == 0)
    g_string_assign(out, "file");
  shorten(out);
  *out_misnamed = correct_ending(out, media_type);
  return g_strdup(out->str);
}
