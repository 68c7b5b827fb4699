/* SPDX-License-Identifier: Apache-2.0
 *
 * The disk of the crashing VFS: what is there now, and what survives.
 */
#include <string.h>

#include "tests/support/crash_vfs_private.h"

enum {
  SURVIVAL_UNIT = 512, /* what a disk writes whole */
};

static void
pending_free(void *data)
{
  Pending *pending = data;
  if (pending->bytes != NULL)
    g_bytes_unref(pending->bytes);
  g_free(pending);
}

void
crash_inode_free(void *data)
{
  Inode *inode = data;
  g_byte_array_unref(inode->now);
  g_byte_array_unref(inode->durable);
  g_ptr_array_unref(inode->pending);
  g_ptr_array_unref(inode->shm);
  g_free(inode);
}

Inode *
crash_inode_new(CrashVfs *vfs)
{
  Inode *inode = g_new0(Inode, 1);
  inode->now = g_byte_array_new();
  inode->durable = g_byte_array_new();
  inode->pending = g_ptr_array_new_with_free_func(pending_free);
  inode->shm = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(vfs->inodes, inode);
  return inode;
}

void
crash_resize(GByteArray *array, int64_t size)
{
  unsigned before = array->len;
  g_byte_array_set_size(array, (unsigned)size);
  if (array->len > before)
    memset(array->data + before, 0, array->len - before);
}

void
crash_put(GByteArray *array, int64_t offset, const void *bytes, size_t size)
{
  if (array->len < offset + (int64_t)size)
    crash_resize(array, offset + (int64_t)size);
  memcpy(array->data + offset, bytes, size);
}

void
crash_remember(Inode *inode, int64_t offset, const void *bytes, size_t size)
{
  Pending *pending = g_new0(Pending, 1);
  pending->offset = offset;
  pending->bytes = bytes == NULL ? NULL : g_bytes_new(bytes, size);
  g_ptr_array_add(inode->pending, pending);
}

void
crash_copy(GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size(to, 0);
  g_byte_array_append(to, from->data, from->len);
}

int64_t
crash_used_bytes(const CrashVfs *vfs)
{
  GHashTableIter iter;
  void *inode;
  int64_t total = 0;
  g_hash_table_iter_init(&iter, vfs->now);
  while (g_hash_table_iter_next(&iter, NULL, &inode))
    total += ((Inode *)inode)->now->len;
  return total;
}

bool
crash_has_power(CrashVfs *vfs)
{
  vfs->operations++;
  if (vfs->power_fails_at > 0 && vfs->operations >= vfs->power_fails_at)
    vfs->is_dead = true;
  return !vfs->is_dead;
}

/* --- power is back --- */

static void
keep_some(CrashVfs *vfs, GByteArray *disk, const Pending *pending)
{
  if (pending->bytes == NULL) {
    if (g_rand_boolean(vfs->rand))
      crash_resize(disk, pending->offset);
    return;
  }
  size_t size = 0;
  const char *bytes = g_bytes_get_data(pending->bytes, &size);
  for (size_t done = 0; done < size;) {
    int64_t offset = pending->offset + (int64_t)done;
    size_t length = SURVIVAL_UNIT - (size_t)(offset % SURVIVAL_UNIT);
    length = MIN(length, size - done);
    if (g_rand_boolean(vfs->rand))
      crash_put(disk, offset, bytes + done, length);
    done += length;
  }
}

static void
settle_inode(CrashVfs *vfs, Inode *inode)
{
  for (unsigned i = 0; i < inode->pending->len; i++)
    keep_some(vfs, inode->durable, inode->pending->pdata[i]);
  g_ptr_array_set_size(inode->pending, 0);
  g_ptr_array_set_size(inode->shm, 0);
  crash_copy(inode->now, inode->durable);
}

void
crash_sync_folder(CrashVfs *vfs)
{
  GHashTableIter iter;
  void *name, *inode;
  g_hash_table_remove_all(vfs->durable);
  g_hash_table_iter_init(&iter, vfs->now);
  while (g_hash_table_iter_next(&iter, &name, &inode))
    g_hash_table_insert(vfs->durable, g_strdup(name), inode);
}

/* Keep a name that is in `from` for sure if it is in `other`, too. */
static void
settle_names(CrashVfs *vfs, GHashTable *from, GHashTable *other,
             GHashTable *out)
{
  GHashTableIter iter;
  void *name, *inode;
  g_hash_table_iter_init(&iter, from);
  while (g_hash_table_iter_next(&iter, &name, &inode))
    if (g_hash_table_lookup(other, name) == inode ||
        (!g_hash_table_contains(out, name) && g_rand_boolean(vfs->rand)))
      g_hash_table_insert(out, g_strdup(name), inode);
}

void
crash_vfs_reboot(CrashVfs *vfs)
{
  GHashTable *names =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  settle_names(vfs, vfs->durable, vfs->now, names);
  settle_names(vfs, vfs->now, vfs->durable, names);
  g_hash_table_unref(vfs->now);
  vfs->now = names;
  crash_sync_folder(vfs);
  for (unsigned i = 0; i < vfs->inodes->len; i++)
    settle_inode(vfs, vfs->inodes->pdata[i]);
  vfs->is_dead = false;
  vfs->power_fails_at = 0;
  vfs->operations = 0;
}
