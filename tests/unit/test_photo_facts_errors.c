/* SPDX-License-Identifier: Apache-2.0
 *
 * Photos that tell what no camera writes: giants, and tables of tags that are
 * made to hurt.
 */
#include <string.h>

#include "parsers/photo/photo_facts.h"
#include "parsers/photo/photo_json.h"
#include "tests/support/cpu_time.h"
#include "tests/support/photo_maker.h"

/* A size is told of what is far too large to be decoded; nonsense is not. */
static void
test_errors_of_giants(void)
{
  g_autoptr(GBytes) png = photo_make_png_header(30000, 30000);
  g_autoptr(Photo) facts = photo_facts_read(png, NULL);
  g_assert_cmpint(facts->width, ==, 30000);
  g_autoptr(GBytes) jpeg = photo_make_jpeg_header(65500, 65500);
  g_autoptr(Photo) other = photo_facts_read(jpeg, NULL);
  g_assert_cmpint(other->height, ==, 65500);
  g_autoptr(GBytes) nonsense = photo_make_png_header(0xffffffff, 1);
  g_autoptr(Photo) none = photo_facts_read(nonsense, NULL);
  g_assert_null(none);
}

/* Tables that refer to themselves and to each other, thousands of entries that
 * all claim the whole block, counts beyond any memory. */
static GBytes *
make_hostile(unsigned kind)
{
  enum { SIZE = 65000, ENTRY = 12, HEAD = 8 };
  guint8 *block = g_malloc0(SIZE);
  memcpy(block, "II*\0\10\0\0\0", HEAD);
  unsigned count = kind == 0 ? 3 : 5000;
  block[HEAD] = (guint8)count;
  block[HEAD + 1] = (guint8)(count >> 8);
  static const guint16 pointers[] = {0x8769, 0x8825, 0xa005};
  for (unsigned i = 0; i < count; i++) {
    guint8 *entry = block + HEAD + 2 + (size_t)i * ENTRY;
    guint16 tag = kind == 2 ? (guint16)(0x100 + i) : pointers[i % 3];
    guint32 size = kind == 1 ? 0xffffffff : SIZE - 100;
    entry[0] = (guint8)tag;
    entry[1] = (guint8)(tag >> 8);
    entry[2] = kind == 2 ? 7 : 4;
    memcpy(entry + 4, kind == 0 ? (const guint32[]){1} : &size, 4);
    entry[8] = HEAD; /* itself */
  }
  return g_bytes_new_take(block, SIZE);
}

static void
test_errors_hostile_tables(void)
{
  enum { KINDS = 3, TIMES = 8, MOST_MS = 1000 };
  for (unsigned kind = 0; kind < KINDS; kind++) {
    g_autoptr(GBytes) exif = make_hostile(kind);
    PhotoWish wish = {.type = "jpeg", .width = 60, .height = 40};
    g_autoptr(GBytes) photo = photo_make(&wish);
    for (int i = 0; i < TIMES; i++) {
      GBytes *more = photo_with_exif(photo, exif);
      g_bytes_unref(photo);
      photo = more;
    }
    gint64 begin_us = cpu_time_us();
    g_autoptr(Photo) facts = photo_facts_read(photo, NULL);
    int took_ms = (int)((cpu_time_us() - begin_us) / 1000);
    g_test_message("kind %u: %d ms", kind, took_ms);
    g_assert_cmpint(took_ms, <, MOST_MS);
    g_assert_cmpint(facts->width, ==, 60);
    g_assert_false(facts->has_point);
  }
}

/* What a child may say of a photo that none could tell. */
static void
test_errors_lies(void)
{
  static const char *const lies[] = {
      "[]",
      "{\"width\": -1, \"height\": 1}",
      "{\"width\": 1}",
      "{\"width\": 65536, \"height\": 1}",
      "{\"width\": \"1\", \"height\": 1}",
      "{\"latitude\": 91, \"longitude\": 0}",
      "{\"latitude\": 1}",
      "{\"latitude\": 1, \"longitude\": -180.1}",
      "{\"taken_at\": \"yesterday\"}",
      "{\"taken_at\": \"2026-05-21T08:14:00\\n\"}",
      "{\"taken_at\": 1}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
    g_autoptr(GError) error = NULL;
    json_auto_t *lie = json_loads(lies[i], 0, NULL);
    g_assert_nonnull(lie);
    g_autoptr(Photo) photo = photo_from_json(lie, &error);
    if (photo != NULL)
      g_test_message("%s", lies[i]);
    g_assert_null(photo);
    g_assert_true(error != NULL && error->domain == PARSE_ERROR);
  }
}

/* There and back, with all members and with none. */
static void
test_errors_truth_travels(void)
{
  static char time[] = "2026-05-21T08:14:00+02:00";
  const Photo photos[] = {{0},
                          {.width = 4000, .height = 3000},
                          {.has_point = true, .latitude = -54.0924},
                          {.taken_at = time}};
  for (size_t i = 0; i < G_N_ELEMENTS(photos); i++) {
    json_auto_t *wire = photo_to_json(&photos[i]);
    g_autoptr(Photo) back = photo_from_json(wire, NULL);
    g_assert_nonnull(back);
    g_assert_cmpint(back->width, ==, photos[i].width);
    g_assert_cmpint(back->height, ==, photos[i].height);
    g_assert_true(back->has_point == photos[i].has_point);
    g_assert_cmpfloat(back->latitude, ==, photos[i].latitude);
    g_assert_cmpstr(back->taken_at, ==, photos[i].taken_at);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/photo-facts-errors/of-giants",
                  test_errors_of_giants);
  g_test_add_func("/parsers/photo-facts-errors/hostile-tables",
                  test_errors_hostile_tables);
  g_test_add_func("/parsers/photo-facts-errors/lies", test_errors_lies);
  g_test_add_func("/parsers/photo-facts-errors/truth-travels",
                  test_errors_truth_travels);
  return g_test_run();
}
