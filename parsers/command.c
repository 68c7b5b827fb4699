/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading staff mails: the block of command lines at the top, the short form,
 * what is wrong with them.  Names are in command_name.c, values in
 * command_value.c, dates in command_date.c.
 */
#include "parsers/command.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/command_name.h"
#include "parsers/command_value.h"

#define WRITTEN_MAX 200

static const char *const mistake_names[] = {
    "unknown",    "missing", "value",   "check-digit",
    "unexpected", "late",    "too-many"};

const char *
command_mistake_kind_to_string(CommandMistakeKind kind)
{
  g_assert((size_t)kind < G_N_ELEMENTS(mistake_names));
  return mistake_names[kind];
}

static void
call_free(gpointer pointer)
{
  CommandCall *call = pointer;

  g_free(call->value);
  g_free(call->who);
  g_free(call);
}

static void
mistake_free(gpointer pointer)
{
  CommandMistake *mistake = pointer;

  g_free(mistake->written);
  g_free(mistake);
}

static CommandMail *
mail_new(void)
{
  CommandMail *mail = g_new0(CommandMail, 1);

  mail->commands = g_ptr_array_new_with_free_func(call_free);
  mail->mistakes = g_ptr_array_new_with_free_func(mistake_free);
  return mail;
}

void
command_mail_free(CommandMail *mail)
{
  if (!mail)
    return;
  g_ptr_array_unref(mail->commands);
  g_ptr_array_unref(mail->mistakes);
  g_free(mail->text);
  g_free(mail);
}

static CommandMistake *
add_mistake(CommandMail *mail, CommandMistakeKind kind, const char *line,
            const Command *command)
{
  CommandMistake *mistake = g_new0(CommandMistake, 1);
  size_t size = strlen(line);

  mistake->kind = kind;
  mistake->command = command;
  /* Cut between characters. */
  if (size > WRITTEN_MAX)
    size = (size_t)(g_utf8_find_prev_char(line, line + WRITTEN_MAX) - line);
  mistake->written = g_strndup(line, size);
  g_ptr_array_add(mail->mistakes, mistake);
  return mistake;
}

/* Splits "in Arbeit bis 3.6." where the longest name ends; the rest is the
 * value.  NULL when no name fits. */
static const Command *
match_name(const char *text, const char **out_value)
{
  const Command *found = NULL;

  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_autofree char *head = NULL;
    const Command *row = NULL;
    if (c != 0 && c != ':' && !g_unichar_isspace(c))
      continue;
    head = g_strndup(text, (gsize)(p - text));
    row = command_find(head);
    if (row) {
      found = row;
      *out_value = p;
    }
    if (c == 0 || p - text > COMMAND_NAME_MAX)
      return found;
  }
}

/* The text without blanks and colon before and blanks behind. */
static char *
trim_value(const char *value)
{
  while (*value == ':' || g_unichar_isspace(g_utf8_get_char(value)))
    value = g_utf8_next_char(value);
  return g_strchomp(g_strdup(value));
}

/* A value that is only punctuation ("#erledigt !") is none. */
static bool
is_empty_value(const char *value)
{
  return value[strspn(value, ".!:, \t")] == '\0';
}

/* Must a value stand on the line?  A reason may stand below as well. */
static bool
needs_value(const Command *command)
{
  return command->value != COMMAND_VALUE_NONE &&
         command->value != COMMAND_VALUE_REASON && !command->value_optional;
}

static CommandMistakeKind
value_mistake(const CommandCall *call)
{
  return call->command->value == COMMAND_VALUE_NUMBER &&
                 number_is_mistyped(call->value)
             ? COMMAND_MISTAKE_CHECK_DIGIT
             : COMMAND_MISTAKE_VALUE;
}

static void
add_command(CommandMail *mail, const char *line, const Command *command,
            const char *raw_value, const CommandClock *clock)
{
  g_autofree char *value = trim_value(raw_value);
  CommandCall *call = NULL;

  if (is_empty_value(value)) {
    if (needs_value(command))
      add_mistake(mail, COMMAND_MISTAKE_MISSING, line, command);
    g_clear_pointer(&value, g_free);
  } else if (command->value == COMMAND_VALUE_NONE) {
    add_mistake(mail, COMMAND_MISTAKE_UNEXPECTED, line, command);
  }
  call = g_new0(CommandCall, 1);
  call->command = command;
  call->value = g_steal_pointer(&value);
  if (call->value && (strlen(call->value) > COMMAND_VALUE_MAX ||
                      !command_value_read(call, clock)))
    add_mistake(mail, value_mistake(call), line, command);
  g_ptr_array_add(mail->commands, call);
}

