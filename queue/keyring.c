/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys of persons and files: making them ahead, keeping the last used ones in
 * memory, forgetting them, and sealing columns under them.  The cryptography
 * is in secret.c, hashes and tokens in keyring_hash.c.
 */
#include "queue/keyring_private.h"

#include <string.h>
#include <sys/mman.h>

enum {
  UNUSED_AGE_MS = 24 * 3600 * 1000, /* then no open transaction has it */
};

/* In the order of KeyOwner; also the CHECK in schema/keys. */
static const char *const owner_names[] = {"person", "file"};

Keyring *
keyring_new(Store *keys, const SecretKey *master)
{
  /* A mapping of its own, so that locking it concerns nothing else. */
  Keyring *ring = mmap(NULL, sizeof *ring, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert(ring != MAP_FAILED);
  /* Both only make it better: without the right to lock, keys may reach the
   * swap, which the unit forbids by its memory limits. */
  (void)mlock(ring, sizeof *ring);
  (void)madvise(ring, sizeof *ring, MADV_DONTDUMP);
  ring->keys = keys;
  ring->master = *master;
  secret_key_derive(master, "wrapping", 1, &ring->wrapping);
  secret_key_derive(master, "townrows", 1, &ring->town);
  secret_key_derive(master, "addrhash", 1, &ring->lookup);
  secret_key_derive(master, "contents", 1, &ring->contents);
  return ring;
}

void
keyring_free(Keyring *ring)
{
  if (ring == NULL)
    return;
  secret_wipe(ring, sizeof *ring);
  int failed = munmap(ring, sizeof *ring);
  g_assert(!failed);
}

/* --- the keys in memory --- */

static CachedKey *
find_cached(Keyring *ring, const char *id)
{
  for (int i = 0; i < KEYRING_CACHE; i++)
    if (strcmp(ring->cache[i].id.text, id) == 0) {
      ring->cache[i].used_at = ++ring->uses;
      return &ring->cache[i];
    }
  return NULL;
}

/* Overwrite the one that was not used for longest; empty ones have 0. */
static CachedKey *
put_cached(Keyring *ring, const char *id, const SecretKey *key)
{
  CachedKey *oldest = &ring->cache[0];
  for (int i = 1; i < KEYRING_CACHE; i++)
    if (ring->cache[i].used_at < oldest->used_at)
      oldest = &ring->cache[i];
  g_strlcpy(oldest->id.text, id, sizeof oldest->id.text);
  oldest->key = *key;
  oldest->used_at = ++ring->uses;
  return oldest;
}

/* --- wrapping --- */

/* A wrapped key opens only in the row it was made for. */
static void
wrapping_place(const char *id, char out[48])
{
  g_snprintf(out, 48, "owner_key|wrapped|%s", id);
}

static GBytes *
wrap(const Keyring *ring, const char *id, const SecretKey *key)
{
  char place[48];
  wrapping_place(id, place);
  return secret_seal(&ring->wrapping, place, key->bytes, sizeof key->bytes);
}

static bool
unwrap(const Keyring *ring, const char *id, GBytes *wrapped, SecretKey *out_key,
       GError **error)
{
  char place[48];
  wrapping_place(id, place);
  g_autoptr(GBytes) plain = secret_open(&ring->wrapping, place, wrapped, error);
  if (plain == NULL)
    return false;
  size_t size = 0;
  const void *bytes = g_bytes_get_data(plain, &size);
  g_assert(size == sizeof out_key->bytes); /* authentic, so we made it */
  memcpy(out_key->bytes, bytes, size);
  secret_wipe((void *)bytes, size);
  return true;
}

static GBytes *
read_wrapped(Keyring *ring, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(ring->keys, error,
                  "SELECT wrapped FROM owner_key WHERE id = $1", "t", id);
  if (rows == NULL)
    return NULL;
  if (store_rows_next(rows, error))
    return store_rows_bytes(rows, 0);
  if (store_rows_ok(rows))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "the personal data of %s were erased, with the key", id);
  return NULL;
}

