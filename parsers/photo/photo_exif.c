/* SPDX-License-Identifier: Apache-2.0
 *
 * libexif walks the tables of tags; the values are read here, because its own
 * readings are for display.
 */
#include "parsers/photo/photo_exif.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <libexif/exif-data.h>

#include "parsers/photo/photo_tiff.h"
#include "parsers/photo/photo_time.h"

enum {
  /* A JPEG segment holds 64 KiB; in HEIF some makers' notes are as long, and
     what counts may stand behind them. */
  EXIF_MAX = 1024 * 1024,
  /* Ours are a date and three fractions.  Thousands of entries may all refer to
     the same 60 KiB; what is refused here is left out, and so are makers'
     notes, whose formats are guesswork. */
  VALUE_MAX = 256,
  TABLE_MAX = 8 * 1024, /* pointers to the known tags of one table */
};

static const char exif_mark[6] = "Exif\0"; /* EXIF 4.7.2 */

void
photo_exif_clear(PhotoExif *exif)
{
  g_free(exif->taken_at);
  *exif = (PhotoExif){0};
}

static void *
value_alloc(ExifLong size)
{
  return size > VALUE_MAX ? NULL : calloc(1, size);
}

static void *
table_realloc(void *table, ExifLong size)
{
  return size > TABLE_MAX ? NULL : realloc(table, size);
}

static ExifData *
load(const void *tiff, size_t size)
{
  size_t used = MIN(size, (size_t)EXIF_MAX);
  g_autofree unsigned char *block = g_malloc(sizeof exif_mark + used);
  memcpy(block, exif_mark, sizeof exif_mark);
  if (used > 0)
    memcpy(block + sizeof exif_mark, tiff, used);
  if (!photo_tiff_tame(block + sizeof exif_mark, used))
    return NULL;
  ExifMem *memory = exif_mem_new(value_alloc, table_realloc, free);
  ExifData *data = memory == NULL ? NULL : exif_data_new_mem(memory);
  exif_mem_unref(memory);
  if (data == NULL)
    return NULL;
  /* "Follow" invents what is missing: the present as the time of the photo. */
  exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data, block, (unsigned)(sizeof exif_mark + used));
  return data;
}

static ExifEntry *
entry_of(const ExifData *data, ExifIfd table, int tag)
{
  return exif_content_get_entry(data->ifd[table], (ExifTag)tag);
}

/* A fraction; its denominator is 0 where the camera knew nothing. */
typedef struct Fraction {
  double numerator, denominator;
} Fraction;

static bool
fraction_at(const ExifData *data, const ExifEntry *entry, unsigned index,
            Fraction *out)
{
  size_t size = exif_format_get_size(entry->format);
  if (entry->data == NULL || size == 0 || (index + 1) * size > entry->size)
    return false;
  const unsigned char *at = entry->data + index * size;
  ExifByteOrder order = exif_data_get_byte_order((ExifData *)data);
  switch ((int)entry->format) {
  case EXIF_FORMAT_RATIONAL: {
    ExifRational value = exif_get_rational(at, order);
    *out = (Fraction){value.numerator, value.denominator};
    return true;
  }
  case EXIF_FORMAT_SRATIONAL: {
    ExifSRational value = exif_get_srational(at, order);
    *out = (Fraction){value.numerator, value.denominator};
    return true;
  }
  case EXIF_FORMAT_SHORT:
    *out = (Fraction){exif_get_short(at, order), 1};
    return true;
  case EXIF_FORMAT_LONG:
    *out = (Fraction){exif_get_long(at, order), 1};
    return true;
  case EXIF_FORMAT_BYTE:
    *out = (Fraction){*at, 1};
    return true;
  default:
    return false; /* no number of the standard's */
  }
}

static int
orientation_of(const ExifData *data)
{
  const ExifEntry *entry = entry_of(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION);
  Fraction value;
  if (entry == NULL || !fraction_at(data, entry, 0, &value) ||
      value.denominator != 1 || value.numerator < 1 || value.numerator > 8)
    return 0;
  return (int)value.numerator;
}

