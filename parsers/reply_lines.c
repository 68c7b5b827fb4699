/* SPDX-License-Identifier: Apache-2.0
 *
 * What a single line of a reply is, by tables of the words that mail programs
 * write.  German and English are complete for the usual programs, others have
 * the words of the attribution line.
 */
#include <string.h>

#include "parsers/reply_private.h"

enum {
  REPLY_ATTRIBUTION_LINES_MAX = 4,   /* folded at 72 columns */
  REPLY_ATTRIBUTION_BYTES_MAX = 400, /* two names and two addresses */
  REPLY_HEADER_LINES_MIN = 3,        /* of a block; two may be chance */
  REPLY_HEADER_GAP_MAX = 2,          /* folded lines of many recipients */
  REPLY_DEVICE_BYTES_MAX = 120,
  REPLY_RULER_MIN = 5,
};

/* All tables are in case-folded form. */
static const char *const verb_table[] = {
    "schrieb",  "geschrieben", "wrote", "écrit",   "escribió", "scritto",
    "schreef",  "geschreven",  "skrev", "napisał", "написал",  "написа",
    "escreveu", "kirjoitti",   "yazdı", "写道",    "пише",     "пишет",
    "a scris",  "написав",     "írta",  "napsal",  "yazdi",
};

/* How an attribution begins, when not with the name of the writer. */
static const char *const opener_table[] = {
    "am ", "on ", "le ", "el ", "il ", "op ", "em ", "den ", "w dniu ", "dnia ",
};

static const char *const header_table[] = {
    "von:",   "gesendet:",   "an:",        "betreff:",      "datum:",
    "from:",  "sent:",       "to:",        "subject:",      "date:",
    "cc:",    "de:",         "envoyé:",    "envoyé :",      "à:",
    "objet:", "reply-to:",   "para:",      "asunto:",       "enviado:",
    "van:",   "aan:",        "verzonden:", "onderwerp:",    "von :",
    "de :",   "à :",         "objet :",    "gesendet am:",  "от:",
    "кому:",  "тема:",       "fra:",       "til:",          "emne:",
    "kopie:", "antwort an:", "date :",     "organisation:",
};

static const char *const mark_table[] = {
    "original message",      "ursprüngliche nachricht",
    "originalnachricht",     "original-nachricht",
    "original nachricht",    "original appointment",
    "ursprüngliche mail",    "message d'origine",
    "mensaje original",      "oorspronkelijk bericht",
    "reply message",         "urspr. nachricht",
    "reply above this line", "bitte oberhalb dieser zeile antworten",
};

static const char *const forward_table[] = {
    "forwarded message",
    "weitergeleitete nachricht",
    "weitergeleitete mail",
    "message transféré",
    "forwarded by",
    "weitergeleitet von",
    "begin forwarded message",
    "anfang der weitergeleiteten",
    "anfang der weitergeleiteten e-mail",
};

/* A line that begins with the first and holds the second. */
static const struct {
  const char *begins, *holds;
} device_table[] = {
    {"von meinem ", "gesendet"},
    {"von meiner ", "gesendet"},
    {"von unterwegs", "gesendet"},
    {"von outlook", ""},
    {"gesendet von ", ""},
    {"gesendet mit ", ""},
    {"gesendet über ", ""},
    {"gesendet aus ", ""},
    {"diese nachricht wurde von mein", "gesendet"},
    {"diese e-mail wurde von", "gesendet"},
    {"sent from ", ""},
    {"sent via ", ""},
    {"sent with ", ""},
    {"(sent from ", ""},
    {"get outlook for", ""},
    {"outlook für ", ""},
    {"holen sie sich outlook", ""},
    {"envoyé de", "mon"},
    {"enviado desde mi", ""},
    {"inviato da", ""},
    {"verzonden ", ""},
    {"this email was sent from my", ""},
    {"yahoo mail", ""},
    {"sendt fra min", ""},
    {"skickat från min", ""},
    {"wysłane z", ""},
    {"отправлено с", ""},
};

static const char *const closing_table[] = {
    "mit freundlichen grüssen",
    "mit freundlichem gruss",
    "freundliche grüsse",
    "viele grüsse",
    "beste grüsse",
    "mit besten grüssen",
    "mit freundlichen gruessen",
    "schöne grüsse",
    "herzliche grüsse",
    "liebe grüsse",
    "mfg",
    "i. a.",
    "i.a.",
    "im auftrag",
    "best regards",
    "kind regards",
    "regards",
    "yours sincerely",
    "sincerely",
    "hochachtungsvoll",
};

