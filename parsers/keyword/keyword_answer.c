/* SPDX-License-Identifier: Apache-2.0
 *
 * Each word of a short answer is a number, a yes, a no, or a courtesy; any
 * other makes it no answer.
 */
#include "parsers/keyword/keyword_answer.h"

#include <string.h>

enum {
  ANSWER_WORDS_MAX = 5,
  TAKING_WORDS_MAX = 8,
  CHOICE_DIGITS_MAX = 2,
  STARS_MAX = 5,
};

/* Words that count, by their number. */
static const char *const numbers[] = {
    "null keins zero none",
    "eins erste ersten erster erstes first one",
    "zwei zwo zweite zweiten zweiter zweites second two",
    "drei dritte dritten dritter drittes third three",
    "vier vierte vierten vierter viertes fourth four",
    "fünf fuenf fünfte fünften fuenfte fifth five",
};

/* "Nr 2 bitte", "zu 2", "I take the second" */
static const char number_courtesies[] =
    "nr nummer number no ziffer punkt option antwort answer meldung report "
    "die der das den the ich i nehme meine meinte mein take mean it is es ist "
    "war was um zu zur for bitte bite please danke thanks thank you";

static const char yes_words[] =
    "ja jo jep jawohl yes yep yeah ok okay evet tamam так да نعم 👍 👌";
static const char no_words[] = "nein ne nee nö noe no nope hayır hayir ні нет "
                               "لا 👎";
static const char yes_no_courtesies[] =
    "bitte bite gern gerne doch sehr vielen dank danke please thanks thank you "
    "ich i will möchte das lütfen teşekkürler дякую спасибо شكرا";

/* "ok bin unterwegs", "ja ich komme sofort": a word that takes it, and nothing
 * that could be a doubt.  "Ok, aber …" has one. */
static const char taking_words[] =
    "ok okay okey oki ja jo yes yep übernehme übernehm uebernehme übernommen "
    "uebernommen unterwegs komme fahre dran mach mache kümmere kuemmere taking "
    "coming going way evet tamam так 👍 👌";
static const char taking_courtesies[] =
    "ich wir bin sind ist hin los sofort gleich jetzt schon das es "
    "mich uns drum darum alles klar gut danke bitte verstanden roger i i'm im "
    "am are we on my it now right away thanks";

static bool
holds(const char *words, const char *word)
{
  g_auto(GStrv) list = g_strsplit(words, " ", -1);
  return g_strv_contains((const char *const *)list, word);
}

/* In the form of comparison, without the skin tones of thumbs. */
static char *
normalise(const char *text)
{
  static const char *const tones[] = {"🏻", "🏼", "🏽", "🏾", "🏿"};
  g_autofree char *plain = keyword_normalise(text);
  GString *out = g_string_new(plain);

  for (size_t i = 0; i < G_N_ELEMENTS(tones); i++)
    g_string_replace(out, tones[i], "", 0);
  return g_string_free(out, FALSE);
}

/* The words of a text, without what stands around them; NULL: none, or too
 * many for an answer. */
static char **
words_of(const char *text, guint max)
{
  g_autofree char *plain = normalise(text);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_auto(GStrv) split = g_strsplit_set(plain, " .,;:!?()#", -1);
  guint count = 0;
  for (char **word = split; *word != NULL; word++)
    if ((*word)[0] != '\0') {
      g_strv_builder_add(builder, *word);
      count++;
    }
  return count == 0 || count > max ? NULL : g_strv_builder_end(builder);
}

static int
number_of(const char *word)
{
  size_t digits = strspn(word, "0123456789");
  if (digits > 0 && word[digits] == '\0')
    return digits <= CHOICE_DIGITS_MAX ? (int)g_ascii_strtoull(word, NULL, 10)
                                       : -1;
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (holds(numbers[i], word))
      return (int)i;
  return -1;
}

int
keyword_answer_choice(const char *text)
{
  g_auto(GStrv) words = words_of(text, ANSWER_WORDS_MAX);
  int choice = -1;
  for (char **word = words; word != NULL && *word != NULL; word++) {
    int number = number_of(*word);
    /* "the second one" */
    if (number == 1 && choice >= 0 && strcmp(*word, "one") == 0)
      continue;
    if (number >= 0 ? choice >= 0 : !holds(number_courtesies, *word))
      return -1;
    if (number >= 0)
      choice = number;
  }
  return choice;
}

