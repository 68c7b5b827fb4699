/* SPDX-License-Identifier: Apache-2.0
 *
 * Line by line through a text, in and out of its frames.
 */
#include "parsers/mime/pgp_text.h"

#include <string.h>

#include <glib.h>

/* Where in a clear-signed text a line stands. */
typedef enum Place {
  PLACE_OUTSIDE,
  PLACE_FIELDS,    /* "Hash: SHA256", up to the empty line */
  PLACE_TEXT,      /* what was signed */
  PLACE_SIGNATURE, /* up to its end */
} Place;

static bool
line_is(const char *line, size_t size, const char *wanted)
{
  while (size > 0 && g_ascii_isspace(line[size - 1]))
    size--;
  return size == strlen(wanted) && strncmp(line, wanted, size) == 0;
}

static bool
is_blank(const char *line, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (!g_ascii_isspace(line[i]))
      return false;
  return true;
}

/* Take one line, its line feed included; returns where the next one stands. */
static Place
take_line(GString *out, Place place, const char *line, size_t size)
{
  switch (place) {
  case PLACE_OUTSIDE:
    if (line_is(line, size, "-----BEGIN PGP SIGNED MESSAGE-----"))
      return PLACE_FIELDS;
    break;
  case PLACE_FIELDS:
    return is_blank(line, size) ? PLACE_TEXT : PLACE_FIELDS;
  case PLACE_TEXT:
    if (line_is(line, size, "-----BEGIN PGP SIGNATURE-----"))
      return PLACE_SIGNATURE;
    if (size >= 2 && strncmp(line, "- ", 2) == 0) {
      line += 2;
      size -= 2;
    }
    break;
  case PLACE_SIGNATURE:
    return line_is(line, size, "-----END PGP SIGNATURE-----") ? PLACE_OUTSIDE
                                                              : place;
  }
  g_string_append_len(out, line, (gssize)size);
  return place;
}

char *
pgp_text_unwrap(const char *text, PgpText *out)
{
  *out = (PgpText){0};
  if (strstr(text, "-----BEGIN PGP ") == NULL)
    return NULL;
  GString *plain = g_string_sized_new(strlen(text) + 1);
  Place place = PLACE_OUTSIDE;
  for (const char *line = text; *line != '\0';) {
    size_t size = strcspn(line, "\n");
    size += line[size] == '\n' ? 1 : 0;
    place = take_line(plain, place, line, size);
    out->is_signed |= place == PLACE_FIELDS;
    out->is_encrypted |= line_is(line, size, "-----BEGIN PGP MESSAGE-----");
    line += size;
  }
  return g_string_free(plain, FALSE);
}
