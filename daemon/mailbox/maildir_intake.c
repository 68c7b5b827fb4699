/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking through a Maildir and spooling what is there.
 */
#include "daemon/mailbox/maildir_intake.h"

#include <fcntl.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/log.h"
#include "daemon/mailbox/maildir_look.h"
#include "daemon/mailbox/maildir_old.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/secret.h"
#include "queue/store_error.h"

enum {
  FOLDER_MODE = 0770,
  READ_BYTES = 65536,
  LOOK_MAX = 1000, /* files of one look, so that memory does not grow */
};

struct MaildirIntake {
  MailboxBox *box;
  MaildirOld *old;
  int notify_fd;
  GHashTable *passed; /* unique names that cannot be read or moved away */
  char *processed, *problem; /* absolute, without /cur */
};

char *
maildir_subfolder(const char *name)
{
  char *folder = g_strconcat(".", name, NULL);
  return g_strdelimit(folder, "/", '.');
}

/* Remember what lies there before our time. */
static bool
remember_old(const MailboxSettings *mailbox, const char *path, GError **error)
{
  g_autoptr(GPtrArray) names = maildir_look_names(mailbox->path, error);

  if (names == NULL)
    return false;
  log_event(LOG_NOTICE, "mailbox-first-seen", "mailbox", mailbox->name,
            "exists", log_number(names->len).text, NULL);
  return maildir_old_write(path, names, error);
}

static char *
old_file(const MailboxBox *box)
{
  g_autofree char *folder = g_path_get_dirname(box->state_file);
  return g_strdup_printf("%s/%s.old", folder, box->settings->name);
}

