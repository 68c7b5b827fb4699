/* SPDX-License-Identifier: Apache-2.0
 *
 * GMime alone, streaming from the file.
 */
#include "tests/support/bench_gmime.h"

#include <fcntl.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "parsers/gmime_auto.h"
#include "queue/secret.h"

enum {
  PIECE_BYTES = 65536,
  SIDE_MAX = 1600, /* pixels, as large as Bote makes its copies */
};

typedef struct Reader {
  size_t size;
  bool copies_pictures;
} Reader;

static void
copy_picture(const GByteArray *picture)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(picture->data, picture->len);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes(bytes);
  g_autoptr(GdkPixbuf) small = gdk_pixbuf_new_from_stream_at_scale(
      stream, SIDE_MAX, SIDE_MAX, TRUE, NULL, NULL);
  g_autofree char *copy = NULL;
  size_t size = 0;
  if (small == NULL || !gdk_pixbuf_save_to_buffer(small, &copy, &size, "jpeg",
                                                  NULL, "quality", "85", NULL))
    g_error("a picture cannot be copied");
}

static void
read_file(Reader *reader, GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (content == NULL)
    return;
  g_autoptr(GMimeStream) encoded =
      g_object_ref(g_mime_data_wrapper_get_stream(content));
  g_autoptr(GMimeStream) stream = g_mime_stream_filter_new(encoded);
  g_autoptr(GMimeFilter) filter =
      g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
  g_mime_stream_filter_add(GMIME_STREAM_FILTER(stream), filter);
  g_autoptr(SecretHasher) hasher = secret_hasher_new(NULL);
  g_autofree char *piece = g_malloc(PIECE_BYTES);
  g_autoptr(GByteArray) picture = g_byte_array_new();
  ssize_t count;
  while ((count = g_mime_stream_read(stream, piece, PIECE_BYTES)) > 0) {
    secret_hasher_update(hasher, piece, (size_t)count);
    reader->size += (size_t)count;
    if (reader->copies_pictures)
      g_byte_array_append(picture, (const uint8_t *)piece, (guint)count);
  }
  uint8_t hash[SECRET_HASH_BYTES];
  secret_hasher_finish(hasher, hash);
  if (reader->copies_pictures)
    copy_picture(picture);
}

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer user)
{
  (void)parent; /* where a part stands does not matter here */
  Reader *reader = user;
  if (GMIME_IS_TEXT_PART(part)) {
    g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    reader->size += text == NULL ? 0 : strlen(text);
  } else if (GMIME_IS_PART(part)) {
    read_file(reader, GMIME_PART(part));
  }
}

size_t
bench_gmime_read(const char *path, bool copies_pictures)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    g_error("%s: %m", path);
  g_autoptr(GMimeStream) stream = g_mime_stream_fs_new(fd); /* owns fd */
  g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
  g_autoptr(GMimeMessage) message =
      g_mime_parser_construct_message(parser, NULL);
  g_autofree char *from = internet_address_list_to_string(
      g_mime_message_get_from(message), NULL, FALSE);
  GDateTime *date = g_mime_message_get_date(message); /* decodes it */
  Reader reader = {.copies_pictures = copies_pictures};
  reader.size = strlen(from) + strlen(g_mime_message_get_subject(message)) +
                strlen(g_mime_message_get_message_id(message)) +
                (date == NULL ? 0 : 1);
  g_mime_message_foreach(message, read_part, &reader);
  return reader.size;
}
