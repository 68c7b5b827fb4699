/* SPDX-License-Identifier: Apache-2.0
 *
 * The copy of a photo: small, upright, without metadata; and pictures that are
 * none, or bombs.
 */
#include "parsers/photo/photo.h"

#include <stdint.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "parsers/parse_error.h"
#include "tests/support/cases.h"
#include "tests/support/photo_maker.h"
#include "tests/support/shared_data.h"

/* A picture whose left half is black and whose right half is white, in the
 * upper third red. */
static GdkPixbuf *
make_pixbuf(int width, int height, bool alpha)
{
  GdkPixbuf *pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, alpha, 8, width, height);
  gdk_pixbuf_fill(pixbuf, 0x000000ff);
  g_autoptr(GdkPixbuf) right =
      gdk_pixbuf_new_subpixbuf(pixbuf, width / 2, 0, width - width / 2, height);
  gdk_pixbuf_fill(right, 0xffffffff);
  g_autoptr(GdkPixbuf) top =
      gdk_pixbuf_new_subpixbuf(pixbuf, 0, 0, width, MAX(height / 3, 1));
  gdk_pixbuf_fill(top, 0xff0000ff);
  return pixbuf;
}

static GBytes *
save(GdkPixbuf *pixbuf, const char *type)
{
  char *bytes = NULL;
  size_t size = 0;
  g_autoptr(GError) error = NULL;
  (void)gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, type, &error, NULL);
  g_assert_no_error(error);
  return g_bytes_new_take(bytes, size);
}

static GBytes *
make_photo(int width, int height, const char *type)
{
  g_autoptr(GdkPixbuf) pixbuf =
      make_pixbuf(width, height, strcmp(type, "png") == 0);
  return save(pixbuf, type);
}

/* Put metadata segments with a marker in each behind the SOI of a JPEG: EXIF
 * with this orientation (TIFF 6.0, tag 0x0112), XMP, IPTC, ICC, a comment. */
static GBytes *
add_metadata(GBytes *photo, uint8_t orientation)
{
  static const uint8_t tiff[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M',  0,
                                 42,  0,   0,   0,   8, 0, 1,   0x01, 0x12,
                                 0,   3,   0,   0,   0, 1, 0};
  static const struct {
    uint8_t marker;
    const char *text;
  } segments[] = {
      {0xe1, "http://ns.adobe.com/xap/1.0/ MARKER"},
      {0xed, "Photoshop 3.0 MARKER"},
      {0xe2, "ICC_PROFILE MARKER"},
      {0xfe, "MARKER comment"},
  };
  size_t size = 0;
  const uint8_t *bytes = g_bytes_get_data(photo, &size);
  GByteArray *out = g_byte_array_new();
  g_byte_array_append(out, bytes, 2);
  const uint8_t exif_head[] = {0xff, 0xe1, 0, 2 + sizeof tiff + 13};
  g_byte_array_append(out, exif_head, sizeof exif_head);
  g_byte_array_append(out, tiff, sizeof tiff);
  const uint8_t tail[] = {orientation, 0,   0,   0,   0,   0,  0,
                          'M',         'A', 'R', 'K', 'E', 'R'};
  g_byte_array_append(out, tail, sizeof tail);
  for (size_t i = 0; i < G_N_ELEMENTS(segments); i++) {
    uint8_t length = (uint8_t)strlen(segments[i].text);
    const uint8_t head[] = {0xff, segments[i].marker, 0, (uint8_t)(2 + length)};
    g_byte_array_append(out, head, sizeof head);
    g_byte_array_append(out, (const uint8_t *)segments[i].text, length);
  }
  g_byte_array_append(out, bytes + 2, (guint)(size - 2));
  return g_byte_array_free_to_bytes(out);
}

static bool
contains(GBytes *bytes, const char *needle)
{
  size_t size = 0;
  const void *all = g_bytes_get_data(bytes, &size);
  return memmem(all, size, needle, strlen(needle)) != NULL;
}

static void
assert_harmless(GBytes *jpeg)
{
  g_assert_false(contains(jpeg, "MARKER"));
  g_assert_false(contains(jpeg, "Exif"));
  g_assert_false(contains(jpeg, "ICC_PROFILE"));
  g_assert_false(contains(jpeg, "http"));
}

