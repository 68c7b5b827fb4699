/* SPDX-License-Identifier: Apache-2.0
 *
 * Persons and their contacts.  A contact is found by a keyed hash of its
 * address; the address itself is sealed under the person's key.  A mail address
 * and a telephone number are two persons until both are proved to be one.
 */
#ifndef BOTE_QUEUE_PERSON_H
#define BOTE_QUEUE_PERSON_H

#include "queue/queue.h"

/* As Zammad does: then an address that bounced is tried again. */
#define CONTACT_MUTE_MS (60 * INT64_C(86400000))

/* A contact with what is needed to answer it. */
typedef struct Contact {
  Id id;
  Id person_id;
  char *channel;  /* "mail", "sms"; "phone", "none": no way for our texts */
  char *address;  /* as told by whoever recorded it; "" for "none" */
  char *name;     /* as last written; NULL when never */
  char *language; /* of the person; NULL when not known */
  GBytes *lookup;
  int64_t muted_until_ms; /* a bounce says that nothing arrives there */
  bool opted_out;         /* wants nothing unasked */
  bool is_new;            /* made by this call */
} Contact;

void contact_free(Contact *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contact, contact_free)

/* How somebody wrote to us. */
typedef struct ContactClaim {
  const char *channel;
  const char *address;  /* "": of "none", somebody new each time */
  const char *name;     /* may be NULL */
  const char *language; /* may be NULL */
  bool hearsay;         /* somebody else says so: what is known of him stays */
} ContactClaim;

/* Find the contact with this address, or make it with a new person. */
Contact *contact_ensure(Queue *queue, const ContactClaim *claim,
                        GError **error);

/* Note that the one behind a contact's address is who writes from there. */
bool contact_verify(Queue *queue, const char *id, GError **error);

/* Load by id.  STORE_ERROR_MISSING: none, or the person was erased. */
Contact *contact_load(Queue *queue, const char *id, GError **error);

/* A contact by address without making one; *out NULL when there is none. */
bool contact_find(Queue *queue, const char *channel, const char *address,
                  Contact **out, GError **error);

/* Opt out of a topic ("" is everything unasked) and in again: of this topic,
 * or with "" of all. */
bool contact_opt_out(Queue *queue, const char *channel, GBytes *lookup,
                     const char *topic, GError **error);
bool contact_opt_in(Queue *queue, const char *channel, GBytes *lookup,
                    const char *topic, GError **error);

/* Take back the last opt-out, if it was made since then.
 *
 * out_topic   of what, owned; NULL: there was none
 */
bool contact_undo_opt_out(Queue *queue, const Contact *contact,
                          int64_t since_ms, char **out_topic, GError **error);

/* Does this contact want nothing unasked about a topic?  It opted out of that
 * or of everything, or was asked whether it does and has not answered yet. */
bool contact_wants_none(Queue *queue, const Contact *contact, const char *topic,
                        bool *out_is, GError **error);

/* Send nothing unasked to a contact until then: its mailbox is gone. */
bool contact_mute(Queue *queue, GBytes *lookup, int64_t until_ms,
                  GError **error);
/* The same for whom a row of the outbox went to. */
bool contact_mute_recipient(Queue *queue, const char *outbox_id,
                            int64_t until_ms, GError **error);
/* End that for a mail address: its owner has just written from there. */
bool contact_unmute(Queue *queue, const char *address, GError **error);

#endif