KeywordKind
keyword_answer_yes_no(const char *text)
{
  g_auto(GStrv) words = words_of(text, ANSWER_WORDS_MAX);
  KeywordKind kind = KEYWORD_CONTENT;
  for (char **word = words; word != NULL && *word != NULL; word++) {
    KeywordKind said = holds(yes_words, *word)  ? KEYWORD_YES
                       : holds(no_words, *word) ? KEYWORD_NO
                                                : KEYWORD_CONTENT;
    if (said == KEYWORD_CONTENT && !holds(yes_no_courtesies, *word))
      return KEYWORD_CONTENT;
    if (said != KEYWORD_CONTENT && kind != KEYWORD_CONTENT && said != kind)
      return KEYWORD_CONTENT;
    if (said != KEYWORD_CONTENT)
      kind = said;
  }
  return kind;
}

/* What people say instead of a digit, as keyword_normalise() writes it. */
static const struct {
  const char *words;
  KeywordKind means;
} same_words[] = {
    {"derselbe", KEYWORD_YES},           {"derselbe schaden", KEYWORD_YES},
    {"ist derselbe", KEYWORD_YES},       {"ist derselbe schaden", KEYWORD_YES},
    {"das ist derselbe", KEYWORD_YES},   {"dasselbe", KEYWORD_YES},
    {"das gleiche", KEYWORD_YES},        {"der gleiche", KEYWORD_YES},
    {"the same", KEYWORD_YES},           {"same", KEYWORD_YES},
    {"ein anderer", KEYWORD_NO},         {"anderer schaden", KEYWORD_NO},
    {"ein anderer schaden", KEYWORD_NO}, {"nicht derselbe", KEYWORD_NO},
    {"nicht dasselbe", KEYWORD_NO},      {"another one", KEYWORD_NO},
    {"not the same", KEYWORD_NO},        {"different", KEYWORD_NO},
};

KeywordKind
keyword_answer_same(const char *text)
{
  g_autofree char *first = g_strdup(text + strspn(text, " \t\r\n"));
  size_t end = strcspn(first, ",.;:!\r\n");
  first[end] = '\0';
  int choice = keyword_answer_choice(first);
  if (choice >= 0)
    return choice == 1   ? KEYWORD_YES
           : choice == 2 ? KEYWORD_NO
                         : KEYWORD_CONTENT;
  g_autofree char *plain = normalise(first);
  for (size_t i = 0; i < G_N_ELEMENTS(same_words); i++)
    if (strcmp(same_words[i].words, plain) == 0)
      return same_words[i].means;
  return keyword_answer_yes_no(first);
}

/* A row of stars and nothing else; 0: something else. */
static int
count_stars(const char *text)
{
  static const char *const signs[] = {"*", "★", "⭐", "🌟", "✭"};
  static const char *const blanks[] = {" ", "☆", "\xef\xb8\x8f", "\n", "\r"};
  int count = 0;
  while (*text != '\0') {
    size_t size = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(signs) && size == 0; i++)
      if (g_str_has_prefix(text, signs[i])) {
        size = strlen(signs[i]);
        count++;
      }
    for (size_t i = 0; i < G_N_ELEMENTS(blanks) && size == 0; i++)
      if (g_str_has_prefix(text, blanks[i]))
        size = strlen(blanks[i]);
    if (size == 0 || count > STARS_MAX)
      return 0;
    text += size;
  }
  return count;
}

/* "von 5", "/5", "out of five" tell of how many; what is left is the number. */
static char *
without_total(const char *text)
{
  static const char *const totals[] = {"von 5",   "von fünf", "of 5",
                                       "of five", "/5",       "/ 5"};
  g_autoptr(GString) rest = g_string_new(text);
  for (size_t i = 0; i < G_N_ELEMENTS(totals); i++)
    g_string_replace(rest, totals[i], " ", 0);
  return g_strdup(rest->str);
}

