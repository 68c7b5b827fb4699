/* SPDX-License-Identifier: Apache-2.0
 *
 * A digest over a scratch store, whose clock stands at each message's time.
 */
#include "daemon/replay/replay_town.h"

#include <errno.h>
#include <string.h>

#include "daemon/clock.h"
#include "daemon/keys.h"
#include "daemon/replay/replay_outcome.h"
#include "parsers/provider/provider.h"
#include "queue/spool.h"

enum { TURNS_MAX = 100 }; /* parts of one request; more is our mistake */

struct ReplayTown {
  Config *config;
  Clock *clock;
  char *clock_file, *spool_in;
  Digest digest;
  SecretBoxPublic spool_public;
  int64_t now_ms;
  unsigned serial;
  bool is_open;
};

static void
set_path(char **path, const char *folder, const char *name)
{
  g_free(*path);
  *path = g_build_filename(folder, name, NULL);
}

static bool
make_keys(ReplayTown *town, GError **error)
{
  return keys_create_missing(town->config->settings->paths.credentials,
                             error) &&
         keys_load_spool_public(town->config, &town->spool_public, error);
}

/* The year 2000: before any message; the first one sets it. */
static bool
make_clock(ReplayTown *town, GError **error)
{
  town->now_ms = INT64_C(946684800000);
  if (!clock_file_write(town->clock_file, town->now_ms, 0, error))
    return false;
  town->clock = clock_new_file(town->clock_file, error);
  return town->clock != NULL;
}

static bool
make_spool(ReplayTown *town, GError **error)
{
  const char *state = town->config->settings->paths.state;
  town->spool_in = g_build_filename(state, "spool", "in", NULL);
  if (g_mkdir_with_parents(town->spool_in, 0700) != 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s",
                town->spool_in, g_strerror(errno));
    return false;
  }
  g_autofree char *mails = spool_intake_make(state, "mailbox", error);
  g_autofree char *requests =
      mails == NULL ? NULL : spool_intake_make(state, "webhook", error);
  return requests != NULL;
}

ReplayTown *
replay_town_open(Config *config, const char *folder, GError **error)
{
  g_autoptr(ReplayTown) town = g_new0(ReplayTown, 1);
  PathSettings *paths = &config->settings->paths;
  town->config = config_ref(config);
  set_path(&paths->state, folder, "state");
  set_path(&paths->runtime, folder, "run");
  set_path(&paths->credentials, folder, "credentials");
  town->clock_file = g_build_filename(folder, "clock", NULL);
  if (!make_spool(town, error) || !make_keys(town, error) ||
      !make_clock(town, error) ||
      !digest_open(&town->digest, config, town->clock, error))
    return NULL;
  town->is_open = true;
  return g_steal_pointer(&town);
}

void
replay_town_close(ReplayTown *town)
{
  if (town == NULL)
    return;
  if (town->is_open)
    digest_close(&town->digest);
  g_clear_pointer(&town->clock, clock_free);
  config_unref(town->config);
  g_free(town->clock_file);
  g_free(town->spool_in);
  g_free(town);
}

GTimeZone *
replay_town_zone(const ReplayTown *town)
{
  return town->digest.zone;
}

/* --- into the spool --- */

/* As the two intake roles write it. */
static json_t *
make_head(const ReplayTown *town, const ReplayFile *file, const char *key)
{
  if (file->request == NULL)
    return json_pack("{s:s, s:s, s:s, s:I}", "kind", "mail", "mailbox",
                     file->source, "key", key, "received_at_ms",
                     (json_int_t)town->now_ms);
  const char *mark = strchr(file->request->target, '?');
  const char *type = http_text_header(file->request, "Content-Type");
  json_t *head =
      json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:s}", "kind", "webhook",
                "channel", file->source, "key", key, "received_at_ms",
                (json_int_t)town->now_ms, "method", file->request->method,
                "query", mark == NULL ? "" : mark + 1, "signature", "fresh");
  json_object_set_new(head, "headers",
                      type != NULL && g_str_is_ascii(type)
                          ? json_pack("{s:s}", "content-type", type)
                          : json_object());
  return head;
}

static bool
spool(ReplayTown *town, const ReplayFile *file, GError **error)
{
  g_autofree char *text = g_strdup_printf("replay %u", ++town->serial);
  g_autofree char *key =
      g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strdup_printf("replay-%06u", town->serial);
  g_autofree char *folder = g_build_filename(
      town->spool_in, file->request == NULL ? "mailbox" : "webhook", NULL);
  GBytes *bytes = file->request == NULL ? file->bytes : file->request->body;
  gsize size;
  const void *body = g_bytes_get_data(bytes, &size);
  json_auto_t *head = make_head(town, file, key);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, name, &town->spool_public, error);
  return writer != NULL &&
         spool_writer_record(writer, head, body, size, error) &&
         spool_writer_commit(writer, error);
}

/* --- and through digest --- */

static bool
decide(ReplayTown *town, GError **error)
{
  bool worked = true;
  for (unsigned turn = 0; worked && turn < TURNS_MAX; turn++) {
    worked = false;
    if (!digest_import(&town->digest, &worked, error) ||
        !digest_decide(&town->digest, &worked, error))
      return false;
  }
  return true;
}

/* A millisecond of its own for each message: by it its rows are found. */
static bool
set_clock(ReplayTown *town, int64_t at_ms, GError **error)
{
  town->now_ms = MAX(at_ms, town->now_ms + 1);
  return clock_file_write(town->clock_file, town->now_ms, 0, error);
}

json_t *
replay_town_take(ReplayTown *town, const ReplayFile *file, GError **error)
{
  if (!set_clock(town, file->at_ms, error) || !spool(town, file, error) ||
      !decide(town, error))
    return NULL;
  return replay_outcome(&town->digest, town->now_ms, error);
}
