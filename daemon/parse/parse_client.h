/* SPDX-License-Identifier: Apache-2.0
 *
 * Has a stranger's bytes read by the role `parse`, which runs in a sandbox of
 * its own.  The client starts it, streams one message at a time
 * to it, and reads the answer as hostile: whatever comes back, the client
 * neither crashes nor waits longer than the child's time and a grace.
 *
 *   send_begin -> append … -> send_end -> receive -> send_begin …
 *
 * A few small messages may be sent ahead of the answer to the first one, so
 * that the reader works while the caller does; answers come in the order of the
 * messages.
 *
 * A dead reader is no error: it is an outcome of the message that killed it.
 * What was sent ahead is then forgotten, and the next send_begin starts a new
 * one.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_CLIENT_H
#define BOTE_DAEMON_PARSE_PARSE_CLIENT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef enum ParseKind {
  PARSE_KIND_TEXT,  /* mails and webhook bodies */
  PARSE_KIND_IMAGE, /* photos: a dead decoder loses the picture only */
} ParseKind;

/* Zero members get the defaults of parse_zygote.h. */
typedef struct ParseClientOptions {
  ParseKind kind;
  unsigned keep;       /* messages one child reads before it ends; 0 and 1: one
                          child per message.  More is faster, for imports, but
                          may carry one stranger's mail into the next. */
  unsigned memory_mib; /* address space of the child */
  unsigned cpu_s;      /* seconds of CPU for one message */
  unsigned wall_ms;    /* milliseconds by the clock for one message */
  GBytes *places;      /* the town's gazetteer, places.csv; NULL: none */
  const char *program; /* NULL: this program, /proc/self/exe */
  const char *const *arguments; /* NULL: role parse text|image; else argv
                                   without limits, ended by NULL */
} ParseClientOptions;

typedef struct ParseClient ParseClient;

typedef enum ParseOutcome {
  PARSE_OUTCOME_OK,
  PARSE_OUTCOME_UNREADABLE, /* well behaved, but nothing of this kind in the
                               bytes: hold them for a person */
  PARSE_OUTCOME_DIED,       /* a signal, a limit, or nonsense in the answer:
                               forget what the handlers got; count the try */
  PARSE_OUTCOME_HUNG,       /* killed after wall_ms; as DIED */
} ParseOutcome;

const char *parse_outcome_to_string(ParseOutcome outcome);

/* Receive an answer.  Members may be NULL; each call returns false when it
 * wants no more calls for this message (the caller's disk is full); the rest
 * is then read and dropped.  The attachments come before the result, in rising
 * order, while they are decoded: keep them aside until the outcome is OK. */
typedef struct ParseHandlers {
  /* The result's JSON value, borrowed: a Message in wire form for
   * message_from_wire(), or a batch for sms_batch_from_json().  At most once.
   * texts: bytes that came with it, borrowed; NULL: none.
   * Still a stranger's word in every respect. */
  bool (*result)(const json_t *result, GBytes *texts, void *user);
  bool (*attachment_begin)(size_t index, void *user);
  bool (*attachment_data)(const void *bytes, size_t size, void *user);
  bool (*attachment_end)(void *user);
} ParseHandlers;

/* Start the reader and wait until it has closed itself in.
 *
 * options   copied.
 * error     G_SPAWN_ERROR: it could not be started, or found no seccomp, which
 *           is fatal: nothing may be parsed on this machine.
 * Returns the client, owned by the caller. */
ParseClient *parse_client_start(const ParseClientOptions *options,
                                GError **error);
/* Ends the reader and its child. */
void parse_client_free(ParseClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParseClient, parse_client_free)

/* May a message be sent before the answers to those under way were received?
 * Then sending never has to wait for a reader that waits for us to listen.
 *
 * size_bytes  of the message
 * Always true when nothing is under way. */
bool parse_client_takes(const ParseClient *client, uint64_t size_bytes);

/* How many messages were sent whose answers were not received; less after a
 * receive that found the reader dead: what was sent ahead is lost. */
unsigned parse_client_under_way(const ParseClient *client);

/* Has the answer to the first message under way begun to come?  A reader that
 * died answers, too; nothing is under way: true. */
bool parse_client_answers(const ParseClient *client);

/* Begin a message; parse_client_takes() it.
 *
 * head    borrowed; a JSON object of at most 65,534 bytes as text, else the
 *         message is PARSE_OUTCOME_UNREADABLE:
 *         {"kind": "mail", "authserv_id", "own_addresses": […],
 *          "own_domains": […], "languages": […], "staff": bool}; all but
 *          kind may be absent
 *         {"kind": "webhook", "provider", "method", "query", "content_type",
 *          "headers": [[name, value], …], "config": {…}}; give no secrets,
 *          the signature was verified before
 *         {"kind": "sms"}: a text joined of parts, as sms_batch_to_json()
 *         {"kind": "image", "max_side"}
 * error   as for parse_client_start(), when a dead reader had to be replaced:
 *         the message is not to blame. */
bool parse_client_send_begin(ParseClient *client, const json_t *head,
                             GError **error);
/* Stream its bytes in any pieces.  These two never fail: that the reader died
 * meanwhile is told by parse_client_receive(). */
void parse_client_send_append(ParseClient *client, const void *bytes,
                              size_t size);
void parse_client_send_end(ParseClient *client);

/* Read the answer to the first message under way, once.  Blocks at most
 * wall_ms and a grace.  handlers is borrowed and may be NULL. */
ParseOutcome parse_client_receive(ParseClient *client,
                                  const ParseHandlers *handlers, void *user);

/* Why the last outcome was not OK, for the log: "signal 11", "cpu limit",
 * "wall limit", "bad answer: …"; for UNREADABLE the parser's own sentence.
 * Never holds anything from the message.  Borrowed until the next answer. */
const char *parse_client_reason(const ParseClient *client);

/* How often a reader was replaced; a counter for the status file. */
unsigned parse_client_restarts(const ParseClient *client);

/* The walls of the running reader, for the log at start:
 * "seccomp=on landlock=7", borrowed. */
const char *parse_client_walls(const ParseClient *client);

#endif