/* "#" and what follows it, blanks skipped; NULL for another line. */
static const char *
after_hash(const char *line)
{
  while (g_unichar_isspace(g_utf8_get_char(line)))
    line = g_utf8_next_char(line);
  if (*line != '#')
    return NULL;
  line++;
  while (*line == ' ' || *line == '\t')
    line++;
  return line;
}

/* The word behind "#" that was meant as a name, up to blank or colon; two of
 * them after a short one ("in arbiet"). */
static char *
first_words(const char *text)
{
  size_t length = strcspn(text, " \t:");

  if (length <= 5 && text[length] == ' ')
    length += 1 + strcspn(text + length + 1, " \t:");
  return g_strndup(text, length);
}

static void
read_command_line(CommandMail *mail, const char *line,
                  const CommandClock *clock)
{
  const char *text = after_hash(line);
  const char *value = NULL;
  const Command *command = match_name(text, &value);

  if (command) {
    add_command(mail, line, command, value, clock);
  } else {
    g_autofree char *word = first_words(text);
    CommandMistake *mistake =
        add_mistake(mail, COMMAND_MISTAKE_UNKNOWN, line, NULL);
    command_suggest(word, mistake->suggestions);
  }
}

static bool
is_blank(const char *line)
{
  for (; *line; line = g_utf8_next_char(line)) {
    if (!g_unichar_isspace(g_utf8_get_char(line)))
      return false;
  }
  return true;
}

/* Lines of commands below the text: were they meant?  Only known names count,
 * since "#1" and "#MusterstadtBlüht" are text. */
static void
find_late_commands(CommandMail *mail, char **lines)
{
  unsigned looked_at = 0;

  for (char **line = lines; *line && looked_at < COMMAND_MAX; line++) {
    const char *text = after_hash(*line);
    const char *value = NULL;
    const Command *command = text ? match_name(text, &value) : NULL;
    looked_at += text != NULL;
    if (command)
      add_mistake(mail, COMMAND_MISTAKE_LATE, *line, command);
  }
}

/* The first line as short form.  Names that need a value are left out: "An"
 * and "Ort" begin many a letter. */
static bool
read_short_form(CommandMail *mail, const char *line, const CommandClock *clock)
{
  const Command *command =
      strlen(line) <= COMMAND_NAME_MAX ? command_find(line) : NULL;

  if (!command || needs_value(command))
    return false;
  add_command(mail, line, command, "", clock);
  mail->short_form = true;
  return true;
}

/* The block at the top; returns the first line behind it. */
static char **
read_block(CommandMail *mail, char **lines, const CommandClock *clock)
{
  unsigned count = 0;
  char **line = lines;

  for (; *line && (is_blank(*line) || after_hash(*line)); line++) {
    g_strchomp(*line);
    if (!after_hash(*line))
      continue;
    count++;
    if (count <= COMMAND_MAX)
      read_command_line(mail, *line, clock);
    else if (count == COMMAND_MAX + 1)
      add_mistake(mail, COMMAND_MISTAKE_TOO_MANY, *line, NULL);
  }
  return line;
}

/* What was written behind command names, then the lines below. */
static char *
join_text(const CommandMail *mail, char **lines)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *below = g_strjoinv("\n", lines);

  for (guint i = 0; i < mail->commands->len; i++) {
    const CommandCall *call = mail->commands->pdata[i];
    CommandValueKind kind = call->command->value;
    if (call->value &&
        (kind == COMMAND_VALUE_MESSAGE || kind == COMMAND_VALUE_REASON))
      g_string_append_printf(out, "%s\n", call->value);
  }
  g_string_append(out, below);
  return g_strdup(g_strstrip(out->str));
}

/* A refusal without a reason, neither on its line nor below. */
static void
find_missing_reasons(CommandMail *mail)
{
  for (guint i = 0; i < mail->commands->len; i++) {
    const CommandCall *call = mail->commands->pdata[i];
    if (call->command->value == COMMAND_VALUE_REASON && !*mail->text)
      add_mistake(mail, COMMAND_MISTAKE_MISSING, call->command->names[0],
                  call->command);
  }
}

CommandMail *
command_mail_parse(const char *staff_text, int64_t now_ms, GTimeZone *zone)
{
  CommandMail *mail = mail_new();
  const CommandClock clock = {.now_ms = now_ms, .zone = zone};
  g_auto(GStrv) lines = NULL;
  char **rest = NULL;

  g_assert(g_utf8_validate(staff_text, -1, NULL));
  lines = g_strsplit(staff_text, "\n", -1);
  rest = read_block(mail, lines, &clock);
  if (*rest && mail->commands->len == 0 && mail->mistakes->len == 0 &&
      read_short_form(mail, *rest, &clock))
    rest++;
  find_late_commands(mail, rest);
  mail->text = join_text(mail, rest);
  find_missing_reasons(mail);
  return mail;
}
