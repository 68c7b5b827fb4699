/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a picture is not shown as it was sent, as a word between our processes
 * and as a sentence for a person.
 */
#ifndef BOTE_PARSERS_PHOTO_PHOTO_TROUBLE_H
#define BOTE_PARSERS_PHOTO_PHOTO_TROUBLE_H

#include "parsers/message.h"

typedef enum PhotoTrouble {
  PHOTO_TROUBLE_NONE,
  PHOTO_TROUBLE_PARTIAL,   /* a part of it can be shown */
  PHOTO_TROUBLE_BROKEN,    /* nothing of it can */
  PHOTO_TROUBLE_TOO_LARGE, /* more pixels than we decode */
  PHOTO_TROUBLE_OTHER,     /* a type that is listed, not shown */
  PHOTO_TROUBLE_UNREAD,    /* its reader died or took too long */
} PhotoTrouble;

/* "none", "partial", "broken", …; any other word is "broken". */
const char *photo_trouble_to_string(PhotoTrouble trouble);
PhotoTrouble photo_trouble_from_string(const char *name);
/* Of an error of photo_make_copy(). */
PhotoTrouble photo_trouble_from_error(const GError *error);

/* Name in the message's problems what is wrong with this attachment of it;
 * nothing for PHOTO_TROUBLE_NONE. */
void photo_trouble_note(Message *message, const Attachment *attachment,
                        PhotoTrouble trouble);

/* The same for all attachments that are pictures of a type that is not shown,
 * unless they stand within the text, as logos do. */
void photo_trouble_note_others(Message *message);

#endif
