/* SPDX-License-Identifier: Apache-2.0
 *
 * Attachments: hashed and handed on piece by piece, told by their bytes, their
 * names made harmless.
 */
#include <string.h>

#include "parsers/mime/file_name.h"
#include "parsers/gmime_auto.h"
#include "parsers/mime/logo.h"
#include "parsers/mime/media_type.h"
#include "parsers/mime/mime_leaf.h"
#include "parsers/mime/mime_private.h"

enum { MIME_NAME_MAX = 255 }; /* bytes of a declared type, a content id */

/* A copy of a header's value: short, one line, UTF-8; NULL stays NULL. */
static char *
short_copy(const char *text)
{
  if (text == NULL)
    return NULL;
  g_autofree char *cut = g_strndup(text, MIME_NAME_MAX);
  for (char *at = cut; *at != '\0'; at++)
    if (g_ascii_iscntrl(*at))
      *at = ' ';
  return g_utf8_make_valid(cut, -1);
}

/* An attachment whose bytes are coming. */
typedef struct Taking {
  MimeReader *reader;
  size_t index;
  Attachment *attachment;
  Sha256 *hash;
  GByteArray *head; /* enough to tell what it is */
  bool wanted;      /* by the sink */
} Taking;

/* Begin one; false when there are enough. */
static bool
taking_begin(Taking *taking, MimeReader *reader)
{
  size_t index = reader->message->attachments->len;
  if (index >= MIME_ATTACHMENTS_MAX) {
    mime_reader_add_problem(reader, "Only the first 20 attachments are taken.");
    return false;
  }
  *taking = (Taking){.reader = reader,
                     .index = index,
                     .attachment = attachment_new(),
                     .hash = sha256_new(reader->request->options->hash),
                     .head = g_byte_array_new(),
                     .wanted = reader->request->sink != NULL};
  return true;
}

static void
taking_add(Taking *taking, const char *bytes, size_t size)
{
  const MimeRequest *request = taking->reader->request;
  sha256_update(taking->hash, bytes, size);
  if (taking->head->len < MEDIA_TYPE_MAGIC_MAX)
    g_byte_array_append(
        taking->head, (const guint8 *)bytes,
        (guint)MIN(size, MEDIA_TYPE_MAGIC_MAX - taking->head->len));
  taking->attachment->size_bytes += size;
  taking->wanted = taking->wanted &&
                   request->sink(taking->index, bytes, size, request->user);
}

static void
add_misnamed(MimeReader *reader, const char *filename)
{
  g_autofree char *problem = g_strdup_printf(
      "The ending of a file's name does not fit its content; it is called %s "
      "now.",
      filename);
  mime_reader_add_problem(reader, problem);
}

/* Files that somebody else than Bote must open. */
static void
note_closed(MimeReader *reader, const Attachment *attachment)
{
  g_autofree char *name = g_ascii_strdown(attachment->filename, -1);
  if (attachment->size_bytes == 0)
    mime_reader_add_problem(reader, "A file is empty.");
  if (g_str_has_suffix(name, ".msg") &&
      strcmp(attachment->media_type, "application/x-ole-storage") == 0)
    mime_reader_add_problem(
        reader, "A mail in Outlook's own format is attached; it was not read.");
}

static void
taking_end(Taking *taking, const MimeFile *file)
{
  MimeReader *reader = taking->reader;
  const MimeRequest *request = reader->request;
  Attachment *attachment = taking->attachment;
  bool misnamed = false;
  if (request->sink != NULL) /* the end is told only */
    (void)request->sink(taking->index, "", 0, request->user);
  attachment->sha256 = sha256_finish(taking->hash);
  attachment->media_type =
      g_strdup(media_type_of(taking->head->data, taking->head->len));
  attachment->declared_type = short_copy(file->media_type);
  attachment->content_id = short_copy(file->content_id);
  bool empty = attachment->size_bytes == 0; /* its name claims nothing */
  attachment->filename = file_name_safe(
      file->name, empty ? "" : attachment->media_type, &misnamed);
  note_closed(reader, attachment);
  attachment->is_inline = file->is_inline;
  attachment->is_logo =
      logo_is(attachment, taking->head->data, taking->head->len);
  if (misnamed)
    add_misnamed(reader, attachment->filename);
  sha256_update(reader->bodies, attachment->sha256, strlen(attachment->sha256));
  g_ptr_array_add(reader->message->attachments, attachment);
  sha256_free(taking->hash);
  g_byte_array_unref(taking->head);
}

void
mime_reader_add_attachment(MimeReader *reader, GMimeObject *entity)
{
  Taking taking;
  if (!taking_begin(&taking, reader))
    return;
  g_autoptr(GMimeStream) stream = mime_leaf_open(entity);
  g_autofree char *piece = g_malloc(MIME_PIECE_MAX);
  size_t got = 0;
  while (stream != NULL &&
         (got = mime_leaf_read(reader, stream, piece, MIME_PIECE_MAX)) > 0)
    taking_add(&taking, piece, got);
  g_autofree char *declared =
      g_mime_content_type_get_mime_type(g_mime_object_get_content_type(entity));
  g_autofree char *name = mime_leaf_name(entity);
  MimeFile file = {.name = name,
                   .media_type = declared,
                   .content_id = g_mime_object_get_content_id(entity)};
  file.is_inline = mime_leaf_has_disposition(entity, "inline") ||
                   (file.content_id != NULL &&
                    !mime_leaf_has_disposition(entity, "attachment"));
  taking_end(&taking, &file);
}

void
mime_reader_add_file(MimeReader *reader, const MimeFile *file, GBytes *bytes)
{
  Taking taking;
  gsize size = 0;
  const char *data = g_bytes_get_data(bytes, &size);
  if (size > reader->decoded_left) {
    mime_reader_add_problem(
        reader, "The mail unpacks to more than 50 MiB; the rest is left out.");
    return;
  }
  if (!taking_begin(&taking, reader))
    return;
  reader->decoded_left -= size;
  for (size_t at = 0; at < size; at += MIME_PIECE_MAX)
    taking_add(&taking, data + at, MIN(size - at, MIME_PIECE_MAX));
  taking_end(&taking, file);
}
