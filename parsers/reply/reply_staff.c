/* SPDX-License-Identifier: Apache-2.0
 *
 * The strict reading of what staff wrote: what may go to a citizen.  Line by
 * line from the top, each line has a fate; the first that is no text of the
 * answer ends it.  In doubt a line is left out, and the doubt is told.
 */
#include <string.h>

#include "parsers/command.h"
#include "parsers/reply/direct_number.h"
#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"
#include "parsers/reply/staff_form.h"
#include "parsers/reply/staff_words.h"

enum {
  /* A staff answer longer than this without any mark most likely holds our own
     mail, unmarked. */
  REPLY_STAFF_LINES_MAX = 12,
};

/* What becomes of a line. */
typedef enum Fate {
  FATE_KEEP,
  FATE_DROP,    /* left out, and on with the next */
  FATE_END,     /* what follows is surely not the answer */
  FATE_CONTACT, /* the same; the name above goes, too */
  FATE_DOUBT,   /* left out, and nothing may be passed on */
  FATE_REMARK,  /* the same, with what stands above in its paragraph */
} Fate;

typedef struct StaffReading {
  const GArray *lines;
  StaffWords words;
  GArray *kept;    /* guint: lines of the answer, in order */
  guint sentences; /* kept lines that are no command */
  bool doubtful;
} StaffReading;

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

/* A line without blanks in front, with its capitals. */
static char *
written(const ReplyLine *line)
{
  g_autofree char *copy = g_strndup(line->begin, line->size);
  return g_strdup(staff_form_skip_blanks(copy));
}

static bool
is_command(const StaffReading *reading, const ReplyLine *line, const char *bare)
{
  if (bare[0] == '#' && bare[1] != '#')
    return true;
  g_autofree char *text = written(line);
  return reading->kept->len == 0 && command_find(text) != NULL;
}

/* A label with another one on its line or the next is a mail's header; alone
 * it may be anything. */
static Fate
fate_of_label(const StaffReading *reading, guint i, const char *bare)
{
  if (staff_form_count_labels(bare) >= 2)
    return FATE_END;
  for (guint n = i + 1; n < reading->lines->len && n <= i + 2; n++) {
    const ReplyLine *next = line_at(reading->lines, n);
    g_autofree char *next_bare = staff_words_bare(next->folded);
    if (reply_line_is_header(next) ||
        staff_words_sign(&reading->words, next_bare) == STAFF_SIGN_LABEL)
      return FATE_END;
  }
  return FATE_DOUBT;
}

static Fate
fate_of_sign(const StaffReading *reading, guint i, const char *bare)
{
  const ReplyLine *line = line_at(reading->lines, i);
  StaffSign sign = staff_words_sign(&reading->words, bare);
  if (sign == STAFF_SIGN_NONE && reply_line_is_header(line))
    sign = STAFF_SIGN_LABEL;
  switch (sign) {
  case STAFF_SIGN_NONE:
    return FATE_KEEP;
  case STAFF_SIGN_CONTACT:
    return FATE_CONTACT;
  case STAFF_SIGN_LABEL:
    return fate_of_label(reading, i, bare);
  case STAFF_SIGN_END:
    return FATE_END;
  case STAFF_SIGN_PLACEHOLDER:
    return staff_form_is_bracketed(bare) ? FATE_DROP : FATE_DOUBT;
  case STAFF_SIGN_REMARK:
    return FATE_REMARK;
  }
  g_assert_not_reached();
}

/* Does a line that is no attribution for citizens look like one?  Citizens'
 * lines must not be lost, hence the difference. */
static Fate
fate_of_saying(const char *bare)
{
  bool saying = staff_form_holds_saying(bare);
  if (!saying && !reply_words_hold(REPLY_WORDS_VERB, bare))
    return FATE_KEEP;
  if (g_str_has_suffix(bare, ":") || strchr(bare, '@') != NULL)
    return FATE_END;
  if (saying)
    return FATE_DOUBT;
  bool digit = strpbrk(bare, "0123456789") != NULL;
  bool told = strstr(bare, " schrieb ") != NULL || strchr(bare, ':') != NULL;
  return digit && told ? FATE_DOUBT : FATE_KEEP;
}

