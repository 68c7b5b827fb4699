/* SPDX-License-Identifier: Apache-2.0
 *
 * Logos apart from photos.
 */
#include "parsers/mime/logo.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "parsers/mime/picture_size.h"
#include "tests/support/cases.h"

#define BYTES(text) text, sizeof(text) - 1
#define PNG(width, height)                                                     \
  BYTES("\211PNG\r\n\032\n\0\0\0\rIHDR\0\0" width "\0\0" height                \
        "\010\006\0\0\0")

static const struct Size {
  const char *name;
  const char *bytes;
  size_t size;
  uint32_t width, height;
} sizes[] = {
    {"png", PNG("\001\000", "\000\100"), 256, 64},
    {"gif", BYTES("GIF89a\002\001\003\000"), 258, 3},
    {"bmp", BYTES("BM1234\0\0\0\0ABCD\050\0\0\0\0\001\0\0\003\0\0\0"), 256, 3},
    {"webp-x", BYTES("RIFF....WEBPVP8X....\0\0\0\0\001\001\0\002\0\0"), 258, 3},
    {"webp-lossy",
     BYTES("RIFF....WEBPVP8 ....\0\0\0\x9d\001\x2a\100\001\200\000"), 320, 128},
    {"jpeg",
     BYTES("\377\330\377\340\0\006abcd\377\300\0\021\010\001\002\003\004"), 772,
     258},
    {"jpeg-without-frame", BYTES("\377\330\377\340\0\006abcd"), 0, 0},
    {"cut", BYTES("\211PNG\r\n\032\n\0\0"), 0, 0},
};

static void
test_picture_size(gconstpointer data)
{
  const struct Size *row = data;
  uint32_t width = 0, height = 0;
  bool told =
      picture_size((const uint8_t *)row->bytes, row->size, &width, &height);
  g_assert_cmpint(told, ==, row->width > 0);
  g_assert_cmpuint(width, ==, row->width);
  g_assert_cmpuint(height, ==, row->height);
}

static const struct Row {
  const char *name;
  const char *filename, *media_type;
  uint64_t size_bytes;
  bool is_inline;
  const char *head;
  size_t head_size;
  bool logo;
} rows[] = {
    {"icon", "fb.png", "image/png", 900, true, PNG("\0\040", "\0\040"), true},
    {"attached-icon", "a.png", "image/png", 900, false, PNG("\0\040", "\0\040"),
     false},
    {"counting-pixel", "a.png", "image/png", 70, false, PNG("\0\001", "\0\001"),
     true},
    {"banner", "image001.png", "image/png", 9000, true,
     PNG("\001\000", "\0\120"), true},
    {"attached-banner", "image001.png", "image/png", 9000, false,
     PNG("\001\000", "\0\120"), false},
    {"screenshot", "image001.png", "image/png", 900000, true,
     PNG("\006\000", "\004\000"), false},
    {"named", "Stadt-Logo.jpg", "image/jpeg", 50000, true,
     BYTES("\377\330\377"), true},
    {"named-but-large", "Logo_am_Rathaus.jpg", "image/jpeg", 2000000, true,
     BYTES("\377\330\377"), false},
    {"outlook-jpeg", "image002.jpg", "image/jpeg", 8000, true,
     BYTES("\377\330\377"), true},
    {"outlook-photo", "image002.jpg", "image/jpeg", 300000, true,
     BYTES("\377\330\377"), false},
    {"iphone-photo", "IMG_4711.jpeg", "image/jpeg", 30000, true,
     BYTES("\377\330\377"), false},
    {"no-picture", "logo.pdf", "application/pdf", 100, true, BYTES("%PDF-"),
     false},
};

static void
test_logo_is(gconstpointer data)
{
  const struct Row *row = data;
  Attachment attachment = {.filename = (char *)row->filename,
                           .media_type = (char *)row->media_type,
                           .size_bytes = row->size_bytes,
                           .is_inline = row->is_inline};
  g_assert_cmpint(logo_is(&attachment, row->head, row->head_size), ==,
                  row->logo);
}

static Message *
parse(const char *mail)
{
  MimeOptions options = {0};
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  return parse_message(raw, &options, NULL, NULL, NULL);
}

/* Two pictures of which nothing is known but where they stand. */
static void
test_logo_in_signature(void)
{
  g_autoptr(Message) message = parse(
      "From: a@example.org\nContent-Type: multipart/related; boundary=b\n\n"
      "--b\nContent-Type: text/html\n\n<p>Loch: <img src=\"cid:eins\"></p>"
      "<div class=\"gmail_signature\"><img src=\"cid:zwei\"></div>\n"
      "--b\nContent-Type: image/jpeg\nContent-ID: <eins>\n\n\377\330\377\340a\n"
      "--b\nContent-Type: image/jpeg\nContent-ID: <zwei>\n\n\377\330\377\340b\n"
      "--b--\n");
  g_assert_cmpuint(message->attachments->len, ==, 2);
  const Attachment *photo = message->attachments->pdata[0];
  const Attachment *logo = message->attachments->pdata[1];
  g_assert_false(photo->is_logo);
  g_assert_true(logo->is_logo);
}

static void
test_logo_twice(void)
{
  g_autoptr(Message) message = parse(
      "From: a@example.org\nContent-Type: multipart/related; boundary=b\n\n"
      "--b\nContent-Type: text/html\n\n<p>Loch</p>\n"
      "--b\nContent-Type: image/jpeg\nContent-ID: <1>\n\n\377\330\377\340a\n"
      "--b\nContent-Type: image/jpeg\nContent-ID: <2>\n\n\377\330\377\340a\n"
      "--b\nContent-Type: image/jpeg\nContent-ID: <3>\n\n\377\330\377\340b\n"
      "--b--\n");
  const bool wanted[] = {true, true, false};
  for (guint i = 0; i < message->attachments->len; i++) {
    const Attachment *picture = message->attachments->pdata[i];
    g_assert_cmpint(picture->is_logo, ==, wanted[i]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  CASES_ADD_ROWS("/parsers/picture-size", sizes, test_picture_size);
  CASES_ADD_ROWS("/parsers/logo/is", rows, test_logo_is);
  g_test_add_func("/parsers/logo/in-signature", test_logo_in_signature);
  g_test_add_func("/parsers/logo/twice", test_logo_twice);
  return g_test_run();
}
