/* SPDX-License-Identifier: Apache-2.0
 *
 * From mails that lie in the spool to tickets with message and two outbox rows,
 * durable, read in the sandbox, encrypted, in lots of ten; beside a bare parse
 * of the same mails by GMime with one append and fdatasync for each ten.
 *
 * bench_intake FOLDER SET MAILS: FOLDER holds a town each in kept/ (a reader is
 * kept for many mails) and each/ (a reader for each mail); SET is "letters" or
 * "photos".  The marks come from the environment: MARK_KEPT, MARK_EACH.
 */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gmime/gmime.h>

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/digest.h"
#include "daemon/role.h"
#include "queue/fd.h"
#include "queue/spool.h"
#include "tests/support/bench.h"
#include "tests/support/bench_gmime.h"
#include "tests/support/bench_mails.h"

enum { LOT = DIGEST_LOT };

extern const Role role_parse;

typedef struct Bench {
  const char *folder;
  BenchMails *mails;
  unsigned count; /* mails a round */
  int ring;       /* the limit's file */
} Bench;

/* A town of its own. */
typedef struct Side {
  Config *config;
  Clock *clock;
  Digest digest;
  BenchRow row;
} Side;

static void
side_open(Side *side, const Bench *bench, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
      g_build_filename(bench->folder, name, "bote.yaml", NULL);
  side->config = config_load(path, NULL, &error);
  if (side->config == NULL)
    g_error("%s", error->message);
  side->clock = clock_new_system();
  if (!digest_open(&side->digest, side->config, side->clock, &error))
    g_error("%s: %s", path, error->message);
}

static void
side_close(Side *side)
{
  digest_close(&side->digest);
  clock_free(side->clock);
  config_unref(side->config);
}

/* What an intake role would have left for one mail. */
static void
spool_mail(Side *side, GBytes *mail, unsigned number)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strdup_printf("bench.%08u", number);
  g_autofree char *key = g_strdup_printf("%064u", number);
  g_autofree char *folder =
      g_build_filename(side->digest.spool_in, "mailbox", NULL);
  json_auto_t *head = json_pack(
      "{s:s, s:s, s:s, s:I}", "kind", "mail", "mailbox", "rathaus", "key", key,
      "received_at_ms", (json_int_t)clock_now_ms(side->clock));
  g_autoptr(SpoolWriter) writer = spool_writer_new(
      folder, name, &side->digest.spool_pair.public_key, &error);
  gsize size;
  const void *bytes = g_bytes_get_data(mail, &size);
  if (writer == NULL ||
      !spool_writer_record(writer, head, bytes, size, &error) ||
      !spool_writer_commit(writer, &error))
    g_error("%s", error->message);
}

static void
prepare(const Bench *bench, Side *sides, int round)
{
  for (unsigned i = 0; i < bench->count; i++) {
    unsigned number = (unsigned)round * bench->count + i;
    g_autoptr(GBytes) mail = bench_mails_make(bench->mails, number);
    g_autofree char *path = g_strdup_printf("%s/%u.eml", bench->folder, i);
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);
    if (!g_file_set_contents(path, bytes, (gssize)size, NULL))
      g_error("%s: %m", path);
    spool_mail(&sides[0], mail, number);
    spool_mail(&sides[1], mail, number);
  }
}

static double
limit_round(const Bench *bench)
{
  static const char page[BENCH_PAGE_BYTES];
  int64_t begin_us = bench_now_us();
  for (unsigned i = 0; i < bench->count; i++) {
    g_autofree char *path = g_strdup_printf("%s/%u.eml", bench->folder, i);
    if (bench_gmime_read(path) == 0)
      g_error("%s: nothing read", path);
    if (write(bench->ring, page, sizeof page) != (ssize_t)sizeof page ||
        (i % LOT == LOT - 1 && fdatasync(bench->ring) != 0))
      g_error("ring: %m");
  }
  return bench->count * 1e6 / (double)(bench_now_us() - begin_us);
}

/* What a row would prove if it were counted wrong. */
static void
check_count(Side *side, const char *sql, int64_t expected)
{
  g_autoptr(GError) error = NULL;
  int64_t count = 0;
  if (!store_get_int64(side->digest.store, &count, &error, sql, ""))
    g_error("%s", error->message);
  if (count != expected)
    g_error("%s: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, sql, count,
            expected);
}

static double
our_round(const Bench *bench, Side *side)
{
  g_autoptr(GError) error = NULL;
  int64_t begin_us = bench_now_us();
  bool worked = true;
  while (worked) {
    worked = false;
    if (!digest_import(&side->digest, &worked, &error) ||
        !digest_decide(&side->digest, &worked, &error))
      g_error("%s", error->message);
  }
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
  side_open(&sides[0], bench, "kept");
  side_open(&sides[1], bench, "each");
  measure(bench, sides, rounds);
  side_close(&sides[0]);
  side_close(&sides[1]);
}

int
main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "role") == 0)
    return role_parse.run(argc - 2, argv + 2); /* digest starts itself so */
  if (argc != 4)
    g_error("bench_intake FOLDER letters|photos MAILS");
  g_mime_init();
  bool photos = strcmp(argv[2], "photos") == 0;
  Bench bench = {.folder = argv[1],
                 .mails =
                     bench_mails_new("rathaus@musterhagen.example.org", photos),
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
