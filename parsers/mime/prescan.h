/* SPDX-License-Identifier: Apache-2.0
 *
 * The linear look over the raw bytes of a mail before any parser sees them.
 * It knows just enough of RFC 5322 and RFC 2046 to find header blocks and
 * boundaries, and cuts what is known to harm the libraries behind it.  It
 * never refuses: what goes beyond a limit becomes a smaller, harmless mail and
 * a sentence for a person.  The raw mail is kept elsewhere.
 */
#ifndef BOTE_PARSERS_MIME_PRESCAN_H
#define BOTE_PARSERS_MIME_PRESCAN_H

#include <glib.h>
#include <stdbool.h>

enum {
  /* What providers accept; a phone's photos fit. */
  PRESCAN_MAIL_MAX = 25 * 1024 * 1024,
  PRESCAN_HEADER_MAX = 100 * 1024, /* Postfix header_size_limit */
  PRESCAN_FIELD_MAX = 16 * 1024,
  /* GMime recurses once for each group of an address list: 150 KB of "g:"
     end an 8 MiB stack. */
  PRESCAN_ADDRESS_FIELD_MAX = 8 * 1024,
  PRESCAN_GROUPS_MAX = 50, /* colons in one address field */
  PRESCAN_FIELDS_MAX = 500,
  PRESCAN_PARTS_MAX = 200, /* GMime has no limit: 1 M parts are 1.9 GB */
  PRESCAN_DEPTH_MAX = 20,
  PRESCAN_BOUNDARY_MAX = 70,   /* RFC 2046 5.1.1; longer ones are named, */
  PRESCAN_BOUNDARY_READ = 250, /* and read up to this: some programs write them
                                  and the text of a person hangs on it */
  PRESCAN_DASH_LINES_MAX = 5000,
};

/* What may be parsed. */
typedef struct Prescan {
  GBytes *bytes;       /* the raw mail itself, or a smaller one */
  bool clipped;        /* only the header and the first text part are left */
  GPtrArray *problems; /* char *, each once; empty for a usual mail */
} Prescan;

/* Look over a raw mail of any size and content.
 *
 * raw   borrowed; a reference is kept in the result when nothing was cut.
 * Returns the result, owned by the caller; never NULL.  One pass, memory at
 * most the size of the mail beside it.
 */
Prescan *prescan_mail(GBytes *raw);
void prescan_free(Prescan *prescan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prescan, prescan_free)

#endif
