/* SPDX-License-Identifier: Apache-2.0
 *
 * The walk over the lines of a mail.  Where it and a library could read the
 * structure differently it takes more lines for header lines than less, for
 * only header lines are dangerous.
 */
#include "parsers/mime/prescan.h"

#include <string.h>

#include "parsers/message.h"
#include "parsers/mime/prescan_private.h"

/* What a clipped mail keeps of its first text part. */
enum { PRESCAN_CLIPPED_BODY_MAX = 1024 * 1024 };

enum { FIELDS_USUAL = 32 }; /* of a mail's header, to make room at once */

typedef struct Range {
  size_t begin, end;
} Range;

/* The header block being read. */
typedef struct Block {
  size_t begin;
  unsigned fields;
  bool has_type, is_leaf_text, is_message, is_base64;
  unsigned encodings; /* fields that name one; two: nobody knows which counts */
  char *boundary;     /* owned */
  Range type, encoding;
} Block;

typedef struct Scan {
  const char *data;
  size_t size;
  Prescan *result;
  GArray *cuts;           /* Range, rising */
  GArray *top_fields;     /* Range: fields of the mail itself, Content-* not */
  GHashTable *boundaries; /* every boundary declared so far */
  GPtrArray *stack;       /* char *: boundaries that are open */
  bool any_line_is_boundary, digest_seen, multipart_seen, in_header;
  unsigned parts, dash_lines;
  Block block;
  bool top_done, text_found;
  Block text;      /* block of the first text part; boundary unused */
  Range text_body; /* end 0: still open */
} Scan;

static void
clip(Scan *scan, const char *problem)
{
  scan->result->clipped = true;
  message_add_problem(scan->result->problems, problem);
}

static void
begin_block(Scan *scan, size_t at)
{
  g_free(scan->block.boundary);
  scan->block = (Block){.begin = at};
  scan->in_header = true;
}

/* The multipart of this block is open now. */
static void
push_boundary(Scan *scan)
{
  if (scan->block.boundary == NULL)
    return;
  size_t size = strlen(scan->block.boundary);
  if (size > PRESCAN_BOUNDARY_MAX)
    message_add_problem(scan->result->problems,
                        "A boundary between parts is longer than allowed.");
  if (size > PRESCAN_BOUNDARY_READ)
    clip(scan, "A boundary between parts is too long to be read.");
  if (scan->stack->len >= PRESCAN_DEPTH_MAX)
    clip(scan, "Parts are nested too deeply.");
  g_hash_table_add(scan->boundaries, g_strdup(scan->block.boundary));
  g_ptr_array_add(scan->stack, g_steal_pointer(&scan->block.boundary));
}

static void
count_part(Scan *scan)
{
  if (++scan->parts > PRESCAN_PARTS_MAX)
    clip(scan, "The mail has too many parts.");
}

/* The header block ends; its body begins at `body`. */
static void
end_block(Scan *scan, size_t body)
{
  Block *block = &scan->block;
  bool text = block->is_leaf_text || !block->has_type;
  bool message = block->is_message || (scan->digest_seen && !block->has_type);
  /* RFC 2046 5.2.1 forbids it, some gateways send it: to GMime it is a file,
     and its lines are no header. */
  if (block->is_message && block->encodings == 1 && block->is_base64)
    message = text = false;
  push_boundary(scan);
  scan->in_header = false;
  scan->top_done = true;
  if (message) {
    count_part(scan);
    begin_block(scan, body);
  } else if (text && !scan->text_found) {
    scan->text_found = true;
    scan->text = *block;
    scan->text.boundary = NULL;
    scan->text_body.begin = body;
  }
}

static void
note_type(Scan *scan, const PrescanField *field)
{
  PrescanType type =
      prescan_type_read(field->name, field->keep_end - field->begin);
  Block *block = &scan->block;
  block->has_type = true;
  block->is_leaf_text |= type.is_text;
  block->is_message |= type.is_message;
  block->type = (Range){field->begin, field->keep_end};
  scan->multipart_seen |= type.is_multipart;
  scan->digest_seen |= type.is_digest;
  scan->any_line_is_boundary |= type.boundary_unsure;
  if (block->boundary != NULL) {
    scan->any_line_is_boundary = true; /* two fields: which one counts? */
    g_hash_table_add(scan->boundaries, g_steal_pointer(&block->boundary));
  }
  block->boundary = type.boundary;
}

