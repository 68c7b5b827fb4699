/* SPDX-License-Identifier: Apache-2.0
 *
 * Ids of rows: 16 characters base32, 48 bit milliseconds and 32 bit random, so
 * that they sort by time and index pages fill one after another.
 */
#ifndef BOTE_QUEUE_ID_H
#define BOTE_QUEUE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum { ID_LENGTH = 16 };

/* An id as text, NUL-terminated. */
typedef struct Id {
  char text[ID_LENGTH + 1];
} Id;

/* A new id for a row made at `now_ms` (epoch milliseconds UTC). */
Id id_new(int64_t now_ms);

/* An id that is all chance: 80 bit that tell no time. */
Id id_random(void);

/* The least id of that millisecond: no row made then or later has a lesser one.
 */
Id id_floor(int64_t ms);

/* An id greater than `last`, for rows whose order counts: the clock may stand
 * or step back, and ids of one millisecond are random.
 *
 * last   the one made before; empty: none.  Within its millisecond the next
 *        one follows it.
 */
Id id_after(const Id *last, int64_t now_ms);

/* The time within an id, epoch milliseconds UTC. */
int64_t id_time_ms(const char *id);

/* True when `text` has the form of an id; text may come from outside. */
bool id_is_valid(const char *text);

#endif
