/* SPDX-License-Identifier: Apache-2.0
 *
 * Fingerprints after Cavnar and Trenkle: the rank of the commonest runs of one
 * to five letters in the text, beside their rank in the language.  The library
 * is asked for single distances, not for its verdict, which knows no "none of
 * these" and compares all that it was given.
 */
#include "parsers/language/language_private.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include <libexttextcat/fingerprint.h>

#include "parsers/language/language_words.h"

#define PRINTS_FOLDER "/usr/share/libexttextcat"

enum {
  PRINTS_MAX = 64,
  PRINT_NGRAMS = 400,     /* all that the files hold */
  PRINT_LETTERS_MIN = 15, /* a distance to less is chance */
  PRINT_TEXT_MAX = 400, /* bytes: time grows with it, and it is sure by then */
  /* By how many per mille the second must be farther away than the first: when
     the words lean to the same language, else. */
  MARGIN_AGREED = 10,
  MARGIN_ALONE = 50,
};

/* The files of the library for the languages of Europe, and of those who came
 * here from elsewhere. */
static const char *const print_files[] = {
    "de", "en", "fr", "it", "es", "nl", "pl", "tr",  "uk",      "ru",
    "ar", "ro", "pt", "cs", "sk", "sl", "hr", "bs",  "sr-Latn", "sr-Cyrl",
    "mk", "bg", "sq", "el", "hu", "da", "sv", "nb",  "fi",      "et",
    "lv", "lt", "be", "ka", "hy", "az", "fa", "ckb", "ur",      "hi",
    "vi", "so", "ti", "am", "he", "th", "id",
};

typedef struct LanguagePrint {
  char *language; /* the primary subtag */
  void *print;    /* of the library */
} LanguagePrint;

struct LanguagePrints {
  WordIndex *words;
  LanguagePrint rows[PRINTS_MAX];
  size_t count;
};

static void *
print_new(void)
{
  void *print = fp_Init(NULL);
  g_assert(print != NULL);
  (void)fp_SetProperty(print, TCPROP_UTF8AWARE, TC_TRUE); /* known to it */
  (void)fp_SetProperty(print, TCPROP_MINIMUM_DOCUMENT_SIZE, 1);
  return print;
}

LanguagePrints *
language_prints_new(void)
{
  LanguagePrints *prints = g_new0(LanguagePrints, 1);
  prints->words = word_index_new();
  G_STATIC_ASSERT(G_N_ELEMENTS(print_files) <= PRINTS_MAX);
  for (size_t i = 0; i < G_N_ELEMENTS(print_files); i++) {
    g_autofree char *path =
        g_strdup_printf("%s/%s.lm", PRINTS_FOLDER, print_files[i]);
    void *print = print_new();
    if (fp_Read(print, path, PRINT_NGRAMS) == 0) {
      fp_Done(print);
      continue;
    }
    char *language = g_strndup(print_files[i], strcspn(print_files[i], "-"));
    prints->rows[prints->count++] = (LanguagePrint){language, print};
  }
  return prints;
}

void
language_prints_free(LanguagePrints *prints)
{
  if (prints == NULL)
    return;
  for (size_t i = 0; i < prints->count; i++) {
    g_free(prints->rows[i].language);
    fp_Done(prints->rows[i].print);
  }
  g_free(prints->words);
  g_free(prints);
}

const WordIndex *
language_prints_words(const LanguagePrints *prints)
{
  return prints->words;
}

static bool
is_usual(const char *language)
{
  for (size_t i = 0; language_words[i].language != NULL; i++)
    if (strcmp(language_words[i].language, language) == 0)
      return true;
  return false;
}

/* Compared are those asked for, and the usual ones: a letter in one of them is
 * no letter in the least unlike of the others. */
static bool
is_candidate(const char *language, const char *const *among)
{
  if (is_usual(language))
    return true;
  size_t size = strlen(language);
  for (; among != NULL && *among != NULL; among++)
    if (g_ascii_strncasecmp(*among, language, size) == 0 &&
        ((*among)[size] == '\0' || (*among)[size] == '-'))
      return true;
  return false;
}

static const char *
nearest(const LanguagePrints *prints, void *text,
        const PrintsQuestion *question)
{
  int64_t best = INT64_MAX, second = INT64_MAX;
  const char *language = NULL;
  for (size_t i = 0; i < prints->count; i++) {
    const LanguagePrint *row = &prints->rows[i];
    if (!is_candidate(row->language, question->among))
      continue;
    int64_t distance = fp_Compare(row->print, text, INT_MAX);
    if (distance < best) {
      if (language == NULL || strcmp(language, row->language) != 0)
        second = best; /* not the same in another script */
      best = distance;
      language = row->language;
    } else if (distance < second) {
      second = distance;
    }
  }
  bool agreed = language != NULL && g_strcmp0(language, question->leaning) == 0;
  int64_t margin = agreed ? MARGIN_AGREED : MARGIN_ALONE;
  return language != NULL && second >= best + best * margin / 1000 ? language
                                                                   : NULL;
}

static bool
has_letters(const char *text, size_t size)
{
  unsigned letters = 0;
  for (const char *at = text; at < text + size && letters < PRINT_LETTERS_MIN;
       at = g_utf8_next_char(at))
    letters += g_unichar_isalpha(g_utf8_get_char(at));
  return letters == PRINT_LETTERS_MIN;
}

const char *
language_prints_guess(const LanguagePrints *prints,
                      const PrintsQuestion *question)
{
  size_t size = MIN(question->size, PRINT_TEXT_MAX);
  while (size > 0 && size < question->size &&
         ((unsigned char)question->text[size] & 0xc0) == 0x80)
    size--; /* not within a character */
  if (!has_letters(question->text, size))
    return NULL;
  void *text = print_new();
  const char *language = NULL;
  if (fp_Create(text, question->text, (uint4)size, PRINT_NGRAMS) != 0)
    language = nearest(prints, text, question);
  fp_Done(text);
  return language;
}
