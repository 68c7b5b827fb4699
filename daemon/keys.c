/* SPDX-License-Identifier: Apache-2.0
 *
 * Key files: hex on disk, bytes in memory that are wiped after use.  This
 * module computes nothing with a key.
 */
#include "daemon/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/secret.h"

enum { PAIR_BYTES = 2 * SECRET_KEY_BYTES };

static bool
fail(GError **error, ConfigError code, const char *name, const char *why)
{
  g_set_error(error, CONFIG_ERROR, code, "key file '%s': %s", name, why);
  return false;
}

static bool
fail_errno(GError **error, const char *name, int saved_errno)
{
  return fail(error, CONFIG_ERROR_IO, name, g_strerror(saved_errno));
}

static bool
hex_decode(const char *hex, size_t length, uint8_t *out, size_t size)
{
  if (length != 2 * size)
    return false;
  for (size_t i = 0; i < size; i++) {
    int high = g_ascii_xdigit_value(hex[2 * i]);
    int low = g_ascii_xdigit_value(hex[2 * i + 1]);
    if (high < 0 || low < 0)
      return false;
    out[i] = (uint8_t)(high << 4 | low);
  }
  return true;
}

static bool
load(const Config *config, const char *name, void *out, size_t size,
     GError **error)
{
  g_autoptr(GBytes) text = config_credential(config, name, error);
  uint8_t bytes[PAIR_BYTES];
  size_t length = 0;

  if (text == NULL)
    return false;
  const char *hex = g_bytes_get_data(text, &length);
  bool good = hex_decode(hex, length, bytes, size);
  if (good)
    memcpy(out, bytes, size);
  secret_wipe(bytes, sizeof bytes);
  return good || fail(error, CONFIG_ERROR_INVALID, name,
                      "does not hold the hex digits of a key");
}

static bool
load_pair(const Config *config, const char *name, SecretBoxPair *out_pair,
          GError **error)
{
  uint8_t bytes[PAIR_BYTES];

  if (!load(config, name, bytes, sizeof bytes, error))
    return false;
  memcpy(out_pair->public_key.bytes, bytes, SECRET_KEY_BYTES);
  memcpy(out_pair->secret_key, bytes + SECRET_KEY_BYTES, SECRET_KEY_BYTES);
  secret_wipe(bytes, sizeof bytes);
  return true;
}

bool
keys_load_spool_public(const Config *config, SecretBoxPublic *out_public,
                       GError **error)
{
  return load(config, KEYS_SPOOL_PUBLIC, out_public->bytes, SECRET_KEY_BYTES,
              error);
}

bool
keys_load_spool_pair(const Config *config, SecretBoxPair *out_pair,
                     GError **error)
{
  return load_pair(config, KEYS_SPOOL_PAIR, out_pair, error);
}

bool
keys_load_deliver_public(const Config *config, SecretBoxPublic *out_public,
                         GError **error)
{
  return load(config, KEYS_DELIVER_PUBLIC, out_public->bytes, SECRET_KEY_BYTES,
              error);
}

bool
keys_load_deliver_pair(const Config *config, SecretBoxPair *out_pair,
                       GError **error)
{
  return load_pair(config, KEYS_DELIVER_PAIR, out_pair, error);
}

bool
keys_load_master(const Config *config, SecretKey *out_key, GError **error)
{
  return load(config, KEYS_MASTER, out_key->bytes, SECRET_KEY_BYTES, error);
}

bool
keys_check(const Config *config, const char *name, GError **error)
{
  static const char *const pairs[] = {KEYS_SPOOL_PAIR, KEYS_DELIVER_PAIR};
  uint8_t bytes[PAIR_BYTES];
  size_t size = SECRET_KEY_BYTES;

  for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (strcmp(pairs[i], name) == 0)
      size = PAIR_BYTES;
  bool good = load(config, name, bytes, size, error);
  secret_wipe(bytes, sizeof bytes);
  return good;
}

