/* SPDX-License-Identifier: Apache-2.0
 *
 * The walk through the entities of a mail, and what rows of the part table
 * may do with a leaf: decode it, add its text, hash it and hand it on.
 */
#include <string.h>

#include "parsers/bounce.h"
#include "parsers/charset.h"
#include "parsers/gmime_auto.h"
#include "parsers/html_mark.h"
#include "parsers/media_type.h"
#include "parsers/mime_private.h"
#include "parsers/prescan.h"

enum { MIME_NAME_MAX = 255 }; /* bytes of a declared type, a content id */

void
mime_reader_add_problem(MimeReader *reader, const char *problem)
{
  GPtrArray *problems = reader->message->problems;
  for (guint i = 0; i < problems->len; i++)
    if (strcmp(g_ptr_array_index(problems, i), problem) == 0)
      return;
  g_ptr_array_add(problems, g_strdup(problem));
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
  return reader->embedded == 0 &&
         (reader->in_report || reader->message->bounce_recipients->len > 0);
}

/* The decoded bytes of a leaf as a stream; NULL when it has no content. */
static GMimeStream *
open_leaf(GMimeObject *entity)
{
  GMimeDataWrapper *content = GMIME_IS_PART(entity)
                                  ? g_mime_part_get_content(GMIME_PART(entity))
                                  : NULL;
  if (content == NULL)
    return NULL;
  GMimeStream *raw = g_mime_data_wrapper_get_stream(content);
  (void)g_mime_stream_reset(raw); /* streams over memory cannot fail here */
  GMimeStream *decoded = g_mime_stream_filter_new(raw);
  g_autoptr(GMimeFilter) filter =
      g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
  (void)g_mime_stream_filter_add(GMIME_STREAM_FILTER(decoded), filter);
  return decoded;
}

/* The next piece within the mail's budget; 0 at the end. */
static size_t
read_piece(MimeReader *reader, GMimeStream *stream, char *piece, size_t max)
{
  ssize_t got = g_mime_stream_read(stream, piece, max);
  if (got <= 0)
    return 0;
  if ((size_t)got > reader->decoded_left) {
    mime_reader_add_problem(
        reader, "The mail unpacks to more than 50 MiB; the rest is left out.");
    got = (ssize_t)reader->decoded_left;
  }
  reader->decoded_left -= (size_t)got;
  return (size_t)got;
}

GByteArray *
mime_reader_get_bytes(MimeReader *reader, GMimeObject *entity, size_t max)
{
  GByteArray *bytes = g_byte_array_new();
  g_autoptr(GMimeStream) stream = open_leaf(entity);
  char piece[4096];
  size_t got = 0;
  if (stream == NULL)
    return bytes;
  while ((got = read_piece(reader, stream, piece, sizeof piece)) > 0) {
    size_t room = max - bytes->len;
    g_byte_array_append(bytes, (guint8 *)piece, (guint)MIN(got, room));
    if (got > room) {
      mime_reader_add_problem(reader,
                              "A text is too long; its end is left out.");
      break;
    }
  }
  return bytes;
}

