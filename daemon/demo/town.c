/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing and finding the demo's scratch directory.
 */
#include "daemon/demo/town.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "daemon/demo/town_private.h"
#include "daemon/keys.h"
#include "daemon/tree.h"
#include "parsers/json_text.h"
#include "parsers/resource.h"
#include "queue/fd.h"

/* A Tuesday morning, so that office hours and working days are what a visitor
 * expects whenever he looks: 16 June 2026, 8:14 in Berlin. */
#define STORY_BEGINS_MS INT64_C(1781590440000)

#define EXAMPLE "templates/town/"
#define DIVIDED "templates/demo/town/" /* its streets and districts */

char *
demo_town_maildir(const DemoTown *town, const char *name)
{
  return g_build_filename(town->directory, "mail", name, NULL);
}

char *
demo_town_phone(const DemoTown *town, const char *name)
{
  return g_build_filename(town->directory, "phone", name, NULL);
}

void
demo_town_free(DemoTown *town)
{
  if (town == NULL)
    return;
  g_free(town->directory);
  g_free(town->config_path);
  g_free(town->clock_path);
  g_free(town->log_path);
  g_free(town->webhook_secret);
  g_free(town);
}

static bool
set_errno(GError **error, const char *what)
{
  int code = errno;
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "%s: %s",
              what, g_strerror(code));
  return false;
}

static void
set_paths(DemoTown *town)
{
  town->config_path = g_build_filename(town->directory, "bote.yaml", NULL);
  town->clock_path = g_build_filename(town->directory, "clock", NULL);
  town->log_path = g_build_filename(town->directory, "bote.log", NULL);
}

/* A port nobody listens on now; somebody may take it before our role does,
 * which then says so. */
static int
free_port(int wish)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)wish),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  auto_fd int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int one = 1;
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) ||
      bind(fd, (struct sockaddr *)&address, size) != 0 ||
      getsockname(fd, (struct sockaddr *)&address, &size) != 0)
    return -1;
  return ntohs(address.sin_port);
}

static int
near_or_any(int wish)
{
  int port = wish == 0 ? -1 : free_port(wish);
  return port > 0 ? port : free_port(0);
}

static bool
choose_ports(DemoTown *town, int web_port, GError **error)
{
  town->web_port = free_port(web_port);
  if (town->web_port <= 0) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_AGAIN,
                "port %d is in use – choose another with --port", web_port);
    return false;
  }
  int next = web_port == 0 ? 0 : web_port + 1;
  town->webhook_port = near_or_any(next);
  do
    town->site_port = near_or_any(web_port == 0 ? 0 : web_port + 2);
  while (town->site_port == town->webhook_port ||
         town->site_port == town->web_port);
  return true;
}

static bool
make_folders(const DemoTown *town, GError **error)
{
  static const char *const names[] = {"",     "town",  "state", "run",
                                      "mail", "phone", "inbox"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(town->directory, names[i], NULL);
    if (g_mkdir_with_parents(path, 0700) != 0)
      return set_errno(error, path);
  }
  return true;
}

static bool
write_text(const DemoTown *town, const char *name, const char *text,
           GError **error)
{
  g_autofree char *path = g_build_filename(town->directory, name, NULL);
  return g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE,
                                  0600, error);
}

static bool
copy_files(const DemoTown *town, const char *prefix, GError **error)
{
  const Resource *file = NULL;
  while ((file = resource_next(prefix, file)) != NULL) {
    const char *name = file->path + strlen(prefix);
    if (strcmp(name, "bote.yaml") == 0)
      continue;
    g_autofree char *path =
        g_build_filename(town->directory, "town", name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) != 0)
      return set_errno(error, folder);
    if (!g_file_set_contents(path, file->begin, (gssize)resource_size(file),
                             error))
      return false;
  }
  return true;
}

/* In one district lamps are another department's, which the example leaves to
 * towns that have districts. */
static bool
divide_lamps(const DemoTown *town, GError **error)
{
  static const char firm[] = "  department: stadtwerke\n";
  const Resource *file = resource_find(EXAMPLE "categories.yaml");
  g_assert(file != NULL);
  g_autoptr(GString) text =
      g_string_new_len(file->begin, (gssize)resource_size(file));
  guint found = g_string_replace(
      text, firm,
      "  department: stadtwerke\n  districts: {Alt-Wieke: tiefbau}\n", 1);
  g_assert(found == 1);
  return write_text(town, "town/categories.yaml", text->str, error);
}