static bool
write_all(int fd, const char *text, size_t size)
{
  while (size > 0) {
    ssize_t written = write(fd, text, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    text += written;
    size -= (size_t)written;
  }
  return fsync(fd) == 0;
}

/* Write a key file that is not there yet: beside and renamed, so
 * that a crash leaves no half key. */
static bool
create_file(int dir, const char *name, const uint8_t *bytes, size_t size,
            GError **error)
{
  static const char digits[] = "0123456789abcdef";
  char text[2 * PAIR_BYTES + 1];
  g_autofree char *beside = g_strconcat(name, ".new", NULL);

  for (size_t i = 0; i < size; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  text[2 * size] = '\n';
  int fd = openat(dir, beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool good = fd >= 0 && write_all(fd, text, 2 * size + 1);
  int saved_errno = errno;
  secret_wipe(text, sizeof text);
  if (fd >= 0 && close(fd) < 0 && good) {
    saved_errno = errno;
    good = false;
  }
  if (good && renameat(dir, beside, dir, name) < 0) {
    saved_errno = errno;
    good = false;
  }
  return good || fail_errno(error, name, saved_errno);
}

static bool
exists(int dir, const char *name)
{
  struct stat status;
  return fstatat(dir, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The public half of a pair file. */
static bool
read_public(int dir, const char *name, uint8_t *out, GError **error)
{
  char text[2 * SECRET_KEY_BYTES];
  int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return fail_errno(error, name, errno);
  ssize_t length = pread(fd, text, sizeof text, 0);
  (void)close(fd); /* read only: nothing can be lost */
  if (length != (ssize_t)sizeof text ||
      !hex_decode(text, sizeof text, out, SECRET_KEY_BYTES))
    return fail(error, CONFIG_ERROR_INVALID, name,
                "does not hold the hex digits of a key");
  return true;
}

static bool
create_pair(int dir, const char *pair_name, const char *public_name,
            GError **error)
{
  SecretBoxPair pair;
  uint8_t bytes[PAIR_BYTES];
  bool has_public = exists(dir, public_name);

  if (exists(dir, pair_name))
    return has_public ||
           (read_public(dir, pair_name, bytes, error) &&
            create_file(dir, public_name, bytes, SECRET_KEY_BYTES, error));
  if (has_public)
    return fail(error, CONFIG_ERROR_INVALID, public_name,
                "its pair is gone; restore the pair or remove this file");
  secret_box_pair_random(&pair);
  memcpy(bytes, pair.public_key.bytes, SECRET_KEY_BYTES);
  memcpy(bytes + SECRET_KEY_BYTES, pair.secret_key, SECRET_KEY_BYTES);
  bool good = create_file(dir, pair_name, bytes, sizeof bytes, error) &&
              create_file(dir, public_name, bytes, SECRET_KEY_BYTES, error);
  secret_wipe(&pair, sizeof pair);
  secret_wipe(bytes, sizeof bytes);
  return good;
}

static bool
create_master(int dir, GError **error)
{
  SecretKey key;

  if (exists(dir, KEYS_MASTER))
    return true;
  secret_key_random(&key);
  bool good = create_file(dir, KEYS_MASTER, key.bytes, sizeof key.bytes, error);
  secret_wipe(&key, sizeof key);
  return good;
}

bool
keys_create_missing(const char *directory, GError **error)
{
  if (g_mkdir_with_parents(directory, 0700) < 0)
    return fail_errno(error, directory, errno);
  int dir = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    return fail_errno(error, directory, errno);
  bool good = create_pair(dir, KEYS_SPOOL_PAIR, KEYS_SPOOL_PUBLIC, error) &&
              create_pair(dir, KEYS_DELIVER_PAIR, KEYS_DELIVER_PUBLIC, error) &&
              create_master(dir, error);
  if (good && fsync(dir) < 0)
    good = fail_errno(error, directory, errno);
  (void)close(dir); /* synced above */
  return good;
}
