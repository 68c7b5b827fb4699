/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of body parts: one row a media type, each a file in
 * parsers/parts/.  A row says what a leaf entity of a mail (RFC 2045 2.4)
 * gives to the message: text, a fact about a bounce, or an attachment.  Rows
 * are pure: they get the entity and the message under construction.
 */
#ifndef BOTE_PARSERS_PART_H
#define BOTE_PARSERS_PART_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/message.h"

/* The reading of one mail in progress; see mime_private.h. */
typedef struct MimeReader MimeReader;

/* A text as it stands in a mail. */
typedef struct PartText {
  GByteArray *bytes;          /* decoded; may be changed */
  const char *charset;        /* the parameters, as they are said; or NULL */
  const char *format, *delsp; /* RFC 3676 */
} PartText;

/* One row. */
typedef struct Part {
  /* "text/plain", "image" followed by "/" and "*" for a whole type, or "" for
     the row that takes what nobody else does. */
  const char *media_type;
  bool takes_attachments; /* also when marked as attachment (RFC 2183) */
  bool by_content; /* also what nobody takes but media_type_of() calls so */
  /* `entity` is borrowed.  What cannot be read becomes a problem sentence. */
  void (*read)(MimeReader *reader, GMimeObject *entity);
  /* Instead of read() for a text, of at most text_max bytes. */
  void (*read_text)(MimeReader *reader, PartText *text);
  size_t text_max;
} Part;

/* All rows, ended by NULL; generated from the file names. */
extern const Part *const part_registry[];

/* The row for a declared media type: exact, then the whole type, then the ""
 * row.  Case does not matter.  Never NULL.
 */
const Part *part_find(const char *media_type);

/* What rows may do; all are in mime_reader.c and mime_frame.c. */

/* Read the decoded bytes of a leaf, at most `max` of them and within the
 * mail's budget; the rest is dropped and named as a problem.  Owned by the
 * caller; empty when there is no content.
 */
GByteArray *mime_reader_get_bytes(MimeReader *reader, GMimeObject *entity,
                                  size_t max);

/* The same as UTF-8 by the charset ladder; owned by the caller. */
char *mime_reader_get_text(MimeReader *reader, GMimeObject *entity, size_t max);

/* Make UTF-8 of a text by its charset and the ladder; owned by the caller. */
char *mime_reader_decode(MimeReader *reader, const PartText *text);

/* Add to what the mail says, in the order of its parts. */
void mime_reader_add_text(MimeReader *reader, const char *text);

/* The same for HTML, valid UTF-8, which is taken over: it becomes text only
 * when no better alternative comes (RFC 2046 5.1.4).
 */
void mime_reader_add_html(MimeReader *reader, char *html);

/* Hash the leaf, give it to the sink, and add it to the attachments. */
void mime_reader_add_attachment(MimeReader *reader, GMimeObject *entity);

/* Read a mail within the mail; deeper than PRESCAN_DEPTH_MAX it is skipped. */
void mime_reader_enter(MimeReader *reader, GMimeObject *entity);

/* The message being built. */
Message *mime_reader_message(MimeReader *reader);

/* True while reading a multipart/report (RFC 6522). */
bool mime_reader_in_report(const MimeReader *reader);

/* True while reading a mail within the mail. */
bool mime_reader_is_embedded(const MimeReader *reader);

/* Note what could not be read, for a person; each sentence once. */
void mime_reader_add_problem(MimeReader *reader, const char *problem);

#endif
