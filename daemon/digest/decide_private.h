/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of a decision share: the lot (decide.c), its attempts
 * (attempts.c), the pause after an outage (pause.c) and the channels
 * (decide_mail.c, decide_sms.c).
 */
#ifndef BOTE_DAEMON_DIGEST_DECIDE_PRIVATE_H
#define BOTE_DAEMON_DIGEST_DECIDE_PRIVATE_H

#include "daemon/digest/reading.h"

/* Put a message into `hold`, with the reason for a person. */
bool decide_hold(Digest *digest, const InboxItem *item, const char *what,
                 const char *why, GError **error);

/* Let the first service that takes it handle the message.
 *
 * hash   normalised content, to recognise a repeat; may be NULL
 */
bool decide_by_service(Digest *digest, Desk *desk, const Incoming *incoming,
                       GBytes *hash, GError **error);

/* Tell who wrote that the service he wrote to is at rest, if one is that the
 * public knows; the message itself is the caller's matter.  decide_rest.c */
bool decide_answer_rest(Desk *desk, const Incoming *incoming, GError **error);

/* Read what the row holds, by channel, and decide about it.  False: only with a
 * STORE_ERROR, which ends the lot; all else is a decision, if only `hold`. */
bool decide_mail(Digest *digest, Desk *desk, const InboxItem *item,
                 Reading *reading, GError **error);
bool decide_sms(Digest *digest, Desk *desk, const InboxItem *item,
                Reading *reading, GError **error);
bool decide_webhook(Digest *digest, const InboxItem *item,
                    const Reading *reading, GError **error);
bool decide_media(Digest *digest, const InboxItem *item, const Reading *reading,
                  GError **error);

/* Decide about a mail from a folder of sent mail, or about one that is known
 * already.  decide_sent.c */
bool decide_sent(Digest *digest, Desk *desk, Incoming *incoming, GBytes *hash,
                 GError **error);
bool decide_sent_repeat(Digest *digest, const Reading *reading,
                        const InboxItem *item, GError **error);
/* After the commit: the files of what was forgotten go. */
bool digest_remove_unreadable(Digest *digest, GError **error);

/* Does the sender of an SMS write too much?  Then the message is held, and the
 * desk is told once a day; who writes the same again and again gets no answers
 * for a day.  A danger and STOP are never held.  throttle.c
 *
 * out_held   true: it is decided */
bool decide_throttle(Digest *digest, const Incoming *incoming, bool *out_held,
                     GError **error);

/* Count and commit an attempt of the first message that a lot before left
 * active.  Owned by the caller, at most one InboxItem *; NULL is a failure.
 * out_worked  true when there was one, even if it is held now */
GPtrArray *decide_left_behind(Digest *digest, bool *out_worked, GError **error);

/* For the commit of a lot: the next one is what it left, from index `from` on,
 * which is taken out of `items` and keeps its attempt; and new ones, unless
 * that is half a lot already. */
bool decide_count_behind(Digest *digest, GPtrArray *items, guint from,
                         GError **error);

/* The first lot after a rest: nothing came before that could count for it. */
bool decide_count_first(Digest *digest, GError **error);

/* Pause answers when too many messages came late.  No open transaction.
 */
bool decide_pause_answers(Digest *digest, const GPtrArray *items,
                          GError **error);

#endif
