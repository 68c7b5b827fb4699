/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the wire form of a Message from a child that may have been taken
 * over: every type, length, count and character is checked.
 */
#include <string.h>

#include "parsers/message_json.h"
#include "parsers/message_json_private.h"
#include "parsers/mime.h"
#include "parsers/parse_error.h"

enum { WIRE_FILENAME_MAX = 100, WIRE_SIDE_MAX = 65535, WIRE_SHA256 = 64 };

/* A reading in progress.  After the first error everything is NULL. */
typedef struct Wire {
  size_t text_left;  /* of MESSAGE_WIRE_TEXT_MAX */
  const char *texts; /* those not yet taken */
  size_t texts_size;
  GError **error;
  bool failed;
} Wire;

static void
fail(Wire *wire, ParseError code, const char *name)
{
  if (!wire->failed)
    g_set_error(wire->error, PARSE_ERROR, code,
                code == PARSE_ERROR_LIMIT
                    ? "answer of the parser: '%s' is too long - treat the "
                      "parser as dead"
                    : "answer of the parser: '%s' is malformed - treat the "
                      "parser as dead",
                name);
  wire->failed = true;
}

/* No control characters; line feed and tab only in texts of many lines. */
static bool
is_clean(const char *text, size_t size, bool many_lines)
{
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == 0 || (!many_lines && (c < 0x20 || c == 0x7f)))
      return false;
  }
  return g_utf8_validate(text, (gssize)size, NULL);
}

typedef struct Span {
  const char *text; /* NULL: not there */
  size_t size;
} Span;

/* A copy of a text; NULL when absent or on failure. */
static char *
copy_span(Wire *wire, Span span, const char *name, bool many_lines)
{
  if (wire->failed)
    return NULL;
  if (span.text == NULL) {
    fail(wire, PARSE_ERROR_SYNTAX, name);
    return NULL;
  }
  if (span.size > wire->text_left ||
      (!many_lines && span.size > MESSAGE_WIRE_SHORT_MAX))
    fail(wire, PARSE_ERROR_LIMIT, name);
  else if (!is_clean(span.text, span.size, many_lines))
    fail(wire, PARSE_ERROR_SYNTAX, name);
  if (wire->failed)
    return NULL;
  wire->text_left -= span.size;
  return g_strndup(span.text, span.size);
}

static Span
span_of(const json_t *value)
{
  return (Span){json_string_value(value), json_string_length(value)};
}

static char *
read_string(Wire *wire, const json_t *value, const char *name)
{
  return value == NULL ? NULL : copy_span(wire, span_of(value), name, false);
}

/* A text of many lines: the next so many bytes of the texts, or a string. */
static char *
read_text(Wire *wire, const json_t *value, const char *name)
{
  if (value == NULL)
    return NULL;
  if (!json_is_integer(value))
    return copy_span(wire, span_of(value), name, true);
  json_int_t size = json_integer_value(value);
  Span span = {NULL, 0};
  if (size >= 0 && (uint64_t)size <= wire->texts_size) {
    span = (Span){wire->texts, (size_t)size};
    wire->texts += size;
    wire->texts_size -= (size_t)size;
  }
  return copy_span(wire, span, name, true);
}

static char *
read_line(Wire *wire, const json_t *object, const char *name)
{
  return read_string(wire, json_object_get(object, name), name);
}

/* The same, but it must be there. */
static char *
read_needed(Wire *wire, const json_t *object, const char *name)
{
  char *line = read_line(wire, object, name);
  if (line == NULL)
    fail(wire, PARSE_ERROR_SYNTAX, name);
  return line;
}

static bool
read_bool(Wire *wire, const json_t *object, const char *name)
{
  const json_t *value = json_object_get(object, name);
  if (value != NULL && !json_is_boolean(value))
    fail(wire, PARSE_ERROR_SYNTAX, name);
  return json_is_true(value);
}

static int64_t
read_integer(Wire *wire, const json_t *object, const char *name, int64_t max)
{
  const json_t *value = json_object_get(object, name);
  json_int_t number = json_integer_value(value);
  if (!json_is_integer(value))
    fail(wire, PARSE_ERROR_SYNTAX, name);
  else if (number < 0 || number > max)
    fail(wire, PARSE_ERROR_LIMIT, name);
  return wire->failed ? 0 : number;
}

/* The number of elements of an array; 0 when absent or on failure. */
static size_t
read_count(Wire *wire, const json_t *array, const char *name, size_t max)
{
  if (array == NULL || wire->failed)
    return 0;
  if (!json_is_array(array))
    fail(wire, PARSE_ERROR_SYNTAX, name);
  else if (json_array_size(array) > max)
    fail(wire, PARSE_ERROR_LIMIT, name);
  return wire->failed ? 0 : json_array_size(array);
}

static Address *
read_address(Wire *wire, const json_t *object, const char *name)
{
  if (object == NULL || wire->failed)
    return NULL;
  if (!json_is_object(object)) {
    fail(wire, PARSE_ERROR_SYNTAX, name);
    return NULL;
  }
  g_autofree char *display = read_line(wire, object, "name");
  g_autofree char *address = read_needed(wire, object, "address");
  return wire->failed ? NULL : address_new(display, address);
}