static void
note_encoding(Scan *scan, Range field)
{
  Block *block = &scan->block;
  g_autofree char *text =
      g_strndup(scan->data + field.begin, field.end - field.begin);
  const char *value = strchr(text, ':');
  block->encoding = field;
  block->encodings++;
  block->is_base64 =
      value != NULL &&
      g_ascii_strcasecmp(g_strstrip((char *)value + 1), "base64") == 0;
}

/* What the limits of a whole block leave of a field. */
static void
apply_block_limits(Scan *scan, PrescanField *field)
{
  const Block *block = &scan->block;
  if (block->fields > PRESCAN_FIELDS_MAX)
    field->problem = "The header has too many fields; the last were left out.";
  else if (field->keep_end - block->begin > PRESCAN_HEADER_MAX)
    field->problem = "The header is too long; its end was left out.";
  else
    return;
  field->keep_end = field->begin;
}

/* Read the field at `at`; returns where the next line begins. */
static size_t
scan_field(Scan *scan, size_t at)
{
  PrescanField field = prescan_field_read(scan->data, scan->size, at);
  Block *block = &scan->block;
  block->fields++;
  apply_block_limits(scan, &field);
  bool whole = field.keep_end == field.begin;
  if (field.problem != NULL) {
    size_t end = field.end;
    if (!whole && scan->data[end - 1] == '\n')
      end--; /* the line feed stays */
    Range range = {field.keep_end, end};
    g_array_append_val(scan->cuts, range);
    message_add_problem(scan->result->problems, field.problem);
  }
  Range kept = {field.begin, field.keep_end};
  if (whole)
    return field.end;
  if (field.kind == PRESCAN_FIELD_CONTENT_TYPE)
    note_type(scan, &field);
  else if (field.kind == PRESCAN_FIELD_ENCODING)
    note_encoding(scan, kept);
  else if (!scan->top_done)
    g_array_append_val(scan->top_fields, kept);
  return field.end;
}

/* The line without its dashes in front and white space behind. */
static char *
boundary_of_line(const char *line, size_t size)
{
  char *text = g_strndup(line + 2, size - 2);
  return g_strchomp(text);
}

/* Take the boundary and all opened within it from the stack.  An opening line
 * leaves the boundary itself open.
 */
static void
pop_boundary(Scan *scan, const char *boundary, bool closes)
{
  for (guint i = scan->stack->len; i > 0; i--) {
    if (strcmp(g_ptr_array_index(scan->stack, i - 1), boundary) == 0) {
      g_ptr_array_set_size(scan->stack, (int)(closes ? i - 1 : i));
      return;
    }
  }
}

/* Is this line, which begins with "--", a boundary?  Opens and closes. */
static bool
scan_boundary(Scan *scan, size_t at, size_t end)
{
  if (!scan->multipart_seen)
    return false;
  if (++scan->dash_lines > PRESCAN_DASH_LINES_MAX)
    clip(scan, "Too many lines look like boundaries between parts.");
  if (end - at > 2 * PRESCAN_FIELD_MAX)
    return false;
  g_autofree char *text = boundary_of_line(scan->data + at, end - at);
  bool opens = scan->any_line_is_boundary ||
               g_hash_table_contains(scan->boundaries, text);
  bool closes = false;
  if (!opens && g_str_has_suffix(text, "--")) {
    text[strlen(text) - 2] = '\0';
    closes = g_hash_table_contains(scan->boundaries, text);
  }
  if (!opens && !closes)
    return false;
  pop_boundary(scan, text, closes);
  if (scan->text_found && scan->text_body.end == 0)
    scan->text_body.end = at;
  scan->in_header = false;
  if (opens) {
    count_part(scan);
    begin_block(scan, end);
  }
  return true;
}

static bool
is_blank(const char *line, size_t size)
{
  return line[0] == '\n' || (size > 1 && line[0] == '\r' && line[1] == '\n');
}

/* Behind the line at `at`. */
static size_t
line_end(const Scan *scan, size_t at)
{
  const char *feed = memchr(scan->data + at, '\n', scan->size - at);
  return feed == NULL ? scan->size : (size_t)(feed - scan->data) + 1;
}

/* The next line from `at` on that may be a boundary, as all below a header. */
static size_t
skip_body(const Scan *scan, size_t at)
{
  while (at < scan->size && scan->data[at] != '-')
    at = line_end(scan, at);
  return at;
}

