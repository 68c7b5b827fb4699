/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail into one spool file.
 */
#include "daemon/pipe_intake.h"

#include <errno.h>
#include <string.h>

#include <jansson.h>

#include "daemon/bell.h"
#include "daemon/keys.h"
#include "parsers/mime/prescan.h"
#include "queue/id.h"
#include "queue/spool.h"

enum {
  READ_BYTES = 65536,
  KEY_PART_LENGTH = 16, /* of the key, in a file's name: for the reader's eye */
};

static void
drop_mbox_line(GByteArray *bytes)
{
  static const char mark[] = "From ";
  const size_t length = strlen(mark);
  if (bytes->len < length || memcmp(bytes->data, mark, length) != 0)
    return;
  const guint8 *end = memchr(bytes->data, '\n', bytes->len);
  guint line = end == NULL ? bytes->len : (guint)(end - bytes->data) + 1;
  g_byte_array_remove_range(bytes, 0, line);
}

GBytes *
pipe_intake_read(FILE *stream, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autofree guint8 *piece = g_malloc(READ_BYTES);
  size_t got;
  while ((got = fread(piece, 1, READ_BYTES, stream)) > 0) {
    if (bytes->len + got > PRESCAN_MAIL_MAX) {
      g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC,
                          "larger than 25 MiB");
      return NULL;
    }
    g_byte_array_append(bytes, piece, (guint)got);
  }
  if (ferror(stream)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s", g_strerror(errno));
    return NULL;
  }
  drop_mbox_line(bytes);
  if (bytes->len == 0) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "empty");
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* The same mail twice for one mailbox is a repeat of the mail server. */
static void
natural_key(const MailboxSettings *mailbox, GBytes *mail,
            char out_key[static SECRET_HASH_HEX])
{
  uint8_t hash[SECRET_HASH_BYTES];
  gsize size;
  const void *bytes = g_bytes_get_data(mail, &size);
  SecretHasher *hasher = secret_hasher_new(NULL);
  secret_hasher_update(hasher, "pipe", sizeof "pipe");
  secret_hasher_update(hasher, mailbox->name, strlen(mailbox->name) + 1);
  secret_hasher_update(hasher, bytes, size);
  secret_hasher_finish(hasher, hash);
  secret_hasher_free(hasher);
  secret_hash_to_hex(hash, out_key);
}

static char *
make_folder(const Config *config, GError **error)
{
  g_autofree char *folder =
      spool_intake_make(config->settings->paths.state, "pipe", error);
  if (folder == NULL)
    return NULL;
  if (!spool_has_room(folder,
                      (unsigned)config->settings->limits.free_disk_mib)) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_FULL,
                        "the spool has no room");
    return NULL;
  }
  return g_steal_pointer(&folder);
}

static bool
write_file(const char *folder, const SecretBoxPublic *reader,
           const MailboxSettings *mailbox, GBytes *mail, GError **error)
{
  char key[SECRET_HASH_HEX];
  gsize size;
  const void *bytes = g_bytes_get_data(mail, &size);
  int64_t now_ms = g_get_real_time() / 1000;
  natural_key(mailbox, mail, key);
  Id id = id_new(now_ms);
  g_autofree char *name =
      g_strdup_printf("%s.%.*s", id.text, KEY_PART_LENGTH, key);
  /* Without a time of arrival digest takes its own: it is now, and on a test
   * machine only roles know what time it is. */
  json_auto_t *head =
      json_pack("{s:s,s:s,s:s,s:I}", "kind", "mail", "mailbox", mailbox->name,
                "key", key, "size", (json_int_t)size);
  g_autoptr(SpoolWriter) writer = spool_writer_new(folder, name, reader, error);
  return writer != NULL &&
         spool_writer_record(writer, head, bytes, size, error) &&
         spool_writer_commit(writer, error);
}

bool
pipe_intake_spool(const Config *config, const MailboxSettings *mailbox,
                  GBytes *mail, GError **error)
{
  SecretBoxPublic reader;
  if (!keys_load_spool_public(config, &reader, error))
    return false;
  g_autofree char *folder = make_folder(config, error);
  if (folder == NULL || !write_file(folder, &reader, mailbox, mail, error))
    return false;
  bell_ring(config->settings->paths.runtime, "digest");
  return true;
}
