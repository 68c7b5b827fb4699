/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a Message as JSON, both forms.
 */
#include "parsers/message_json.h"

#include <string.h>

#include "parsers/message_json_private.h"
#include "parsers/photo/photo_json.h"
#include "parsers/place/place_json.h"

/* Members in the order of the stable form.  PUBLIC ones stand in both. */
const MessageMember message_members[] = {
    {"message_id", G_STRUCT_OFFSET(Message, message_id), MEMBER_LINE, true},
    {"in_reply_to", G_STRUCT_OFFSET(Message, in_reply_to), MEMBER_LINES, true},
    {"references", G_STRUCT_OFFSET(Message, references), MEMBER_LINES, true},
    {"from", G_STRUCT_OFFSET(Message, from), MEMBER_ADDRESS, true},
    {"to", G_STRUCT_OFFSET(Message, to), MEMBER_ADDRESSES, true},
    {"cc", G_STRUCT_OFFSET(Message, cc), MEMBER_ADDRESSES, false},
    {"subject", G_STRUCT_OFFSET(Message, subject), MEMBER_LINE, true},
    {"date", G_STRUCT_OFFSET(Message, date), MEMBER_LINE, true},
    {"language", G_STRUCT_OFFSET(Message, language), MEMBER_LINE, true},
    {"text", G_STRUCT_OFFSET(Message, text), MEMBER_TEXT, true},
    {"quoted", G_STRUCT_OFFSET(Message, quoted), MEMBER_TEXT, true},
    {"signature", G_STRUCT_OFFSET(Message, signature), MEMBER_TEXT, true},
    {"full_text", G_STRUCT_OFFSET(Message, full_text), MEMBER_TEXT, true},
    {"staff_text", G_STRUCT_OFFSET(Message, staff_text), MEMBER_REPEAT, false},
    {"forwarded_from", G_STRUCT_OFFSET(Message, forwarded_from), MEMBER_ADDRESS,
     true},
    {"forwarded_subject", G_STRUCT_OFFSET(Message, forwarded_subject),
     MEMBER_LINE, true},
    {"forwarded_text", G_STRUCT_OFFSET(Message, forwarded_text), MEMBER_TEXT,
     true},
    {"delivered_to", G_STRUCT_OFFSET(Message, delivered_to), MEMBER_LINES,
     false},
    {"return_path", G_STRUCT_OFFSET(Message, return_path), MEMBER_LINE, false},
    {"original_message_id", G_STRUCT_OFFSET(Message, original_message_id),
     MEMBER_LINE, false},
    {"automatic_signs", G_STRUCT_OFFSET(Message, automatic_signs), MEMBER_LINES,
     false},
    {"soft_signs", G_STRUCT_OFFSET(Message, soft_signs), MEMBER_LINES, false},
    {"content_hash", G_STRUCT_OFFSET(Message, content_hash), MEMBER_LINE,
     false},
    {"form", G_STRUCT_OFFSET(Message, form), MEMBER_LINE, true},
    {"problems", G_STRUCT_OFFSET(Message, problems), MEMBER_LINES, true},
    {NULL, 0, MEMBER_LINE, false},
};

/* Set a member unless the value is NULL. */
static void
set_text(json_t *object, const char *name, const char *value)
{
  if (value != NULL)
    (void)json_object_set_new(object, name, json_string(value));
}

static json_t *
address_to_json(const Address *address)
{
  json_t *object = json_object();
  set_text(object, "name", address->name);
  set_text(object, "address", address->address);
  return object;
}

/* An array, or NULL for an empty list: absent members are left out. */
static json_t *
lines_to_json(const GPtrArray *lines)
{
  json_t *array = lines->len == 0 ? NULL : json_array();
  for (guint i = 0; i < lines->len; i++)
    (void)json_array_append_new(array,
                                json_string(g_ptr_array_index(lines, i)));
  return array;
}

static json_t *
addresses_to_json(const GPtrArray *addresses)
{
  json_t *array = addresses->len == 0 ? NULL : json_array();
  for (guint i = 0; i < addresses->len; i++)
    (void)json_array_append_new(
        array, address_to_json(g_ptr_array_index(addresses, i)));
  return array;
}

/* GLib checks UTF-8 in a quarter of the time that jansson takes. */
static json_t *
text_to_json(const char *text)
{
  return text == NULL || !g_utf8_validate(text, -1, NULL)
             ? NULL
             : json_string_nocheck(text);
}

static json_t *
repeat_to_json(const char *text, const char *first)
{
  bool same = text != NULL && first != NULL && strcmp(text, first) == 0;
  return same ? json_true() : text_to_json(text);
}

static json_t *
member_to_json(const Message *message, const MessageMember *member)
{
  const void *place = G_STRUCT_MEMBER_P(message, member->offset);
  switch (member->type) {
  case MEMBER_LINE:
  case MEMBER_TEXT:
    return text_to_json(*(char *const *)place);
  case MEMBER_REPEAT:
    return repeat_to_json(*(char *const *)place, message->text);
  case MEMBER_LINES:
    return lines_to_json(*(GPtrArray *const *)place);
  case MEMBER_ADDRESS: {
    const Address *address = *(Address *const *)place;
    return address == NULL ? NULL : address_to_json(address);
  }
  case MEMBER_ADDRESSES:
    return addresses_to_json(*(GPtrArray *const *)place);
  }
  g_assert_not_reached();
}

