/* SPDX-License-Identifier: Apache-2.0
 *
 * The prefixes of subjects and the marks of gateways, as tables.
 */
#include "parsers/subject.h"

#include <string.h>

#include <glib.h>

#include "parsers/begins.h"
#include "parsers/fold.h"

/* No prefix or mark is longer; bounds the look at each place. */
enum { SUBJECT_MARK_BYTES_MAX = 48 };

/* Case-folded, without the colon. */
static const struct {
  const char *word;
  SubjectPrefix prefix;
} prefix_table[] = {
    {"re", SUBJECT_PREFIX_REPLY},
    {"aw", SUBJECT_PREFIX_REPLY},
    {"antw", SUBJECT_PREFIX_REPLY}, /* Dutch; GroupWise in German */
    {"antwort", SUBJECT_PREFIX_REPLY},
    {"sv", SUBJECT_PREFIX_REPLY},  /* Swedish, Danish, Norwegian */
    {"ref", SUBJECT_PREFIX_REPLY}, /* French Lotus Notes */
    {"réf", SUBJECT_PREFIX_REPLY},
    {"rép", SUBJECT_PREFIX_REPLY},
    {"r", SUBJECT_PREFIX_REPLY}, /* Italian */
    {"rif", SUBJECT_PREFIX_REPLY},
    {"res", SUBJECT_PREFIX_REPLY}, /* Portuguese */
    {"odp", SUBJECT_PREFIX_REPLY}, /* Polish, Czech */
    {"ynt", SUBJECT_PREFIX_REPLY}, /* Turkish */
    {"yan", SUBJECT_PREFIX_REPLY},
    {"vá", SUBJECT_PREFIX_REPLY},  /* Hungarian */
    {"odg", SUBJECT_PREFIX_REPLY}, /* Croatian, Slovene */
    {"răsp", SUBJECT_PREFIX_REPLY},
    {"atb", SUBJECT_PREFIX_REPLY}, /* Welsh, Latvian */
    {"bls", SUBJECT_PREFIX_REPLY}, /* Indonesian */
    {"отв", SUBJECT_PREFIX_REPLY},
    {"ответ", SUBJECT_PREFIX_REPLY},
    {"на", SUBJECT_PREFIX_REPLY}, /* Outlook in Russian */
    {"відп", SUBJECT_PREFIX_REPLY},
    {"απ", SUBJECT_PREFIX_REPLY}, /* Greek */
    {"σχετ", SUBJECT_PREFIX_REPLY},
    {"رد", SUBJECT_PREFIX_REPLY},
    {"השב", SUBJECT_PREFIX_REPLY},
    {"回复", SUBJECT_PREFIX_REPLY},
    {"回覆", SUBJECT_PREFIX_REPLY},
    {"答复", SUBJECT_PREFIX_REPLY},
    {"返信", SUBJECT_PREFIX_REPLY},
    {"회신", SUBJECT_PREFIX_REPLY},
    {"fw", SUBJECT_PREFIX_FORWARD},
    {"fwd", SUBJECT_PREFIX_FORWARD},
    {"wg", SUBJECT_PREFIX_FORWARD},
    {"wtr", SUBJECT_PREFIX_FORWARD},
    {"weitergeleitet", SUBJECT_PREFIX_FORWARD},
    {"tr", SUBJECT_PREFIX_FORWARD}, /* French */
    {"rv", SUBJECT_PREFIX_FORWARD}, /* Spanish */
    {"i", SUBJECT_PREFIX_FORWARD},  /* Italian */
    {"enc", SUBJECT_PREFIX_FORWARD},
    {"doorst", SUBJECT_PREFIX_FORWARD}, /* Dutch */
    {"vb", SUBJECT_PREFIX_FORWARD},     /* Swedish */
    {"vl", SUBJECT_PREFIX_FORWARD},     /* Finnish */
    {"pd", SUBJECT_PREFIX_FORWARD},     /* Polish */
    {"i̇lt", SUBJECT_PREFIX_FORWARD},    /* "İLT" folded: i and U+0307 */
    {"ilt", SUBJECT_PREFIX_FORWARD},
    {"tov", SUBJECT_PREFIX_FORWARD}, /* Hungarian */
    {"továbbítás", SUBJECT_PREFIX_FORWARD},
    {"fs", SUBJECT_PREFIX_FORWARD},  /* Icelandic */
    {"trs", SUBJECT_PREFIX_FORWARD}, /* Indonesian */
    {"yml", SUBJECT_PREFIX_FORWARD}, /* Welsh */
    {"пересл", SUBJECT_PREFIX_FORWARD},
    {"пер", SUBJECT_PREFIX_FORWARD},
    {"πρθ", SUBJECT_PREFIX_FORWARD},
    {"إعادة توجيه", SUBJECT_PREFIX_FORWARD},
    {"הועבר", SUBJECT_PREFIX_FORWARD},
    {"转发", SUBJECT_PREFIX_FORWARD},
    {"轉寄", SUBJECT_PREFIX_FORWARD},
    {"転送", SUBJECT_PREFIX_FORWARD},
    {"전달", SUBJECT_PREFIX_FORWARD},
    {"vs", SUBJECT_PREFIX_EITHER},
};

