/* SPDX-License-Identifier: Apache-2.0
 *
 * The photo is streamed to the reader; what comes back is taken as hostile by
 * parse_answer.c.
 */
#include "daemon/parse/parse_image.h"

#include "daemon/parse/parse_client_private.h"
#include "daemon/parse/parse_protocol.h"

enum { PICTURE_READ_BYTES = PARSE_FRAME_MAX };

void
parse_picture_clear(ParsePicture *picture)
{
  g_clear_pointer(&picture->jpeg, g_bytes_unref);
  g_clear_pointer(&picture->photo, photo_free);
  *picture = (ParsePicture){0};
}

void
parse_picture_tell(ParsePicture *picture, Message *message, size_t index)
{
  if (index >= message->attachments->len)
    return;
  Attachment *attachment = message->attachments->pdata[index];
  photo_free(attachment->photo);
  attachment->photo = g_steal_pointer(&picture->photo);
  photo_trouble_note(message, attachment, picture->trouble);
}

/* Stream the photo; false when the caller could not read it. */
static bool
image_stream(ParseClient *client, const ParsePhoto *photo, GError **error)
{
  g_autofree char *piece = g_malloc(PICTURE_READ_BYTES);
  ssize_t size;
  while ((size = photo->reader(piece, PICTURE_READ_BYTES, photo->user)) > 0)
    parse_client_send_append(client, piece, (size_t)size);
  if (size < 0) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "cannot read the photo");
    /* Half a message is under way: simpler to start anew than to end it. */
    (void)parse_client_give_up(client, PARSE_OUTCOME_UNREADABLE, "not sent");
    return false;
  }
  parse_client_send_end(client);
  return true;
}

bool
parse_client_image_send(ParseClient *client, const ParsePhoto *photo,
                        GError **error)
{
  json_t *head =
      json_pack("{s:s, s:i}", "kind", "image", "max_side", photo->max_side);
  bool begun = parse_client_send_begin(client, head, error);
  json_decref(head);
  return begun && image_stream(client, photo, error);
}

ParseOutcome
parse_client_image_receive(ParseClient *client, int max_side, ParsePicture *out)
{
  g_autoptr(ParseAnswer) answer = parse_answer_new(NULL, NULL, max_side);
  ParseOutcome outcome = parse_client_listen(client, answer);
  *out = parse_answer_take_picture(answer);
  if (outcome == PARSE_OUTCOME_UNREADABLE)
    out->trouble = photo_trouble_from_string(parse_client_reason(client));
  else if (outcome != PARSE_OUTCOME_OK)
    out->trouble = PHOTO_TROUBLE_UNREAD;
  if (parse_answer_complaint(answer) != NULL)
    g_clear_pointer(&out->photo, photo_free); /* a liar's */
  return outcome;
}

ParseOutcome
parse_client_image(ParseClient *client, const ParsePhoto *photo,
                   ParsePicture *out, GError **error)
{
  *out = (ParsePicture){.trouble = PHOTO_TROUBLE_UNREAD};
  return parse_client_image_send(client, photo, error)
             ? parse_client_image_receive(client, photo->max_side, out)
             : PARSE_OUTCOME_UNREADABLE;
}
