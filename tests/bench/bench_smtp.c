/* SPDX-License-Identifier: Apache-2.0
 *
 * How many mails a second the transport smtp sends over a number of kept
 * connections, without spool and disk: bench_smtp PORT CONNECTIONS MAILS,
 * against e.g. `smtp-sink -c 127.0.0.1:PORT 1000`.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/deliver/transport.h"

enum { BODY_BYTES = 2048, LINES_MAX = 20 };

typedef struct Bench {
  TransportRoute route;
  TransportLine *lines[LINES_MAX];
  bool busy[LINES_MAX];
  int count, to_start, sent, failed;
  OutboxJob job;
} Bench;

static void
settle(Bench *bench, int i, OutboxResult *out)
{
  bench->busy[i] = false;
  if (out->action == DELIVERY_SENT)
    bench->sent++;
  else
    bench->failed++;
  g_free(out->diagnostic);
  g_free(out->provider_ref);
}

static void
turn(Bench *bench, int i, int64_t now_ms)
{
  const Transport *transport = bench->route.transport;
  OutboxResult out = {0};

  if (bench->busy[i] && transport->turn(bench->lines[i], now_ms, &out))
    settle(bench, i, &out);
  while (!bench->busy[i] && bench->to_start > 0) {
    out = (OutboxResult){0};
    bench->to_start--;
    bench->busy[i] = true;
    if (transport->start(bench->lines[i], &bench->job, now_ms, &out) ||
        transport->turn(bench->lines[i], now_ms, &out))
      settle(bench, i, &out);
  }
}

static void
wait_for_lines(Bench *bench)
{
  struct curl_waitfd fds[LINES_MAX];
  unsigned used = 0;
  int running, left;
  CURLMsg *message;

  for (int i = 0; i < bench->count; i++)
    if (bench->busy[i] && bench->lines[i]->fd >= 0)
      fds[used++] = (struct curl_waitfd){.fd = bench->lines[i]->fd,
                                         .events = bench->lines[i]->events};
  curl_multi_poll(bench->route.multi, fds, used, 1000, NULL);
  curl_multi_perform(bench->route.multi, &running);
  while ((message = curl_multi_info_read(bench->route.multi, &left)) != NULL) {
    TransportLine *line = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&line);
    line->has_ended = true;
    line->code = message->data.result;
  }
}

int
main(int argc, char **argv)
{
  Settings settings = {.domain = (char *)"example.org"};
  Config config = {.settings = &settings};
  TransportSettings transport = {.host = (char *)"127.0.0.1",
                                 .tls = TLS_MODE_NONE};
  if (argc != 4)
    return EX_USAGE;
  transport.port = (int)g_ascii_strtoll(argv[1], NULL, 10);
  g_autofree char *text = g_strnfill(BODY_BYTES, 'a');
  memcpy(text, "Subject: x\r\n\r\n", 14);
  Bench bench = {
      .route = {.transport = transport_find(TRANSPORT_KIND_SMTP),
                .config = &config,
                .settings = &transport,
                .multi = curl_multi_init()},
      .count = CLAMP((int)g_ascii_strtoll(argv[2], NULL, 10), 1, LINES_MAX),
      .to_start = (int)g_ascii_strtoll(argv[3], NULL, 10),
      .job = {.envelope_from = (char *)"town@example.org",
              .address = (char *)"anna@example.org",
              .body = g_bytes_new_static(text, BODY_BYTES)}};
  int all = bench.to_start;
  for (int i = 0; i < bench.count; i++)
    bench.lines[i] = bench.route.transport->open(&bench.route);
  int64_t begin_us = g_get_monotonic_time();
  while (bench.sent + bench.failed < all) {
    for (int i = 0; i < bench.count; i++)
      turn(&bench, i, clock_monotonic_ms());
    if (bench.sent + bench.failed < all)
      wait_for_lines(&bench);
  }
  double seconds = (double)(g_get_monotonic_time() - begin_us) / 1e6;
  printf("%d connections: %.0f mails/s, %d failed\n", bench.count,
         bench.sent / seconds, bench.failed);
  return bench.failed == 0 ? EX_OK : EX_SOFTWARE;
}