static void
read_lines(Wire *wire, const json_t *array, const char *name, GPtrArray *out)
{
  size_t count = read_count(wire, array, name, MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++) {
    char *line = read_string(wire, json_array_get(array, i), name);
    if (line != NULL)
      g_ptr_array_add(out, line);
  }
}

static void
read_addresses(Wire *wire, const json_t *array, const char *name,
               GPtrArray *out)
{
  size_t count = read_count(wire, array, name, MESSAGE_WIRE_LIST_MAX);
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
    *(char **)place = read_string(wire, value, member->name);
    return;
  case MEMBER_REPEAT:
    *(char **)place = json_is_true(value)
                          ? g_strdup(message->text)
                          : read_text(wire, value, member->name);
    return;
  case MEMBER_TEXT:
    *(char **)place = read_text(wire, value, member->name);
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

static Photo *
read_photo(Wire *wire, const json_t *object)
{
  if (object == NULL)
    return NULL;
  int64_t width = read_integer(wire, object, "width", WIRE_SIDE_MAX);
  int64_t height = read_integer(wire, object, "height", WIRE_SIDE_MAX);
  if (wire->failed)
    return NULL;
  Photo *photo = g_new0(Photo, 1);
  photo->width = (int)width;
  photo->height = (int)height;
  return photo;
}

static void
read_attachment(Wire *wire, const json_t *object, Message *message)
{
  g_autoptr(Attachment) attachment = attachment_new();
  attachment->filename = read_needed(wire, object, "filename");
  attachment->media_type = read_needed(wire, object, "type");
  attachment->declared_type = read_line(wire, object, "declared_type");
  attachment->content_id = read_line(wire, object, "content_id");
  attachment->sha256 = read_needed(wire, object, "sha256");
  attachment->size_bytes =
      (uint64_t)read_integer(wire, object, "size", MIME_DECODED_MAX);
  attachment->is_inline = read_bool(wire, object, "inline");
  attachment->photo = read_photo(wire, json_object_get(object, "photo"));
  if (wire->failed)
    return;
  if (!is_safe_name(attachment->filename))
    fail(wire, PARSE_ERROR_SYNTAX, "filename");
  else if (!is_sha256(attachment->sha256))
    fail(wire, PARSE_ERROR_SYNTAX, "sha256");
  else
    g_ptr_array_add(message->attachments, g_steal_pointer(&attachment));
}

static void
read_recipient(Wire *wire, const json_t *object, Message *message)
{
  BounceRecipient *recipient = bounce_recipient_new();
  recipient->address = read_needed(wire, object, "address");
  recipient->action = read_needed(wire, object, "action");
  recipient->status = read_line(wire, object, "status");
  recipient->diagnostic = read_line(wire, object, "diagnostic");
  recipient->permanent = read_bool(wire, object, "permanent");
  if (wire->failed)
    bounce_recipient_free(recipient);
  else
    g_ptr_array_add(message->bounce_recipients, recipient);
}

static void
read_objects(Wire *wire, const json_t *wire_object, Message *message)
{
  const json_t *attachments = json_object_get(wire_object, "attachments");
  size_t count =
      read_count(wire, attachments, "attachments", MIME_ATTACHMENTS_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++)
    read_attachment(wire, json_array_get(attachments, i), message);
  const json_t *recipients = json_object_get(wire_object, "bounce_recipients");
  count =
      read_count(wire, recipients, "bounce_recipients", MESSAGE_WIRE_LIST_MAX);
  for (size_t i = 0; i < count && !wire->failed; i++)
    read_recipient(wire, json_array_get(recipients, i), message);
}

static void
read_names(Wire *wire, const json_t *object, Message *message)
{
  g_autofree char *kind = read_needed(wire, object, "kind");
  g_autofree char *auth = read_needed(wire, object, "auth");
  if (wire->failed)
    return;
  if (!message_kind_from_string(kind, &message->kind))
    fail(wire, PARSE_ERROR_SYNTAX, "kind");
  if (!auth_verdict_from_string(auth, &message->auth))
    fail(wire, PARSE_ERROR_SYNTAX, "auth");
  if (message->content_hash != NULL && !is_sha256(message->content_hash))
    fail(wire, PARSE_ERROR_SYNTAX, "content_hash");
}

Message *
message_from_wire(const json_t *object, GBytes *texts, GError **error)
{
  Wire wire = {.text_left = MESSAGE_WIRE_TEXT_MAX, .texts = "", .error = error};
  if (texts != NULL && g_bytes_get_size(texts) > 0)
    wire.texts = g_bytes_get_data(texts, &wire.texts_size);
  g_autoptr(Message) message = message_new();
  if (!json_is_object(object)) {
    fail(&wire, PARSE_ERROR_SYNTAX, "message");
    return NULL;
  }
  for (const MessageMember *member = message_members; member->name != NULL;
       member++)
    read_member(&wire, object, member, message);
  read_objects(&wire, object, message);
  read_names(&wire, object, message);
  message->staff_doubtful = read_bool(&wire, object, "staff_doubtful");
  if (wire.texts_size > 0)
    fail(&wire, PARSE_ERROR_SYNTAX, "texts");
  return wire.failed ? NULL : g_steal_pointer(&message);
}
