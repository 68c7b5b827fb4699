/* SPDX-License-Identifier: Apache-2.0
 *
 * One header field under the pre-scan: where it ends, what of it may stay,
 * and what a Content-Type says about the lines to come.
 */
#include "parsers/mime/prescan_private.h"

#include <string.h>

#include "parsers/mime/prescan.h"

static const struct {
  const char *name;
  PrescanFieldKind kind;
} field_table[] = {
    {"from", PRESCAN_FIELD_ADDRESSES},
    {"sender", PRESCAN_FIELD_ADDRESSES},
    {"reply-to", PRESCAN_FIELD_ADDRESSES},
    {"to", PRESCAN_FIELD_ADDRESSES},
    {"cc", PRESCAN_FIELD_ADDRESSES},
    {"bcc", PRESCAN_FIELD_ADDRESSES},
    {"resent-from", PRESCAN_FIELD_ADDRESSES},
    {"resent-sender", PRESCAN_FIELD_ADDRESSES},
    {"resent-reply-to", PRESCAN_FIELD_ADDRESSES},
    {"resent-to", PRESCAN_FIELD_ADDRESSES},
    {"resent-cc", PRESCAN_FIELD_ADDRESSES},
    {"resent-bcc", PRESCAN_FIELD_ADDRESSES},
    {"disposition-notification-to", PRESCAN_FIELD_ADDRESSES},
    {"content-type", PRESCAN_FIELD_CONTENT_TYPE},
    {"content-transfer-encoding", PRESCAN_FIELD_ENCODING},
};

static PrescanFieldKind
field_kind(const char *name, size_t size)
{
  while (size > 0 && (name[size - 1] == ' ' || name[size - 1] == '\t'))
    size--; /* GMime reads "To :" as "To:" */
  for (size_t i = 0; i < G_N_ELEMENTS(field_table); i++)
    if (((field_table[i].name[0] ^ name[0]) & ~0x20) == 0 && /* as a rule not */
        strlen(field_table[i].name) == size &&
        g_ascii_strncasecmp(field_table[i].name, name, size) == 0)
      return field_table[i].kind;
  return PRESCAN_FIELD_OTHER;
}

/* The offset behind the line feed of the line at `begin`. */
static size_t
line_end(const char *data, size_t size, size_t begin)
{
  const char *feed = memchr(data + begin, '\n', size - begin);
  return feed == NULL ? size : (size_t)(feed - data) + 1;
}

/* Where an address list has more groups than any real one; `end` if not. */
static size_t
groups_end(const char *data, size_t begin, size_t end)
{
  bool quoted = false;
  unsigned colons = 0;
  if (memchr(data + begin, ':', end - begin) == NULL)
    return end; /* as a rule */
  for (size_t at = begin; at < end; at++) {
    if (data[at] == '"')
      quoted = !quoted;
    colons += data[at] == ':' ? 1 : 0;
    /* A quote that is never closed must not hide colons. */
    if (data[at] == ':' && colons > PRESCAN_GROUPS_MAX &&
        (!quoted || colons > 4 * PRESCAN_GROUPS_MAX))
      return at;
  }
  return end;
}

/* The end of the text of a field, in front of its last line feed. */
static size_t
text_end(const char *data, const PrescanField *field)
{
  size_t end = field->end;
  while (end > field->begin && (data[end - 1] == '\n' || data[end - 1] == '\r'))
    end--;
  return end;
}

/* Cut an address list behind a whole address where there is one. */
static size_t
whole_address_end(const char *data, size_t begin, size_t end)
{
  const char *comma = memrchr(data + begin, ',', end - begin);
  return comma == NULL ? end : (size_t)(comma - data);
}

static void
cut(PrescanField *field, size_t keep_end, const char *problem)
{
  if (keep_end >= field->keep_end)
    return;
  field->keep_end = keep_end;
  field->problem = problem;
}

static void
apply_limits(const char *data, PrescanField *field)
{
  size_t end = text_end(data, field);
  size_t begin = field->begin;
  bool addresses = field->kind == PRESCAN_FIELD_ADDRESSES;
  size_t max = addresses ? PRESCAN_ADDRESS_FIELD_MAX : PRESCAN_FIELD_MAX;
  field->keep_end = end;
  if (end - begin > max) {
    size_t keep = begin + max;
    cut(field, addresses ? whole_address_end(data, begin, keep) : keep,
        "A header field is too long; its end was left out.");
  }
  const char *nul = memchr(data + begin, '\0', field->keep_end - begin);
  if (nul != NULL)
    cut(field, (size_t)(nul - data),
        "A header field holds a NUL byte; what follows was left out.");
  if (addresses && field->name_size + 1 < field->keep_end - begin)
    cut(field, groups_end(data, begin + field->name_size + 1, field->keep_end),
        "A list of addresses holds too many groups; its end was left out.");
  if (field->problem == NULL)
    field->keep_end = field->end;
}

PrescanField
prescan_field_read(const char *data, size_t size, size_t begin)
{
  PrescanField field = {.begin = begin, .name = data + begin};
  size_t end = line_end(data, size, begin);
  const char *colon = memchr(data + begin, ':', end - begin);
  field.name_size = colon == NULL ? 0 : (size_t)(colon - (data + begin));
  while (end < size && (data[end] == ' ' || data[end] == '\t'))
    end = line_end(data, size, end);
  field.end = end;
  field.kind = field_kind(field.name, field.name_size);
  apply_limits(data, &field);
  return field;
}

static bool
is_token_char(char c)
{
  return g_ascii_isgraph(c) && strchr("()<>@,;\\\"[]", c) == NULL;
}

/* Read one boundary parameter behind its name; NULL when it is unusual. */
static char *
boundary_value(const char *at)
{
  at += strspn(at, " \t\r\n");
  if (*at != '=')
    return NULL;
  at += 1 + strspn(at + 1, " \t\r\n");
  const char *end = at;
  if (*at == '"') {
    at++;
    end = at + strcspn(at, "\"\\\r\n");
    if (*end != '"')
      return NULL;
  } else {
    while (is_token_char(*end))
      end++;
  }
  g_autofree char *value = g_strndup(at, (gsize)(end - at));
  /* GMime decodes RFC 2047 and 8-bit bytes even here. */
  bool plain =
      *value != '\0' && g_str_is_ascii(value) && strstr(value, "=?") == NULL;
  g_strchomp(value);
  return plain ? g_steal_pointer(&value) : NULL;
}

PrescanType
prescan_type_read(const char *bytes, size_t size)
{
  PrescanType type = {0};
  g_autofree char *copy = g_strndup(bytes, size);
  g_autofree char *field = g_ascii_strdown(copy, -1);
  const char *colon = strchr(field, ':');
  const char *value = colon == NULL ? field : colon + 1;
  value += strspn(value, " \t\r\n");
  type.is_text = g_str_has_prefix(value, "text/plain") ||
                 g_str_has_prefix(value, "text/html") || *value == '\0';
  type.is_multipart = strstr(value, "multipart") != NULL;
  type.is_digest = strstr(value, "digest") != NULL;
  type.is_message = strstr(value, "message") != NULL;
  const char *first = strstr(value, "boundary");
  if (!type.is_multipart || first == NULL)
    return type;
  type.boundary = boundary_value(copy + (first - field) + strlen("boundary"));
  type.boundary_unsure =
      type.boundary == NULL || strchr(value, '(') != NULL ||
      strstr(first + 1, "boundary*") != NULL ||
      strstr(first + strlen("boundary") + 1 + strlen(type.boundary),
             "boundary") != NULL;
  return type;
}
