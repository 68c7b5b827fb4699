/* SPDX-License-Identifier: Apache-2.0
 *
 * Language, errors and options of the command line.
 */
#include "daemon/cli_print.h"

#include <stdio.h>
#include <string.h>

#include "daemon/config.h"

bool
cli_german(void)
{
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = g_getenv(names[i]);
    if (value != NULL && *value != '\0')
      return g_str_has_prefix(value, "de");
  }
  return false;
}

const char *
cli_text(const char *german, const char *english)
{
  return cli_german() ? german : english;
}

char *
cli_count(size_t count, const CliNoun *noun)
{
  const char *word = count == 1 ? cli_text(noun->one_de, noun->one_en)
                                : cli_text(noun->many_de, noun->many_en);
  return g_strdup_printf("%zu %s", count, word);
}

int
cli_fail(int code, const char *what, const char *why, const char *remedy)
{
  fprintf(stderr, "bote: %s", what);
  if (why != NULL)
    fprintf(stderr, " – %s", why);
  if (remedy != NULL)
    fprintf(stderr, " – %s", remedy);
  fputc('\n', stderr);
  return code;
}

int
cli_fail_config(const GError *error)
{
  const char *remedy = cli_text("bote check zeigt alles", "see bote check");
  if (g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_MISSING))
    remedy =
        cli_text("--config FILE oder $BOTE_CONFIG nennt eine andere, 'bote "
                 "init /etc/bote' schreibt eine neue",
                 "--config FILE or $BOTE_CONFIG names another, 'bote init "
                 "/etc/bote' writes a new one");
  else if (!g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_INVALID))
    remedy = cli_text("Pfad und Rechte prüfen", "check path and rights");
  return cli_fail(EX_CONFIG, error->message, NULL, remedy);
}

void
cli_print_problems(Problems *problems)
{
  problems_sort(problems);
  g_autofree char *lines = problems_to_string(problems);
  fputs(lines, stderr);
}

/* Remove `count` arguments from position `at`; argv stays ended by NULL. */
static void
drop_arguments(int *argc, char **argv, int at, int count)
{
  memmove(&argv[at], &argv[at + count],
          (size_t)(*argc - at - count) * sizeof argv[0]);
  *argc -= count;
  argv[*argc] = NULL;
}

/* "--name=VALUE": its value, else NULL. */
static const char *
inline_value(const char *argument, const char *name)
{
  size_t length = strlen(name);
  if (strncmp(argument, name, length) != 0 || argument[length] != '=')
    return NULL;
  return argument + length + 1;
}

bool
cli_take_options(int *argc, char **argv, const char *name, GPtrArray *values)
{
  int i = 1;
  while (i < *argc && strcmp(argv[i], "--") != 0) {
    const char *value = inline_value(argv[i], name);
    if (value != NULL) {
      g_ptr_array_add(values, (gpointer)value);
      drop_arguments(argc, argv, i, 1);
    } else if (strcmp(argv[i], name) != 0) {
      i++;
    } else if (i + 1 < *argc) {
      g_ptr_array_add(values, argv[i + 1]);
      drop_arguments(argc, argv, i, 2);
    } else {
      (void)cli_fail(EX_USAGE, name, /* the caller returns the code */
                     cli_text("der Wert fehlt", "its value is missing"),
                     cli_text("siehe --help", "see --help"));
      return false;
    }
  }
  return true;
}

bool
cli_take_option(int *argc, char **argv, const char *name,
                const char **out_value)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  if (!cli_take_options(argc, argv, name, values))
    return false;
  if (values->len > 0)
    *out_value = values->pdata[values->len - 1];
  return true;
}

bool
cli_take_flag(int *argc, char **argv, const char *name)
{
  bool found = false;
  int i = 1;
  while (i < *argc && strcmp(argv[i], "--") != 0) {
    if (strcmp(argv[i], name) != 0) {
      i++;
      continue;
    }
    found = true;
    drop_arguments(argc, argv, i, 1);
  }
  return found;
}

bool
cli_take_dry_run(int *argc, char **argv)
{
  bool found = cli_take_flag(argc, argv, "-n");
  return cli_take_flag(argc, argv, "--dry-run") || found;
}

bool
cli_check_rest(int argc, char **argv, int max)
{
  int others = 0;
  bool options = true;
  for (int i = 1; i < argc; i++) {
    if (options && strcmp(argv[i], "--") == 0) {
      options = false;
      continue;
    }
    /* "-" alone is standard input. */
    bool is_option = options && argv[i][0] == '-' && argv[i][1] != '\0';
    if (is_option || ++others > max) {
      (void)cli_fail(EX_USAGE, argv[i], /* the caller returns the code */
                     is_option ? cli_text("unbekannte Option", "unknown option")
                               : cli_text("überzählig", "too many arguments"),
                     cli_text("siehe --help", "see --help"));
      return false;
    }
  }
  return true;
}
