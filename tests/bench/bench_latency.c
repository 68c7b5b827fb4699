/* SPDX-License-Identifier: Apache-2.0
 *
 * How long a citizen waits: from EXISTS on the wire to the acknowledged final
 * dot of the confirmation.  Not from delivery: Dovecot waits 500 ms before it
 * says EXISTS.  The role's own connection is passed on here and read: a second
 * connection that idles is told some ms before or after the role, or never,
 * since the role moves the mail away at once.  Mails come one by one, the next
 * when all is quiet again.
 *
 * bench_latency IMAP_PORT SERVER_PORT SMTP_PORT MAILDIR MAILS: the role mailbox
 * connects to IMAP_PORT, which is passed on to SERVER_PORT.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/fd.h"
#include "tests/support/bench.h"
#include "tests/support/bench_mails.h"
#include "tests/support/bench_sink.h"

enum {
  QUIET_MS = 300,  /* nothing more comes of the last mail */
  START_MS = 1500, /* sign in, create folders, idle */
  WAIT_MS = 10000,
  INPUT_BYTES = 65536,
};

enum { ROLE, SERVER, ENDS }; /* of the IMAP connection */

typedef struct Bench {
  int ends[ENDS];
  BenchSink *sink;
  BenchMails *mails;
  const char *maildir;
  char *recipient; /* of the awaited confirmation */
  int64_t exists_us, taken_us;
} Bench;

static void
taken(void *user, const char *recipient, int64_t at_us)
{
  Bench *bench = user;
  if (bench->taken_us == 0 && g_strcmp0(recipient, bench->recipient) == 0)
    bench->taken_us = at_us;
}

static int
connect_to(int port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
    g_error("port %d: %m", port);
  return fd;
}

static int
listen_on(int port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(fd, 1) != 0)
    g_error("port %d: %m", port);
  return fd;
}

/* The role connects once, when it starts. */
static void
join(Bench *bench, int listener, int server_port)
{
  bench->ends[ROLE] = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  bench->ends[SERVER] = connect_to(server_port);
  int on = 1;
  for (int i = 0; i < ENDS; i++)
    if (setsockopt(bench->ends[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on))
      g_error("IMAP: %m");
}

static void
pass_on(Bench *bench, int from)
{
  static char input[INPUT_BYTES + 1];
  ssize_t size = read(bench->ends[from], input, INPUT_BYTES);
  int64_t now_us = bench_now_us();
  if (size <= 0)
    g_error("IMAP ended: %m");
  input[size] = '\0';
  if (from == SERVER && bench->exists_us == 0 && strstr(input, " EXISTS"))
    bench->exists_us = now_us;
  if (write(bench->ends[ENDS - 1 - from], input, (size_t)size) != size)
    g_error("IMAP: %m");
}

/* One turn; false when nothing happened for so long. */
static bool
turn(Bench *bench, int wait_ms)
{
  struct pollfd polls[BENCH_SINK_POLLS + ENDS];
  bench_sink_prepare(bench->sink, polls);
  for (int i = 0; i < ENDS; i++)
    polls[BENCH_SINK_POLLS + i] =
        (struct pollfd){.fd = bench->ends[i], .events = POLLIN};
  int ready = poll(polls, G_N_ELEMENTS(polls), wait_ms);
  if (ready <= 0)
    return false;
  for (int i = 0; i < ENDS; i++)
    if (polls[BENCH_SINK_POLLS + i].revents != 0)
      pass_on(bench, i);
  bench_sink_serve(bench->sink, polls);
  return true;
}

/* As a delivery agent: written beside, renamed into new/, the server's own. */
static void
deliver(const Bench *bench, unsigned number)
{
  g_autoptr(GBytes) mail = bench_mails_make(bench->mails, number);
  g_autofree char *from =
      g_strdup_printf("%s/tmp/%u.latency", bench->maildir, number);
  g_autofree char *to =
      g_strdup_printf("%s/new/%u.latency", bench->maildir, number);
  struct stat owner;
  gsize size;
  const char *bytes = g_bytes_get_data(mail, &size);
  if (!g_file_set_contents(from, bytes, (gssize)size, NULL) ||
      stat(bench->maildir, &owner) != 0 ||
      chown(from, owner.st_uid, owner.st_gid) != 0 || rename(from, to) != 0)
    g_error("%s: %m", to);
}

static double
measure_ms(Bench *bench, unsigned number)
{
  g_free(bench->recipient);
  bench->recipient = g_strdup_printf("citizen%u@example.com", number);
  bench->exists_us = bench->taken_us = 0;
  int64_t end_us = bench_now_us() + WAIT_MS * INT64_C(1000);
  deliver(bench, number);
  while (bench->exists_us == 0 || bench->taken_us == 0)
    if (!turn(bench, WAIT_MS) || bench_now_us() > end_us)
      g_error("mail %u: no %s", number,
              bench->exists_us == 0 ? "EXISTS" : "confirmation");
  while (turn(bench, QUIET_MS))
    continue;
  return (double)(bench->taken_us - bench->exists_us) / 1000;
}

static unsigned
number(const char *text)
{
  return (unsigned)g_ascii_strtoull(text, NULL, 10);
}

int
main(int argc, char **argv)
{
  if (argc != 6)
    g_error("bench_latency IMAP_PORT SERVER_PORT SMTP_PORT MAILDIR MAILS");
  Bench bench = {.maildir = argv[4]};
  double values[BENCH_ROUNDS_MAX];
  unsigned count = MIN(number(argv[5]), BENCH_ROUNDS_MAX);
  bench.mails = bench_mails_new("rathaus@musterhagen.example.org", false);
  auto_fd int listener = listen_on((int)number(argv[1]));
  bench.sink = bench_sink_new((int)number(argv[3]), taken, &bench);
  join(&bench, listener, (int)number(argv[2]));
  while (turn(&bench, START_MS))
    continue;
  measure_ms(&bench, 0); /* the first one connects */
  for (unsigned i = 0; i < count; i++)
    values[i] = measure_ms(&bench, i + 1);
  BenchRow half = {.key = "latency-p50",
                   .what = "EXISTS -> final dot of the confirmation, p50",
                   .unit = "ms",
                   .mark = 20};
  BenchRow most = {.key = "latency-p99",
                   .what = "EXISTS -> final dot of the confirmation, p99",
                   .unit = "ms",
                   .mark = 100};
  double syncs = bench_syncs(".");
  bench_value_print(&half, bench_quantile(values, (int)count, 0.5), half.mark,
                    syncs);
  bench_value_print(&most, bench_quantile(values, (int)count, 0.99), most.mark,
                    syncs);
  bench_sink_free(bench.sink);
  bench_mails_free(bench.mails);
  for (int i = 0; i < ENDS; i++)
    fd_close(&bench.ends[i]);
  g_free(bench.recipient);
  return 0;
}
