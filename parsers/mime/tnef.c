/* SPDX-License-Identifier: Apache-2.0
 *
 * libytnef over a sieved stream, and its answers as a mail.  Its header names
 * a type Attachment, so nothing of ours that does may be included here.
 */
#include "parsers/mime/tnef.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <ytnef.h>

#include "parsers/charset/charset.h"
#include "parsers/mime/rtf_text.h"
#include "parsers/mime/tnef_private.h"

enum {
  TNEF_NAME_MAX = 255, /* bytes of a name, an id */
  TNEF_CODEPAGE_DEFAULT = 1252,
  TNEF_OBJECT_ID = 16, /* GUID in front of an attached object */
};

/* A value of a property; NULL when it is absent. */
static const variableLength *
find(MAPIProps *properties, unsigned type, unsigned id)
{
  variableLength *value = MAPIFindProperty(properties, PROP_TAG(type, id));
  return value == MAPI_UNDEFINED || value == NULL || value->data == NULL ||
                 value->size <= 0
             ? NULL
             : value;
}

static int
codepage_of(const TNEFStruct *stream)
{
  const variableLength *page = &stream->CodePage;
  return page->data != NULL && page->size >= 4
             ? (int)(tnef_u32(page->data) & 0xffff)
             : TNEF_CODEPAGE_DEFAULT;
}

/* Bytes of the stream's code page, up to the first NUL, as UTF-8. */
static char *
decode(const void *bytes, size_t size, int codepage)
{
  const char *nul = memchr(bytes, '\0', size);
  size_t length = nul == NULL ? size : (size_t)(nul - (const char *)bytes);
  g_autofree char *charset = codepage == 65001
                                 ? g_strdup("utf-8")
                                 : g_strdup_printf("windows-%d", codepage);
  return charset_to_utf8(bytes, length, charset, NULL);
}

/* A text property, whichever of both kinds it has; NULL for none. */
static char *
text_of(MAPIProps *properties, unsigned id, int codepage)
{
  const variableLength *wide = find(properties, PT_UNICODE, id);
  if (wide != NULL) /* made UTF-8 by the library */
    return decode(wide->data, (size_t)wide->size, 65001);
  const variableLength *narrow = find(properties, PT_STRING8, id);
  return narrow == NULL ? NULL
                        : decode(narrow->data, (size_t)narrow->size, codepage);
}

static char *
name_of(MAPIProps *properties, unsigned id, int codepage)
{
  char *text = text_of(properties, id, codepage);
  if (text != NULL && (*text == '\0' || strlen(text) > TNEF_NAME_MAX))
    g_clear_pointer(&text, g_free);
  return text;
}

static void
read_rtf(TnefMail *mail, MAPIProps *properties)
{
  const variableLength *packed = find(properties, PT_BINARY, PR_RTF_COMPRESSED);
  g_autoptr(GByteArray) rtf =
      packed == NULL
          ? NULL
          : tnef_unpack_rtf(packed->data, (size_t)packed->size, TNEF_TEXT_MAX);
  if (rtf == NULL)
    return;
  bool is_html = false;
  g_autofree char *text =
      rtf_text((const char *)rtf->data, rtf->len, TNEF_TEXT_MAX, &is_html);
  if (*text == '\0')
    return;
  if (is_html && mail->html == NULL)
    mail->html = g_steal_pointer(&text);
  else if (!is_html && mail->body == NULL)
    mail->body = g_steal_pointer(&text);
}

static void
read_texts(TnefMail *mail, TNEFStruct *stream)
{
  MAPIProps *properties = &stream->MapiProperties;
  int codepage = codepage_of(stream);
  const variableLength *html = find(properties, PT_BINARY, PR_BODY_HTML);
  mail->subject = name_of(properties, PR_SUBJECT, codepage);
  if (mail->subject == NULL && stream->subject.data != NULL)
    mail->subject =
        decode(stream->subject.data, (size_t)stream->subject.size, codepage);
  mail->body = text_of(properties, PR_BODY, codepage);
  if (mail->body == NULL && stream->body.data != NULL && stream->body.size > 0)
    mail->body = decode(stream->body.data, (size_t)stream->body.size, codepage);
  if (html != NULL)
    mail->html = decode(html->data, (size_t)html->size, codepage);
  if (html == NULL)
    mail->html = text_of(properties, PR_BODY_HTML, codepage);
  read_rtf(mail, properties);
}

