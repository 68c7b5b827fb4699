/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts between boundaries.
 */
#include "parsers/mime/text_body.h"

#include <string.h>

#include "parsers/mime/mime_private.h"

/* A part of a multipart: header and content, without the line break that
 * belongs to the boundary behind it (RFC 2046 5.1.1). */
typedef struct Slice {
  const char *begin, *end;
} Slice;

/* Behind the line break at `at`; NULL when there is none. */
static const char *
skip_break(const char *at, const char *end)
{
  if (at < end && *at == '\r')
    at++;
  return at < end && *at == '\n' ? at + 1 : NULL;
}

static bool
is_name(const char *at, const char *colon, const char *name)
{
  size_t size = (size_t)(colon - at);
  return strlen(name) == size && g_ascii_strncasecmp(at, name, size) == 0;
}

/* Does an encoding stand there that needs nothing but g_mime_encoding_step(),
 * or nothing at all? */
static bool
read_encoding(TextLeaf *leaf, const char *at, const char *end)
{
  static const char *const as_it_is[] = {"7bit", "8bit"};
  g_autofree char *value = g_strstrip(g_strndup(at, (gsize)(end - at)));
  leaf->quoted_printable = g_ascii_strcasecmp(value, "quoted-printable") == 0;
  for (size_t i = 0; i < G_N_ELEMENTS(as_it_is); i++)
    if (g_ascii_strcasecmp(value, as_it_is[i]) == 0)
      return true;
  return leaf->quoted_printable;
}

/* Read the fields at `at`, no others than of type and encoding; returns where
 * they end, NULL when they are unusual. */
static const char *
read_fields(TextLeaf *leaf, const char *at, const char *end)
{
  bool encoded = false;
  for (size_t size; (size = mime_field_size(at, end)) > 0; at += size) {
    const char *colon = memchr(at, ':', size);
    bool known = false;
    if (is_name(at, colon, "Content-Type")) {
      known = leaf->type.media_type == NULL &&
              text_type_read(&leaf->type, colon + 1, at + size);
    } else if (is_name(at, colon, "Content-Transfer-Encoding")) {
      known = !encoded && read_encoding(leaf, colon + 1, at + size);
      encoded = true;
    }
    if (!known)
      return NULL;
  }
  return leaf->type.media_type == NULL ? NULL : at;
}

/* Is the type one that a row reads as text? */
static bool
leaf_is_text(TextLeaf *leaf)
{
  leaf->row = part_find(leaf->type.media_type);
  return leaf->row->read_text != NULL && leaf->type.boundary == NULL &&
         leaf->begin < leaf->end;
}

static bool
read_part(TextBody *body, Slice part)
{
  if (body->count == TEXT_BODY_LEAVES_MAX)
    return false;
  TextLeaf *leaf = &body->leaves[body->count++];
  const char *blank = read_fields(leaf, part.begin, part.end);
  leaf->begin = blank == NULL ? NULL : skip_break(blank, part.end);
  leaf->end = part.end;
  return leaf->begin != NULL && leaf_is_text(leaf);
}

/* The line that begins with `mark`, from the line at `at` on; or NULL. */
static const char *
find_mark(const char *at, const char *end, const char *mark)
{
  size_t size = strlen(mark);
  while ((size_t)(end - at) >= size && memcmp(at, mark, size) != 0) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    at = feed == NULL ? end : feed + 1;
  }
  return (size_t)(end - at) >= size ? at : NULL;
}

/* Read the parts between lines of `mark`, "--" and the boundary, up to the one
 * that ends in "--"; lines that only begin so are for GMime to understand. */
static bool
read_parts(TextBody *body, const char *begin, const char *end, const char *mark)
{
  const char *at = find_mark(begin, end, mark);
  for (bool closed = false; at != NULL && !closed;) {
    Slice part = {.begin = skip_break(at + strlen(mark), end)};
    at = part.begin == NULL ? NULL : find_mark(part.begin, end, mark);
    if (at == NULL)
      return false;
    part.end = at - 1;
    if (part.end > part.begin && part.end[-1] == '\r')
      part.end--;
    const char *rest = at + strlen(mark);
    closed = end - rest > 2 && rest[0] == '-' && rest[1] == '-';
    if (!read_part(body, part) || (closed && skip_break(rest + 2, end) == NULL))
      return false;
  }
  return body->count > 0;
}

static bool
read_multipart(TextBody *body, const TextType *type, const char *at,
               const char *end)
{
  if (type->boundary == NULL || type->charset != NULL)
    return false;
  g_autofree char *mark = g_strconcat("--", type->boundary, NULL);
  return read_parts(body, at, end, mark);
}

TextBody *
text_body_new(const GByteArray *fields, const char *at, const char *end)
{
  g_autoptr(TextBody) body = g_new0(TextBody, 1);
  TextLeaf whole = {.end = end};
  const char *head = (const char *)fields->data;
  bool usual =
      fields->len > 0 &&
      read_fields(&whole, head, head + fields->len) == head + fields->len;
  whole.begin = skip_break(at, end);
  usual = usual && whole.begin != NULL;
  if (usual && leaf_is_text(&whole)) {
    body->leaves[body->count++] = whole;
    return g_steal_pointer(&body);
  }
  body->is_alternative =
      usual &&
      g_ascii_strcasecmp(whole.type.media_type, "multipart/alternative") == 0;
  usual = body->is_alternative && !whole.quoted_printable &&
          read_multipart(body, &whole.type, whole.begin, end);
  text_type_clear(&whole.type);
  return usual ? g_steal_pointer(&body) : NULL;
}

void
text_body_free(TextBody *body)
{
  if (body == NULL)
    return;
  for (unsigned i = 0; i < body->count; i++)
    text_type_clear(&body->leaves[i].type);
  g_free(body);
}

GByteArray *
text_leaf_decode(const TextLeaf *leaf)
{
  size_t size = (size_t)(leaf->end - leaf->begin);
  GMimeEncoding decoding;
  g_mime_encoding_init_decode(
      &decoding, leaf->quoted_printable ? GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
                                        : GMIME_CONTENT_ENCODING_DEFAULT);
  size_t room = g_mime_encoding_outlen(&decoding, size);
  GByteArray *bytes = g_byte_array_sized_new((guint)room);
  g_byte_array_set_size(bytes, (guint)room);
  size_t got =
      g_mime_encoding_step(&decoding, leaf->begin, size, (char *)bytes->data);
  g_byte_array_set_size(bytes, (guint)got);
  return bytes;
}
