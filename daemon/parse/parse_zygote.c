/* SPDX-License-Identifier: Apache-2.0
 *
 * Relays frames between the client and the child of the moment.  Everything it
 * calls after sandbox_enter_zygote() must be in the zygote's list of system
 * calls.
 */
#include "daemon/parse/parse_zygote.h"

#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "daemon/parse/parse_children.h"
#include "daemon/parse/parse_copy.h"
#include "daemon/parse/parse_town.h"
#include "daemon/parse/sandbox.h"

enum {
  DEAF_GRACE_MS = 100, /* until the end of a dying child is seen */
  AHEAD_MAX = 6,       /* requests; a client sends no more */
};

typedef struct Zygote {
  const ParseZygoteOptions *options;
  Sandbox *sandbox;
  ParseChildren *children;
  ParseStream *client, *child; /* the latter to whose turn it is */
  unsigned served;             /* messages it has read */
  unsigned keep;               /* how many one child may, by the last request */
  GQueue *ahead;               /* ParseCopy *: requests after this one's */
  unsigned relayed;            /* of them the child in turn has so many */
} Zygote;

/* How a message ended, as the DIED frame says it. */
typedef struct Fate {
  bool died;
  uint8_t death; /* ParseDeath */
  uint8_t number;
} Fate;

static const int64_t no_deadline = -1;

static int64_t
child_deadline(const Zygote *zygote)
{
  return parse_clock_ms() + zygote->options->wall_ms;
}

/* Hand one frame on; false when the child takes no more. */
static bool
relay_to_child(Zygote *zygote, const ParseFrame *frame)
{
  int64_t deadline_ms = child_deadline(zygote);
  if (!parse_stream_put(zygote->child, frame, deadline_ms))
    return false;
  return !parse_stream_is_drained(zygote->client) ||
         parse_stream_flush(zygote->child, deadline_ms);
}

/* Hand the request on until its END.  A child that takes no more does not end
 * that: the client sends everything before it listens.
 *
 * copy   gets the frames, too; may be NULL
 * Returns false when the client is gone, or sends too much for a copy. */
static bool
relay_request(Zygote *zygote, ParseFrame *frame, ParseCopy *copy,
              bool *out_taken)
{
  bool taken = true;
  for (;;) {
    taken = taken && relay_to_child(zygote, frame);
    if (copy != NULL && !parse_copy_add(copy, frame))
      return false;
    if (frame->type == PARSE_FRAME_END)
      break;
    if (parse_stream_read(zygote->client, no_deadline, frame) !=
        PARSE_STEP_FRAME)
      return false;
  }
  *out_taken = taken;
  return true;
}

static bool
relay_copy(Zygote *zygote, const ParseCopy *copy)
{
  return parse_copy_send(copy, zygote->child, child_deadline(zygote));
}

/* What a child may say to the client. */
static bool
is_answer(uint8_t type)
{
  return type == PARSE_FRAME_RESULT || type == PARSE_FRAME_TEXTS ||
         type == PARSE_FRAME_ATTACHMENT || type == PARSE_FRAME_PICTURE ||
         type == PARSE_FRAME_UNREADABLE || type == PARSE_FRAME_DATA ||
         type == PARSE_FRAME_END;
}

static ParseStep
relay_answer(Zygote *zygote, int64_t deadline_ms, bool *out_spent)
{
  for (;;) {
    ParseFrame frame;
    ParseStep step = parse_stream_read(zygote->child, deadline_ms, &frame);
    if (step != PARSE_STEP_FRAME)
      return step;
    if (frame.type == PARSE_FRAME_FINISHED) {
      *out_spent = frame.size != 1 || frame.bytes[0] != 0;
      return PARSE_STEP_FRAME;
    }
    if (!is_answer(frame.type))
      return PARSE_STEP_NONSENSE;
    int64_t begin_ms = parse_clock_ms();
    if (!parse_stream_put(zygote->client, &frame, no_deadline))
      return PARSE_STEP_ABANDONED;
    /* It is not the child's fault that the client does not listen yet. */
    deadline_ms += parse_clock_ms() - begin_ms;
  }
}

/* Who did not finish is ended here, whatever it still does. */
static Fate
fate_of(Zygote *zygote, ParseStep step)
{
  if (step == PARSE_STEP_FRAME)
    return (Fate){.died = false};
  if (step != PARSE_STEP_CLOSED) {
    parse_children_kill(zygote->children);
    return (Fate){
        true, step == PARSE_STEP_LATE ? PARSE_DEATH_WALL : PARSE_DEATH_PROTOCOL,
        0};
  }
  /* No filter allows a child to close its socket: it is dead or dying. */
  int status = parse_children_wait(zygote->children);
  if (WIFSIGNALED(status))
    return (Fate){true, PARSE_DEATH_SIGNAL, (uint8_t)WTERMSIG(status)};
  return (Fate){true, PARSE_DEATH_EXIT, (uint8_t)WEXITSTATUS(status)};
}

