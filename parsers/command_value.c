/* SPDX-License-Identifier: Apache-2.0
 *
 * One reader for each kind of value.
 */
#include "parsers/command_value.h"

#include <string.h>

/* The place where "bis DATE" begins: "bis", "until" or "by" as a word; NULL
 * when there is none. */
static const char *
find_until(const char *value, const char **out_date)
{
  static const char *const words[] = {"bis zum ", "bis ", "until ", "by "};

  for (const char *p = value; *p; p++) {
    if (p > value && p[-1] != ' ' && p[-1] != ',')
      continue;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
      size_t length = strlen(words[i]);
      if (g_ascii_strncasecmp(p, words[i], length) == 0) {
        *out_date = p + length;
        return p;
      }
    }
  }
  return NULL;
}

static bool
read_none(CommandCall *call, const CommandClock *clock)
{
  (void)call;
  (void)clock;
  return true; /* that there is a value at all is already a mistake */
}

static bool
read_text(CommandCall *call, const CommandClock *clock)
{
  (void)clock;
  return call->value[0] != '\0';
}

static bool
take_date(CommandCall *call, const char *text, const CommandClock *clock)
{
  CommandDate date;

  if (!command_date_read(text, clock, call->command->from_date, &date))
    return false;
  call->date_ms = date.at_ms;
  call->past_ms = date.past_ms;
  call->likely_ms = date.likely_ms;
  return true;
}

static bool
read_date(CommandCall *call, const CommandClock *clock)
{
  return take_date(call, call->value, clock);
}

/* "Bauhof bis 28.5."; without "bis" a date alone is one as well. */
static bool
read_who_date(CommandCall *call, const CommandClock *clock)
{
  const char *date = NULL;
  const char *until = find_until(call->value, &date);

  if (!until && take_date(call, call->value, clock))
    return true;
  if (until && !take_date(call, date, clock))
    return false;
  call->who = until ? g_strndup(call->value, (gsize)(until - call->value))
                    : g_strdup(call->value);
  g_strstrip(g_strdelimit(call->who, ",", ' '));
  if (!*call->who)
    g_clear_pointer(&call->who, g_free);
  return true;
}

/* "#doppelt nein": the same as none. */
static bool
read_number(CommandCall *call, const CommandClock *clock)
{
  (void)clock;
  return g_ascii_strcasecmp(call->value, "nein") == 0 ||
         g_ascii_strcasecmp(call->value, "no") == 0 ||
         number_parse(call->value, &call->number);
}

/* "#weiter an Tiefbauamt": the word between is no part of the name. */
static bool
read_department(CommandCall *call, const CommandClock *clock)
{
  static const char *const words[] = {"an das ", "an die ", "an den ",
                                      "ans ",    "an ",     "to "};

  (void)clock;
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    size_t length = strlen(words[i]);
    if (g_ascii_strncasecmp(call->value, words[i], length) == 0) {
      char *name = g_strstrip(g_strdup(call->value + length));
      g_free(call->value);
      call->value = name;
      break;
    }
  }
  return call->value[0] != '\0';
}

/* "#erledigt nicht" is no report of success. */
static bool
read_message(CommandCall *call, const CommandClock *clock)
{
  (void)clock;
  return g_ascii_strncasecmp(call->value, "nicht", 5) != 0 &&
         g_ascii_strncasecmp(call->value, "noch nicht", 10) != 0 &&
         g_ascii_strncasecmp(call->value, "not ", 4) != 0;
}

typedef bool (*ValueReader)(CommandCall *call, const CommandClock *clock);

static const ValueReader readers[] = {
    [COMMAND_VALUE_NONE] = read_none,
    [COMMAND_VALUE_DATE] = read_date,
    [COMMAND_VALUE_WHO_DATE] = read_who_date,
    [COMMAND_VALUE_DEPARTMENT] = read_department,
    [COMMAND_VALUE_NUMBER] = read_number,
    [COMMAND_VALUE_CATEGORY] = read_text,
    [COMMAND_VALUE_LETTER] = read_text,
    [COMMAND_VALUE_REASON] = read_text,
    [COMMAND_VALUE_TEXT] = read_text,
    [COMMAND_VALUE_MESSAGE] = read_message,
};

bool
command_value_read(CommandCall *call, const CommandClock *clock)
{
  g_assert((size_t)call->command->value < G_N_ELEMENTS(readers));
  return readers[call->command->value](call, clock);
}
