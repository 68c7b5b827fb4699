/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to departments: tickets with their pictures, additions, answers.
 */
#include "daemon/services/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report_handover.h"
#include "daemon/services/report_state.h"
#include "parsers/mail_writer.h"
#include "parsers/message.h"
#include "queue/attachment.h"
#include "templates/format.h"
#include "templates/texts.h"

/* Pictures and files of one message, as parts of a mail and as variables. */
typedef struct Enclosures {
  GArray *parts; /* MailPart */
  GPtrArray *bytes, *strings;
  json_t *photos, *files;
  size_t size;
} Enclosures;

static void
enclosures_clear(Enclosures *enclosures)
{
  g_array_unref(enclosures->parts);
  g_ptr_array_unref(enclosures->bytes);
  g_ptr_array_unref(enclosures->strings);
  json_decref(enclosures->photos);
  json_decref(enclosures->files);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Enclosures, enclosures_clear)

static void
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
  json_array_append_new(
      enclosures->files,
      json_pack("{s:s, s:s}", "filename", attachment->filename, "size", size));
  if (enclosures->size + attachment->size_bytes > REPORT_FILES_BYTES)
    return true;
  GBytes *bytes;
  if (!read_content(desk, attachment, "body", &bytes, error))
    return false;
  g_ptr_array_add(enclosures->bytes, bytes);
  enclosures->size += g_bytes_get_size(bytes);
  MailPart part = {
      .filename = keep_string(enclosures, g_strdup(attachment->filename)),
      .media_type = keep_string(enclosures, g_strdup(attachment->media_type)),
      .bytes = bytes,
  };
  g_array_append_val(enclosures->parts, part);
  return true;
}

static bool
enclose_all(Desk *desk, const GPtrArray *attachments, const char *language,
            Enclosures *enclosures, GError **error)
{
  for (guint i = 0; i < attachments->len; i++) {
    const StoredAttachment *attachment = attachments->pdata[i];
    bool has_copy =
        attachment->copy.body != NULL || attachment->copy.blob != NULL;
    if (has_copy ? !enclose_photo(desk, attachment, enclosures, error)
                 : !enclose_file(desk, attachment, language, enclosures, error))
      return false;
  }
  return true;
}

static json_t *
handover_data(Desk *desk, const Ticket *ticket, const ReportHandover *handover,
              const char *language, const Enclosures *enclosures)
{
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "text", texts_lines(handover->words, "│ "));
  if (handover->received_at_ms != 0) {
    g_autofree char *received = desk_date(desk, handover->received_at_ms,
                                          language, (int)FORMAT_DATE_TIME);
    json_object_set_new(data, "received", json_string(received));
  }
  if (handover->note != NULL) {
    json_object_set_new(data, "note", texts_lines(handover->note, "│ "));
    json_object_set_new(data, "note_from", json_string(handover->note_from));
  }
  if (handover->link != NULL)
    json_object_set_new(data, "link", json_string(handover->link));
  json_object_set(data, "photos", enclosures->photos);
  json_object_set(data, "files", enclosures->files);
  if (handover->reopened)
    json_object_set_new(data, "reopened", json_true());
  return data;
}

/* What goes to all addresses of a department. */
typedef struct Package {
  const Ticket *ticket;
  const ReportHandover *handover;
  const Enclosures *enclosures;
} Package;

