/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of decisions.
 */
#include "queue/release.h"

#include <string.h>

#define BIT(state) (1u << (state))

enum { NAME_BYTES = 16 }; /* of a keyed hash: nobody guesses 128 bits */

static const char *const state_names[] = {
    [RELEASE_STATE_PROPOSED] = "proposed",
    [RELEASE_STATE_RELEASED] = "released",
    [RELEASE_STATE_WITHDRAWN] = "withdrawn",
};

static const unsigned state_next[] = {
    [RELEASE_STATE_PROPOSED] =
        BIT(RELEASE_STATE_RELEASED) | BIT(RELEASE_STATE_WITHDRAWN),
    [RELEASE_STATE_RELEASED] =
        BIT(RELEASE_STATE_RELEASED) | BIT(RELEASE_STATE_WITHDRAWN),
    [RELEASE_STATE_WITHDRAWN] = BIT(RELEASE_STATE_RELEASED),
};

static const StateTable states = {
    .table = "release",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
};

const char *
release_state_to_string(ReleaseState state)
{
  return state_names[state];
}

/* What nobody has decided about is proposed by the decision itself. */
static bool
load_state(Queue *queue, const Release *release, unsigned *out, GError **error)
{
  if (!store_run(queue->store, error,
                 "INSERT INTO release (kind, id, field, state, decided_by,"
                 " decided_at_ms) VALUES ($1, $2, $3, 'proposed', $4, 0)"
                 " ON CONFLICT (kind, id, field) DO NOTHING",
                 "tttt", release->kind, release->id, release->field,
                 release->decided_by))
    return false;
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT state FROM release WHERE kind = $1 AND id = $2 AND field = $3",
      "ttt", release->kind, release->id, release->field);
  if (rows == NULL || !store_rows_next(rows, error))
    return false; /* the row was written above: only a failure ends here */
  *out = queue_state_of(&states, store_rows_text(rows, 0));
  return true;
}

bool
release_set_state(Queue *queue, const Release *release, ReleaseState state,
                  GError **error)
{
  unsigned from;
  int64_t last_ms = 0;
  if (!load_state(queue, release, &from, error) ||
      !store_get_int64(queue->store, &last_ms, error,
                       "SELECT max(decided_at_ms) FROM release", ""))
    return false;
  /* Who projects asks for what was decided since: a clock that was set back
   * must not hide a withdrawal. */
  return store_run(queue->store, error,
                   "UPDATE release SET state = $4, public_text = $5,"
                   " decided_by = $6, decided_at_ms = $7"
                   " WHERE kind = $1 AND id = $2 AND field = $3",
                   "tttttti", release->kind, release->id, release->field,
                   state_names[state], release->public_text,
                   release->decided_by, MAX(queue->now_ms, last_ms)) &&
         queue_state_changed(queue, &states, release->id,
                             (StateChange){from, (unsigned)state}, error);
}

StoreRows *
release_query_photos(Queue *queue, const char *ticket_id, GError **error)
{
  return store_query(
      queue->store, error,
      "SELECT row_number() OVER (ORDER BY a.id), a.id, a.inbox_id, a.width,"
      " a.height, r.state FROM attachment a LEFT JOIN release r"
      " ON r.kind = '" RELEASE_KIND_PHOTO "' AND r.id = a.id"
      " AND r.field = '" RELEASE_FIELD_PHOTO "'"
      " WHERE a.ticket_id = $1 AND (a.copy IS NOT NULL"
      " OR a.copy_blob IS NOT NULL) ORDER BY a.id",
      "t", ticket_id);
}

char *
release_photo_name(const Keyring *ring, const char *attachment_id)
{
  g_autoptr(GBytes) hash = keyring_content_hash(
      ring, "public-photo", attachment_id, strlen(attachment_id));
  size_t size;
  const uint8_t *bytes = g_bytes_get_data(hash, &size);
  g_assert(size >= NAME_BYTES);
  GString *name = g_string_new(NULL);
  for (size_t i = 0; i < NAME_BYTES; i++)
    g_string_append_printf(name, "%02x", bytes[i]);
  return g_string_free(name, FALSE);
}
