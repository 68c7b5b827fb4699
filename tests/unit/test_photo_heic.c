/* SPDX-License-Identifier: Apache-2.0
 *
 * The copy of a HEIC: upright, by the container's word and not by EXIF's,
 * without a thread; and files that are broken, or AVIF.
 */
#include <dlfcn.h>
#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/photo/photo.h"
#include "parsers/photo/photo_boxes.h"
#include "parsers/photo/photo_facts.h"
#include "parsers/photo/photo_heif.h"
#include "parsers/photo/photo_warm.h"
#include "tests/support/heic_maker.h"
#include "tests/support/photo_maker.h"

enum { WIDTH = 200, HEIGHT = 100, SIDE = 100 };

/* NULL, and said so, where libheif has no encoder. */
static GBytes *
make(int heif_orientation, GBytes *exif, bool alpha)
{
  PhotoWish wish = {.type = "heic",
                    .width = WIDTH,
                    .height = HEIGHT,
                    .exif = exif,
                    .heif_orientation = heif_orientation,
                    .alpha = alpha};
  GBytes *photo = photo_make(&wish);
  if (photo == NULL)
    g_test_skip("libheif has no encoder");
  return photo;
}

/* Where the red third lies after turning, in percent (EXIF 4.6.4 A). */
static const struct {
  bool turned;
  int x, y;
} orientations[] = {
    {false, 50, 10}, {false, 50, 10}, {false, 50, 90}, {false, 50, 90},
    {true, 10, 50},  {true, 90, 50},  {true, 90, 50},  {true, 10, 50},
};

/* What is only turned we turn ourselves, libheif does the rest. */
static const int rotations[] = {0, -1, 180, -1, -1, 270, -1, 90};

/* Phones write both, and they agree: turned twice, a picture would lie. */
static void
test_heic_is_turned_once(void)
{
  for (int i = 1; i <= (int)G_N_ELEMENTS(orientations); i++) {
    g_autofree char *value = g_strdup_printf("%d", i);
    const ExifTagRow tags[] = {{'0', 0x0112, 'S', value}, {0}};
    g_autoptr(GBytes) exif = exif_make(tags, true);
    g_autoptr(GBytes) photo = make(i, exif, false);
    if (photo == NULL)
      return;
    bool turned = orientations[i - 1].turned;
    g_assert_cmpint(photo_boxes_rotation(photo), ==, rotations[i - 1]);
    g_autoptr(Photo) facts = photo_facts_read(photo, NULL);
    g_assert_cmpint(facts->width, ==, turned ? HEIGHT : WIDTH);
    g_assert_cmpint(facts->height, ==, turned ? WIDTH : HEIGHT);
    PhotoCopy copy = {0};
    g_assert_true(photo_make_copy(photo, SIDE, &copy, NULL));
    g_assert_cmpint(copy.width, ==, turned ? SIDE / 2 : SIDE);
    g_assert_cmpint(copy.height, ==, turned ? SIDE : SIDE / 2);
    g_assert_true(photo_is_red_at(copy.jpeg, orientations[i - 1].x,
                                  orientations[i - 1].y));
    photo_copy_clear(&copy);
  }
}

/* A container that does not turn is believed, whatever EXIF says. */
static void
test_heic_exif_does_not_turn(void)
{
  static const ExifTagRow tags[] = {{'0', 0x0112, 'S', "6"}, {0}};
  g_autoptr(GBytes) exif = exif_make(tags, true);
  g_autoptr(GBytes) photo = make(0, exif, false);
  if (photo == NULL)
    return;
  int orientation = 0;
  g_autoptr(Photo) facts = photo_facts_read(photo, &orientation);
  g_assert_cmpint(orientation, ==, 1);
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, PHOTO_COPY_SIDE, &copy, NULL));
  g_assert_cmpint(copy.width, ==, WIDTH); /* never enlarged */
  g_assert_false(copy.is_partial);
  photo_copy_clear(&copy);
}

