/* SPDX-License-Identifier: Apache-2.0
 *
 * Groups are read as streams, one head ahead, so that the last job of a group
 * is known when it is the last.
 */
#include "daemon/deliver/deliver_job.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "daemon/log.h"
#include "queue/fd.h"
#include "queue/fs.h"

enum {
  LIST_MAX = 1000, /* names looked at in one go */
  FOLDER_MODE = 02770,
};

struct DeliverGroup {
  DeliverInbox *inbox;
  char *name;
  SpoolReader *reader; /* NULL: read to the end, or damaged */
  OutboxJob *next;     /* its head was read, its body not yet */
  unsigned in_hand;
  bool is_damaged;
};

struct DeliverInbox {
  char *folder, *new_folder, *active;
  SecretBoxPair pair;
  int lock_fd;           /* `active`, flocked while we live */
  GQueue names;          /* char *: of groups in new */
  GQueue leftovers;      /* char *: of groups in active at the start */
  DeliverGroup *reading; /* the group whose jobs come next */
  bool looks;
  unsigned jobs;
  size_t bytes;
};

/* Names of all files in a folder that is there. */
static bool
list_all(const char *folder, GQueue *out, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
  const char *name;

  if (dir == NULL)
    return false;
  while ((name = g_dir_read_name(dir)) != NULL)
    g_queue_push_tail(out, g_strdup(name));
  return true;
}

/* A second deliver would report as unknown what the first is just sending, and
 * digest would have it sent again. */