static bool
fate_report(Zygote *zygote, Fate fate)
{
  const uint8_t how[] = {fate.death, fate.number};
  ParseFrame frame = {PARSE_FRAME_DONE, 0, NULL};
  if (fate.died)
    frame = (ParseFrame){PARSE_FRAME_DIED, sizeof how, how};
  return parse_stream_put(zygote->client, &frame, no_deadline) &&
         parse_stream_flush(zygote->client, no_deadline);
}

/* How many messages the child may read, from the REQUEST frame. */
static unsigned
request_keep(const ParseFrame *frame)
{
  return frame->size < 2 ? 0 : frame->bytes[0] + 256u * frame->bytes[1];
}

/* The next REQUEST; who was dismissed is buried while there is none. */
static bool
zygote_listen(Zygote *zygote, ParseFrame *out)
{
  ParseStep step = parse_stream_read(zygote->client, 0, out);
  if (step == PARSE_STEP_LATE) {
    parse_children_bury(zygote->children);
    step = parse_stream_read(zygote->client, no_deadline, out);
  }
  return step == PARSE_STEP_FRAME && out->type == PARSE_FRAME_REQUEST;
}

/* A child has its turn.  One that has requests already is not looked at: should
 * it be dead, the first of them is to blame, and is told when it is due. */
static bool
zygote_is_ready(Zygote *zygote)
{
  return zygote->relayed > 0 || parse_children_ready(zygote->children);
}

/* The next message goes to the child, or has gone already; false when the
 * client is gone. */
static bool
zygote_begin(Zygote *zygote, bool *out_taken)
{
  ParseCopy *copy = g_queue_pop_head(zygote->ahead);
  if (copy == NULL) {
    ParseFrame frame;
    if (!zygote_listen(zygote, &frame) || !zygote_is_ready(zygote))
      return false;
    zygote->keep = request_keep(&frame);
    return relay_request(zygote, &frame, NULL, out_taken);
  }
  *out_taken = true;
  if (zygote->relayed > 0)
    zygote->relayed--;
  else
    *out_taken = relay_copy(zygote, copy);
  parse_copy_free(copy);
  return true;
}

/* A child that is kept gets the next requests while it works, so that it need
 * not wait for us in between: what it may read anyway is no secret to it.  They
 * are copied for the next child, should this one die.  Returns false when the
 * client does not know the protocol. */
static bool
zygote_relay_ahead(Zygote *zygote)
{
  unsigned room = zygote->keep - MIN(zygote->served, zygote->keep);
  room = MIN(room, AHEAD_MAX);
  while (zygote->relayed < MIN(room, zygote->ahead->length))
    (void)relay_copy(zygote, /* a death is seen when it should answer */
                     g_queue_peek_nth(zygote->ahead, zygote->relayed++));
  while (zygote->ahead->length < room) {
    ParseFrame frame;
    if (parse_stream_read(zygote->client, 0, &frame) != PARSE_STEP_FRAME)
      return true; /* gone: seen when it should be told */
    ParseCopy *copy = parse_copy_new();
    bool taken = false;
    g_queue_push_tail(zygote->ahead, copy);
    zygote->relayed++;
    if (frame.type != PARSE_FRAME_REQUEST ||
        !relay_request(zygote, &frame, copy, &taken))
      return false;
  }
  return true;
}

/* One message; false when the client is gone or does not know the protocol. */
static bool
zygote_serve_one(Zygote *zygote)
{
  bool taken = false, spent = false;
  if (!zygote_begin(zygote, &taken))
    return false;
  zygote->served++;
  bool is_last = zygote->served >= zygote->keep;
  if (!zygote_relay_ahead(zygote))
    return false;
  if (is_last)
    parse_children_fork_ahead(zygote->children);
  /* Who did not take the request is dead or does not listen: soon told. */
  int64_t deadline_ms =
      taken ? child_deadline(zygote) : parse_clock_ms() + DEAF_GRACE_MS;
  ParseStep step = relay_answer(zygote, deadline_ms, &spent);
  if (step == PARSE_STEP_ABANDONED)
    return false;
  Fate fate = fate_of(zygote, step);
  bool told = fate_report(zygote, fate);
  if (!fate.died && (spent || is_last))
    parse_children_dismiss(zygote->children);
  if (fate.died || spent || is_last)
    zygote->served = zygote->relayed = 0;
  parse_stream_wipe(zygote->client);
  return told;
}