/* As iPhones write: tiles, which the decoder must not read in threads. */
static void
test_heic_of_tiles(void)
{
  enum { TILE = 128 };
  PhotoWish wish = {.type = "heic", .width = TILE, .height = TILE};
  g_autoptr(GBytes) tile = photo_make(&wish);
  if (tile == NULL) {
    g_test_skip("libheif has no encoder");
    return;
  }
  static const int sides[] = {PHOTO_COPY_SIDE, TILE, SIDE};
  for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
    g_autoptr(GBytes) photo = heic_make_grid(tile, TILE, 90);
    PhotoCopy copy = {0};
    g_autoptr(GError) error = NULL;
    (void)photo_make_copy(photo, sides[i], &copy, &error);
    g_assert_no_error(error);
    g_assert_cmpint(copy.width, ==, MIN(sides[i], 2 * TILE));
    /* The upper thirds of both rows, turned to the left. */
    g_assert_true(photo_is_red_at(copy.jpeg, 5, 50));
    g_assert_true(photo_is_red_at(copy.jpeg, 60, 50));
    g_assert_false(photo_is_red_at(copy.jpeg, 40, 50));
    photo_copy_clear(&copy);
  }
}

static bool
contains(GBytes *bytes, const char *needle)
{
  size_t size = 0;
  const void *all = g_bytes_get_data(bytes, &size);
  return memmem(all, size, needle, strlen(needle)) != NULL;
}

static void
test_heic_copy_has_no_metadata(void)
{
  static const ExifTagRow tags[] = {{'0', 0x010f, 'A', "MARKER"}, {0}};
  g_autoptr(GBytes) exif = exif_make(tags, true);
  g_autoptr(GBytes) photo = make(0, exif, true);
  if (photo == NULL)
    return;
  g_assert_true(contains(photo, "MARKER"));
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, SIDE, &copy, NULL));
  g_assert_false(contains(copy.jpeg, "MARKER"));
  g_assert_false(contains(copy.jpeg, "Exif"));
  photo_copy_clear(&copy);
}

/* The colour in the middle of a JPEG. */
static void
middle_of(GBytes *jpeg, guchar colour[3])
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();
  g_assert_true(gdk_pixbuf_loader_write_bytes(loader, jpeg, NULL));
  g_assert_true(gdk_pixbuf_loader_close(loader, NULL));
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
  memcpy(colour,
         gdk_pixbuf_read_pixels(pixbuf) +
             gdk_pixbuf_get_height(pixbuf) / 2 *
                 gdk_pixbuf_get_rowstride(pixbuf) +
             gdk_pixbuf_get_width(pixbuf) / 2 * 3,
         3);
}

/* Halved by us or converted by libheif, the colours are the same. */
static void
assert_colour(GBytes *photo, int side, guint32 colour)
{
  enum { NEAR = 6, FULL = 255 };
  PhotoCopy copy = {0};
  guchar seen[3];
  g_assert_true(photo_make_copy(photo, side, &copy, NULL));
  g_assert_cmpint(copy.width, ==, side);
  middle_of(copy.jpeg, seen);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint(ABS((int)seen[c] - (int)(colour >> (24 - 8 * c) & FULL)),
                    <=, NEAR);
  photo_copy_clear(&copy);
}

static void
test_heic_colours_are_kept(void)
{
  static const guint32 colours[] = {0xff0000ff, 0x00ff00ff, 0x0000ffff,
                                    0xffffffff, 0x000000ff, 0x336699ff};
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
    g_autoptr(GdkPixbuf) pixels =
        gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
    gdk_pixbuf_fill(pixels, colours[i]);
    g_autoptr(GBytes) photo = heic_make(pixels, NULL, 0);
    if (photo == NULL) {
      g_test_skip("libheif has no encoder");
      return;
    }
    assert_colour(photo, SIDE, colours[i]);
    assert_colour(photo, WIDTH, colours[i]);
  }
}

static void
assert_answered(GBytes *photo)
{
  PhotoCopy copy = {0};
  g_autoptr(GError) error = NULL;
  if (photo_make_copy(photo, SIDE, &copy, &error))
    photo_copy_clear(&copy);
  else
    g_assert_true(error->domain == PARSE_ERROR);
}

