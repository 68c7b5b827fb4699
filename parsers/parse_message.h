/* SPDX-License-Identifier: Apache-2.0
 *
 * The one entry that turns the raw bytes of a mail into a Message: pre-scan,
 * MIME, what the person wrote, bounces, signs of a machine, authentication.
 * Meant for the sandboxed child; pure, so it also runs in tests.
 */
#ifndef BOTE_PARSERS_PARSE_MESSAGE_H
#define BOTE_PARSERS_PARSE_MESSAGE_H

#include <glib.h>

#include "parsers/mime/mime.h"

/* Read a raw mail of any size and content; mime_init() came before.
 *
 * raw       borrowed.
 * options   borrowed; what the configuration says of us.
 * sink      receives attachments while they are decoded; may be NULL.
 * user      handed to `sink`.
 * error     PARSE_ERROR_SYNTAX: nothing of a mail in it (empty, or no header
 *           field at all); hold the raw bytes for a person.
 *
 * Returns the message, owned by the caller; what could not be read stands in
 * its problems.
 */
Message *parse_message(GBytes *raw, const MimeOptions *options,
                       MimeAttachmentSink sink, void *user, GError **error);

#endif
