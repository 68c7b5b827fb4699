/* SPDX-License-Identifier: Apache-2.0
 *
 * What photos tell about themselves: as cameras write it, and as they write it
 * wrong.
 */
#include "parsers/photo/photo_facts.h"

#include <string.h>

#include "tests/support/cases.h"
#include "tests/support/photo_maker.h"

/* TIFF's and EXIF's numbers of the tags. */
enum {
  ORIENTATION = 0x0112,
  CHANGED = 0x0132, /* DateTime */
  TAKEN = 0x9003,   /* DateTimeOriginal */
  DIGITIZED = 0x9004,
  TAKEN_OFFSET = 0x9011,
  NOTE = 0x927c, /* MakerNote */
  LATITUDE_REF = 1,
  LATITUDE = 2,
  LONGITUDE_REF = 3,
  LONGITUDE = 4,
};

static const char nowhere[] = "none";

/* A block of EXIF and what it tells. */
typedef struct FactsRow {
  const char *name;
  ExifTagRow tags[EXIF_TAG_ROWS_MAX];
  const char *point; /* "LATITUDE LONGITUDE" */
  const char *taken_at;
} FactsRow;

#define LAT(type, value)                                                       \
  {                                                                            \
    'G', LATITUDE, type, value                                                 \
  }
#define LON(type, value)                                                       \
  {                                                                            \
    'G', LONGITUDE, type, value                                                \
  }
#define NORTH                                                                  \
  {                                                                            \
    'G', LATITUDE_REF, 'A', "N"                                                \
  }
#define EAST                                                                   \
  {                                                                            \
    'G', LONGITUDE_REF, 'A', "E"                                               \
  }
#define HERE LAT('R', "54/1 5/1 3264/100"), LON('R', "12/1 5/1 5676/100")
#define HERE_IS "54.0924 12.0991"

