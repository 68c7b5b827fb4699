/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs jobs over one line of a transport, as the loop of deliver does.
 */
#ifndef BOTE_TESTS_SUPPORT_TRANSPORT_RUN_H
#define BOTE_TESTS_SUPPORT_TRANSPORT_RUN_H

#include "daemon/deliver/transport.h"

/* A route with everything a transport asks for, in a scratch folder. */
typedef struct TransportRun {
  Settings settings; /* its domain is example.org */
  Config config;
  TransportSettings transport;
  ChannelSettings channel;
  TransportRoute route;
  TransportLine *line;
  char *credentials; /* the folder */
  unsigned quiet;    /* how often nothing happened for a while */
} TransportRun;

/* kind  set in run->transport; fill in the rest before the first job.  The
 *       credential "secret" holds "hunter2-secret". */
void transport_run_init(TransportRun *run, TransportKind kind);
/* Also frees the settings of the channel. */
void transport_run_clear(TransportRun *run);

/* As transport_run_init(), for a channel; the passwords are "secret".
 *
 * settings   of the channel: JSON in which %d is the port
 */
void transport_run_init_http(TransportRun *run, const char *provider,
                             const char *settings, int port);

/* Such settings, for "generic". */
#define RUN_GENERIC                                                            \
  "{\"send\":{\"url\":\"http://localhost:%d/sms\","                            \
  "\"headers\":{\"X-Api-Key\":\"{api_key}\"},"                                 \
  "\"json\":{\"to\":\"{to}\",\"text\":\"{text}\",\"ref\":\"{id}\"},"           \
  "\"id\":\"id\",\"code\":\"code\"}}"

/* Send one job and wait for its outcome; when nothing happens for a while, the
 * time the line waits for is said to have come.
 *
 * from, to, body  of the job
 * out             to be cleared with transport_result_clear()
 */
void transport_run_job(TransportRun *run, const char *from, const char *to,
                       const char *body, OutboxResult *out);
void transport_result_clear(OutboxResult *out);

#endif
