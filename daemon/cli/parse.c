/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote parse`: prints what Bote understands of a mail, one JSON object a
 * line.  It needs neither store nor configuration, so that anybody can try his
 * own mails; but it reads them behind the same walls as digest's, because they
 * are strangers' mails, too.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/parse/parse_files.h"
#include "daemon/verb.h"
#include "parsers/message_json.h"

enum { PROGRESS_EVERY = 1000 }; /* files */

static json_t *
staff_to_json(const Message *message)
{
  json_t *object = message_to_json(message);
  (void)json_object_set_new(
      object, "staff_text",
      json_string(message->staff_text ? message->staff_text : ""));
  (void)json_object_set_new(object, "staff_doubtful",
                            json_boolean(message->staff_doubtful));
  return object;
}

typedef struct Run {
  bool staff, progress;
  unsigned done;  /* files, read or not */
  bool any;       /* something was read */
  bool unwritten; /* nobody takes what we print */
} Run;

/* Tell on standard error how far we are, if asked. */
static void
count(Run *run)
{
  run->done++;
  if (run->progress && run->done % PROGRESS_EVERY == 0)
    (void)fprintf(stderr, "bote: %u\n", run->done);
}

static bool
print_message(const char *name, const Message *message, void *user)
{
  (void)name; /* the order tells */
  Run *run = user;
  count(run);
  run->any = true;
  json_t *object =
      run->staff ? staff_to_json(message) : message_to_json(message);
  run->unwritten =
      json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(10)) != 0 ||
      fputc('\n', stdout) == EOF;
  json_decref(object);
  return !run->unwritten;
}

static void
print_failure(const char *name, const char *why, void *user)
{
  count(user);
  if (strcmp(name, "-") == 0)
    name = cli_text("Standardeingabe", "standard input");
  (void)cli_fail(EX_DATAERR, name, why, NULL);
}

static int
fail_without_sandbox(const GError *error)
{
  return cli_fail(
      EX_UNAVAILABLE,
      cli_text("Sandbox für fremde E-Mails", "sandbox for strangers' mails"),
      error->message,
      cli_text("seccomp(2) und einen weiteren Prozess erlauben; außerhalb "
               "einer Sandbox liest Bote nichts Fremdes",
               "allow seccomp(2) and another process; Bote reads nothing of "
               "strangers outside a sandbox"));
}

/* The gazetteer of --town; NULL without. */
static bool
load_places(const char *town, GBytes **out, GError **error)
{
  if (town == NULL)
    return true;
  if (!g_file_test(town, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING,
                "there is no town directory %s", town);
    return false;
  }
  return config_load_places(town, out, error);
}

static int
run_parse(int argc, char **argv)
{
  static const ParseFilesHandlers handlers = {print_message, print_failure};
  static const char *const only_stdin[] = {NULL};
  Run run = {.staff = cli_take_flag(&argc, argv, "--staff"),
             .progress = cli_take_flag(&argc, argv, "--progress")};
  const char *town = NULL;
  if (!cli_take_option(&argc, argv, "--town", &town) ||
      !cli_check_rest(argc, argv, argc))
    return EX_USAGE;
  g_autoptr(GError) error = NULL;
  GBytes *bytes = NULL;
  if (!load_places(town, &bytes, &error))
    return cli_fail_config(error);
  g_autoptr(GBytes) places = bytes;
  json_auto_t *head =
      json_pack("{s:s, s:b}", "kind", "mail", "staff", (int)run.staff);
  ParseFiles files = {.paths = only_stdin,
                      .count = 1,
                      .head = head,
                      .handlers = &handlers,
                      .user = &run,
                      .places = places};
  if (argc > 1) {
    files.paths = (const char *const *)argv + 1;
    files.count = (size_t)argc - 1;
  }
  if (!parse_files_run(&files, &error))
    return fail_without_sandbox(error);
  return run.any ? EX_OK : EX_DATAERR; /* main() looks after standard output */
}

const Verb verb_parse = {
    .name = "parse",
    .arguments = "[--staff] [--town DIR] [--progress] [FILE…]",
    .summary_de = "zeigt als JSON, was aus einer E-Mail gelesen wird",
    .summary_en = "shows as JSON what is read from a mail",
    .help_de =
        "Liest die Dateien, ohne Angabe die Standardeingabe, und gibt "
        "je E-Mail ein\nJSON-Objekt aus, in ihrer Reihenfolge; was nicht "
        "zu lesen ist, steht auf der\nFehlerausgabe. --staff zeigt "
        "auch, was als Antwort eines Amtes gelten würde,\n--progress, "
        "wie weit eine lange Arbeit ist; --town kennt Straßen und Orte "
        "aus\nDIR/places.csv.\n",
    .help_en =
        "Reads the files, or standard input, and prints a JSON object "
        "for each mail,\nin their order; what cannot be read is told on "
        "standard error.  --staff also shows\nwhat would count as a "
        "department's answer, --progress how far long work is;\n--town knows "
        "the streets and places of DIR/places.csv.\n",
    .run = run_parse,
};
