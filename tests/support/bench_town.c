/* SPDX-License-Identifier: Apache-2.0
 *
 * Digest's steps for programs of `make bench`.
 */
#include "tests/support/bench_town.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "daemon/bell.h"
#include "daemon/role.h"
#include "queue/spool.h"

enum { WAIT_MS = 1000 };

extern const Role role_parse;

bool
bench_town_is_reader(int argc, char **argv, int *out_code)
{
  if (argc < 3 || strcmp(argv[1], "role") != 0)
    return false;
  *out_code = role_parse.run(argc - 2, argv + 2);
  return true;
}

void
bench_town_open(BenchTown *town, const char *folder, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, name, "bote.yaml", NULL);
  town->config = config_load(path, NULL, &error);
  if (town->config == NULL)
    g_error("%s", error->message);
  town->clock = clock_new_system();
  if (!digest_open(&town->digest, town->config, town->clock, &error))
    g_error("%s: %s", path, error->message);
}

void
bench_town_close(BenchTown *town)
{
  digest_close(&town->digest);
  clock_free(town->clock);
  config_unref(town->config);
}

void
bench_town_spool(BenchTown *town, GBytes *mail, unsigned number)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strdup_printf("bench.%08u", number);
  g_autofree char *key = g_strdup_printf("%064u", number);
  g_autofree char *folder =
      g_build_filename(town->digest.spool_in, "mailbox", NULL);
  json_auto_t *head = json_pack(
      "{s:s, s:s, s:s, s:I}", "kind", "mail", "mailbox", "rathaus", "key", key,
      "received_at_ms", (json_int_t)clock_now_ms(town->clock));
  g_autoptr(SpoolWriter) writer = spool_writer_new(
      folder, name, &town->digest.spool_pair.public_key, &error);
  gsize size;
  const void *bytes = g_bytes_get_data(mail, &size);
  if (writer == NULL ||
      !spool_writer_record(writer, head, bytes, size, &error) ||
      !spool_writer_commit(writer, &error))
    g_error("%s", error->message);
}

void
bench_town_lift_brake(BenchTown *town)
{
  g_autoptr(GError) error = NULL;
  if (!store_run(town->digest.store, &error,
                 "DELETE FROM counter WHERE name LIKE 'answers%'", ""))
    g_error("%s", error->message);
}

void
bench_town_decide(BenchTown *town)
{
  g_autoptr(GError) error = NULL;
  bool worked = true;
  while (worked) {
    worked = false;
    if (!digest_import(&town->digest, &worked, &error) ||
        !digest_decide(&town->digest, &worked, &error) ||
        !store_sync(town->digest.store, &error))
      g_error("%s", error->message);
  }
}

int64_t
bench_town_count(BenchTown *town, const char *sql)
{
  g_autoptr(GError) error = NULL;
  int64_t count = 0;
  if (!store_get_int64(town->digest.store, &count, &error, sql, ""))
    g_error("%s", error->message);
  return count;
}

int64_t
bench_town_unsent(BenchTown *town)
{
  return bench_town_count(town, "SELECT count(*) FROM outbox WHERE state IN"
                                " ('queued', 'leased', 'deferred')");
}

/* Counting all of them each time would be measured, too. */
static bool
any_unsent(BenchTown *town)
{
  return bench_town_count(town, "SELECT EXISTS (SELECT 1 FROM outbox WHERE"
                                " state = 'leased')"
                                " OR EXISTS (SELECT 1 FROM outbox WHERE state"
                                " IN ('queued', 'deferred'))") != 0;
}

static void
wait_for_bell(Digest *digest)
{
  struct pollfd bell = {.fd = bell_fd(digest->bell), .events = POLLIN};
  if (poll(&bell, 1, WAIT_MS) < 0 && errno != EINTR)
    g_error("poll: %m");
  bell_drain(digest->bell);
}

void
bench_town_send(BenchTown *town)
{
  Digest *digest = &town->digest;
  g_autoptr(GError) error = NULL;
  for (;;) {
    bool worked = false;
    if (!digest_results(digest, &worked, &error) ||
        !digest_handout(digest, &worked, &error))
      g_error("%s", error->message);
    if (worked)
      continue;
    if (!any_unsent(town))
      return;
    wait_for_bell(digest);
  }
}

void
bench_town_run(BenchTown *town, const char *sql, int64_t wanted)
{
  Digest *digest = &town->digest;
  g_autoptr(GError) error = NULL;
  for (;;) {
    bool worked = false;
    if (!digest_import(digest, &worked, &error) ||
        !digest_decide(digest, &worked, &error) ||
        !digest_results(digest, &worked, &error) ||
        !digest_handout(digest, &worked, &error))
      g_error("%s", error->message);
    bench_town_lift_brake(town);
    if (worked)
      continue;
    if (bench_town_count(town, sql) >= wanted)
      return;
    wait_for_bell(digest);
  }
}
