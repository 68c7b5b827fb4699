/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts from arguments or from JSON Lines.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/cli_print.h"
#include "daemon/sms_tool/json_lines.h"
#include "daemon/sms_tool/sms_tool.h"

typedef struct LineRun {
  const SmsLineTool *tool;
  const void *options;
  bool json;
} LineRun;

static const char *
answer_line(const json_t *line, json_t *answer, const void *user)
{
  const LineRun *run = user;
  g_autofree char *text = json_lines_text(line, run->tool->member);

  if (text == NULL)
    return strcmp(run->tool->member, "text") == 0
               ? "there is no text member \"text\""
               : "there is no text member \"number\"";
  run->tool->answer(text, run->options, answer);
  return NULL;
}

static void
answer_argument(const LineRun *run, const char *argument)
{
  g_autofree char *text = g_utf8_make_valid(argument, -1);
  json_auto_t *answer = json_object();

  run->tool->answer(text, run->options, answer);
  if (!run->json) {
    run->tool->print(answer);
    return;
  }
  (void)json_dumpf(answer, stdout, JSON_COMPACT); /* main() looks at stdout */
  (void)fputc('\n', stdout);
}

void
sms_drop_dashes(int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++) {
    if (strcmp(argv[i], "--") != 0)
      continue;
    memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);
    --*argc;
    return;
  }
}

int
sms_line_run(int argc, char **argv, const SmsLineTool *tool,
             const void *options)
{
  LineRun run = {.tool = tool, .options = options};

  run.json = cli_take_flag(&argc, argv, "--json");
  if (!cli_check_rest(argc, argv, argc))
    return EX_USAGE;
  if (argc == 1 || (argc == 2 && strcmp(argv[1], "-") == 0))
    return json_lines_run(stdin, stdout, answer_line, &run);
  sms_drop_dashes(&argc, argv);
  if (tool->joins) {
    g_autofree char *text = g_strjoinv(" ", argv + 1);
    answer_argument(&run, text);
    return EX_OK;
  }
  for (int i = 1; i < argc; i++)
    answer_argument(&run, argv[i]);
  return EX_OK;
}
