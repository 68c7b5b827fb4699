/* SPDX-License-Identifier: Apache-2.0
 *
 * Counters of a role as a small JSON file.
 */
#include "daemon/status.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include <jansson.h>

#include "daemon/log.h"
#include "parsers/json_text.h"
#include "queue/fd.h"

struct Status {
  char *name, *path, *temporary;
  Clock *clock; /* borrowed */
  json_t *counters;
  int64_t next_ms; /* monotonic */
  bool failed;     /* logged once until it works again */
};

Status *
status_new(const char *runtime_dir, const char *name, Clock *clock)
{
  Status *status = g_new0(Status, 1);
  status->name = g_strdup(name);
  status->path = g_strdup_printf("%s/%s.status", runtime_dir, name);
  status->temporary = g_strconcat(status->path, ".new", NULL);
  status->clock = clock;
  status->counters = json_object();
  status_set(status, "pid", getpid());
  status_set(status, "started_at_ms", clock_now_ms(clock));
  return status;
}

void
status_free(Status *status)
{
  if (status == NULL)
    return;
  json_decref(status->counters);
  g_free(status->name);
  g_free(status->path);
  g_free(status->temporary);
  g_free(status);
}

void
status_set(Status *status, const char *key, int64_t value)
{
  int result = json_object_set_new(status->counters, key, json_integer(value));
  g_assert(result == 0);
}

void
status_add(Status *status, const char *key, int64_t by)
{
  status_set(status, key, status_get(status, key) + by);
}

int64_t
status_get(const Status *status, const char *key)
{
  return json_whole(status->counters, key);
}

void
status_tick(Status *status)
{
  if (clock_monotonic_ms() >= status->next_ms)
    status_write(status);
}

/* Site reads the file as another user, whatever this role's umask is. */
static bool
status_dump(const Status *status)
{
  auto_fd int fd =
      open(status->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  return fd >= 0 && fchmod(fd, 0644) == 0 &&
         json_dumpfd(status->counters, fd, JSON_COMPACT) == 0 &&
         rename(status->temporary, status->path) == 0;
}

void
status_write(Status *status)
{
  status->next_ms = clock_monotonic_ms() + STATUS_PERIOD_MS;
  status_set(status, "written_at_ms", clock_now_ms(status->clock));
  bool written = status_dump(status);
  if (!written && !status->failed)
    log_event(LOG_WARNING, "status-not-written", "role", status->name, "reason",
              g_strerror(errno), "next", "tried again in 10 s", NULL);
  status->failed = !written;
}
