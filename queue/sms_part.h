/* SPDX-License-Identifier: Apache-2.0
 *
 * Which parts of long SMS belong together (3GPP TS 23.040 9.2.3.24.1).  Rows
 * hold ids, numbers and keyed hashes; the words stay in the inbox.  When a set
 * goes on, and what it then says, is digest's business.
 *
 *   waiting --sms_set_close--> joined --sms_set_forget--> gone
 */
#ifndef BOTE_QUEUE_SMS_PART_H
#define BOTE_QUEUE_SMS_PART_H

#include "queue/queue.h"

enum {
  SMS_PART_TOTAL_MAX = 255, /* TS 23.040 9.2.3.24.1: one octet */
  /* Parts of one sender that wait.  A person writes one text at a time, a
   * telephone without a net sends a few at once; more is a flood, whose parts
   * are taken as they come. */
  SMS_SETS_WAITING_MAX = 20,
};

/* What a part says about itself. */
typedef struct SmsPart {
  GBytes *series;     /* keyed hash of all that its siblings share */
  GBytes *sender;     /* keyed hash of channel and sender */
  GBytes *text_hash;  /* keyed hash of its words */
  int number, total;  /* 1 … total, 2 … SMS_PART_TOTAL_MAX */
  int64_t sent_at_ms; /* the provider's time; 0: untold */
  const char *inbox_id;
} SmsPart;

typedef struct SmsSet {
  Id id; /* empty: none */
  int total;
  int64_t first_at_ms;
  Id joined_id; /* empty: it waits */
} SmsSet;

/* How a part stands to the sets that are known. */
typedef enum SmsPartPlace {
  SMS_PART_FIRST,  /* to none of them: it begins one */
  SMS_PART_NEXT,   /* its set waits for it */
  SMS_PART_LATE,   /* its set went on without it */
  SMS_PART_REPEAT, /* its set has these very words */
  SMS_PART_EXCESS, /* it would begin one, but its sender has too many */
} SmsPartPlace;

/* What was found of a part. */
typedef struct SmsPartFound {
  SmsPartPlace place;
  SmsSet set; /* its id is empty for FIRST and EXCESS */
  Id before;  /* REPEAT: the message that brought the words before */
} SmsPartFound;

/* Find the set of a part.
 *
 * A sender counts his references round and round (one octet, so 256 texts):
 * the same number with other words, or a provider's time more than a day apart,
 * is another text.
 */
bool sms_part_find(Queue *queue, const SmsPart *part, SmsPartFound *out,
                   GError **error);

/* Begin a set for a part that is the FIRST; sms_part_add() it then. */
bool sms_set_begin(Queue *queue, const SmsPart *part, SmsSet *out_set,
                   GError **error);
bool sms_part_add(Queue *queue, const SmsSet *set, const SmsPart *part,
                  GError **error);

/* One set by its id; STORE_ERROR_MISSING: there is none. */
bool sms_set_load(Queue *queue, const char *id, SmsSet *out_set,
                  GError **error);
/* The messages of its parts by number (char *, index 0 is part 1; NULL where
 * one is missing); `total` elements, owned by the caller. */
GPtrArray *sms_set_parts(Queue *queue, const SmsSet *set, GError **error);
/* It went on as this message. */
bool sms_set_close(Queue *queue, SmsSet *set, const char *joined_id,
                   GError **error);
/* Remove it and its parts' rows. */
bool sms_set_forget(Queue *queue, const char *id, GError **error);

#endif
