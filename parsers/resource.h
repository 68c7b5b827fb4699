/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of the source tree that are built into the program: schema steps,
 * texts, the example town.  The Makefile generates the table from the file
 * names, so the program needs no data folder beside it.
 */
#ifndef BOTE_PARSERS_RESOURCE_H
#define BOTE_PARSERS_RESOURCE_H

#include <stddef.h>

/* One built-in file.  `path` is its path in the source tree. */
typedef struct Resource {
  const char *path;
  const char *begin; /* first byte; the file is followed by a NUL byte */
  const char *end;   /* one past the last byte of the file */
} Resource;

/* All built-in files in the order of their paths, ended by a NULL path. */
extern const Resource resource_table[];

/* Find the built-in file with exactly this path; NULL when there is none. */
const Resource *resource_find(const char *path);

/* The size of a built-in file in bytes. */
size_t resource_size(const Resource *resource);

/* The next built-in file whose path begins with `prefix`.
 *
 * previous   the last result, or NULL to begin.
 * Returns NULL after the last one.
 */
const Resource *resource_next(const char *prefix, const Resource *previous);

#endif
