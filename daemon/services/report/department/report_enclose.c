/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading attachments back, photos as the copies without their metadata.
 */
#include "daemon/services/report/department/report_enclose.h"

#include <string.h>

#include "parsers/mail_writer.h"
#include "parsers/message.h"
#include "templates/format.h"

/* ".xlsx": longer ones are words of their own. */
enum { ENDING_CHARACTERS = 5 };

void
enclosures_clear(Enclosures *enclosures)
{
  g_array_unref(enclosures->parts);
  g_ptr_array_unref(enclosures->bytes);
  g_ptr_array_unref(enclosures->strings);
  json_decref(enclosures->photos);
  json_decref(enclosures->files);
}
void
enclosures_init(Enclosures *enclosures)
{
  *enclosures = (Enclosures){
      .parts = g_array_new(FALSE, FALSE, sizeof(MailPart)),
      .bytes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref),
      .strings = g_ptr_array_new_with_free_func(g_free),
      .photos = json_array(),
      .files = json_array(),
  };
}

static const char *
keep_string(Enclosures *enclosures, char *text)
{
  g_ptr_array_add(enclosures->strings, text);
  return text;
}

static bool
read_content(Desk *desk, const StoredAttachment *attachment, const char *column,
             GBytes **out, GError **error)
{
  const Content *content =
      strcmp(column, "copy") == 0 ? &attachment->copy : &attachment->body;
  g_autofree char *place = attachment_place(attachment, column);
  *out = content_read(desk->queue, content,
                      (ContentPlace){attachment->owner_id, place},
                      REPORT_FILES_BYTES, error);
  return *out != NULL;
}

static bool
enclose_photo(Desk *desk, const StoredAttachment *attachment,
              Enclosures *enclosures, GError **error)
{
  GBytes *bytes;
  if (!read_content(desk, attachment, "copy", &bytes, error))
    return false;
  g_ptr_array_add(enclosures->bytes, bytes);
  int index = (int)json_array_size(enclosures->photos) + 1;
  const char *cid = keep_string(enclosures, g_strdup_printf("photo-%d", index));
  MailPart part = {
      .content_id = cid,
      .filename =
          keep_string(enclosures, g_strdup_printf("photo-%d.jpg", index)),
      .media_type = "image/jpeg",
      .bytes = bytes,
  };
  g_array_append_val(enclosures->parts, part);
  enclosures->size += g_bytes_get_size(bytes);
  json_array_append_new(enclosures->photos,
                        json_pack("{s:i, s:s}", "index", index, "cid", cid));
  return true;
}

/* A name that says nothing but of which kind the file is: people put their own
 * into it, their address, other people's.  Owned. */
static char *
name_to_pass(const char *filename, size_t index, const char *language)
{
  const char *ending = filename == NULL ? NULL : strrchr(filename, '.');
  bool is_short = ending != NULL && strlen(ending) <= ENDING_CHARACTERS;
  return g_strdup_printf(
      "%s-%zu%s", g_str_has_prefix(language, "de") ? "anlage" : "attachment",
      index, is_short ? ending : "");
}

static bool
enclose_file(Desk *desk, const StoredAttachment *attachment,
             const char *language, Enclosures *enclosures, GError **error)
{
  if (attachment->filename != NULL &&
      attachment_name_is_signature(attachment->filename))
    return true;
  g_autofree char *megabytes = format_decimal(
      MAX((double)attachment->size_bytes / 1048576, 0.1), 1, language);
  g_autofree char *size = g_strconcat(megabytes, " MB", NULL);
  const char *name = keep_string(
      enclosures,
      name_to_pass(attachment->filename, json_array_size(enclosures->files) + 1,
                   language));
  json_array_append_new(enclosures->files, json_pack("{s:s, s:s}", "filename",
                                                     name, "size", size));
  if (enclosures->size + attachment->size_bytes > REPORT_FILES_BYTES)
    return true;
  GBytes *bytes;
  if (!read_content(desk, attachment, "body", &bytes, error))
    return false;
  g_ptr_array_add(enclosures->bytes, bytes);
  enclosures->size += g_bytes_get_size(bytes);
  MailPart part = {
      .filename = name,
      .media_type = keep_string(enclosures, g_strdup(attachment->media_type)),
      .bytes = bytes,
  };
  g_array_append_val(enclosures->parts, part);
  return true;
}

bool
enclosures_add(Desk *desk, const GPtrArray *attachments, const char *language,
               Enclosures *enclosures, GError **error)
{
  for (guint i = 0; i < attachments->len; i++) {
    const StoredAttachment *attachment = attachments->pdata[i];
    bool has_copy =
        attachment->copy.body != NULL || attachment->copy.blob != NULL;
    if (has_copy
            ? !enclose_photo(desk, attachment, enclosures, error)
            : !enclosures->photos_only &&
                  !enclose_file(desk, attachment, language, enclosures, error))
      return false;
  }
  return true;
}

GPtrArray *
enclosures_load(Desk *desk, const Ticket *ticket, const char *inbox_id,
                GError **error)
{
  bool own = strcmp(inbox_id, ticket->inbox_id.text) == 0;
  return own ? attachments_of_ticket(desk->queue, inbox_id, ticket->id.text,
                                     error)
             : attachments_of(desk->queue, inbox_id, error);
}
