/* SPDX-License-Identifier: Apache-2.0
 *
 * Files each mail into a Maildir of its recipient, PATH/ADDRESS/, as a final
 * mail server would (RFC 5321 4.4: Return-Path).  For the demo and for tests,
 * whose people read there; written in tmp, synced, renamed into new.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "daemon/deliver/transport.h"
#include "parsers/mail_writer.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/store_error.h"

enum { FOLDER_MODE = 0770 };

static TransportLine *
maildir_open(const TransportRoute *route)
{
  TransportLine *line = g_new0(TransportLine, 1);
  line->route = route;
  line->fd = -1;
  return line;
}

/* The address as a folder's name: no slash, no dot at its beginning. */
static char *
folder_name(const char *address)
{
  char *name = g_ascii_strdown(address, -1);
  g_strdelimit(name, "/", '_');
  if (name[0] == '.')
    name[0] = '_';
  return name;
}

static char *
make_maildir(const char *path, const char *address, GError **error)
{
  static const char *const parts[] = {"", "tmp", "new", "cur"};
  g_autofree char *name = folder_name(address);
  g_autofree char *maildir = g_build_filename(path, name, NULL);

  if (!fs_make_folder(path, FOLDER_MODE, error))
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *folder = g_build_filename(maildir, parts[i], NULL);
    if (!fs_make_folder(folder, FOLDER_MODE, error))
      return NULL;
  }
  return g_steal_pointer(&maildir);
}

static bool
write_mail(const char *path, const OutboxJob *job, GError **error)
{
  g_autofree char *head =
      g_strdup_printf("Return-Path: <%s>\r\nDelivered-To: %s\r\n",
                      job->envelope_from, job->address);
  gsize size = 0;
  const void *body = g_bytes_get_data(job->body, &size);
  auto_fd int fd = fs_create(path, error);
  return fd >= 0 && fs_write(fd, head, strlen(head), error) &&
         fs_write(fd, body, size, error) && fs_sync(fd, error);
}

/* The name is the job's and its attempt's: a repeat replaces nothing and makes
 * one more copy, as a mail server would. */
static bool
deliver_into(const char *maildir, const OutboxJob *job, GError **error)
{
  g_autofree char *name =
      g_strdup_printf("%s.%d.bote", job->id.text, job->attempt);
  g_autofree char *from = g_build_filename(maildir, "tmp", name, NULL);
  g_autofree char *to = g_build_filename(maildir, "new", name, NULL);
  g_autofree char *folder = g_build_filename(maildir, "new", NULL);

  (void)remove(from); /* what a crash has left would be in the way */
  return write_mail(from, job, error) && fs_rename(from, to, error) &&
         fs_sync_folder(folder, error);
}

static bool
maildir_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
              OutboxResult *out)
{
  g_autoptr(GError) error = NULL;
  bool safe_from =
      job->envelope_from[0] == '\0' || mail_address_is_safe(job->envelope_from);

  (void)now_ms;
  if (!safe_from || !mail_address_is_safe(job->address)) {
    transport_set_result(out, DELIVERY_FAIL, "5.1.3", "unsafe address");
    return true;
  }
  g_autofree char *maildir =
      make_maildir(line->route->settings->path, job->address, &error);
  if (maildir != NULL && deliver_into(maildir, job, &error)) {
    transport_set_result(out, DELIVERY_SENT, "2.0.0", NULL);
    return true;
  }
  bool full = g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL);
  transport_set_result(out, full ? DELIVERY_DEFER : DELIVERY_NOT_TRIED,
                       full ? "4.3.1" : "4.3.0", error->message);
  return true;
}

static bool
maildir_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  (void)line;
  (void)now_ms;
  (void)out;
  g_assert_not_reached(); /* start() has always known the outcome */
}

static void
maildir_close(TransportLine *line)
{
  g_free(line);
}

const Transport transport_maildir = {
    .name = "maildir",
    .kind = TRANSPORT_KIND_MAILDIR,
    .open = maildir_open,
    .start = maildir_start,
    .turn = maildir_turn,
    .close = maildir_close,
};
