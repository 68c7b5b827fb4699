/* SPDX-License-Identifier: Apache-2.0
 *
 * Two loops over the same waits.
 */
#include "daemon/mailbox/mailbox_loop.h"

#include <poll.h>
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/mailbox/mailbox_imap.h"
#include "daemon/mailbox/mailbox_secret.h"
#include "daemon/mailbox/maildir_intake.h"
#include "daemon/notify.h"
#include "daemon/oauth.h"
#include "daemon/status.h"
#include "queue/store_error.h"

enum {
  LOOK_MS = 60000,    /* besides IDLE, which servers forget */
  MAILDIR_MS = 30000, /* besides inotify */
  FULL_MS = 30000,    /* until somebody made room */
  AUTH_MS = 900000,   /* a refused password is not tried often */
  SLICE_MS = 5000,    /* status and watchdog go on while we wait */
  WATCHED_FDS = 2,
};

static int
slice_ms(const MailboxBox *box, int64_t until_ms)
{
  return MIN(clock_wait_ms(box->clock, until_ms), SLICE_MS);
}

/* Wait by the box's clock; ends early when one of the descriptors is readable
 * (-1: none). */
static void
wait_until(MailboxBox *box, int64_t until_ms, int one_fd, int other_fd)
{
  struct pollfd fds[WATCHED_FDS] = {{.fd = one_fd, .events = POLLIN},
                                    {.fd = other_fd, .events = POLLIN}};

  while (clock_now_ms(box->clock) < until_ms &&
         poll(fds, WATCHED_FDS, slice_ms(box, until_ms)) <= 0)
    mailbox_box_progress(box);
}

typedef struct Loop {
  MailboxBox *box;
  Bell *bell;
  MailboxImap *intake;
  Oauth *oauth;
  ImapSession *session; /* NULL: not connected */
  unsigned failures;    /* in a row */
} Loop;

static void
drop_session(Loop *loop)
{
  g_clear_pointer(&loop->session, imap_session_close);
}

/* True when the role must end: the disk lies, or damaged state. */
static bool
is_final(const GError *error)
{
  return error->domain == STORE_ERROR && error->code != STORE_ERROR_FULL;
}

/* How long a failure makes us wait.  A full spool and a refusal leave the
 * session as it is. */
static int64_t
pause_ms(Loop *loop, const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL))
    return FULL_MS;
  if (g_error_matches(error, IMAP_ERROR, IMAP_ERROR_REFUSED))
    return LOOK_MS;
  drop_session(loop);
  if (g_error_matches(error, IMAP_ERROR, IMAP_ERROR_AUTH)) {
    oauth_forget(loop->oauth);
    return AUTH_MS;
  }
  return mailbox_backoff_ms(++loop->failures, g_random_int());
}

static void
pause_after(Loop *loop, const GError *error)
{
  MailboxBox *box = loop->box;
  int64_t wait_ms = pause_ms(loop, error);
  g_autofree char *next = g_strdup_printf(
      "tried again in %" G_GINT64_FORMAT " s", (wait_ms + 999) / 1000);
  bool alarm = g_error_matches(error, IMAP_ERROR, IMAP_ERROR_AUTH) ||
               g_error_matches(error, IMAP_ERROR, IMAP_ERROR_TLS);

  mailbox_box_count(box, "errors", 1);
  status_set(box->status, "connected", loop->session != NULL);
  log_event(alarm ? LOG_ERR : LOG_WARNING, "mailbox-failed", "mailbox",
            box->settings->name, "kind", imap_error_name(error), "why",
            error->message, "next", next, NULL);
  wait_until(box, clock_now_ms(box->clock) + wait_ms, -1, -1);
}