bool
keyring_check(Keyring *ring, GError **error)
{
  /* A few, so that one damaged row does not stop the town. */
  g_autoptr(StoreRows) rows = store_query(
      ring->keys, error,
      "SELECT id, wrapped FROM owner_key ORDER BY id DESC LIMIT 3", "");
  if (rows == NULL)
    return false;
  bool any = false, opens = false;
  while (!opens && store_rows_next(rows, error)) {
    const char *id = store_rows_text(rows, 0);
    g_autoptr(GBytes) wrapped = store_rows_bytes(rows, 1);
    SecretKey key;
    any = true;
    opens = unwrap(ring, id, wrapped, &key, NULL);
    secret_wipe(&key, sizeof key);
  }
  if (!store_rows_ok(rows))
    return false;
  if (any && !opens)
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "the key 'master' is not the one this store was written with "
                "– put that one back");
  return opens || !any;
}

/* Borrowed until the next call; NULL owner_id is the town. */
static const SecretKey *
find_key(Keyring *ring, const char *owner_id, GError **error)
{
  if (owner_id == NULL)
    return &ring->town;
  CachedKey *cached = find_cached(ring, owner_id);
  if (cached != NULL)
    return &cached->key;
  if (!id_is_valid(owner_id)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING, "no id of a key");
    return NULL;
  }
  g_autoptr(GBytes) wrapped = read_wrapped(ring, owner_id, error);
  SecretKey key;
  if (wrapped == NULL || !unwrap(ring, owner_id, wrapped, &key, error))
    return NULL;
  cached = put_cached(ring, owner_id, &key);
  secret_wipe(&key, sizeof key);
  return &cached->key;
}

/* --- making keys ahead --- */

static bool
insert_key(Keyring *ring, KeyOwner owner, const SpareKey *spare, int64_t now_ms,
           GError **error)
{
  g_autoptr(GBytes) wrapped = wrap(ring, spare->id.text, &spare->key);
  return store_run(ring->keys, error,
                   "INSERT INTO owner_key(id, owner, wrapped, created_at_ms) "
                   "VALUES($1, $2, $3, $4)",
                   "ttbi", spare->id.text, owner_names[owner], wrapped, now_ms);
}

static bool
insert_lot(Keyring *ring, KeyOwner owner, SpareLot *lot, int64_t now_ms,
           GError **error)
{
  for (int i = 0; i < KEYRING_LOT; i++) {
    lot->keys[i].id = id_new(now_ms);
    secret_key_random(&lot->keys[i].key);
    if (!insert_key(ring, owner, &lot->keys[i], now_ms, error))
      return false;
  }
  return store_commit(ring->keys, error);
}

/* Only a lot that is durable is counted: nothing is handed out before. */
static bool
make_lot(Keyring *ring, KeyOwner owner, int64_t now_ms, GError **error)
{
  SpareLot *lot = &ring->spare[owner];
  if (!store_begin(ring->keys, error))
    return false;
  if (insert_lot(ring, owner, lot, now_ms, error)) {
    lot->count = KEYRING_LOT;
    return true;
  }
  store_rollback(ring->keys);
  secret_wipe(lot, sizeof *lot);
  return false;
}

bool
keyring_take(Keyring *ring, KeyOwner owner, int64_t now_ms, Id *out_id,
             GError **error)
{
  g_assert((unsigned)owner < KEYRING_OWNERS);
  SpareLot *lot = &ring->spare[owner];
  /* An old spare may be swept while its owner is being written. */
  if (lot->count > 0 &&
      now_ms - id_time_ms(lot->keys[0].id.text) > UNUSED_AGE_MS / 2)
    secret_wipe(lot, sizeof *lot);
  if (lot->count == 0 && !make_lot(ring, owner, now_ms, error))
    return false;
  SpareKey *spare = &lot->keys[--lot->count];
  put_cached(ring, spare->id.text, &spare->key);
  *out_id = spare->id;
  secret_wipe(spare, sizeof *spare);
  return true;
}

