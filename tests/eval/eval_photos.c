/* SPDX-License-Identifier: Apache-2.0
 *
 * Photos of many cameras: size, turning, place and time, and whether the copy
 * stands upright.
 */
#include <math.h>
#include <string.h>

#include "parsers/photo/photo.h"
#include "parsers/photo/photo_facts.h"
#include "tests/support/eval.h"

/* The columns of expected.csv. */
enum { FILE_NAME, LATITUDE, LONGITUDE, ORIENTATION, WIDTH, HEIGHT, TAKEN_AT };
enum { COLUMNS = TAKEN_AT + 1 };

typedef struct Tally {
  unsigned all, located, points, no_points, sizes, times, turned, copies;
} Tally;

static bool
is_point(const Photo *photo, char **row)
{
  const double near = 1e-5;
  if (*row[LATITUDE] == '\0')
    return !photo->has_point;
  return photo->has_point &&
         fabs(photo->latitude - g_ascii_strtod(row[LATITUDE], NULL)) < near &&
         fabs(photo->longitude - g_ascii_strtod(row[LONGITUDE], NULL)) < near;
}

/* "2008:10:22 16:28:39" there, "2008-10-22T16:28:39" here. */
static bool
is_time(const Photo *photo, const char *expected)
{
  if (*expected == '\0' || photo->taken_at == NULL)
    return *expected == '\0' && photo->taken_at == NULL;
  const char *taken = photo->taken_at;
  for (size_t i = 0; expected[i] != '\0'; i++)
    if (g_ascii_isdigit(expected[i]) ? taken[i] != expected[i]
                                     : g_ascii_isdigit(taken[i]))
      return false;
  return true;
}

static bool
is_whole(const char *text, int value)
{
  return g_ascii_strtoll(text, NULL, 10) == value;
}

/* The table has the size as stored, we tell the upright one. */
static bool
is_size(const Photo *photo, char **row)
{
  bool turned = g_ascii_strtoll(row[ORIENTATION], NULL, 10) >= 5;
  return is_whole(row[WIDTH], turned ? photo->height : photo->width) &&
         is_whole(row[HEIGHT], turned ? photo->width : photo->height);
}

/* The copy lies as the photo does, and is not larger. */
static bool
copy_is_upright(GBytes *bytes, const Photo *photo)
{
  PhotoCopy copy = {0};
  if (!photo_make_copy(bytes, PHOTO_COPY_SIDE, &copy, NULL))
    return false;
  double there = (double)photo->width / photo->height;
  double here = (double)copy.width / copy.height;
  bool good = fabs(here / there - 1) < 0.01 && copy.width <= photo->width &&
              MAX(copy.width, copy.height) <= PHOTO_COPY_SIDE;
  photo_copy_clear(&copy);
  return good;
}

static void
count(unsigned *counter, bool good, char **row, const char *why)
{
  *counter += good;
  if (!good)
    eval_case("photos", row[FILE_NAME], why);
}

static void
weigh(Tally *tally, char **row, GBytes *bytes)
{
  static const Photo nothing;
  int orientation = 0;
  g_autoptr(Photo) read = photo_facts_read(bytes, &orientation);
  const Photo *photo = read == NULL ? &nothing : read;
  bool located = *row[LATITUDE] != '\0';
  tally->all++;
  tally->located += located;
  count(located ? &tally->points : &tally->no_points, is_point(photo, row), row,
        "place");
  count(&tally->sizes, is_size(photo, row), row, "size");
  count(&tally->turned,
        *row[ORIENTATION] == '\0' || is_whole(row[ORIENTATION], orientation),
        row, "orientation");
  count(&tally->times, is_time(photo, row[TAKEN_AT]), row, "time");
  count(&tally->copies, read != NULL && copy_is_upright(bytes, photo), row,
        "copy");
}

int
main(void)
{
  g_autofree char *folder = eval_data("photos");
  g_autofree char *table = g_build_filename(folder, "expected.csv", NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(table, &text, NULL, NULL))
    g_error("%s cannot be read", table);
  photo_init();
  Tally tally = {0};
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines + 1; *line != NULL; line++) {
    g_auto(GStrv) row = g_strsplit(g_strchomp(*line), ",", COLUMNS);
    if (g_strv_length(row) != COLUMNS)
      continue;
    g_autofree char *path = g_build_filename(folder, row[FILE_NAME], NULL);
    char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
      g_error("%s cannot be read", path);
    g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
    weigh(&tally, row, photo);
  }
  eval_share("photos", "GPS within 1e-5", tally.points, tally.located, 1);
  eval_share("photos", "no GPS where there is none", tally.no_points,
             tally.all - tally.located, 1);
  eval_share("photos", "size, upright", tally.sizes, tally.all, 1);
  eval_share("photos", "orientation", tally.turned, tally.all, 1);
  eval_share("photos", "time taken", tally.times, tally.all, 1);
  eval_share("photos", "copy upright, not enlarged", tally.copies, tally.all,
             1);
  return 0;
}