int
keyword_answer_stars(const char *text, bool *out_named)
{
  static const char named[] = "stern sterne sternen star stars";
  static const char courtesies[] =
      "ich gebe vergebe ihnen gerne gern danke bitte ja out i give you thanks";
  int stars = count_stars(text);
  bool is_named = stars > 1;
  g_autofree char *plain = keyword_normalise(text);
  g_autofree char *rest = without_total(plain);
  g_auto(GStrv) words = words_of(rest, TAKING_WORDS_MAX);
  bool is_row = stars > 0;
  for (char **word = words; !is_row && word != NULL && *word != NULL; word++) {
    int number = holds("ein einen", *word) ? 1 : number_of(*word);
    if (holds(named, *word)) {
      is_named = true;
      continue;
    }
    if (number < 0 ? !holds(courtesies, *word) : stars != 0)
      return 0;
    if (number >= 0)
      stars = number;
  }
  if (out_named != NULL)
    *out_named = is_named;
  return stars >= 1 && stars <= STARS_MAX ? stars : 0;
}

bool
keyword_answer_takes_over(const char *text)
{
  g_autofree char *folded = keyword_normalise(text);
  g_autoptr(GString) plain = g_string_new(folded);
  bool takes = false;
  /* "Ich bin weg" is somewhere else. */
  g_string_replace(plain, "auf dem weg", "unterwegs", 0);
  g_auto(GStrv) words = words_of(plain->str, TAKING_WORDS_MAX);
  if (strchr(text, '?') != NULL)
    return false;
  for (char **word = words; word != NULL && *word != NULL; word++) {
    bool taking = holds(taking_words, *word);
    if (!taking && !holds(taking_courtesies, *word))
      return false;
    takes = takes || taking;
  }
  return takes;
}

static bool
begins_with_denial(const char *text)
{
  /* In English "no" begins much else. */
  static const char *const beginnings[] = {
      "nein",    "nee",    "stimmt nicht", "das stimmt nicht", "not so",
      "no it",   "no its", "no it's",      "no still",         "no that",
      "no they", "no not", "no the",
  };
  g_autofree char *plain = keyword_normalise(text);
  for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++) {
    size_t length = strlen(beginnings[i]);
    if (g_str_has_prefix(plain, beginnings[i]) &&
        strchr(" ,;:.!-", plain[length]) != NULL) /* or the end */
      return true;
  }
  return false;
}

bool
keyword_answer_denies(const char *text)
{
  if (begins_with_denial(text))
    return true;
  g_autofree char *head = g_strndup(text, strcspn(text, ",;:.!"));
  g_autoptr(Keyword) keyword = keyword_classify(head, NULL);
  return keyword->kind == KEYWORD_NO;
}

/* Past "zu", "Nr." and their like; NULL: the text does not begin so. */
static const char *
after_about(const char *plain)
{
  static const char words[] =
      "zu zur re meldung nr nummer ticket report number";
  const char *at = plain;
  for (;;) {
    size_t length = strcspn(at, " .:#0123456789");
    g_autofree char *word = g_strndup(at, length);
    if (length == 0 || !holds(words, word))
      break;
    at += length + strspn(at + length, " .:#");
  }
  return at == plain ? NULL : at;
}

bool
keyword_answer_about(const char *text, Number *out)
{
  g_autofree char *plain = keyword_normalise(text);
  const char *at = after_about(plain);
  if (at == NULL)
    return false;
  size_t length = strspn(at, "0123456789 -/.");
  const char *rest = at + length;
  /* "Nr. 12 Gartenstraße" is where, not what. */
  bool is_parted = rest[0] == ':' || rest[0] == ',' ||
                   g_str_has_prefix(rest, "ist ") ||
                   g_str_has_prefix(rest, "is ");
  g_autofree char *number = g_strchomp(g_strndup(at, length));
  return is_parted && number_parse(number, out);
}

char *
keyword_answer_code(const char *text)
{
  enum { DIGITS = 6 };
  static const char words[] = "code der mein ist lautet the my is";
  g_autofree char *plain = keyword_normalise(text);
  g_autoptr(GString) digits = g_string_new(NULL);
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *at = plain;; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (g_unichar_isalpha(c)) {
      g_string_append_unichar(word, c);
      continue;
    }
    if (word->len > 0 && !holds(words, word->str))
      return NULL;
    g_string_truncate(word, 0);
    if (c == 0)
      break;
    if (g_unichar_isdigit(c) && digits->len <= DIGITS)
      g_string_append_printf(digits, "%d", g_unichar_digit_value(c));
  }
  return digits->len == DIGITS ? g_strdup(digits->str) : NULL;
}
