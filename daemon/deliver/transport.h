/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the table of transports: the ways a message leaves (smtp,
 * http, maildir, null).  A row is the file daemon/transports/NAME.c that
 * defines `const Transport transport_NAME`; the Makefile makes the table.
 *
 * A *route* is one transport or SMS channel of bote.yaml.  A *line* is one of
 * its connections: it carries one message at a time, any number in turn, and
 * never waits; the loop (daemon/deliver/deliver_dispatch.h) owns it.
 *
 *   open --start--> busy --turn says true--> free --start--> busy …
 *   any --close--> gone; a free line that is `spent` takes nothing more
 */
#ifndef BOTE_DAEMON_DELIVER_TRANSPORT_H
#define BOTE_DAEMON_DELIVER_TRANSPORT_H

#include <curl/curl.h>

#include "daemon/config.h"
#include "queue/outbox.h"

typedef struct Transport Transport;
typedef struct Oauth Oauth;

/* What a line needs to know; outlives its lines. */
typedef struct TransportRoute {
  const Transport *transport;
  const Config *config;
  const TransportSettings *settings;
  const ChannelSettings *channel; /* NULL for mail */
  Oauth *oauth;                   /* NULL unless XOAUTH2; owned */
  CURLM *multi;                   /* of the loop */
  int patience_ms; /* http: to connect, and for it all; 0: its own */
} TransportRoute;

/* The part of a line that the loop sees; each transport adds its own. */
typedef struct TransportLine {
  const TransportRoute *route;
  CURL *easy;     /* with this line as CURLOPT_PRIVATE; NULL: none */
  bool has_ended; /* set by the loop: curl is done with the easy handle … */
  CURLcode code;  /* … and how */
  int fd;         /* turn() waits for this besides curl; -1: nothing */
  short events;   /* CURL_WAIT_POLLIN, CURL_WAIT_POLLOUT */
  int64_t deadline_ms; /* monotonic: turn() wants to be called then */
  bool spent;
} TransportLine;

struct Transport {
  const char *name;
  TransportKind kind;

  /* A line that is not connected yet; never fails. */
  TransportLine *(*open)(const TransportRoute *route);

  /* Take a job, which stays alive until its result is out.  True: `out` has
   * the outcome already.  now_ms is monotonic (clock_monotonic_ms()). */
  bool (*start)(TransportLine *line, const OutboxJob *job, int64_t now_ms,
                OutboxResult *out);

  /* Do what can be done without waiting.  True: `out` has the outcome. */
  bool (*turn)(TransportLine *line, int64_t now_ms, OutboxResult *out);

  void (*close)(TransportLine *line);
};

/* All transports by file name, ended by NULL. */
extern const Transport *const transport_registry[];

/* The row of this kind; each kind has one. */
const Transport *transport_find(TransportKind kind);

/* Prepare a handle the way all of ours are: no signals, TLS 1.2 at least, chain
 * and host verified against `ca_file` (NULL: the system's), no netrc, nothing
 * but the protocols named ("smtp,smtps"). */
void transport_set_up_easy(CURL *easy, const char *protocols,
                           const char *ca_file);

/* Add the line's easy handle to the loop's multi handle, or take it off, which
 * ends its connection.  Both may be repeated. */
void transport_line_run(TransportLine *line);
void transport_line_halt(TransportLine *line);

enum {
  TRANSPORT_WORDS_MAX = 200,    /* bytes of a peer's explanation that we keep */
  TRANSPORT_REF_MAX = 100,      /* bytes of a peer's id for a message */
  TRANSPORT_RETRY_MAX_S = 3600, /* a longer Retry-After is not believed */
};

/* Fill a result, except id and attempt, which the loop knows.
 *
 * status  RFC 3463; NULL: not known
 * words   the peer's, cleaned and cut here; NULL: none
 */
void transport_set_result(OutboxResult *out, DeliveryAction action,
                          const char *status, const char *words);

#endif