/* --- forgetting --- */

bool
keyring_forget(Keyring *ring, const char *owner_id, GError **error)
{
  CachedKey *cached = find_cached(ring, owner_id);
  if (cached != NULL)
    secret_wipe(cached, sizeof *cached);
  ring->forgotten++;
  return store_run(ring->keys, error, "DELETE FROM owner_key WHERE id = $1",
                   "t", owner_id) &&
         store_checkpoint(ring->keys, true, error);
}

unsigned
keyring_forgotten(const Keyring *ring)
{
  return ring->forgotten;
}

static KeyOwner
owner_from(const char *name)
{
  return strcmp(name, owner_names[KEY_OWNER_FILE]) == 0 ? KEY_OWNER_FILE
                                                        : KEY_OWNER_PERSON;
}

static bool
sweep_row(Keyring *ring, StoreRows *row, KeyringIsUsed is_used, void *data,
          GError **error)
{
  g_autofree char *id = store_rows_dup_text(row, 0);
  bool used = false;
  if (!is_used(data, owner_from(store_rows_text(row, 1)), id, &used, error))
    return false;
  if (used)
    return store_run(ring->keys, error,
                     "UPDATE owner_key SET in_use = 1 WHERE id = $1", "t", id);
  return store_run(ring->keys, error, "DELETE FROM owner_key WHERE id = $1",
                   "t", id);
}

static bool
sweep_rows(Keyring *ring, int64_t before_ms, KeyringIsUsed is_used, void *data,
           GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(ring->keys, error,
                  "SELECT id, owner FROM owner_key "
                  "WHERE in_use = 0 AND created_at_ms < $1 ORDER BY id",
                  "i", before_ms);
  if (rows == NULL)
    return false;
  bool ok = true;
  while (ok && store_rows_next(rows, error))
    ok = sweep_row(ring, rows, is_used, data, error);
  return ok && store_rows_ok(rows);
}

bool
keyring_sweep(Keyring *ring, int64_t now_ms, KeyringIsUsed is_used, void *data,
              GError **error)
{
  if (!store_begin(ring->keys, error))
    return false;
  if (sweep_rows(ring, now_ms - UNUSED_AGE_MS, is_used, data, error) &&
      store_commit(ring->keys, error))
    return true;
  store_rollback(ring->keys);
  return false;
}

/* --- sealing --- */

GBytes *
keyring_seal(Keyring *ring, const char *owner_id, const char *place,
             GBytes *plain, GError **error)
{
  const SecretKey *key = find_key(ring, owner_id, error);
  if (key == NULL)
    return NULL;
  size_t size = 0;
  const void *bytes = g_bytes_get_data(plain, &size);
  return secret_seal(key, place, bytes, size);
}

GBytes *
keyring_open(Keyring *ring, const char *owner_id, const char *place,
             GBytes *sealed, GError **error)
{
  const SecretKey *key = find_key(ring, owner_id, error);
  return key == NULL ? NULL : secret_open(key, place, sealed, error);
}

GBytes *
keyring_seal_text(Keyring *ring, const char *owner_id, const char *place,
                  const char *text, GError **error)
{
  if (text == NULL)
    return NULL;
  g_autoptr(GBytes) plain = g_bytes_new_static(text, strlen(text));
  return keyring_seal(ring, owner_id, place, plain, error);
}

char *
keyring_open_text(Keyring *ring, const char *owner_id, const char *place,
                  GBytes *sealed, GError **error)
{
  if (sealed == NULL)
    return NULL;
  g_autoptr(GBytes) plain = keyring_open(ring, owner_id, place, sealed, error);
  if (plain == NULL)
    return NULL;
  size_t size = 0;
  const char *text = g_bytes_get_data(plain, &size);
  return g_strndup(text != NULL ? text : "", size);
}
