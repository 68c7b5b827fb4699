/* SPDX-License-Identifier: Apache-2.0
 *
 * Has a stranger's photo read by the role `parse` and gets back what it tells
 * and a picture that may be shown.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_IMAGE_H
#define BOTE_DAEMON_PARSE_PARSE_IMAGE_H

#include "daemon/parse/parse_client.h"
#include "parsers/photo/photo_trouble.h"

/* Reads the next bytes of an attachment: their number, at most `max`; 0 at the
 * end; negative when the caller's disk failed. */
typedef ssize_t (*ParseReader)(void *out, size_t max, void *user);

/* A picture that may be shown: upright, small, without metadata; and what the
 * photo told before it was lost. */
typedef struct ParsePicture {
  GBytes *jpeg;      /* NULL unless PARSE_OUTCOME_OK */
  int width, height; /* pixels of it */
  Photo *photo;      /* a stranger's word; NULL: nothing was told */
  PhotoTrouble trouble;
} ParsePicture;

void parse_picture_clear(ParsePicture *picture);

/* Write into a message what the picture of this attachment of it told: the
 * photo, which is moved there, and the trouble with it.
 *
 * index   any number: only an attachment that is there is told */
void parse_picture_tell(ParsePicture *picture, Message *message, size_t index);

/* A photo that is to be copied. */
typedef struct ParsePhoto {
  ParseReader reader;
  void *user;
  int max_side; /* pixels of the copy's longer side; never enlarged */
} ParsePhoto;

/* Make a harmless copy of a photo and read its facts; the client is of
 * PARSE_KIND_IMAGE.
 *
 * out          always set; parse_picture_clear() it.  Without a copy the facts
 *              may have come, even from a decoder that died over the pixels.
 * error        as for parse_client_send_begin(), or G_FILE_ERROR_IO when
 *              `reader` failed; the outcome is then PARSE_OUTCOME_UNREADABLE,
 *              which is why a caller looks at the error first.
 */
ParseOutcome parse_client_image(ParseClient *client, const ParsePhoto *photo,
                                ParsePicture *out, GError **error);

/* The same in two halves, for a caller who has something to do meanwhile: the
 * photo is sent whole, the copy is received later, with the same max_side.  One
 * photo at a time. */
bool parse_client_image_send(ParseClient *client, const ParsePhoto *photo,
                             GError **error);
ParseOutcome parse_client_image_receive(ParseClient *client, int max_side,
                                        ParsePicture *out);

#endif
