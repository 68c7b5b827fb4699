/* SPDX-License-Identifier: Apache-2.0
 *
 * The child, and how its parent shares the work with it: one message with the
 * cases, one with the results, over a pair of sockets that keep messages whole.
 */
#include "daemon/http/verifier.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "daemon/http/signature_wire.h"
#include "daemon/log.h"
#include "queue/fd.h"
#include "queue/secret.h"

enum {
  SHARE_MIN = 4,            /* fewer are checked before the child is awake */
  SHARE_MAX = 256,          /* cases in a message */
  SHARE_BYTES = 128 * 1024, /* of a message; a usual socket takes 200 KiB */
  ANSWER_S = 2,             /* 256 signatures take a hundredth of it */
};

struct Verifier {
  const GPtrArray *channels;
  GByteArray *message; /* kept, so that no copies of secrets stay behind */
  pid_t child;         /* 0: none */
  int fd;              /* -1: none */
};

/* The begin of a message to the child. */
typedef struct ShareHead {
  int64_t now_ms;
  uint64_t count;
} ShareHead;

/* Which cases the child has. */
typedef struct Share {
  size_t of[SHARE_MAX]; /* places in the list of cases */
  size_t count;
} Share;

static void
answer_share(const Verifier *verifier, GArray *fields, const uint8_t *bytes,
             size_t size)
{
  SignatureResult results[SHARE_MAX] = {0};
  SignatureWire wire = {bytes, bytes + size};
  ShareHead head;
  g_assert(size >= sizeof head);
  memcpy(&head, wire.at, sizeof head);
  wire.at += sizeof head;
  g_assert(head.count <= SHARE_MAX);
  for (size_t i = 0; i < head.count; i++) {
    SignatureInput input;
    guint channel = signature_wire_take(&wire, fields, &input);
    (void)webhook_channel_verify(verifier->channels->pdata[channel], &input,
                                 head.now_ms, &results[i]);
  }
  size_t answer_size = head.count * sizeof results[0];
  if (send(verifier->fd, results, answer_size, MSG_NOSIGNAL) !=
      (ssize_t)answer_size)
    _exit(EX_IOERR); /* the parent is gone */
}

/* The child keeps standard error and its socket; all else is the parent's. */
static G_NORETURN void
child_live(Verifier *verifier, int fd)
{
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || dup2(fd, STDIN_FILENO) < 0 ||
      close_range(STDERR_FILENO + 1, ~0U, 0) != 0)
    _exit(EX_OSERR);
  verifier->fd = STDIN_FILENO;
  g_autofree uint8_t *bytes = g_malloc(SHARE_BYTES);
  GArray *fields = g_array_new(TRUE, TRUE, sizeof(SignatureField));
  ssize_t size;
  while ((size = recv(verifier->fd, bytes, SHARE_BYTES, 0)) > 0) {
    answer_share(verifier, fields, bytes, (size_t)size);
    secret_wipe(bytes, (size_t)size);
  }
  _exit(EX_OK);
}