typedef struct SizeRow {
  const char *name, *type;
  int width, height, max_side, copy_width, copy_height;
} SizeRow;

static const SizeRow sizes[] = {
    {"landscape", "jpeg", 400, 200, 100, 100, 50},
    {"portrait", "jpeg", 200, 400, 100, 50, 100},
    {"png", "png", 400, 200, 100, 100, 50},
    {"never-enlarged", "jpeg", 60, 40, 1600, 60, 40},
    {"png-never-enlarged", "png", 60, 40, 1600, 60, 40},
    {"one-pixel", "jpeg", 1, 1, 1600, 1, 1},
    {"thin", "png", 5000, 1, 1000, 1000, 1},
    {"full-size", "jpeg", 1600, 1200, 1600, 1600, 1200},
};

static void
test_photo_size(const void *user)
{
  const SizeRow *row = user;
  g_autoptr(GBytes) photo = make_photo(row->width, row->height, row->type);
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, row->max_side, &copy, &error));
  g_assert_no_error(error);
  g_assert_cmpint(copy.width, ==, row->copy_width);
  g_assert_cmpint(copy.height, ==, row->copy_height);
  g_assert_true(contains(copy.jpeg, "JFIF"));
  photo_copy_clear(&copy);
}

/* Where the red third lies after turning, as a point in percent, and whether
 * the picture stands. EXIF 2.3, 4.6.4.A; row i is orientation i + 1. */
static const struct {
  bool turned;
  int x, y;
} orientations[] = {
    {false, 50, 10}, {false, 50, 10}, {false, 50, 90}, {false, 50, 90},
    {true, 10, 50},  {true, 90, 50},  {true, 90, 50},  {true, 10, 50},
};

static void
test_photo_orientation_and_metadata(void)
{
  g_autoptr(GBytes) plain = make_photo(200, 100, "jpeg");
  for (uint8_t i = 0; i < G_N_ELEMENTS(orientations); i++) {
    g_autoptr(GBytes) photo = add_metadata(plain, i + 1);
    g_assert_true(contains(photo, "MARKER"));
    PhotoCopy copy = {0};
    g_assert_true(photo_make_copy(photo, 100, &copy, NULL));
    bool turned = orientations[i].turned;
    g_assert_cmpint(copy.width, ==, turned ? 50 : 100);
    g_assert_cmpint(copy.height, ==, turned ? 100 : 50);
    g_assert_true(
        photo_is_red_at(copy.jpeg, orientations[i].x, orientations[i].y));
    assert_harmless(copy.jpeg);
    photo_copy_clear(&copy);
  }
}

/* gdk-pixbuf does not know the orientation of a PNG (eXIf). */
static void
test_photo_png_is_turned(void)
{
  static const ExifTagRow tags[] = {{'0', 0x0112, 'S', "6"}, {0}};
  g_autoptr(GBytes) exif = exif_make(tags, true);
  g_autoptr(GBytes) plain = make_photo(200, 100, "png");
  g_autoptr(GBytes) photo = photo_with_exif(plain, exif);
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, 100, &copy, NULL));
  g_assert_cmpint(copy.width, ==, 50);
  g_assert_cmpint(copy.height, ==, 100);
  g_assert_true(photo_is_red_at(copy.jpeg, 90, 50));
  g_assert_false(copy.is_partial);
  photo_copy_clear(&copy);
}

static void
test_photo_transparent_is_white(void)
{
  g_autoptr(GdkPixbuf) pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, true, 8, 30, 30);
  gdk_pixbuf_fill(pixbuf, 0x00000000);
  g_autoptr(GBytes) photo = save(pixbuf, "png");
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, 1600, &copy, NULL));
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();
  g_assert_true(gdk_pixbuf_loader_write_bytes(loader, copy.jpeg, NULL));
  g_assert_true(gdk_pixbuf_loader_close(loader, NULL));
  g_assert_cmpint(
      gdk_pixbuf_read_pixels(gdk_pixbuf_loader_get_pixbuf(loader))[0], >, 250);
  photo_copy_clear(&copy);
}

static void
assert_refused(GBytes *photo, ParseError code)
{
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  g_assert_false(photo_make_copy(photo, 1600, &copy, &error));
  g_assert_error(error, PARSE_ERROR, (int)code);
  g_assert_null(copy.jpeg);
}