static bool
make_maildir(const char *path, GError **error)
{
  static const char *const folders[] = {"tmp", "new", "cur"};

  if (!fs_make_folder(path, FOLDER_MODE, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *folder = g_build_filename(path, folders[i], NULL);
    if (!fs_make_folder(folder, FOLDER_MODE, error))
      return false;
  }
  return true;
}

static char *
subfolder_path(const char *maildir, const char *name)
{
  g_autofree char *folder = maildir_subfolder(name);
  return g_build_filename(maildir, folder, NULL);
}

/* Deliveries end with a rename or link into new/; some programs write there
 * directly. */
static int
watch(const char *maildir)
{
  g_autofree char *folder = g_build_filename(maildir, "new", NULL);
  int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

  if (fd >= 0)
    (void)inotify_add_watch(fd, folder, /* without it we look every 30 s */
                            IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE);
  return fd;
}

MaildirIntake *
maildir_intake_new(MailboxBox *box, GError **error)
{
  const MailboxSettings *settings = box->settings;
  g_autoptr(MaildirIntake) intake = g_new0(MaildirIntake, 1);
  g_autofree char *old = old_file(box);
  GError *failure = NULL;

  intake->box = box;
  intake->notify_fd = -1;
  intake->passed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  intake->processed = subfolder_path(settings->path, settings->processed);
  intake->problem = subfolder_path(settings->path, settings->problem);
  if (!make_maildir(settings->path, error) ||
      !make_maildir(intake->processed, error) ||
      !make_maildir(intake->problem, error))
    return NULL;
  intake->notify_fd = watch(settings->path);
  intake->old = maildir_old_open(old, &failure);
  if (intake->old == NULL && failure == NULL &&
      remember_old(settings, old, &failure))
    intake->old = maildir_old_open(old, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return NULL;
  }
  return g_steal_pointer(&intake);
}

void
maildir_intake_free(MaildirIntake *intake)
{
  if (intake == NULL)
    return;
  fd_close(&intake->notify_fd);
  maildir_old_free(intake->old);
  g_hash_table_unref(intake->passed);
  g_free(intake->processed);
  g_free(intake->problem);
  g_free(intake);
}

int
maildir_intake_fd(const MaildirIntake *intake)
{
  return intake->notify_fd;
}

static void
drain(int fd)
{
  char events[4096];

  while (fd >= 0 && read(fd, events, sizeof events) > 0)
    ; /* only that something happened counts */
}

/* The header block of a mail that is too large, or its beginning. */
static size_t
header_length(const char *bytes, size_t size)
{
  const char *end = g_strstr_len(bytes, (gssize)size, "\n\n");
  const char *end_crlf = g_strstr_len(bytes, (gssize)size, "\n\r\n");

  if (end != NULL && (end_crlf == NULL || end < end_crlf))
    return (size_t)(end - bytes) + 2;
  return end_crlf != NULL ? (size_t)(end_crlf - bytes) + 3 : size;
}

static bool
append_header(int fd, SpoolWriter *writer, GError **error)
{
  g_autofree char *bytes = g_malloc(IMAP_HEADER_BYTES);
  ssize_t size = fs_read_at(fd, bytes, IMAP_HEADER_BYTES, 0, error);

  return size >= 0 &&
         spool_writer_append(writer, bytes, header_length(bytes, (size_t)size),
                             error);
}

static bool
append_file(int fd, SpoolWriter *writer, GError **error)
{
  g_autofree char *bytes = g_malloc(READ_BYTES);
  off_t offset = 0;

  for (;;) {
    ssize_t size = fs_read_at(fd, bytes, READ_BYTES, offset, error);
    if (size <= 0)
      return size == 0;
    if (!spool_writer_append(writer, bytes, (size_t)size, error))
      return false;
    offset += size;
    if (offset > MAIL_BYTES_MAX)
      return true; /* it still grows: not a delivered mail */
  }
}

static void
name_key(const MailboxBox *box, const MaildirEntry *entry,
         char key[MAILBOX_KEY_LENGTH + 1])
{
  g_autofree char *text =
      g_strdup_printf("%s|maildir|%s", box->settings->name, entry->unique);
  uint8_t hash[SECRET_HASH_BYTES];

  secret_hash(NULL, text, strlen(text), hash);
  secret_hash_to_hex(hash, key);
}

typedef struct Batch {
  SpoolWriter *writer; /* NULL: nothing yet */
  GPtrArray *spooled;  /* MaildirEntry *, borrowed */
  GArray *oversize;    /* bool, beside `spooled` */
  uint64_t size_bytes;
  bool adopted;
} Batch;

/* Add one mail.  What is not a regular file, or is gone, is passed over. */
static bool
add_entry(MaildirIntake *intake, Batch *batch, MaildirEntry *entry,
          GError **error)
{
  g_autofree char *path = g_build_filename(intake->box->settings->path,
                                           entry->folder, entry->file, NULL);
  auto_fd int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  char key[MAILBOX_KEY_LENGTH + 1];
  struct stat status;

  if (fd < 0 || fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
    g_hash_table_add(intake->passed, g_strdup(entry->unique));
    return true;
  }
  name_key(intake->box, entry, key);
  if (batch->writer == NULL)
    batch->writer = mailbox_box_writer(intake->box, key, error);
  if (batch->writer == NULL)
    return false;
  MailboxRecord record = {
      .key = key,
      .received_at_ms = (int64_t)status.st_mtim.tv_sec * 1000,
      .size_bytes = (uint64_t)status.st_size,
      .adopted = batch->adopted,
      .oversize = status.st_size > MAIL_BYTES_MAX,
  };
  json_t *head = mailbox_record_head(intake->box, &record);
  bool good = spool_writer_begin(batch->writer, head, error);
  json_decref(head);
  if (!good ||
      !(record.oversize ? append_header(fd, batch->writer, error)
                        : append_file(fd, batch->writer, error)) ||
      !spool_writer_end(batch->writer, error))
    return false;
  g_ptr_array_add(batch->spooled, entry);
  g_array_append_val(batch->oversize, record.oversize);
  batch->size_bytes += record.size_bytes;
  return true;
}

/* Out of the way, under the same unique name, marked as seen. */
static void
move_entry(MaildirIntake *intake, const MaildirEntry *entry, bool oversize)
{
  const char *target = oversize ? intake->problem : intake->processed;
  g_autofree char *from = g_build_filename(intake->box->settings->path,
                                           entry->folder, entry->file, NULL);
  g_autofree char *to = g_strdup_printf("%s/cur/%s:2,S", target, entry->unique);
  g_autoptr(GError) failure = NULL;

  if (fs_rename(from, to, &failure) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING))
    return;
  g_hash_table_add(intake->passed, g_strdup(entry->unique));
  mailbox_box_count(intake->box, "move_refused", 1);
  log_event(LOG_WARNING, "move-refused", "mailbox", intake->box->settings->name,
            "why", failure->message, "next",
            "left there; read again after a restart", NULL);
}

