/* SPDX-License-Identifier: Apache-2.0
 *
 * The spool reader over hostile bytes.  The first byte chooses: the rest as
 * the file itself; or the rest as plain chunks that are sealed correctly, as an
 * intake role that was taken over could do; as a single file or a segment.
 *
 *   chunk = tag byte, two bytes of length (little endian), content
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/fd.h"
#include "queue/spool_private.h"
#include "tests/support/fuzz.h"

static void
put_sealed(GByteArray *file, SecretStream *stream, const uint8_t *bytes,
           size_t size, uint8_t tag)
{
  uint32_t length = GUINT32_TO_LE((uint32_t)size + SECRET_STREAM_EXTRA_BYTES);
  g_byte_array_append(file, (const uint8_t *)&length, sizeof length);
  guint at = file->len;
  g_byte_array_set_size(file, at + (guint)size + SECRET_STREAM_EXTRA_BYTES);
  secret_stream_push(stream, bytes, size, (SecretTag)tag, file->data + at);
}

/* A file whose chunks say what the input wants. */
static GByteArray *
seal_chunks(const SecretBoxPair *pair, const uint8_t *data, size_t size)
{
  GByteArray *file = g_byte_array_new();
  SpoolPrefix prefix;
  SecretKey key;
  memcpy(prefix.magic, SPOOL_MAGIC, sizeof prefix.magic);
  secret_key_random(&key);
  secret_box_seal(&pair->public_key, &key, prefix.sealed_key);
  g_autoptr(SecretStream) stream =
      secret_stream_push_new(&key, prefix.stream_header);
  g_byte_array_append(file, (const uint8_t *)&prefix, sizeof prefix);
  while (size >= 3) {
    size_t length = MIN((size_t)data[1] | (size_t)data[2] << 8, size - 3);
    put_sealed(file, stream, data + 3, length, data[0] & 3);
    data += 3 + length;
    size -= 3 + length;
  }
  return file;
}

/* Read to the end; heads and bodies go nowhere. */
static void
read_file(const char *path, const SecretBoxPair *pair)
{
  g_autoptr(SpoolReader) reader = spool_reader_open(path, -1, pair, NULL);
  if (reader == NULL)
    return;
  for (;;) {
    json_t *head = NULL;
    if (spool_reader_next(reader, &head, NULL) != SPOOL_STEP_RECORD)
      return;
    g_assert(json_is_object(head));
    json_decref(head);
    g_autoptr(GBytes) body = spool_reader_read_all(reader, 4096, NULL);
    if (body == NULL)
      return;
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  secret_init();
  SecretBoxPair pair;
  secret_box_pair_random(&pair);
  g_autofree char *path = g_strdup_printf("%s/bote-fuzz-%d%s", g_get_tmp_dir(),
                                          getpid(), data[0] & 1 ? ".seg" : "");
  g_autoptr(GByteArray) sealed =
      data[0] & 2 ? seal_chunks(&pair, data + 1, size - 1) : NULL;
  auto_fd int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const uint8_t *bytes = sealed ? sealed->data : data + 1;
  size_t count = sealed ? sealed->len : size - 1;
  if (write(fd, bytes, count) == (ssize_t)count)
    read_file(path, &pair);
  (void)unlink(path);
  return 0;
}
