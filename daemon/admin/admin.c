/* SPDX-License-Identifier: Apache-2.0
 *
 * Connections of the command socket.
 */
#include "daemon/admin/admin.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "queue/fd.h"

typedef struct Client {
  int fd;
  uid_t uid;
  int64_t due_ms; /* monotonic */
  GString *in;    /* until the line came */
  GString *out;   /* NULL while reading */
  size_t written;
} Client;

struct Admin {
  int epoll_fd, listen_fd;
  char *path;
  AdminHandler handler;
  void *user;
  GPtrArray *clients; /* Client *, owned */
  bool full;          /* the listening socket is not watched meanwhile */
};

/* What becomes of a client after it was looked at. */
typedef enum Step {
  STEP_WAIT, /* for the client */
  STEP_CLOSE,
  STEP_FATAL, /* error set */
} Step;

static void
client_free(void *data)
{
  Client *client = data;
  fd_close(&client->fd); /* leaves the epoll set by itself */
  g_string_free(client->in, TRUE);
  if (client->out != NULL)
    g_string_free(client->out, TRUE);
  g_free(client);
}

static int
fail(GError **error, const char *what, const char *path)
{
  int code = errno;
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
              "cannot %s %s: %s", what, path, g_strerror(code));
  return -1;
}

/* Before listen(): nobody can connect until the rights are right. */
static bool
set_rights(const char *path)
{
  const struct group *group = getgrnam(ADMIN_GROUP);
  if (group != NULL && chown(path, (uid_t)-1, group->gr_gid) == 0)
    return chmod(path, 0660) == 0;
  log_event(LOG_NOTICE, "admin-socket-private", "reason",
            group == NULL ? "no group " ADMIN_GROUP : g_strerror(errno), "next",
            "only this user and root may command", NULL);
  return chmod(path, 0600) == 0;
}

static int
listen_at(const char *path, GError **error)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return fail(error, "listen on", path);
  }
  memcpy(address.sun_path, path, strlen(path));
  auto_fd int fd =
      socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return fail(error, "open", path);
  (void)unlink(path); /* left by an earlier process; bind() tells the rest */
  if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
      !set_rights(path) || listen(fd, ADMIN_CONNECTIONS) != 0)
    return fail(error, "listen on", path);
  return fd_steal(&fd);
}

static bool
watch(const Admin *admin, int operation, int fd, uint32_t events, void *data)
{
  struct epoll_event event = {.events = events, .data.ptr = data};
  return epoll_ctl(admin->epoll_fd, operation, fd, &event) == 0;
}

Admin *
admin_new(const char *runtime_dir, AdminHandler handler, void *user,
          GError **error)
{
  g_autoptr(Admin) admin = g_new0(Admin, 1);
  admin->handler = handler;
  admin->user = user;
  admin->clients = g_ptr_array_new_with_free_func(client_free);
  admin->listen_fd = -1;
  admin->path = g_build_filename(runtime_dir, ADMIN_SOCKET, NULL);
  admin->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (admin->epoll_fd < 0) {
    (void)fail(error, "poll", admin->path);
    return NULL;
  }
  admin->listen_fd = listen_at(admin->path, error);
  if (admin->listen_fd < 0)
    return NULL;
  if (!watch(admin, EPOLL_CTL_ADD, admin->listen_fd, EPOLLIN, NULL)) {
    (void)fail(error, "poll", admin->path);
    return NULL;
  }
  return g_steal_pointer(&admin);
}

void
admin_free(Admin *admin)
{
  if (admin == NULL)
    return;
  g_ptr_array_unref(admin->clients);
  if (admin->listen_fd >= 0)
    (void)unlink(admin->path); /* a client then hears that nobody listens */
  fd_close(&admin->listen_fd);
  fd_close(&admin->epoll_fd);
  g_free(admin->path);
  g_free(admin);
}

int
admin_fd(const Admin *admin)
{
  return admin->epoll_fd;
}

int
admin_wait_ms(const Admin *admin)
{
  int64_t wait_ms = G_MAXINT;
  for (guint i = 0; i < admin->clients->len; i++) {
    const Client *client = admin->clients->pdata[i];
    wait_ms = MIN(wait_ms, client->due_ms - clock_monotonic_ms());
  }
  return (int)MAX(wait_ms, 0);
}

