/* SPDX-License-Identifier: Apache-2.0
 *
 * The sheet `settings`: one row, in which English and German words stand for
 * the same.
 */
#include <string.h>

#include "parsers/keyword/keyword.h"
#include "parsers/survey/xlsform/xlsform_private.h"

enum { KEYWORD_MIN = 3, KEYWORD_MAX = 20, WAVES_MAX = 1000, ID_MAX = 40 };

const XlsformHeading xlsform_settings_headings[] = {
    {"form_title", KEY_TITLE, NULL},
    {"title", KEY_TITLE, NULL},
    {"titel", KEY_TITLE, NULL},
    {"form_id", KEY_ID, NULL},
    {"id_string", KEY_ID, NULL},
    {"version", KEY_VERSION, NULL},
    {"default_language", KEY_DEFAULT_LANGUAGE, NULL},
    {"keyword", KEY_KEYWORD, NULL},
    {"stichwort", KEY_KEYWORD, NULL},
    {"opens", KEY_OPENS, NULL},
    {"beginn", KEY_OPENS, NULL},
    {"closes", KEY_CLOSES, NULL},
    {"ende", KEY_CLOSES, NULL},
    {"target_group", KEY_TARGET_GROUP, NULL},
    {"zielgruppe", KEY_TARGET_GROUP, NULL},
    {"quota", KEY_QUOTA, NULL},
    {"quote_max", KEY_QUOTA, NULL},
    {"anonymous", KEY_ANONYMOUS, NULL},
    {"anonym", KEY_ANONYMOUS, NULL},
    {"access", KEY_ACCESS, NULL},
    {"zugang", KEY_ACCESS, NULL},
    {"form", KEY_FORM, NULL},
    {"anrede", KEY_FORM, NULL},
    {"wave", KEY_WAVE, NULL},
    {"welle", KEY_WAVE, NULL},
    {"result", KEY_RESULT, NULL},
    {"ergebnis", KEY_RESULT, NULL},
    {"style", KEY_NONE, NULL},
    {"instance_name", KEY_NONE, NULL},
    {"public_key", KEY_REFUSED,
     "answers come by SMS and mail and are not encrypted with it"},
    {NULL, KEY_NONE, NULL},
};

/* A word of a setting and what it means. */
typedef struct Word {
  const char *text;
  int value;
} Word;

static const Word access_words[] = {
    {"open", SURVEY_ACCESS_OPEN},       {"offen", SURVEY_ACCESS_OPEN},
    {"contact", SURVEY_ACCESS_CONTACT}, {"kontakt", SURVEY_ACCESS_CONTACT},
    {"invited", SURVEY_ACCESS_INVITED}, {"eingeladen", SURVEY_ACCESS_INVITED},
    {"code", SURVEY_ACCESS_CODE},       {NULL, 0},
};

static const Word form_words[] = {
    {"sie", SURVEY_FORM_SIE},
    {"du", SURVEY_FORM_DU},
    {NULL, 0},
};

static const Word result_words[] = {
    {"live", true},    {"yes", true},     {"ja", true},    {"no", false},
    {"nein", false},   {"closed", false}, {"ende", false}, {"after", false},
    {"danach", false}, {NULL, 0},
};

/* What a word means; `fallback` where none stands there, or another. */
static int
read_word(const XlsformSheet *sheet, XlsformKey key, const Word *words,
          int fallback)
{
  const char *text = xlsform_sheet_text(sheet, key);
  g_autoptr(GString) known = g_string_new(NULL);
  if (text == NULL)
    return fallback;
  for (const Word *word = words; word->text != NULL; word++) {
    if (g_ascii_strcasecmp(word->text, text) == 0)
      return word->value;
    g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "",
                           word->text);
  }
  xlsform_sheet_refuse(sheet, key, "'%s' is not known here – one of: %s", text,
                       known->str);
  return fallback;
}

static unsigned
read_count(const XlsformSheet *sheet, XlsformKey key, unsigned max,
           unsigned fallback)
{
  const char *text = xlsform_sheet_text(sheet, key);
  unsigned count = fallback;
  if (text != NULL && (!xlsform_read_count(text, max, &count) || count == 0)) {
    xlsform_sheet_refuse(sheet, key, "'%s' is no whole number from 1 to %u",
                         text, max);
    return fallback;
  }
  return count;
}

static bool
is_id(const char *text)
{
  size_t size = strlen(text);
  return size <= ID_MAX &&
         strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                      "0123456789_-") == size;
}

static void
read_id(const XlsformSheet *sheet, Questionnaire *form)
{
  const char *text = xlsform_sheet_text(sheet, KEY_ID);
  if (text == NULL)
    xlsform_sheet_refuse(
        sheet, KEY_ID, "'form_id' is missing – under it the answers are kept");
  else if (!is_id(text))
    xlsform_sheet_refuse(
        sheet, KEY_ID,
        "'%s' must be letters a to z, digits, '_' and '-', at most %d", text,
        ID_MAX);
  form->id = g_strdup(text != NULL ? text : "");
}

