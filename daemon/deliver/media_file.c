/* SPDX-License-Identifier: Apache-2.0
 *
 * A file of the spool with one record.
 */
#include "daemon/deliver/media_file.h"

#include "daemon/keys.h"
#include "queue/spool.h"

static char *
folder_of(const Config *config)
{
  return g_build_filename(config->settings->paths.state, "spool", "in",
                          "deliver", NULL);
}

bool
media_file_prepare(const Config *config, GError **error)
{
  g_autofree char *folder =
      spool_intake_make(config->settings->paths.state, "deliver", error);
  return folder != NULL && spool_sweep(folder, error);
}

static json_t *
head_of(const MediaFile *file)
{
  uint8_t hash[SECRET_HASH_BYTES];
  char key[SECRET_HASH_HEX];
  g_autoptr(SecretHasher) hasher = secret_hasher_new(NULL);
  secret_hasher_update(hasher, "media", sizeof "media");
  secret_hasher_update(hasher, file->id->text, ID_LENGTH);
  secret_hasher_finish(hasher, hash);
  secret_hash_to_hex(hash, key);
  /* When it came in is digest's word: this clock may be another. */
  json_t *head = json_pack("{s:s, s:s, s:s, s:s}", "kind", "media", "channel",
                           file->channel, "key", key, "media", file->id->text);
  g_assert(head != NULL);
  return head;
}

bool
media_file_write(const Config *config, const MediaFile *file, GError **error)
{
  SecretBoxPublic digest;
  if (!keys_load_spool_public(config, &digest, error))
    return false;
  g_autofree char *folder = folder_of(config);
  g_autofree char *name =
      g_strdup_printf("%s-%d", file->id->text, file->attempt);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, name, &digest, error);
  json_auto_t *head = head_of(file);
  return writer != NULL &&
         spool_writer_record(writer, head, file->bytes->data, file->bytes->len,
                             error) &&
         spool_writer_commit(writer, error);
}
