/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines with labels, their folded values, and the mailbox in one of them.
 */
#include "parsers/forward/forward_header.h"

#include <string.h>

#include "parsers/fold.h"
#include "parsers/forward/forward_words.h"
#include "parsers/header.h"

enum {
  FORWARD_LABEL_MAX = 40,   /* bytes in front of the colon */
  FORWARD_VALUE_MAX = 1000, /* bytes; a long list of recipients is cut */
  FORWARD_GAP_MAX = 3,      /* folded lines of one field */
  FORWARD_WRAP_MIN = 55,    /* bytes of a line that may have been wrapped */
  FORWARD_ADDRESS_MAX = 320 /* 64 + "@" + 255, RFC 5321 4.5.3.1 */
};

/* The bytes of white space at `at`: ASCII, and the two no-break spaces that
 * French puts in front of a colon. */
static size_t
blank_size(const char *at)
{
  if (*at == ' ' || *at == '\t')
    return 1;
  if (strncmp(at, "\302\240", 2) == 0)
    return 2;
  return strncmp(at, "\342\200\257", 3) == 0 ? 3 : 0;
}

/* Over white space, bold marks and the ruler of a table's cells. */
static const char *
skip_frame(const char *at)
{
  for (;;) {
    size_t blank = blank_size(at);
    if (blank == 0 && *at != '*' && *at != '|')
      return at;
    at += MAX(blank, 1);
  }
}

/* What stands between, its frame taken off; owned by the caller. */
static char *
bare(const char *begin, const char *end)
{
  begin = skip_frame(begin);
  g_autofree char *text =
      g_strndup(begin, end > begin ? (gsize)(end - begin) : 0);
  size_t size = strlen(text);
  while (size > 0) {
    if (strchr(" \t\r*|", text[size - 1]) != NULL)
      size--;
    else if (size >= 2 && memcmp(text + size - 2, "\302\240", 2) == 0)
      size -= 2;
    else if (size >= 3 && memcmp(text + size - 3, "\342\200\257", 3) == 0)
      size -= 3;
    else
      break;
  }
  return g_strndup(text, size);
}

/* The field whose label begins a line; `out_value` points behind the colon. */
static ForwardField
field_of(const char *line, const char **out_value)
{
  const char *begin = skip_frame(line);
  const char *colon = begin;
  while (*colon != '\0' && *colon != ':' && colon - begin < FORWARD_LABEL_MAX)
    colon++;
  if (*colon != ':' || colon == begin)
    return FORWARD_FIELD_NONE;
  g_autofree char *label = bare(begin, colon);
  g_autofree char *folded = fold_case(label, strlen(label));
  *out_value = colon + 1;
  return forward_words_field(folded);
}

ForwardField
forward_header_field(const char *line, size_t size)
{
  while (size > 0 && (*line == '>' || *line == ' ')) {
    line++;
    size--;
  }
  if (memchr(line, ':', MIN(size, FORWARD_LABEL_MAX)) == NULL)
    return FORWARD_FIELD_NONE;
  g_autofree char *copy = g_strndup(line, MIN(size, FORWARD_LABEL_MAX + 1));
  g_autofree char *valid = g_utf8_make_valid(copy, -1); /* cut in a character */
  const char *value = NULL;
  return field_of(valid, &value);
}

static const char *
line_at(const GPtrArray *lines, guint i)
{
  return i < lines->len ? g_ptr_array_index(lines, i) : "";
}

static bool
is_blank(const char *line)
{
  return *skip_frame(line) == '\0';
}

/* Does another label follow before the next empty line, and soon? */
static bool
goes_on(const GPtrArray *lines, guint i)
{
  const char *value = NULL;
  for (guint n = i; n < lines->len && n <= i + FORWARD_GAP_MAX; n++) {
    if (is_blank(line_at(lines, n)))
      return false;
    if (field_of(line_at(lines, n), &value) != FORWARD_FIELD_NONE)
      return true;
  }
  return false;
}

