/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of parts and of their sets.
 */
#include "queue/sms_part.h"

#include <string.h>

/* A telephone sends the parts of a text one right after the other; a centre
 * that stamps them anew when it hands them on does so within a day. */
#define SENT_APART_MS INT64_C(86400000)

/* A set, and what it holds under the part's number. */
typedef struct Candidate {
  SmsSet set;
  int64_t sent_at_ms;
  Id holder; /* empty: nothing yet */
  bool same_words;
} Candidate;

static bool
is_apart(const Candidate *candidate, const SmsPart *part)
{
  int64_t apart_ms = candidate->sent_at_ms - part->sent_at_ms;
  return candidate->sent_at_ms != 0 && part->sent_at_ms != 0 &&
         (apart_ms > SENT_APART_MS || apart_ms < -SENT_APART_MS);
}

/* False: the part is of another text. */
static bool
place_in(const Candidate *candidate, const SmsPart *part,
         SmsPartPlace *out_place)
{
  bool waits = candidate->set.joined_id.text[0] == '\0';
  if (is_apart(candidate, part))
    return false;
  if (candidate->holder.text[0] == '\0')
    *out_place = waits ? SMS_PART_NEXT : SMS_PART_LATE;
  else if (strcmp(candidate->holder.text, part->inbox_id) == 0)
    *out_place = SMS_PART_LATE; /* let go once more by a person */
  else if (candidate->same_words)
    *out_place = SMS_PART_REPEAT;
  else
    return false;
  return true;
}

static void
copy_id(StoreRows *rows, int column, Id *out)
{
  const char *text = store_rows_text(rows, column);
  g_strlcpy(out->text, text == NULL ? "" : text, sizeof out->text);
}

static void
read_set(StoreRows *rows, SmsSet *out)
{
  copy_id(rows, 0, &out->id);
  out->total = (int)store_rows_int64(rows, 1);
  out->first_at_ms = store_rows_int64(rows, 2);
  copy_id(rows, 3, &out->joined_id);
}

#define SET_COLUMNS "s.id, s.part_total, s.first_at_ms, s.joined_id"

static bool
look_through(StoreRows *rows, const SmsPart *part, SmsPartFound *out,
             GError **error)
{
  while (store_rows_next(rows, error)) {
    Candidate candidate = {0};
    read_set(rows, &candidate.set);
    candidate.sent_at_ms = store_rows_int64(rows, 4);
    copy_id(rows, 5, &candidate.holder);
    g_autoptr(GBytes) words = store_rows_bytes(rows, 6);
    candidate.same_words =
        words != NULL && g_bytes_equal(words, part->text_hash);
    if (!place_in(&candidate, part, &out->place))
      continue;
    out->set = candidate.set;
    out->before = candidate.holder;
    return true;
  }
  return store_rows_ok(rows);
}

/* May this sender have one more that waits? */
static bool
has_room(Queue *queue, const SmsPart *part, SmsPartPlace *out_place,
         GError **error)
{
  int64_t waiting = 0;
  if (!store_get_int64(queue->store, &waiting, error,
                       "SELECT count(*) FROM sms_set WHERE sender = $1"
                       " AND joined_id IS NULL",
                       "b", part->sender))
    return false;
  *out_place =
      waiting < SMS_SETS_WAITING_MAX ? SMS_PART_FIRST : SMS_PART_EXCESS;
  return true;
}

bool
sms_part_find(Queue *queue, const SmsPart *part, SmsPartFound *out,
              GError **error)
{
  *out = (SmsPartFound){.place = SMS_PART_FIRST};
  {
    g_autoptr(StoreRows) rows = store_query(
        queue->store, error,
        "SELECT " SET_COLUMNS ", s.sent_at_ms, p.inbox_id, p.text_hash"
        " FROM sms_set s LEFT JOIN sms_part p ON p.set_id = s.id"
        " AND p.part_number = $2 WHERE s.series = $1 ORDER BY s.id DESC",
        "bi", part->series, (int64_t)part->number);
    if (rows == NULL || !look_through(rows, part, out, error))
      return false;
  }
  return out->set.id.text[0] != '\0' ||
         has_room(queue, part, &out->place, error);
}

bool
sms_set_begin(Queue *queue, const SmsPart *part, SmsSet *out_set,
              GError **error)
{
  *out_set = (SmsSet){.id = queue_new_id(queue, queue->now_ms),
                      .total = part->total,
                      .first_at_ms = queue->now_ms};
  return store_run(queue->store, error,
                   "INSERT INTO sms_set (id, series, sender, part_total,"
                   " sent_at_ms, first_at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
                   "tbbiii", out_set->id.text, part->series, part->sender,
                   (int64_t)part->total, part->sent_at_ms, queue->now_ms);
}

bool
sms_part_add(Queue *queue, const SmsSet *set, const SmsPart *part,
             GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO sms_part (set_id, part_number, inbox_id,"
                   " text_hash) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (set_id, part_number) DO NOTHING",
                   "titb", set->id.text, (int64_t)part->number, part->inbox_id,
                   part->text_hash);
}

bool
sms_set_load(Queue *queue, const char *id, SmsSet *out_set, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT " SET_COLUMNS " FROM sms_set s WHERE s.id = $1", "t", id);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    read_set(rows, out_set);
    return true;
  }
  if (store_rows_ok(rows))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no parts of a text with the id %s", id);
  return false;
}

GPtrArray *
sms_set_parts(Queue *queue, const SmsSet *set, GError **error)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(parts, set->total);
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT part_number, inbox_id FROM sms_part"
                  " WHERE set_id = $1",
                  "t", set->id.text);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    int64_t number = store_rows_int64(rows, 0);
    g_assert(number >= 1 && number <= set->total);
    parts->pdata[number - 1] = store_rows_dup_text(rows, 1);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&parts) : NULL;
}

bool
sms_set_close(Queue *queue, SmsSet *set, const char *joined_id, GError **error)
{
  g_strlcpy(set->joined_id.text, joined_id, sizeof set->joined_id.text);
  return store_run(queue->store, error,
                   "UPDATE sms_set SET joined_id = $2 WHERE id = $1", "tt",
                   set->id.text, joined_id);
}

bool
sms_set_forget(Queue *queue, const char *id, GError **error)
{
  return store_run(queue->store, error,
                   "DELETE FROM sms_part WHERE set_id = $1", "t", id) &&
         store_run(queue->store, error, "DELETE FROM sms_set WHERE id = $1",
                   "t", id);
}