static void
client_start(Client *client)
{
  client->due_ms = clock_monotonic_ms() + ADMIN_DEADLINE_MS;
}

/* The list is full: the next ones wait in the backlog. */
static void
set_full(Admin *admin, bool full)
{
  if (admin->full == full)
    return;
  admin->full = full;
  bool ok =
      watch(admin, EPOLL_CTL_MOD, admin->listen_fd, full ? 0 : EPOLLIN, NULL);
  g_assert(ok);
}

static void
accept_clients(Admin *admin)
{
  while (admin->clients->len < ADMIN_CONNECTIONS) {
    auto_fd int fd =
        accept4(admin->listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (fd < 0)
      return; /* nobody more, or too few descriptors: looked at again */
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
      continue;
    Client *client = g_new0(Client, 1);
    client->fd = fd_steal(&fd);
    client->uid = peer.uid;
    client->in = g_string_new(NULL);
    client_start(client);
    g_ptr_array_add(admin->clients, client);
    bool ok = watch(admin, EPOLL_CTL_ADD, client->fd, EPOLLIN, client);
    g_assert(ok);
  }
  set_full(admin, true);
}

/* Read until a line is there. */
static Step
client_read(Client *client, bool *out_line)
{
  char piece[4096];
  *out_line = false;
  for (;;) {
    ssize_t size = recv(client->fd, piece, sizeof piece, 0);
    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0)
      return errno == EAGAIN ? STEP_WAIT : STEP_CLOSE;
    if (size == 0)
      return STEP_CLOSE; /* half a request is none */
    g_string_append_len(client->in, piece, size);
    char *end = memchr(client->in->str, '\n', client->in->len);
    *out_line = end != NULL;
    if (end != NULL) {
      g_string_truncate(client->in, (gsize)(end - client->in->str));
      return STEP_WAIT;
    }
    if (client->in->len > ADMIN_REQUEST_BYTES)
      return STEP_CLOSE;
  }
}

static Step
client_write(Client *client)
{
  while (client->written < client->out->len) {
    ssize_t size = send(client->fd, client->out->str + client->written,
                        client->out->len - client->written, MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR)
      continue;
    if (size < 0)
      return errno == EAGAIN ? STEP_WAIT : STEP_CLOSE;
    client->written += (size_t)size;
  }
  return STEP_CLOSE;
}

static Step
client_answer(Admin *admin, Client *client, GError **error)
{
  client->out = g_string_new(NULL);
  if (strlen(client->in->str) != client->in->len)
    return STEP_CLOSE; /* a NUL within: no request of ours */
  if (!admin->handler(admin->user, client->in->str, client->uid, client->out,
                      error))
    return STEP_FATAL;
  if (client->out->len > ADMIN_ANSWER_BYTES)
    return STEP_CLOSE;
  client_start(client);
  Step step = client_write(client);
  if (step == STEP_WAIT &&
      !watch(admin, EPOLL_CTL_MOD, client->fd, EPOLLOUT, client))
    return STEP_CLOSE;
  return step;
}

static Step
client_look(Admin *admin, Client *client, GError **error)
{
  if (client->out != NULL)
    return client_write(client);
  bool line = false;
  Step step = client_read(client, &line);
  return line ? client_answer(admin, client, error) : step;
}

static void
cut_late(Admin *admin)
{
  int64_t now_ms = clock_monotonic_ms();
  for (guint i = admin->clients->len; i > 0; i--) {
    const Client *client = admin->clients->pdata[i - 1];
    if (client->due_ms <= now_ms)
      g_ptr_array_remove_index(admin->clients, i - 1);
  }
}

bool
admin_turn(Admin *admin, GError **error)
{
  struct epoll_event ready[ADMIN_CONNECTIONS + 1];
  int count = epoll_wait(admin->epoll_fd, ready, (int)G_N_ELEMENTS(ready), 0);
  for (int i = 0; i < count; i++) {
    Client *client = ready[i].data.ptr;
    if (client == NULL) {
      accept_clients(admin);
      continue;
    }
    Step step = client_look(admin, client, error);
    if (step == STEP_FATAL)
      return false;
    if (step == STEP_CLOSE)
      (void)g_ptr_array_remove(admin->clients, client); /* it is in there */
  }
  cut_late(admin);
  if (admin->clients->len < ADMIN_CONNECTIONS)
    set_full(admin, false);
  return true;
}
