/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a Message as JSON, both forms.
 */
#include "parsers/message_json.h"

#include <string.h>

#include "parsers/forward/forwarded.h"
#include "parsers/message_json_private.h"
#include "parsers/photo/photo_json.h"
#include "parsers/place/place_json.h"
#include "parsers/utf8.h"

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

json_t *
message_json_text(const char *text)
{
  size_t size = text == NULL ? 0 : strlen(text);
  return text == NULL || !utf8_is_valid(text, size)
             ? NULL
             : json_stringn_nocheck(text, size);
}

/* Set a member, which is taken over, unless it is NULL. */
static void
set_member(json_t *object, const char *name, json_t *value)
{
  if (value != NULL) /* the names are ours */
    (void)json_object_set_new_nocheck(object, name, value);
}

static void
set_text(json_t *object, const char *name, const char *value)
{
  set_member(object, name, message_json_text(value));
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
    (void)json_array_append_new(array, message_json_text(lines->pdata[i]));
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

/* Where texts of many lines go. */
typedef struct TextOutput {
  GString *beside; /* NULL: into the JSON */
  size_t left_out; /* the first rows of `expendable` go nowhere */
} TextOutput;

/* What goes first when all is too long: it stands in the raw mail. */
static const size_t expendable[] = {
    G_STRUCT_OFFSET(Message, full_text),
    G_STRUCT_OFFSET(Message, quoted),
    G_STRUCT_OFFSET(Message, signature),
    G_STRUCT_OFFSET(Message, forwarded_text),
    G_STRUCT_OFFSET(Message, staff_text),
    G_STRUCT_OFFSET(Message, text),
};

static json_t *
long_text_to_json(const char *text, GString *beside)
{
  size_t size = text == NULL ? 0 : strlen(text);
  if (beside == NULL || text == NULL || !utf8_is_valid(text, size))
    return message_json_text(text);
  g_string_append_len(beside, text, (gssize)size);
  return json_integer((json_int_t)size);
}

static bool
is_repeated(const Message *message)
{
  return message->staff_text != NULL && message->text != NULL &&
         strcmp(message->staff_text, message->text) == 0;
}

static json_t *
member_to_json(const Message *message, const MessageMember *member,
               const TextOutput *output)
{
  const void *place = G_STRUCT_MEMBER_P(message, member->offset);
  for (size_t i = 0; i < output->left_out; i++)
    if (expendable[i] == member->offset)
      return NULL;
  switch (member->type) {
  case MEMBER_LINE:
    return message_json_text(*(char *const *)place);
  case MEMBER_REPEAT:
    if (is_repeated(message))
      return json_true();
    return long_text_to_json(*(char *const *)place, output->beside);
  case MEMBER_TEXT:
    return long_text_to_json(*(char *const *)place, output->beside);
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
  set_member(object, "size", json_integer((json_int_t)attachment->size_bytes));
  set_text(object, "sha256", attachment->sha256);
  set_member(object, "inline", json_boolean(attachment->is_inline));
  if (attachment->is_logo)
    set_member(object, "logo", json_true());
  if (attachment->photo != NULL)
    set_member(object, "photo", photo_to_json(attachment->photo));
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
  set_member(object, "permanent", json_boolean(recipient->permanent));
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

static json_t *
forwarded_to_json(const Message *message)
{
  json_t *array = json_array();
  for (guint i = 0; i < message->forwarded->len; i++) {
    const Forwarded *forwarded = g_ptr_array_index(message->forwarded, i);
    json_t *object = json_object();
    if (forwarded->from != NULL)
      set_member(object, "from", address_to_json(forwarded->from));
    set_text(object, "to", forwarded->to);
    set_text(object, "day", forwarded->day);
    set_text(object, "subject", forwarded->subject);
    set_member(object, "bare", json_boolean(forwarded->is_bare));
    set_member(object, "beside", json_boolean(forwarded->is_beside));
    (void)json_array_append_new(array, object);
  }
  return array;
}

/* Set a list, which is taken over, unless it is empty. */
static void
set_list(json_t *object, const char *name, json_t *list)
{
  if (json_array_size(list) > 0)
    (void)json_object_set_nocheck(object, name, list);
  json_decref(list);
}

/* What both forms have. */
static json_t *
common_to_json(const Message *message, const TextOutput *wire)
{
  static const TextOutput stable = {.beside = NULL};
  const TextOutput *output = wire == NULL ? &stable : wire;
  json_t *object = json_object();
  set_text(object, "kind", message_kind_to_string(message->kind));
  for (const MessageMember *member = message_members; member->name != NULL;
       member++)
    if (wire != NULL || member->is_public)
      set_member(object, member->name, member_to_json(message, member, output));
  set_list(object, "attachments", attachments_to_json(message, wire != NULL));
  set_list(object, "places",
           output->beside == NULL ? place_list_to_json(message->places)
                                  : place_list_to_wire(message->places));
  return object;
}

json_t *
message_to_json(const Message *message)
{
  json_t *object = common_to_json(message, NULL);
  bool report = message->kind == MESSAGE_KIND_BOUNCE ||
                message->kind == MESSAGE_KIND_ABUSE_REPORT;
  if (!report)
    return object;
  json_t *bounce = json_object();
  set_member(bounce, "recipients", recipients_to_json(message));
  set_text(bounce, "original_message_id", message->original_message_id);
  set_member(object, "bounce", bounce);
  return object;
}

/* How many of the expendable texts must go. */
static size_t
count_left_out(const Message *message)
{
  size_t sizes[G_N_ELEMENTS(expendable)], sum = 0, count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(expendable); i++) {
    const char *text = *(char **)G_STRUCT_MEMBER_P(message, expendable[i]);
    bool counts =
        text != NULL && (text != message->staff_text || !is_repeated(message));
    sizes[i] = counts ? strlen(text) : 0;
    sum += sizes[i];
  }
  while (sum > MESSAGE_WIRE_TEXT_MAX / 4 * 3)
    sum -= sizes[count++];
  return count;
}

static void
add_shortened(json_t *object, size_t count)
{
  if (count > 0 && json_object_get(object, "problems") == NULL)
    set_member(object, "problems", json_array());
  json_t *problems = json_object_get(object, "problems");
  for (size_t i = 0; i < count; i++)
    (void)json_array_append_new(
        problems, json_string("The text is too long and was shortened."));
}

json_t *
message_to_wire(const Message *message, GString *texts)
{
  const TextOutput output = {texts, count_left_out(message)};
  json_t *object = common_to_json(message, &output);
  set_text(object, "auth", auth_verdict_to_string(message->auth));
  set_member(object, "staff_doubtful", json_boolean(message->staff_doubtful));
  set_member(object, "bounce_recipients", recipients_to_json(message));
  set_list(object, "forwarded", forwarded_to_json(message));
  add_shortened(object, output.left_out);
  return object;
}
