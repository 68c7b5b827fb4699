/* SPDX-License-Identifier: Apache-2.0
 *
 * From the bytes of a "smime.p7m" to the entity within.
 */
#include "parsers/mime/smime.h"

#include "parsers/mime/cms.h"
#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_leaf.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/prescan.h"

/* Bytes that tell the kind of a body: the outer heads and the type. */
enum { SMIME_HEAD_MAX = 64 };

/* Read the entity, which begins with its own header fields (RFC 8551 3.1). */
static void
read_inner(MimeReader *reader, GByteArray *content)
{
  g_autoptr(GBytes) raw = g_bytes_new_static(content->data, content->len);
  g_autoptr(Prescan) prescan = prescan_mail(raw);
  for (guint i = 0; i < prescan->problems->len; i++)
    mime_reader_add_problem(reader, prescan->problems->pdata[i]);
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(prescan->bytes, &size);
  GByteArray borrowed = {.data = (guint8 *)data, .len = (guint)size};
  g_autoptr(GMimeMessage) mail = size == 0 ? NULL : mime_construct(&borrowed);
  GMimeObject *body = mail == NULL ? NULL : g_mime_message_get_mime_part(mail);
  if (body != NULL)
    mime_reader_walk(reader, body);
  else
    mime_reader_add_problem(reader, "A signed part (S/MIME) is empty.");
}

/* Does the head look like a ContentInfo at all?  Saves reading what is none. */
static bool
is_content_info(GMimeObject *entity)
{
  g_autoptr(GByteArray) head = mime_leaf_head(entity, SMIME_HEAD_MAX);
  return head->len > 2 && head->data[0] == 0x30;
}

bool
smime_read(MimeReader *reader, GMimeObject *entity)
{
  if (!is_content_info(entity))
    return false;
  g_autoptr(GByteArray) bytes =
      mime_reader_get_bytes(reader, entity, PRESCAN_MAIL_MAX);
  g_autoptr(GByteArray) content = NULL;
  switch (cms_read(bytes->data, bytes->len, &content)) {
  case CMS_KIND_NONE:
    return false;
  case CMS_KIND_SIGNED:
    mime_reader_add_problem(
        reader, "The mail is signed (S/MIME); the signature was not checked.");
    read_inner(reader, content);
    return true;
  case CMS_KIND_SIGNATURE:
    break;
  case CMS_KIND_ENCRYPTED:
    mime_reader_add_problem(reader,
                            "The mail is encrypted (S/MIME); it was not read.");
    break;
  case CMS_KIND_COMPRESSED:
    mime_reader_add_problem(
        reader, "The mail is compressed (S/MIME); it was not read.");
    break;
  }
  mime_reader_add_attachment(reader, entity);
  return true;
}

void
smime_read_part(MimeReader *reader, GMimeObject *entity)
{
  if (smime_read(reader, entity))
    return;
  mime_reader_add_problem(reader, "A part in S/MIME could not be read.");
  mime_reader_add_attachment(reader, entity);
}
