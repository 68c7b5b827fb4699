/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of a row of letters.yaml.
 */
#include "parsers/config/text_check.h"
#include "parsers/letter/letter_private.h"
#include "parsers/phrases/phrase_pattern.h"

#define AT(member) .offset = offsetof(LetterKind, member)

static const struct {
  const char *name;
  LetterFlag flag;
} flags[] = {
    {"service", LETTER_SERVICE},
    {"legal", LETTER_LEGAL},
    {"confidential", LETTER_CONFIDENTIAL},
    {"careful", LETTER_CAREFUL},
    {"files-only", LETTER_FILES_ONLY},
    {"weekly-list", LETTER_WEEKLY_LIST},
    {"never-answered", LETTER_NEVER_ANSWERED},
    {"asks", LETTER_ASKS},
    {"placed", LETTER_PLACED},
    {"short", LETTER_SHORT},
    {"council", LETTER_COUNCIL},
    {"of-sender", LETTER_OF_SENDER},
};

unsigned
letter_flag(const char *name)
{
  for (unsigned i = 0; i < G_N_ELEMENTS(flags); i++)
    if (g_strcmp0(flags[i].name, name) == 0)
      return flags[i].flag;
  return 0;
}

static const char *
check_flag(const char *text)
{
  return letter_flag(text) != 0
             ? NULL
             : "service, legal, confidential, careful, files-only, "
               "weekly-list, never-answered, asks, placed, short, council or "
               "of-sender";
}

static const SchemaKey keys[] = {
    {"id", SCHEMA_TEXT, AT(id), .required = true, .check = text_check_id,
     .doc = "a short name, for example legal"},
    {"names", SCHEMA_MAP, AT(names), .check = text_check_line,
     .doc = "what people call it, by language"},
    {"to", SCHEMA_TEXT, AT(to), .check = text_check_id,
     .doc = "id of the department that gets it, or category"},
    {"answer", SCHEMA_TEXT, AT(answer), .check = text_check_id,
     .doc = "name of the text that answers it"},
    {"flags", SCHEMA_TEXTS, AT(flag_words), .check = check_flag,
     .doc = "what is special about it"},
    {"enabled", SCHEMA_BOOLEAN, AT(enabled), .fallback = true,
     .doc = "false switches a shipped row off"},
    {"group", SCHEMA_BOOLEAN, AT(group),
     .doc = "words that patterns name as @id"},
    {"own", SCHEMA_BOOLEAN, AT(own),
     .doc = "true: without the shipped row's signs"},
    {"words", SCHEMA_WORDS, AT(words), .check = phrase_pattern_check,
     .doc = "the words of a group"},
    {"strong", SCHEMA_WORDS, AT(strong), .check = phrase_pattern_check,
     .doc = "patterns of which one is enough"},
    {"weak", SCHEMA_WORDS, AT(weak), .check = phrase_pattern_check,
     .doc = "patterns of which it takes several"},
    {"against", SCHEMA_WORDS, AT(against), .check = phrase_pattern_check,
     .doc = "patterns that speak against it"},
    {"ignore", SCHEMA_WORDS, AT(ignore), .check = phrase_pattern_check,
     .doc = "words in a row that do not count"},
    {"senders", SCHEMA_TEXTS, AT(senders), .check = letter_sender_check,
     .doc = "addresses, domains, or press@ at any domain"},
    {0}};
const Schema letter_schema = {sizeof(LetterKind), keys};
