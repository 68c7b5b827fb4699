/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails within the mail: parts of type message/rfc822, files that are one
 * whatever they are called, and those in a winmail.dat.
 */
#include "parsers/machine/bounce.h"
#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_leaf.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/prescan.h"

/* A field of one line, which ends where another one would begin. */
static void
append_field(GString *mark, const char *label, const char *value)
{
  g_autofree char *line = g_strdup(value);
  if (line == NULL || *g_strstrip(line) == '\0')
    return;
  g_strdelimit(line, "\r\n", ' ');
  g_string_append_printf(mark, "%s: %s\n", label, line);
}

void
mime_reader_begin_forward(MimeReader *reader, const MimeInner *inner)
{
  const char *name = inner->name, *subject = inner->subject;
  g_autoptr(GString) mark =
      g_string_new("\n---------- Forwarded message ----------\n");
  if (inner->address != NULL)
    g_string_append_printf(mark, "From: %s <%s>\n", name == NULL ? "" : name,
                           inner->address);
  else
    g_string_append_printf(mark, "From: %s\n", name == NULL ? "" : name);
  append_field(mark, "Date", inner->date);
  append_field(mark, "To", inner->to);
  g_string_append_printf(mark, "Subject: %s\n\n",
                         subject == NULL ? "" : subject);
  mime_reader_end_forward(reader);
  mime_reader_add_text(reader, mark->str);
  reader->said = false; /* the mark says nothing */
}

void
mime_reader_end_forward(MimeReader *reader)
{
  if (!reader->ended_forward)
    return;
  reader->ended_forward = false;
  mime_reader_add_text(reader,
                       "\n---------- End of forwarded message ----------\n");
}

/* Whom a mail was written to, when that is one; NULL for several. */
static char *
only_addressee(GMimeMessage *mail)
{
  InternetAddressList *list = g_mime_message_get_to(mail);
  g_autoptr(Address) to =
      internet_address_list_length(list) == 1 ? mime_headers_first(list) : NULL;
  if (to == NULL)
    return NULL;
  return to->name == NULL ? g_strdup(to->address)
                          : g_strdup_printf("%s <%s>", to->name, to->address);
}

/* A forwarded mail becomes part of the text. */
static void
add_forward_mark(MimeReader *reader, GMimeMessage *inner)
{
  mime_headers_join_words(inner);
  g_autoptr(Address) from = mime_headers_first(g_mime_message_get_from(inner));
  g_autofree char *subject = mime_headers_subject(inner);
  GDateTime *sent = g_mime_message_get_date(inner);
  g_autofree char *date =
      sent == NULL ? NULL : g_mime_utils_header_format_date(sent);
  g_autofree char *to = only_addressee(inner);
  MimeInner head = {.name = from == NULL ? NULL : from->name,
                    .address = from == NULL ? NULL : from->address,
                    .to = to,
                    .date = date,
                    .subject = subject};
  mime_reader_begin_forward(reader, &head);
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

/* Read what a mail within the mail says, as what was passed on. */
static void
read_inner(MimeReader *reader, GMimeMessage *inner)
{
  bool said = reader->said;
  note_returned(reader->message, inner);
  if (mime_reader_in_report(reader))
    return; /* a mail of ours: nothing else is of interest */
  reader->embedded++;
  if (!reader->frame->is_alternative)
    add_forward_mark(reader, inner);
  GMimeObject *body = g_mime_message_get_mime_part(inner);
  if (body != NULL)
    mime_reader_walk(reader, body);
  reader->embedded--;
  reader->said |= said;
  reader->ended_forward = reader->embedded == 0;
}

/* A mail in the bytes of a file: "message/rfc822" in base64, which RFC 2046
 * 5.2.1 forbids and some gateways send, or an .eml of any declared type.  The
 * look over the whole mail has not seen these bytes.
 */
static bool
read_file(MimeReader *reader, GMimeObject *entity)
{
  g_autoptr(GByteArray) bytes =
      mime_reader_get_bytes(reader, entity, MIME_DECODED_MAX);
  if (bytes->len == 0)
    return false;
  g_autoptr(GBytes) raw = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
  g_autoptr(Prescan) prescan = prescan_mail(raw);
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(prescan->bytes, &size);
  GByteArray borrowed = {.data = (guint8 *)data, .len = (guint)size};
  g_autoptr(GMimeMessage) inner = size == 0 ? NULL : mime_construct(&borrowed);
  if (inner == NULL || (g_mime_message_get_from(inner) == NULL &&
                        g_mime_message_get_mime_part(inner) == NULL))
    return false;
  for (guint i = 0; i < prescan->problems->len; i++)
    mime_reader_add_problem(reader, g_ptr_array_index(prescan->problems, i));
  read_inner(reader, inner);
  return true;
}

void
mime_reader_enter(MimeReader *reader, GMimeObject *entity)
{
  GMimeMessage *inner =
      GMIME_IS_MESSAGE_PART(entity)
          ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(entity))
          : NULL;
  if (inner != NULL)
    read_inner(reader, inner);
  else if (!read_file(reader, entity))
    mime_reader_add_attachment(reader, entity);
}
