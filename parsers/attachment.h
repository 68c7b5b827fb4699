/* SPDX-License-Identifier: Apache-2.0
 *
 * The vocabulary shared by all folders: what comes with a mail.
 */
#ifndef BOTE_PARSERS_ATTACHMENT_H
#define BOTE_PARSERS_ATTACHMENT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What a photo told about itself before it was copied (EXIF 2.32). */
typedef struct Photo {
  int width, height;          /* pixels, upright; 0 when not told */
  bool has_point;             /* the two below are set */
  double latitude, longitude; /* WGS 84, degrees */
  char *taken_at; /* "2026-05-21T08:14:00", with "+02:00" where the camera told
                     its offset; NULL when not told */
} Photo;

void photo_free(Photo *photo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Photo, photo_free)

/* One attachment.  Its bytes travel apart from the message. */
typedef struct Attachment {
  char *filename;   /* made harmless: [A-Za-z0-9._-], at most 100 bytes */
  char *media_type; /* found in the bytes, e.g. "image/jpeg"; not declared */
  char *declared_type;
  char *content_id;    /* without angle brackets; NULL when absent */
  char *sha256;        /* of the decoded bytes, lower-case hexadecimal */
  uint64_t size_bytes; /* decoded */
  bool is_inline;      /* shown within the text (RFC 2183) */
  bool is_logo;        /* a picture that most likely only decorates the mail */
  Photo *photo;        /* NULL unless it is a picture we can read */
} Attachment;

/* Is a file of this name a mail program's detached signature ("smime.p7s",
 * "OpenPGP_signature")?  It is kept, but nothing that anybody sent. */
bool attachment_name_is_signature(const char *filename);

Attachment *attachment_new(void);
void attachment_free(Attachment *attachment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attachment, attachment_free)

#endif
