/* SPDX-License-Identifier: Apache-2.0
 *
 * A heap of mails on an IMAP server to durable records, by the role mailbox;
 * beside mbsync, which pulls the same mails into a Maildir, with its fsyncs.
 * Both are whole processes, from start.  Ours also moves each mail aside on the
 * server; what counts is that the inbox is empty.
 *
 * bench_imap FOLDER MAILS BOTE: FOLDER holds town/bote.yaml (the mailbox was
 * seen once), server/mail/town and server/mail/peer0…, mbsync0.conf…
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/bench.h"
#include "tests/support/bench_mails.h"

enum { LOOK_MS = 5, WAIT_S = 60 };

typedef struct Bench {
  const char *folder, *program;
  BenchMails *mails;
  unsigned count;
} Bench;

/* As old as any delivery agent's: the server's own, in new/. */
static void
deliver(const Bench *bench, const char *user, unsigned first)
{
  g_autofree char *maildir =
      g_build_filename(bench->folder, "server", "mail", user, NULL);
  struct stat owner;
  if (stat(maildir, &owner) != 0)
    g_error("%s: %m", maildir);
  for (unsigned i = first; i < first + bench->count; i++) {
    g_autoptr(GBytes) mail = bench_mails_make(bench->mails, i);
    g_autofree char *path = g_strdup_printf("%s/new/%u.imap", maildir, i);
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);
    if (!g_file_set_contents(path, bytes, (gssize)size, NULL) ||
        chown(path, owner.st_uid, owner.st_gid) != 0)
      g_error("%s: %m", path);
  }
}

static unsigned
files_in(const char *folder, const char *below)
{
  g_autofree char *path = g_build_filename(folder, below, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  unsigned count = 0;
  while (dir != NULL && g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

static double
rate(const Bench *bench, int64_t begin_us)
{
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

static double
peer_round(const Bench *bench, int round)
{
  g_autofree char *config =
      g_strdup_printf("%s/mbsync%d.conf", bench->folder, round);
  g_autofree char *local = g_strdup_printf("%s/local%d", bench->folder, round);
  const char *argv[] = {"mbsync", "-q", "-c", config, "pull", NULL};
  int status;
  g_autoptr(GError) error = NULL;
  int64_t begin_us = bench_now_us();
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                    NULL, NULL, &status, &error) ||
      !g_spawn_check_wait_status(status, &error))
    g_error("mbsync: %s", error->message);
  double result = rate(bench, begin_us);
  unsigned pulled = files_in(local, "new") + files_in(local, "cur");
  if (pulled != bench->count)
    g_error("mbsync pulled %u mails", pulled);
  return result;
}

static double
our_round(const Bench *bench)
{
  g_autofree char *config =
      g_build_filename(bench->folder, "town", "bote.yaml", NULL);
  g_autofree char *inbox =
      g_build_filename(bench->folder, "server", "mail", "town", NULL);
  const char *argv[] = {bench->program, "role", "mailbox", "rathaus",
                        "--config",     config, NULL};
  GPid pid;
  g_autoptr(GError) error = NULL;
  int64_t begin_us = bench_now_us();
  if (!g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                     NULL, &pid, &error))
    g_error("%s", error->message);
  while (files_in(inbox, "new") + files_in(inbox, "cur") > 0) {
    if (bench_now_us() - begin_us > WAIT_S * INT64_C(1000000))
      g_error("the inbox is not emptied");
    (void)poll(NULL, 0, LOOK_MS);
  }
  double result = rate(bench, begin_us);
  (void)kill(pid, SIGTERM);
  (void)waitpid(pid, NULL, 0);
  return result;
}

int
main(int argc, char **argv)
{
  if (argc != 4)
    g_error("bench_imap FOLDER MAILS BOTE");
  Bench bench = {.folder = argv[1],
                 .program = argv[3],
                 .mails =
                     bench_mails_new("rathaus@musterhagen.example.org", false),
                 .count = (unsigned)g_ascii_strtoull(argv[2], NULL, 10)};
  enum { ROUNDS = 5 };
  BenchRow row = {.key = "imap",
                  .what = "IMAP -> durable record, beside mbsync",
                  .unit = "mails/s",
                  .mark = 0.8};
  for (int round = 0; round < ROUNDS; round++) {
    g_autofree char *peer = g_strdup_printf("peer%d", round);
    unsigned first = (unsigned)round * bench.count;
    deliver(&bench, peer, first);
    deliver(&bench, "town", first);
    double limit = peer_round(&bench, round);
    bench_row_add(&row, our_round(&bench), limit);
  }
  bench_row_print(&row, bench_syncs(bench.folder));
  bench_mails_free(bench.mails);
  return 0;
}
