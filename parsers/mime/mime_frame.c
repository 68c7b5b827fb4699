/* SPDX-License-Identifier: Apache-2.0
 *
 * What the parts of one multipart say, and which alternative says it.  HTML is
 * made text as late as can be: beside a plain text that says the same nobody
 * reads it, and to read it is the dearest step of all.
 */
#include <string.h>

#include "parsers/fold.h"
#include "parsers/html/html_text.h"
#include "parsers/mime/mime_private.h"
#include "parsers/reply/reply.h"

enum {
  MIME_HINT_LETTERS_MAX = 300, /* "your mail program cannot show HTML" */
  /* HTML that says so much more than the text beside it: the text is only a
     hint that one needs another mail program. */
  MIME_HTML_RATIO = 8,
  MIME_HTML_LETTERS_MIN = 200,
};

void
mime_frame_begin(MimeFrame *frame, bool is_alternative)
{
  *frame = (MimeFrame){.is_alternative = is_alternative,
                       .plain = g_string_new(NULL),
                       .html = g_string_new(NULL)};
}

static void
frame_clear(MimeFrame *frame)
{
  g_string_free(frame->plain, TRUE);
  g_string_free(frame->html, TRUE);
  g_free(frame->source);
}

static void settle(MimeReader *reader);

/* Where a text goes; in an alternative it replaces what stood there, as the
 * last one is the best (RFC 2046 5.1.4).
 */
static GString *
choose(MimeReader *reader, bool from_html)
{
  MimeFrame *frame = reader->frame;
  if (!frame->is_alternative) {
    settle(reader);
    frame->has_html |= from_html;
    return frame->plain;
  }
  if (from_html)
    g_clear_pointer(&frame->source, g_free);
  return g_string_truncate(from_html ? frame->html : frame->plain, 0);
}

static void
add(MimeReader *reader, const char *text, bool from_html)
{
  GString *to = choose(reader, from_html);
  if (to->len > 0 && to->str[to->len - 1] != '\n')
    g_string_append_c(to, '\n');
  size_t size = strlen(text);
  if (to->len + size > MIME_TEXT_MAX) {
    mime_reader_add_problem(reader, "A text is too long; its end is left out.");
    size = MIME_TEXT_MAX - MIN(to->len, MIME_TEXT_MAX);
    while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
      size--; /* not within a character */
  }
  g_string_append_len(to, text, (gssize)size);
}

/* Make HTML that waits a text, in its place. */
static void
settle(MimeReader *reader)
{
  g_autofree char *source = g_steal_pointer(&reader->frame->source);
  if (source == NULL)
    return;
  g_autofree char *text = html_text(source, strlen(source), MIME_TEXT_MAX);
  add(reader, text, true);
}

/* The letters of a text, addresses of links left out; counts no further than
 * `enough`. */
static size_t
count_letters(const char *text, size_t enough)
{
  size_t letters = 0;
  for (const char *at = text; *at != '\0' && letters < enough;) {
    if ((unsigned char)*at >= 0x80) {
      letters += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
      at = g_utf8_next_char(at);
    } else if (*at == '<' && g_str_has_prefix(at + 1, "http")) {
      at += strcspn(at, "> \n");
    } else {
      letters += g_ascii_isalnum(*at++) ? 1 : 0;
    }
  }
  return letters;
}

void
mime_reader_add_text(MimeReader *reader, const char *text)
{
  if (!reader->frame->is_alternative)
    mime_reader_end_forward(reader);
  reader->said = reader->said || count_letters(text, 1) > 0;
  add(reader, text, false);
}

void
mime_reader_add_html(MimeReader *reader, char *html)
{
  MimeFrame *frame = reader->frame;
  if (!frame->is_alternative) {
    mime_reader_end_forward(reader);
    settle(reader);
  }
  reader->said = true;
  g_free(frame->source);
  frame->source = html;
  if (!frame->is_alternative && frame->plain->len > 0)
    settle(reader); /* only what stands alone can be handed on as HTML */
}

/* Is a text nothing but the advice to look at the HTML? */
static bool
is_hint(const char *plain)
{
  static const char *const hints[] = {
      "kein html",       "keine html",      "html nicht",        "html-ansicht",
      "html-format",     "html anzeigen",   "not support html",  "html-capable",
      "html capable",    "html email",      "html e-mail",       "html message",
      "in html format",  "view this email", "view this message", "im browser",
      "in your browser", "format html",
  };
  if (count_letters(plain, MIME_HINT_LETTERS_MAX) >= MIME_HINT_LETTERS_MAX)
    return false;
  g_autofree char *folded = fold_case(plain, strlen(plain));
  for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
    if (strstr(folded, hints[i]) != NULL)
      return true;
  return false;
}

static bool
holds_any(const char *text, const char *const words[])
{
  for (; *words != NULL; words++)
    if (strstr(text, *words) != NULL)
      return true;
  return false;
}

/* Does HTML mark a quote? */
static bool
marks_quote(const char *source)
{
  static const char *const with_quote[] = {"<blockquote", "name=\"quote\"",
                                           "gmail_quote", "yahoo_quoted", NULL};
  static const char *const others[] = {"<BLOCKQUOTE",
                                       "divRplyFwdMsg",
                                       "OLK_SRC_BODY",
                                       "appendonsend",
                                       "moz-cite",
                                       "reference-message-container",
                                       NULL};
  return holds_any(source, others) ||
         (strstr(source, "quote") != NULL && holds_any(source, with_quote));
}

/* Does HTML mark a quote that the plain text does not show?  Then what the
 * person wrote is told apart by the HTML alone.
 */
static bool
loses_quote(const char *plain, const char *source)
{
  if (!marks_quote(source))
    return false;
  g_autoptr(ReplyLines) lines = reply_lines_new(plain);
  return !reply_lines_hold_quote(lines);
}

/* Does so much of the HTML stand in the plain text that nothing is missing? */
static bool
is_long_enough(const char *plain, const char *source)
{
  /* Each letter of its text stands in the HTML, as a byte or more. */
  size_t most = strlen(source);
  size_t enough = most < MIME_HTML_LETTERS_MIN ? 1 : most / MIME_HTML_RATIO + 1;
  return count_letters(plain, enough) >= enough;
}

/* Does the plain half of an alternative say what the mail says? */
static bool
plain_is_enough(MimeReader *reader)
{
  const MimeFrame *frame = reader->frame;
  const char *said = frame->plain->str;
  bool lost = false;
  if (frame->source != NULL) {
    lost = is_hint(said) || loses_quote(said, frame->source);
    if (!lost && is_long_enough(said, frame->source))
      return true;
    settle(reader);
  }
  size_t plain = count_letters(said, SIZE_MAX);
  size_t html = count_letters(frame->html->str, SIZE_MAX);
  if (plain == 0 || (lost && html > 0))
    return html == 0;
  return html < MIME_HTML_LETTERS_MIN || plain * MIME_HTML_RATIO >= html;
}

void
mime_frame_end(MimeReader *reader, MimeFrame *outer)
{
  MimeFrame *frame = reader->frame;
  bool use_html = frame->is_alternative && !plain_is_enough(reader);
  reader->frame = outer;
  if (frame->source != NULL && !frame->is_alternative)
    mime_reader_add_html(reader, g_steal_pointer(&frame->source));
  else
    add(reader, use_html ? frame->html->str : frame->plain->str,
        use_html || frame->has_html);
  frame_clear(frame);
}

char *
mime_frame_finish(MimeReader *reader)
{
  settle(reader);
  char *text = g_strdup(reader->frame->plain->str);
  frame_clear(reader->frame);
  return text;
}
