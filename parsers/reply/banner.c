/* SPDX-License-Identifier: Apache-2.0
 *
 * Boxes by the sentences they begin and go on with.
 */
#include "parsers/reply/banner.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/begins.h"
#include "parsers/reply/reply_private.h"

enum {
  BANNER_LINES_MAX = 12,  /* three sentences, folded, and frames */
  BANNER_BYTES_MAX = 600, /* a longer line holds a letter, too */
  BANNER_SKIP_MAX = 8,    /* "[*⚠ " in front of the first word */
  BANNER_WRAP_BYTES = 60, /* a line that goes on below was folded near 72 */
};

/* All tables are case folded. */

/* Beginnings that nobody writes but a gateway. */
static const char *const sure_table[] = {
    /* Microsoft 365, first contact. */
    "sie erhalten nicht oft e-mails von",
    "sie erhalten nicht oft e-mail von",
    "sie erhalten nicht häufig e-mails von",
    "sie erhalten nicht oft eine e-mail von",
    "einige personen, die diese nachricht erhalten haben, erhalten nicht oft",
    "you don't often get email from",
    "you don’t often get email from",
    "some people who received this message don't often get",
    "some people who received this message don’t often get",
    "vous n'obtenez pas souvent d'e-mail",
    "vous ne recevez pas souvent de",
    "certaines personnes qui ont reçu ce message",
    "no suele recibir correo",
    "non si ricevono spesso messaggi",
    "u ontvangt niet vaak e-mail",
    "nie otrzymujesz często wiadomości",
    /* Rules of mail servers, in the words of many administrators. */
    "diese e-mail stammt von ausserhalb",
    "diese e-mail kommt von ausserhalb",
    "diese e-mail wurde von ausserhalb",
    "diese e-mail ist von ausserhalb",
    "diese e-mail wurde ausserhalb",
    "diese e-mail stammt von einem externen",
    "diese e-mail kommt von einem externen",
    "diese e-mail wurde von einem externen",
    "diese e-mail stammt aus einer externen",
    "diese email stammt von ausserhalb",
    "diese email kommt von ausserhalb",
    "diese email wurde von ausserhalb",
    "diese email stammt von einem externen",
    "diese mail stammt von ausserhalb",
    "diese mail kommt von ausserhalb",
    "diese mail kommt von extern",
    "diese mail stammt von einem externen",
    "diese e-mail kam von ausserhalb",
    "diese e-mail kam von extern",
    "diese e-mail kommt von extern",
    "diese mail kam von extern",
    "diese nachricht kommt von extern",
    "diese nachricht wurde extern gesendet",
    "diese nachricht stammt von ausserhalb",
    "diese nachricht kommt von ausserhalb",
    "diese nachricht wurde von ausserhalb",
    "diese nachricht stammt von einem externen",
    "diese nachricht wurde von einem externen",
    "dies ist eine externe e-mail",
    "dies ist eine externe mail",
    "this email originated from outside",
    "this e-mail originated from outside",
    "this email originated outside",
    "this email was sent from outside",
    "this email came from outside",
    "this email is from an external",
    "this email has been sent from outside",
    "this message originated from outside",
    "this message originated outside",
    "this message was sent from outside",
    "this message came from outside",
    "this message is from an external",
    "this message is from outside",
    "this is an external email",
    "this is an external message",
    "ce message provient de l'extérieur",
    "ce message provient d'un expéditeur externe",
    "cet email provient de l'extérieur",
    "este correo electrónico se originó fuera",
    "questa e-mail proviene dall'esterno",
    "deze e-mail is afkomstig van buiten",
    "bu e-posta kuruluş dışından",
    /* Proofpoint, Barracuda, Mimecast, Sophos, Google, scanners. */
    "zjqcmqryfpfptbanner",
    "this message needs your attention",
    "this email is from an unusual correspondent",
    "this sender may be impersonating",
    "be careful with this message",
    "virenfrei. www",
    "virenfrei.www",
    "virus-free. www",
    "virus-free.www",
    "sans virus. www",
    "libre de virus. www",
    "diese e-mail wurde von avast",
    "diese e-mail wurde von avg",
    "diese e-mail wurde von nospamproxy",
    "diese e-mail wurde von hornetsecurity",
    "diese e-mail wurde durch hornetsecurity",
    "diese e-mail wurde von sophos",
    "diese e-mail wurde von mimecast",
    "diese e-mail wurde von trend micro",
    "diese e-mail wurde auf viren",
    "diese e-mail wurde mit avast",
    "dieses e-mail wurde von avast",
    "diese nachricht wurde auf viren",
    "this email has been checked for viruses",
    "this email has been scanned",
    "this e-mail has been scanned",
    "this message has been scanned",
    "this email was scanned",
    "this message has been analyzed by",
    "scanned by mimecast",
    "scanned by mailscanner",
};

