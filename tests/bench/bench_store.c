/* SPDX-License-Identifier: Apache-2.0
 *
 * Records per second that the store makes durable, one and ten a commit, beside
 * what the disk can sync in the same minute.  A record is what a letter leaves:
 * a ticket, a message of 2 KB, two outbox rows, seven indexes.
 *
 * bench_store [FOLDER]: a folder on the disk that is to be measured.
 */
#include "queue/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "queue/fd.h"
#include "queue/id.h"

enum {
  ROUNDS = 5,
  SYNCS = 400,
  RECORDS = 400, /* at one a commit; ten times that at ten */
  PAGE = 4096,
};

static const char *const schema[] = {
    "CREATE TABLE ticket(id TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL "
    "UNIQUE, person TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT",
    "CREATE INDEX ticket_person ON ticket(person)",
    "CREATE TABLE message(id TEXT PRIMARY KEY NOT NULL, ticket TEXT NOT NULL "
    "REFERENCES ticket, body BLOB NOT NULL) STRICT",
    "CREATE INDEX message_ticket ON message(ticket)",
    "CREATE TABLE outbox(id TEXT PRIMARY KEY NOT NULL, ticket TEXT NOT NULL, "
    "due_at_ms INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE INDEX outbox_due ON outbox(due_at_ms)",
};

typedef struct Bench {
  Store *store;
  GBytes *body;
  int64_t number;
} Bench;

static bool
insert_outbox(Bench *bench, const char *ticket, int64_t now_ms, GError **error)
{
  Id id = id_new(now_ms);
  return store_run(bench->store, error,
                   "INSERT INTO outbox VALUES($1, $2, $3, $4)", "ttib", id.text,
                   ticket, now_ms, bench->body);
}

static bool
insert_record(Bench *bench, GError **error)
{
  int64_t now_ms = g_get_real_time() / 1000;
  Id ticket = id_new(now_ms), person = id_new(now_ms), message = id_new(now_ms);
  return store_run(bench->store, error,
                   "INSERT INTO ticket VALUES($1, $2, $3, $4)", "titi",
                   ticket.text, ++bench->number, person.text, now_ms) &&
         store_run(bench->store, error,
                   "INSERT INTO message VALUES($1, $2, $3)", "ttb",
                   message.text, ticket.text, bench->body) &&
         insert_outbox(bench, ticket.text, now_ms, error) &&
         insert_outbox(bench, ticket.text, now_ms, error);
}

static bool
commit_records(Bench *bench, int records, int per_commit, GError **error)
{
  for (int done = 0; done < records; done += per_commit) {
    if (!store_begin(bench->store, error))
      return false;
    for (int i = 0; i < per_commit; i++)
      if (!insert_record(bench, error))
        return false;
    if (!store_commit(bench->store, error))
      return false;
  }
  return true;
}

static double
records_per_second(Bench *bench, int records, int per_commit)
{
  g_autoptr(GError) error = NULL;
  int64_t begin_us = g_get_monotonic_time();
  if (!commit_records(bench, records, per_commit, &error))
    g_error("%s", error->message);
  return records * 1e6 / (double)(g_get_monotonic_time() - begin_us);
}

static double
syncs_per_second(int fd)
{
  static const char page[PAGE];
  int64_t begin_us = g_get_monotonic_time();
  for (int i = 0; i < SYNCS; i++)
    if (pwrite(fd, page, PAGE, (i % 64) * PAGE) != PAGE || fdatasync(fd) != 0)
      g_error("pwrite, fdatasync: %m");
  return SYNCS * 1e6 / (double)(g_get_monotonic_time() - begin_us);
}

static int
compare(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static void
print_row(const char *what, double *values)
{
  qsort(values, ROUNDS, sizeof *values, compare);
  printf("%-28s %9.0f /s  (%.0f..%.0f)\n", what, values[ROUNDS / 2], values[0],
         values[ROUNDS - 1]);
}

/* Interleaved, so that a busy minute hits all three alike. */
static void
measure(Bench *bench, int fd)
{
  double sync[ROUNDS], one[ROUNDS], ten[ROUNDS];
  for (int i = 0; i < ROUNDS; i++) {
    sync[i] = syncs_per_second(fd);
    one[i] = records_per_second(bench, RECORDS, 1);
    ten[i] = records_per_second(bench, RECORDS * 10, 10);
  }
  print_row("fdatasync, 4 KB overwrite", sync);
  print_row("records, 1 a commit", one);
  print_row("records, 10 a commit", ten);
}

static void
open_and_measure(const char *path, const char *lock, int fd)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = store_open(path, lock, STORE_MODE_WRITE, &error);
  if (store == NULL)
    g_error("%s", error->message);
  for (size_t i = 0; i < G_N_ELEMENTS(schema); i++)
    if (!store_run(store, &error, schema[i], ""))
      g_error("%s", error->message);
  g_autoptr(GBytes) body = g_bytes_new_take(g_malloc0(2048), 2048);
  Bench bench = {store, body, 0};
  measure(&bench, fd);
}

static void
run(const char *folder)
{
  g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
  g_autofree char *lock = g_build_filename(folder, "bench.lock", NULL);
  g_autofree char *ring = g_build_filename(folder, "bench.ring", NULL);
  auto_fd int fd = open(ring, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || posix_fallocate(fd, 0, 64 * PAGE) != 0)
    g_error("%s: %m", ring);
  open_and_measure(path, lock, fd);
  (void)unlink(path); /* a leftover does no harm; closing removed the WAL */
  (void)unlink(lock);
  (void)unlink(ring);
}

int
main(int argc, char **argv)
{
  run(argc > 1 ? argv[1] : ".");
  return 0;
}
