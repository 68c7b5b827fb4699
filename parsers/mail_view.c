/* SPDX-License-Identifier: Apache-2.0
 *
 * Walks the parts of a mail of our own; its shape is what mail_write() makes.
 */
#include "parsers/mail_view.h"

#include <stdbool.h>

#include "parsers/gmime_auto.h"
#include "parsers/parse_error.h"

enum { DEPTH_MAX = 8 }; /* mail_write() nests three */

static void
image_free(void *data)
{
  MailViewImage *image = data;
  g_free(image->content_id);
  g_free(image->media_type);
  g_free(image->filename);
  g_bytes_unref(image->bytes);
  g_free(image);
}

void
mail_view_free(MailView *view)
{
  if (view == NULL)
    return;
  g_free(view->reply_to);
  g_free(view->text);
  g_free(view->html);
  g_ptr_array_unref(view->images);
  g_free(view);
}

static GBytes *
decoded(GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (content == NULL)
    return g_bytes_new(NULL, 0);
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
  /* Streams over memory cannot fail; nothing would be an empty part. */
  (void)g_mime_data_wrapper_write_to_stream(content, stream);
  GByteArray *bytes =
      g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return g_bytes_new(bytes->data, bytes->len);
}

static void
take_part(MailView *view, GMimePart *part)
{
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  g_autoptr(GBytes) bytes = decoded(part);
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  bool is_file = g_strcmp0(disposition, "attachment") == 0;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  if (!is_file && view->text == NULL &&
      g_mime_content_type_is_type(type, "text", "plain")) {
    view->text = g_utf8_make_valid(data, (gssize)size);
    return;
  }
  if (!is_file && view->html == NULL &&
      g_mime_content_type_is_type(type, "text", "html")) {
    view->html = g_utf8_make_valid(data, (gssize)size);
    return;
  }
  MailViewImage *image = g_new0(MailViewImage, 1);
  image->content_id =
      g_strdup(g_mime_object_get_content_id(GMIME_OBJECT(part)));
  image->media_type = g_mime_content_type_get_mime_type(type);
  image->filename = g_strdup(g_mime_part_get_filename(part));
  image->bytes = g_steal_pointer(&bytes);
  g_ptr_array_add(view->images, image);
}

static void
walk(MailView *view, GMimeObject *entity, int depth)
{
  if (GMIME_IS_PART(entity))
    take_part(view, GMIME_PART(entity));
  if (!GMIME_IS_MULTIPART(entity) || depth >= DEPTH_MAX)
    return;
  GMimeMultipart *multipart = GMIME_MULTIPART(entity);
  int count = g_mime_multipart_get_count(multipart);
  for (int i = 0; i < count; i++)
    walk(view, g_mime_multipart_get_part(multipart, i), depth + 1);
}

static char *
first_address(InternetAddressList *list)
{
  InternetAddress *first =
      list == NULL || internet_address_list_length(list) == 0
          ? NULL
          : internet_address_list_get_address(list, 0);
  if (first == NULL || !INTERNET_ADDRESS_IS_MAILBOX(first))
    return NULL;
  return g_strdup(
      internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

MailView *
mail_view(GBytes *raw, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data(raw, &size);
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, size);
  g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
  g_autoptr(GMimeMessage) message =
      g_mime_parser_construct_message(parser, NULL);
  if (message == NULL) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "this is no mail");
    return NULL;
  }
  MailView *view = g_new0(MailView, 1);
  view->images = g_ptr_array_new_with_free_func(image_free);
  view->reply_to = first_address(g_mime_message_get_reply_to(message));
  if (view->reply_to == NULL)
    view->reply_to = first_address(g_mime_message_get_from(message));
  GMimeObject *body = g_mime_message_get_mime_part(message);
  if (body != NULL)
    walk(view, body, 0);
  if (view->text == NULL)
    view->text = g_strdup("");
  return view;
}
