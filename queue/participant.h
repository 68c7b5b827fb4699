/* SPDX-License-Identifier: Apache-2.0
 *
 * Who was invited to a survey, and who takes part: contacts, never answers.
 *
 *   (none) --participant_invite--> invited
 *   (none) --participant_join--> taking-part, which stays
 *   invited --participant_decline--> declined
 *   invited, declined --participant_join--> taking-part
 */
#ifndef BOTE_QUEUE_PARTICIPANT_H
#define BOTE_QUEUE_PARTICIPANT_H

#include "queue/survey.h"

typedef enum ParticipantState {
  PARTICIPANT_STATE_INVITED,
  PARTICIPANT_STATE_DECLINED,
  PARTICIPANT_STATE_TAKING_PART,
} ParticipantState;

typedef struct Participant {
  Id id; /* empty: he is none */
  Id contact_id;
  ParticipantState state;
  int64_t invited_at_ms;  /* 0: he came by himself */
  int64_t reminded_at_ms; /* 0: not yet */
} Participant;

/* out  its id is empty where the contact is no participant */
bool participant_find(Queue *queue, const Survey *survey,
                      const char *contact_id, Participant *out, GError **error);

/* Invite a contact who is none yet.
 *
 * out_is_new  false: he was invited before, or takes part; nothing changed
 */
bool participant_invite(Queue *queue, const Survey *survey,
                        const char *contact_id, bool *out_is_new,
                        GError **error);

/* He takes part, invited or not. */
bool participant_join(Queue *queue, const Survey *survey,
                      const char *contact_id, GError **error);

/* He does not want to; nothing where he was not invited, or takes part. */
bool participant_decline(Queue *queue, const Survey *survey,
                         const char *contact_id, GError **error);

/* Those who were invited before a time, said nothing since and were not
 * reminded (Participant), first invited first, `limit` of them; owned. */
GArray *participant_silent(Queue *queue, const Survey *survey,
                           int64_t invited_before_ms, unsigned limit,
                           GError **error);

/* He is being reminded, once. */
bool participant_note_reminded(Queue *queue, const Participant *participant,
                               GError **error);

#endif