char *
mime_reader_get_text(MimeReader *reader, GMimeObject *entity, size_t max)
{
  g_autoptr(GByteArray) bytes = mime_reader_get_bytes(reader, entity, max);
  GMimeContentType *type = g_mime_object_get_content_type(entity);
  const char *declared = g_mime_content_type_get_parameter(type, "charset");
  const char *used = NULL;
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

/* Valid UTF-8, short, one line; NULL stays NULL. */
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

/* Hash the leaf and hand it on, piece by piece. */
static void
stream_leaf(MimeReader *reader, GMimeObject *entity, Attachment *attachment)
{
  size_t index = reader->message->attachments->len;
  MimeAttachmentSink sink = reader->request->sink;
  g_autoptr(Sha256) hash = sha256_new(reader->request->options->hash);
  g_autoptr(GMimeStream) stream = open_leaf(entity);
  g_autofree char *piece = g_malloc(MIME_PIECE_MAX);
  g_autoptr(GByteArray) head = g_byte_array_new();
  bool wanted = sink != NULL;
  size_t got = 0;
  while (stream != NULL &&
         (got = read_piece(reader, stream, piece, MIME_PIECE_MAX)) > 0) {
    sha256_update(hash, piece, got);
    if (head->len < MEDIA_TYPE_MAGIC_MAX)
      g_byte_array_append(head, (guint8 *)piece,
                          (guint)MIN(got, MEDIA_TYPE_MAGIC_MAX - head->len));
    attachment->size_bytes += got;
    wanted = wanted && sink(index, piece, got, reader->request->user);
  }
  if (sink != NULL)
    (void)sink(index, "", 0, reader->request->user); /* the end is told only */
  attachment->sha256 = sha256_finish(hash);
  attachment->media_type = g_strdup(media_type_of(head->data, head->len));
}

static bool
has_disposition(GMimeObject *entity, const char *wanted)
{
  const char *disposition = g_mime_object_get_disposition(entity);
  return disposition != NULL && g_ascii_strcasecmp(disposition, wanted) == 0;
}

void
mime_reader_add_attachment(MimeReader *reader, GMimeObject *entity)
{
  Message *message = reader->message;
  if (message->attachments->len >= MIME_ATTACHMENTS_MAX) {
    mime_reader_add_problem(reader, "Only the first 20 attachments are taken.");
    return;
  }
  g_autoptr(Attachment) attachment = attachment_new();
  stream_leaf(reader, entity, attachment);
  g_autofree char *declared =
      g_mime_content_type_get_mime_type(g_mime_object_get_content_type(entity));
  const char *name = GMIME_IS_PART(entity)
                         ? g_mime_part_get_filename(GMIME_PART(entity))
                         : NULL;
  attachment->declared_type = short_copy(declared);
  attachment->content_id = short_copy(g_mime_object_get_content_id(entity));
  attachment->filename = media_type_safe_name(name, attachment->media_type);
  attachment->is_inline = has_disposition(entity, "inline") ||
                          (attachment->content_id != NULL &&
                           !has_disposition(entity, "attachment"));
  sha256_update(reader->bodies, attachment->sha256, strlen(attachment->sha256));
  g_ptr_array_add(message->attachments, g_steal_pointer(&attachment));
}

/* A forwarded mail becomes part of the text, under a mark that the reading of
 * replies knows.
 */
static void
add_forward_mark(MimeReader *reader, GMimeMessage *inner)
{
  mime_headers_join_words(inner);
  g_autoptr(Address) from = mime_headers_first(g_mime_message_get_from(inner));
  g_autofree char *subject = mime_headers_subject(inner);
  g_autofree char *mark = g_strdup_printf(
      "\n---------- Forwarded message ----------\nFrom: %s <%s>\n"
      "Subject: %s\n\n",
      from != NULL && from->name != NULL ? from->name : "",
      from != NULL ? from->address : "", subject != NULL ? subject : "");
  mime_reader_add_text(reader, mark);
}

/* The mail that a report may be about; whether this is one is decided when all
 * of it has been read, and forgotten if not.
 */
static void
note_returned(Message *message, GMimeMessage *inner)
{
  /* In complaints by way of Outlook.com, where To is often blackened. */
  const char *complained =
      g_mime_object_get_header(GMIME_OBJECT(inner), "X-HmXmrOriginalRecipient");
  g_autoptr(Address) to = mime_headers_first(g_mime_message_get_to(inner));
  const char *address = to == NULL ? NULL : to->address;
  bounce_note_returned(message, g_mime_message_get_message_id(inner),
                       complained != NULL ? complained : address);
}

void
mime_reader_enter(MimeReader *reader, GMimeObject *entity)
{
  Message *message = reader->message;
  GMimeMessage *inner =
      GMIME_IS_MESSAGE_PART(entity)
          ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(entity))
          : NULL;
  if (inner == NULL) {
    mime_reader_add_attachment(reader, entity);
    return;
  }
  note_returned(message, inner);
  if (mime_reader_in_report(reader))
    return; /* a mail of ours: nothing else is of interest */
  reader->embedded++;
  if (!reader->frame->is_alternative)
    add_forward_mark(reader, inner);
  GMimeObject *body = g_mime_message_get_mime_part(inner);
  if (body != NULL)
    mime_reader_walk(reader, body);
  reader->embedded--;
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
  bool outer_report = reader->in_report;
  mime_frame_begin(
      &frame, g_mime_content_type_is_type(type, "multipart", "alternative"));
  reader->in_report |= g_mime_content_type_is_type(type, "multipart", "report");
  if (GMIME_IS_MULTIPART_ENCRYPTED(multipart))
    mime_reader_add_problem(reader, "The mail is encrypted; it was not read.");
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
  return has_disposition(entity, "attachment") ||
         (has_disposition(entity, "inline") && name != NULL);
}

static void
walk_leaf(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *media_type =
      g_mime_content_type_get_mime_type(g_mime_object_get_content_type(entity));
  const Part *row = part_find(media_type);
  if (!row->takes_attachments && is_attached(entity))
    row = part_find("");
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