/* A header being read. */
typedef struct Reading {
  const GPtrArray *lines;
  GString *values[FORWARD_FIELD_OTHER + 1]; /* NULL: not seen */
  ForwardField last;
  guint at;
} Reading;

/* Does a line without a label belong to the field above it? */
static bool
continues(const Reading *reading)
{
  const char *line = line_at(reading->lines, reading->at);
  const GString *value = reading->values[reading->last];
  bool recipients =
      reading->last == FORWARD_FIELD_TO || reading->last == FORWARD_FIELD_CC;
  if (goes_on(reading->lines, reading->at))
    return true;
  if (recipients && (strchr(line, '@') != NULL || strchr(line, ';') != NULL))
    return value->len > 0 || strchr(line, '@') != NULL;
  if (reading->last == FORWARD_FIELD_FROM && value->len == 0)
    return true;
  /* The last field, wrapped: one line more, then the empty one. */
  return reading->last == FORWARD_FIELD_SUBJECT &&
         strlen(line_at(reading->lines, reading->at - 1)) >= FORWARD_WRAP_MIN &&
         is_blank(line_at(reading->lines, reading->at + 1));
}

static void
add_value(Reading *reading, const char *begin)
{
  GString *value = reading->values[reading->last];
  g_autofree char *text = bare(begin, begin + strlen(begin));
  if (value->len + strlen(text) >= FORWARD_VALUE_MAX)
    return;
  if (value->len > 0 && *text != '\0')
    g_string_append_c(value, ' ');
  g_string_append(value, text);
}

/* Read one line; false when the header ended in front of it. */
static bool
read_line(Reading *reading)
{
  const char *line = line_at(reading->lines, reading->at), *value = NULL;
  ForwardField field = field_of(line, &value);
  if (field == FORWARD_FIELD_NONE) {
    if (reading->last == FORWARD_FIELD_NONE || !continues(reading))
      return false;
    add_value(reading, line);
    return true;
  }
  bool once = field != FORWARD_FIELD_OTHER && field != FORWARD_FIELD_CC;
  if (reading->values[field] != NULL && once)
    return false; /* that of another mail, passed on by the first */
  if (reading->values[field] == NULL)
    reading->values[field] = g_string_new(NULL);
  reading->last = field;
  add_value(reading, value);
  return true;
}

/* One empty line may stand within: paragraphs made of HTML. */
static bool
is_gap(const Reading *reading)
{
  const char *value = NULL;
  ForwardField next =
      field_of(line_at(reading->lines, reading->at + 1), &value);
  return is_blank(line_at(reading->lines, reading->at)) &&
         next != FORWARD_FIELD_NONE && reading->values[next] == NULL;
}

/* The value of a field, taken out; NULL for none. */
static char *
take_value(GString *value)
{
  return value == NULL || value->len == 0 ? NULL : g_strdup(value->str);
}

bool
forward_header_read(const GPtrArray *lines, guint first, ForwardHeader *out)
{
  Reading reading = {.lines = lines, .at = first};
  ForwardHeader header = {0};
  while (reading.at < lines->len) {
    if (reading.last != FORWARD_FIELD_NONE && is_gap(&reading))
      reading.at++;
    if (is_blank(line_at(lines, reading.at)) || !read_line(&reading))
      break;
    reading.at++;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(reading.values); i++)
    header.fields |= reading.values[i] != NULL ? 1u << i : 0;
  header.from = take_value(reading.values[FORWARD_FIELD_FROM]);
  header.to = take_value(reading.values[FORWARD_FIELD_TO]);
  header.date = take_value(reading.values[FORWARD_FIELD_DATE]);
  header.subject = take_value(reading.values[FORWARD_FIELD_SUBJECT]);
  header.end = reading.at;
  for (size_t i = 0; i < G_N_ELEMENTS(reading.values); i++)
    if (reading.values[i] != NULL)
      g_string_free(reading.values[i], TRUE);
  *out = header;
  return header.fields != 0;
}

