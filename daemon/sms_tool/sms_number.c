/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms number`: what a number is in E.164, or why none of ours goes there.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/sms_tool.h"
#include "parsers/sms/e164.h"

/* Refusals are stable words for scripts, sentences for people. */
typedef struct Refusal {
  const char *word, *german, *english;
} Refusal;

static const Refusal refusals[] = {
    {"empty", "keine Ziffer darin", "it holds no digit"},
    {"syntax", "keine Telefonnummer", "it is no telephone number"},
    {"emergency", "Notruf oder Behördenruf", "an emergency or service call"},
    {"short", "Kurzwahl oder zu kurz", "a short code, or too short"},
    {"long", "zu lang", "it is too long"},
    {"ambiguous", "ohne 0, 00 oder + nicht eindeutig",
     "not clear without 0, 00 or +"},
    {"length", "keine gültige Länge", "its length is wrong"},
    {"special", "Sonderrufnummer, empfängt keine SMS",
     "a special number, takes no SMS"},
    {"fixed", "Festnetz, empfängt keine SMS", "a fixed line, takes no SMS"},
};

/* The ASCII digits of a number; NULL when other things stand in it that no
 * number has. */
static GString *
digits_of(const char *input)
{
  g_autoptr(GString) digits = g_string_new(NULL);
  bool has_tel = g_ascii_strncasecmp(input, "tel:", 4) == 0, has_plus = false;
  const char *p = has_tel ? input + 4 : input;

  for (; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c < 0x80 && g_ascii_isdigit((char)c))
      g_string_append_c(digits, (char)c);
    else if (c == '+' && digits->len == 0 && !has_plus)
      has_plus = true;
    else if (!e164_is_filler(c))
      return NULL;
  }
  return g_steal_pointer(&digits);
}

/* Why a number cannot be brought into E.164.  The rules stand in
 * parsers/sms/e164.c; this only finds the word for its answer. */
static const char *
explain(const char *input, E164Mode mode)
{
  enum { SHORT_DIGITS = 7, LONG_DIGITS = 15 }; /* ITU-T E.164 6.2.1 */
  static const char *const emergency[] = {"110", "112", "115", NULL};
  g_autoptr(GString) digits = digits_of(input);

  if (digits == NULL)
    return "syntax";
  if (digits->len == 0)
    return "empty";
  if (g_strv_contains(emergency, digits->str))
    return "emergency";
  if (digits->len <= SHORT_DIGITS)
    return "short";
  if (digits->len > LONG_DIGITS)
    return "long";
  if (mode == E164_MODE_USER && digits->str[0] != '0' && !strchr(input, '+'))
    return "ambiguous";
  return "length";
}

/* May an SMS go there?  Which countries a town writes to is its channel's
 * setting, so a foreign number is only checked for its form. */
static E164Refusal
check_destination(const char *number)
{
  return g_str_has_prefix(number, "+49") ? e164_check_destination(number, NULL)
                                         : E164_REFUSAL_NONE;
}

static void
answer_number(const char *input, const void *options, json_t *answer)
{
  const E164Mode *mode = options;
  g_autofree char *number = e164_normalise(input, *mode);
  E164Refusal refusal = E164_REFUSAL_NONE;

  if (number != NULL && *mode == E164_MODE_USER)
    refusal = check_destination(number);
  if (number == NULL)
    json_object_set_new(answer, "refused", json_string(explain(input, *mode)));
  else if (refusal != E164_REFUSAL_NONE)
    json_object_set_new(answer, "refused",
                        json_string(e164_refusal_to_string(refusal)));
  else
    json_object_set_new(answer, "e164", json_string(number));
}

static void
print_number(const json_t *answer)
{
  const char *number = json_string_value(json_object_get(answer, "e164"));
  const char *word = json_string_value(json_object_get(answer, "refused"));

  if (number != NULL)
    printf("%s\n", number);
  for (size_t i = 0; word != NULL && i < G_N_ELEMENTS(refusals); i++)
    if (strcmp(refusals[i].word, word) == 0)
      printf("%s: %s – %s\n", cli_text("abgelehnt", "refused"), word,
             cli_text(refusals[i].german, refusals[i].english));
}

int
sms_number_run(int argc, char **argv)
{
  static const SmsLineTool tool = {
      .member = "number", .answer = answer_number, .print = print_number};
  const char *word = "user";

  if (!cli_take_option(&argc, argv, "--mode", &word))
    return EX_USAGE;
  bool provider = strcmp(word, "provider") == 0;
  if (!provider && strcmp(word, "user") != 0)
    return cli_fail(EX_USAGE, "--mode",
                    cli_text("unbekanntes Wort", "unknown word"),
                    "user, provider");
  E164Mode mode = provider ? E164_MODE_PROVIDER : E164_MODE_USER;
  return sms_line_run(argc, argv, &tool, &mode);
}
