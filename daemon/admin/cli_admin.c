/* SPDX-License-Identifier: Apache-2.0
 *
 * From options to a question, from an answer to lines.
 */
#include "daemon/admin/cli_admin.h"

#include <stdio.h>
#include <string.h>

#include "daemon/admin/admin_client.h"
#include "daemon/admin/cli_story.h"
#include "daemon/admin/cli_table.h"
#include "daemon/config.h"

const AdminOption admin_content_options[] = {
    {"--content", "content", 'f', NULL}, {0}};

/* With all its characters escaped it still fits into a request. */
enum { INPUT_BYTES = 32768 };

/* What a person asked for. */
typedef struct Question {
  const AdminCommand *command;
  AdminExplain explain; /* or NULL */
  json_t *arguments;
  const char *config;
  const char *page; /* the answer's member to print; NULL: all of it */
  bool json, dry;
} Question;

static void
question_clear(Question *question)
{
  g_clear_pointer(&question->arguments, json_decref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

static const AdminCommand *
find_command(const AdminCommand *commands, const char *name)
{
  for (const AdminCommand *row = commands; row->name != NULL; row++)
    if (strcmp(row->name, name) == 0)
      return row;
  return NULL;
}

static bool
put_number(Question *question, const AdminOption *option, const char *value)
{
  guint64 number;
  if (!g_ascii_string_to_unsigned(value, 10, 1, G_MAXINT32, &number, NULL)) {
    (void)cli_fail(EX_USAGE, option->option, /* the caller returns the code */
                   cli_text("keine Zahl über 0", "not a number above 0"), NULL);
    return false;
  }
  json_object_set_new(question->arguments, option->member,
                      json_integer((json_int_t)number));
  return true;
}

static bool
put_text(Question *question, const AdminOption *option, const char *value)
{
  g_auto(GStrv) words =
      option->words != NULL ? g_strsplit(option->words, " ", -1) : NULL;
  if (words != NULL && !g_strv_contains((const char *const *)words, value)) {
    (void)cli_fail(EX_USAGE, value, /* the caller returns the code */
                   cli_text("diesen Zustand gibt es nicht", "no such state"),
                   option->words);
    return false;
  }
  json_object_set_new(question->arguments, option->member, json_string(value));
  return true;
}

/* False: it was told why not; the caller returns the code. */
static bool
put_input(Question *question, const AdminOption *option)
{
  g_autofree char *text = g_malloc(INPUT_BYTES + 1);
  size_t size = fread(text, 1, INPUT_BYTES + 1, stdin);
  const char *why = NULL;
  if (ferror(stdin) != 0)
    why = cli_text("nicht lesbar", "cannot be read");
  else if (size > INPUT_BYTES)
    why = cli_text("mehr als 32 KiB", "more than 32 KiB");
  else if (!g_utf8_validate(text, (gssize)size, NULL))
    why = cli_text("kein UTF-8", "not UTF-8");
  if (why != NULL) {
    (void)cli_fail(EX_USAGE, cli_text("Standardeingabe", "standard input"), why,
                   NULL);
    return false;
  }
  json_object_set_new(question->arguments, option->member,
                      json_stringn(text, size));
  return true;
}

/* Programs want the figures alone. */
static void
put_page(Question *question, const AdminOption *option)
{
  if (question->json)
    return;
  question->page = option->member;
  json_object_set_new(question->arguments, "language",
                      json_string(cli_text("de", "en")));
}

static bool
take_options(Question *question, int *argc, char **argv)
{
  const AdminOption *option = question->command->options;
  for (; option != NULL && option->option != NULL; option++) {
    const char *value = NULL;
    if (option->type == 'f') {
      if (cli_take_flag(argc, argv, option->option))
        json_object_set_new(question->arguments, option->member, json_true());
      continue;
    }
    if (option->type == 's') {
      if (!put_input(question, option))
        return false;
      continue;
    }
    if (option->type == 'p') {
      put_page(question, option);
      continue;
    }
    if (!cli_take_option(argc, argv, option->option, &value))
      return false;
    if (value == NULL)
      continue;
    if (option->type == 'i' && !put_number(question, option, value))
      return false;
    if (option->type == 't' && !put_text(question, option, value))
      return false;
  }
  return true;
}

static bool
refuse(const char *what, const char *why)
{
  (void)cli_fail(EX_USAGE, what, why, /* the caller returns the code */
                 cli_text("siehe --help", "see --help"));
  return false;
}

/* Common options, the command's name, its own options, its id. */
static bool
take_question(int argc, char **argv, const AdminCommand *commands,
              Question *question)
{
  question->arguments = json_object();
  question->json = cli_take_flag(&argc, argv, "--json");
  if (!cli_take_option(&argc, argv, "--config", &question->config))
    return false;
  /* "bote inbox --state hold" lists, too. */
  bool named = argc > 1 && argv[1][0] != '-';
  question->command = named ? find_command(commands, argv[1]) : &commands[0];
  if (question->command == NULL)
    return refuse(argv[1],
                  cli_text("diesen Befehl gibt es nicht", "no such command"));
  if (question->command->writes)
    question->dry = cli_take_dry_run(&argc, argv);
  bool takes_id = question->command->takes_id;
  if (!take_options(question, &argc, argv) ||
      !cli_check_rest(argc, argv, (named ? 1 : 0) + (takes_id ? 1 : 0)))
    return false;
  if (takes_id && argc != 3)
    return refuse(question->command->name,
                  cli_text("die Kennung fehlt", "the id is missing"));
  if (takes_id)
    json_object_set_new(question->arguments, "id", json_string(argv[2]));
  if (question->dry)
    json_object_set_new(question->arguments, "dry_run", json_true());
  return true;
}

int
cli_admin_not_reached(const GError *error)
{
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return cli_fail(
        EX_UNAVAILABLE, cli_text("keine Antwort", "no answer"),
        cli_text("digest läuft nicht", "digest does not run"),
        cli_text("starten mit 'systemctl start bote-digest' oder 'bote run'",
                 "start it with 'systemctl start bote-digest' or 'bote run'"));
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    return cli_fail(EX_NOPERM, cli_text("keine Antwort", "no answer"),
                    error->message,
                    cli_text("als root oder in der Gruppe bote-admin ausführen",
                             "run it as root or in the group bote-admin"));
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_AGAIN))
    return cli_fail(EX_TEMPFAIL, cli_text("keine Antwort", "no answer"),
                    cli_text("digest läuft, ist aber beschäftigt oder steht",
                             "digest runs, but is busy or stands still"),
                    cli_text("sein Protokoll ansehen ('journalctl -u "
                             "bote-digest'), noch einmal versuchen",
                             "see its log ('journalctl -u bote-digest'), try "
                             "again"));
  return cli_fail(EX_TEMPFAIL, cli_text("keine Antwort", "no answer"),
                  error->message,
                  cli_text("noch einmal versuchen", "try again"));
}