static bool
start_child(Verifier *verifier)
{
  auto_fd int ours = -1, theirs = -1;
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    return false;
  ours = pair[0];
  theirs = pair[1];
  struct timeval limit = {.tv_sec = ANSWER_S};
  if (setsockopt(ours, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
      setsockopt(ours, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0)
    return false;
  pid_t child = fork();
  if (child == 0)
    child_live(verifier, theirs);
  if (child < 0)
    return false;
  verifier->child = child;
  verifier->fd = fd_steal(&ours);
  return true;
}

static bool
is_needed(const GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    if (webhook_channel_is_costly(channels->pdata[i]))
      return g_get_num_processors() > 1;
  return false;
}

Verifier *
verifier_new(const GPtrArray *channels)
{
  Verifier *verifier = g_new0(Verifier, 1);
  verifier->channels = channels;
  verifier->message = g_byte_array_sized_new(SHARE_BYTES);
  verifier->fd = -1;
  if (is_needed(channels) && !start_child(verifier))
    log_event(LOG_WARNING, "verifier-missing", "why", g_strerror(errno), "next",
              "signatures are checked on one core", NULL);
  return verifier;
}

static void
end_child(Verifier *verifier)
{
  fd_close(&verifier->fd);
  if (verifier->child == 0)
    return;
  (void)kill(verifier->child, SIGKILL); /* it may be stuck, or dead already */
  while (waitpid(verifier->child, NULL, 0) < 0 && errno == EINTR)
    ;
  verifier->child = 0;
}

void
verifier_free(Verifier *verifier)
{
  if (verifier == NULL)
    return;
  end_child(verifier);
  g_byte_array_unref(verifier->message);
  g_free(verifier);
}

pid_t
verifier_pid(const Verifier *verifier)
{
  return verifier->child;
}

static guint
place_of(const Verifier *verifier, const WebhookChannel *channel)
{
  guint place = 0;
  bool found = g_ptr_array_find((GPtrArray *)(uintptr_t)verifier->channels,
                                channel, &place);
  g_assert(found);
  return place;
}

/* Every second costly case, as far as they fit. */
static void
fill_share(Verifier *verifier, const VerifierCase *cases, size_t count,
           Share *share)
{
  GByteArray *message = verifier->message;
  size_t costly = 0;
  g_byte_array_set_size(message, sizeof(ShareHead));
  for (size_t i = 0; i < count && share->count < SHARE_MAX; i++) {
    if (!webhook_channel_is_costly(cases[i].channel) || costly++ % 2 == 0)
      continue;
    if (message->len + signature_wire_size(&cases[i].input) > SHARE_BYTES)
      continue;
    signature_wire_put(message, place_of(verifier, cases[i].channel),
                       &cases[i].input);
    share->of[share->count++] = i;
  }
}

static bool
send_share(const Verifier *verifier, const Share *share, int64_t now_ms)
{
  ShareHead head = {now_ms, share->count};
  GByteArray *message = verifier->message;
  memcpy(message->data, &head, sizeof head);
  ssize_t sent = send(verifier->fd, message->data, message->len, MSG_NOSIGNAL);
  secret_wipe(message->data, message->len); /* paths are secret */
  return sent == (ssize_t)message->len;
}

static bool
receive_share(const Verifier *verifier, const Share *share, VerifierCase *cases)
{
  SignatureResult results[SHARE_MAX];
  if (recv(verifier->fd, results, sizeof results, 0) !=
      (ssize_t)(share->count * sizeof results[0]))
    return false;
  for (size_t i = 0; i < share->count; i++)
    cases[share->of[i]].result = results[i];
  return true;
}

static void
check_here(VerifierCase *one, int64_t now_ms)
{
  (void)webhook_channel_verify(one->channel, &one->input, now_ms, &one->result);
}

/* All but the child's. */
static void
check_rest(VerifierCase *cases, size_t count, const Share *share,
           int64_t now_ms)
{
  size_t next = 0;
  for (size_t i = 0; i < count; i++) {
    if (next < share->count && share->of[next] == i)
      next++;
    else
      check_here(&cases[i], now_ms);
  }
}

static void
check_alone(VerifierCase *cases, const Share *share, int64_t now_ms)
{
  for (size_t i = 0; i < share->count; i++)
    check_here(&cases[share->of[i]], now_ms);
}

void
verifier_check(Verifier *verifier, VerifierCase *cases, size_t count,
               int64_t now_ms)
{
  Share share = {.count = 0};
  if (verifier->child != 0 && count >= SHARE_MIN)
    fill_share(verifier, cases, count, &share);
  bool shared = share.count > 0 && send_share(verifier, &share, now_ms);
  check_rest(cases, count, &share, now_ms);
  if (share.count > 0 && !(shared && receive_share(verifier, &share, cases))) {
    log_event(LOG_WARNING, "verifier-lost", "next",
              "signatures are checked on one core until the next start", NULL);
    end_child(verifier);
    check_alone(cases, &share, now_ms);
  }
}