/* One word that people type, and that means nothing else. */
static const char *
why_no_keyword(const char *text)
{
  bool has_letter = false;
  glong letters = g_utf8_strlen(text, -1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    if (!g_unichar_isalnum(letter))
      return "a keyword is one word of letters and digits";
    has_letter |= g_unichar_isalpha(letter);
  }
  if (letters < KEYWORD_MIN || letters > KEYWORD_MAX || !has_letter)
    return "a keyword has 3 to 20 letters and digits";
  g_autoptr(Keyword) keyword = keyword_classify(text, NULL);
  return keyword->kind == KEYWORD_CONTENT
             ? NULL
             : "as an SMS it means something else already, like STOPP or INFO";
}

static void
read_keyword(const XlsformSheet *sheet, Questionnaire *form)
{
  const char *text = xlsform_sheet_text(sheet, KEY_KEYWORD);
  const char *why = text == NULL ? NULL : why_no_keyword(text);
  if (why != NULL)
    xlsform_sheet_refuse(sheet, KEY_KEYWORD, "'%s' can be no keyword: %s", text,
                         why);
  form->keyword = g_strdup(text);
}

static char *
read_moment(const XlsformSheet *sheet, XlsformKey key, const char *clock)
{
  const char *text = xlsform_sheet_text(sheet, key);
  char *moment = text == NULL ? NULL : xlsform_read_moment(text, clock);
  if (text != NULL && moment == NULL)
    xlsform_sheet_refuse(
        sheet, key, "'%s' is no moment like 2026-05-21 08:00 or 21.05.2026",
        text);
  return moment;
}

static void
read_period(const XlsformSheet *sheet, Questionnaire *form)
{
  form->opens = read_moment(sheet, KEY_OPENS, "00:00");
  form->closes = read_moment(sheet, KEY_CLOSES, "23:59");
  if (form->opens != NULL && form->closes != NULL &&
      strcmp(form->opens, form->closes) >= 0)
    xlsform_sheet_refuse(sheet, KEY_CLOSES,
                         "the survey ends %s, before it opens %s", form->closes,
                         form->opens);
}

static void
read_anonymous(const XlsformSheet *sheet, Questionnaire *form)
{
  const char *text = xlsform_sheet_text(sheet, KEY_ANONYMOUS);
  if (text != NULL && !xlsform_read_truth(text, &form->anonymous))
    xlsform_sheet_refuse(sheet, KEY_ANONYMOUS, "'%s' is neither yes nor no",
                         text);
}

/* The texts of columns without a language; put in front of the others. */
static void
read_default_language(const XlsformSheet *sheet, Questionnaire *form)
{
  const char *text = xlsform_sheet_text(sheet, KEY_DEFAULT_LANGUAGE);
  g_autofree char *language = text == NULL ? NULL : xlsform_read_language(text);
  if (text == NULL)
    return;
  if (language == NULL) {
    xlsform_sheet_refuse(
        sheet, KEY_DEFAULT_LANGUAGE,
        "'%s' is no language – write its code in brackets, 'Deutsch (de)'",
        text);
    return;
  }
  g_free(form->languages->pdata[0]);
  form->languages->pdata[0] = g_steal_pointer(&language);
}

void
xlsform_read_settings(XlsformSheet *sheet, XlsformReader *reader)
{
  Questionnaire *form = reader->form;
  if (!xlsform_sheet_go(sheet, 1)) {
    problems_add(reader->problems, (FilePosition){sheet->table->file, 0, 0},
                 "the settings are empty – 'form_title' and 'form_id' must "
                 "stand there");
    return;
  }
  read_default_language(sheet, form);
  xlsform_sheet_texts(sheet, KEY_TITLE, form->titles);
  if (!g_hash_table_contains(form->titles, form->languages->pdata[0]))
    xlsform_sheet_refuse(sheet, KEY_TITLE,
                         "'form_title' is missing in the language '%s'",
                         (const char *)form->languages->pdata[0]);
  read_id(sheet, form);
  form->version = g_strdup(xlsform_sheet_text(sheet, KEY_VERSION));
  read_keyword(sheet, form);
  read_period(sheet, form);
  form->target_group = g_strdup(xlsform_sheet_text(sheet, KEY_TARGET_GROUP));
  read_anonymous(sheet, form);
  form->access = (SurveyAccess)read_word(sheet, KEY_ACCESS, access_words,
                                         SURVEY_ACCESS_OPEN);
  form->form =
      (SurveyForm)read_word(sheet, KEY_FORM, form_words, SURVEY_FORM_TOWN);
  form->shows_result = read_word(sheet, KEY_RESULT, result_words, false) != 0;
  form->quota = read_count(sheet, KEY_QUOTA, G_MAXINT, 0);
  form->wave = read_count(sheet, KEY_WAVE, WAVES_MAX, 1);
  if (xlsform_sheet_go(sheet, 2))
    xlsform_sheet_refuse(sheet, KEY_ID,
                         "the settings have a second row – remove it");
}