static const char *const banner_table[] = {
    "externe e-mail",
    "external email",
    "externer absender",
    "external sender",
    "stammt von ausserhalb",
    "originated from outside",
    "diese e-mail enthält vertrauliche",
    "diese e-mail kann vertrauliche",
    "this email may contain confidential",
    "this e-mail may contain confidential",
    "this message contains confidential",
    "virenfrei",
    "virus-free",
    "datenschutzhinweis",
    "[extern]",
    "caution:",
    "erhalten nicht oft e-mails von",
    "don't often get email from",
    "bitte denken sie an die umwelt",
    "denken sie an die umwelt",
};

/* Does the text hold one of the words? */
static bool
holds_any(const char *text, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strstr(text, words[i]) != NULL)
      return true;
  return false;
}

static bool
begins_with_any(const char *text, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (g_str_has_prefix(text, words[i]))
      return true;
  return false;
}

bool
reply_line_is_header(const ReplyLine *line)
{
  g_autofree char *bare = g_strdup(line->folded);
  char *to = bare;
  for (const char *from = line->folded; *from != '\0'; from++)
    if (*from != '*') /* bold in text made from HTML */
      *to++ = *from;
  *to = '\0';
  g_strchug(bare);
  return begins_with_any(bare, header_table, G_N_ELEMENTS(header_table));
}

/* Nothing but a ruler: "-----", "_____". */
static bool
is_ruler(const char *folded)
{
  size_t size = strlen(folded);
  return size >= REPLY_RULER_MIN && strspn(folded, "-_=*~ ") == size;
}

bool
reply_line_is_closing(const ReplyLine *line)
{
  return is_ruler(line->folded) || begins_with_any(line->folded, closing_table,
                                                   G_N_ELEMENTS(closing_table));
}

bool
reply_line_is_banner(const ReplyLine *line)
{
  return holds_any(line->folded, banner_table, G_N_ELEMENTS(banner_table));
}

static bool
is_device(const char *folded)
{
  if (strlen(folded) > REPLY_DEVICE_BYTES_MAX)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(device_table); i++)
    if (g_str_has_prefix(folded, device_table[i].begins) &&
        strstr(folded, device_table[i].holds) != NULL)
      return true;
  return false;
}

/* A mark stands alone on its line, between dashes or before a colon. */
static bool
is_mark(const char *folded, const char *const *words, size_t count)
{
  size_t size = strlen(folded);
  if (size == 0 || size > REPLY_DEVICE_BYTES_MAX)
    return false;
  bool framed = folded[0] == '-' || folded[0] == '_' || folded[0] == '*' ||
                folded[0] == '#' || folded[size - 1] == ':';
  return framed && holds_any(folded, words, count);
}

static bool
is_signature(const ReplyLine *line)
{
  return (line->size == 2 && memcmp(line->begin, "--", 2) == 0) ||
         (line->size == 3 && memcmp(line->begin, "-- ", 3) == 0) ||
         (line->size == 4 && memcmp(line->begin, "--\302\240", 4) == 0);
}

static ReplyKind
kind_alone(const ReplyLine *line)
{
  if (*line->folded == '\0')
    return REPLY_EMPTY;
  if (*line->folded == '>')
    return REPLY_QUOTE;
  if (is_signature(line))
    return REPLY_SIGNATURE;
  if (is_mark(line->folded, forward_table, G_N_ELEMENTS(forward_table)))
    return REPLY_FORWARD;
  if (is_mark(line->folded, mark_table, G_N_ELEMENTS(mark_table)))
    return REPLY_MARK;
  return is_device(line->folded) ? REPLY_DEVICE : REPLY_TEXT;
}

/* "11:53" or "11.53" */
static bool
holds_time(const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit(at[0]) && (at[1] == ':' || at[1] == '.') &&
        g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) &&
        !g_ascii_isdigit(at[4]))
      return true;
  return false;
}

/* "2026-05-21 15:36 GMT+02:00 Name <address>:" has no verb (Gmail). */
static bool
begins_with_date(const char *text)
{
  return strspn(text, "0123456789") == 4 &&
         (text[4] == '-' || text[4] == '/') && g_ascii_isdigit(text[5]);
}

static bool
is_attribution(const char *joined, bool *out_sure)
{
  g_autofree char *bare = g_strdup(joined);
  size_t size = strlen(bare);
  bool dashed = g_str_has_prefix(bare, "----"); /* Zoho: "---- Am … ----" */
  while (dashed && size > 0 && strchr("- ", bare[size - 1]) != NULL)
    bare[--size] = '\0';
  bool ends =
      dashed || g_str_has_suffix(bare, ":") || g_str_has_suffix(bare, "：");
  bool address = strchr(bare, '@') != NULL;
  bool verb = holds_any(bare, verb_table, G_N_ELEMENTS(verb_table)) ||
              (begins_with_date(bare) && address);
  if (size > REPLY_ATTRIBUTION_BYTES_MAX || !ends || !verb)
    return false;
  bool digit = strpbrk(bare, "0123456789") != NULL;
  *out_sure = digit && (address || holds_time(bare));
  return digit || address;
}

