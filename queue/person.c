/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of persons, contacts and opt-outs.
 */
#include "queue/person.h"

void
contact_free(Contact *contact)
{
  if (contact == NULL)
    return;
  g_free(contact->channel);
  g_free(contact->address);
  g_free(contact->name);
  g_free(contact->language);
  g_clear_pointer(&contact->lookup, g_bytes_unref);
  g_free(contact);
}

#define CONTACT_COLUMNS                                                        \
  "SELECT c.id, c.person_id, c.channel, c.lookup, c.address, c.name,"          \
  " c.muted_until_ms, p.language, EXISTS (SELECT 1 FROM opt_out o"             \
  " WHERE o.channel = c.channel AND o.lookup = c.lookup AND o.topic = '')"     \
  " FROM contact c JOIN person p ON p.id = c.person_id "

static Contact *
contact_read(Queue *queue, StoreRows *rows, GError **error)
{
  g_autoptr(Contact) contact = g_new0(Contact, 1);
  g_strlcpy(contact->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  g_strlcpy(contact->person_id.text, store_rows_text(rows, 1), ID_LENGTH + 1);
  contact->channel = store_rows_dup_text(rows, 2);
  contact->lookup = store_rows_bytes(rows, 3);
  g_autoptr(GBytes) address = store_rows_bytes(rows, 4);
  g_autoptr(GBytes) name = store_rows_bytes(rows, 5);
  contact->muted_until_ms = store_rows_int64(rows, 6);
  contact->language = store_rows_dup_text(rows, 7);
  contact->opted_out = store_rows_int64(rows, 8) != 0;
  const char *id = contact->id.text;
  g_autofree char *place = g_strconcat("contact|address|", id, NULL);
  contact->address = keyring_open_text(queue->ring, contact->person_id.text,
                                       place, address, error);
  if (contact->address == NULL)
    return NULL;
  if (name != NULL) {
    g_autofree char *name_place = g_strconcat("contact|name|", id, NULL);
    contact->name = keyring_open_text(queue->ring, contact->person_id.text,
                                      name_place, name, error);
    if (contact->name == NULL)
      return NULL;
  }
  return g_steal_pointer(&contact);
}

/* The first contact of a query; *out NULL when there is none. */
static bool
contact_first(Queue *queue, StoreRows *rows, Contact **out, GError **error)
{
  *out = NULL;
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    *out = contact_read(queue, rows, error);
    return *out != NULL;
  }
  return store_rows_ok(rows);
}

bool
contact_find(Queue *queue, const char *channel, const char *address,
             Contact **out, GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(queue->ring, channel, address);
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  CONTACT_COLUMNS "WHERE c.channel = $1 AND c.lookup = $2",
                  "tb", channel, lookup);
  return contact_first(queue, rows, out, error);
}

Contact *
contact_load(Queue *queue, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error, CONTACT_COLUMNS "WHERE c.id = $1", "t", id);
  Contact *contact = NULL;
  if (!contact_first(queue, rows, &contact, error))
    return NULL;
  if (contact == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no contact with the id %s", id);
  return contact;
}

/* Insert person and contact; the person's key is durable already. */
static bool
contact_insert(Queue *queue, const ContactClaim *claim, Contact *contact,
               GError **error)
{
  const char *id = contact->id.text;
  const char *person = contact->person_id.text;
  g_autofree char *place = g_strconcat("contact|address|", id, NULL);
  g_autofree char *name_place = g_strconcat("contact|name|", id, NULL);
  g_autoptr(GBytes) address =
      keyring_seal_text(queue->ring, person, place, claim->address, error);
  if (address == NULL)
    return false;
  g_autoptr(GBytes) name = NULL;
  if (claim->name != NULL) {
    name =
        keyring_seal_text(queue->ring, person, name_place, claim->name, error);
    if (name == NULL)
      return false;
  }
  return store_run(queue->store, error,
                   "INSERT INTO person (id, language, created_at_ms)"
                   " VALUES ($1, $2, $3)",
                   "tti", person, claim->language, queue->now_ms) &&
         store_run(queue->store, error,
                   "INSERT INTO contact (id, person_id, channel, lookup,"
                   " address, name, created_at_ms)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   "tttbbbi", id, person, claim->channel, contact->lookup,
                   address, name, queue->now_ms);
}

static Contact *
contact_make(Queue *queue, const ContactClaim *claim, GError **error)
{
  g_autoptr(Contact) contact = g_new0(Contact, 1);
  if (!keyring_take(queue->ring, KEY_OWNER_PERSON, queue->now_ms,
                    &contact->person_id, error))
    return NULL;
  contact->id = queue_new_id(queue, queue->now_ms);
  contact->lookup = keyring_lookup(queue->ring, claim->channel,
                                   claim->address[0] == '\0' ? contact->id.text
                                                             : claim->address);
  contact->channel = g_strdup(claim->channel);
  contact->address = g_strdup(claim->address);
  contact->name = g_strdup(claim->name);
  contact->language = g_strdup(claim->language);
  contact->is_new = true;
  if (!contact_insert(queue, claim, contact, error))
    return NULL;
  return g_steal_pointer(&contact);
}