static void
print_json(const json_t *rows)
{
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row)
  {
    (void)json_dumpf(row, stdout, JSON_COMPACT); /* told by fflush() below */
    putchar('\n');
  }
}

static void
print_done(const Question *question)
{
  puts(question->dry ? cli_text("ok: ginge so; nichts geändert (-n)",
                                "ok: this would work; nothing changed (-n)")
                     : cli_text("ok: erledigt", "ok: done"));
}

/* Records that are told, not listed member by member; owned text. */
static const struct {
  const char *request;
  char *(*tell)(const json_t *row, const Town *town, GTimeZone *zone);
} told[] = {{"ticket.show", cli_story}};

static void
print_record(const Question *question, const json_t *row, const Town *town,
             GTimeZone *zone)
{
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
    if (strcmp(told[i].request, question->command->request) == 0) {
      g_autofree char *text = told[i].tell(row, town, zone);
      fputs(text, stdout);
      return;
    }
  cli_print_record(row, zone);
}

static void
print_reply(const Question *question, const AdminReply *reply, const Town *town,
            GTimeZone *zone)
{
  size_t i;
  json_t *row;
  if (question->explain != NULL)
    json_array_foreach(reply->rows, i, row) question->explain(row);
  if (question->json) {
    print_json(reply->rows);
    return;
  }
  if (question->page != NULL) {
    json_array_foreach(reply->rows, i, row)
        fputs(json_string_value(json_object_get(row, question->page)), stdout);
    return;
  }
  if (question->command->columns != NULL) {
    if (json_array_size(reply->rows) == 0)
      puts(cli_text("nichts", "none"));
    else
      cli_print_table(reply->rows, question->command->columns, zone);
    return;
  }
  json_array_foreach(reply->rows, i, row)
      print_record(question, row, town, zone);
  if (question->command->writes && reply->code == 0)
    print_done(question);
}

/* Digest refused: what was asked for, its reason, and where to look. */
static int
refused(const Question *question, const AdminReply *reply)
{
  const char *request = question->command->request;
  const char *id =
      json_string_value(json_object_get(question->arguments, "id"));
  g_autofree char *noun = g_strndup(request, strcspn(request, "."));
  g_autofree char *remedy =
      id == NULL ? NULL
                 : g_strdup_printf(cli_text("'bote %s list' zeigt, was es gibt",
                                            "'bote %s list' shows what is "
                                            "there"),
                                   noun);
  return cli_fail(reply->code, id != NULL ? id : noun, reply->error, remedy);
}

static int
ask(const Question *question, const Config *config)
{
  g_auto(AdminReply) reply = {0};
  g_autoptr(GError) error = NULL;
  if (!admin_ask(config->settings->paths.runtime, question->command->request,
                 question->arguments, &reply, &error))
    return cli_admin_not_reached(error);
  const Town *town = config->town;
  g_autoptr(GTimeZone) zone = config_zone(config->town, config->settings);
  print_reply(question, &reply, town, zone);
  if (fflush(stdout) != 0)
    return EX_IOERR;
  return reply.code == 0 ? EX_OK : refused(question, &reply);
}

int
cli_admin_run_explained(int argc, char **argv, const AdminCommand *commands,
                        AdminExplain explain)
{
  g_auto(Question) question = {.explain = explain};
  if (!take_question(argc, argv, commands, &question))
    return EX_USAGE;
  g_autofree char *path = config_find(question.config);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return cli_fail_config(error);
  return ask(&question, config);
}

int
cli_admin_run(int argc, char **argv, const AdminCommand *commands)
{
  return cli_admin_run_explained(argc, argv, commands, NULL);
}