static void
test_heic_broken_is_an_answer(void)
{
  enum { FLIPS = 10, STEP = 37 };
  g_autoptr(GBytes) photo = photo_warm_heic();
  size_t size = g_bytes_get_size(photo);
  for (size_t length = 12; length < size; length += STEP) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(photo, 0, length);
    assert_answered(cut);
  }
  for (uint32_t seed = 0; seed < 100; seed++) {
    g_autoptr(GBytes) bad = photo_flip_bits(photo, FLIPS, seed, 12);
    assert_answered(bad);
  }
  g_autoptr(GBytes) head = g_bytes_new_from_bytes(photo, 0, 100);
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  g_assert_false(photo_make_copy(head, SIDE, &copy, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
}

/* The type of an item decides, whatever the brand says: its decoder would start
 * threads. */
static void
test_heic_refuses_av1(void)
{
  g_autoptr(GBytes) photo = photo_warm_heic();
  size_t size = 0;
  g_autofree char *bytes = g_bytes_unref_to_data(g_bytes_ref(photo), &size);
  char *item = memmem(bytes, size, "hvc1", 4);
  g_assert_nonnull(item);
  memcpy(item, "av01", 4);
  g_autoptr(GBytes) av1 = g_bytes_new(bytes, size);
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  g_assert_false(photo_make_copy(av1, SIDE, &copy, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED);
  g_autoptr(Photo) facts = photo_facts_read(av1, NULL);
  g_assert_null(facts);
}

/* The size is refused before anything is decoded. */
static void
test_heic_refuses_giants(void)
{
  g_autoptr(GBytes) photo = photo_warm_heic();
  size_t size = 0;
  g_autofree char *bytes = g_bytes_unref_to_data(g_bytes_ref(photo), &size);
  char *ispe = memmem(bytes, size, "ispe", 4);
  g_assert_nonnull(ispe);
  memcpy(ispe + 8, "\0\0\x40\x01", 4); /* 16,385 wide */
  g_autoptr(GBytes) giant = g_bytes_new(bytes, size);
  g_autoptr(GError) error = NULL;
  PhotoCopy copy = {0};
  g_assert_false(photo_make_copy(giant, SIDE, &copy, &error));
  g_assert_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT);
}

/* What libheif calls is ours. */
static void
test_heic_threads_are_ours(void)
{
  int (*found)(void *, int) = NULL;
  void *symbol = dlsym(RTLD_DEFAULT, "de265_start_worker_threads");
  memcpy(&found, &symbol, sizeof found);
  g_assert_true(found == de265_start_worker_threads);
  g_assert_cmpint(found(NULL, 1), ==, 0);
}

static void
test_heic_warm_up_decodes(void)
{
  g_autoptr(GBytes) photo = photo_warm_heic();
  PhotoCopy copy = {0};
  g_assert_true(photo_make_copy(photo, SIDE, &copy, NULL));
  g_assert_cmpint(copy.width, ==, 64);
  photo_copy_clear(&copy);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  photo_init();
  g_test_add_func("/parsers/photo-heic/warm-up-decodes",
                  test_heic_warm_up_decodes);
  g_test_add_func("/parsers/photo-heic/is-turned-once",
                  test_heic_is_turned_once);
  g_test_add_func("/parsers/photo-heic/exif-does-not-turn",
                  test_heic_exif_does_not_turn);
  g_test_add_func("/parsers/photo-heic/of-tiles", test_heic_of_tiles);
  g_test_add_func("/parsers/photo-heic/colours-are-kept",
                  test_heic_colours_are_kept);
  g_test_add_func("/parsers/photo-heic/copy-has-no-metadata",
                  test_heic_copy_has_no_metadata);
  g_test_add_func("/parsers/photo-heic/broken-is-an-answer",
                  test_heic_broken_is_an_answer);
  g_test_add_func("/parsers/photo-heic/refuses-av1", test_heic_refuses_av1);
  g_test_add_func("/parsers/photo-heic/refuses-giants",
                  test_heic_refuses_giants);
  g_test_add_func("/parsers/photo-heic/threads-are-ours",
                  test_heic_threads_are_ours);
  return g_test_run();
}
