/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands: "#erledigt", "#geplant 28.5." at the top of a department's
 * reply, or "Erledigt." alone as first line.  This module reads what was
 * written; who may command what, and what happens, is decided elsewhere.
 *
 *   mail    = *( command / empty line ) *text
 *   command = "#" *WSP name [ ( WSP / ":" ) value ]
 *   short   = first line that is nothing but the name of a command that needs
 *             no value
 *
 * A row is a file parsers/commands/NAME.c; the table is generated.
 */
#ifndef BOTE_PARSERS_COMMAND_H
#define BOTE_PARSERS_COMMAND_H

#include <glib.h>

#include "parsers/number.h"

/* More commands in one mail than this are an accident. */
#define COMMAND_MAX 20
/* Longest value in bytes; the rest of the line is a mistake, not a value. */
#define COMMAND_VALUE_MAX 500

typedef enum CommandValueKind {
  COMMAND_VALUE_NONE,
  COMMAND_VALUE_DATE,       /* date_ms is set; a leading "bis" is fine */
  COMMAND_VALUE_WHO_DATE,   /* [who] [bis DATE] */
  COMMAND_VALUE_DEPARTMENT, /* id or name, as written */
  COMMAND_VALUE_NUMBER,     /* number is set */
  COMMAND_VALUE_CATEGORY,   /* id, as written */
  COMMAND_VALUE_LETTER,     /* kind of letter: id or name, as written */
  COMMAND_VALUE_REASON,     /* text for people; may stand below */
  COMMAND_VALUE_TEXT,       /* any text: place, channel, caller */
  COMMAND_VALUE_MESSAGE,    /* the first words of the mail's text */
} CommandValueKind;

/* One row. */
typedef struct Command {
  const char *name;     /* the file's name: "inarbeit" */
  const char *names[8]; /* as people write them, German first, NULL-ended;
                           command_fold() makes spellings equal */
  CommandValueKind value;
  bool value_optional;
  bool to_citizen; /* the mail's text goes to the citizen */
  bool from_date;  /* something begins at its date: of a week the Monday, not
                      the Friday */
} Command;

extern const Command *const command_registry[];

/* A command as written, its value read. */
typedef struct CommandCall {
  const Command *command;
  char *value;     /* trimmed, as written; NULL when absent */
  char *who;       /* COMMAND_VALUE_WHO_DATE: who, without the date, or NULL */
  int64_t date_ms; /* the date's local midnight (its start); 0 when absent */
  int64_t past_ms; /* the day that was written is over: which; else 0 */
  int64_t likely_ms; /* with past_ms: what may have been meant instead */
  Number number;     /* COMMAND_VALUE_NUMBER; serial 0 when absent, and
                       for "nein" */
} CommandCall;

typedef enum CommandMistakeKind {
  COMMAND_MISTAKE_UNKNOWN,     /* no such name: see suggestions */
  COMMAND_MISTAKE_MISSING,     /* the value is missing */
  COMMAND_MISTAKE_VALUE,       /* the value cannot be read */
  COMMAND_MISTAKE_CHECK_DIGIT, /* a number with a digit wrong */
  COMMAND_MISTAKE_UNEXPECTED,  /* a value where none belongs */
  COMMAND_MISTAKE_LATE,        /* stands below the text, not at the top */
  COMMAND_MISTAKE_TOO_MANY,    /* more than COMMAND_MAX; the rest is unread */
} CommandMistakeKind;

const char *command_mistake_kind_to_string(CommandMistakeKind kind);

typedef struct CommandMistake {
  CommandMistakeKind kind;
  char *written;              /* the line, at most 200 bytes, valid UTF-8 */
  const Command *command;     /* NULL for UNKNOWN and TOO_MANY */
  const char *suggestions[4]; /* nearest names, best first, NULL-ended */
} CommandMistake;

/* A staff mail as understood.  All or nothing: with any mistake no command may
 * be carried out. */
typedef struct CommandMail {
  GPtrArray *commands; /* CommandCall *, in the order written */
  GPtrArray *mistakes; /* CommandMistake * */
  char *text;          /* values of kind MESSAGE and REASON, then the rest,
                          trimmed; "" when empty */
  bool short_form;     /* the command was a bare first line without "#" */
} CommandMail;

void command_mail_free(CommandMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CommandMail, command_mail_free)

/* Read a staff mail.
 *
 * staff_text   Message.staff_text: valid UTF-8, no quotes, no signature.
 * now_ms       epoch milliseconds: "28.5." is the next 28 May, "+5t" five days
 *              on, "Freitag" the next Friday, never today.
 * zone         the town's time zone.
 * Returns a new mail, command_mail_free(); never NULL.
 */
CommandMail *command_mail_parse(const char *staff_text, int64_t now_ms,
                                GTimeZone *zone);

/* The row whose name (file name or any written form) this is; NULL if none. */
const Command *command_find(const char *name);

/* How names are compared: case folded, without blanks, hyphens and trailing
 * . ! : , with ä ö ü ß and ae oe ue ss as a o u s.  New string, g_free(). */
char *command_fold(const char *name);

/* Read a date: 28.5. 28.05.26 28.05.2026 2026-05-28 28. Mai, +5t +5d +2w,
 * heute, Freitag, nächste Woche, Ende Juni, KW 27, in zwei Wochen, German or
 * English; out is local midnight.  A day without a year is the next such day,
 * a period its last day, and of months the 1st, 15th and last (BGB section
 * 192). */
bool command_parse_date(const char *text, int64_t now_ms, GTimeZone *zone,
                        int64_t *out_ms);

#endif
