/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening and closing what digest owns.
 */
#include "daemon/digest/digest.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "daemon/bell.h"
#include "daemon/config_check.h"
#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/reading.h"
#include "daemon/keys.h"
#include "daemon/learn/town_learner.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/blob.h"
#include "queue/migrate.h"
#include "queue/spool.h"
#include "templates/texts.h"

static const char *const intake_folders[] = {"mailbox", "webhook", "poll",
                                             "pipe",    "site",    "deliver"};

bool
digest_error_is_fatal(const GError *error)
{
  return error->domain == STORE_ERROR && error->code != STORE_ERROR_CONFLICT &&
         error->code != STORE_ERROR_MISSING &&
         error->code != STORE_ERROR_INVALID;
}

bool
digest_error_is_passing(const GError *error)
{
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL) ||
         error->domain == G_SPAWN_ERROR;
}

static void
log_state(void *user, const char *table, const char *id, const char *from,
          const char *to)
{
  (void)user;
  log_event(LOG_INFO, "state", "table", table, "id", id, "from", from, "to", to,
            NULL);
}

/* What we decide must be able to go out. */
static bool
check_settings(const Digest *digest, GError **error)
{
  g_autoptr(Problems) problems = problems_new();
  config_check_sending(digest->config, problems);
  if (problems_count(problems) == 0)
    return true;
  g_autofree char *text = problem_to_string(problems_get(problems, 0));
  g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_INVALID, text);
  return false;
}

/* With all above it. */
static bool
make_folder(const char *path, int mode, GError **error)
{
  if (g_mkdir_with_parents(path, mode) == 0)
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s", path,
              g_strerror(errno));
  return false;
}

static bool
make_folders(Digest *digest, GError **error)
{
  const char *state = digest->config->settings->paths.state;
  const char *runtime = digest->config->settings->paths.runtime;
  digest->blobs = g_build_filename(state, "blobs", NULL);
  digest->spool_in = g_build_filename(state, "spool", "in", NULL);
  digest->spool_out = g_build_filename(state, "spool", "out", NULL);
  digest->spool_done = g_build_filename(state, "spool", "done", NULL);
  if (!make_folder(digest->blobs, 0700, error) ||
      !make_folder(digest->spool_in, 0750, error) ||
      !make_folder(runtime, 0755, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(intake_folders); i++) {
    g_autofree char *folder =
        g_build_filename(digest->spool_in, intake_folders[i], NULL);
    if (!spool_folder_make(folder, error))
      return false;
  }
  g_autofree char *active = g_build_filename(digest->spool_out, "active", NULL);
  if (!spool_folder_make(digest->spool_out, error) ||
      !spool_folder_make(digest->spool_done, error))
    return false;
  if (mkdir(active, 0770) != 0 && errno != EEXIST) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s",
                active, g_strerror(errno));
    return false;
  }
  return true;
}

static bool
open_stores(Digest *digest, GError **error)
{
  const char *state = digest->config->settings->paths.state;
  g_autofree char *lock = g_build_filename(state, "store.lock", NULL);
  g_autofree char *keys_lock = g_build_filename(state, "keys.lock", NULL);
  g_autofree char *main_path = g_build_filename(state, "bote.db", NULL);
  g_autofree char *keys_path = g_build_filename(state, "keys.db", NULL);
  g_autofree char *copy =
      g_build_filename(state, "bote.db.before-migration", NULL);
  digest->store = store_open(main_path, lock, STORE_MODE_WRITE, error);
  if (digest->store == NULL)
    return false;
  digest->keys = store_open(keys_path, keys_lock, STORE_MODE_WRITE, error);
  return digest->keys != NULL &&
         migrate_store(digest->keys, SCHEMA_SET_KEYS, NULL, error) &&
         migrate_store(digest->store, SCHEMA_SET_MAIN, copy, error);
}

/* Without this, a store whose keys.db got lost would seem to hold nobody but
 * people who were erased.  Keys are made ahead, so that there are always some.
 */
static bool
check_keys_there(Digest *digest, GError **error)
{
  int64_t keys = 0, persons = 0;
  if (!store_get_int64(digest->keys, &keys, error,
                       "SELECT EXISTS(SELECT 1 FROM owner_key)", "") ||
      !store_get_int64(digest->store, &persons, error,
                       "SELECT EXISTS(SELECT 1 FROM person"
                       " WHERE erased_at_ms IS NULL)",
                       ""))
    return false;
  if (keys != 0 || persons == 0)
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
              "keys.db is empty, but bote.db holds people – bring keys.db back "
              "from where it was or from its backup");
  return false;
}

