/* SPDX-License-Identifier: Apache-2.0
 *
 * The command line's front door: finds the verb and runs it.
 */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "daemon/verb.h"
#include "parsers/nearest.h"

#ifndef BOTE_VERSION
#define BOTE_VERSION "0.1.0"
#endif

static int
print_overview(void)
{
  printf("%s\n\n", cli_text("bote – Beteiligung per E-Mail und SMS",
                            "bote – participation by email and SMS"));
  printf("%s: bote %s [OPTION…]\n", cli_text("Aufruf", "Usage"),
         cli_text("BEFEHL", "COMMAND"));
  printf("        bote %s --help | --help | --version\n\n",
         cli_text("BEFEHL", "COMMAND"));
  for (const Verb *const *verb = verb_registry; *verb != NULL; verb++)
    printf("  %-13s %s\n", (*verb)->name,
           cli_text((*verb)->summary_de, (*verb)->summary_en));
  return EX_OK;
}

static int
print_help(const Verb *verb)
{
  printf("%s: bote %s%s%s\n\n%s\n", cli_text("Aufruf", "Usage"), verb->name,
         *verb->arguments != '\0' ? " " : "", verb->arguments,
         cli_text(verb->summary_de, verb->summary_en));
  const char *help = cli_text(verb->help_de, verb->help_en);
  if (help != NULL)
    printf("\n%s\n", help);
  return EX_OK;
}

static const Verb *
find_verb(const char *name)
{
  for (const Verb *const *verb = verb_registry; *verb != NULL; verb++)
    if (strcmp((*verb)->name, name) == 0)
      return *verb;
  return NULL;
}

static int
refuse_verb(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const Verb *const *verb = verb_registry; *verb != NULL; verb++)
    g_ptr_array_add(names, (void *)(*verb)->name);
  const char *nearest =
      nearest_name(name, (const char *const *)names->pdata, names->len);
  g_autofree char *hint =
      nearest == NULL ? g_strdup(cli_text("bote --help zeigt alle",
                                          "bote --help lists all"))
                      : g_strdup_printf(cli_text("meinten Sie 'bote %s'?",
                                                 "did you mean 'bote %s'?"),
                                        nearest);
  return cli_fail(EX_USAGE, name,
                  cli_text("diesen Befehl gibt es nicht", "no such command"),
                  hint);
}

static bool
is_help(const char *argument)
{
  return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

/* Is help asked for anywhere, as in `bote inbox list --help`? */
static bool
wants_help(int argc, char **argv)
{
  for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (is_help(argv[i]))
      return true;
  return false;
}

/* The code to end with: what nobody could read was not done well. */
static int
told(int code)
{
  bool lost = fflush(stdout) != 0 || ferror(stdout);
  if (!lost || code != EX_OK)
    return code;
  return cli_fail(EX_IOERR, cli_text("Standardausgabe", "standard output"),
                  g_strerror(errno),
                  cli_text("Ziel und Platz prüfen", "check where it goes"));
}

/* `bote help VERB` and `bote VERB --help` */
static int
run_verb(int argc, char **argv)
{
  bool help_first = strcmp(argv[1], "help") == 0;
  const char *name = argv[help_first ? 2 : 1];
  const Verb *verb = find_verb(name);
  if (verb == NULL)
    return refuse_verb(name);
  if (help_first || wants_help(argc, argv))
    return told(print_help(verb));
  return told(verb->run(argc - 1, argv + 1));
}

int
main(int argc, char **argv)
{
  /* A reader that went away is an error of write(), not our end. */
  (void)signal(SIGPIPE, SIG_IGN); /* fails only for an invalid number */
  /* Character type alone, for file names; nothing of ours depends on it. */
  (void)setlocale(LC_CTYPE, "C.UTF-8"); /* missing: bytes go through as are */
  /* Without memory we die, as GLib does: a record must not lack a part. */
  json_set_alloc_funcs(g_malloc, g_free);
  if (argc < 2) {
    (void)print_overview(); /* always EX_OK; without a verb it is misuse */
    return EX_USAGE;
  }
  if (is_help(argv[1]) || (strcmp(argv[1], "help") == 0 && argc == 2))
    return print_overview();
  if (strcmp(argv[1], "--version") != 0)
    return run_verb(argc, argv);
  puts("bote " BOTE_VERSION);
  return EX_OK;
}
