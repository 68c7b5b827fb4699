/* SPDX-License-Identifier: Apache-2.0
 *
 * The formats in which tickets are exported, a row each.
 */
#ifndef BOTE_DAEMON_EXPORT_EXPORT_FORMAT_H
#define BOTE_DAEMON_EXPORT_EXPORT_FORMAT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* A row of export.tickets becomes: times as RFC 3339 in the town's zone (…_at),
 * no id, absent members null; then one format writes it. */
json_t *export_row(const json_t *row, GTimeZone *zone);

typedef struct ExportFormat {
  const char *name; /* "csv" */
  /* Append what stands before the first row and after the last. */
  void (*begin)(GString *out);
  /* Append one; `first`: none stands before it. */
  void (*row)(GString *out, const json_t *row, bool first);
  void (*end)(GString *out);
} ExportFormat;

/* Ended by a NULL name.
 *
 *   csv      RFC 4180 with a heading, UTF-8; no cell begins like a formula
 *   jsonl    an object a line
 *   geojson  RFC 7946: a FeatureCollection; tickets without a point have the
 *            geometry null */
extern const ExportFormat export_formats[];

/* NULL: there is none of this name. */
const ExportFormat *export_format_find(const char *name);

#endif
