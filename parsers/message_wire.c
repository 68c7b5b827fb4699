/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the wire form of a Message from a child that may have been taken
 * over.
 */
#include <string.h>

#include "parsers/forward/forwarded.h"
#include "parsers/message_json.h"
#include "parsers/message_json_private.h"
#include "parsers/mime/mime.h"
#include "parsers/photo/photo_json.h"
#include "parsers/place/place_json.h"
#include "parsers/wire.h"

enum {
  WIRE_FILENAME_MAX = 100,
  WIRE_SHA256 = 64,
};

static Address *
read_address(Wire *wire, const json_t *object, const char *name)
{
  if (object == NULL || wire->failed)
    return NULL;
  if (!json_is_object(object)) {
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
    return NULL;
  }
  g_autofree char *display = wire_line(wire, object, "name");
  g_autofree char *address = wire_needed(wire, object, "address");
  return wire->failed ? NULL : address_new(display, address);
}

static void
read_lines(Wire *wire, const json_t *array, const char *name, GPtrArray *out)
{
  size_t count = wire_count(wire, array, name, MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++) {
    char *line = wire_string(wire, json_array_get(array, i), name);
    if (line != NULL)
      g_ptr_array_add(out, line);
  }
}

static void
read_addresses(Wire *wire, const json_t *array, const char *name,
               GPtrArray *out)
{
  size_t count = wire_count(wire, array, name, MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++) {
    Address *address = read_address(wire, json_array_get(array, i), name);
    if (address != NULL)
      g_ptr_array_add(out, address);
  }
}

static void
read_member(Wire *wire, const json_t *object, const MessageMember *member,
            Message *message)
{
  const json_t *value = json_object_get(object, member->name);
  void *place = G_STRUCT_MEMBER_P(message, member->offset);
  switch (member->type) {
  case MEMBER_LINE:
    *(char **)place = wire_string(wire, value, member->name);
    return;
  case MEMBER_REPEAT:
    *(char **)place = json_is_true(value)
                          ? g_strdup(message->text)
                          : wire_text(wire, value, member->name);
    return;
  case MEMBER_TEXT:
    *(char **)place = wire_text(wire, value, member->name);
    return;
  case MEMBER_LINES:
    read_lines(wire, value, member->name, *(GPtrArray **)place);
    return;
  case MEMBER_ADDRESS:
    *(Address **)place = read_address(wire, value, member->name);
    return;
  case MEMBER_ADDRESSES:
    read_addresses(wire, value, member->name, *(GPtrArray **)place);
    return;
  }
  g_assert_not_reached();
}

static bool
is_safe_name(const char *name)
{
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789._-";
  size_t size = strlen(name);
  return size > 0 && size <= WIRE_FILENAME_MAX && name[0] != '.' &&
         strspn(name, allowed) == size;
}

static bool
is_sha256(const char *text)
{
  return strlen(text) == WIRE_SHA256 &&
         strspn(text, "0123456789abcdef") == WIRE_SHA256;
}

static void
read_attachment(Wire *wire, const json_t *object, Message *message)
{
  g_autoptr(Attachment) attachment = attachment_new();
  attachment->filename = wire_needed(wire, object, "filename");
  attachment->media_type = wire_needed(wire, object, "type");
  attachment->declared_type = wire_line(wire, object, "declared_type");
  attachment->content_id = wire_line(wire, object, "content_id");
  attachment->sha256 = wire_needed(wire, object, "sha256");
  attachment->size_bytes = (uint64_t)wire_integer(
      wire, json_object_get(object, "size"), "size", MIME_DECODED_MAX);
  attachment->is_inline = wire_bool(wire, object, "inline");
  attachment->is_logo = wire_bool(wire, object, "logo");
  attachment->photo = photo_from_wire(wire, json_object_get(object, "photo"));
  if (wire->failed)
    return;
  if (!is_safe_name(attachment->filename))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "filename");
  else if (!is_sha256(attachment->sha256))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "sha256");
  else
    g_ptr_array_add(message->attachments, g_steal_pointer(&attachment));
}

static void
read_recipient(Wire *wire, const json_t *object, Message *message)
{
  BounceRecipient *recipient = bounce_recipient_new();
  recipient->address = wire_needed(wire, object, "address");
  recipient->original = wire_line(wire, object, "original");
  recipient->action = wire_needed(wire, object, "action");
  recipient->status = wire_line(wire, object, "status");
  recipient->diagnostic = wire_line(wire, object, "diagnostic");
  recipient->permanent = wire_bool(wire, object, "permanent");
  if (wire->failed)
    bounce_recipient_free(recipient);
  else
    g_ptr_array_add(message->bounce_recipients, recipient);
}

static void
read_forwarded(Wire *wire, const json_t *object, Message *message)
{
  Forwarded *forwarded = forwarded_new();
  g_ptr_array_add(message->forwarded, forwarded);
  forwarded->from =
      read_address(wire, json_object_get(object, "from"), "forwarded");
  forwarded->to = wire_line(wire, object, "to");
  forwarded->day = wire_line(wire, object, "day");
  forwarded->subject = wire_line(wire, object, "subject");
  forwarded->is_bare = wire_bool(wire, object, "bare");
  forwarded->is_beside = wire_bool(wire, object, "beside");
}

static void
read_objects(Wire *wire, const json_t *wire_object, Message *message)
{
  const json_t *attachments = json_object_get(wire_object, "attachments");
  size_t count =
      wire_count(wire, attachments, "attachments", MIME_ATTACHMENTS_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++)
    read_attachment(wire, json_array_get(attachments, i), message);
  const json_t *recipients = json_object_get(wire_object, "bounce_recipients");
  count =
      wire_count(wire, recipients, "bounce_recipients", MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++)
    read_recipient(wire, json_array_get(recipients, i), message);
  const json_t *forwarded = json_object_get(wire_object, "forwarded");
  count = wire_count(wire, forwarded, "forwarded", MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++)
    read_forwarded(wire, json_array_get(forwarded, i), message);
}

static void
read_names(Wire *wire, const json_t *object, Message *message)
{
  g_autofree char *kind = wire_needed(wire, object, "kind");
  g_autofree char *auth = wire_needed(wire, object, "auth");
  if (wire->failed)
    return;
  if (!message_kind_from_string(kind, &message->kind))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "kind");
  if (!auth_verdict_from_string(auth, &message->auth))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "auth");
  if (message->content_hash != NULL && !is_sha256(message->content_hash))
    wire_fail(wire, PARSE_ERROR_SYNTAX, "content_hash");
}

Message *
message_from_wire(const json_t *object, GBytes *texts, GError **error)
{
  Wire wire = {.text_left = MESSAGE_WIRE_TEXT_MAX, .texts = "", .error = error};
  if (texts != NULL && g_bytes_get_size(texts) > 0)
    wire.texts = g_bytes_get_data(texts, &wire.texts_size);
  g_autoptr(Message) message = message_new();
  if (!json_is_object(object)) {
    wire_fail(&wire, PARSE_ERROR_SYNTAX, "message");
    return NULL;
  }
  for (const MessageMember *member = message_members; member->name != NULL;
       member++)
    read_member(&wire, object, member, message);
  read_objects(&wire, object, message);
  place_list_from_wire(&wire, json_object_get(object, "places"),
                       message->places);
  read_names(&wire, object, message);
  message->staff_doubtful = wire_bool(&wire, object, "staff_doubtful");
  if (wire.texts_size > 0)
    wire_fail(&wire, PARSE_ERROR_SYNTAX, "texts");
  return wire.failed ? NULL : g_steal_pointer(&message);
}
