/* SPDX-License-Identifier: Apache-2.0
 *
 * The header that a mail program repeats above a mail that it passes on or
 * cites: "Von: … Gesendet: … An: … Betreff: …".  All of it is text that anybody
 * can type, so a claim and no proof of anything.
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_HEADER_H
#define BOTE_PARSERS_FORWARD_FORWARD_HEADER_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/forward/forward_words.h"
#include "parsers/message.h"

/* Such a header; forward_header_clear() after use. */
typedef struct ForwardHeader {
  /* Values as written, one line; NULL when absent. */
  char *from, *to, *date, *subject;
  unsigned fields; /* 1 << ForwardField of each that is there */
  guint end;       /* the line behind it */
} ForwardHeader;

/* The field whose label a line begins with; FORWARD_FIELD_NONE for any other
 * line.  Bold ("*Von:*"), quoted and indented labels count, too.
 */
ForwardField forward_header_field(const char *line, size_t size);

/* Read the header that begins at a line.
 *
 * lines   char *, without line feeds and quote marks.
 * first   its first line.
 * Returns false, with nothing to clear, when no label stands there.
 */
bool forward_header_read(const GPtrArray *lines, guint first,
                         ForwardHeader *out);
void forward_header_clear(ForwardHeader *header);

/* Is it the whole header of Outlook: From with an address, date, To, subject?
 */
bool forward_header_is_whole(const ForwardHeader *header);

/* How many different fields a header has. */
unsigned forward_header_count(const ForwardHeader *header);

/* Who stands in a From value: "Muster, Erika <e@example.org>", "Erika
 * [mailto:e@example.org] im Auftrag von …", "e@example.org (Erika)".
 *
 * Returns the mailbox, owned by the caller; NULL when there is no address.
 */
Address *forward_header_writer(const char *value);

/* Whom a To value names, where it names one: "Kunz, Rainer <k@example.org>" is
 * "Kunz, Rainer", an address alone stands for itself.
 *
 * Returns it, owned by the caller; NULL for none and for several.
 */
char *forward_header_addressee(const char *value);

#endif
