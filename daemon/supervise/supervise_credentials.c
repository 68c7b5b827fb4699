/* SPDX-License-Identifier: Apache-2.0
 *
 * What systemd's LoadCredential= does for the units: a folder for each role,
 * readable by its user alone, with the secrets it needs and no other.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/keys.h"
#include "daemon/supervise/supervise_private.h"
#include "queue/fd.h"
#include "queue/fs.h"

enum { SECRET_MODE = 0400, FOLDER_MODE = 0700, PARENT_MODE = 0711 };

static void
add(GPtrArray *names, const char *name)
{
  if (name != NULL)
    g_ptr_array_add(names, g_strdup(name));
}

static void
add_mailbox(GPtrArray *names, const Settings *settings, const char *argument)
{
  const MailboxSettings *mailbox = settings_mailbox(settings, argument);
  add(names, KEYS_SPOOL_PUBLIC);
  if (mailbox == NULL)
    return;
  add(names, mailbox->credential);
  add(names, mailbox->oauth.credential);
}

static void
add_webhook(GPtrArray *names, const Settings *settings, const char *argument)
{
  (void)argument;
  add(names, KEYS_SPOOL_PUBLIC);
  for (guint i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *channel = settings->channels->pdata[i];
    add(names, channel->path_credential);
    add(names, channel->signature_credential);
  }
}

static void
add_deliver(GPtrArray *names, const Settings *settings, const char *argument)
{
  (void)argument;
  add(names, KEYS_SPOOL_PUBLIC);
  add(names, KEYS_DELIVER_PAIR);
  for (guint i = 0; i < settings->transports->len; i++) {
    const TransportSettings *transport = settings->transports->pdata[i];
    add(names, transport->credential);
    add(names, transport->oauth.credential);
  }
  for (guint i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *channel = settings->channels->pdata[i];
    add(names, channel->credential);
    add(names, channel->path_credential); /* receipts are called there */
  }
}

static void
add_digest(GPtrArray *names, const Settings *settings, const char *argument)
{
  (void)settings;
  (void)argument;
  add(names, KEYS_SPOOL_PAIR);
  add(names, KEYS_DELIVER_PUBLIC);
  add(names, KEYS_MASTER);
}

static void
add_poll(GPtrArray *names, const Settings *settings, const char *argument)
{
  (void)settings;
  (void)argument;
  add(names, KEYS_SPOOL_PUBLIC);
}

static void
add_site(GPtrArray *names, const Settings *settings, const char *argument)
{
  (void)settings;
  (void)argument;
  add(names, KEYS_SPOOL_PUBLIC);
}

/* The same table stands in systemd/README.md. */
static const struct {
  const char *role;
  void (*add)(GPtrArray *names, const Settings *settings, const char *argument);
} roles[] = {
    {"mailbox", add_mailbox}, {"webhook", add_webhook}, {"digest", add_digest},
    {"deliver", add_deliver}, {"poll", add_poll},       {"site", add_site},
};

GPtrArray *
credentials_of(const Settings *settings, const char *role, const char *argument)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
    if (strcmp(roles[i].role, role) == 0)
      roles[i].add(names, settings, argument);
  return names;
}

static bool
set_errno(GError **error, const char *what, const char *path)
{
  int code = errno;
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
              "cannot %s %s: %s", what, path, g_strerror(code));
  return false;
}

/* Nobody but root may write above the folders, so no link can be put in. */
static bool
make_folder(const char *path, mode_t mode, uid_t owner, GError **error)
{
  struct stat status;
  if ((mkdir(path, mode) != 0 && errno != EEXIST) ||
      lstat(path, &status) != 0 || !S_ISDIR(status.st_mode) ||
      chown(path, owner, (gid_t)-1) != 0 || chmod(path, mode) != 0)
    return set_errno(error, "make", path);
  return true;
}

/* A secret that is not there is not given; the role says what it lacks. */
static bool
copy_secret(const char *from, const char *to, uid_t owner, GError **error)
{
  char *bytes = NULL;
  gsize size = 0;
  if (g_unlink(to) != 0 && errno != ENOENT)
    return set_errno(error, "replace", to);
  if (!g_file_get_contents(from, &bytes, &size, NULL))
    return true;
  auto_fd int fd =
      open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, SECRET_MODE);
  bool fine =
      (fd >= 0 || set_errno(error, "make", to)) &&
      fs_write(fd, bytes, size, error) &&
      (fchown(fd, owner, (gid_t)-1) == 0 || set_errno(error, "hand over", to));
  secret_wipe(bytes, size);
  g_free(bytes);
  return fine;
}

char *
credentials_give(const Supervisor *supervisor, const Child *child,
                 GError **error)
{
  const struct passwd *user = getpwnam(child->user);
  if (user == NULL) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "no user %s",
                child->user);
    return NULL;
  }
  g_autofree char *folder =
      g_build_filename(supervisor->secrets_to, child->name, NULL);
  if (!make_folder(supervisor->secrets_to, PARENT_MODE, 0, error) ||
      !make_folder(folder, FOLDER_MODE, user->pw_uid, error))
    return NULL;
  for (guint i = 0; i < child->secrets->len; i++) {
    const char *name = child->secrets->pdata[i];
    g_autofree char *from =
        g_build_filename(supervisor->secrets_from, name, NULL);
    g_autofree char *to = g_build_filename(folder, name, NULL);
    if (!copy_secret(from, to, user->pw_uid, error))
      return NULL;
  }
  return g_steal_pointer(&folder);
}
