/* SPDX-License-Identifier: Apache-2.0
 *
 * The walk through the entities of a mail, and what rows of the part table
 * may do with a leaf: decode it, add its text, hash it and hand it on.
 */
#include <string.h>

#include "parsers/machine/bounce.h"
#include "parsers/charset/charset.h"
#include "parsers/gmime_auto.h"
#include "parsers/html/html_mark.h"
#include "parsers/mime/media_type.h"
#include "parsers/mime/mime_leaf.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/prescan.h"
#include "parsers/mime/text_body.h"

void
mime_reader_add_problem(MimeReader *reader, const char *problem)
{
  message_add_problem(reader->message->problems, problem);
}

Message *
mime_reader_message(MimeReader *reader)
{
  return reader->message;
}

bool
mime_reader_is_embedded(const MimeReader *reader)
{
  return reader->embedded > 0;
}

bool
mime_reader_in_report(const MimeReader *reader)
{
  return reader->embedded == 0 && reader->in_report;
}

char *
mime_reader_decode(MimeReader *reader, const PartText *part)
{
  const GByteArray *bytes = part->bytes;
  const char *declared = part->charset, *used = NULL;
  sha256_update(reader->bodies, bytes->data, bytes->len);
  char *text = charset_to_utf8(bytes->data, bytes->len, declared, &used);
  html_mark_drop(text); /* they are ours alone */
  if (declared != NULL && used != declared) {
    g_autofree char *problem = g_strdup_printf(
        "A text names a charset that is wrong or unknown; read as %s.", used);
    mime_reader_add_problem(reader, problem);
  }
  return text;
}

static PartText
part_text(GMimeObject *entity, GByteArray *bytes)
{
  GMimeContentType *type = g_mime_object_get_content_type(entity);
  return (PartText){
      .bytes = bytes,
      .charset = g_mime_content_type_get_parameter(type, "charset"),
      .format = g_mime_content_type_get_parameter(type, "format"),
      .delsp = g_mime_content_type_get_parameter(type, "delsp"),
  };
}

char *
mime_reader_get_text(MimeReader *reader, GMimeObject *entity, size_t max)
{
  g_autoptr(GByteArray) bytes = mime_reader_get_bytes(reader, entity, max);
  PartText text = part_text(entity, bytes);
  return mime_reader_decode(reader, &text);
}

/* A multipart without its boundary: all of its text stands in front of the
 * parts that were not found.
 */
static void
add_prologue(MimeReader *reader, GMimeMultipart *multipart)
{
  const char *prologue = g_mime_multipart_get_prologue(multipart);
  if (prologue == NULL)
    return;
  g_autofree char *text =
      charset_to_utf8(prologue, strlen(prologue), NULL, NULL);
  mime_reader_add_problem(reader,
                          "The parts of the mail cannot be told apart.");
  mime_reader_add_text(reader, text);
}

static void
walk_children(MimeReader *reader, GMimeMultipart *multipart)
{
  int count = g_mime_multipart_get_count(multipart);
  if (count == 0)
    add_prologue(reader, multipart);
  for (int i = 0; i < count; i++)
    mime_reader_walk(reader, g_mime_multipart_get_part(multipart, i));
}

static void
walk_multipart(MimeReader *reader, GMimeMultipart *multipart)
{
  GMimeContentType *type =
      g_mime_object_get_content_type(GMIME_OBJECT(multipart));
  MimeFrame frame, *outer = reader->frame;
  if (!outer->is_alternative)
    mime_reader_end_forward(reader);
  bool outer_report = reader->in_report;
  mime_frame_begin(
      &frame, g_mime_content_type_is_type(type, "multipart", "alternative"));
  reader->in_report |= g_mime_content_type_is_type(type, "multipart", "report");
  if (GMIME_IS_MULTIPART_ENCRYPTED(multipart))
    mime_reader_add_problem(reader,
                            "The mail is encrypted (PGP); it was not read.");
  reader->frame = &frame;
  walk_children(reader, multipart);
  mime_frame_end(reader, outer);
  reader->in_report = outer_report;
}

/* A text is an attachment when it says so, or when it has a file name and
 * merely may be shown within the mail.
 */
static bool
is_attached(GMimeObject *entity)
{
  const char *name = GMIME_IS_PART(entity)
                         ? g_mime_part_get_filename(GMIME_PART(entity))
                         : NULL;
  return mime_leaf_has_disposition(entity, "attachment") ||
         (mime_leaf_has_disposition(entity, "inline") && name != NULL);
}

/* What was declared as nothing that we know may be a mail or a winmail.dat
 * nevertheless.
 */
static const Part *
row_by_content(GMimeObject *entity, const Part *otherwise)
{
  g_autoptr(GByteArray) head = mime_leaf_head(entity, MEDIA_TYPE_MAGIC_MAX);
  const Part *row = part_find(media_type_of(head->data, head->len));
  return row->by_content ? row : otherwise;
}

static void
read_text(MimeReader *reader, const Part *row, GMimeObject *entity)
{
  g_autoptr(GByteArray) bytes =
      mime_reader_get_bytes(reader, entity, row->text_max);
  PartText text = part_text(entity, bytes);
  row->read_text(reader, &text);
}

static void
walk_leaf(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *media_type =
      g_mime_content_type_get_mime_type(g_mime_object_get_content_type(entity));
  const Part *row = part_find(media_type);
  if (!row->takes_attachments && is_attached(entity))
    row = part_find("");
  if (*row->media_type == '\0')
    row = row_by_content(entity, row);
  if (row->read_text != NULL)
    read_text(reader, row, entity);
  else
    row->read(reader, entity);
}

void
mime_reader_walk(MimeReader *reader, GMimeObject *entity)
{
  if (reader->depth >= PRESCAN_DEPTH_MAX ||
      reader->parts >= 2 * PRESCAN_PARTS_MAX) {
    mime_reader_add_problem(reader, "The mail is too complex to be read.");
    return;
  }
  reader->depth++;
  reader->parts++;
  if (GMIME_IS_MULTIPART(entity))
    walk_multipart(reader, GMIME_MULTIPART(entity));
  else
    walk_leaf(reader, entity);
  reader->depth--;
}

static void
read_leaves(MimeReader *reader, const TextBody *body)
{
  for (unsigned i = 0; i < body->count; i++) {
    const TextLeaf *leaf = &body->leaves[i];
    g_autoptr(GByteArray) bytes = text_leaf_decode(leaf);
    PartText text = {bytes, leaf->type.charset, leaf->type.format,
                     leaf->type.delsp};
    leaf->row->read_text(reader, &text);
  }
}

void
mime_reader_read_texts(MimeReader *reader, const TextBody *body)
{
  if (!body->is_alternative) {
    read_leaves(reader, body);
    return;
  }
  MimeFrame frame, *outer = reader->frame;
  mime_frame_begin(&frame, true);
  reader->frame = &frame;
  read_leaves(reader, body);
  mime_frame_end(reader, outer);
}
