/* SPDX-License-Identifier: Apache-2.0
 *
 * How an SMS is compared with the table of words.
 */
#include "parsers/keyword/keyword.h"

#include <string.h>

#include "parsers/keyword/keyword_private.h"
#include "parsers/number.h"

static const char *const kind_names[] = {
    "content", "stop",       "start",  "help",  "status",   "yes",
    "no",      "ok",         "choice", "topic", "language", "erase",
    "access",  "new-number", "undo",   "also",
};

const char *
keyword_kind_to_string(KeywordKind kind)
{
  g_assert((size_t)kind < G_N_ELEMENTS(kind_names));
  return kind_names[kind];
}

void
keyword_free(Keyword *keyword)
{
  if (!keyword)
    return;
  g_free(keyword->argument);
  g_free(keyword->rest);
  g_free(keyword);
}

/* What people put around a word: quotes, brackets, a list's dash. */
static bool
is_quote(gunichar c)
{
  return (c > 0 && c < 0x80 && strchr("\"'()[]*-", (int)c)) || c == 0x00AB ||
         c == 0x00BB || c == 0x201E || c == 0x201A || c == 0x2013 ||
         (c >= 0x2018 && c <= 0x201F && c != 0x201B);
}

static bool
is_blank(gunichar c)
{
  return g_unichar_isspace(c) || g_unichar_type(c) == G_UNICODE_FORMAT;
}

/* Where a line might be broken; how an emoji is to look; the dot that folding
 * leaves of a Turkish capital I. */
static bool
is_dropped(gunichar c)
{
  return c == 0x00AD || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3 ||
         c == 0x0307;
}

/* Blanks collapsed to one, none outside. */
static GString *
collapse(const char *text)
{
  GString *out = g_string_new(NULL);
  bool blank = false;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (is_dropped(c))
      continue;
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (blank && out->len > 0)
      g_string_append_c(out, ' ');
    blank = false;
    g_string_append_unichar(out, c);
  }
  return out;
}

static void
strip_ends(GString *text)
{
  while (text->len > 0) {
    const char *last = g_utf8_find_prev_char(text->str, text->str + text->len);
    gunichar c = g_utf8_get_char(last);
    if (!is_quote(c) && (c >= 0x80 || !strchr(" .!?,;:", (int)c)))
      break;
    g_string_truncate(text, (gsize)(last - text->str));
  }
  while (text->len > 0 &&
         (is_quote(g_utf8_get_char(text->str)) || text->str[0] == ' '))
    g_string_erase(text, 0, g_utf8_next_char(text->str) - text->str);
}

/* NFKC: full-width letters are letters, an ellipsis is three full stops. */
static char *
compose(const char *text)
{
  char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);

  g_assert(composed); /* `text` is valid UTF-8 */
  return composed;
}

