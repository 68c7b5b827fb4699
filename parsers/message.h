/* SPDX-License-Identifier: Apache-2.0
 *
 * The vocabulary shared by all folders: a mail and an SMS as plain data.  The
 * structs have no invariant beyond their comments; every string is valid UTF-8
 * without NUL, every pointer may be NULL where "absent" makes sense, and every
 * list is a GPtrArray that owns its elements and is never NULL.
 */
#ifndef BOTE_PARSERS_MESSAGE_H
#define BOTE_PARSERS_MESSAGE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/attachment.h"
#include "parsers/place/place.h"

/* One mailbox of RFC 5322 3.4. */
typedef struct Address {
  char *name;    /* display name, decoded (RFC 2047); NULL when absent */
  char *address; /* local-part@domain, as written; never NULL */
} Address;

Address *address_new(const char *name, const char *address);
void address_free(Address *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Address, address_free)

typedef enum MessageKind {
  MESSAGE_KIND_MESSAGE,      /* a person wrote it, as far as can be told */
  MESSAGE_KIND_AUTO_REPLY,   /* RFC 3834: a machine wrote it */
  MESSAGE_KIND_BOUNCE,       /* RFC 3464 or its look-alikes */
  MESSAGE_KIND_ABUSE_REPORT, /* RFC 5965 */
} MessageKind;

const char *message_kind_to_string(MessageKind kind);
/* Returns false and leaves `out_kind` untouched for an unknown name. */
bool message_kind_from_string(const char *name, MessageKind *out_kind);

/* One recipient block of a delivery status notification (RFC 3464 2.3). */
typedef struct BounceRecipient {
  char *address;    /* where it failed in the end (Final-Recipient) */
  char *original;   /* what was written to, where that is another address
                       (Original-Recipient); NULL when the same */
  char *action;     /* failed, delayed, delivered, relayed, expanded */
  char *status;     /* RFC 3463, "5.1.1"; NULL when not stated */
  char *diagnostic; /* the remote's words, at most 500 bytes */
  bool permanent;
} BounceRecipient;

BounceRecipient *bounce_recipient_new(void);
void bounce_recipient_free(BounceRecipient *recipient);

/* The verdict on the originator's domain by a trusted host (RFC 8601). */
typedef enum AuthVerdict {
  AUTH_VERDICT_NONE, /* no trusted Authentication-Results field */
  AUTH_VERDICT_PASS, /* dmarc=pass, or aligned dkim or spf pass */
  AUTH_VERDICT_FAIL, /* dmarc=fail, or neither dkim nor spf aligned */
} AuthVerdict;

const char *auth_verdict_to_string(AuthVerdict verdict);
bool auth_verdict_from_string(const char *name, AuthVerdict *out_verdict);

/* A mail as the parse child understood it. */
typedef struct Message {
  MessageKind kind;
  char *message_id;        /* without angle brackets */
  GPtrArray *in_reply_to;  /* char *, message ids without angle brackets */
  GPtrArray *references;   /* char *, at most the first and last 20 */
  Address *from;           /* first originator; NULL when unreadable */
  GPtrArray *to;           /* Address *: To */
  GPtrArray *cc;           /* Address *: Cc */
  GPtrArray *delivered_to; /* char *: Delivered-To, X-Original-To, Envelope-To
                              and the "for" of Received */
  char *return_path;   /* "" for the null reverse-path; NULL when not stated */
  char *subject;       /* decoded, one line, at most 255 characters */
  char *date;          /* RFC 3339 with the writer's offset; NULL when absent */
  char *language;      /* BCP 47; NULL when not told */
  char *text;          /* what the person wrote: no quote, signature, token */
  char *quoted;        /* what was cut as quote */
  char *signature;     /* what was cut as signature */
  char *full_text;     /* everything, always */
  char *staff_text;    /* the strict reading for staff commands and answers: the
                         lines before the first quote, mark or signature */
  bool staff_doubtful; /* no mark found though the mail cites ours, or header
                          lines within the text: nothing may be passed on */
  Address *forwarded_from; /* who wrote the mail that was passed on to us */
  char *forwarded_subject; /* of that mail */
  char *forwarded_text;    /* what he wrote, as `text`; `text` is the same when
                              whoever passed it on wrote nothing */
  GPtrArray *forwarded;    /* Forwarded * (forward/forwarded.h): that mail and
                              those it passes on itself, the outermost first */
  GPtrArray *places;       /* Place *, the surest first */
  GPtrArray *attachments;  /* Attachment * */
  GPtrArray *bounce_recipients; /* BounceRecipient * */
  char *original_message_id;    /* of a bounced mail */
  char *original_to;            /* whom that mail was addressed to; for reports
                                   that name nobody, never told further */
  GPtrArray *automatic_signs;   /* char *: names of the hard signs found that
                                   forbid an answer (RFC 3834), e.g.
                                   "auto-submitted", "null-return-path" */
  GPtrArray *soft_signs;        /* char *: two of these forbid it, too */
  AuthVerdict auth;
  char *form; /* name of the town's own web form that it came by: `from` is
                 what somebody typed and proves nothing; NULL: none */
  char *content_hash; /* SHA-256 over normalised From, Date, Subject, Message-ID
                         and decoded bodies; lower-case hexadecimal */
  GPtrArray *problems; /* char *: what could not be read, for a person */
} Message;

/* Add what a person should be told to a list such as Message.problems, unless
 * it stands there. */
void message_add_problem(GPtrArray *problems, const char *problem);

Message *message_new(void);
void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

#endif
