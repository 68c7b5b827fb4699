/* SPDX-License-Identifier: Apache-2.0
 *
 * Has a stranger's photo decoded by the role `parse` and gets a picture back
 * that may be shown.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_IMAGE_H
#define BOTE_DAEMON_PARSE_PARSE_IMAGE_H

#include "daemon/parse/parse_client.h"

/* Reads the next bytes of an attachment: their number, at most `max`; 0 at the
 * end; negative when the caller's disk failed. */
typedef ssize_t (*ParseReader)(void *out, size_t max, void *user);

/* A picture that may be shown: upright, small, without metadata. */
typedef struct ParsePicture {
  GBytes *jpeg;
  int width, height; /* pixels */
} ParsePicture;

void parse_picture_clear(ParsePicture *picture);

/* A photo that is to be copied. */
typedef struct ParsePhoto {
  ParseReader reader;
  void *user;
  int max_side; /* pixels of the copy's longer side; never enlarged */
} ParsePhoto;

/* Make a harmless copy of a photo; the client is of PARSE_KIND_IMAGE.
 *
 * out          set only with PARSE_OUTCOME_OK; parse_picture_clear() it.
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