static bool
hand_over_to(Desk *desk, const Package *package, const char *address,
             GError **error)
{
  const Ticket *ticket = package->ticket;
  const ReportHandover *handover = package->handover;
  const Enclosures *enclosures = package->enclosures;
  const char *language =
      report_staff_language(desk, report_department(desk, ticket));
  json_auto_t *data =
      handover_data(desk, ticket, handover, language, enclosures);
  g_autofree char *dedupe = g_strdup_printf(
      "%s%s|%s|%s|%u|%s", handover->small ? "small|" : "", handover->text,
      ticket->id.text, handover->inbox_id, ticket->assignment, address);
  DeskLetter letter = {
      .text = handover->text,
      .kind = "ticket",
      .language = language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_DEPARTMENT,
      .inbox_id = handover->inbox_id,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
      .parts = (const MailPart *)(void *)enclosures->parts->data,
      .part_count = enclosures->parts->len,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
report_hand_over(Desk *desk, const Ticket *ticket,
                 const ReportHandover *handover, GError **error)
{
  const Department *department = report_department(desk, ticket);
  bool answers;
  if (!report_answers_ticket(desk, ticket, &answers, error))
    return false;
  if (!answers)
    department = town_department(desk->config->town, desk->config->town->desk);
  g_autoptr(GPtrArray) loaded = NULL;
  const GPtrArray *attachments = handover->attachments;
  if (attachments == NULL) {
    loaded = attachments_of(desk->queue, handover->inbox_id, error);
    if (loaded == NULL)
      return false;
    attachments = loaded;
  }
  g_auto(Enclosures) enclosures = {0};
  enclosures_init(&enclosures);
  if (!enclose_all(desk, attachments, report_staff_language(desk, department),
                   &enclosures, error))
    return false;
  Package package = {ticket, handover, &enclosures};
  for (guint i = 0; i < department->addresses->len; i++)
    if (!hand_over_to(desk, &package, department->addresses->pdata[i], error))
      return false;
  return true;
}

/* The ticket of an outbox row; NULL without an error when it has none. */
static Ticket *
ticket_of_row(Desk *desk, const char *outbox_id, GError **error)
{
  g_autofree char *id = NULL;
  {
    g_autoptr(StoreRows) rows =
        store_query(desk->queue->store, error,
                    "SELECT ticket_id FROM outbox WHERE id = $1"
                    " AND kind = 'ticket' AND dedupe NOT LIKE 'small|%'",
                    "t", outbox_id);
    if (rows == NULL || !store_rows_next(rows, error))
      return NULL;
    id = store_rows_dup_text(rows, 0);
  }
  return id == NULL ? NULL : ticket_load(desk->queue, id, error);
}

bool
report_hand_over_small(Desk *desk, const char *outbox_id, GError **error)
{
  GError *failure = NULL;
  g_autoptr(Ticket) ticket = ticket_of_row(desk, outbox_id, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (ticket == NULL)
    return true;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  ReportHandover handover = {.text = "ticket",
                             .inbox_id = ticket->inbox_id.text,
                             .words = ticket->text,
                             .small = true,
                             .attachments = none};
  return report_hand_over(desk, ticket, &handover, error);
}

static bool
tell(Desk *desk, const Ticket *ticket, const ReportStaffMail *mail, char role,
     GError **error)
{
  json_auto_t *owned = mail->data;
  const Department *department =
      town_department_of(desk->config->town, mail->address);
  /* One reader for each text and mail; his address is not for plain columns. */
  g_autofree char *dedupe =
      mail->inbox_id == NULL
          ? NULL
          : g_strdup_printf("%s|%s", mail->text, mail->inbox_id);
  DeskLetter letter = {
      .text = mail->text,
      .language = report_staff_language(desk, department),
      .data = owned,
      .mailbox = ticket->mailbox,
      .to = mail->address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = role,
      .token_serial = mail->assignment,
      .in_reply_to = mail->in_reply_to,
      .inbox_id = mail->inbox_id,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = mail->inbox_id == NULL,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

bool
report_tell_staff(Desk *desk, const Ticket *ticket, const ReportStaffMail *mail,
                  GError **error)
{
  return tell(desk, ticket, mail, TOKEN_ROLE_DEPARTMENT, error);
}

bool
report_tell_colleague(Desk *desk, const Ticket *ticket,
                      const ReportStaffMail *mail, GError **error)
{
  return tell(desk, ticket, mail, 0, error);
}