/* Calls for attention: a box when what it is about stands on the line, too. */
static const char *const call_table[] = {
    "achtung",           "vorsicht",           "warnung", "hinweis",
    "wichtiger hinweis", "sicherheitshinweis", "caution", "warning",
    "attention",         "external",           "extern",  "externe",
    "externer",          "security notice",
};

static const char *const about_table[] = {
    "externe e-mail",
    "externe mail",
    "externe email",
    "externe nachricht",
    "externer absender",
    "externen absender",
    "externer e-mail",
    "ausserhalb der organisation",
    "ausserhalb ihrer organisation",
    "ausserhalb unserer organisation",
    "ausserhalb des unternehmens",
    "ausserhalb der stadtverwaltung",
    "ausserhalb der verwaltung",
    "ausserhalb des hauses",
    "externen ursprungs",
    "mail kam von extern",
    "mail kommt von extern",
    "nachricht kommt von extern",
    "external email",
    "external e-mail",
    "external sender",
    "external message",
    "external source",
    "outside of the organi",
    "outside the organi",
    "outside of your organi",
    "outside your organi",
    "outside our organi",
    "outside of our organi",
    "expéditeur externe",
};

/* The whole line, but for what frames it. */
static const char *const whole_table[] = {
    "extern",
    "external",
    "externe e-mail",
    "externe mail",
    "externe email",
    "externe nachricht",
    "externer absender",
    "external email",
    "external e-mail",
    "external sender",
    "external message",
    "e-mail von extern",
    "achtung extern",
    "caution external",
};

/* How such a box goes on. */
static const char *const more_table[] = {
    "klicken sie nicht",
    "klicken sie nur",
    "klicken sie keine",
    "klicken sie auf keine",
    "öffnen sie keine",
    "öffnen sie anhänge nur",
    "öffnen sie nur",
    "bitte öffnen sie",
    "bitte klicken sie",
    "bitte seien sie vorsichtig",
    "seien sie vorsichtig",
    "bitte prüfen sie den absender",
    "prüfen sie den absender",
    "bitte keine anhänge",
    "keine links",
    "erfahren sie, warum",
    "weitere informationen, warum",
    "do not click",
    "don't click",
    "don’t click",
    "do not open",
    "please do not click",
    "please be careful",
    "please exercise",
    "exercise caution",
    "be cautious",
    "use caution",
    "think before you click",
    "learn why this",
    "please use caution",
    "report suspicious",
    "please report",
    "report this email",
    "unless you recogni",
    "découvrez pourquoi",
    "ne cliquez pas",
    "zjqcmqryfpfptbanner",
    "<https://aka.ms",
    "https://aka.ms/learnaboutsender",
    "bei verdacht",
    "im zweifel",
    "wenn sie den absender nicht",
    "falls sie den absender nicht",
    "sofern sie den absender",
};

static bool
begins_with(const char *text, const char *const *table, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (text_begins(text, table[i]))
      return true;
  return false;
}

static void
fill(WordSieve *sieve, unsigned hint, const char *const *table, size_t count)
{
  for (size_t i = 0; i < count; i++)
    word_sieve_add(sieve, hint, table[i]);
}

void
banner_fill(WordSieve *sieve)
{
  fill(sieve, REPLY_HINT_BANNER, sure_table, G_N_ELEMENTS(sure_table));
  fill(sieve, REPLY_HINT_BANNER, call_table, G_N_ELEMENTS(call_table));
  fill(sieve, REPLY_HINT_BANNER_MORE, more_table, G_N_ELEMENTS(more_table));
}

/* Behind "[*⚠ " and the like. */
static const char *
skip_frame(const char *folded)
{
  const char *at = folded;
  for (int i = 0; i < BANNER_SKIP_MAX && *at != '\0'; i++) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isalnum(c) || c == '<')
      break;
    at = g_utf8_next_char(at);
  }
  return at;
}