static void
scan_lines(Scan *scan)
{
  /* Below the header only boundaries matter, which a multipart must declare. */
  for (size_t at = 0; at < scan->size && !scan->result->clipped &&
                      (scan->in_header || scan->multipart_seen);) {
    const char *line = scan->data + at;
    size_t end = line_end(scan, at);
    bool dashes = end - at > 2 && line[0] == '-' && line[1] == '-';
    if (dashes && scan_boundary(scan, at, end)) {
      at = end;
    } else if (!scan->in_header) {
      at = skip_body(scan, end);
    } else if (is_blank(line, end - at)) {
      end_block(scan, end);
      at = end;
    } else {
      at = scan_field(scan, at);
    }
  }
  if (scan->text_found && scan->text_body.end == 0)
    scan->text_body.end = scan->size;
}

/* Header and first text part as a mail of their own. */
static GBytes *
build_clipped(const Scan *scan)
{
  GByteArray *out = g_byte_array_new();
  const guint8 *data = (const guint8 *)scan->data;
  for (guint i = 0; i < scan->top_fields->len; i++) {
    Range field = g_array_index(scan->top_fields, Range, i);
    g_byte_array_append(out, data + field.begin, field.end - field.begin);
    if (data[field.end - 1] != '\n')
      g_byte_array_append(out, (const guint8 *)"\n", 1);
  }
  Range fields[] = {scan->text.type, scan->text.encoding};
  for (size_t i = 0; scan->text_found && i < G_N_ELEMENTS(fields); i++) {
    size_t size = fields[i].end - fields[i].begin;
    if (size == 0)
      continue;
    g_byte_array_append(out, data + fields[i].begin, size);
    if (data[fields[i].end - 1] != '\n')
      g_byte_array_append(out, (const guint8 *)"\n", 1);
  }
  g_byte_array_append(out, (const guint8 *)"\n", 1);
  Range body = scan->text_body;
  if (scan->text_found && body.end > body.begin)
    g_byte_array_append(out, data + body.begin,
                        MIN(body.end - body.begin, PRESCAN_CLIPPED_BODY_MAX));
  return g_byte_array_free_to_bytes(out);
}

static GBytes *
build_cut(const Scan *scan)
{
  GByteArray *out = g_byte_array_sized_new(scan->size);
  size_t at = 0;
  for (guint i = 0; i < scan->cuts->len; i++) {
    Range range = g_array_index(scan->cuts, Range, i);
    g_byte_array_append(out, (const guint8 *)scan->data + at, range.begin - at);
    at = range.end;
  }
  g_byte_array_append(out, (const guint8 *)scan->data + at, scan->size - at);
  return g_byte_array_free_to_bytes(out);
}

static void
scan_init(Scan *scan, GBytes *raw)
{
  gsize size = 0;
  scan->data = g_bytes_get_data(raw, &size);
  scan->size = MIN(size, (gsize)PRESCAN_MAIL_MAX);
  scan->result = g_new0(Prescan, 1);
  scan->result->problems = g_ptr_array_new_with_free_func(g_free);
  scan->cuts = g_array_new(FALSE, FALSE, sizeof(Range));
  scan->top_fields =
      g_array_sized_new(FALSE, FALSE, sizeof(Range), FIELDS_USUAL);
  scan->boundaries =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  scan->stack = g_ptr_array_new_with_free_func(g_free);
}

static Prescan *
scan_finish(Scan *scan)
{
  g_array_unref(scan->cuts);
  g_array_unref(scan->top_fields);
  g_hash_table_unref(scan->boundaries);
  g_ptr_array_unref(scan->stack);
  g_free(scan->block.boundary);
  return scan->result;
}

Prescan *
prescan_mail(GBytes *raw)
{
  Scan scan = {0};
  scan_init(&scan, raw);
  begin_block(&scan, 0);
  scan_lines(&scan);
  if (g_bytes_get_size(raw) > PRESCAN_MAIL_MAX)
    clip(&scan, "The mail is larger than 25 MiB.");
  if (scan.result->clipped)
    scan.result->bytes = build_clipped(&scan);
  else if (scan.cuts->len > 0)
    scan.result->bytes = build_cut(&scan);
  else
    scan.result->bytes = g_bytes_ref(raw);
  return scan_finish(&scan);
}

void
prescan_free(Prescan *prescan)
{
  if (prescan == NULL)
    return;
  g_bytes_unref(prescan->bytes);
  g_ptr_array_unref(prescan->problems);
  g_free(prescan);
}