void
forward_header_clear(ForwardHeader *header)
{
  g_clear_pointer(&header->from, g_free);
  g_clear_pointer(&header->to, g_free);
  g_clear_pointer(&header->date, g_free);
  g_clear_pointer(&header->subject, g_free);
}

bool
forward_header_is_whole(const ForwardHeader *header)
{
  const unsigned whole = 1u << FORWARD_FIELD_FROM | 1u << FORWARD_FIELD_DATE |
                         1u << FORWARD_FIELD_TO | 1u << FORWARD_FIELD_SUBJECT;
  return (header->fields & whole) == whole && header->from != NULL &&
         strchr(header->from, '@') != NULL;
}

unsigned
forward_header_count(const ForwardHeader *header)
{
  unsigned count = 0;
  for (unsigned rest = header->fields; rest != 0; rest >>= 1)
    count += rest & 1;
  return count;
}

/* The value, or what stands in it behind "im Auftrag von" with an address. */
static const char *
true_writer(const char *value)
{
  g_autofree char *folded = fold_case(value, strlen(value));
  const char *other = forward_words_on_behalf(folded);
  if (other == NULL || strlen(folded) != strlen(value))
    return value;
  const char *written = value + (other - folded);
  return strchr(written, '@') != NULL ? written : value;
}

static bool
is_address_byte(char c)
{
  return c != '\0' && strchr(" \t<>[]()\"',;:|*", c) == NULL &&
         !g_ascii_iscntrl(c);
}

/* The "@" of the address: within the last brackets that hold one, else the
 * first. */
static const char *
find_at(const char *value)
{
  const char *open = NULL;
  for (const char *at = value; *at != '\0'; at++)
    if ((*at == '<' || *at == '[') && strchr(at, '@') != NULL)
      open = at;
  return strchr(open == NULL ? value : open, '@');
}

/* What stands around the address, without brackets and quotation marks. */
static char *
name_of(const char *value, const char *begin, const char *end)
{
  const char *close = strchr(end, ')');
  if (begin == value && *skip_frame(end) == '(' && close != NULL) {
    g_autofree char *comment = bare(strchr(end, '(') + 1, close);
    return g_strdup(comment);
  }
  const char *stop = begin;
  const char *bracket = strpbrk(value, "<[");
  if (bracket != NULL && bracket < stop)
    stop = bracket;
  while (stop > value && strchr(" \t([<\"'", stop[-1]) != NULL)
    stop--;
  const char *start = value + strspn(value, " \t\"'");
  return bare(start, MAX(stop, start));
}

Address *
forward_header_writer(const char *value)
{
  const char *text = true_writer(value);
  const char *at = find_at(text);
  if (at == NULL)
    return NULL;
  const char *begin = at, *end = at + 1;
  while (begin > text && is_address_byte(begin[-1]))
    begin--;
  while (is_address_byte(*end) && *end != '@')
    end++;
  if (begin == at || end == at + 1 || end - begin > FORWARD_ADDRESS_MAX)
    return NULL;
  g_autofree char *written = g_strndup(begin, (gsize)(end - begin));
  g_autofree char *valid = g_utf8_make_valid(written, -1);
  g_autofree char *address = header_ascii_domain(valid);
  g_autofree char *name = name_of(text, begin, end);
  bool named = *name != '\0' && strchr(name, '@') == NULL;
  return address_new(named ? name : NULL, address);
}

char *
forward_header_addressee(const char *value)
{
  const char *at = strchr(value, '@');
  const char *comma = strchr(value, ',');
  bool several = strchr(value, ';') != NULL || strchr(value, ':') != NULL ||
                 (at != NULL && strchr(at + 1, '@') != NULL) ||
                 (comma != NULL && strchr(comma + 1, ',') != NULL);
  g_autofree char *name = bare(value, value + strlen(value));
  if (several || *name == '\0')
    return NULL;
  if (at == NULL)
    return g_steal_pointer(&name);
  g_autoptr(Address) address = forward_header_writer(value);
  if (address == NULL)
    return NULL;
  return g_strdup(address->name != NULL ? address->name : address->address);
}