/* Can an attribution begin with this line?  A line of the writer's own in
 * front of one must not be taken for its beginning.
 */
static bool
can_open(const ReplyLine *line)
{
  const char *text = line->folded;
  return begins_with_any(text, opener_table, G_N_ELEMENTS(opener_table)) ||
         begins_with_date(text) || strchr(text, '<') != NULL ||
         g_str_has_prefix(text, "----") ||
         holds_any(text, verb_table, G_N_ELEMENTS(verb_table));
}

/* Does a line, within what seems one attribution, begin the real one? */
static bool
opens_anew(const ReplyLine *line)
{
  return begins_with_any(line->folded, opener_table,
                         G_N_ELEMENTS(opener_table)) &&
         strpbrk(line->folded, "0123456789") != NULL;
}

/* How many lines from `first` make an attribution; 0 when they do not. */
static guint
attribution_lines(const GArray *lines, guint first, bool *out_sure)
{
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint n = 0; n < REPLY_ATTRIBUTION_LINES_MAX && first + n < lines->len;
       n++) {
    const ReplyLine *line = &g_array_index(lines, ReplyLine, first + n);
    /* A wrapped line may begin with the ">" of an address. */
    bool wrapped = n > 0 && line->kind == REPLY_QUOTE &&
                   g_str_has_suffix(line->folded, ":") &&
                   !g_str_has_prefix(line->folded, "> >");
    bool fits = n == 0 ? can_open(line) : !opens_anew(line);
    if ((line->kind != REPLY_TEXT && !wrapped) || !fits)
      return 0;
    if (n > 0)
      g_string_append_c(joined, ' ');
    g_string_append(joined, line->folded);
    if (is_attribution(joined->str, out_sure))
      return n + 1;
  }
  return 0;
}

static void
mark_attributions(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    bool sure = false;
    guint count = attribution_lines(lines, i, &sure);
    for (guint n = 0; n < count; n++) {
      ReplyLine *line = &g_array_index(lines, ReplyLine, i + n);
      line->kind = REPLY_ATTRIBUTION;
      line->sure = sure;
    }
    i += count > 0 ? count - 1 : 0;
  }
}

/* The number of lines of a header block at `first`; 0 when there is none. */
static guint
header_lines(const GArray *lines, guint first)
{
  guint found = 0, end = first, gap = 0;
  for (guint i = first; i < lines->len && gap <= REPLY_HEADER_GAP_MAX; i++) {
    const ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_EMPTY && found >= REPLY_HEADER_LINES_MIN)
      break;
    bool header = line->kind == REPLY_TEXT && reply_line_is_header(line);
    gap = header ? 0 : gap + 1;
    found += header ? 1 : 0;
    end = header ? i + 1 : end;
    if (found == 0)
      break;
  }
  return found >= REPLY_HEADER_LINES_MIN ? end - first : 0;
}

static void
mark_headers(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    guint count = header_lines(lines, i);
    for (guint n = 0; n < count; n++)
      g_array_index(lines, ReplyLine, i + n).kind = REPLY_HEADER;
    i += count > 0 ? count - 1 : 0;
  }
  /* The ruler above a block belongs to it (Outlook). */
  for (guint i = 0; i + 1 < lines->len; i++) {
    ReplyLine *line = &g_array_index(lines, ReplyLine, i);
    if (line->kind == REPLY_TEXT && is_ruler(line->folded) &&
        g_array_index(lines, ReplyLine, i + 1).kind == REPLY_HEADER)
      line->kind = REPLY_HEADER;
  }
}

static void
clear_line(void *line)
{
  g_free(((ReplyLine *)line)->folded);
}

GArray *
reply_lines_read(const char *text)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(ReplyLine));
  g_array_set_clear_func(lines, clear_line);
  const char *at = text;
  while (*at != '\0') {
    ReplyLine line = {.begin = at, .size = strcspn(at, "\n")};
    g_autofree char *copy = g_strndup(at, line.size);
    line.folded = g_utf8_casefold(g_strstrip(copy), -1);
    line.kind = kind_alone(&line);
    g_array_append_val(lines, line);
    at += line.size;
    at += *at == '\n' ? 1 : 0;
  }
  mark_attributions(lines);
  mark_headers(lines);
  return lines;
}