static GLogWriterOutput
log_nothing(GLogLevelFlags level, const GLogField *fields, gsize count,
            gpointer user)
{
  (void)level; /* a library's words about a letter belong in no log */
  (void)fields;
  (void)count;
  (void)user;
  return G_LOG_WRITER_HANDLED;
}

/* Whatever libc and GLib would open later. */
static void
preload_libc(void)
{
  /* One arena: a second one would be mapped with mprotect(2).  A sanitizer's
     allocator knows no arenas and refuses. */
  (void)mallopt(M_ARENA_MAX, 1);
  /* For the converters' sake only; nothing of ours depends on a locale, and
     each other category is a file mapped. */
  (void)setlocale(LC_CTYPE, "C.UTF-8");
  time_t now = time(NULL);
  struct tm local;
  tzset();
  (void)localtime_r(&now, &local); /* reads the zone's file */
  json_object_seed(0);             /* reads /dev/urandom */
  json_decref(json_object());
}

/* A thread would not be there after fork, and what waits for it would hang. */
static bool
is_single_threaded(void)
{
  g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
  unsigned count = 0;
  while (tasks != NULL && g_dir_read_name(tasks) != NULL)
    count++;
  return count == 1;
}

static bool
is_socket(int fd)
{
  int type = 0;
  socklen_t size = sizeof type;
  return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
         type == SOCK_SEQPACKET;
}

static bool
zygote_hello(Zygote *zygote)
{
  SandboxWalls walls = sandbox_walls(zygote->sandbox);
  const uint8_t bytes[] = {walls.seccomp, (uint8_t)walls.landlock_abi};
  ParseFrame frame = {PARSE_FRAME_HELLO, sizeof bytes, bytes};
  return parse_stream_put(zygote->client, &frame, no_deadline) &&
         parse_stream_flush(zygote->client, no_deadline);
}

int
parse_zygote_run(const ParseZygoteOptions *options)
{
  if (!is_socket(PARSE_ZYGOTE_FD)) {
    (void)fputs("bote: role parse is started by digest, not by hand\n", stderr);
    return EX_USAGE;
  }
  preload_libc();
  g_autoptr(GBytes) places = parse_town_take(PARSE_TOWN_FD);
  const ParseService service = {options->handlers, options->preload(places)};
  g_clear_pointer(&places, g_bytes_unref); /* it is indexed */
  if (!is_single_threaded()) {
    (void)fputs("bote: role parse: a library started a thread\n", stderr);
    return EX_SOFTWARE;
  }
  g_log_set_writer_func(log_nothing, NULL, NULL);
  g_autoptr(GError) error = NULL;
  SandboxLimits limits = {options->memory_mib, options->cpu_s};
  Zygote zygote = {.options = options,
                   .ahead = g_queue_new(),
                   .sandbox = sandbox_new(&limits, &error),
                   .client = parse_stream_new(PARSE_ZYGOTE_FD, -1)};
  (void)signal(SIGPIPE, SIG_IGN); /* cannot fail for this signal */
  (void)malloc_trim(0);           /* what the start left over */
  if (zygote.sandbox == NULL || !sandbox_enter_zygote(zygote.sandbox, &error)) {
    (void)fprintf(stderr, "bote: %s\n", error->message);
    return EX_OSERR;
  }
  zygote.children = parse_children_new(zygote.sandbox, &service);
  zygote.child = parse_children_stream(zygote.children);
  bool going = zygote_is_ready(&zygote) && zygote_hello(&zygote);
  while (going)
    going = zygote_serve_one(&zygote) && zygote_is_ready(&zygote);
  /* No cleanup by atexit(3) behind the filter; the children die with us. */
  _exit(EX_OK);
}

bool
parse_zygote_take_limits(int argc, char **argv, ParseZygoteOptions *options)
{
  struct {
    const char *name;
    unsigned *value;
  } rows[] = {{"--memory-mib", &options->memory_mib},
              {"--cpu-s", &options->cpu_s},
              {"--wall-ms", &options->wall_ms}};
  for (int i = 0; i + 1 < argc; i += 2) {
    guint64 number = 0;
    size_t row = 0;
    while (row < G_N_ELEMENTS(rows) && strcmp(rows[row].name, argv[i]) != 0)
      row++;
    if (row == G_N_ELEMENTS(rows) ||
        !g_ascii_string_to_unsigned(argv[i + 1], 10, 1, G_MAXINT, &number,
                                    NULL))
      return false;
    *rows[row].value = (unsigned)number;
  }
  return argc % 2 == 0;
}