/* Keep the name and language a known contact used this time. */
static bool
contact_refresh(Queue *queue, const ContactClaim *claim, Contact *contact,
                GError **error)
{
  const char *person = contact->person_id.text;
  if (claim->name != NULL && g_strcmp0(claim->name, contact->name) != 0) {
    g_autofree char *place =
        g_strconcat("contact|name|", contact->id.text, NULL);
    g_autoptr(GBytes) name =
        keyring_seal_text(queue->ring, person, place, claim->name, error);
    if (name == NULL || !store_run(queue->store, error,
                                   "UPDATE contact SET name = $2 WHERE id = $1",
                                   "tb", contact->id.text, name))
      return false;
    g_free(contact->name);
    contact->name = g_strdup(claim->name);
  }
  if (claim->language == NULL ||
      g_strcmp0(claim->language, contact->language) == 0)
    return true;
  g_free(contact->language);
  contact->language = g_strdup(claim->language);
  return store_run(queue->store, error,
                   "UPDATE person SET language = $2 WHERE id = $1", "tt",
                   person, claim->language);
}

Contact *
contact_ensure(Queue *queue, const ContactClaim *claim, GError **error)
{
  Contact *found = NULL;
  /* Two callers who leave no number are not the same person. */
  if (claim->address[0] != '\0' &&
      !contact_find(queue, claim->channel, claim->address, &found, error))
    return NULL;
  if (found == NULL)
    return contact_make(queue, claim, error);
  g_autoptr(Contact) contact = found;
  if (!claim->hearsay && !contact_refresh(queue, claim, contact, error))
    return NULL;
  return g_steal_pointer(&contact);
}

bool
contact_verify(Queue *queue, const char *id, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE contact SET verified = TRUE"
                   " WHERE id = $1 AND NOT verified",
                   "t", id);
}

bool
contact_opt_out(Queue *queue, const char *channel, GBytes *lookup,
                const char *topic, GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO opt_out (channel, lookup, topic, at_ms)"
                   " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                   "tbti", channel, lookup, topic, queue->now_ms);
}

bool
contact_opt_in(Queue *queue, const char *channel, GBytes *lookup,
               const char *topic, GError **error)
{
  return store_run(queue->store, error,
                   "DELETE FROM opt_out WHERE channel = $1 AND lookup = $2"
                   " AND (topic = $3 OR $3 = '')",
                   "tbt", channel, lookup, topic);
}

bool
contact_undo_opt_out(Queue *queue, const Contact *contact, int64_t since_ms,
                     char **out_topic, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "DELETE FROM opt_out WHERE channel = $1 AND lookup = $2"
                  " AND topic = (SELECT topic FROM opt_out WHERE channel = $1"
                  " AND lookup = $2 AND at_ms >= $3 ORDER BY at_ms DESC"
                  " LIMIT 1) RETURNING topic",
                  "tbi", contact->channel, contact->lookup, since_ms);
  *out_topic = NULL;
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out_topic = store_rows_dup_text(rows, 0);
  return store_rows_ok(rows);
}

bool
contact_wants_none(Queue *queue, const Contact *contact, const char *topic,
                   bool *out_is, GError **error)
{
  return store_get_bool(
      queue->store, out_is, error,
      "SELECT (SELECT count(*) FROM opt_out WHERE channel = $1"
      " AND lookup = $2 AND topic IN ('', $3)) + (SELECT"
      " count(*) FROM question WHERE channel = $1"
      " AND lookup = $2 AND kind = 'stop' AND state = 'open'"
      " AND expires_at_ms > $4)",
      "tbti", contact->channel, contact->lookup, topic, queue->now_ms);
}

bool
contact_mute(Queue *queue, GBytes *lookup, int64_t until_ms, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE contact SET muted_until_ms = $2"
                   " WHERE channel IN ('mail', 'sms') AND lookup = $1",
                   "bi", lookup, until_ms);
}

bool
contact_mute_recipient(Queue *queue, const char *outbox_id, int64_t until_ms,
                       GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE contact SET muted_until_ms = $2"
                   " WHERE channel IN ('mail', 'sms') AND lookup ="
                   " (SELECT lookup FROM outbox WHERE id = $1)",
                   "ti", outbox_id, until_ms);
}

bool
contact_unmute(Queue *queue, const char *address, GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(queue->ring, "mail", address);
  return store_run(queue->store, error,
                   "UPDATE contact SET muted_until_ms = 0"
                   " WHERE channel = 'mail' AND lookup = $1"
                   " AND muted_until_ms <> 0",
                   "b", lookup);
}
