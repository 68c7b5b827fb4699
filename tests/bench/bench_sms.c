/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS a second from rows of the outbox to rows that say "sent", with every
 * attempt durable before and every result durable after; beside libcurl's multi
 * interface alone, which posts as much over as many connections.
 *
 * bench_sms FOLDER PORT COUNT ROUNDS: FOLDER holds a town in town/ whose
 * channel posts to a server on PORT that takes all; its role deliver runs
 * already.
 */
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "daemon/deliver/deliver_dispatch.h"
#include "queue/person.h"
#include "tests/support/bench.h"
#include "tests/support/bench_town.h"

/* Ours opens a connection for each SMS, so as never to send one twice; so
 * does the second limit, while the first keeps its few. */
enum { CONNECTIONS = DELIVER_LINES_HOST, WAIT_MS = 1000, PEOPLE = 100 };

static const char text[] =
    "Musterhagen: Meldung 26-00417-6 erhalten: Schlagloch, Lindenstraße 12."
    " Antwort vorauss. bis 27.11. Gefahr: 112. Datenschutz: example.org/ds";

typedef struct Bench {
  BenchTown town;
  char *url;
  unsigned count; /* SMS a round */
} Bench;

/* --- the limit --- */

static size_t
ignore(char *bytes, size_t size, size_t count, void *data)
{
  (void)bytes;
  (void)data;
  return size * count;
}

static CURL *
line_open(const Bench *bench, struct curl_slist *fields, bool is_fresh)
{
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, bench->url);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, text);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)is_fresh);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, (long)is_fresh);
  return easy;
}

/* Begin another SMS on each line that has ended one. */
static unsigned
take_ended(CURLM *multi, unsigned *begun, unsigned count)
{
  unsigned ended = 0;
  int queued;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &queued)) != NULL) {
    CURL *easy = message->easy_handle;
    if (message->data.result != CURLE_OK)
      g_error("curl: %s", curl_easy_strerror(message->data.result));
    curl_multi_remove_handle(multi, easy);
    ended++;
    if (*begun < count) {
      (*begun)++;
      curl_multi_add_handle(multi, easy);
    }
  }
  return ended;
}

static double
limit_round(const Bench *bench, bool is_fresh)
{
  unsigned begun = CONNECTIONS, ended = 0;
  CURL *lines[CONNECTIONS];
  struct curl_slist *fields = curl_slist_append(NULL, "Expect:");
  CURLM *multi = curl_multi_init();
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < CONNECTIONS; i++) {
    lines[i] = line_open(bench, fields, is_fresh);
    curl_multi_add_handle(multi, lines[i]);
  }
  while (ended < bench->count) {
    int running;
    curl_multi_perform(multi, &running);
    unsigned now = take_ended(multi, &begun, bench->count);
    ended += now;
    if (now == 0)
      curl_multi_poll(multi, NULL, 0, WAIT_MS, NULL);
  }
  double rate = ended * 1e6 / (double)(bench_now_us() - begin_us);
  for (unsigned i = 0; i < CONNECTIONS; i++)
    curl_easy_cleanup(lines[i]);
  curl_multi_cleanup(multi);
  curl_slist_free_all(fields);
  return rate;
}

/* --- ours --- */

static bool
add_sms(Digest *digest, unsigned number, GError **error)
{
  g_autofree char *to = g_strdup_printf("+49302312%04u", number % PEOPLE);
  ContactClaim claim = {.channel = "sms", .address = to};
  g_autoptr(Contact) contact = contact_ensure(&digest->queue, &claim, error);
  if (contact == NULL)
    return false;
  g_autoptr(GBytes) body = g_bytes_new_static(text, sizeof text - 1);
  OutboxNew sms = {
      .id = queue_new_id(&digest->queue, digest->queue.now_ms),
      .channel = "sms",
      .transport = "sms",
      .kind = "status",
      .priority = OUTBOX_PRIORITY_TICKET,
      .owner_id = contact->person_id.text,
      .envelope_from = "+4915228817386",
      .address = to,
      .body = body,
      .life_s = RETRY_SMS_LIFE_S,
  };
  return outbox_add(&digest->queue, &sms, NULL, error);
}

static void
fill_outbox(Bench *bench)
{
  Digest *digest = &bench->town.digest;
  g_autoptr(GError) error = NULL;
  digest_begin(digest);
  bool ok = store_begin(digest->store, &error);
  for (unsigned i = 0; ok && i < bench->count; i++)
    ok = add_sms(digest, i, &error);
  if (!ok || !store_commit(digest->store, &error))
    g_error("%s", error->message);
  g_assert_cmpint(bench_town_unsent(&bench->town), ==, bench->count);
}

static double
our_round(Bench *bench)
{
  int64_t begin_us = bench_now_us();
  bench_town_send(&bench->town);
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

static void
run(Bench *bench, const char *folder, unsigned rounds)
{
  BenchRow kept = {.key = "sms-out",
                   .what = "outbox -> sent, SMS, beside curl, kept lines",
                   .unit = "SMS/s",
                   .mark = 0.15};
  BenchRow fresh = {.key = "sms-out-fresh",
                    .what = "the same, beside curl that opens as many",
                    .unit = "SMS/s",
                    .mark = 0.15};
  double syncs[BENCH_ROUNDS_MAX];
  for (unsigned round = 0; round < rounds; round++) {
    fill_outbox(bench);
    syncs[round] = bench_syncs(folder);
    double limit_kept = limit_round(bench, false);
    double limit_fresh = limit_round(bench, true);
    double ours = our_round(bench);
    bench_row_add(&kept, ours, limit_kept);
    bench_row_add(&fresh, ours, limit_fresh);
  }
  double per_second = bench_quantile(syncs, (int)rounds, 0.5);
  bench_row_print(&kept, per_second);
  bench_row_print(&fresh, per_second);
}

int
main(int argc, char **argv)
{
  int code;
  if (bench_town_is_reader(argc, argv, &code))
    return code;
  if (argc != 5)
    g_error("bench_sms FOLDER PORT COUNT ROUNDS");
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Bench bench = {
      .url = g_strdup_printf("http://127.0.0.1:%s/send", argv[2]),
      .count = (unsigned)g_ascii_strtoull(argv[3], NULL, 10),
  };
  unsigned rounds = (unsigned)g_ascii_strtoull(argv[4], NULL, 10);
  bench_town_open(&bench.town, argv[1], "town");
  run(&bench, argv[1], MIN(rounds, (unsigned)BENCH_ROUNDS_MAX));
  bench_town_close(&bench.town);
  g_free(bench.url);
  return 0;
}
