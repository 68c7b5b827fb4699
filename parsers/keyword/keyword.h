/* SPDX-License-Identifier: Apache-2.0
 *
 * The words an SMS may consist of that mean something before any service looks
 * at it.  A stop word counts only as the whole message: "Stoppt den Bau!" is
 * what somebody wants to say.  Which words a town's topics have comes in.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_H

#include <glib.h>
#include <stdbool.h>

typedef enum KeywordKind {
  KEYWORD_CONTENT,    /* no keyword: what a person wants to say */
  KEYWORD_STOP,       /* argument: ticket number or topic, NULL means all */
  KEYWORD_START,      /* argument: number or topic, NULL means all */
  KEYWORD_HELP,       /* HILFE, HELP, INFO, ? */
  KEYWORD_STATUS,     /* argument: the number as written, NULL if none */
  KEYWORD_YES,        /* argument "ja" */
  KEYWORD_NO,         /* argument "nein" */
  KEYWORD_OK,         /* somebody on call confirms */
  KEYWORD_CHOICE,     /* argument: one letter, or one or two digits */
  KEYWORD_TOPIC,      /* argument: the topic; rest: what follows */
  KEYWORD_LANGUAGE,   /* SPRACHE TR; argument: the language, lower case, or
                         NULL */
  KEYWORD_ERASE,      /* LÖSCHEN */
  KEYWORD_ACCESS,     /* AUSKUNFT */
  KEYWORD_NEW_NUMBER, /* NEUE NUMMER; argument: the number as written or NULL */
  KEYWORD_UNDO,       /* ZURÜCK: the last keyword was a mistake */
  KEYWORD_ALSO,       /* AUCH 417, and nothing else (keyword_also.h) */
} KeywordKind;

const char *keyword_kind_to_string(KeywordKind kind);

/* What an SMS text was classified as. */
typedef struct Keyword {
  KeywordKind kind;
  char *argument; /* normalised as by keyword_normalise(); NULL when absent */
  char *rest;     /* KEYWORD_TOPIC only: the text after the topic, as written */
  bool is_weak;   /* KEYWORD_STOP: a word that may mean a thing ("ABMELDEN": his
                     dog), from somebody whom nothing is sent */
} Keyword;

void keyword_free(Keyword *keyword);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keyword, keyword_free)

/* Classify a whole SMS.
 *
 * text     valid UTF-8.
 * topics   the town's topic keywords in any case ("RADWEG"), NULL-terminated;
 *          NULL means none.
 * Returns a new keyword, keyword_free(); never NULL.  A number alone
 * (26-00417-6) is content here: whose number it is only the store knows.
 */
Keyword *keyword_classify(const char *text, const char *const *topics);

/* The form in which words are compared: NFKC, case folded, blanks collapsed,
 * outer quotes, brackets and dashes and trailing . , ; : ! ? gone.  Returns a
 * new string, g_free(). */
char *keyword_normalise(const char *text);

/* Does a text begin with a cry for help and go on ("Hilfe, es riecht nach
 * Gas")?  Then it is content, whose writer is told 112 first. */
bool keyword_cries_for_help(const char *text);

#endif
