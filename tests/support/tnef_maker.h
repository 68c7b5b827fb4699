/* SPDX-License-Identifier: Apache-2.0
 *
 * TNEF streams as Exchange writes them (MS-OXTNEF), for tests.
 */
#ifndef BOTE_TESTS_SUPPORT_TNEF_MAKER_H
#define BOTE_TESTS_SUPPORT_TNEF_MAKER_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

enum {
  TNEF_MAKER_STRING = 0x1e,
  TNEF_MAKER_UNICODE = 0x1f,
  TNEF_MAKER_OBJECT = 0x0d,
  TNEF_MAKER_BINARY = 0x102,
};

/* One property with one value. */
typedef struct TnefProperty {
  uint16_t type, id;
  const void *bytes;
  size_t size;
} TnefProperty;

/* A stream with its version and the code page 1252; g_byte_array_unref(). */
GByteArray *tnef_maker_new(void);

/* Add an object of level 1 (message) or 2 (attachment). */
void tnef_maker_add(GByteArray *stream, int level, uint32_t id,
                    const void *bytes, size_t size);

/* Add the properties of the message (level 1) or of a file (level 2). */
void tnef_maker_add_properties(GByteArray *stream, int level,
                               const TnefProperty *properties, size_t count);

/* Add a file; a long name and a type are properties, `name` is its title. */
void tnef_maker_add_file(GByteArray *stream, const char *name,
                         const char *long_name, const char *media_type,
                         GBytes *bytes);

#endif
