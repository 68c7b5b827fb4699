/* SPDX-License-Identifier: Apache-2.0
 *
 * Natural keys, heads, bodies.
 */
#include "daemon/poll/poll_record.h"

#include <string.h>

#include "daemon/clock.h"

/* The natural key of a row: what names it, each ended by NUL. */
static void
natural_key(const PollOptions *options, const char *const *names,
            char out_key[SECRET_HASH_HEX])
{
  uint8_t hash[SECRET_HASH_BYTES];
  g_autoptr(SecretHasher) hasher = secret_hasher_new(NULL);
  secret_hasher_update(hasher, options->channel, strlen(options->channel) + 1);
  for (; *names != NULL; names++)
    secret_hasher_update(hasher, *names, strlen(*names) + 1);
  secret_hasher_finish(hasher, hash);
  secret_hash_to_hex(hash, out_key);
}

static bool
add_record(const PollOptions *options, SpoolWriter *writer,
           const char *const *names, const json_t *row, GError **error)
{
  char key[SECRET_HASH_HEX];
  char *body = json_dumps(row, JSON_COMPACT);
  natural_key(options, names, key);
  json_t *head = json_pack("{s:s, s:s, s:s, s:I}", "kind", "poll", "channel",
                           options->channel, "key", key, "received_at_ms",
                           (json_int_t)clock_now_ms(options->clock));
  g_assert(head != NULL && body != NULL);
  bool ok = spool_writer_record(writer, head, body, strlen(body), error);
  json_decref(head);
  free(body);
  return ok;
}

/* "2026-11-21 17:26:38" as "2026-11-21T17:26:38+01:00"; NULL when it is no
 * time, and then it stays as it stands. */
static char *
with_offset(const char *local, const char *zone_name)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(zone_name);
  g_autoptr(GDateTime) time =
      zone == NULL ? NULL : g_date_time_new_from_iso8601(local, zone);
  return time == NULL ? NULL : g_date_time_format(time, "%Y-%m-%dT%H:%M:%S%:z");
}

bool
poll_record_inbound(const PollOptions *options, SpoolWriter *writer,
                    const SmsdInbound *inbound, GError **error)
{
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, inbound->id);
  g_autofree char *time = with_offset(inbound->received, options->timezone);
  const char *const names[] = {"inbox", id, inbound->received, inbound->sender,
                               NULL};
  json_auto_t *row = json_copy(inbound->row);
  if (time != NULL)
    json_object_set_new(row, "ReceivingDateTime", json_string(time));
  return add_record(options, writer, names, row, error);
}

bool
poll_record_sent(const PollOptions *options, SpoolWriter *writer,
                 const SmsdSent *sent, GError **error)
{
  g_autofree char *code = g_strdup_printf("%d", sent->error);
  const char *const names[] = {"sentitems", sent->creator, sent->status, code,
                               NULL};
  json_auto_t *row = json_pack(
      "{s:I, s:s, s:s, s:i}", "ID", (json_int_t)sent->id, "CreatorID",
      sent->creator, "Status", sent->status, "StatusError", sent->error);
  g_assert(row != NULL);
  return add_record(options, writer, names, row, error);
}