/* By the words of greeting: of a colleague, or of a second letter. */
static Fate
fate_of_greeting(const StaffReading *reading, guint i, const char *bare)
{
  const ReplyLine *line = line_at(reading->lines, i);
  g_autofree char *text = written(line);
  if (staff_words_greet_colleague(bare, text) || staff_form_is_call(text))
    return FATE_REMARK;
  bool begins = i > 0 && line_at(reading->lines, i - 1)->kind == REPLY_EMPTY;
  bool second = reading->sentences > 0 && begins && staff_words_greet(bare);
  return second ? FATE_DOUBT : FATE_KEEP;
}

static Fate
fate_of_number(const char *bare)
{
  if (direct_number_alone(bare))
    return FATE_CONTACT;
  if (!direct_number_in(bare))
    return FATE_KEEP;
  /* With another sentence the answer would lose something. */
  return staff_form_offers_contact(bare) ? FATE_CONTACT : FATE_DOUBT;
}

/* The fate of a line of text. */
static Fate
fate_of_text(const StaffReading *reading, guint i, const char *bare)
{
  const ReplyLine *line = line_at(reading->lines, i);
  if (g_str_has_prefix(bare, "│") || reply_line_is_closing(line) ||
      reply_line_is_banner(line) || staff_form_is_frame(bare) ||
      staff_form_is_file(bare) || staff_form_is_initials(bare))
    return FATE_END;
  Fate fate = fate_of_sign(reading, i, bare);
  if (fate == FATE_KEEP)
    fate = fate_of_saying(bare);
  if (fate == FATE_KEEP && staff_form_count_labels(bare) >= 2)
    fate = FATE_DOUBT; /* a header in the middle of a line */
  if (fate == FATE_KEEP)
    fate = fate_of_greeting(reading, i, bare);
  return fate == FATE_KEEP ? fate_of_number(bare) : fate;
}

static Fate
fate_of(StaffReading *reading, guint i)
{
  const ReplyLine *line = line_at(reading->lines, i);
  if (line->kind == REPLY_EMPTY)
    return FATE_KEEP;
  if (line->kind != REPLY_TEXT)
    return FATE_END;
  g_autofree char *bare = staff_words_bare(line->folded);
  if (!is_command(reading, line, bare)) {
    Fate fate = fate_of_text(reading, i, bare);
    reading->sentences += fate == FATE_KEEP ? 1 : 0;
    return fate;
  }
  /* The command counts; what stands behind it may be meant for anybody. */
  reading->doubtful |=
      direct_number_in(bare) ||
      staff_words_sign(&reading->words, bare) == STAFF_SIGN_REMARK;
  return FATE_KEEP;
}

static const ReplyLine *
last_kept(const StaffReading *reading)
{
  if (reading->kept->len == 0)
    return NULL;
  guint i = g_array_index(reading->kept, guint, reading->kept->len - 1);
  return line_at(reading->lines, i);
}

static void
drop_empty(StaffReading *reading)
{
  const ReplyLine *last;
  while ((last = last_kept(reading)) != NULL && last->kind == REPLY_EMPTY)
    g_array_set_size(reading->kept, reading->kept->len - 1);
}

/* Take back the paragraph that a doubt fell on, its command excepted. */
static void
drop_paragraph(StaffReading *reading)
{
  const ReplyLine *last;
  while ((last = last_kept(reading)) != NULL && last->kind == REPLY_TEXT &&
         *last->folded != '#')
    g_array_set_size(reading->kept, reading->kept->len - 1);
}

/* Take back names, offices and addresses above a contact block's numbers. */
static void
drop_block(StaffReading *reading)
{
  const ReplyLine *last;
  while (drop_empty(reading), (last = last_kept(reading)) != NULL) {
    g_autofree char *text = written(last);
    if (*last->folded == '#' || reading->sentences == 0 ||
        !(staff_form_is_signed(text) || staff_form_is_office(text)))
      return;
    g_array_set_size(reading->kept, reading->kept->len - 1);
    reading->sentences--;
  }
}

