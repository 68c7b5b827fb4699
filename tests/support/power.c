/* SPDX-License-Identifier: Apache-2.0
 *
 * Files as two states each: what programs see and what the disk has.
 */
#include "tests/support/power.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "queue/fd.h"

enum { SECTOR_BYTES = 512 };

/* Bytes behind `bytes` up to `size` are zeros. */
typedef struct Content {
  GByteArray *bytes;
  size_t size;
} Content;

typedef struct File {
  Content live, durable;
} File;

typedef struct Handle {
  File *file;   /* NULL: a folder */
  char *folder; /* NULL: a file */
  size_t position;
} Handle;

/* A name that is not yet as durable as it looks. */
typedef struct Change {
  char *folder, *path;
  File *file; /* NULL: the name went away */
  unsigned group;
} Change;

struct Power {
  GRand *random;
  unsigned calls, cut_after, groups;
  PowerMutant mutant;
  GPtrArray *files;       /* File *, all that ever were */
  GHashTable *live_names; /* path -> File *, borrowed */
  GHashTable *durable_names;
  GHashTable *handles; /* descriptor -> Handle * */
  GPtrArray *changes;  /* Change *, oldest first */
};

static void
file_free(void *data)
{
  File *file = data;
  g_byte_array_unref(file->live.bytes);
  g_byte_array_unref(file->durable.bytes);
  g_free(file);
}

static void
handle_free(void *data)
{
  Handle *handle = data;
  g_free(handle->folder);
  g_free(handle);
}

static void
change_free(void *data)
{
  Change *change = data;
  g_free(change->folder);
  g_free(change->path);
  g_free(change);
}

Power *
power_new(guint32 seed, unsigned cut_after, PowerMutant mutant)
{
  Power *power = g_new0(Power, 1);
  power->random = g_rand_new_with_seed(seed);
  power->cut_after = cut_after;
  power->mutant = mutant;
  power->files = g_ptr_array_new_with_free_func(file_free);
  power->live_names =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  power->durable_names =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  power->handles =
      g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, handle_free);
  power->changes = g_ptr_array_new_with_free_func(change_free);
  return power;
}

void
power_free(Power *power)
{
  if (power == NULL)
    return;
  g_rand_free(power->random);
  g_hash_table_unref(power->live_names);
  g_hash_table_unref(power->durable_names);
  g_hash_table_unref(power->handles);
  g_ptr_array_unref(power->changes);
  g_ptr_array_unref(power->files);
  g_free(power);
}

unsigned
power_calls(const Power *power)
{
  return power->calls;
}

static bool
chance(Power *power, double probability)
{
  return g_rand_double(power->random) < probability;
}

typedef enum Fate { FATE_DONE, FATE_DONE_BUT_CUT, FATE_NOT_DONE } Fate;

/* What becomes of the next call. */
static Fate
next_call(Power *power)
{
  unsigned call = power->calls++;
  if (call < power->cut_after)
    return FATE_DONE;
  return call == power->cut_after && chance(power, 0.5) ? FATE_DONE_BUT_CUT
                                                        : FATE_NOT_DONE;
}

static int
fate_result(Fate fate, int result)
{
  if (fate == FATE_DONE)
    return result;
  errno = EIO;
  return -1;
}

static void
set_name(GHashTable *names, const char *path, File *file)
{
  if (file)
    g_hash_table_replace(names, g_strdup(path), file);
  else
    g_hash_table_remove(names, path);
}

static void
change_name(Power *power, const char *path, File *file, unsigned group)
{
  set_name(power->live_names, path, file);
  Change *change = g_new0(Change, 1);
  change->folder = g_path_get_dirname(path);
  change->path = g_strdup(path);
  change->file = file;
  change->group = group;
  g_ptr_array_add(power->changes, change);
}

static File *
file_new(Power *power)
{
  File *file = g_new0(File, 1);
  file->live.bytes = g_byte_array_new();
  file->durable.bytes = g_byte_array_new();
  g_ptr_array_add(power->files, file);
  return file;
}

static Handle *
handle_of(Power *power, int fd)
{
  Handle *handle = g_hash_table_lookup(power->handles, GINT_TO_POINTER(fd));
  g_assert(handle);
  return handle;
}

int
power_open(Power *power, const char *path, int flags, mode_t mode)
{
  Fate fate = next_call(power);
  if (fate == FATE_NOT_DONE)
    return fate_result(fate, -1);
  auto_fd int fd = open(path, flags, mode);
  if (fd < 0)
    return -1;
  Handle *handle = g_new0(Handle, 1);
  if (flags & O_DIRECTORY) {
    handle->folder = g_strdup(path);
  } else {
    g_assert(flags & O_EXCL); /* the only way files are written */
    handle->file = file_new(power);
    change_name(power, path, handle->file, power->groups++);
  }
  /* A number that was closed and comes again replaces the old handle. */
  g_hash_table_replace(power->handles, GINT_TO_POINTER(fd), handle);
  return fate_result(fate, fate == FATE_DONE ? fd_steal(&fd) : -1);
}

static void
content_put(Content *content, size_t at, const void *bytes, size_t size)
{
  size_t old = content->bytes->len;
  if (at + size > old) {
    g_byte_array_set_size(content->bytes, (guint)(at + size));
    if (at > old)
      memset(content->bytes->data + old, 0, at - old);
  }
  memcpy(content->bytes->data + at, bytes, size);
  content->size = MAX(content->size, at + size);
}