static void
test_photo_refuses_other_types(void)
{
  static const char *const others[] = {"", "GIF89a", "\xff\xd8", "<svg/>",
                                       "BM......................"};
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autoptr(GBytes) photo = g_bytes_new(others[i], strlen(others[i]));
    assert_refused(photo, PARSE_ERROR_UNSUPPORTED);
  }
}

/* The size stands in the header's four bytes each; nothing is inflated. */
static void
test_photo_refuses_bombs(void)
{
  static const struct {
    uint8_t width[4], height[4];
  } bombs[] = {
      {{0, 0, 0x75, 0x30}, {0, 0, 0x75, 0x30}}, /* 30,000 x 30,000 */
      {{0, 0, 0x40, 0x01}, {0, 0, 0, 1}},       /* one side too long */
      {{0, 0, 0x1f, 0x40}, {0, 0, 0x1f, 0x40}}, /* 64 megapixels */
  };
  enum { IHDR_WIDTH = 16, IHDR_HEIGHT = 20, IHDR_CRC = 29 };
  g_autoptr(GBytes) plain = make_photo(30, 30, "png");
  for (size_t i = 0; i < G_N_ELEMENTS(bombs); i++) {
    size_t size = 0;
    uint8_t *bytes = g_bytes_unref_to_data(g_bytes_ref(plain), &size);
    memcpy(bytes + IHDR_WIDTH, bombs[i].width, 4);
    memcpy(bytes + IHDR_HEIGHT, bombs[i].height, 4);
    /* The checksum of IHDR covers both (PNG 5.3, CRC-32). */
    uint32_t crc = 0xffffffff;
    for (int at = 12; at < IHDR_CRC; at++) {
      crc ^= bytes[at];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
    uint32_t big = GUINT32_TO_BE(~crc);
    memcpy(bytes + IHDR_CRC, &big, sizeof big);
    g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
    assert_refused(photo, PARSE_ERROR_LIMIT);
  }
}

static void
test_photo_broken_is_an_answer(void)
{
  g_autoptr(GBytes) whole = make_photo(300, 300, "jpeg");
  size_t size = g_bytes_get_size(whole);
  for (size_t length = 3; length < size; length += 97) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, length);
    PhotoCopy copy = {0};
    g_autoptr(GError) error = NULL;
    if (photo_make_copy(cut, 100, &copy, &error))
      photo_copy_clear(&copy); /* the upper part of the picture */
    else
      g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
  }
  g_autoptr(GBytes) head = g_bytes_new_from_bytes(whole, 0, 20);
  assert_refused(head, PARSE_ERROR_SYNTAX);
}

static void
test_photo_real_ones(void)
{
  g_autofree char *folder = shared_data_path_or_skip("photos");
  if (folder == NULL)
    return;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".jpg"))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *bytes = NULL;
    size_t size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
    PhotoCopy copy = {0};
    g_assert_true(photo_make_copy(photo, 320, &copy, NULL));
    g_assert_cmpint(MAX(copy.width, copy.height), ==, 320);
    if (strstr(name, "orientation_portrait") != NULL)
      g_assert_cmpint(copy.height, >, copy.width);
    if (strstr(name, "orientation_landscape") != NULL)
      g_assert_cmpint(copy.width, >, copy.height);
    assert_harmless(copy.jpeg);
    photo_copy_clear(&copy);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  photo_init();
  CASES_ADD_ROWS("/parsers/photo/size", sizes, test_photo_size);
  g_test_add_func("/parsers/photo/orientation-and-metadata",
                  test_photo_orientation_and_metadata);
  g_test_add_func("/parsers/photo/png-is-turned", test_photo_png_is_turned);
  g_test_add_func("/parsers/photo/transparent-is-white",
                  test_photo_transparent_is_white);
  g_test_add_func("/parsers/photo/refuses-other-types",
                  test_photo_refuses_other_types);
  g_test_add_func("/parsers/photo/refuses-bombs", test_photo_refuses_bombs);
  g_test_add_func("/parsers/photo/broken-is-an-answer",
                  test_photo_broken_is_an_answer);
  g_test_add_func("/parsers/photo/real-ones", test_photo_real_ones);
  return g_test_run();
}