/* A last paragraph that is a name, alone or with its office, is a signature;
 * "Ihr Bauhof" is none. */
static void
drop_name(StaffReading *reading)
{
  drop_empty(reading);
  guint first = reading->kept->len, lines = 0;
  for (; first > 0; first--, lines++) {
    guint i = g_array_index(reading->kept, guint, first - 1);
    const ReplyLine *line = line_at(reading->lines, i);
    g_autofree char *text = written(line);
    if (line->kind == REPLY_EMPTY)
      break;
    if (!staff_form_is_signed(text) && !staff_form_is_office(text))
      return;
  }
  if (first == 0 || lines == 0 || lines >= reading->sentences)
    return;
  guint i = g_array_index(reading->kept, guint, first);
  g_autofree char *top = written(line_at(reading->lines, i));
  if (!staff_form_is_signed(top))
    return;
  g_array_set_size(reading->kept, first);
  reading->sentences -= lines;
}

/* Does an answer go on between or below the quotes from `i` on?  Then what
 * stands above is a part of it only. */
static bool
goes_on(const StaffReading *reading, guint i)
{
  bool quoted = false;
  for (; i < reading->lines->len; i++) {
    const ReplyLine *line = line_at(reading->lines, i);
    quoted |= line->kind == REPLY_QUOTE;
    if (line->kind == REPLY_EMPTY || line->kind == REPLY_QUOTE ||
        line->kind == REPLY_ATTRIBUTION)
      continue;
    g_autofree char *text = written(line);
    bool begins = i > 0 && line_at(reading->lines, i - 1)->kind == REPLY_EMPTY;
    if (line->kind != REPLY_TEXT || reply_line_is_closing(line) ||
        staff_form_is_name(text))
      return false;
    if (quoted && begins)
      return true;
  }
  return false;
}

/* Read lines until the answer ends; returns where. */
static guint
read_answer(StaffReading *reading, guint i)
{
  for (; i < reading->lines->len; i++) {
    switch (fate_of(reading, i)) {
    case FATE_KEEP:
      g_array_append_val(reading->kept, i);
      break;
    case FATE_DROP:
      break;
    case FATE_CONTACT:
      drop_block(reading);
      return i;
    case FATE_END:
      reading->doubtful |= goes_on(reading, i);
      return i;
    case FATE_REMARK:
      drop_paragraph(reading);
      reading->doubtful = true;
      return i;
    case FATE_DOUBT:
      reading->doubtful = true;
      return i;
    }
  }
  return i;
}

/* A gateway's banner above everything is stepped over with its paragraph. */
static guint
skip_banner(const GArray *lines)
{
  guint i = 0;
  while (i < lines->len && (line_at(lines, i)->kind == REPLY_EMPTY ||
                            line_at(lines, i)->kind == REPLY_FOOTER))
    i++;
  if (i == lines->len || !reply_line_is_banner(line_at(lines, i)))
    return i;
  while (i < lines->len && line_at(lines, i)->kind != REPLY_EMPTY)
    i++;
  return i;
}

static char *
join_kept(const StaffReading *reading)
{
  GString *text = g_string_new(NULL);
  for (guint k = 0; k < reading->kept->len; k++) {
    guint i = g_array_index(reading->kept, guint, k);
    const ReplyLine *line = line_at(reading->lines, i);
    if (text->len > 0 || line->kind != REPLY_EMPTY) {
      g_string_append_len(text, line->begin, (gssize)line->size);
      g_string_append_c(text, '\n');
    }
  }
  return g_strchomp(g_string_free(text, FALSE));
}

char *
reply_staff(const ReplyLines *source, bool cites_ours, bool *out_doubtful)
{
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(guint));
  StaffReading reading = {.lines = source->lines, .kept = kept};
  staff_words_init(&reading.words);
  guint end = read_answer(&reading, skip_banner(source->lines));
  bool marked = end < source->lines->len;
  drop_name(&reading);
  *out_doubtful =
      reading.doubtful ||
      (cites_ours && !marked && reading.sentences > REPLY_STAFF_LINES_MAX);
  return join_kept(&reading);
}
