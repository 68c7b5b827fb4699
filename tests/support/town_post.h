/* SPDX-License-Identifier: Apache-2.0
 *
 * The post of a scratch town: mails and SMS are spooled as the intake roles
 * spool them; what digest wrote into the outbox is opened and read.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_POST_H
#define BOTE_TESTS_SUPPORT_TOWN_POST_H

#include <jansson.h>

#include "parsers/message.h"
#include "queue/outbox.h"
#include "tests/support/town_fixture.h"

/* A mail to the town.  All members may be zero. */
typedef struct TownMail {
  const char *from;       /* NULL: Ayse Kaya, ayse@example.net */
  const char *to;         /* NULL: the mailbox */
  const char *subject;    /* NULL: "Meldung" */
  const char *text;       /* NULL: a pothole in Gartenstraße 12 */
  const char *message_id; /* NULL: one of its own */
  const char *in_reply_to;
  const char *headers;     /* whole fields with CR LF */
  const char *return_path; /* NULL: the originator's address */
  const char *auth;        /* NULL: "pass"; "fail"; "" for no field */
  const char *mailbox;     /* where it lies; NULL: rathaus */
  const char *attachment;  /* NULL, or the bytes of a text file */
  GBytes *photo;           /* a JPEG */
  bool adopted;
  bool oversize;          /* only its header was taken */
  bool renumbered;        /* it lay there when the UIDs changed */
  int64_t received_at_ms; /* 0: now */
} TownMail;

/* Spool a mail; it is not decided yet. */
void town_post_mail(TownFixture *town, const TownMail *mail);
void town_post_raw(TownFixture *town, const char *raw, const TownMail *mail);

/* Another server reports what became of a mail of ours (RFC 3464); decided. */
void town_post_bounce(TownFixture *town, const char *recipient,
                      const char *status, const char *message_id);

/* Spool a webhook request with one SMS; `id` NULL: the provider has none;
 * time_s 0: the provider tells none. */
void town_post_sms(TownFixture *town, const char *from, const char *text,
                   const char *id, int64_t time_s);
/* Part `number` of `total` of a long SMS. */
typedef struct TownPart {
  const char *text;
  int ref, number, total;
  const char *id; /* NULL: one of its own */
  int64_t time_s; /* 0: the provider tells none */
} TownPart;
void town_post_part(TownFixture *town, const char *from, const TownPart *part);
/* Any body; a new reference, which is taken. */
void town_post_webhook(TownFixture *town, json_t *body);
/* Bytes as they came. */
typedef struct TownRequest {
  const char *body;
  size_t size;
  const char *channel;      /* NULL: "sms" */
  const char *query;        /* NULL: "" */
  const char *content_type; /* NULL: application/json */
  const char *signature;    /* NULL: "fresh" */
} TownRequest;
void town_post_request(TownFixture *town, const TownRequest *request);
/* The same with the verdict on its signature, "fresh" or "stale". */
void town_post_webhook_as(TownFixture *town, json_t *body,
                          const char *signature);
/* Spool a receipt: status "ok", "bad" or "stop". */
void town_post_receipt(TownFixture *town, const char *id, const char *status);

/* Spool a mail and have it decided. */
void town_say(TownFixture *town, const TownMail *mail);
/* The same for an SMS with a provider's id of its own. */
void town_text(TownFixture *town, const char *from, const char *text);

/* One row of the outbox, opened. */
typedef struct TownSent {
  char *id, *state, *kind, *channel;
  char *to;
  char *raw;      /* the whole mail, or the SMS */
  char *reply_to; /* NULL when there is none */
  int64_t due_at_ms;
  Message *mail; /* NULL for SMS */
} TownSent;

void town_sent_free(TownSent *sent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownSent, town_sent_free)

/* The newest row of a kind, to an address that begins with `to` (NULL: any);
 * NULL when there is none. */
TownSent *town_sent(TownFixture *town, const char *kind, const char *to);
bool town_was_sent(TownFixture *town, const char *kind, const char *to);
/* How many rows of a kind there are in any state. */
unsigned town_sent_count(TownFixture *town, const char *kind);
/* All rows. */
unsigned town_sent_all(TownFixture *town);

/* A reply to one of our mails, from its recipient unless `from` is set. */
void town_reply(TownFixture *town, const TownSent *to, const TownMail *mail);

#endif
