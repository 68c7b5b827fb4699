/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role parse text|image`: reads what strangers wrote, in a sandbox; and
 * `bote role parse learn`, which trains a model there.
 * Started by digest through daemon/parse/parse_client.h with a socket as
 * descriptor 3; it opens no file of ours, sees no configuration and holds no
 * key.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "daemon/learn/learn_child.h"
#include "daemon/parse/parse_kinds.h"
#include "daemon/parse/parse_zygote.h"
#include "daemon/role.h"

static const struct {
  const char *name;
  ParseZygoteOptions options;
} readers[] = {
    {"text",
     {parse_kinds_text, parse_kinds_preload_text, PARSE_MEMORY_TEXT_MIB,
      PARSE_CPU_S, PARSE_WALL_MS}},
    {"image",
     {parse_kinds_image, parse_kinds_preload_image, PARSE_MEMORY_IMAGE_MIB,
      PARSE_CPU_S, PARSE_WALL_MS}},
};

static int
run(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], "learn") == 0)
    return learn_child_run();
  for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(readers); i++) {
    ParseZygoteOptions options = readers[i].options;
    if (strcmp(readers[i].name, argv[1]) == 0 &&
        parse_zygote_take_limits(argc - 2, argv + 2, &options))
      return parse_zygote_run(&options);
  }
  (void)fputs(
      "bote: role parse: text or image, and limits, or learn are expected\n",
      stderr);
  return EX_USAGE;
}

const Role role_parse = {
    .name = "parse",
    .argument = "text|image|learn",
    .summary = "read what strangers wrote, in a sandbox",
    .run = run,
};
