/* SPDX-License-Identifier: Apache-2.0
 *
 * From the bytes of a mail to its structure: originator, recipients, the text
 * that says most, attachments.  What the text *means* (quotes, bounces,
 * machines, authentication) is added by parse_message(), which is the entry to
 * use; mime_parse() is the step that needs GMime.
 */
#ifndef BOTE_PARSERS_MIME_MIME_H
#define BOTE_PARSERS_MIME_MIME_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/message.h"

enum {
  MIME_DECODED_MAX = 50 * 1024 * 1024, /* all parts together; a bomb ends */
  MIME_TEXT_MAX = 256 * 1024,          /* nobody reads more of one letter */
  MIME_HTML_MAX = 1024 * 1024,         /* markup in for MIME_TEXT_MAX out */
  MIME_ATTACHMENTS_MAX = 20,
  MIME_ADDRESSES_MAX = 200,
  MIME_PIECE_MAX = 64 * 1024, /* what the sink gets at once */
};

/* What the parser must be told.  All members may be zero. */
typedef struct MimeOptions {
  const char *authserv_id;          /* RFC 8601; NULL or "": trust nothing */
  const char *const *own_addresses; /* our channels, NULL-terminated; "@x" is
                                       all of the domain x */
  const char *const *own_domains;   /* our mail hosts' domains, same */
  bool staff;                       /* also the strict staff reading */
  const struct Sha256Engine *hash;  /* for attachments; NULL: GLib's */
  const char *const *languages;     /* the town's, see language_guess() */
  const struct LanguagePrints *language_prints; /* NULL: by words alone */
  const struct WebForm *forms; /* the town's own; ended by a row without name */
  const struct Gazetteer *gazetteer; /* of the town; NULL: patterns alone */
} MimeOptions;

/* Receives the decoded bytes of attachments, one attachment after the other.
 *
 * index   position in Message.attachments; rises.
 * bytes   at most MIME_PIECE_MAX bytes; valid during the call.
 * size    0 only in the last call for an attachment, which always comes.
 * Returns false when it wants no more of this attachment; its hash and size
 * are computed nevertheless.
 */
typedef bool (*MimeAttachmentSink)(size_t index, const void *bytes, size_t size,
                                   void *user);

/* Prepare the libraries: GMime, libxml2, charset converters.  Call it once,
 * before the sandbox closes: iconv loads its modules lazily.
 */
void mime_init(void);

/* Read a mail that prescan_mail() has passed.
 *
 * raw          the bytes; kept alive only during the call.
 * options      borrowed.
 * sink         may be NULL: attachments are only hashed.
 * out_fields   the header fields in order (HeaderField *), owned by the
 *              caller; may be NULL.
 * error        PARSE_ERROR_SYNTAX: there is nothing of a mail in the bytes.
 *              The caller keeps the raw mail and shows it to a person.
 *
 * Returns the message, owned by the caller, with full_text set and `text`
 * still NULL.  RFC 2045-2049, RFC 5322, RFC 6532; tolerant.
 */
typedef struct MimeRequest {
  GBytes *raw;
  const MimeOptions *options;
  MimeAttachmentSink sink;
  void *user;
} MimeRequest;

Message *mime_parse(const MimeRequest *request, GPtrArray **out_fields,
                    GError **error);

#endif
