/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails a second from rows of the outbox to rows that say "sent", with every
 * attempt durable before and every result durable after; beside libcurl alone
 * that sends as large a mail over one and over ten kept connections.
 *
 * bench_deliver FOLDER PORT MAILS: FOLDER holds a town in kept/ whose transport
 * is a server on PORT that takes all mail; its role deliver runs already.
 */
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "tests/support/bench.h"
#include "tests/support/bench_mails.h"
#include "tests/support/bench_town.h"

enum { CONNECTIONS = 10, BODY_BYTES = 8192, WAIT_MS = 1000, ROUNDS = 5 };

typedef struct Bench {
  BenchTown town;
  BenchMails *mails;
  char *url;
  unsigned count; /* letters a round; each makes two mails */
} Bench;

/* What one connection still has to send of its mail. */
typedef struct Line {
  CURL *easy;
  size_t sent;
  unsigned left; /* mails, this one included */
} Line;

static size_t
read_mail(char *out, size_t size, size_t count, void *user)
{
  Line *line = user;
  size_t piece = MIN(size * count, BODY_BYTES - line->sent);
  memset(out, 'a', piece);
  for (size_t i = 0; i + 1 < piece; i += 70)
    memcpy(out + i, "\r\n", 2);
  line->sent += piece;
  return piece;
}

static void
line_open(const Bench *bench, Line *line, struct curl_slist *recipients,
          unsigned mails)
{
  line->easy = curl_easy_init();
  line->left = mails;
  curl_easy_setopt(line->easy, CURLOPT_URL, bench->url);
  curl_easy_setopt(line->easy, CURLOPT_MAIL_FROM, "town@example.org");
  curl_easy_setopt(line->easy, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(line->easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(line->easy, CURLOPT_READFUNCTION, read_mail);
  curl_easy_setopt(line->easy, CURLOPT_READDATA, line);
  curl_easy_setopt(line->easy, CURLOPT_PRIVATE, line);
}

/* Start the next mail of each line that has ended one. */
static unsigned
take_ended(CURLM *multi)
{
  unsigned ended = 0;
  int queued;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &queued)) != NULL) {
    Line *line = NULL;
    CURL *easy = message->easy_handle;
    if (message->data.result != CURLE_OK)
      g_error("curl: %s", curl_easy_strerror(message->data.result));
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&line);
    curl_multi_remove_handle(multi, easy);
    ended++;
    line->sent = 0;
    if (--line->left > 0)
      curl_multi_add_handle(multi, easy);
  }
  return ended;
}

/* Mails a second that libcurl sends over a number of connections. */
static double
limit_round(const Bench *bench, unsigned connections)
{
  unsigned each = 2 * bench->count / connections, ended = 0;
  Line lines[CONNECTIONS] = {0};
  struct curl_slist *to = curl_slist_append(NULL, "anna@example.org");
  CURLM *multi = curl_multi_init();
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < connections; i++) {
    line_open(bench, &lines[i], to, each);
    curl_multi_add_handle(multi, lines[i].easy);
  }
  while (ended < each * connections) {
    int running;
    curl_multi_perform(multi, &running);
    ended += take_ended(multi);
    if (ended < each * connections)
      curl_multi_poll(multi, NULL, 0, running > 0 ? WAIT_MS : 0, NULL);
  }
  double rate = ended * 1e6 / (double)(bench_now_us() - begin_us);
  for (unsigned i = 0; i < connections; i++)
    curl_easy_cleanup(lines[i].easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(to);
  return rate;
}

/* Citizens write; what is to be answered stands in the outbox afterwards. */
static void
fill_outbox(Bench *bench, unsigned round)
{
  bench_town_lift_brake(&bench->town);
  for (unsigned i = 0; i < bench->count; i++) {
    unsigned number = round * bench->count + i;
    g_autoptr(GBytes) mail = bench_mails_make(bench->mails, number);
    bench_town_spool(&bench->town, mail, number);
  }
  bench_town_decide(&bench->town);
  g_assert_cmpint(bench_town_unsent(&bench->town), ==, 2 * bench->count);
}

static double
our_round(Bench *bench)
{
  int64_t begin_us = bench_now_us();
  bench_town_send(&bench->town);
  return 2 * bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

static void
run(Bench *bench, const char *folder)
{
  BenchRow one = {.key = "smtp-1",
                  .what = "outbox -> sent, beside curl on 1 connection",
                  .unit = "mails/s",
                  .mark = 0.15};
  BenchRow ten = {.key = "smtp-10",
                  .what = "outbox -> sent, beside curl on 10 connections",
                  .unit = "mails/s",
                  .mark = 0.20};
  double syncs[ROUNDS];
  for (unsigned round = 0; round < ROUNDS; round++) {
    fill_outbox(bench, round);
    syncs[round] = bench_syncs(folder);
    double limit_one = limit_round(bench, 1);
    double limit_ten = limit_round(bench, CONNECTIONS);
    double ours = our_round(bench);
    bench_row_add(&one, ours, limit_one);
    bench_row_add(&ten, ours, limit_ten);
  }
  double per_second = bench_quantile(syncs, ROUNDS, 0.5);
  bench_row_print(&one, per_second);
  bench_row_print(&ten, per_second);
}

int
main(int argc, char **argv)
{
  int code;
  if (bench_town_is_reader(argc, argv, &code))
    return code;
  if (argc != 4)
    g_error("bench_deliver FOLDER PORT MAILS");
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Bench bench = {
      .mails = bench_mails_new("rathaus@musterhagen.example.org", false),
      .url = g_strdup_printf("smtp://127.0.0.1:%s", argv[2]),
      .count = (unsigned)g_ascii_strtoull(argv[3], NULL, 10) / 2,
  };
  bench_town_open(&bench.town, argv[1], "kept");
  run(&bench, argv[1]);
  bench_town_close(&bench.town);
  bench_mails_free(bench.mails);
  g_free(bench.url);
  return 0;
}