static bool
connect_session(Loop *loop, GError **error)
{
  char *secret = mailbox_secret_get(loop->box->config, loop->box->settings,
                                    loop->oauth, error);

  if (secret == NULL)
    return false;
  loop->session = imap_session_open(loop->box->settings, secret, error);
  mailbox_secret_free(secret);
  if (loop->session == NULL)
    return false;
  mailbox_imap_reconnected(loop->intake);
  status_set(loop->box->status, "connected", 1);
  log_event(LOG_INFO, "mailbox-connected", "mailbox", loop->box->settings->name,
            "idle", imap_session_can_idle(loop->session) ? "yes" : "no", NULL);
  return true;
}

/* Wait in IDLE until mail comes, the bell rings, or it is time to look. */
static bool
idle_until(Loop *loop, int64_t until_ms, GError **error)
{
  MailboxBox *box = loop->box;
  ImapWake wake = IMAP_WAKE_TIMEOUT;

  if (!imap_session_idle_start(loop->session, error))
    return false;
  while (wake == IMAP_WAKE_TIMEOUT && clock_now_ms(box->clock) < until_ms) {
    mailbox_box_progress(box);
    if (!imap_session_idle_wait(loop->session, bell_fd(loop->bell),
                                slice_ms(box, until_ms), &wake, error))
      return false;
  }
  return imap_session_idle_stop(loop->session, error);
}

static bool
wait_for_mail(Loop *loop, GError **error)
{
  int64_t until_ms = clock_now_ms(loop->box->clock) + LOOK_MS;

  if (imap_session_can_idle(loop->session))
    return idle_until(loop, until_ms, error);
  wait_until(loop->box, until_ms, bell_fd(loop->bell), -1);
  return true;
}

/* Connect if need be, look once, wait for more. */
static bool
loop_once(Loop *loop, GError **error)
{
  if (loop->session == NULL && !connect_session(loop, error))
    return false;
  if (!mailbox_imap_round(loop->intake, loop->session, error))
    return false;
  loop->failures = 0;
  status_set(loop->box->status, "last_success_ms",
             clock_now_ms(loop->box->clock));
  return wait_for_mail(loop, error);
}

int
mailbox_loop_imap(MailboxBox *box, Bell *bell)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MailboxImap) intake = mailbox_imap_new(box, &error);
  const MailboxSettings *settings = box->settings;
  g_autoptr(Oauth) oauth = oauth_new(&settings->oauth, settings->token_command);
  Loop loop = {.box = box, .bell = bell, .intake = intake, .oauth = oauth};

  if (intake != NULL)
    notify_ready();
  while (error == NULL) {
    mailbox_box_progress(box);
    (void)bell_drain(bell); /* a hint: the round looks anyway */
    if (loop_once(&loop, &error) || is_final(error))
      continue;
    pause_after(&loop, error);
    g_clear_error(&error);
  }
  drop_session(&loop);
  log_event(LOG_ERR, "mailbox-stopped", "mailbox", box->settings->name, "why",
            error->message, "next", "started again by the supervisor", NULL);
  return EX_IOERR;
}

int
mailbox_loop_maildir(MailboxBox *box, Bell *bell)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MaildirIntake) intake = maildir_intake_new(box, &error);

  if (intake != NULL)
    notify_ready();
  while (error == NULL) {
    mailbox_box_progress(box);
    (void)bell_drain(bell); /* a hint: the round looks anyway */
    int64_t wait_ms = MAILDIR_MS;
    if (maildir_intake_round(intake, &error)) {
      status_set(box->status, "last_success_ms", clock_now_ms(box->clock));
    } else if (g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL)) {
      mailbox_box_count(box, "errors", 1);
      log_event(LOG_WARNING, "mailbox-failed", "mailbox", box->settings->name,
                "why", error->message, "next", "tried again in 30 s", NULL);
      g_clear_error(&error);
      wait_ms = FULL_MS;
    } else {
      break;
    }
    wait_until(box, clock_now_ms(box->clock) + wait_ms, bell_fd(bell),
               maildir_intake_fd(intake));
  }
  log_event(LOG_ERR, "mailbox-stopped", "mailbox", box->settings->name, "why",
            error->message, "next", "started again by the supervisor", NULL);
  return EX_IOERR;
}
