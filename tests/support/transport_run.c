/* SPDX-License-Identifier: Apache-2.0
 *
 * A small loop around one line.
 */
#include "tests/support/transport_run.h"

#include <glib/gstdio.h>

#include "daemon/clock.h"
#include "daemon/oauth.h"

enum { QUIET_MS = 300 }; /* a server on loopback has answered by then */

void
transport_run_init(TransportRun *run, TransportKind kind)
{
  *run = (TransportRun){0};
  run->credentials = g_dir_make_tmp("bote-cred-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(run->credentials, "secret", NULL);
  g_assert_true(g_file_set_contents_full(file, "hunter2-secret\n", -1,
                                         G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  run->settings.domain = (char *)"example.org";
  run->settings.paths.credentials = run->credentials;
  run->config.settings = &run->settings;
  run->transport.kind = kind;
  run->transport.name = (char *)"out";
  run->transport.tls = TLS_MODE_NONE;
  run->transport.host = (char *)"localhost";
  run->channel.name = (char *)"sms";
  run->channel.number = (char *)"+4915228817386";
  run->route.transport = transport_find(kind);
  run->route.config = &run->config;
  run->route.settings = &run->transport;
  run->route.multi = curl_multi_init();
}

void
transport_run_init_http(TransportRun *run, const char *provider,
                        const char *settings, int port)
{
  g_autofree char *text = g_strdup_printf(settings, port);

  transport_run_init(run, TRANSPORT_KIND_HTTP);
  run->channel.provider = (char *)provider;
  run->channel.credential = (char *)"secret";
  run->channel.path_credential = (char *)"secret";
  run->channel.settings = json_loads(text, 0, NULL);
  g_assert_nonnull(run->channel.settings);
  run->settings.webhook.public_url = (char *)"https://bote.example.org/sms";
  run->route.channel = &run->channel;
}

void
transport_run_clear(TransportRun *run)
{
  g_autofree char *file = g_build_filename(run->credentials, "secret", NULL);

  if (run->line != NULL)
    run->route.transport->close(run->line);
  oauth_free(run->route.oauth);
  curl_multi_cleanup(run->route.multi);
  (void)g_unlink(file); /* scratch */
  (void)g_rmdir(run->credentials);
  g_free(run->credentials);
  json_decref(run->channel.settings);
}

static void
wait_for(TransportRun *run, int64_t *now_ms)
{
  struct curl_waitfd fd = {.fd = run->line->fd, .events = run->line->events};
  int ready = 0, running, left;
  CURLMsg *message;

  int64_t before_ms = clock_monotonic_ms();
  curl_multi_poll(run->route.multi, &fd, fd.fd >= 0, QUIET_MS, &ready);
  /* Curl also returns early to do something of its own. */
  if (ready == 0 && clock_monotonic_ms() >= before_ms + QUIET_MS) {
    run->quiet++;
    *now_ms = MAX(*now_ms, MIN(run->line->deadline_ms, *now_ms + 10000000));
  }
  curl_multi_perform(run->route.multi, &running);
  while ((message = curl_multi_info_read(run->route.multi, &left)) != NULL) {
    run->line->has_ended = true;
    run->line->code = message->data.result;
  }
}

void
transport_run_job(TransportRun *run, const char *from, const char *to,
                  const char *body, OutboxResult *out)
{
  const Transport *transport = run->route.transport;
  OutboxJob job = {.attempt = 1,
                   .channel = (char *)"mail",
                   .envelope_from = (char *)from,
                   .address = (char *)to,
                   .body = g_bytes_new_static(body, strlen(body))};
  int64_t now_ms = clock_monotonic_ms();

  *out = (OutboxResult){0};
  job.id = id_new(now_ms);
  if (run->line != NULL && run->line->spent)
    g_clear_pointer(&run->line, transport->close);
  if (run->line == NULL)
    run->line = transport->open(&run->route);
  bool done = transport->start(run->line, &job, now_ms, out) ||
              transport->turn(run->line, now_ms, out);
  while (!done) {
    wait_for(run, &now_ms);
    done = transport->turn(run->line, now_ms, out);
  }
  g_bytes_unref(job.body);
}

void
transport_result_clear(OutboxResult *out)
{
  g_free(out->diagnostic);
  g_free(out->provider_ref);
  *out = (OutboxResult){0};
}