static void
read_sender(TnefMail *mail, TNEFStruct *stream)
{
  static const unsigned ids[] = {0x5d02, 0x5d01, 0x0065, 0x0c1f};
  MAPIProps *properties = &stream->MapiProperties;
  int codepage = codepage_of(stream);
  mail->sender_name = name_of(properties, 0x0042, codepage);
  if (mail->sender_name == NULL)
    mail->sender_name = name_of(properties, PR_SENDER_NAME, codepage);
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autofree char *address = name_of(properties, ids[i], codepage);
    if (mail->sender_address == NULL && address != NULL &&
        strchr(address, '@') != NULL) /* others are names within Exchange */
      mail->sender_address = g_steal_pointer(&address);
  }
}

static void
file_free(void *data)
{
  TnefFile *file = data;
  g_free(file->name);
  g_free(file->media_type);
  g_free(file->content_id);
  g_bytes_unref(file->bytes);
  g_free(file);
}

static void
read_file(TnefMail *mail, Attachment *entry, int codepage)
{
  MAPIProps *properties = &entry->MAPI;
  const variableLength *object =
      find(properties, PT_OBJECT, PR_ATTACH_DATA_OBJ);
  if (object == NULL)
    object = find(properties, PT_BINARY, PR_ATTACH_DATA_OBJ);
  TnefFile *file = g_new0(TnefFile, 1);
  file->name = name_of(properties, PR_ATTACH_LONG_FILENAME, codepage);
  if (file->name == NULL)
    file->name = name_of(properties, PR_ATTACH_FILENAME, codepage);
  if (file->name == NULL && entry->Title.data != NULL && entry->Title.size > 0)
    file->name = decode(entry->Title.data, (size_t)entry->Title.size, codepage);
  file->media_type = name_of(properties, PR_ATTACH_MIME_TAG, codepage);
  file->content_id = name_of(properties, 0x3712, codepage);
  if (object != NULL && object->size > TNEF_OBJECT_ID) {
    file->is_mail = tnef_is(object->data + TNEF_OBJECT_ID,
                            (size_t)object->size - TNEF_OBJECT_ID);
    size_t skip = file->is_mail ? TNEF_OBJECT_ID : 0;
    file->bytes = g_bytes_new(object->data + skip, (size_t)object->size - skip);
  } else if (entry->FileData.data != NULL && entry->FileData.size > 0) {
    file->bytes =
        g_bytes_new(entry->FileData.data, (size_t)entry->FileData.size);
  } else {
    file->bytes = g_bytes_new_static("", 0);
  }
  g_ptr_array_add(mail->files, file);
}

TnefMail *
tnef_read(const void *bytes, size_t size)
{
  bool incomplete = false;
  g_autoptr(GByteArray) sieved =
      size > TNEF_SIZE_MAX ? NULL : tnef_sieve(bytes, size, &incomplete);
  if (sieved == NULL)
    return NULL;
  TNEFStruct stream;
  TNEFInitialize(&stream);
  stream.Debug = 0;
  int outcome = TNEFParseMemory(sieved->data, (long)sieved->len, &stream);
  TnefMail *mail = g_new0(TnefMail, 1);
  mail->files = g_ptr_array_new_with_free_func(file_free);
  mail->incomplete = incomplete || outcome < 0;
  read_texts(mail, &stream);
  read_sender(mail, &stream);
  for (Attachment *entry = stream.starting_attach.next; entry != NULL;
       entry = entry->next)
    read_file(mail, entry, codepage_of(&stream));
  TNEFFree(&stream);
  return mail;
}

void
tnef_mail_free(TnefMail *mail)
{
  if (mail == NULL)
    return;
  g_free(mail->subject);
  g_free(mail->sender_name);
  g_free(mail->sender_address);
  g_free(mail->body);
  g_free(mail->html);
  g_ptr_array_unref(mail->files);
  g_free(mail);
}