/* How a coordinate is stored (EXIF 4.6.6): degrees, minutes, seconds. */
typedef struct Axis {
  int tag, hemisphere_tag;
  char negative; /* "S", "W" */
  double max;    /* degrees */
} Axis;

static const Axis latitude_axis = {EXIF_TAG_GPS_LATITUDE,
                                   EXIF_TAG_GPS_LATITUDE_REF, 'S', 90};
static const Axis longitude_axis = {EXIF_TAG_GPS_LONGITUDE,
                                    EXIF_TAG_GPS_LONGITUDE_REF, 'W', 180};

/* The letter, however it is written: "S", "s", "South", " S". */
static bool
is_negative(const ExifData *data, const Axis *axis)
{
  const ExifEntry *entry = entry_of(data, EXIF_IFD_GPS, axis->hemisphere_tag);
  for (unsigned i = 0; entry != NULL && entry->data != NULL && i < entry->size;
       i++)
    if (g_ascii_isalpha(entry->data[i]))
      return g_ascii_toupper(entry->data[i]) == axis->negative;
  return false;
}

/* Minutes and seconds of 0/0 are those of a camera that has none. */
static bool
degrees_part(Fraction part, bool is_whole, double *out)
{
  if (part.denominator == 0) {
    *out = 0;
    return !is_whole && part.numerator == 0;
  }
  *out = part.numerator / part.denominator;
  return is_whole || (*out >= 0 && *out <= 60);
}

static bool
coordinate(const ExifData *data, const Axis *axis, double *out)
{
  static const double units[] = {1, 60, 3600};
  const ExifEntry *entry = entry_of(data, EXIF_IFD_GPS, axis->tag);
  unsigned count =
      entry == NULL ? 0 : (unsigned)MIN(entry->components, G_N_ELEMENTS(units));
  double degrees = 0;
  bool below = false;
  for (unsigned i = 0; i < count; i++) {
    Fraction part;
    double value;
    if (!fraction_at(data, entry, i, &part) ||
        !degrees_part(part, i == 0, &value))
      return false;
    below = below || value < 0;
    degrees += fabs(value) / units[i];
  }
  *out = below || is_negative(data, axis) ? -degrees : degrees;
  return count > 0 && degrees <= axis->max;
}

static void
add_point(PhotoExif *exif, const ExifData *data)
{
  double latitude, longitude;
  if (!coordinate(data, &latitude_axis, &latitude) ||
      !coordinate(data, &longitude_axis, &longitude) ||
      (latitude == 0 && longitude == 0))
    return;
  exif->has_point = true;
  exif->latitude = latitude;
  exif->longitude = longitude;
}

/* An ASCII value, which may lack its NUL; owned by the caller. */
static char *
text_of(const ExifData *data, ExifIfd table, int tag)
{
  const ExifEntry *entry = entry_of(data, table, tag);
  return entry == NULL || entry->data == NULL
             ? NULL
             : g_strndup((const char *)entry->data, entry->size);
}

static char *
time_of(const ExifData *data)
{
  /* The moment, before that of scanning, before that of the last change. */
  static const struct {
    ExifIfd table;
    int tag, offset_tag;
  } rows[] = {
      {EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL,
       EXIF_TAG_OFFSET_TIME_ORIGINAL},
      {EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_DIGITIZED,
       EXIF_TAG_OFFSET_TIME_DIGITIZED},
      {EXIF_IFD_0, EXIF_TAG_DATE_TIME, EXIF_TAG_OFFSET_TIME},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *time = text_of(data, rows[i].table, rows[i].tag);
    g_autofree char *offset = text_of(data, EXIF_IFD_EXIF, rows[i].offset_tag);
    char *found = photo_time_read(time, offset);
    if (found != NULL)
      return found;
  }
  return NULL;
}

void
photo_exif_add(PhotoExif *exif, const void *tiff, size_t size)
{
  ExifData *data = load(tiff, size);
  if (data == NULL)
    return;
  if (exif->orientation == 0)
    exif->orientation = orientation_of(data);
  if (!exif->has_point)
    add_point(exif, data);
  if (exif->taken_at == NULL)
    exif->taken_at = time_of(data);
  exif_data_unref(data);
}