static bool
open_keys(Digest *digest, GError **error)
{
  SecretKey master;
  if (!keys_load_master(digest->config, &master, error) ||
      !keys_load_spool_pair(digest->config, &digest->spool_pair, error) ||
      !keys_load_deliver_public(digest->config, &digest->deliver_public, error))
    return false;
  digest->ring = keyring_new(digest->keys, &master);
  secret_wipe(&master, sizeof master);
  g_autoptr(GError) other = NULL;
  if (keyring_check(digest->ring, &other))
    return check_keys_there(digest, error);
  /* Nothing is damaged; whoever reads it shall look at the credentials. */
  bool config = g_error_matches(other, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_set_error_literal(error, config ? CONFIG_ERROR : other->domain,
                      config ? (int)CONFIG_ERROR_INVALID : other->code,
                      other->message);
  return false;
}

/* The town's gazetteer; rows that are wrong are left out, as bote check says.
 */
static bool
load_places(const Digest *digest, GBytes **out, GError **error)
{
  if (!config_load_places(digest->config->settings->town, out, error))
    return false;
  if (*out == NULL)
    log_event(LOG_INFO, "gazetteer", "why", "the town has no places.csv",
              "next", "places are found by patterns", NULL);
  return true;
}

static bool
start_readers(Digest *digest, GError **error)
{
  GBytes *bytes = NULL;
  if (!load_places(digest, &bytes, error))
    return false;
  g_autoptr(GBytes) places = bytes;
  const LimitSettings *limits = &digest->config->settings->limits;
  ParseClientOptions options = {
      .kind = PARSE_KIND_TEXT,
      .places = places,
      .keep = (unsigned)limits->kept_child,
      .memory_mib = (unsigned)limits->child_memory_mib,
      .cpu_s = (unsigned)limits->child_cpu_s,
      .wall_ms = (unsigned)limits->child_wall_s * 1000,
  };
  digest->text = parse_client_start(&options, error);
  if (digest->text == NULL)
    return false;
  options.kind = PARSE_KIND_IMAGE;
  options.places = NULL;
  options.keep = 1;
  options.memory_mib = 2 * options.memory_mib;
  digest->image = parse_client_start(&options, error);
  if (digest->image == NULL)
    return false;
  log_event(LOG_INFO, "sandbox", "walls", parse_client_walls(digest->text),
            NULL);
  return true;
}

static bool
load_texts(Digest *digest, GError **error)
{
  digest->texts = texts_new();
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init(&iter, digest->config->overrides);
  while (g_hash_table_iter_next(&iter, &path, &bytes)) {
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    if (!texts_add_override(digest->texts, path, text, size, error))
      return false;
  }
  return true;
}

static bool
sync_blobs(void *user, GError **error)
{
  return blob_lot_sync(user, error);
}

static bool
open_all(Digest *digest, Config *config, Clock *clock, GError **error)
{
  *digest = (Digest){.config = config_ref(config), .clock = clock};
  digest->zone = config_zone(config->town, config->settings);
  digest->segments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)spool_reader_free);
  digest->asked = g_ptr_array_new_with_free_func(g_free);
  digest->unreadable = g_ptr_array_new_with_free_func(g_free);
  digest->early = g_ptr_array_new_with_free_func((GDestroyNotify)reading_free);
  secret_init();
  if (!check_settings(digest, error) || !load_texts(digest, error) ||
      !make_folders(digest, error) || !open_stores(digest, error) ||
      !open_keys(digest, error) || !start_readers(digest, error))
    return false;
  digest->bell = bell_open(config->settings->paths.runtime, "digest", error);
  if (digest->bell == NULL)
    return false;
  digest->status = status_new(config->settings->paths.runtime, "digest", clock);
  digest->blob_lot = blob_lot_new(digest->blobs);
  store_before_commit(digest->store, sync_blobs, digest->blob_lot);
  digest->queue = (Queue){.store = digest->store,
                          .ring = digest->ring,
                          .blobs = digest->blobs,
                          .blob_lot = digest->blob_lot,
                          .on_state = log_state};
  return digest_learn_open(digest, error);
}

void
digest_close(Digest *digest)
{
  digest_uncount(digest);
  g_clear_pointer(&digest->asked, g_ptr_array_unref);
  g_clear_pointer(&digest->early, g_ptr_array_unref);
  g_clear_pointer(&digest->unreadable, g_ptr_array_unref);
  g_clear_pointer(&digest->segments, g_hash_table_unref);
  town_learner_free(digest->learner);
  digest_project_close(digest);
  digest_results_close(digest);
  parse_client_free(digest->text);
  parse_client_free(digest->image);
  bell_close(digest->bell);
  status_free(digest->status);
  keyring_free(digest->ring);
  store_close(digest->keys);
  store_close(digest->store);
  blob_lot_free(digest->blob_lot);
  texts_free(digest->texts);
  secret_wipe(&digest->spool_pair, sizeof digest->spool_pair);
  g_clear_pointer(&digest->zone, g_time_zone_unref);
  g_free(digest->blobs);
  g_free(digest->spool_in);
  g_free(digest->spool_out);
  g_free(digest->spool_done);
  config_unref(digest->config);
}

bool
digest_open(Digest *digest, Config *config, Clock *clock, GError **error)
{
  bool ok = open_all(digest, config, clock, error);
  if (!ok)
    digest_close(digest);
  return ok;
}

void
digest_begin(Digest *digest)
{
  digest->queue.now_ms = clock_now_ms(digest->clock);
}

Desk
digest_desk(Digest *digest)
{
  digest_begin(digest);
  return (Desk){.config = digest->config,
                .texts = digest->texts,
                .queue = &digest->queue,
                .zone = digest->zone,
                .now_ms = digest->queue.now_ms,
                .status = digest->status,
                .unreadable = digest->unreadable,
                .model = town_learner_model(digest->learner)};
}

GPtrArray *
digest_transports(const Digest *digest)
{
  GPtrArray *names = g_ptr_array_new();
  const Settings *settings = digest->config->settings;
  for (guint i = 0; i < settings->transports->len; i++) {
    const TransportSettings *transport = settings->transports->pdata[i];
    if (!settings_sends_sms_only(transport))
      g_ptr_array_add(names, transport->name);
  }
  for (guint i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *channel = settings->channels->pdata[i];
    g_ptr_array_add(names, channel->name);
  }
  return names;
}
