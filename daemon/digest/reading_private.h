/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that read share: the conversation with the reader (read.c),
 * the copies of pictures (pictures.c), and what comes before its turn
 * (read_ahead.c).
 */
#ifndef BOTE_DAEMON_DIGEST_READING_PRIVATE_H
#define BOTE_DAEMON_DIGEST_READING_PRIVATE_H

#include "daemon/digest/reading.h"

/* As digest_read(), but its pictures are only found, not copied. */
Reading *digest_read_files(Digest *digest, const InboxItem *item,
                           GError **error);
/* Ask for the first small mails of these that are not read yet. */
bool digest_ask_ahead(Digest *digest, const GPtrArray *items, guint from,
                      GError **error);
void digest_forget_asked(Digest *digest);
/* Was this message read before its turn? */
bool digest_has_read(const Digest *digest, const InboxItem *item);

/* List the pictures among the attachments. */
void reading_find_pictures(Reading *reading);
/* Let the decoder begin with the first picture, unless it is busy: it works on
 * one at a time, of the reading in digest->copying, which must stay meanwhile.
 * A picture is copied upright, small, without metadata. */
bool digest_begin_pictures(Digest *digest, Reading *reading, GError **error);
/* Wait until all are copied and what they told stands in the message.  One that
 * cannot be decoded stays without a copy. */
bool digest_finish_pictures(Digest *digest, Reading *reading, GError **error);
/* Wait for the copy under way and drop it. */
void digest_drop_picture(Digest *digest);

#endif