static const FactsRow rows[] = {
    {"nothing", {{'0', ORIENTATION, 'S', "1"}}, nowhere, NULL},
    {"usual", {NORTH, EAST, HERE}, HERE_IS, NULL},
    {"south-west",
     {{'G', LATITUDE_REF, 'A', "S"}, {'G', LONGITUDE_REF, 'A', "W"}, HERE},
     "-54.0924 -12.0991",
     NULL},
    {"lower-case",
     {{'G', LATITUDE_REF, 'A', "s"}, {'G', LONGITUDE_REF, 'A', "e"}, HERE},
     "-54.0924 12.0991",
     NULL},
    {"in-words",
     {{'G', LATITUDE_REF, 'A', "South"}, {'G', LONGITUDE_REF, 'A', " W"}, HERE},
     "-54.0924 -12.0991",
     NULL},
    {"no-hemisphere", {HERE}, HERE_IS, NULL},
    {"empty-hemisphere",
     {{'G', LATITUDE_REF, 'A', ""}, {'G', LONGITUDE_REF, 'A', ""}, HERE},
     HERE_IS,
     NULL},
    {"signed",
     {LAT('r', "-54/1 5/1 3264/100"), LON('r', "12/1 5/1 5676/100")},
     "-54.0924 12.0991",
     NULL},
    {"decimal-degrees",
     {NORTH, EAST, LAT('R', "540924/10000"), LON('R', "120991/10000")},
     HERE_IS,
     NULL},
    {"decimal-minutes",
     {NORTH, EAST, LAT('R', "54/1 5544/1000 0/1"),
      LON('R', "12/1 5946/1000 0/1")},
     HERE_IS,
     NULL},
    {"minutes-only-two",
     {NORTH, EAST, LAT('R', "54/1 5544/1000"), LON('R', "12/1 5946/1000")},
     HERE_IS,
     NULL},
    {"seconds-without-denominator",
     {NORTH, EAST, LAT('R', "54/1 5544/1000 0/0"),
      LON('R', "12/1 5946/1000 0/0")},
     HERE_IS,
     NULL},
    {"whole-numbers",
     {NORTH, EAST, LAT('S', "54 5 33"), LON('S', "12 5 57")},
     "54.0925 12.099167",
     NULL},
    {"near-the-pole",
     {NORTH, EAST, LAT('R', "90/1 0/1 0/1"), LON('R', "180/1 0/1 0/1")},
     "90 180",
     NULL},
    {"equator",
     {NORTH, EAST, LAT('R', "0/1 0/1 0/1"), LON('R', "12/1 5/1 5676/100")},
     "0 12.0991",
     NULL},
    {"zeros",
     {NORTH, EAST, LAT('R', "0/1 0/1 0/1"), LON('R', "0/1 0/1 0/1")},
     nowhere,
     NULL},
    {"zero-by-zero",
     {NORTH, EAST, LAT('R', "0/0 0/0 0/0"), LON('R', "0/0 0/0 0/0")},
     nowhere,
     NULL},
    {"degrees-by-zero",
     {NORTH, EAST, LAT('R', "54/0 5/1 0/1"), LON('R', "12/1 5/1 0/1")},
     nowhere,
     NULL},
    {"minutes-by-zero",
     {NORTH, EAST, LAT('R', "54/1 5/0 0/1"), LON('R', "12/1 5/1 0/1")},
     nowhere,
     NULL},
    {"latitude-out-of-range",
     {NORTH, EAST, LAT('R', "91/1 0/1 0/1"), LON('R', "12/1 0/1 0/1")},
     nowhere,
     NULL},
    {"longitude-out-of-range",
     {NORTH, EAST, LAT('R', "54/1 0/1 0/1"), LON('R', "180/1 1/1 0/1")},
     nowhere,
     NULL},
    {"minutes-out-of-range",
     {NORTH, EAST, LAT('R', "54/1 99/1 0/1"), LON('R', "12/1 0/1 0/1")},
     nowhere,
     NULL},
    {"enormous",
     {NORTH, EAST, LAT('R', "4294967295/1 0/1 0/1"), LON('R', "12/1 0/1 0/1")},
     nowhere,
     NULL},
    {"latitude-only", {NORTH, LAT('R', "54/1 0/1 0/1")}, nowhere, NULL},
    {"text-for-a-number",
     {NORTH, EAST, LAT('A', "54.0924"), LON('A', "12.0991")},
     nowhere,
     NULL},

    {"taken",
     {{'E', TAKEN, 'A', "2026:05:21 08:14:00"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"taken-with-offset",
     {{'E', TAKEN, 'A', "2026:05:21 08:14:00"},
      {'E', TAKEN_OFFSET, 'A', "+02:00"}},
     nowhere,
     "2026-05-21T08:14:00+02:00"},
    {"offset-behind",
     {{'E', TAKEN, 'A', "2026:05:21 08:14:00"},
      {'E', TAKEN_OFFSET, 'A', "-03:30"}},
     nowhere,
     "2026-05-21T08:14:00-03:30"},
    {"offset-blank",
     {{'E', TAKEN, 'A', "2026:05:21 08:14:00"},
      {'E', TAKEN_OFFSET, 'A', "   :  "}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"offset-zulu",
     {{'E', TAKEN, 'A', "2026:05:21 08:14:00"}, {'E', TAKEN_OFFSET, 'A', "Z"}},
     nowhere,
     "2026-05-21T08:14:00+00:00"},
    {"without-nul",
     {{'E', TAKEN, 'a', "2026:05:21 08:14:00"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"dashes",
     {{'E', TAKEN, 'A', "2026-05-21T08:14:00Z"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"blanks-for-zeros",
     {{'E', TAKEN, 'A', "2026: 5:21  8:14: 0"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"digitized",
     {{'E', DIGITIZED, 'A', "2026:05:21 08:14:00"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"changed",
     {{'0', CHANGED, 'A', "2026:05:21 08:14:00"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"taken-before-changed",
     {{'0', CHANGED, 'A', "2026:05:22 09:00:00"},
      {'E', TAKEN, 'A', "2026:05:21 08:14:00"}},
     nowhere,
     "2026-05-21T08:14:00"},
    {"taken-empty-changed",
     {{'0', CHANGED, 'A', "2026:05:22 09:00:00"},
      {'E', TAKEN, 'A', "0000:00:00 00:00:00"}},
     nowhere,
     "2026-05-22T09:00:00"},
    {"zero-time", {{'E', TAKEN, 'A', "0000:00:00 00:00:00"}}, nowhere, NULL},
    {"blank-time", {{'E', TAKEN, 'A', "    :  :     :  :  "}}, nowhere, NULL},
    {"no-such-day", {{'E', TAKEN, 'A', "2026:02:30 08:14:00"}}, nowhere, NULL},
    {"no-such-hour", {{'E', TAKEN, 'A', "2026:05:21 24:14:00"}}, nowhere, NULL},
    {"date-only", {{'E', TAKEN, 'A', "2026:05:21"}}, nowhere, NULL},
    {"words", {{'E', TAKEN, 'A', "yesterday"}}, nowhere, NULL},
    {"all-of-it",
     {{'0', ORIENTATION, 'S', "1"},
      {'0', CHANGED, 'A', "2026:05:22 09:00:00"},
      {'E', TAKEN, 'A', "2026:05:21 08:14:00"},
      {'E', NOTE, 'U', "Canon note that nobody reads"},
      NORTH,
      EAST,
      HERE},
     HERE_IS,
     "2026-05-21T08:14:00"},
};

static void
assert_facts(const FactsRow *row, GBytes *photo)
{
  g_autoptr(Photo) facts = photo_facts_read(photo, NULL);
  g_assert_nonnull(facts);
  g_assert_cmpint(facts->width, ==, 60);
  g_assert_cmpint(facts->height, ==, 40);
  g_assert_cmpstr(facts->taken_at, ==, row->taken_at);
  g_assert_true(facts->has_point == (row->point != nowhere));
  if (!facts->has_point)
    return;
  char *end = NULL;
  double latitude = g_ascii_strtod(row->point, &end);
  double longitude = g_ascii_strtod(end, NULL);
  g_assert_cmpfloat_with_epsilon(facts->latitude, latitude, 1e-6);
  g_assert_cmpfloat_with_epsilon(facts->longitude, longitude, 1e-6);
}

/* Each block in each byte order and each type of file. */
static void
test_facts_row(const void *user)
{
  const FactsRow *row = user;
  static const char *const types[] = {"jpeg", "png", "heic"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    for (int big = 0; big < 2; big++) {
      g_autoptr(GBytes) exif = exif_make(row->tags, big != 0);
      PhotoWish wish = {
          .type = types[i], .width = 60, .height = 40, .exif = exif};
      g_autoptr(GBytes) photo = photo_make(&wish);
      if (photo != NULL) /* libheif may lack an encoder */
        assert_facts(row, photo);
    }
}

/* A camera that lies on its side. */
static void
test_facts_orientation(void)
{
  for (int i = 0; i <= 9; i++) {
    g_autofree char *value = g_strdup_printf("%d", i);
    const ExifTagRow tags[] = {{'0', ORIENTATION, 'S', value}, {0}};
    g_autoptr(GBytes) exif = exif_make(tags, true);
    PhotoWish wish = {.type = "jpeg", .width = 60, .height = 40, .exif = exif};
    g_autoptr(GBytes) photo = photo_make(&wish);
    int orientation = 0;
    g_autoptr(Photo) facts = photo_facts_read(photo, &orientation);
    bool turned = i >= 5 && i <= 8;
    g_assert_cmpint(orientation, ==, i >= 1 && i <= 8 ? i : 1);
    g_assert_cmpint(facts->width, ==, turned ? 40 : 60);
    g_assert_cmpint(facts->height, ==, turned ? 60 : 40);
  }
}

/* The first block that tells something tells it, wherever it stands before the
 * pixels. */
static void
test_facts_several_blocks(void)
{
  static const ExifTagRow time[] = {{'E', TAKEN, 'A', "2026:05:21 08:14:00"},
                                    {0}};
  static const ExifTagRow place[] = {
      NORTH, EAST, HERE, {'E', TAKEN, 'A', "2020:01:01 00:00:00"}, {0}};
  g_autoptr(GBytes) first = exif_make(time, true);
  g_autoptr(GBytes) second = exif_make(place, false);
  PhotoWish wish = {.type = "jpeg", .width = 60, .height = 40, .exif = second};
  g_autoptr(GBytes) photo = photo_make(&wish);
  g_autoptr(GBytes) both = photo_with_exif(photo, first);
  static const FactsRow expected = {.point = HERE_IS,
                                    .taken_at = "2026-05-21T08:14:00"};
  assert_facts(&expected, both);
}

/* Place and time of a file that ends anywhere behind them. */
static void
test_facts_of_a_beginning(void)
{
  static const ExifTagRow tags[] = {
      NORTH, EAST, HERE, {'E', TAKEN, 'A', "2026:05:21 08:14:00"}, {0}};
  g_autoptr(GBytes) exif = exif_make(tags, true);
  PhotoWish wish = {.type = "jpeg", .width = 60, .height = 40, .exif = exif};
  g_autoptr(GBytes) photo = photo_make(&wish);
  size_t told = 0;
  for (size_t size = 0; size <= g_bytes_get_size(photo); size++) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(photo, 0, size);
    g_autoptr(Photo) facts = photo_facts_read(cut, NULL);
    told += facts != NULL && facts->has_point && facts->taken_at != NULL;
  }
  g_assert_cmpuint(told, >, g_bytes_get_size(photo) / 2);
}

static void
test_facts_of_no_photo(void)
{
  static const char *const others[] = {"", "GIF89a", "\xff\xd8\xff", "%PDF-1.4",
                                       "\x89PNG\r\n\x1a\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new(others[i], strlen(others[i]));
    g_autoptr(Photo) facts = photo_facts_read(bytes, NULL);
    g_assert_null(facts);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/photo-facts/row", rows, test_facts_row);
  g_test_add_func("/parsers/photo-facts/orientation", test_facts_orientation);
  g_test_add_func("/parsers/photo-facts/several-blocks",
                  test_facts_several_blocks);
  g_test_add_func("/parsers/photo-facts/of-a-beginning",
                  test_facts_of_a_beginning);
  g_test_add_func("/parsers/photo-facts/of-no-photo", test_facts_of_no_photo);
  return g_test_run();
}
