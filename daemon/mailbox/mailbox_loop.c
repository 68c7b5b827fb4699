/* SPDX-License-Identifier: Apache-2.0
 *
 * Two loops over the same waits.
 */
#include "daemon/mailbox/mailbox_loop.h"

#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/mailbox/mailbox_watch.h"
#include "daemon/mailbox/maildir_intake.h"
#include "daemon/notify.h"
#include "daemon/status.h"
#include "queue/store_error.h"

enum { MAILDIR_MS = 30000 }; /* besides inotify */

static int
stopped(const MailboxBox *box, const GError *error)
{
  log_event(LOG_ERR, "mailbox-stopped", "mailbox", box->settings->name, "why",
            error->message, "next", "started again by the supervisor", NULL);
  return EX_IOERR;
}

int
mailbox_loop_imap(MailboxBox *box, Bell *bell)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MailboxWatch) watch = mailbox_watch_new(box, bell_fd(bell), &error);

  if (watch != NULL)
    notify_ready();
  while (error == NULL) {
    mailbox_box_progress(box);
    (void)bell_drain(bell); /* a hint: each step looks anyway */
    if (mailbox_watch_step(watch, &error))
      continue;
    int64_t pause_ms = mailbox_watch_pause_ms(watch, error);
    if (pause_ms < 0)
      break;
    g_clear_error(&error);
    mailbox_box_wait(box, clock_now_ms(box->clock) + pause_ms, -1, -1);
  }
  return stopped(box, error);
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
      wait_ms = MAILBOX_FULL_MS;
    } else {
      break;
    }
    mailbox_box_wait(box, clock_now_ms(box->clock) + wait_ms, bell_fd(bell),
                     maildir_intake_fd(intake));
  }
  return stopped(box, error);
}
