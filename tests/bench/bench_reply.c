/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS a second from the provider's webhook to the provider's API: each is
 * another citizen's report, becomes a ticket and is answered.  Prints the
 * number.
 *
 * bench_reply FOLDER PORT COUNT: FOLDER holds a town in town/ whose roles
 * webhook, on PORT, and deliver run already.
 */
#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

#include "tests/support/bench.h"
#include "tests/support/bench_town.h"

enum { LINES = 32, BODY_BYTES = 512, WAIT_MS = 1000 };

#define SECRET "0123456789abcdef0123456789abcdef"

/* A connection of the provider. */
typedef struct Line {
  CURL *easy;
  char body[BODY_BYTES];
} Line;

static void
line_next(Line *line, CURLM *multi, unsigned number)
{
  g_snprintf(line->body, sizeof line->body,
             "{\"id\":\"m%u\",\"sender\":\"+493012%06u\","
             "\"system\":\"+493023125000\",\"text\":\"Schlagloch in der"
             " Lindenstra\303\237e vor Haus %u, bitte sichern\"}",
             number, number, number % 90 + 1);
  curl_easy_setopt(line->easy, CURLOPT_POSTFIELDSIZE, (long)strlen(line->body));
  curl_easy_setopt(line->easy, CURLOPT_POSTFIELDS, line->body);
  curl_multi_add_handle(multi, line->easy);
}

static void
line_open(Line *line, const char *url, struct curl_slist *fields)
{
  line->easy = curl_easy_init();
  curl_easy_setopt(line->easy, CURLOPT_URL, url);
  curl_easy_setopt(line->easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(line->easy, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(line->easy, CURLOPT_PRIVATE, line);
}

/* Post the next one on each line that is free again. */
static unsigned
take_ended(CURLM *multi, unsigned *begun, unsigned count)
{
  unsigned ended = 0;
  int queued;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &queued)) != NULL) {
    Line *line = NULL;
    if (message->data.result != CURLE_OK)
      g_error("webhook: %s", curl_easy_strerror(message->data.result));
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&line);
    curl_multi_remove_handle(multi, line->easy);
    ended++;
    if (*begun < count)
      line_next(line, multi, (*begun)++);
  }
  return ended;
}

static void
post_all(const char *url, unsigned count)
{
  static Line lines[LINES];
  unsigned begun = 0, ended = 0;
  struct curl_slist *fields =
      curl_slist_append(NULL, "Content-Type: application/json");
  CURLM *multi = curl_multi_init();
  for (; begun < LINES; begun++) {
    line_open(&lines[begun], url, fields);
    line_next(&lines[begun], multi, begun);
  }
  while (ended < count) {
    int running;
    curl_multi_perform(multi, &running);
    unsigned now = take_ended(multi, &begun, count);
    ended += now;
    if (now == 0)
      curl_multi_poll(multi, NULL, 0, WAIT_MS, NULL);
  }
  for (unsigned i = 0; i < LINES; i++)
    curl_easy_cleanup(lines[i].easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(fields);
}

int
main(int argc, char **argv)
{
  int code;
  if (bench_town_is_reader(argc, argv, &code))
    return code;
  if (argc != 4)
    g_error("bench_reply FOLDER PORT COUNT");
  curl_global_init(CURL_GLOBAL_DEFAULT);
  unsigned count = (unsigned)g_ascii_strtoull(argv[3], NULL, 10);
  g_assert(count >= LINES);
  g_autofree char *url =
      g_strdup_printf("http://127.0.0.1:%s/sms/sms/" SECRET, argv[2]);
  BenchTown town = {0};
  bench_town_open(&town, argv[1], "town");
  int64_t begin_us = bench_now_us();
  post_all(url, count);
  bench_town_run(&town,
                 "SELECT count(*) FROM outbox WHERE channel = 'sms'"
                 " AND state = 'sent'",
                 count);
  printf("%.1f\n", count * 1e6 / (double)(bench_now_us() - begin_us));
  bench_town_close(&town);
  return 0;
}