ssize_t
power_write(Power *power, int fd, const void *bytes, size_t size)
{
  Fate fate = next_call(power);
  if (fate == FATE_NOT_DONE)
    return fate_result(fate, -1);
  if (fate == FATE_DONE && chance(power, 0.1)) {
    errno = EINTR;
    return -1;
  }
  if (size > 1 && (fate == FATE_DONE_BUT_CUT || chance(power, 0.2)))
    size = (size_t)g_rand_int_range(power->random, 1, (gint32)size);
  ssize_t written = write(fd, bytes, size);
  g_assert(written == (ssize_t)size);
  Handle *handle = handle_of(power, fd);
  content_put(&handle->file->live, handle->position, bytes, size);
  handle->position += size;
  return fate_result(fate, (int)size);
}

static void
sync_file(File *file)
{
  file->durable.size = file->live.size;
  g_byte_array_set_size(file->durable.bytes, 0);
  g_byte_array_append(file->durable.bytes, file->live.bytes->data,
                      file->live.bytes->len);
}

static void
sync_folder(Power *power, const char *folder)
{
  for (guint i = 0; i < power->changes->len;) {
    Change *change = power->changes->pdata[i];
    if (strcmp(change->folder, folder) != 0) {
      i++;
      continue;
    }
    set_name(power->durable_names, change->path, change->file);
    g_ptr_array_remove_index(power->changes, i);
  }
}

int
power_fsync(Power *power, int fd)
{
  Fate fate = next_call(power);
  const Handle *handle = handle_of(power, fd);
  PowerMutant mutant =
      handle->folder ? POWER_MUTANT_NO_FOLDER_SYNC : POWER_MUTANT_NO_FILE_SYNC;
  if (fate != FATE_NOT_DONE && power->mutant != mutant) {
    if (handle->folder)
      sync_folder(power, handle->folder);
    else
      sync_file(handle->file);
  }
  return fate_result(fate, 0);
}

int
power_fdatasync(Power *power, int fd)
{
  Fate fate = next_call(power);
  if (fate != FATE_NOT_DONE && power->mutant != POWER_MUTANT_NO_DATA_SYNC)
    sync_file(handle_of(power, fd)->file);
  return fate_result(fate, 0);
}

int
power_fallocate(Power *power, int fd, off_t size)
{
  Fate fate = next_call(power);
  if (fate == FATE_NOT_DONE)
    return fate_result(fate, -1);
  g_assert(ftruncate(fd, size) == 0);
  Content *live = &handle_of(power, fd)->file->live;
  live->size = MAX(live->size, (size_t)size);
  return fate_result(fate, 0);
}

int
power_rename(Power *power, const char *from, const char *to)
{
  Fate fate = next_call(power);
  if (fate == FATE_NOT_DONE)
    return fate_result(fate, -1);
  if (rename(from, to) != 0)
    return -1;
  File *file = g_hash_table_lookup(power->live_names, from);
  unsigned group = power->groups++;
  change_name(power, to, file, group);
  change_name(power, from, NULL, group);
  return fate_result(fate, 0);
}

int
power_unlink(Power *power, const char *path)
{
  Fate fate = next_call(power);
  if (fate == FATE_NOT_DONE)
    return fate_result(fate, -1);
  if (unlink(path) != 0)
    return -1;
  change_name(power, path, NULL, power->groups++);
  return fate_result(fate, 0);
}

/* Bytes of a sector, with the zeros behind the end. */
static void
content_sector(const Content *content, size_t at, uint8_t out[SECTOR_BYTES])
{
  memset(out, 0, SECTOR_BYTES);
  if (at < content->bytes->len)
    memcpy(out, content->bytes->data + at,
           MIN(SECTOR_BYTES, content->bytes->len - at));
}

static size_t
surviving_size(Power *power, const File *file)
{
  size_t low = MIN(file->live.size, file->durable.size);
  size_t high = MAX(file->live.size, file->durable.size);
  if (chance(power, 0.4))
    return file->durable.size;
  if (low == high || chance(power, 0.5))
    return file->live.size;
  return low + (size_t)g_rand_int_range(power->random, 0, (gint32)(high - low));
}

/* The file as the disk may have it; sectors survive with one probability. */
static void
write_survivor(Power *power, const char *path, const File *file)
{
  size_t size = surviving_size(power, file);
  size_t used = MAX(file->live.bytes->len, file->durable.bytes->len);
  double survival = g_rand_double_range(power->random, -0.3, 1.3);
  auto_fd int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0640);
  g_assert(fd >= 0);
  for (size_t at = 0; at < MIN(size, used); at += SECTOR_BYTES) {
    uint8_t sector[SECTOR_BYTES];
    content_sector(chance(power, survival) ? &file->live : &file->durable, at,
                   sector);
    size_t count = MIN(SECTOR_BYTES, size - at);
    g_assert(pwrite(fd, sector, count, (off_t)at) == (ssize_t)count);
  }
  g_assert(ftruncate(fd, (off_t)size) == 0);
}

/* Apply what of the pending changes reached the disk after all. */
static void
settle_names(Power *power)
{
  g_autofree bool *survives = g_new0(bool, power->groups + 1);
  double survival = g_rand_double_range(power->random, -0.3, 1.3);
  for (unsigned i = 0; i < power->groups; i++)
    survives[i] = chance(power, survival);
  for (guint i = 0; i < power->changes->len; i++) {
    const Change *change = power->changes->pdata[i];
    if (survives[change->group])
      set_name(power->durable_names, change->path, change->file);
  }
}

void
power_lose(Power *power)
{
  settle_names(power);
  GHashTableIter iter;
  void *path, *file;
  g_hash_table_iter_init(&iter, power->live_names);
  while (g_hash_table_iter_next(&iter, &path, NULL))
    g_assert(unlink(path) == 0);
  g_hash_table_iter_init(&iter, power->durable_names);
  while (g_hash_table_iter_next(&iter, &path, &file))
    write_survivor(power, path, file);
}