/* What gateways write between brackets or stars, or before a colon;
 * case-folded, blanks and punctuation at both ends cut off. */
static const char *const mark_table[] = {
    "extern",
    "ext",
    "external",
    "externe",
    "externe e-mail",
    "externe email",
    "externe mail",
    "externe nachricht",
    "externer absender",
    "externer ursprung",
    "e-mail extern",
    "mail extern",
    "mail von extern",
    "e-mail von extern",
    "von extern",
    "external email",
    "external e-mail",
    "external mail",
    "external message",
    "external sender",
    "caution: external",
    "warning: external",
    "achtung extern",
    "achtung: extern",
    "vorsicht extern",
    "esterno",
    "externo",
    "extérieur",
    "zewnętrzny",
    "unbekannter absender",
    "erstkontakt",
    "spam",
    "spamverdacht",
    "spam-verdacht",
    "spam verdacht",
    "verdacht auf spam",
    "möglicher spam",
    "mögliche spam",
    "vermutlich spam",
    "possible spam",
    "probable spam",
    "suspected spam",
    "likely spam",
    "spam detected",
    "junk",
    "bulk",
    "phishing",
    "phishing-verdacht",
    "suspicious",
    "suspicious email",
    "suspicious message",
    "verdächtig",
    "virus",
    "disarmed", /* MailScanner */
    "filename",
    "dangerous content",
    "fraud",
    "definitely spam",
    "verschlüsselt", /* SEPPmail, NoSpamProxy and their like */
    "signiert",
    "encrypted",
    "crypted",
    "decrypted",
    "entschlüsselt",
    "signed",
    "signed ok",
    "signed invalid",
    "secure",
    "sicher",
    "unverschlüsselt",
};

static const struct {
  const char *open, *close;
} bracket_table[] = {
    {"[", "]"}, {"(", ")"}, {"{", "}"},   {"<", ">"},
    {"*", "*"}, {"#", "#"}, {"【", "】"},
};

static const char *const colon_table[] = {":", "："};

static const char *
skip_blanks(const char *at)
{
  while (g_ascii_isspace(*at) ||
         ((unsigned char)*at >= 0x80 && g_unichar_isspace(g_utf8_get_char(at))))
    at = g_utf8_next_char(at);
  return at;
}

/* May a prefix begin at `at`?  As a rule nothing with a colon follows. */
static bool
holds_colon(const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS(colon_table); i++)
    if (strstr(at, colon_table[i]) != NULL)
      return true;
  return false;
}

/* The bytes of a colon at `at`, after blanks (French); 0 when none is there. */
static size_t
colon_size(const char *at)
{
  const char *colon = skip_blanks(at);
  for (size_t i = 0; i < G_N_ELEMENTS(colon_table); i++)
    if (text_begins(colon, colon_table[i]))
      return (size_t)(colon - at) + strlen(colon_table[i]);
  return 0;
}

/* Behind a count: "Re[2]:", "Re(3):", "Re^4:", "AW2:". */
static const char *
skip_count(const char *at)
{
  const char *digits = skip_blanks(at);
  const char *begin = digits;
  char open = *digits;
  if (open != '\0' && strchr("[(^", open) != NULL)
    digits++;
  const char *end = digits + strspn(digits, "0123456789");
  if (end == digits || end - digits > 3)
    return at;
  if (digits == begin)
    return begin == at ? end : at;
  if (open == '^')
    return end;
  return *end == (open == '[' ? ']' : ')') ? end + 1 : at;
}