/* Durable first, then out of the way. */
static bool
finish_batch(MaildirIntake *intake, Batch *batch, GError **error)
{
  bool good = true;

  if (batch->writer != NULL && batch->spooled->len > 0)
    good = mailbox_box_commit(intake->box, batch->writer, batch->spooled->len,
                              error);
  for (unsigned i = 0; good && i < batch->spooled->len; i++)
    move_entry(intake, batch->spooled->pdata[i],
               g_array_index(batch->oversize, bool, i));
  g_clear_pointer(&batch->writer, spool_writer_free);
  g_ptr_array_set_size(batch->spooled, 0);
  g_array_set_size(batch->oversize, 0);
  batch->size_bytes = 0;
  return good;
}

/* Take all entries; files of the spool hold up to 50 mails or 1 MiB. */
static bool
take(MaildirIntake *intake, const GPtrArray *entries, bool adopted,
     GError **error)
{
  g_autoptr(GPtrArray) spooled = g_ptr_array_new();
  g_autoptr(GArray) oversize = g_array_new(FALSE, FALSE, sizeof(bool));
  Batch batch = {.spooled = spooled, .oversize = oversize, .adopted = adopted};
  bool good = true;

  for (unsigned i = 0; good && i < entries->len; i++) {
    good = add_entry(intake, &batch, entries->pdata[i], error);
    if (good && (batch.spooled->len >= MAILBOX_BATCH_MAILS ||
                 batch.size_bytes >= IMAP_PIECE_BYTES))
      good = finish_batch(intake, &batch, error);
  }
  good = good && finish_batch(intake, &batch, error);
  spool_writer_free(batch.writer);
  return good;
}

/* Look and take until a look finds nothing more. */
static bool
take_all(MaildirIntake *intake, const MaildirChoice *choice,
         unsigned *out_count, GError **error)
{
  unsigned found = LOOK_MAX, count = 0;

  while (found >= LOOK_MAX) {
    g_autoptr(GPtrArray) entries = maildir_look(choice, LOOK_MAX, error);
    if (entries == NULL || !take(intake, entries, choice->adopting, error))
      return false;
    found = entries->len;
    count += found;
  }
  *out_count = count;
  return true;
}

bool
maildir_intake_round(MaildirIntake *intake, GError **error)
{
  MaildirChoice choice = {.maildir = intake->box->settings->path,
                          .old = intake->old,
                          .passed = intake->passed};
  unsigned count = 0;

  drain(intake->notify_fd);
  if (mailbox_box_adopt_wanted(intake->box, &choice.since_ms)) {
    choice.adopting = true;
    if (!take_all(intake, &choice, &count, error))
      return false;
    mailbox_box_adopt_done(intake->box, count);
    choice.adopting = false;
  }
  return take_all(intake, &choice, &count, error);
}

bool
maildir_intake_count_old(const MailboxBox *box, int64_t since_ms,
                         unsigned *out_count, GError **error)
{
  g_autofree char *path = old_file(box);
  GError *failure = NULL;
  g_autoptr(MaildirOld) old = maildir_old_open(path, &failure);
  MaildirChoice choice = {.maildir = box->settings->path,
                          .old = old,
                          .adopting = true,
                          .since_ms = since_ms};

  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  g_autoptr(GPtrArray) entries = maildir_look(&choice, G_MAXUINT, error);
  if (entries == NULL)
    return false;
  *out_count = entries->len;
  return true;
}
