/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands below a person's words without being marked: notes of virus
 * scanners and companies, the foot of a mailing list.  Only what is clear is
 * taken.  The ways to reach him are read elsewhere.
 */
#include <string.h>

#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words.h"

enum {
  REPLY_OWN_SENTENCE_MIN = 20, /* bytes; a shorter one is a heading */
  REPLY_LIST_LINES_MAX = 8,    /* of the foot of a mailing list */
};

static ReplyLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, ReplyLine, i);
}

/* The lines [begin, end) of one stretch that the person may have written. */
typedef struct Stretch {
  GArray *lines;
  guint begin, end;
} Stretch;

static void
take(Stretch *stretch, guint begin)
{
  for (guint i = begin; i < stretch->end; i++)
    if (line_at(stretch->lines, i)->kind == REPLY_TEXT)
      line_at(stretch->lines, i)->kind = REPLY_FOOTER;
  stretch->end = begin;
}

static void
trim(Stretch *stretch)
{
  while (stretch->end > stretch->begin &&
         line_at(stretch->lines, stretch->end - 1)->kind != REPLY_TEXT)
    stretch->end--;
}

/* Where the last paragraph begins. */
static guint
last_paragraph(const Stretch *stretch)
{
  guint i = stretch->end;
  while (i > stretch->begin &&
         line_at(stretch->lines, i - 1)->kind == REPLY_TEXT)
    i--;
  return i;
}

/* Notes speak of recipients, of printing or of viruses.  Without that "this
 * mail is confidential" may be what a citizen asks for.
 */
static bool
is_formal(const Stretch *stretch, guint begin)
{
  static const char *const words[] = {
      "adressat",        "empfänger",   "irrtümlich",  "unbefugt",
      "rechtlich gesch", "löschen",     "vernichten",  "recipient",
      "disclos",         "unauthori",   "in error",    "delete",
      "destinatair",     "destinatar",  "ontvanger",   "adresat",
      "alıcı",           "получател",   "avast",       "avg",
      "drucken",         "ausgedruckt", "print",       "imprim",
      "stampare",        "viren",       "virus",       "wirus",
      "вирус",           "libra esva",  "datenschutz",
  };
  for (guint i = begin; i < stretch->end; i++)
    for (size_t n = 0; n < G_N_ELEMENTS(words); n++)
      if (strstr(line_at(stretch->lines, i)->folded, words[n]) != NULL)
        return true;
  return false;
}

/* Does a sentence that has nothing of a note stand on the line in front of the
 * note?  Then the whole line is the writer's: "Im Park liegen Spritzen.  Diese
 * Nachricht ist vertraulich, löschen Sie meinen Namen."
 */
static bool
opens_with_own(const char *folded)
{
  static const char *const words[] = {
      "vertraul",  "confiden", "privileg",  "intended",    "bestimmt",
      "mail",      "message",  "nachricht", "information", "mensaje",
      "messaggio", "bericht",  "wiadomo",   "mesaj",       "сообщени",
      "e-posta",   "virus",    "viren",     "hinweis",     "notice",
      "disclaim",  "libra",    "umwelt",    "environment", "scan"};
  for (const char *at = folded;;) {
    const char *end = strpbrk(at, ".!?");
    while (end != NULL && end[1] != ' ')
      end = strpbrk(end + 1, ".!?");
    if (end == NULL)
      return false; /* the last sentence, which is the note */
    g_autofree char *sentence = g_strndup(at, (gsize)(end - at));
    if (reply_words_hold(REPLY_WORDS_DISCLAIMER, sentence))
      return false;
    bool note = strlen(sentence) < REPLY_OWN_SENTENCE_MIN;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
      note |= strstr(sentence, words[i]) != NULL;
    if (!note)
      return true;
    at = end + 1;
  }
}

/* The first line from `begin` on that is a note; the end when none is.  A note
 * runs to the end of its paragraph.
 */
static guint
find_note(const Stretch *stretch, guint begin)
{
  guint i = begin;
  ReplyIndex notes;
  reply_index_init(&notes, REPLY_WORDS_DISCLAIMER);
  for (; i < stretch->end; i++) {
    const ReplyLine *line = line_at(stretch->lines, i);
    if (reply_index_hold(&notes, line->folded, line->length))
      break;
  }
  if (i == stretch->end)
    return i;
  /* Its sentence may have begun on the line before. */
  guint note = i == begin + 1 ? begin : i;
  bool own = opens_with_own(line_at(stretch->lines, i)->folded);
  return !own && is_formal(stretch, note) ? note : stretch->end;
}

static bool
is_list_foot(const Stretch *stretch, guint begin)
{
  if (stretch->end - begin > REPLY_LIST_LINES_MAX)
    return false;
  for (guint i = begin; i < stretch->end; i++) {
    const char *text = line_at(stretch->lines, i)->folded;
    if (strstr(text, "/listinfo/") != NULL ||
        strstr(text, "mailing list") != NULL ||
        strstr(text, "mailingliste") != NULL ||
        strstr(text, "unsubscribe from this group") != NULL)
      return true;
  }
  return false;
}

/* Take the notes from the end upwards. */
static void
take_notes(Stretch *stretch)
{
  bool taken = false;
  for (trim(stretch); stretch->end > stretch->begin; trim(stretch)) {
    guint begin = last_paragraph(stretch);
    guint note = find_note(stretch, begin);
    const ReplyLine *first = line_at(stretch->lines, begin);
    bool ruler = stretch->end - begin == 1 && reply_is_ruler(first);
    if (note < stretch->end)
      take(stretch, note);
    else if ((taken && ruler) ||
             ((reply_is_ruler(first) || strcmp(first->folded, "__") == 0) &&
              is_list_foot(stretch, begin)))
      take(stretch, begin);
    else
      return;
    taken = true;
  }
}

static bool
is_own(const ReplyLine *line)
{
  return !line->foreign &&
         (line->kind == REPLY_TEXT || line->kind == REPLY_EMPTY ||
          line->kind == REPLY_DEVICE || line->kind == REPLY_PICTURE);
}

void
reply_mark_footers(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    Stretch stretch = {.lines = lines, .begin = i, .end = i};
    while (stretch.end < lines->len && is_own(line_at(lines, stretch.end)))
      stretch.end++;
    i = MAX(i, stretch.end);
    take_notes(&stretch);
    trim(&stretch);
    reply_mark_contacts(lines, stretch.begin, stretch.end);
  }
}
