/* SPDX-License-Identifier: Apache-2.0
 *
 * A store of ten years: mails are digested beside an empty one, letter by
 * letter in turns, and every question that a person asks is timed.
 *
 * bench_tickets FOLDER TICKETS: FOLDER holds a town each in empty/ and full/.
 * From the environment: the marks, MARK_RATE and MARK_QUERY_MS.
 */
#include <stdlib.h>
#include <string.h>

#include "daemon/admin/request.h"
#include "tests/support/bench.h"
#include "tests/support/bench_fill.h"
#include "tests/support/bench_mails.h"

enum { MAILS = 100, ASKED = 21 };

/* What people ask at the command line; "%s" is a number of a new ticket.  Not
 * what evaluates (report) or composes (digest -n): that reads all open ones. */
static const char *const questions[] = {
    "{\"verb\":\"inbox.list\"}",
    "{\"verb\":\"inbox.list\",\"arguments\":{\"state\":\"hold\"}}",
    "{\"verb\":\"inbox.list\",\"arguments\":{\"state\":\"discarded\"}}",
    "{\"verb\":\"outbox.list\"}",
    "{\"verb\":\"outbox.list\",\"arguments\":{\"state\":\"failed\"}}",
    "{\"verb\":\"outbox.list\",\"arguments\":{\"state\":\"queued\"}}",
    "{\"verb\":\"ticket.list\"}",
    "{\"verb\":\"ticket.list\",\"arguments\":{\"state\":\"open\"}}",
    "{\"verb\":\"ticket.list\",\"arguments\":{\"state\":\"solved\"}}",
    "{\"verb\":\"ticket.list\",\"arguments\":{\"state\":\"duplicate\"}}",
    "{\"verb\":\"ticket.list\",\"arguments\":{\"department\":\"umwelt\"}}",
    ("{\"verb\":\"ticket.list\",\"arguments\":{\"state\":\"waiting\","
     "\"department\":\"tiefbau\"}}"),
    "{\"verb\":\"ticket.show\",\"arguments\":{\"id\":\"%s\"}}",
    "{\"verb\":\"ticket.show\",\"arguments\":{\"id\":\"417\"}}",
    "{\"verb\":\"taught.list\"}",
    "{\"verb\":\"contact.list\"}",
    "{\"verb\":\"stats\"}",
    "{\"verb\":\"export.tickets\",\"arguments\":{\"department\":\"umwelt\"}}",
};

typedef struct Bench {
  const char *folder;
  BenchMails *mails;
  BenchTown towns[2]; /* empty, full */
  char *number;       /* of a new ticket of the full one; owned */
} Bench;

static double
mark_of(const char *name)
{
  const char *text = g_getenv(name);
  return text == NULL ? 0 : g_ascii_strtod(text, NULL);
}

/* Mails a second; both towns get the same ones. */
static double
digest_round(Bench *bench, BenchTown *town, unsigned round)
{
  for (unsigned i = 0; i < MAILS; i++) {
    unsigned number = round * MAILS + i;
    g_autoptr(GBytes) mail = bench_mails_make(bench->mails, number);
    bench_town_spool(town, mail, number);
  }
  bench_town_lift_brake(town);
  int64_t begin_us = bench_now_us();
  bench_town_decide(town);
  return MAILS * 1e6 / (double)(bench_now_us() - begin_us);
}

static void
measure_rate(Bench *bench, int rounds)
{
  BenchRow row = {"tickets-rate",
                  "spool -> ticket among 1,000,000, beside an empty store",
                  "mails/s",
                  mark_of("MARK_RATE"),
                  0,
                  {0},
                  {0}};
  double syncs = bench_syncs(bench->folder);
  for (int round = 0; round < rounds; round++) {
    double empty = digest_round(bench, &bench->towns[0], (unsigned)round);
    double full = digest_round(bench, &bench->towns[1], (unsigned)round);
    bench_row_add(&row, full, empty);
  }
  bench_row_print(&row, syncs);
}

/* Milliseconds: the median of some. */
static double
ask(Bench *bench, const char *question)
{
  double times[ASKED];
  g_autoptr(GString) line = g_string_new(question);
  g_string_replace(line, "%s", bench->number, 0);
  for (int i = 0; i < ASKED; i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    int64_t begin_us = bench_now_us();
    if (!request_answer(&bench->towns[1].digest, line->str, 0, out, &error) ||
        strstr(out->str, "\"ok\":") == NULL)
      g_error("%s: %s", line->str, error == NULL ? out->str : error->message);
    times[i] = (double)(bench_now_us() - begin_us) / 1000;
  }
  return bench_quantile(times, ASKED, 0.5);
}

static void
measure_questions(Bench *bench)
{
  double worst = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
    double ms = ask(bench, questions[i]);
    g_printerr("%8.2f ms  %s\n", ms, questions[i]);
    worst = MAX(worst, ms);
  }
  BenchRow row = {"tickets-query",
                  "the slowest question to a store of 1,000,000 tickets",
                  "ms",
                  0,
                  0,
                  {0},
                  {0}};
  bench_value_print(&row, worst, mark_of("MARK_QUERY_MS"), 0);
}

static char *
new_number(BenchTown *town)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows =
      store_query(town->digest.store, &error,
                  "SELECT digits FROM ticket ORDER BY id DESC LIMIT 1", "");
  if (rows == NULL || !store_rows_next(rows, &error))
    g_error("no ticket");
  Number number;
  char text[NUMBER_TEXT_SIZE];
  if (!number_parse_digits(store_rows_text(rows, 0), &number))
    g_error("no number");
  number_format(&number, text);
  return g_strdup(text);
}

int
main(int argc, char **argv)
{
  int code;
  if (bench_town_is_reader(argc, argv, &code))
    return code;
  if (argc != 3)
    g_error("bench_tickets FOLDER TICKETS");
  Bench bench = {.folder = argv[1],
                 .mails =
                     bench_mails_new("rathaus@musterhagen.example.org", false)};
  bench_town_open(&bench.towns[0], bench.folder, "empty");
  bench_town_open(&bench.towns[1], bench.folder, "full");
  int64_t begin_us = bench_now_us();
  bench_fill(&bench.towns[1], (unsigned)g_ascii_strtoull(argv[2], NULL, 10));
  g_printerr("filled in %.0f s\n", (double)(bench_now_us() - begin_us) / 1e6);
  measure_rate(&bench, (int)MAX(mark_of("BENCH_ROUNDS"), 5));
  bench.number = new_number(&bench.towns[1]);
  measure_questions(&bench);
  bench_town_close(&bench.towns[0]);
  bench_town_close(&bench.towns[1]);
  bench_mails_free(bench.mails);
  g_free(bench.number);
  return 0;
}
