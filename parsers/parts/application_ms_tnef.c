/* SPDX-License-Identifier: Apache-2.0
 *
 * "winmail.dat": a mail as Exchange packs it, under any declared type.
 */
#include "parsers/mime/mime_private.h"
#include "parsers/part.h"
#include "parsers/mime/tnef.h"

enum { TNEF_MAILS_DEPTH_MAX = 3 }; /* mails attached to mails */

static void add_mail(MimeReader *reader, const TnefMail *mail, unsigned depth);

/* A mail that was attached within: passed on, like message/rfc822. */
static void
add_inner(MimeReader *reader, GBytes *bytes, unsigned depth)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(bytes, &size);
  g_autoptr(TnefMail) inner =
      depth < TNEF_MAILS_DEPTH_MAX ? tnef_read(data, size) : NULL;
  if (inner == NULL) {
    mime_reader_add_problem(reader, "A mail in a winmail.dat is not read.");
    return;
  }
  MimeInner head = {.name = inner->sender_name,
                    .address = inner->sender_address,
                    .subject = inner->subject};
  mime_reader_begin_forward(reader, &head);
  add_mail(reader, inner, depth + 1);
}

/* The text is said only where the mail beside it says nothing. */
static void
add_text(MimeReader *reader, const TnefMail *mail)
{
  if (reader->said)
    return;
  if (mail->html != NULL)
    mime_reader_add_html(reader, g_strdup(mail->html));
  else if (mail->body != NULL)
    mime_reader_add_text(reader, mail->body);
}

static void
add_mail(MimeReader *reader, const TnefMail *mail, unsigned depth)
{
  add_text(reader, mail);
  for (guint i = 0; i < mail->files->len; i++) {
    const TnefFile *file = g_ptr_array_index(mail->files, i);
    MimeFile told = {.name = file->name,
                     .media_type = file->media_type,
                     .content_id = file->content_id,
                     .is_inline = file->content_id != NULL};
    if (file->is_mail)
      add_inner(reader, file->bytes, depth);
    else
      mime_reader_add_file(reader, &told, file->bytes);
  }
  if (mail->incomplete)
    mime_reader_add_problem(reader,
                            "A winmail.dat could not be read completely.");
}

static void
read_application_ms_tnef(MimeReader *reader, GMimeObject *entity)
{
  g_autoptr(GByteArray) bytes =
      mime_reader_get_bytes(reader, entity, TNEF_SIZE_MAX);
  g_autoptr(TnefMail) mail = tnef_read(bytes->data, bytes->len);
  if (mail == NULL) {
    mime_reader_add_attachment(reader, entity);
    return;
  }
  add_mail(reader, mail, 0);
}

const Part part_application_ms_tnef = {
    .media_type = "application/ms-tnef",
    .takes_attachments = true,
    .by_content = true,
    .read = read_application_ms_tnef,
};