static bool
is_letter(const char *at)
{
  if ((unsigned char)*at < 0x80)
    return g_ascii_isalpha(*at);
  gunichar c = g_utf8_get_char(at);
  return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* The word at `at`: letters, and blanks between them, up to something else. */
static const char *
word_end(const char *at)
{
  const char *end = at;
  for (const char *i = at; *i != '\0' && i - at < SUBJECT_MARK_BYTES_MAX;
       i = g_utf8_next_char(i)) {
    if (is_letter(i))
      end = g_utf8_next_char(i);
    else if (*i != ' ')
      break;
  }
  return end;
}

/* Behind a prefix at `at`; NULL when there is none. */
static const char *
skip_prefix(const char *at, SubjectPrefix *out_prefix)
{
  const char *end = word_end(at);
  const char *count = skip_count(end + (*end == '.' ? 1 : 0));
  size_t colon = colon_size(count);
  if (end == at || colon == 0)
    return NULL;
  g_autofree char *word = fold_case(at, (size_t)(end - at));
  for (size_t i = 0; i < G_N_ELEMENTS(prefix_table); i++)
    if (strcmp(word, prefix_table[i].word) == 0) {
      *out_prefix = prefix_table[i].prefix;
      return count + colon;
    }
  return NULL;
}

static bool
is_mark(const char *begin, const char *end)
{
  while (begin < end && (g_ascii_isspace(*begin) || g_ascii_ispunct(*begin)))
    begin++;
  while (end > begin && (g_ascii_isspace(end[-1]) || g_ascii_ispunct(end[-1])))
    end--;
  g_autofree char *folded = fold_case(begin, (size_t)(end - begin));
  for (size_t i = 0; i < G_N_ELEMENTS(mark_table); i++)
    if (strcmp(folded, mark_table[i]) == 0)
      return true;
  return false;
}

/* Behind all brackets of one kind: "***SPAM***" has three of them. */
static const char *
skip_all(const char *at, const char *bracket)
{
  while (text_begins(at, bracket))
    at += strlen(bracket);
  return at;
}

/* Behind a gateway's mark in brackets at `at`; NULL when there is none. */
static const char *
skip_bracketed(const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS(bracket_table); i++) {
    const char *begin = skip_all(at, bracket_table[i].open);
    if (begin == at)
      continue;
    const char *end =
        g_strstr_len(begin, SUBJECT_MARK_BYTES_MAX, bracket_table[i].close);
    if (end == NULL || !is_mark(begin, end))
      return NULL;
    return skip_all(end, bracket_table[i].close);
  }
  return NULL;
}

/* Behind "EXTERN:" or "SPAM:"; NULL when there is none. */
static const char *
skip_mark_word(const char *at)
{
  const char *end = word_end(at);
  size_t colon = colon_size(end);
  return end > at && colon > 0 && is_mark(at, end) ? end + colon : NULL;
}

/* Where the trailer begins that Pine and some gateways write: "(fwd)". */
static const char *
trailer_begin(const char *begin, const char *end)
{
  size_t size = (size_t)(end - begin);
  if (size >= 5 && g_ascii_strncasecmp(end - 5, "(fwd)", 5) == 0)
    return end - 5;
  if (size == 0 || end[-1] != ']')
    return end;
  size_t window = MIN(size, (size_t)SUBJECT_MARK_BYTES_MAX);
  const char *open = memrchr(end - window, '[', window);
  return open != NULL && is_mark(open + 1, end - 1) ? open : end;
}

static const char *
trim_end(const char *begin, const char *end)
{
  while (end > begin && g_ascii_isspace(end[-1]))
    end--;
  return end;
}

char *
subject_base(const char *subject, SubjectPrefix *out_prefix)
{
  SubjectPrefix outermost = SUBJECT_PREFIX_NONE;
  const char *at = skip_blanks(subject == NULL ? "" : subject);
  for (const char *next = at; next != NULL;) {
    SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
    at = skip_blanks(next);
    bool colon = holds_colon(at);
    next = colon ? skip_prefix(at, &prefix) : NULL;
    if (outermost == SUBJECT_PREFIX_NONE)
      outermost = prefix;
    if (next == NULL)
      next = skip_bracketed(at);
    if (next == NULL && colon)
      next = skip_mark_word(at);
  }
  const char *end = trim_end(at, at + strlen(at));
  for (const char *cut; (cut = trailer_begin(at, end)) < end;) {
    if (*cut == '(' && outermost == SUBJECT_PREFIX_NONE)
      outermost = SUBJECT_PREFIX_FORWARD;
    end = trim_end(at, cut);
  }
  if (out_prefix != NULL)
    *out_prefix = outermost;
  return g_strndup(at, (gsize)(end - at));
}

bool
subject_is_forward(const char *subject)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(subject, &prefix);
  return prefix == SUBJECT_PREFIX_FORWARD;
}