static bool
copy_example(const DemoTown *town, GError **error)
{
  return copy_files(town, EXAMPLE, error) && copy_files(town, DIVIDED, error) &&
         divide_lamps(town, error);
}

/* The path of the webhook and the provider's password; they guard nothing but
 * this scratch directory. */
static bool
write_secrets(DemoTown *town, GError **error)
{
  g_autofree char *folder =
      g_build_filename(town->directory, "credentials", NULL);
  if (!keys_create_missing(folder, error))
    return false;
  g_autofree char *random = g_uuid_string_random();
  town->webhook_secret = g_strdup(random);
  return write_text(town, "credentials/sms-path", random, error) &&
         write_text(town, "credentials/sms-password", "demo\n", error);
}

static bool
write_marker(const DemoTown *town, GError **error)
{
  json_auto_t *marker =
      json_pack("{s:i, s:i, s:i, s:s}", "web_port", town->web_port,
                "webhook_port", town->webhook_port, "site_port",
                town->site_port, "webhook_secret", town->webhook_secret);
  char *text = json_dumps(marker, JSON_INDENT(2));
  g_assert(text != NULL);
  bool fine = write_text(town, "demo.json", text, error);
  free(text);
  return fine;
}

static bool
fill(DemoTown *town, int web_port, GError **error)
{
  if (!choose_ports(town, web_port, error) || !make_folders(town, error) ||
      !copy_example(town, error) || !write_secrets(town, error))
    return false;
  g_autofree char *settings = demo_town_settings(town);
  return write_text(town, "bote.yaml", settings, error) &&
         write_marker(town, error) &&
         clock_file_write(town->clock_path, STORY_BEGINS_MS, 1, error);
}

static bool
is_empty(const char *directory)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  return dir == NULL || g_dir_read_name(dir) == NULL;
}

DemoTown *
demo_town_new(const char *directory, int web_port, GError **error)
{
  g_autoptr(DemoTown) town = g_new0(DemoTown, 1);
  if (directory[0] == '\0')
    town->directory = g_dir_make_tmp("bote-demo-XXXXXX", error);
  else
    town->directory = g_canonicalize_filename(directory, NULL);
  if (town->directory == NULL)
    return NULL;
  if (!is_empty(town->directory)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                "%s is not empty – name a new directory", town->directory);
    return NULL;
  }
  set_paths(town);
  if (fill(town, web_port, error))
    return g_steal_pointer(&town);
  demo_town_remove(town);
  return NULL;
}

static int
port_of(const json_t *marker, const char *name)
{
  return (int)json_whole(marker, name);
}

DemoTown *
demo_town_open(const char *config_path, GError **error)
{
  g_autoptr(DemoTown) town = g_new0(DemoTown, 1);
  town->directory = g_path_get_dirname(config_path);
  set_paths(town);
  g_autofree char *path = g_build_filename(town->directory, "demo.json", NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return NULL;
  json_auto_t *marker = json_loads(text, 0, NULL);
  town->web_port = port_of(marker, "web_port");
  town->webhook_port = port_of(marker, "webhook_port");
  town->site_port = port_of(marker, "site_port");
  town->webhook_secret =
      g_strdup(json_string_value(json_object_get(marker, "webhook_secret")));
  if (town->web_port > 0 && town->webhook_secret != NULL)
    return g_steal_pointer(&town);
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s cannot be read",
              path);
  return NULL;
}

void
demo_town_remove(const DemoTown *town)
{
  tree_remove(town->directory);
}

static bool
listens(int port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  auto_fd int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return fd >= 0 &&
         connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

bool
demo_town_is_ready(const DemoTown *town)
{
  g_autofree char *met = g_build_filename(town->directory, "state", "mailbox",
                                          "rathaus.old", NULL);
  return g_file_test(met, G_FILE_TEST_EXISTS) && listens(town->web_port) &&
         listens(town->webhook_port);
}

bool
demo_town_advance(const DemoTown *town, int minutes, GError **error)
{
  g_autoptr(Clock) clock = clock_new_file(town->clock_path, error);
  return clock != NULL &&
         clock_file_write(town->clock_path,
                          clock_now_ms(clock) + minutes * INT64_C(60000), 1,
                          error);
}
