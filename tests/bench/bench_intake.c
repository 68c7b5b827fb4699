/* SPDX-License-Identifier: Apache-2.0
 *
 * From mails that lie in the spool to tickets with message and two outbox rows,
 * durable, read in the sandbox, encrypted, in lots of ten; beside a bare parse
 * of the same mails by GMime with one append and fdatasync for each ten; the
 * copy of a photo that a department sees is made on both sides.
 *
 * bench_intake FOLDER SET MAILS: FOLDER holds a town each in kept/ (a reader is
 * kept for many mails) and each/ (a reader for each mail); SET: "letters" or
 * "photos".  From the environment: the marks, MARK_KEPT and MARK_EACH; a peer
 * to compare with instead, BENCH_PEER; what to add to names, BENCH_SUFFIX.
 */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gmime/gmime.h>

#include "queue/fd.h"
#include "tests/support/bench.h"
#include "tests/support/bench_gmime.h"
#include "tests/support/bench_mails.h"
#include "tests/support/bench_town.h"

enum { LOT = DIGEST_LOT };

typedef struct Bench {
  const char *folder;
  BenchMails *mails;
  bool photos;      /* every tenth mail brings one */
  unsigned count;   /* mails a round */
  int ring;         /* the limit's file */
  const char *peer; /* a program that takes the mails in FOLDER/mail/cur instead
                       of GMime; NULL: GMime */
} Bench;

/* A town of its own. */
typedef struct Side {
  BenchTown town;
  BenchRow row;
} Side;

static void
prepare(const Bench *bench, Side *sides, int round)
{
  for (unsigned i = 0; i < bench->count; i++) {
    unsigned number = (unsigned)round * bench->count + i;
    g_autoptr(GBytes) mail = bench_mails_make(bench->mails, number);
    g_autofree char *path =
        bench->peer == NULL
            ? g_strdup_printf("%s/%u.eml", bench->folder, i)
            : g_strdup_printf("%s/mail/cur/%u:2,", bench->folder, number);
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);
    if (!g_file_set_contents(path, bytes, (gssize)size, NULL))
      g_error("%s: %m", path);
    bench_town_spool(&sides[0].town, mail, number);
    bench_town_spool(&sides[1].town, mail, number);
  }
}

static double
peer_round(const Bench *bench)
{
  g_autoptr(GError) error = NULL;
  const char *argv[] = {bench->peer, bench->folder, NULL};
  int status;
  int64_t begin_us = bench_now_us();
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                    NULL, NULL, NULL, &status, &error) ||
      !g_spawn_check_wait_status(status, &error))
    g_error("%s: %s", bench->peer, error->message);
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

static double
limit_round(const Bench *bench)
{
  if (bench->peer != NULL)
    return peer_round(bench);
  static const char page[BENCH_PAGE_BYTES];
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < bench->count; i++) {
    g_autofree char *path = g_strdup_printf("%s/%u.eml", bench->folder, i);
    if (bench_gmime_read(path, bench->photos) == 0)
      g_error("%s: nothing read", path);
    if (write(bench->ring, page, sizeof page) != (ssize_t)sizeof page ||
        (i % LOT == LOT - 1 && fdatasync(bench->ring) != 0))
      g_error("ring: %m");
  }
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

/* A figure is worth nothing if the work was not done. */
static void
check_count(Side *side, const char *sql, int64_t expected)
{
  int64_t count = bench_town_count(&side->town, sql);
  if (count != expected)
    g_error("%s: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, sql, count,
            expected);
}

static double
our_round(const Bench *bench, Side *side)
{
  bench_town_lift_brake(&side->town);
  int64_t begin_us = bench_now_us();
  bench_town_decide(&side->town);
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

static void
measure(const Bench *bench, Side sides[2], int rounds)
{
  double syncs[BENCH_ROUNDS_MAX];
  for (int round = 0; round < rounds; round++) {
    prepare(bench, sides, round);
    syncs[round] = bench_syncs(bench->folder);
    double limit = limit_round(bench);
    for (int i = 0; i < 2; i++) {
      Side *side = &sides[i];
      bench_row_add(&side->row, our_round(bench, side), limit);
      int64_t mails = (int64_t)bench->count * (round + 1);
      check_count(side, "SELECT count(*) FROM ticket", mails);
      check_count(side, "SELECT count(*) FROM outbox", 2 * mails);
    }
  }
  double per_second = bench_quantile(syncs, rounds, 0.5);
  for (int i = 0; i < 2; i++)
    bench_row_print(&sides[i].row, per_second);
}

static double
mark_of(const char *name)
{
  const char *text = g_getenv(name);
  return text == NULL ? 0 : g_ascii_strtod(text, NULL);
}

static void
run(Bench *bench, const char *set, int rounds)
{
  g_autofree char *suffix = g_strdup(g_getenv("BENCH_SUFFIX"));
  const char *slow = suffix == NULL ? "" : suffix;
  g_autofree char *kept = g_strdup_printf("intake-%s-kept%s", set, slow);
  g_autofree char *each = g_strdup_printf("intake-%s-each%s", set, slow);
  g_autofree char *what_kept =
      g_strdup_printf("spool -> ticket, %s, kept child%s", set, slow);
  g_autofree char *what_each =
      g_strdup_printf("spool -> ticket, %s, a child each%s", set, slow);
  Side sides[2] = {
      {.row = {kept, what_kept, "mails/s", mark_of("MARK_KEPT"), 0, {0}, {0}}},
      {.row = {each, what_each, "mails/s", mark_of("MARK_EACH"), 0, {0}, {0}}},
  };
  bench_town_open(&sides[0].town, bench->folder, "kept");
  bench_town_open(&sides[1].town, bench->folder, "each");
  measure(bench, sides, rounds);
  bench_town_close(&sides[0].town);
  bench_town_close(&sides[1].town);
}

int
main(int argc, char **argv)
{
  int code;
  if (bench_town_is_reader(argc, argv, &code))
    return code;
  if (argc != 4)
    g_error("bench_intake FOLDER letters|photos MAILS");
  g_mime_init();
  bool photos = strcmp(argv[2], "photos") == 0;
  Bench bench = {.folder = argv[1],
                 .photos = photos,
                 .mails =
                     bench_mails_new("rathaus@musterhagen.example.org", photos),
                 .peer = g_getenv("BENCH_PEER"),
                 .count = (unsigned)g_ascii_strtoull(argv[3], NULL, 10)};
  g_autofree char *path = g_build_filename(bench.folder, "ring", NULL);
  auto_fd int ring = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (ring < 0)
    g_error("%s: %m", path);
  bench.ring = ring;
  run(&bench, argv[2], (int)MAX(mark_of("BENCH_ROUNDS"), 5));
  bench_mails_free(bench.mails);
  return 0;
}