static json_t *
attachment_to_json(const Attachment *attachment, bool wire)
{
  json_t *object = json_object();
  set_text(object, "filename", attachment->filename);
  set_text(object, "type", attachment->media_type);
  if (wire) {
    set_text(object, "declared_type", attachment->declared_type);
    set_text(object, "content_id", attachment->content_id);
  }
  (void)json_object_set_new(object, "size",
                            json_integer((json_int_t)attachment->size_bytes));
  set_text(object, "sha256", attachment->sha256);
  (void)json_object_set_new(object, "inline",
                            json_boolean(attachment->is_inline));
  if (attachment->is_logo)
    (void)json_object_set_new(object, "logo", json_true());
  if (attachment->photo != NULL)
    (void)json_object_set_new(object, "photo",
                              photo_to_json(attachment->photo));
  return object;
}

static json_t *
recipient_to_json(const BounceRecipient *recipient)
{
  json_t *object = json_object();
  set_text(object, "address", recipient->address);
  set_text(object, "original", recipient->original);
  set_text(object, "action", recipient->action);
  set_text(object, "status", recipient->status);
  (void)json_object_set_new(object, "permanent",
                            json_boolean(recipient->permanent));
  set_text(object, "diagnostic", recipient->diagnostic);
  return object;
}

static json_t *
recipients_to_json(const Message *message)
{
  json_t *array = json_array();
  for (guint i = 0; i < message->bounce_recipients->len; i++)
    (void)json_array_append_new(array, recipient_to_json(g_ptr_array_index(
                                           message->bounce_recipients, i)));
  return array;
}

static json_t *
attachments_to_json(const Message *message, bool wire)
{
  json_t *array = json_array();
  for (guint i = 0; i < message->attachments->len; i++)
    (void)json_array_append_new(
        array,
        attachment_to_json(g_ptr_array_index(message->attachments, i), wire));
  return array;
}

/* Set a list, which is taken over, unless it is empty. */
static void
set_list(json_t *object, const char *name, json_t *list)
{
  if (json_array_size(list) > 0)
    (void)json_object_set(object, name, list);
  json_decref(list);
}

/* What both forms have. */
static json_t *
common_to_json(const Message *message, bool wire)
{
  json_t *object = json_object();
  set_text(object, "kind", message_kind_to_string(message->kind));
  for (const MessageMember *member = message_members; member->name != NULL;
       member++) {
    json_t *value =
        wire || member->is_public ? member_to_json(message, member) : NULL;
    if (value != NULL)
      (void)json_object_set_new(object, member->name, value);
  }
  set_list(object, "attachments", attachments_to_json(message, wire));
  set_list(object, "places", place_list_to_json(message->places));
  return object;
}

json_t *
message_to_json(const Message *message)
{
  json_t *object = common_to_json(message, false);
  bool report = message->kind == MESSAGE_KIND_BOUNCE ||
                message->kind == MESSAGE_KIND_ABUSE_REPORT;
  if (!report)
    return object;
  json_t *bounce = json_object();
  (void)json_object_set_new(bounce, "recipients", recipients_to_json(message));
  set_text(bounce, "original_message_id", message->original_message_id);
  (void)json_object_set_new(object, "bounce", bounce);
  return object;
}

static bool
is_text(const MessageMember *member)
{
  return member->type == MEMBER_TEXT || member->type == MEMBER_REPEAT;
}

/* The bytes of all bodies of a message in its wire form. */
static size_t
text_size(const json_t *object)
{
  size_t size = 0;
  for (const MessageMember *member = message_members; member->name != NULL;
       member++)
    if (is_text(member))
      size += json_string_length(json_object_get(object, member->name));
  return size;
}

/* Move texts out of the JSON. */
static void
take_texts_out(json_t *object, GString *texts)
{
  for (const MessageMember *member = message_members; member->name != NULL;
       member++) {
    const json_t *value = json_object_get(object, member->name);
    if (!is_text(member) || !json_is_string(value))
      continue;
    size_t size = json_string_length(value);
    g_string_append_len(texts, json_string_value(value), (gssize)size);
    (void)json_object_set_new(object, member->name,
                              json_integer((json_int_t)size));
  }
}

json_t *
message_to_wire(const Message *message, GString *texts)
{
  /* What goes first when all is too long: it stands in the raw mail. */
  static const char *const expendable[] = {"full_text",  "quoted",
                                           "signature",  "forwarded_text",
                                           "staff_text", "text"};
  json_t *object = common_to_json(message, true);
  set_text(object, "auth", auth_verdict_to_string(message->auth));
  (void)json_object_set_new(object, "staff_doubtful",
                            json_boolean(message->staff_doubtful));
  (void)json_object_set_new(object, "bounce_recipients",
                            recipients_to_json(message));
  for (size_t i = 0; i < G_N_ELEMENTS(expendable) &&
                     text_size(object) > MESSAGE_WIRE_TEXT_MAX / 4 * 3;
       i++) {
    json_t *problems = json_object_get(object, "problems");
    if (problems == NULL) {
      (void)json_object_set_new(object, "problems", json_array());
      problems = json_object_get(object, "problems");
    }
    (void)json_object_del(object, expendable[i]); /* perhaps absent: fine */
    (void)json_array_append_new(
        problems, json_string("The text is too long and was shortened."));
  }
  if (texts != NULL)
    take_texts_out(object, texts);
  return object;
}