static bool
take_lock(DeliverInbox *inbox, GError **error)
{
  inbox->lock_fd = open(inbox->active, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (inbox->lock_fd >= 0 && flock(inbox->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return true;
  bool busy = errno == EWOULDBLOCK;
  g_set_error(error, STORE_ERROR, busy ? STORE_ERROR_BUSY : STORE_ERROR_IO,
              "%s: %s", inbox->active,
              busy ? "another process delivers these jobs" : g_strerror(errno));
  return false;
}

DeliverInbox *
deliver_inbox_new(const char *state, const SecretBoxPair *pair, GError **error)
{
  g_autoptr(DeliverInbox) inbox = g_new0(DeliverInbox, 1);
  inbox->lock_fd = -1;

  g_autofree char *spool = g_build_filename(state, "spool", NULL);
  inbox->folder = g_build_filename(spool, "out", NULL);
  inbox->new_folder = g_build_filename(inbox->folder, "new", NULL);
  inbox->active = g_build_filename(inbox->folder, "active", NULL);
  inbox->pair = *pair;
  inbox->looks = true;
  g_queue_init(&inbox->names);
  g_queue_init(&inbox->leftovers);
  if (!fs_make_folder(spool, FOLDER_MODE, error) ||
      !spool_folder_make(inbox->folder, error) ||
      !fs_make_folder(inbox->active, FOLDER_MODE, error) ||
      !take_lock(inbox, error) ||
      !list_all(inbox->active, &inbox->leftovers, error))
    return NULL;
  return g_steal_pointer(&inbox);
}

void
deliver_inbox_look(DeliverInbox *inbox)
{
  inbox->looks = true;
}

unsigned
deliver_inbox_in_hand(const DeliverInbox *inbox)
{
  return inbox->jobs;
}

const char *
deliver_job_group(const DeliverJob *job)
{
  return job->group->name;
}

/* --- one group --- */

static void
group_free(DeliverGroup *group)
{
  outbox_job_free(group->next);
  spool_reader_free(group->reader);
  g_free(group->name);
  g_free(group);
}

/* Free a group that has neither jobs in hand nor jobs to come. */
static void
group_release(DeliverGroup *group)
{
  if (group->in_hand > 0 || group->next != NULL)
    return;
  if (group->inbox->reading == group)
    group->inbox->reading = NULL;
  group_free(group);
}

void
deliver_inbox_free(DeliverInbox *inbox)
{
  if (inbox == NULL)
    return;
  g_assert(inbox->jobs == 0);
  if (inbox->reading != NULL)
    group_free(inbox->reading);
  fd_close(&inbox->lock_fd);
  g_queue_clear_full(&inbox->names, g_free);
  g_queue_clear_full(&inbox->leftovers, g_free);
  secret_wipe(&inbox->pair, sizeof inbox->pair);
  g_free(inbox->folder);
  g_free(inbox->new_folder);
  g_free(inbox->active);
  g_free(inbox);
}

/* Set a damaged group aside.  What was read of it is sent and reported; of the
 * rest digest finds that its lease ran out. */
static bool
set_aside(DeliverGroup *group, GError **failure, GError **error)
{
  DeliverInbox *inbox = group->inbox;
  g_autofree char *corrupt = g_build_filename(inbox->folder, "corrupt", NULL);
  g_autofree char *from = g_build_filename(inbox->active, group->name, NULL);
  g_autofree char *to = g_build_filename(corrupt, group->name, NULL);

  group->is_damaged = true;
  g_clear_pointer(&group->reader, spool_reader_free);
  if (!g_error_matches(*failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
    g_propagate_error(error, g_steal_pointer(failure));
    return false;
  }
  log_event(LOG_ERR, "group-damaged", "group", group->name, "why",
            (*failure)->message, "next", "kept in spool/out/corrupt", NULL);
  return fs_make_folder(corrupt, FOLDER_MODE, error) &&
         fs_rename(from, to, error) && fs_sync_folder(corrupt, error);
}

/* Read the next head; group->next stays NULL at the end. */
static bool
read_head(DeliverGroup *group, GError **error)
{
  g_autoptr(GError) failure = NULL;
  json_t *head = NULL;
  SpoolStep step = spool_reader_next(group->reader, &head, &failure);

  if (step == SPOOL_STEP_RECORD) {
    group->next = delivery_job_from_head(head);
    json_decref(head);
    if (group->next != NULL)
      return true;
    g_set_error_literal(&failure, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "a record is no job");
  }
  if (step != SPOOL_STEP_END)
    return set_aside(group, &failure, error);
  g_clear_pointer(&group->reader, spool_reader_free);
  return true;
}

/* Begin to read active/NAME.  It becomes inbox->reading if it has jobs. */
static bool
open_group(DeliverInbox *inbox, char *name, GError **error)
{
  g_autofree char *path = g_build_filename(inbox->active, name, NULL);
  g_autoptr(GError) failure = NULL;
  DeliverGroup *group = g_new0(DeliverGroup, 1);

  group->inbox = inbox;
  group->name = name;
  inbox->reading = group;
  group->reader = spool_reader_open(path, -1, &inbox->pair, &failure);
  bool fine = group->reader != NULL ? read_head(group, error)
                                    : set_aside(group, &failure, error);
  group_release(group);
  return fine;
}

/* Take the job whose head was read, and read the next head.  A leftover's body
 * is not needed. */
static bool
take_job(DeliverGroup *group, bool with_body, DeliverJob **out_job,
         GError **error)
{
  DeliverInbox *inbox = group->inbox;
  g_autoptr(GError) failure = NULL;
  OutboxJob *next = g_steal_pointer(&group->next);

  next->body = with_body ? spool_reader_read_all(group->reader,
                                                 DELIVER_BODY_MAX, &failure)
                         : g_bytes_new(NULL, 0);
  if (next->body == NULL) {
    outbox_job_free(next);
    bool fine = set_aside(group, &failure, error);
    group_release(group);
    return fine;
  }
  DeliverJob *job = g_new0(DeliverJob, 1);
  job->job = next;
  job->group = group;
  group->in_hand++;
  inbox->jobs++;
  inbox->bytes += g_bytes_get_size(next->body);
  *out_job = job;
  bool fine = read_head(group, error);
  if (group->next == NULL)
    inbox->reading = NULL; /* the jobs in hand keep it alive */
  return fine;
}

bool
deliver_job_finish(DeliverJob *job)
{
  DeliverGroup *group = job->group;
  DeliverInbox *inbox = group->inbox;

  g_assert(group->in_hand > 0 && inbox->jobs > 0);
  group->in_hand--;
  inbox->jobs--;
  inbox->bytes -= g_bytes_get_size(job->job->body);
  bool is_last =
      group->in_hand == 0 && group->next == NULL && !group->is_damaged;
  outbox_job_free(job->job);
  g_free(job);
  group_release(group);
  return is_last;
}

/* --- which group --- */

bool
deliver_inbox_leftover(DeliverInbox *inbox, DeliverJob **out_job,
                       GError **error)
{
  *out_job = NULL;
  while (*out_job == NULL) {
    if (inbox->reading != NULL) {
      if (!take_job(inbox->reading, false, out_job, error))
        return false;
      continue;
    }
    char *name = g_queue_pop_head(&inbox->leftovers);
    if (name == NULL)
      return true;
    log_event(LOG_WARNING, "group-left-over", "group", name, "next",
              "reported as unknown, not sent", NULL);
    if (!open_group(inbox, name, error))
      return false;
  }
  return true;
}

/* Make it known, before the network is touched, that jobs may have been sent.
 * Both folders are synced: a name that came back in new would be sent again. */
static bool
claim(DeliverInbox *inbox, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename(inbox->new_folder, name, NULL);
  g_autofree char *to = g_build_filename(inbox->active, name, NULL);
  return fs_rename(from, to, error) && fs_sync_folder(inbox->active, error) &&
         fs_sync_folder(inbox->new_folder, error);
}

static bool
look(DeliverInbox *inbox, GError **error)
{
  g_autoptr(GPtrArray) names = spool_list(inbox->folder, LIST_MAX, error);

  if (names == NULL)
    return false;
  /* Full: there may be more. */
  inbox->looks = names->len == LIST_MAX;
  for (guint i = 0; i < names->len; i++)
    g_queue_push_tail(&inbox->names, g_strdup(names->pdata[i]));
  return true;
}

static bool
open_next(DeliverInbox *inbox, GError **error)
{
  if (g_queue_is_empty(&inbox->names) && inbox->looks && !look(inbox, error))
    return false;
  char *name = g_queue_pop_head(&inbox->names);
  if (name == NULL)
    return true;
  if (!claim(inbox, name, error)) {
    g_free(name);
    return false;
  }
  return open_group(inbox, name, error);
}

static bool
has_room(const DeliverInbox *inbox)
{
  return inbox->jobs < DELIVER_JOBS_MAX && inbox->bytes < DELIVER_BYTES_MAX;
}

bool
deliver_inbox_next(DeliverInbox *inbox, int64_t now_ms, DeliverJob **out_job,
                   GError **error)
{
  *out_job = NULL;
  while (*out_job == NULL && has_room(inbox)) {
    if (inbox->reading != NULL) {
      if (!take_job(inbox->reading, true, out_job, error))
        return false;
      continue;
    }
    if (!open_next(inbox, error))
      return false;
    if (inbox->reading == NULL && g_queue_is_empty(&inbox->names))
      break;
  }
  if (*out_job != NULL)
    (*out_job)->taken_ms = now_ms;
  return true;
}
