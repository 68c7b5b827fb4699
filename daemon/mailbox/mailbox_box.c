/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths, heads, spool files of one mailbox.
 */
#include "daemon/mailbox/mailbox_box.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/durable_file.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/status.h"
#include "queue/fs.h"
#include "queue/id.h"
#include "queue/store_error.h"

enum {
  KEY_PART_LENGTH = 16, /* of the key, in a file's name: for the reader's eye */
  STATE_FOLDER_MODE = 0750,
  SLICE_MS = 5000, /* status and watchdog go on while we wait */
  WATCHED_FDS = 2,
};

MailboxBox *
mailbox_box_new(const Config *config, const MailboxSettings *settings,
                Clock *clock, GError **error)
{
  const char *state = config->settings->paths.state;
  g_autoptr(MailboxBox) box = g_new0(MailboxBox, 1);
  g_autofree char *folder = g_build_filename(state, "mailbox", NULL);

  box->config = config;
  box->settings = settings;
  box->clock = clock;
  box->spool_folder = spool_intake_make(state, "mailbox", error);
  box->state_file = g_strdup_printf("%s/%s.state", folder, settings->name);
  box->adopt_file = g_strdup_printf("%s/%s.adopt", folder, settings->name);
  if (box->spool_folder == NULL ||
      !fs_make_folder(folder, STATE_FOLDER_MODE, error))
    return NULL;
  return g_steal_pointer(&box);
}

void
mailbox_box_free(MailboxBox *box)
{
  if (box == NULL)
    return;
  g_free(box->spool_folder);
  g_free(box->state_file);
  g_free(box->adopt_file);
  g_free(box);
}

void
mailbox_box_count(MailboxBox *box, const char *counter, int64_t by)
{
  if (box->status != NULL)
    status_add(box->status, counter, by);
}

void
mailbox_box_progress(MailboxBox *box)
{
  if (box->status == NULL)
    return;
  status_tick(box->status);
  notify_alive();
}

int
mailbox_box_slice_ms(const MailboxBox *box, int64_t until_ms)
{
  return MIN(clock_wait_ms(box->clock, until_ms), SLICE_MS);
}

void
mailbox_box_wait(MailboxBox *box, int64_t until_ms, int one_fd, int other_fd)
{
  struct pollfd fds[WATCHED_FDS] = {{.fd = one_fd, .events = POLLIN},
                                    {.fd = other_fd, .events = POLLIN}};

  while (clock_now_ms(box->clock) < until_ms &&
         poll(fds, WATCHED_FDS, mailbox_box_slice_ms(box, until_ms)) <= 0)
    mailbox_box_progress(box);
}

/* A head that quietly lacked something would be acknowledged all the same:
 * jansson answers NULL without memory. */
static void
set(json_t *head, const char *name, json_t *value)
{
  int result = json_object_set_new(head, name, value);
  g_assert(result == 0);
}

json_t *
mailbox_record_head(const MailboxBox *box, const MailboxRecord *record)
{
  int64_t now_ms = clock_now_ms(box->clock);
  bool dated = record->received_at_ms > 0 && !box->config->settings->test;
  json_t *head = json_object();
  const struct {
    const char *name;
    bool set;
  } flags[] = {
      {"adopted", record->adopted},
      {"oversize", record->oversize},
      {"renumbered", record->renumbered},
      {"incomplete", record->incomplete},
  };
  const struct {
    const char *name;
    int64_t value;
  } numbers[] = {
      {"uidvalidity", record->uidvalidity},
      {"uid", record->uid},
      {"received_at_ms", dated ? record->received_at_ms : now_ms},
      {"fetched_at_ms", now_ms},
      {"size", (int64_t)record->size_bytes},
  };

  set(head, "kind", json_string("mail"));
  set(head, "mailbox", json_string(box->settings->name));
  set(head, "key", json_string(record->key));
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    set(head, numbers[i].name, json_integer(numbers[i].value));
  for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
    if (flags[i].set)
      set(head, flags[i].name, json_true());
  return head;
}

SpoolWriter *
mailbox_box_writer(MailboxBox *box, const char *key, GError **error)
{
  Id id = id_new(clock_now_ms(box->clock));
  g_autofree char *name =
      g_strdup_printf("%s.%.*s", id.text, KEY_PART_LENGTH, key);
  unsigned free_mib = (unsigned)box->config->settings->limits.free_disk_mib;

  if (!spool_has_room(box->spool_folder, free_mib)) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_FULL,
                        "the spool has no room");
    return NULL;
  }
  return spool_writer_new(box->spool_folder, name, &box->reader, error);
}

bool
mailbox_box_commit(MailboxBox *box, SpoolWriter *writer, unsigned count,
                   GError **error)
{
  if (!spool_writer_commit(writer, error))
    return false;
  bell_ring(box->config->settings->paths.runtime, "digest");
  mailbox_box_count(box, "fetched", count);
  mailbox_box_progress(box);
  return true;
}

bool
mailbox_box_adopt_wanted(const MailboxBox *box, int64_t *out_since_ms)
{
  json_error_t why;
  json_int_t since_ms = 0;
  int confirmed = 0;

  if (access(box->adopt_file, F_OK) < 0)
    return false;
  json_t *json = json_load_file(box->adopt_file, 0, &why);
  int result = json_unpack(json, "{s:I, s:b}", "since_ms", &since_ms,
                           "confirmed", &confirmed);
  json_decref(json);
  if (result == 0 && confirmed) {
    *out_since_ms = since_ms;
    return true;
  }
  log_event(LOG_WARNING, "adopt-request-unreadable", "mailbox",
            box->settings->name, "next", "ignored and removed", NULL);
  (void)unlink(box->adopt_file); /* next time again */
  return false;
}

bool
mailbox_box_adopt_request(const MailboxBox *box, int64_t since_ms,
                          GError **error)
{
  g_autofree char *text = g_strdup_printf(
      "{\"since_ms\": %" G_GINT64_FORMAT ", \"confirmed\": true}\n", since_ms);

  return durable_file_write(box->adopt_file, text, strlen(text), error);
}

void
mailbox_box_adopt_done(const MailboxBox *box, unsigned count)
{
  /* If it stays, all is only looked at once more: keys absorb repeats. */
  (void)unlink(box->adopt_file);
  log_event(LOG_NOTICE, "mailbox-adopted", "mailbox", box->settings->name,
            "count", log_number(count).text, NULL);
}
