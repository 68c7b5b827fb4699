/* SPDX-License-Identifier: Apache-2.0
 *
 * GMime alone, streaming from the file.
 */
#include "tests/support/bench_gmime.h"

#include <fcntl.h>
#include <string.h>

#include "parsers/gmime_auto.h"
#include "queue/secret.h"

enum { PIECE_BYTES = 65536 };

static void
hash_part(GMimePart *part, size_t *size)
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
  ssize_t count;
  while ((count = g_mime_stream_read(stream, piece, PIECE_BYTES)) > 0) {
    secret_hasher_update(hasher, piece, (size_t)count);
    *size += (size_t)count;
  }
  uint8_t hash[SECRET_HASH_BYTES];
  secret_hasher_finish(hasher, hash);
}

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer user)
{
  (void)parent; /* where a part stands does not matter here */
  size_t *size = user;
  if (GMIME_IS_TEXT_PART(part)) {
    g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    *size += text == NULL ? 0 : strlen(text);
  } else if (GMIME_IS_PART(part)) {
    hash_part(GMIME_PART(part), size);
  }
}

size_t
bench_gmime_read(const char *path)
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
  size_t size = strlen(from) + strlen(g_mime_message_get_subject(message)) +
                strlen(g_mime_message_get_message_id(message)) +
                (date == NULL ? 0 : 1);
  g_mime_message_foreach(message, read_part, &size);
  return size;
}
