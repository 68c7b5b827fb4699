/* SPDX-License-Identifier: Apache-2.0
 *
 * Text mails from files to JSON through the sandbox: with a child that is kept,
 * beside GMime alone; and with a child each, beside what it costs to fork a
 * process that has loaded the same and to wait for its end.
 *
 * bench_parse FOLDER MAILS          the rows; marks: MARK_KEPT and MARK_EACH
 * bench_parse forks COUNT           forks a second, as a number
 * bench_parse role …                the reader itself
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmime/gmime.h>

#include "daemon/parse/parse_client.h"
#include "daemon/parse/parse_kinds.h"
#include "daemon/role.h"
#include "parsers/message_json.h"
#include "tests/support/bench.h"
#include "tests/support/bench_gmime.h"
#include "tests/support/bench_mails.h"

extern const Role role_parse;

enum {
  KEPT = 1000,
  FORKS = 300,
  /* A round is short, a tenth of a second for each side, and machines are
     shared: the median of many tells more than that of five. */
  ROUNDS_MIN = 25,
};

typedef struct Bench {
  const char *folder;
  unsigned count; /* mails a round */
  size_t printed; /* bytes of JSON, so that nothing is left out */
} Bench;

static char *
path_of(const Bench *bench, unsigned number)
{
  return g_strdup_printf("%s/%u.eml", bench->folder, number);
}

static void
prepare(const Bench *bench, BenchMails *mails, unsigned first)
{
  for (unsigned i = 0; i < bench->count; i++) {
    g_autoptr(GBytes) mail = bench_mails_make(mails, first + i);
    g_autofree char *path = path_of(bench, i);
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);
    if (!g_file_set_contents(path, bytes, (gssize)size, NULL))
      g_error("%s: %m", path);
  }
}

static double
per_second(unsigned count, int64_t begin_us)
{
  return count * 1e6 / (double)(bench_now_us() - begin_us);
}

static double
gmime_round(const Bench *bench)
{
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < bench->count; i++) {
    g_autofree char *path = path_of(bench, i);
    if (bench_gmime_read(path, false) == 0)
      g_error("%s: nothing read", path);
  }
  return per_second(bench->count, begin_us);
}

static bool
print_json(const json_t *result, GBytes *texts, void *user)
{
  Bench *bench = user;
  g_autoptr(Message) message = message_from_wire(result, texts, NULL);
  g_assert(message != NULL);
  json_auto_t *object = message_to_json(message);
  g_autofree char *text = json_dumps(object, JSON_COMPACT);
  bench->printed += strlen(text);
  return true;
}

static void
receive(Bench *bench, ParseClient *client)
{
  static const ParseHandlers handlers = {.result = print_json};
  if (parse_client_receive(client, &handlers, bench) != PARSE_OUTCOME_OK)
    g_error("a mail was not read: %s", parse_client_reason(client));
}

static double
our_round(Bench *bench, ParseClient *client)
{
  json_auto_t *head = json_pack("{s:s}", "kind", "mail");
  size_t before = bench->printed;
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < bench->count; i++) {
    g_autofree char *path = path_of(bench, i);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
      g_error("%s: %m", path);
    while (!parse_client_takes(client, size))
      receive(bench, client);
    if (!parse_client_send_begin(client, head, NULL))
      g_error("no reader");
    parse_client_send_append(client, bytes, size);
    parse_client_send_end(client);
  }
  while (parse_client_under_way(client) > 0)
    receive(bench, client);
  g_assert(bench->printed > before + 100 * (size_t)bench->count);
  return per_second(bench->count, begin_us);
}

/* Be the process that is forked. */
static int
print_forks(unsigned count)
{
  (void)parse_kinds_preload_text(NULL);
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid == 0)
      _exit(EXIT_SUCCESS);
    if (pid < 0 || waitpid(pid, NULL, 0) != pid)
      return EXIT_FAILURE;
  }
  g_print("%.1f", per_second(count, begin_us));
  return EXIT_SUCCESS;
}

static double
forks_round(void)
{
  g_autofree char *count = g_strdup_printf("%d", FORKS);
  const char *argv[] = {"/proc/self/exe", "forks", count, NULL};
  g_autofree char *said = NULL;
  int status;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                    &said, NULL, &status, NULL) ||
      !g_spawn_check_wait_status(status, NULL))
    g_error("forks were not counted");
  return g_ascii_strtod(said, NULL);
}

static double
from_environment(const char *name, double otherwise)
{
  const char *text = g_getenv(name);
  return text == NULL ? otherwise : g_ascii_strtod(text, NULL);
}

static ParseClient *
start(unsigned keep)
{
  const ParseClientOptions options = {.kind = PARSE_KIND_TEXT, .keep = keep};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  if (client == NULL)
    g_error("%s", error->message);
  return client;
}

static void
run(Bench *bench)
{
  BenchRow kept = {.key = "parse-kept",
                   .what = "text mail -> JSON in the sandbox, kept child",
                   .unit = "mails/s",
                   .mark = from_environment("MARK_KEPT", 0)};
  BenchRow each = {.key = "parse-each",
                   .what = "the same, a child each, beside fork + wait",
                   .unit = "mails/s",
                   .mark = from_environment("MARK_EACH", 0)};
  int rounds = (int)MAX(from_environment("BENCH_ROUNDS", 0), ROUNDS_MIN);
  g_autoptr(BenchMails) mails =
      bench_mails_new("rathaus@musterhagen.example.org", false);
  g_autoptr(ParseClient) keeper = start(KEPT);
  g_autoptr(ParseClient) forker = start(1);
  for (int round = 0; round < rounds; round++) {
    prepare(bench, mails, (unsigned)round * bench->count);
    bench_row_add(&kept, our_round(bench, keeper), gmime_round(bench));
    bench_row_add(&each, our_round(bench, forker), forks_round());
  }
  bench_row_print(&kept, 0);
  bench_row_print(&each, 0);
}

int
main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "role") == 0)
    return role_parse.run(argc - 2, argv + 2);
  if (argc != 3)
    g_error("bench_parse FOLDER MAILS");
  unsigned count = (unsigned)g_ascii_strtoull(argv[2], NULL, 10);
  if (strcmp(argv[1], "forks") == 0)
    return print_forks(count);
  g_mime_init();
  Bench bench = {.folder = argv[1], .count = count};
  run(&bench);
  return 0;
}
