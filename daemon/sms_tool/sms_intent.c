/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote sms intent`: as what command an SMS is taken, if as any.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/sms_tool.h"
#include "parsers/clean_text.h"
#include "parsers/keyword/keyword.h"

/* The words of the interface; a kind without a row is no command of a person
 * to us: content, an answer to a question, a topic. */
static const struct {
  const char *word;
  bool has_argument; /* yes and no are their own argument */
} intents[] = {
    [KEYWORD_STOP] = {"stop", true},
    [KEYWORD_START] = {"start", true},
    [KEYWORD_HELP] = {"help", false},
    [KEYWORD_STATUS] = {"status", true},
    [KEYWORD_LANGUAGE] = {"language", true},
    [KEYWORD_ERASE] = {"delete", false},
    [KEYWORD_UNDO] = {"undo", false},
    [KEYWORD_YES] = {"yes", false},
    [KEYWORD_NO] = {"no", false},
};

static void
answer_intent(const char *text, const void *options, json_t *answer)
{
  (void)options; /* there are none */
  g_autofree char *clean = clean_text(text, strlen(text));
  g_autoptr(Keyword) keyword = keyword_classify(clean, NULL);
  size_t kind = keyword->kind;
  bool known = kind < G_N_ELEMENTS(intents) && intents[kind].word != NULL;

  json_object_set_new(answer, "intent",
                      json_string(known ? intents[kind].word : "none"));
  if (known && intents[kind].has_argument && keyword->argument != NULL)
    json_object_set_new(answer, "argument", json_string(keyword->argument));
}

static void
print_intent(const json_t *answer)
{
  const char *argument = json_string_value(json_object_get(answer, "argument"));

  printf("%s%s%s\n", json_string_value(json_object_get(answer, "intent")),
         argument != NULL ? ": " : "", argument != NULL ? argument : "");
}

int
sms_intent_run(int argc, char **argv)
{
  static const SmsLineTool tool = {.member = "text",
                                   .joins = true,
                                   .answer = answer_intent,
                                   .print = print_intent};

  return sms_line_run(argc, argv, &tool, NULL);
}