char *
keyword_normalise(const char *text)
{
  g_autofree char *composed = compose(text);
  g_autofree char *folded = NULL;
  g_autofree char *recomposed = NULL;
  g_autoptr(GString) out = NULL;

  /* Folding may decompose (U+0130), so compose once more; it also turns ß
   * into ss, on both sides of a comparison. */
  folded = g_utf8_casefold(composed, -1);
  recomposed = g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  out = collapse(recomposed);
  strip_ends(out);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* The topic that `text` is or begins with; `*out_length` its bytes. */
static bool
match_topic(const char *text, const char *const *topics, gsize *out_length)
{
  for (const char *const *topic = topics; topic && *topic; topic++) {
    g_autofree char *folded = keyword_normalise(*topic);
    gsize length = strlen(folded);
    if (length == 0 || !g_str_has_prefix(text, folded))
      continue;
    if (text[length] == '\0' || strchr(" :,.!?-", text[length])) {
      *out_length = length;
      return true;
    }
  }
  return false;
}

static bool
is_topic(const char *text, const char *const *topics)
{
  gsize length = 0;

  return match_topic(text, topics, &length) && text[length] == '\0';
}

/* A number, or what was meant as one: a wrong check digit is for the service
 * to explain, it must not turn the SMS into a report. */
static bool
is_number(const char *text)
{
  Number number;
  bool has_digit = strpbrk(text, "0123456789") != NULL;

  return number_parse(text, &number) ||
         (has_digit && text[strspn(text, "0123456789-/. #")] == '\0');
}

static bool
tail_fits(const char *tail, KeywordTail kind, const char *const *topics)
{
  switch (kind) {
  case TAIL_NONE:
    return false;
  case TAIL_NUMBER:
  case TAIL_NEEDED:
    return is_number(tail);
  case TAIL_TOPIC:
    return is_number(tail) || is_topic(tail, topics);
  case TAIL_WORD:
    return strchr(tail, ' ') == NULL;
  case TAIL_ANY:
    return strpbrk(tail, "0123456789") != NULL;
  }
  g_assert_not_reached();
}

static bool
match_word(const char *text, const KeywordWord *word, const char *const *topics,
           Keyword *out)
{
  gsize length = strlen(word->text);
  const char *tail = text + length;

  if (!g_str_has_prefix(text, word->text))
    return false;
  if (*tail == '\0' && word->tail != TAIL_NEEDED) {
    out->kind = word->kind;
    out->is_weak = word->is_weak;
    return true;
  }
  while (*tail == ' ' || *tail == ':')
    tail++;
  /* "status26-00417-6" is fine, "startet" is not: the tail must fit. */
  if (*tail == '\0' || (tail == text + length && !g_ascii_isdigit(*tail)) ||
      !tail_fits(tail, word->tail, topics))
    return false;
  out->kind = word->kind;
  out->argument = g_strdup(tail);
  return true;
}

/* What follows a topic, as written: the topic is one or more whole words. */
static char *
rest_after(const char *text, gsize topic_words)
{
  g_autoptr(GString) plain = collapse(text);
  const char *p = plain->str;

  for (gsize i = 0; i < topic_words && *p; i++) {
    p = strchr(p, ' ');
    if (!p)
      return g_strdup("");
    p++;
  }
  return g_strdup(p);
}

static gsize
count_words(const char *text, gsize length)
{
  gsize count = 1;

  for (gsize i = 0; i < length; i++)
    count += text[i] == ' ';
  return count;
}

static bool
is_choice(const char *text)
{
  gsize digits = strspn(text, "0123456789");

  if (digits > 0)
    return text[digits] == '\0' && digits <= 2;
  return g_ascii_isalpha(text[0]) && text[1] == '\0';
}

static bool
match_words(const char *folded, const char *const *topics, Keyword *out)
{
  for (const KeywordWord *word = keyword_words; word->text; word++)
    if (match_word(folded, word, topics, out))
      return true;
  return false;
}

/* "Status bitte" asks for the same; whoever is polite about any other word may
 * mean something else ("Stopp bitte"). */
static bool
asks_politely(const char *folded, Keyword *out)
{
  static const char *const courtesies[] = {"bitte um", "bitte", "please"};
  g_autoptr(Keyword) asked = g_new0(Keyword, 1);
  g_autofree char *plain = g_strdup(folded);

  for (size_t i = 0; i < G_N_ELEMENTS(courtesies); i++) {
    g_autofree char *before = g_strconcat(courtesies[i], " ", NULL);
    g_autofree char *after = g_strconcat(" ", courtesies[i], NULL);
    if (g_str_has_prefix(plain, before))
      memmove(plain, plain + strlen(before),
              strlen(plain + strlen(before)) + 1);
    if (g_str_has_suffix(plain, after))
      plain[strlen(plain) - strlen(after)] = '\0';
  }
  if (!match_words(plain, NULL, asked) || asked->kind != KEYWORD_STATUS)
    return false;
  out->kind = asked->kind;
  out->argument = g_steal_pointer(&asked->argument);
  return true;
}

static void
classify_other(const char *text, const char *folded, const char *const *topics,
               Keyword *out)
{
  gsize length = 0;

  if (match_topic(folded, topics, &length)) {
    out->kind = KEYWORD_TOPIC;
    out->argument = g_strndup(folded, length);
    out->rest = rest_after(text, count_words(folded, length));
  } else if (is_choice(folded)) {
    out->kind = KEYWORD_CHOICE;
    out->argument = g_strdup(folded);
  }
}

Keyword *
keyword_classify(const char *text, const char *const *topics)
{
  g_autoptr(Keyword) keyword = g_new0(Keyword, 1);
  g_autofree char *folded = keyword_normalise(text);
  g_autofree char *composed = compose(text);
  g_autoptr(GString) plain = collapse(composed);

  /* A lone "?" is a call for help, and would vanish in the normal form. */
  if (plain->len > 0 && strspn(plain->str, "?") == plain->len) {
    keyword->kind = KEYWORD_HELP;
    return g_steal_pointer(&keyword);
  }
  if (!match_words(folded, topics, keyword) && !asks_politely(folded, keyword))
    classify_other(text, folded, topics, keyword);
  if (keyword->kind == KEYWORD_YES || keyword->kind == KEYWORD_NO)
    keyword->argument = g_strdup(keyword->kind == KEYWORD_YES ? "ja" : "nein");
  return g_steal_pointer(&keyword);
}

bool
keyword_cries_for_help(const char *text)
{
  static const char *const cries[] = {"hilfe",   "help",      "sos",
                                      "notfall", "emergency", "notruf"};
  g_autofree char *folded = keyword_normalise(text);

  for (size_t i = 0; i < G_N_ELEMENTS(cries); i++) {
    gsize length = strlen(cries[i]);
    /* "Hilfeleistung", "help-desk" and the card's "help" alone are no cry. */
    if (g_str_has_prefix(folded, cries[i]) && folded[length] != '\0' &&
        strchr(" ,.!:;", folded[length]) != NULL)
      return true;
  }
  return false;
}