static bool
is_whole(const char *text)
{
  size_t size = strlen(text);
  while (size > 0 && strchr("]*!|#=-:.) ", text[size - 1]) != NULL)
    size--;
  for (size_t i = 0; i < G_N_ELEMENTS(whole_table); i++)
    if (strlen(whole_table[i]) == size &&
        strncmp(text, whole_table[i], size) == 0)
      return true;
  return false;
}

static bool
holds_about(const char *text)
{
  for (size_t i = 0; i < G_N_ELEMENTS(about_table); i++)
    if (strstr(text, about_table[i]) != NULL)
      return true;
  return false;
}

/* "Externe E-Mail" is framed where it stands for itself; as an unframed line
 * it might be a title. */
static bool
opens(const ReplyLine *line)
{
  if (line->kind != REPLY_TEXT || line->size > BANNER_BYTES_MAX ||
      !(line->hints & REPLY_HINT_BANNER))
    return false;
  const char *text = skip_frame(line->folded);
  if (*text == '\0')
    return false;
  if (begins_with(text, sure_table, G_N_ELEMENTS(sure_table)))
    return true;
  if (text > line->folded && is_whole(text))
    return true;
  /* "Externe E-Mail" alone may be a title. */
  bool titled = g_str_has_prefix(text, "extern") && strpbrk(text, ":!") == NULL;
  return !titled && begins_with(text, call_table, G_N_ELEMENTS(call_table)) &&
         holds_about(text);
}

static bool
goes_on(const ReplyLine *line)
{
  return line->kind == REPLY_TEXT && line->size <= BANNER_BYTES_MAX &&
         (line->hints & REPLY_HINT_BANNER_MORE) &&
         begins_with(skip_frame(line->folded), more_table,
                     G_N_ELEMENTS(more_table));
}

/* Nothing but a frame: "-----", "*****". */
static bool
is_frame(const ReplyLine *line)
{
  return !line->plain && line->length >= 3 &&
         strspn(line->folded, "-_=*~#|+ ") == line->length;
}

static bool
ends_sentence(const ReplyLine *line)
{
  size_t size = line->length;
  return size == 0 || strchr(".!?>]*|:)", line->folded[size - 1]) != NULL ||
         is_whole(skip_frame(line->folded));
}

static const ReplyLine *
line_at(const GArray *lines, guint i)
{
  return i < lines->len ? &g_array_index(lines, ReplyLine, i) : NULL;
}

/* Is the line at `i`, right behind a line of the box, the rest of its sentence,
 * another sentence that opens one, or the frame below? */
static bool
follows(const GArray *lines, guint i)
{
  const ReplyLine *line = line_at(lines, i), *above = line_at(lines, i - 1);
  bool wraps = !ends_sentence(above) && above->size >= BANNER_WRAP_BYTES &&
               line->kind == REPLY_TEXT;
  return wraps || opens(line) || is_frame(line);
}

guint
banner_lines(const GArray *lines, guint first)
{
  guint begin = first;
  while (begin < lines->len && begin - first < 2 &&
         is_frame(line_at(lines, begin)))
    begin++; /* a frame above */
  if (begin >= lines->len || !opens(line_at(lines, begin)))
    return 0;
  guint end = begin + 1; /* behind the last line that belongs to it */
  guint limit = MIN(lines->len, first + BANNER_LINES_MAX);
  for (guint i = end; i < limit; i++) {
    if (goes_on(line_at(lines, i)) || (i == end && follows(lines, i)))
      end = i + 1;
    else if (line_at(lines, i)->kind != REPLY_EMPTY)
      break;
  }
  return end - first;
}

/* Is nothing written from `i` on, up to what was marked before? */
static bool
is_bottom(const GArray *lines, guint i)
{
  while (i < lines->len && line_at(lines, i)->kind == REPLY_EMPTY)
    i++;
  return i == lines->len || line_at(lines, i)->kind != REPLY_TEXT ||
         banner_lines(lines, i) > 0;
}

void
banner_mark(GArray *lines)
{
  bool top = true; /* nothing written so far */
  for (guint i = 0; i < lines->len;) {
    guint size = banner_lines(lines, i);
    bool marks = size > 0 && (top || is_bottom(lines, i + size));
    for (guint n = 0; marks && n < size; n++)
      g_array_index(lines, ReplyLine, i + n).kind = REPLY_FOOTER;
    top = top && (marks || line_at(lines, i)->kind != REPLY_TEXT);
    i += MAX(size, 1);
  }
}
