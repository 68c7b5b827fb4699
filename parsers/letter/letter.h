/* SPDX-License-Identifier: Apache-2.0
 *
 * What kind of letter a text is, before anybody thinks of categories: a table
 * of kinds and the words that tell of them (templates/letters.yaml and the
 * town's own letters.yaml).  Signs alone, explainable; what is done with a
 * letter of a kind is decided by others, by the kind's recipient, answer and
 * flags.  Danger comes first (parsers/danger/) and is no kind.
 */
#ifndef BOTE_PARSERS_LETTER_LETTER_H
#define BOTE_PARSERS_LETTER_LETTER_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/problems.h"
#include "parsers/config/yaml_tree.h"

/* `to` of a kind whose letters go where their category says. */
#define LETTER_TO_CATEGORY "category"

/* What is special about a kind; words of `flags`. */
typedef enum LetterFlag {
  LETTER_SERVICE = 1 << 0,        /* a service takes it (report, …) */
  LETTER_LEGAL = 1 << 1,          /* whole, at once, with the time of receipt;
                                     the sender is told of the required form */
  LETTER_CONFIDENTIAL = 1 << 2,   /* travels as a note without content */
  LETTER_CAREFUL = 1 << 3,        /* a suspicion is enough for the desk */
  LETTER_FILES_ONLY = 1 << 4,     /* filed; opens and reopens nothing */
  LETTER_WEEKLY_LIST = 1 << 5,    /* listed once a week, passed on to nobody */
  LETTER_NEVER_ANSWERED = 1 << 6, /* not even confirmed */
  LETTER_ASKS = 1 << 7,           /* a question mark is a weak sign */
  LETTER_PLACED = 1 << 8,         /* likely where a category was found and
                                     nothing else is said */
  LETTER_COUNCIL = 1 << 10,       /* `council` of town.yaml are its senders */
  LETTER_SHORT = 1 << 9,          /* a weak sign of it decides a letter of a few
                                     words */
  LETTER_OF_SENDER = 1 << 11, /* who writes such a letter mostly writes such */
} LetterFlag;

/* A row of the table. */
typedef struct LetterKind {
  char *id;                 /* "legal"; the shipped ones stay as they are */
  GHashTable *names;        /* language -> what people call it */
  char *to;                 /* id of a department; "category": the one of the
                                 category; NULL: the desk */
  char *answer;             /* name of a text (templates/texts.h); NULL: the
                                 neutral confirmation */
  GPtrArray *flag_words;    /* char *: as written */
  unsigned flags;           /* LetterFlag */
  bool enabled;             /* false: takes the shipped row away */
  bool group;               /* no kind, but words that patterns name as @id */
  bool own;                 /* a town's row that keeps no shipped signs */
  GPtrArray *words;         /* char *: those of a group */
  GPtrArray *strong, *weak; /* char *: patterns (phrases/phrase_pattern.h) */
  GPtrArray *against;       /* char *: patterns that speak against it */
  GPtrArray *ignore;        /* char *: words in a row that do not count */
  GPtrArray *senders;       /* char *: "a@example.org", "example.org" with its
                                 subdomains, "presse@" at any domain */
} LetterKind;

typedef struct LetterTable LetterTable;

/* Build the table: the shipped rows, after them the town's.  A town's row with
 * the id of a shipped one replaces the keys it gives and keeps the others; its
 * signs and senders are added, unless it says `own: true`.
 *
 * town      the root of the town's letters.yaml, a list; NULL: it has none.
 * problems  gets what is wrong in the town's rows, all of it; then the table
 *           has gaps.
 * Returns the table, owned by the caller, never NULL. */
LetterTable *letter_table_new(const YamlNode *town, Problems *problems);
void letter_table_free(LetterTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LetterTable, letter_table_free)

/* The kind that is in force, borrowed; NULL when there is none, or a group. */
const LetterKind *letter_table_find(const LetterTable *table, const char *id);

/* The kinds in force, in the order of precedence: const LetterKind *, borrowed
 * with the array. */
const GPtrArray *letter_table_kinds(const LetterTable *table);

/* Its name in `language` (BCP 47), else in its main language, else in German,
 * else its id.  Borrowed. */
const char *letter_kind_name(const LetterKind *kind, const char *language);

/* Is a text nothing but signs such as "👍", none of which asks for anything?
 * UTF-8. */
bool letter_is_wordless(const char *text);

/* What is known of a letter; all borrowed for the call, valid UTF-8. */
typedef struct LetterView {
  const char *subject;    /* NULL: none, as an SMS has */
  const char *text;       /* what its writer wrote, quotes removed; or NULL */
  const char *sender;     /* address (RFC 5321 4.1.2); NULL: unknown, an SMS */
  bool authenticated;     /* that address is believed (dmarc=pass) */
  bool from_council;      /* town_council_lists() him */
  bool category_found;    /* the town's words name a category */
  const GPtrArray *files; /* char *: names of attachments; NULL: none */
} LetterView;

/* A sign that was found. */
typedef struct LetterSign {
  const LetterKind *kind; /* borrowed from the table */
  int points;             /* below 0: speaks against it */
  const char *pattern;    /* as the table has it; borrowed from there */
  char *words; /* of the letter, folded; for history and `why`.  These
                             are a citizen's words: not for a log */
} LetterSign;

typedef struct LetterVerdict {
  const LetterKind *kind; /* borrowed from the table; NULL: the desk decides */
  const LetterKind *likely; /* the kind, else the likeliest; NULL: no sign */
  const LetterKind *second; /* the likeliest after it; NULL: none */
  unsigned sure_percent;    /* 0 … 100, of `likely` */
  GArray *signs;            /* LetterSign, those of the kind before others */
} LetterVerdict;

void letter_verdict_clear(LetterVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LetterVerdict, letter_verdict_clear)

/* Which kind is it?
 *
 * view         text of any size; time grows with its length alone.
 * out_verdict  always set; letter_verdict_clear(). */
void letter_classify(const LetterTable *table, const LetterView *view,
                     LetterVerdict *out_verdict);

/* May a letter be of a kind because its sender's letters are?  Only of one with
 * LETTER_OF_SENDER; not where any word may be of one that must not be missed,
 * nor against a kind that its own words are surely of: a clear defect stays
 * one, whoever tells of it. */
bool letter_taught_counts(const LetterVerdict *verdict,
                          const LetterKind *taught);

/* The domain of an address, lower-cased, when it tells to whom its writer
 * belongs; NULL: everybody gets an address there.  Owned by the caller. */
char *letter_organisation(const char *address);

/* The flags of the kind that words alone surely are, such as an SMS; 0: of none
 * for sure. */
unsigned letter_flags_of(const LetterTable *table, const char *text);

#endif
