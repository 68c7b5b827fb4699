/* SPDX-License-Identifier: Apache-2.0
 *
 * One question over the command socket.
 */
#include "daemon/admin/admin_client.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sysexits.h>

#include "daemon/admin/admin.h"
#include "parsers/json_text.h"
#include "queue/fd.h"

enum { PATIENCE_S = 60 }; /* digest may be reading a mail or importing */

void
admin_reply_clear(AdminReply *reply)
{
  g_clear_pointer(&reply->rows, json_decref);
  g_clear_pointer(&reply->error, g_free);
}

static int
fail(GError **error, int code)
{
  GFileError kind =
      code == ECONNREFUSED ? G_FILE_ERROR_NOENT : g_file_error_from_errno(code);
  g_set_error_literal(error, G_FILE_ERROR, kind, g_strerror(code));
  return -1;
}

static int
dial(const char *runtime_dir, GError **error)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct timeval patience = {.tv_sec = PATIENCE_S};
  g_autofree char *path = g_build_filename(runtime_dir, ADMIN_SOCKET, NULL);
  if (strlen(path) >= sizeof address.sun_path)
    return fail(error, ENAMETOOLONG);
  memcpy(address.sun_path, path, strlen(path));
  auto_fd int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 ||
      setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) !=
          0 ||
      setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) !=
          0 ||
      connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
    return fail(error, errno);
  return fd_steal(&fd);
}

static bool
send_all(int fd, const char *text, size_t size, GError **error)
{
  while (size > 0) {
    ssize_t sent = send(fd, text, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
      continue;
    if (sent < 0)
      return fail(error, errno) == 0;
    text += sent;
    size -= (size_t)sent;
  }
  return true;
}

static GString *
receive_all(int fd, GError **error)
{
  GString *text = g_string_new(NULL);
  char piece[16384];
  while (text->len <= ADMIN_ANSWER_BYTES) {
    ssize_t size = recv(fd, piece, sizeof piece, 0);
    if (size < 0 && errno == EINTR)
      continue;
    if (size == 0)
      return text;
    if (size < 0)
      break;
    g_string_append_len(text, piece, size);
  }
  (void)fail(error, text->len > ADMIN_ANSWER_BYTES ? EMSGSIZE : errno);
  g_string_free(text, TRUE);
  return NULL;
}

/* The last line says how it went. */
static bool
read_end(const json_t *line, AdminReply *reply)
{
  const json_t *ok = json_object_get(line, "ok");
  if (!json_is_boolean(ok))
    return false;
  if (json_is_true(ok))
    return true;
  const char *words = json_string_value(json_object_get(line, "error"));
  reply->code = (int)json_whole(line, "code");
  if (reply->code == 0)
    reply->code = EX_PROTOCOL;
  reply->error = g_strdup(words == NULL ? "no reason given" : words);
  return true;
}

static bool
read_lines(const char *text, AdminReply *reply)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  reply->rows = json_array();
  for (size_t i = 0; lines[i] != NULL; i++) {
    json_t *line = json_loads(lines[i], 0, NULL);
    bool ended = line != NULL && read_end(line, reply);
    if (line != NULL && !ended) {
      json_array_append_new(reply->rows, line);
      continue;
    }
    json_decref(line);
    return ended;
  }
  return false;
}

bool
admin_ask(const char *runtime_dir, const char *verb, json_t *arguments,
          AdminReply *out, GError **error)
{
  json_auto_t *question =
      json_pack("{s:s,s:O*}", "verb", verb, "arguments", arguments);
  g_autofree char *text = json_dumps(question, JSON_COMPACT);
  g_autofree char *line = g_strconcat(text, "\n", NULL);
  auto_fd int fd = dial(runtime_dir, error);
  if (fd < 0 || !send_all(fd, line, strlen(line), error))
    return false;
  GString *answer = receive_all(fd, error);
  if (answer == NULL)
    return false;
  g_auto(AdminReply) reply = {0};
  bool whole = read_lines(answer->str, &reply);
  g_string_free(answer, TRUE);
  if (!whole) {
    (void)fail(error, EPROTO);
    return false;
  }
  *out = reply;
  reply = (AdminReply){0};
  return true;
}
